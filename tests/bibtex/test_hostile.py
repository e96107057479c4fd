"""A field of any content is read in a time that grows with its length, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from citator.bibtex.addresses import first_address, safe_url
from citator.bibtex.casing import Casing, cased
from citator.bibtex.entities import without_html
from citator.bibtex.latex import prepare_text
from citator.bibtex.names import prepare_names
from citator.bibtex.pages import page_variables
from citator.bibtex.texts import tidy

LENGTH = 60_000
READERS: dict[str, Callable[[str], object]] = {
    "text": prepare_text,
    "names": prepare_names,
    "title": lambda text: cased(text, Casing.SENTENCE),
    "tidy": tidy,
    "html": without_html,
    "pages": page_variables,
    "address": lambda text: first_address(text) and safe_url(f"https://a.org/{text}"),
}
PIECES = (
    " ", "~", "\xa0", "\\(", "(\\", "$", "{", "{a", "\\ensuremath{", "\\frac{", "{\\relax ", "<a", "<em ", "<jats:", "&", ";", ", ",
    " and ", " & ", "et al ", "\ue000", "- ", "--", ". ", "A", "a-", "http://", "; http:", "%", "^{", "[", "\n",
)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_hostile_text_costs_little(name: str) -> None:
    slow = []
    for piece in PIECES:
        text = piece * (LENGTH // len(piece))
        start = time.process_time()
        READERS[name](text)
        if (spent := time.process_time() - start) > 2:
            slow.append((piece, round(spent, 1)))
    assert slow == []
