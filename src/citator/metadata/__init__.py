"""From a ``Publication`` to what machines read: Highwire, JSON-LD, Dublin Core, BibTeX, RIS, Atom, sitemap.

Pure functions from facts to text. What is not known is left out; what needs the site's address is left out without one.
"""

from __future__ import annotations

from citator.metadata.desk import front_desk_head
from citator.metadata.exports import (
    CITE_FILES,
    as_printed,
    chapter_to_csl,
    citation_files,
    sources_bibtex,
    sources_csl_json,
    sources_ris,
    to_csl,
    with_note,
)
from citator.metadata.feeds import atom_feed, feed_path
from citator.metadata.fields import public
from citator.metadata.head import departed_head, head_tags
from citator.metadata.headers import content_security_policy, headers_file, nginx_snippet
from citator.metadata.listing import llms_txt, publications_json
from citator.metadata.openurl import coins
from citator.metadata.page import Image, Page
from citator.metadata.redirects import redirect_pages, redirects_file
from citator.metadata.signposting import linkset_json
from citator.metadata.sitemap import robots_txt, sitemap_files

__all__ = [
    "CITE_FILES",
    "Image",
    "Page",
    "as_printed",
    "atom_feed",
    "chapter_to_csl",
    "citation_files",
    "coins",
    "content_security_policy",
    "departed_head",
    "feed_path",
    "front_desk_head",
    "head_tags",
    "headers_file",
    "linkset_json",
    "llms_txt",
    "nginx_snippet",
    "public",
    "publications_json",
    "redirect_pages",
    "redirects_file",
    "robots_txt",
    "sitemap_files",
    "sources_bibtex",
    "sources_csl_json",
    "sources_ris",
    "to_csl",
    "with_note",
]
