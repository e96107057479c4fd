"""Pages with slots: what READ leaves open, WRITE and the front desk fill.

A slot is a comment, ``<!--citator:name-->``; what stands between it and ``<!--/citator:name-->`` is shown until it is
filled. A slot that nobody fills is harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from msgspec import Struct

ROOT = "CITATOR-ROOT/"
"""Stands in the shell and in front-desk pages for the way to the site's root."""

_SLOT = re.compile(r"<!--citator:([a-z-]+)-->(?:([^<]*+(?:<(?!!--/?citator:)[^<]*+)*+)<!--/citator:\1-->)?")


class Page(Struct, frozen=True):
    """A page of the front desk, before it is poured into the shell."""

    path: str
    """In the site: ``people/x/index.html``."""
    title: str
    body: str
    """HTML in which ``CITATOR-ROOT/`` leads to the site's root."""
    description: str = ""
    kind: str = "page"
    """``catalogue``, ``person``, ``people``, ``topic``, ``topics``, ``sources``, ``search``, ``not-found``, ``departed``, ``gone``."""
    subject: str = ""
    """The id of the person or topic, or the path of the publication, that the page is about."""


def slot_content(page: str, name: str) -> str:
    """Return what stands in a slot that has not been filled."""
    return next((match[2] or "" for match in _SLOT.finditer(page) if match[1] == name), "")


def fill_slots(page: str, contents: Mapping[str, str]) -> str:
    """Return a page with its slots filled; a slot without content keeps what it had."""

    def content(match: re.Match[str]) -> str:
        return contents.get(match[1], match[0])

    return _SLOT.sub(content, page)


def render_shell(shell: str, page: Page, *, library_name: str = "", head: str = "", root: str | None = None) -> str:
    """Pour a page of the front desk into the shell that Sphinx made.

    :param head: metadata tags for the page, where the library has them.
    :param root: the way to the site's root, where it does not follow from the page's place.
    """
    title = page.title if page.title == library_name or not library_name else f"{page.title} – {library_name}"
    filled = fill_slots(shell, {"title": escape(title), "head": head, "body": page.body})
    return filled.replace(ROOT, "../" * page.path.count("/") if root is None else root)


def searched_by(name: str, values: Iterable[str]) -> str:
    """Return what lets the search find a page by these values of one of its filters."""
    return "".join(f'<span data-pagefind-filter="{name}">{escape(value)}</span>' for value in values)


def escaped(path: str) -> str:
    """Return a path of the site, perhaps with a fragment, as a link has it."""
    return quote(path, safe="/#")


def from_root(path: str) -> str:
    """Return a link to a path of the site for a page that is to be poured into the shell."""
    return ROOT + escaped(path)


def relative(page: str, target: str) -> str:
    """Return the way from one page of the site to another path in it (which may have a fragment)."""
    here, there = page.split("/")[:-1], target.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return escaped("../" * len(here) + "/".join(there))
