"""Completes the PDF that Typst has made: its links, tags and metadata, in one reading and writing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from citator.model.publication import Publication
from citator.typst.bookmarks import bookmark_title
from citator.typst.editions import Edition
from citator.typst.links import end_links
from citator.typst.matter import is_paper
from citator.typst.rowheads import tag_row_heads
from citator.typst.tags import describe_linked_pictures, drop_empty_paragraphs, has_empty_paragraphs
from citator.typst.terms import terms
from citator.typst.xmp import complete_metadata


def finish(
    pdf: bytes,
    publication: Publication,
    edition: Edition,
    *,
    stubs: Sequence[bool] = (),
    places: Mapping[str, list[Any]],
) -> tuple[bytes, int]:
    """Return the completed PDF and the number of its pages; the same input gives the same bytes.

    ``stubs`` tells of each table whether its first column heads its rows; ``places`` is where links within the PDF lead.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        complete_metadata(document, publication, edition)
        end_links(document, places, terms(publication.language))
        describe_linked_pictures(document, pdf)
        if has_empty_paragraphs(pdf):
            drop_empty_paragraphs(document)
        tag_row_heads(document, stubs)
        if is_paper(publication):
            bookmark_title(document, publication.title)
        pages = len(document.pages)
        out = io.BytesIO()
        # packed, a report of 50 pages is 509 kB and not 1052 (ISO 32000-1, 7.5.7; PDF/A allows it from part 2 on)
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue(), pages
