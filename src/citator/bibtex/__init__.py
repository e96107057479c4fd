"""From the text of .bib files to CSL items, each with its file and line; nothing is lost silently.

``scan`` finds the entries, ``normal`` and ``inherit`` complete them, ``convert`` has pandoc decode them, ``item`` makes
the CSL items, ``reader`` does it for files and keeps the results in a ``store``.
"""
