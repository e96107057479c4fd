"""One key in the .bib files of two publications: one source where the works are the same, two where they are not."""

from __future__ import annotations

import json
import re

from .conftest import SmallLibrary

OWN = "@book{{abel, author = {{Abel, Adam}}, title = {{{title}}}, publisher = {{Quay}}, location = {{Hull}}, date = {{1999}}}}\n"


def with_own_entry(library: SmallLibrary, slug: str, title: str) -> None:
    """Give a report a .bib of its own, in which ``abel`` is not the Abel of the shared file."""
    library.write(f"docs/reports/{slug}/own.bib", OWN.format(title=title))
    library.edit(f"docs/reports/{slug}/index.md", "date:", "bibliography: [own.bib]\ndate:")


def entries(library: SmallLibrary) -> dict[str, str]:
    """Return the words of each source under A by its id."""
    parts = re.split(r'<li id="(ref-[^"]+)">', library.page("sources/a.html"))
    return {id: re.sub(r"<[^>]+>", "", words) for id, words in zip(parts[1::2], parts[2::2], strict=True)}


def source_links(library: SmallLibrary, page: str) -> set[str]:
    return set(re.findall(r'href="[./]*(sources/[^"]+ref-[^"]+)"', library.page(page)))


def test_one_key_with_two_meanings_is_two_sources(library: SmallLibrary) -> None:
    with_own_entry(library, "beta", "On Anchors")
    library.edit("docs/reports/beta/only.md", "[@zorn]", "[@zorn; @abel]")
    assert library.build().failures == ()
    found = entries(library)
    assert {id: ("apples" in words, "anchors" in words) for id, words in found.items()} == {
        "ref-abel": (True, False),
        "ref-beta.2f.abel": (False, True),
    }
    assert "Beta Report" in found["ref-beta.2f.abel"]
    assert "Beta Report" not in found["ref-abel"]
    assert "sources/a.html#ref-beta.2f.abel" in source_links(library, "reports/beta/only.html")
    assert "sources/a.html#ref-abel" in source_links(library, "reports/alpha/one.html")
    exported = json.loads(library.page("sources/sources.json"))
    assert sorted((work["id"], work["title"]) for work in exported) == [
        ("abel", "On apples"),
        ("beta-abel", "On anchors"),
        ("zorn", "On zebras"),
    ]


def test_one_key_with_one_meaning_in_two_files_is_one_source(library: SmallLibrary) -> None:
    for slug, page in (("alpha", "two"), ("beta", "only")):
        with_own_entry(library, slug, "On Anchors")
        library.edit(f"docs/reports/{slug}/{page}.md", "[@zorn]", "[@zorn; @abel]")
    assert library.build().failures == ()
    found = entries(library)
    assert set(found) == {"ref-abel", "ref-alpha.2f.abel"}  # the summary cites the shared one
    assert "Alpha Report" in found["ref-alpha.2f.abel"]
    assert "Beta Report" in found["ref-alpha.2f.abel"]
    assert '<span id="ref-beta.2f.abel"></span>' in library.page("sources/a.html")
