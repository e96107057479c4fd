"""Nothing unpublished reaches a public site."""

from __future__ import annotations

from .conftest import SmallLibrary

SECRET = """\
---
type: report
title: {title}
authors: [sly-person, {{name: Secret Author, given: Secret, family: Author}}]
date: 2026-05-05
topics: [hidden-topic]
status: {status}
---
# {title}

A hidden sentence [@hidden].
"""
HIDDEN_ENTRY = (
    "@book{hidden, author = {Hider, Hal}, title = {Concealed Matters}, date = {2004}, publisher = {Cellar}}\n"
)


def everything(library: SmallLibrary, folder: str = "build/site") -> str:
    files = library.tree(folder)
    return "\n".join([*files, *(content.decode("utf-8", "replace") for content in files.values())])


def test_no_file_of_the_site_names_what_is_unpublished(library: SmallLibrary) -> None:
    library.write("docs/reports/clandestine/index.md", SECRET.format(title="Undisclosed Findings", status="draft"))
    library.write("docs/reports/undercover/index.md", SECRET.format(title="Undisclosed Review", status="review"))
    embargo = "embargoed\nembargo_until: 2026-07-01T09:00:00+02:00"
    library.write("docs/reports/forthcoming/index.md", SECRET.format(title="Undisclosed Soon", status=embargo))
    library.edit("references.bib", "@book{abel", HIDDEN_ENTRY + "@book{abel")
    library.write("docs/people/sly-person.md", "---\nname: Sly Person\ngiven: Sly\nfamily: Person\n---\n")
    library.write("docs/topics/hidden-topic.md", "---\ntitle: Topic Unseen\n---\n")
    library.edit("docs/reports/beta/only.md", "striped", "striped, as [](inv:clandestine) says")
    library.edit("docs/summaries/gamma.md", "summary_of: alpha", "summary_of: undercover")
    library.build(as_of="2026-06-30", search=True)
    site = everything(library)
    for word in (
        "clandestine",
        "undercover",
        "forthcoming",
        "Undisclosed",
        "Secret Author",
        "Concealed",
        "Hider",
        "sly-person",
        "Sly",
        "hidden-topic",
        "Topic Unseen",
    ):
        assert word not in site, word


def test_embargo_passes_at_its_moment_in_its_time_zone(library: SmallLibrary) -> None:
    embargo = "embargoed\nembargo_until: 2026-07-01T09:00:00+02:00"
    library.write("docs/reports/forthcoming/index.md", SECRET.format(title="Undisclosed Soon", status=embargo))
    library.edit("references.bib", "@book{abel", HIDDEN_ENTRY + "@book{abel")
    library.build(as_of="2026-07-01T06:59:59+00:00")
    assert not (library.site / "reports/forthcoming").exists()
    library.build(as_of="2026-07-01T07:00:00+00:00")
    assert (library.site / "reports/forthcoming/index.html").exists()


def test_drafts_are_built_into_a_folder_of_their_own(library: SmallLibrary) -> None:
    library.write("docs/reports/clandestine/index.md", SECRET.format(title="Undisclosed Findings", status="draft"))
    library.edit("references.bib", "@book{abel", HIDDEN_ENTRY + "@book{abel")
    library.build(drafts=True)
    assert "Undisclosed Findings" in everything(library, "build/drafts-site")
    assert "Undisclosed Findings" not in everything(library)
