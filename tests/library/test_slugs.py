"""A slip in front matter takes nothing from readers and publishes nothing; a slug is one publication's."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from citator.cli import main

from .conftest import SmallLibrary

INDEX = "docs/reports/alpha/index.md"
UNREAD = (f"{INDEX}: it cannot be read as a publication; see the messages",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Alpha Report", 'title: "Alpha Report'),
        ("title: Alpha Report\n", ""),
        ("type: report\n", ""),
        ("---\ntype", "--\ntype"),
        ("type: report", "type: report\nstatus: pubished"),
        ("date: 2026-01-02", "date: 2 January\nstatus: published"),
        ("title: Alpha Report", "title: Status: draft"),
        ("title: Alpha Report", '# status: draft\nembargo_until:\ntitle: "Alpha Report'),
    ],
)
def test_publication_whose_front_matter_has_a_slip_stays_as_it_was_and_the_build_fails(
    library: SmallLibrary, old: str, new: str
) -> None:
    before = library.tree()
    library.edit(INDEX, old, new)
    outcome = library.build()
    assert outcome.failures == UNREAD
    assert any(message.startswith(f"{INDEX}:") for message in outcome.messages)
    assert not any("is taken by" in message for message in outcome.messages)
    assert library.tree() == before
    assert CliRunner().invoke(main, ["build", "-q", "-c", str(library.folder), "--no-search"]).exit_code == 1


def test_others_go_on_while_one_cannot_be_read_and_it_comes_back_when_it_is_mended(library: SmallLibrary) -> None:
    library.edit(INDEX, "title: Alpha Report", 'title: "Alpha Report')
    library.edit("docs/reports/beta/only.md", "striped", "spotted")
    assert library.build().built_slugs == ("beta",)
    assert "spotted" in library.page("reports/beta/only.html")
    assert "Apples are round" in library.page("reports/alpha/one.html")
    library.edit(INDEX, 'title: "Alpha Report', "title: Alpha Story")
    outcome = library.build()
    assert (outcome.failures, outcome.messages) == ((), ())
    assert "Alpha Story" in library.page("reports/alpha/index.html")


@pytest.mark.parametrize(
    "hidden",
    [
        "status: draft",
        "statsu: draft",
        'status: "review"  # soon',
        "status: drfat",
        "status:draft",
        "status: # soon\n  draft",
        "status: >-\n  draft",
        "? status\n: draft",
        "status: draft\nstatus: published",
        "status: embargoed",
        "embargo_until: 2027-01-01T00:00:00Z",
        "embargo_until: tomorrow",
        "embargo_until:\n  2027-01-01T00:00:00Z",
        "embargo_until:2027-01-01T00:00:00Z",
    ],
)
def test_publication_that_is_hidden_now_goes_however_its_front_matter_is_broken(
    library: SmallLibrary, hidden: str
) -> None:
    library.edit(INDEX, "title: Alpha Report", f'{hidden}\ntitle: "Alpha Report')
    outcome = library.build()
    assert outcome.failures == ()
    assert any("cannot read the YAML" in message for message in outcome.messages)
    assert not (library.site / "reports/alpha").exists()


def test_draft_by_a_slip_is_shown_among_drafts(library: SmallLibrary) -> None:
    library.edit(INDEX, "type: report", "type: report\nstatus: pubished")
    outcome = library.build(drafts=True)
    assert outcome.failures == ()
    assert [message for message in outcome.messages if "is taken by" in message] == []
    assert (library.folder / "build/drafts-site/reports/alpha/index.html").exists()


def test_hidden_publication_with_a_slip_does_not_appear(library: SmallLibrary) -> None:
    library.edit(INDEX, "type: report", "type: report\nstatus: draft")
    library.build()
    library.edit(INDEX, "status: draft\ntitle: Alpha Report", 'title: "Alpha Report')
    assert library.build().failures == UNREAD
    assert not (library.site / "reports/alpha").exists()


def test_handbook_that_loses_its_type_stays_as_it_was(library: SmallLibrary) -> None:
    library.write("docs/handbook/index.md", "---\ntype: handbook\ntitle: How To\ndate: 2026-01-02\n---\n# How To\n")
    library.build()
    library.edit("docs/handbook/index.md", "type:", "tpye:")
    assert library.build().failures == ("docs/handbook/index.md: it cannot be read as a publication; see the messages",)
    assert "How To" in library.page("handbook/index.html")


def summary(slug: str, status: str = "published") -> tuple[str, str]:
    front = f"type: summary\ntitle: Another\ndate: 2026-01-02\nstatus: {status}"
    return f"docs/summaries/{slug}.md", f"---\n{front}\n---\n# Another\n"


def test_draft_takes_no_slug_from_a_public_publication(library: SmallLibrary) -> None:
    library.edit(INDEX, "type: report", "type: report\nstatus: draft")
    library.write(*summary("alpha"))
    outcome = library.build()
    assert outcome.failures == ()
    assert outcome.messages[0] == (
        f"{INDEX}:1: WARNING: the slug 'alpha' is taken by docs/summaries/alpha.md; rename one of the two "
        "[citator.duplicate-slug]"
    )
    assert "Another" in library.page("summaries/alpha/index.html")
    assert not (library.site / "reports/alpha").exists()


def test_publication_that_the_site_has_keeps_its_slug(library: SmallLibrary) -> None:
    before = library.tree()
    library.write("docs/reports/alpha.md", summary("alpha")[1])
    outcome = library.build()
    assert outcome.failures == (
        "docs/reports/alpha.md: the slug 'alpha' is taken by " + f"{INDEX}; rename one of the two",
    )
    assert library.tree() == before


def test_first_of_two_new_publications_has_the_slug(library: SmallLibrary) -> None:
    library.write("docs/reports/delta.md", summary("delta")[1])
    library.write(*summary("delta"))
    assert library.build().failures == (
        "docs/summaries/delta.md: the slug 'delta' is taken by docs/reports/delta.md; rename one of the two",
    )
    assert (library.site / "reports/delta/index.html").exists()


def test_publication_that_cannot_be_read_keeps_its_slug(library: SmallLibrary) -> None:
    before = library.tree()
    library.edit(INDEX, "title: Alpha Report", 'title: "Alpha Report')
    library.write(*summary("alpha"))
    assert len(library.build().failures) == 2
    assert library.tree() == before
