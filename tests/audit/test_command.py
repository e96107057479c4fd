"""``citator audit`` on a small library: builds, writes the sheet, and tells what it finds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.library.audit import audit
from library.conftest import FILES, SmallLibrary

ONE = """\
(start)=
# The first chapter

Apples are round [@abel, p. 3]{claim}`F001`. Zebras are striped[^z] {claim}`F002`.

It began in 1982, and nothing is cited here.

[^z]: A footnote [@zorn].
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> SmallLibrary:
    made = SmallLibrary(tmp_path_factory.mktemp("audited"))
    for name, text in FILES.items():
        made.write(name, text)
    made.write("docs/reports/alpha/one.md", ONE)
    made.write("docs/reports/alpha/claims.csv", "id,claim,grade,keys\nF001,Round,A,abel\nF002,Striped,C,zorn\n")
    return made


def test_rows_cover_every_citation_of_the_library(library: SmallLibrary) -> None:
    rows = audit(library.request()).rows
    assert [(row.publication, row.key) for row in rows] == [
        *(("alpha", "abel"), ("alpha", "zorn"), ("alpha", "zorn")),
        *(("beta", "zorn"), ("gamma", "abel")),
    ]
    assert (rows[0].sentence, rows[0].locator, rows[0].claims) == ("Apples are round.", "page 3", "F001 (A)")


def test_anchor_of_each_row_is_on_its_page(library: SmallLibrary) -> None:
    for row in audit(library.request()).rows:
        page, _, anchor = row.page.partition("#")
        assert f'id="{anchor}"' in library.page(page)


def test_findings_name_file_and_line(library: SmallLibrary) -> None:
    found = audit(library.request(), "alpha").messages
    places = [message.split(" WARNING: ")[0] + message[message.rindex("[") :] for message in found]
    assert "docs/reports/alpha/one.md:6:[citator.uncited]" in places
    assert "docs/reports/alpha/one.md:4:[citator.attribution]" in places


def test_verdict_is_read_back_and_goes_stale_with_its_sentence(library: SmallLibrary) -> None:
    row = audit(library.request(), "alpha").rows[0]
    library.write(
        "docs/reports/alpha/fact-check.csv", f"page,digest,checker,verdict\n{row.page},{row.digest},Ann,holds\n"
    )
    assert audit(library.request(), "alpha").rows[0].state == "current"
    library.edit("docs/reports/alpha/one.md", "Apples are round", "Apples are quite round")
    changed = audit(library.request(), "alpha").rows[0]
    assert (changed.checker, changed.state) == ("Ann", "stale: sentence changed")


def test_command_writes_both_sheets_and_a_summary(library: SmallLibrary, tmp_path: Path) -> None:
    sheet, workbook = tmp_path / "sheet.csv", tmp_path / "sheet.xlsx"
    arguments = [
        "audit",
        "-c",
        str(library.folder),
        "--as-of",
        "2026-06-01",
        "--format",
        "html",
        "--publication",
        "beta",
    ]
    result = CliRunner().invoke(main, [*arguments, "--csv", str(sheet), "--xlsx", str(workbook)])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "1 rows, 0 with a verdict, 0 of them stale; 0 findings",
    )
    with sheet.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["sentence"] == "Zebras are striped."
    assert workbook.read_bytes()[:2] == b"PK"


def test_unknown_publication_is_an_error(library: SmallLibrary) -> None:
    arguments = ["audit", "-c", str(library.folder), "--format", "html", "--publication", "delta"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "there is no publication 'delta' in this site" in result.stderr
