"""From values to Typst source and from Typst source to an accessible PDF; no Sphinx in it."""
