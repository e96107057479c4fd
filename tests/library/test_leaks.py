"""Nothing unpublished reaches a public site: no word of it stands in any file, opened as far as a reader can open it."""

from __future__ import annotations

import gzip
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from citator.library.freeze import freeze
from citator.library.stamp import MARKER

from .conftest import SmallLibrary

SECRET = """\
---
type: {type}
title: {name} Findings Undisclosed
subtitle: {name} Subtitle
authors: [{slug}-person, {{name: {name} Author, given: {name}, family: Author}}]
date: 2026-05-05
topics: [{slug}-topic]
keywords: [{slug}-keyword]
bibliography: [{slug}.bib]
status: {status}
---
# {name} Findings Undisclosed

({slug}-label)=
## {name} Heading

A {slug}-sentence [@{slug}-shared; @{slug}-own].
"""
ENTRY = (
    "@book{{{key}, author = {{{name}, Hal}}, title = {{{name} Matters}}, date = {{2004}}, publisher = {{Cellar}}}}\n"
)
STATUSES = {
    "clandestine": "draft",
    "undercover": "review",
    "forthcoming": "embargoed\nembargo_until: 2026-07-01T09:00:00+02:00",
    "stalled": "published\nembargo_until: 2026-07-01T03:00:00-04:00",
    "shelved": "embargoed",
}
"""By slug. The first moment of the two embargoes is 07:00 UTC; one without a moment does not end."""


def add_secrets(library: SmallLibrary) -> None:
    """Add a report of each status that is not public, a short paper, and what public pages say of them."""
    shared = []
    for slug, status in {**STATUSES, "whispered": "draft"}.items():
        name = slug.capitalize()
        page, folder = (
            (f"docs/summaries/{slug}.md", "docs/summaries")
            if slug == "whispered"
            else (f"docs/reports/{slug}/index.md", f"docs/reports/{slug}")
        )
        type_ = "summary" if slug == "whispered" else "report"
        library.write(page, SECRET.format(type=type_, name=name, slug=slug, status=status))
        library.write(f"{folder}/{slug}.bib", ENTRY.format(key=f"{slug}-own", name=f"{name}own"))
        shared.append(ENTRY.format(key=f"{slug}-shared", name=f"{name}shared"))
        library.write(
            f"docs/people/{slug}-person.md",
            f"---\nname: {name} Person\ngiven: {name}\nfamily: Person\nrelated_to: [{slug}]\n---\n",
        )
        library.write(f"docs/topics/{slug}-topic.md", f"---\ntitle: {name} Topic\n---\n")
    library.edit("references.bib", "@book{abel", "".join(shared) + "@book{abel")
    library.edit("conf.py", '"csl"', '"url": "https://example.org/", "csl"')
    named = " ".join(f"[](inv:{slug}) and {{pub}}`{slug}` and [](inv:{slug}#{slug}-label)." for slug in STATUSES)
    library.edit("docs/reports/beta/only.md", "striped", f"striped. {named} And so")
    related = ", ".join(f"{{publication: {slug}}}" for slug in (*STATUSES, "alpha"))
    library.edit("docs/reports/beta/index.md", "date:", f"related: [{related}]\ndate:")
    library.edit("docs/summaries/gamma.md", "summary_of: alpha", "summary_of: undercover")


def opened(path: Path) -> Iterator[bytes]:
    """Yield what is in a file, and what is in the files that it holds."""
    data = path.read_bytes()
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for name in book.namelist():
                yield name.encode() + book.read(name)
    if data[:5] == b"%PDF-":
        yield subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
        with pikepdf.open(path) as pdf:
            yield from (object_.read_bytes() for object_ in pdf.objects if isinstance(object_, pikepdf.Stream))
            yield str([repr(o) for o in pdf.objects if not isinstance(o, pikepdf.Stream)]).encode()


def everything(site: Path) -> str:
    """Return all names and contents of a site's files, in small letters."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    said = (b"\n".join(opened(path)) for path in files)
    return "\n".join([*map(str, files), *(text.decode("utf-8", "replace") for text in said)]).lower()


@pytest.mark.tool("pdftotext")
def test_no_file_of_the_site_names_what_is_unpublished(library: SmallLibrary) -> None:
    add_secrets(library)
    freeze(library.request(as_of="2026-07-01T07:00:00+00:00"), "forthcoming")
    freeze(library.request(as_of="2026-07-01T06:59:59+00:00"), "beta")
    outcome = library.build(as_of="2026-07-01T06:59:59+00:00", search=True, formats=("html", "pdf", "epub"))
    assert outcome.failures == ()
    kinds = {"".join(path.suffixes[-1:]) for path in library.site.rglob("*") if path.is_file()}
    assert {".html", ".pdf", ".epub", ".bib", ".ris", ".json", ".xml", ".txt", ".js", ".pf_fragment"} <= kinds
    fragments = list(library.site.rglob("*.pf_fragment"))
    for files in ([library.site / "reports/beta/beta.pdf"], [library.site / "reports/beta/beta.epub"], fragments):
        assert any(b"Zebras are striped" in part for file in files for part in opened(file)), files
    public = everything(library.site)
    words = (*STATUSES, "whispered", "undisclosed")
    assert [word for word in words if word in public] == []


def test_drafts_have_a_folder_of_their_own(library: SmallLibrary) -> None:
    add_secrets(library)
    library.build(drafts=True)
    drafts = everything(library.folder / "build/drafts-site")
    for slug in (*STATUSES, "whispered"):
        words = ("findings undisclosed", "author", "person", "topic")
        assert [word for word in words if f"{slug} {word}" not in drafts] == [], slug
        assert f"{slug}shared" in drafts, slug
        assert f"{slug}own" in drafts, slug
    assert [slug for slug in STATUSES if slug in everything(library.site)] == []


def test_embargo_passes_at_its_moment_in_its_time_zone(library: SmallLibrary) -> None:
    add_secrets(library)
    library.build(as_of="2026-07-01T06:59:59+00:00")
    assert not (library.site / "reports/forthcoming").exists()
    library.build(as_of="2026-07-01T07:00:00+00:00")
    shown = {slug for slug in STATUSES if (library.site / f"reports/{slug}/index.html").exists()}
    assert shown == {"forthcoming", "stalled"}


def test_publication_whose_embargo_has_passed_is_as_one_that_never_had_any(library: SmallLibrary) -> None:
    library.build(formats=("html", "pdf"))
    without = library.tree()
    embargo = "status: embargoed\nembargo_until: 2026-05-01T00:00:00Z\ntype: report"
    library.edit("docs/reports/beta/index.md", "type: report", embargo)
    library.build(formats=("html", "pdf"))
    assert {**library.tree(), MARKER: without[MARKER]} == without


@pytest.mark.parametrize("fails", [False, True])
def test_search_index_is_not_kept_when_a_publication_in_it_is_taken_back(
    library: SmallLibrary, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    library.build(search=True)
    assert any(b"Zebras are striped" in part for file in library.site.rglob("*.pf_fragment") for part in opened(file))
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: 2026-02-03\nstatus: draft")
    if fails:
        monkeypatch.setattr("citator.engines.pagefind.write_index", lambda *args, **options: 1 / 0)
    assert bool(library.build(search=fails).failures) == fails
    public = everything(library.site / "pagefind")
    assert "zebras are striped" not in public
    assert ("apples are round" in public) != fails
