"""The ids of a page are its own: what its author names never takes one of ours, and no id stands on a page twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.library.conftest import SmallLibrary, dead_links

# fmt: off
OURS = [
    "Abstract", "Key findings", "Contents", "Chapters", "On this page", "Corrections", "Cite this", "Details",
    "Experts", "Related", "Publications", "Browse", "Content", "P1", "P2", "P5", "Ref abel", "Cite abel 1", "Fn 1",
    "Fnref 1", "Correction 1", "References", "Citator details", "Citator content", "Citator q", "Citator cite this",
    "Citator popup",
]
# fmt: on
"""Headings whose anchors pages have, or had, of their own."""
MATTER = (
    "abstract: Short.\nkey_findings: [One.]\ncorrections: [{date: 2026-04-05, note: Was wrong., where: 'one.md#p2'}]\n"
)


def hostile(title: str) -> str:
    """Return a text with all of these headings, citations and a note."""
    parts = "".join(f"## {heading}\n\nOf {heading} [@abel, p. 3].[^a{at}]\n\n" for at, heading in enumerate(OURS))
    notes = "".join(f"[^a{at}]: A note, also [@zorn].\n\n" for at in range(len(OURS)))
    return f"# {title}\n\nThe first paragraph leads to [the heading](#p5) and [](#citator-details).\n\n(p9)=\n## Labelled\n\n{parts}{notes}"


def with_hostile_headings(library: SmallLibrary) -> SmallLibrary:
    library.write(
        "docs/index.md", "# Small Library\n\n## Publications\n\n## Browse\n\n## Citator publications\n\nText.\n"
    )
    library.edit("docs/reports/alpha/index.md", "date:", f"{MATTER}date:")
    library.write("docs/reports/alpha/one.md", f"(start)=\n{hostile('One')}")
    library.edit("docs/summaries/gamma.md", "date:", f"{MATTER.replace('one.md#p2', '#p2')}date:")
    library.edit("docs/summaries/gamma.md", "# Gamma in Short\n\nApples again [@abel].\n", hostile("Gamma in Short"))
    library.edit("docs/reports/beta/only.md", "(start)=", "(p1)=\n(start)=")
    library.edit(
        "docs/reports/beta/only.md", "Zebras", "[To P5](../alpha/one.md#p5), [to a label](inv:alpha#p9): zebras"
    )
    library.build()
    return library


def doubled(page: Path) -> list[str]:
    """Return the ids that stand on a page more than once."""
    counts = Counter(re.findall(r'<[a-z][^>]*?\sid="([^"]*)"', page.read_text("utf-8")))
    return [name for name, times in counts.items() if times > 1]


def test_no_page_has_an_id_twice_whatever_its_headings_are(library: SmallLibrary) -> None:
    site = with_hostile_headings(library).site
    found = {page.relative_to(site).as_posix(): doubled(page) for page in site.rglob("*.html")}
    assert {page: ids for page, ids in found.items() if ids} == {}


def test_links_to_headings_with_names_of_ours_lead_to_the_headings(library: SmallLibrary) -> None:
    site = with_hostile_headings(library).site
    one = (site / "reports/alpha/one.html").read_text("utf-8")
    assert re.search(r'href="#section-p5">(<[^>]*>)*the heading', one)
    assert re.search(r'<h2 id="section-p5">P5<', one)
    assert re.search(r'<p id="p5">Of (?!P5)', one)
    assert re.search(r'href="#section-citator-details">(<[^>]*>)*Citator details', one)
    other = (site / "reports/beta/only.html").read_text("utf-8")
    assert re.search(r'href="../alpha/one.html#section-p5">(<[^>]*>)*To P5', other)
    assert re.search(r'href="../alpha/one.html#section-p9">(<[^>]*>)*to a label', other)
    assert dead_links(site) == set()
