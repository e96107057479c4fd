"""The configuration of this repository's own library."""

extensions = ["myst_parser", "citator"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes"]

citator_library = {
    "name": "Citator Library",
    "publisher": "The citator project",
    "csl": "chicago-notes-bibliography",
    "copyright": "The citator project",
    "license": "CC-BY-4.0",
    "license_note": "except where noted",
}
