"""From the text of .bib files to CSL items, each with its file and line; nothing is lost silently."""
