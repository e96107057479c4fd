"""How a publication looks on the web: Furo, restyled, with one publication's own navigation on each page."""

from __future__ import annotations

from citator.sphinxext.html.context import install
from citator.sphinxext.html.view import Look

__all__ = ["Look", "install"]
