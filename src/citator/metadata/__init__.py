"""From a ``Publication`` to what machines read: Highwire, JSON-LD, Dublin Core, BibTeX, RIS, Atom, sitemap."""
