"""Links within a PDF lead where Typst's own links lead, and say so in the same words."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from typst_project import Apart, compiled

BODY = """
#sec(level: 1, number: "1", anchors: ("a:one",))[The first chapter];
#jump(target: "{place}")[ours] and #link(<{place}>)[Typst's].

#pagebreak()
#p("1", "a:p1");Water rises.
"""


def ends(pdf: bytes) -> list[tuple[object, str]]:
    """Return where the links of the text lead, a place in whole points, and how they are described."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = [link for page in document.pages[3:] for link in page.get("/Annots", ())]
        assert all("/A" not in link for link in links)
        return [(_end(link.Dest), str(link.Contents)) for link in links]


def _end(destination: pikepdf.Object) -> object:
    if isinstance(destination, pikepdf.String):
        return str(destination)
    page, kind, *place = destination
    return (page.objgen, str(kind), *map(round, place))


def test_a_link_to_a_paragraph_leads_to_its_place(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    done = apart(compiled, tmp_path, BODY.replace("{place}", "a:p1"), fonts=fonts)
    ours, typsts = ends(done.pdf)
    assert ours == typsts
    assert ours[1] == "page 2"


def test_a_link_to_a_heading_leads_to_its_name(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    done = apart(compiled, tmp_path, BODY.replace("{place}", "a:one"), fonts=fonts)
    ours, typsts = ends(done.pdf)
    assert ours == typsts == ("a:one", "Section, page 1")


def test_a_link_to_nowhere_is_told(apart: Apart, fonts: Path, tmp_path: Path) -> None:
    done = apart(compiled, tmp_path, '#sec(level: 1)[One];\n#jump(target: "a:gone")[gone];\n', fonts=fonts)
    assert done.pdf == b""
    assert "`<a:gone>` does not exist" in str(done.diagnostics[0])
