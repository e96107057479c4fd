from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from site_library import INF

Build = Callable[..., Path]

REPORT = {
    "reports/inf/index.md": """
        # Freeze, Notify, Renounce

        This report reads eight proposals.

        ```{toctree}
        one
        two
        references
        ```
        """,
    "reports/inf/one.md": """
        # How to judge a proposal

        Both sides counted launchers {mention}`service2015 1 references.html#ref-service2015`.[^n]

        ## Criteria

        (tab-criteria)=
        ```{list-table} Six criteria
        :header-rows: 1

        * - Criterion
          - Threshold
        * - Clarity
          - Yes or no
        ```

        [^n]: They differed on range.

        ```{notes}
        ```
        """,
    "reports/inf/two.md": "# How the treaty ended\n\nIt ended in 2019.\n",
    "reports/inf/references.md": """
        # Bibliography

        ```{entries}
        service2015 one.html#cite-service2015-1 Service, Robert. The End of the Cold War. 2015.
        ```
        """,
}


def test_each_page_names_its_report_and_its_place_in_it(build: Build) -> None:
    page = (build(REPORT, INF) / "reports/inf/one.html").read_text()
    assert "<title>How to judge a proposal – Freeze, Notify, Renounce – Test Library</title>" in page
    assert "Chapter 1 of 2" in page


def test_a_citation_leads_to_its_entry_and_the_entry_back(build: Build) -> None:
    out = build(REPORT, INF)
    chapter, bibliography = ((out / f"reports/inf/{name}.html").read_text() for name in ("one", "references"))
    assert 'id="cite-service2015-1"' in chapter
    assert 'href="references.html#ref-service2015"' in chapter
    assert '<li class="citator-entry" data-key="service2015" id="ref-service2015">' in bibliography
    assert '<a role="doc-backlink" href="one.html#cite-service2015-1">1.1 Criteria</a>' in bibliography
