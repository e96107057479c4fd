"""Anchors that outlive a rebuild: one rule that turns keys into ids for HTML, EPUB and Typst.

An id is an XML NCName whose characters need no escaping in a URL fragment or a Typst label. The rule is injective, so
``Smith2020`` and ``smith2020``, or ``a:b`` and ``a.b``, never share an anchor.
"""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^A-Za-z0-9_-]")
_UNWORDED = re.compile(r"[^\w]+")
"""What MyST and docutils put a hyphen for when they make an anchor of a heading."""
_OURS = re.compile(r"p\d+|(citator|ref)-.*|cite-.*-\d+|fn(ref)?-\d+(-\d+)?|correction-\d+")
"""The ids that pages have of our own: those below, of a note on a correction, and in the templates."""


def escape_id(text: str) -> str:
    """Return ``text`` with every character but ASCII letters, digits, ``_`` and ``-`` written as ``.hex.``."""
    return _OTHER.sub(lambda found: f".{ord(found[0]):x}.", text)


def is_ours(anchor: str) -> bool:
    """Tell whether pages may have an id of our own by this name, so that nothing of an author's may bear it."""
    return _OURS.fullmatch(anchor) is not None


def heading_name(title: str) -> str:
    """Return a heading as authors may name it behind ``#``: ``Über uns!`` is ``über-uns``."""
    return _UNWORDED.sub("-", title.lower()).strip("-")


def entry_anchor(key: str) -> str:
    """Return the id of the bibliography entry of ``key``."""
    return f"ref-{escape_id(key)}"


def citation_anchor(key: str, ordinal: int) -> str:
    """Return the id of the ``ordinal``-th mention of ``key`` on its page (from 1)."""
    return f"cite-{escape_id(key)}-{ordinal}"


def paragraph_anchor(number: int) -> str:
    """Return the id of a chapter's ``number``-th paragraph (from 1)."""
    return f"p{number}"


def correction_anchor(number: int) -> str:
    """Return the id of the note on the ``number``-th correction of the front matter."""
    return f"correction-{number}"


def note_anchor(number: int | str) -> str:
    """Return the id of a note, numbered as it prints."""
    return f"fn-{escape_id(str(number))}"


def note_mark_anchor(number: int | str, ordinal: int = 1) -> str:
    """Return the id of the ``ordinal``-th mark in the text that points to a note."""
    return f"fnref-{escape_id(str(number))}" + (f"-{ordinal}" if ordinal > 1 else "")
