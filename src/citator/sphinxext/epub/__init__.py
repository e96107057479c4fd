"""A publication as an EPUB 3, from the environment that its pages were written from.

It holds nothing of the rest of the library, so it can lie beside the landing page as READ made it; only references into
other publications wait in comments for WRITE (``archive.rewritten``).
"""
