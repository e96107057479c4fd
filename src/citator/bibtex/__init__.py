"""From the text of .bib files to CSL items, each with its file and line; nothing is lost silently.

``scan`` finds the entries, ``normal`` and ``inherit`` complete them, ``convert`` has pandoc decode them, ``item`` makes
the CSL items, ``reader`` does it for files and keeps the results in a ``store``.
"""

from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.export import export_bibtex, to_bibtex
from citator.bibtex.keys import near_keys
from citator.bibtex.reader import item_hash, read_bibliography

__all__ = ["BibFile", "Bibliography", "export_bibtex", "item_hash", "near_keys", "read_bibliography", "to_bibtex"]
