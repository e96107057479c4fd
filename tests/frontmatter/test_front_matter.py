"""Front matter becomes a publication; a mistake is told at its line and costs only its own field."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from citator.diagnostics import Diagnostic
from citator.frontmatter import publication_schema, read_publication
from citator.model.facts import from_json, to_json
from citator.model.publication import Library, Publication, Related, Status

Read = Callable[..., tuple[Publication | None, tuple[Diagnostic, ...]]]
LIBRARY = Library(name="Harbour Library", publisher="Harbour Press")
MINIMAL = """
type: report
title: Tides
date: 2024-10-30
"""


def told(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [str(diagnostic).replace(" [citator.front-matter]", "") for diagnostic in diagnostics]


def test_type_title_and_date_are_enough(read: Read) -> None:
    publication, diagnostics = read(MINIMAL)
    assert publication == Publication(
        slug="tides",
        path="reports/tides",
        root="reports/tides/index",
        source="docs/reports/tides/index.md",
        type="report",
        title="Tides",
        date=datetime.date(2024, 10, 30),
        publisher="Harbour Press",
        language="en-GB",
    )
    assert diagnostics == ()


@pytest.mark.parametrize(
    ("document", "slug", "path", "root"),
    [
        ("reports/tides/index.md", "tides", "reports/tides", "reports/tides/index"),
        ("summaries/tides.md", "tides", "summaries/tides", "summaries/tides"),
        ("handbook/index.md", "handbook", "handbook", "handbook/index"),
    ],
)
def test_the_place_of_the_file_is_the_address(read: Read, document: str, slug: str, path: str, root: str) -> None:
    publication, _ = read(MINIMAL, document)
    assert publication
    assert (publication.slug, publication.path, publication.root) == (slug, path, root)


@pytest.mark.parametrize(
    "document", ["reports/My Report/index.md", "summaries/Tides.md", "people/index.md", "index.md"]
)
def test_a_place_that_cannot_be_an_address_is_refused(read: Read, document: str) -> None:
    publication, [diagnostic] = read(MINIMAL, document)
    assert publication is None
    assert "move" in diagnostic.message or "lower-case" in diagnostic.message


def test_every_required_field_is_asked_for_at_once(read: Read) -> None:
    publication, diagnostics = read("subtitle: A Survey")
    assert publication is None
    assert told(diagnostics) == [
        "docs/reports/tides/index.md:2: WARNING: front matter: 'type' is required; write type: report",
        "docs/reports/tides/index.md:2: WARNING: front matter: 'title' is required; write title: My Report",
        "docs/reports/tides/index.md:2: WARNING: front matter: 'date' is required; write date: 2026-11-23",
    ]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("titel: x", "unknown field 'titel'; did you mean 'title'?"),
        ("frobnicate: x", "unknown field 'frobnicate'; delete it or correct its name"),
        ("csl-style: apa", "unknown field 'csl-style'; delete it or correct its name"),
        ("updated: 2024-13-01", "'updated' '2024-13-01' is not a day of the calendar; write it as 2026-11-23"),
        ("updated: June 2024", "'updated' 'June 2024' is not a date; write it as 2026-11-23"),
        ("research_closed: 2024-13", "'research_closed' '2024-13' is not a date; write 2026, 2026-06 or 2026-06-30"),
        ("research_closed: 2026-02-31", "'research_closed' '2026-02-31' is not a day of the calendar; write 2026, 2026-06 or 2026-06-30"),
        ("research_closed: 0000-05", "'research_closed' '0000-05' is not a day of the calendar; write 2026, 2026-06 or 2026-06-30"),
        ("doi: 11.1/x", "'doi' '11.1/x' is not a DOI; write it as 10.1234/abc"),
        ("isbn: 978-3-16-148410-1", "'isbn' '978-3-16-148410-1' is not an ISBN: its last digit does not fit the others; copy it again"),
        ("isbn: 12", "'isbn' '12' is not an ISBN; it has 10 or 13 digits, as in 978-3-16-148410-0"),
        ("language: english_UK", "'language' 'english_UK' is not a language tag; write it as en-GB, de or zh-Hans"),
        ("notes: per-chaptre", "'notes' is 'per-chaptre'; did you mean 'per-chapter'?"),
        ("notes: endnotes", "'notes' is 'endnotes'; write one of continuous, per-chapter"),
        (
            "version: ../1",
            "'version' '../1' is not a version; begin it with a digit, as in 1.0 or 2-beta, without spaces or slashes",
        ),
        (
            "version: beta",
            "'version' 'beta' is not a version; begin it with a digit, as in 1.0 or 2-beta, without spaces or slashes",
        ),
        ("topics: [Arms Control]", "'topics[1]' 'Arms Control' is not a slug; use lower-case letters a–z, digits and hyphens"),
        ("formerly: [people]", "'formerly[1]' 'people' belongs to the site itself; take it out"),
        ("formerly: summaries/b/v1.0/one", "'formerly[1]' 'summaries/b/v1.0/one' is where an edition stands for ever; take it out"),
        ("formerly: [index.html]", "'formerly[1]' 'index.html' is the name of a file; write the path of a publication, as in reports/old-slug"),
        ("series: {number: 3}", "'series.title' is required; write title: My Report"),
        ("series: {title: Papers, numbr: 3}", "unknown field 'series.numbr'; did you mean 'number'?"),
        ("related: [{title: x}]", "'related[1]' leads nowhere; write publication: slug, or title: and url:"),
        ("related: [{title: x, url: 'javascript:alert(1)'}]", "'related[1].url' 'javascript:alert(1)' is not a web address; write it with https://"),
        ("subtitle: [a, b]", "'subtitle' is a list; write a text"),
        ("pdf: {bibliography: perhaps}", "'pdf.bibliography' is neither true nor false"),
        ("license: CC-BY-4", "'license' is 'CC-BY-4', which no licence has as its SPDX id; did you mean 'CC-BY-4.0'?"),
        ("license: X-Y-Z", "'license' is 'X-Y-Z', which no licence has as its SPDX id; write an id of https://spdx.org/licenses/ or the words of the licence"),
        ("pdf: {edition: [print]}", "unknown field 'pdf.edition'; did you mean 'editions'?"),
        ("pdf: {editions: screen, print}", "unknown field 'pdf.print'; delete it or correct its name"),
        ("subtitel:", "unknown field 'subtitel'; did you mean 'subtitle'?"),
        ("pdf: [screen]", "'pdf' is not a group of fields; write 'name: value' under it"),
        ("title: again", "'title' is given twice; the first one counts"),
        ("authors: [{orcid: 0000-0002-1825-0098, name: 'Byron, Ada'}]", "'authors[1].orcid' '0000-0002-1825-0098' is not an ORCID iD: its last digit does not fit the others; copy it again"),
        ("authors: [{given: Ada}]", "'authors[1]' has no name; write name: or given: and family:"),
        ("corrections: [{date: 2025-01-01}]", "'corrections[1].note' is required; write note: …"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_line_and_the_rest_is_kept(read: Read, field: str, message: str) -> None:
    publication, diagnostics = read(f"{MINIMAL.strip()}\n{field}\nkeywords: [kept]")
    assert told(diagnostics) == [f"docs/reports/tides/index.md:5: WARNING: front matter: {message}"]
    assert publication
    assert (publication.title, publication.keywords) == ("Tides", ("kept",))


@pytest.mark.parametrize("words", ["ODbL-1.0", "LicenseRef-House", "All rights reserved", "cc-by-4.0"])
def test_a_licence_may_be_any_spdx_id_or_the_words_of_one(read: Read, words: str) -> None:
    _, diagnostics = read(f"{MINIMAL}\nlicense: {words}")
    assert diagnostics == ()


def test_a_field_without_a_value_is_as_one_that_is_not_given(read: Read) -> None:
    empty = "subtitle:\nkeywords:\norphan:\npdf: {bibliography: }\nauthors: [{name: Crew, url: }]"
    publication, diagnostics = read(f"{MINIMAL.strip()}\n{empty}")
    assert (publication, diagnostics) == read(f"{MINIMAL.strip()}\nauthors: [Crew]")
    assert diagnostics == ()


def test_a_mistake_deep_in_a_list_is_told_at_its_own_line(read: Read) -> None:
    publication, diagnostics = read(f"{MINIMAL.strip()}\nauthors:\n  - Crew\n  - name: Ada\n    urll: x\n  - Mate")
    assert told(diagnostics) == [
        "docs/reports/tides/index.md:8: WARNING: front matter: unknown field 'authors[2].urll'; did you mean 'url'?"
    ]
    assert publication
    assert [author.name for author in publication.authors] == ["Crew", "Ada", "Mate"]


def test_yaml_that_cannot_be_read_is_told_with_its_line_and_a_remedy(read: Read) -> None:
    publication, [diagnostic] = read("type: report\ntitle: Tides: A Survey\ndate: 2024-10-30")
    assert publication is None
    assert told((diagnostic,)) == [
        "docs/reports/tides/index.md:3: WARNING: front matter: cannot read the YAML: mapping values are not allowed in this"
        " context; put a text that holds ': ' or ' #', or begins with a sign, in quotation marks"
    ]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("keywords: " + "[" * 200_000, "fields are nested too deep; take them apart"),
        ("a: &x [*x]", "fields are nested too deep; take them apart"),
        (
            "keywords: [" + "".join(f"&a{n} [{', '.join([f'*a{n - 1}'] * 9 * bool(n))}], " for n in range(9)) + "]",
            "aliases make more than 10000 fields of it; write fewer of them",
        ),
    ],
    ids=["deep", "itself", "aliases"],
)
def test_front_matter_that_would_exhaust_the_machine_is_told(read: Read, text: str, told_of: str) -> None:
    publication, diagnostics = read(text)
    assert publication is None
    assert told(diagnostics) == [
        f"docs/reports/tides/index.md:2: WARNING: front matter: cannot read the YAML: {told_of}"
    ]


@pytest.mark.parametrize(
    "text", ["- a\n- b", "a: &x [*x]", "? [a]\n: b", "\x00", "{", "a: !!python/object:os.system {}"]
)
def test_odd_yaml_gives_messages_and_no_traceback(read: Read, text: str) -> None:
    publication, diagnostics = read(text)
    assert publication is None
    assert diagnostics


def test_front_matter_that_is_never_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_text("---\ntype: report\n\n# Tides\n", "utf-8")
    publication, diagnostics = read_publication(path, docs=tmp_path, confdir=tmp_path, library=LIBRARY, people={})
    assert publication is None
    assert told(diagnostics) == ["tides.md:1: WARNING: front matter: it is never closed; end it with a line ---"]


def test_a_page_without_front_matter_is_asked_for_all_that_is_required(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_text("# Tides\n", "utf-8")
    _, diagnostics = read_publication(path, docs=tmp_path, confdir=tmp_path, library=LIBRARY, people={})
    assert [diagnostic.message.partition(" is required")[0] for diagnostic in diagnostics] == [
        "front matter: 'type'",
        "front matter: 'title'",
        "front matter: 'date'",
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntype: report\r\ntitle: Tides\r\ndate: 2024-10-30\r\n---\r\n")
    publication, diagnostics = read_publication(path, docs=tmp_path, confdir=tmp_path, library=LIBRARY, people={})
    assert diagnostics == ()
    assert publication
    assert publication.title == "Tides"


def test_fields_of_myst_and_sphinx_pass(read: Read) -> None:
    _, diagnostics = read(
        f"{MINIMAL}\nmyst: {{enable_extensions: [dollarmath]}}\norphan: true\nhtml_meta: {{a: b}}\ntocdepth: 2"
    )
    assert diagnostics == ()


def test_values_are_the_characters_that_the_author_wrote(read: Read) -> None:
    publication, diagnostics = read(
        f"{MINIMAL}\nversion: 1.10\nseries: {{title: Papers, number: 007}}\nisbn: 9783161484100\nshort_title: Yes\nplace:"
    )
    assert diagnostics == ()
    assert publication
    assert publication.series
    assert (publication.version, publication.series.number, publication.isbn) == ("1.10", "007", "9783161484100")
    assert (publication.short_title, publication.place) == ("Yes", None)


def test_identifiers_lose_their_addresses(read: Read) -> None:
    publication, _ = read(f"{MINIMAL}\ndoi: https://doi.org/10.1234/Tides%3C7%3E\nlicense: CC BY 4.0")
    assert publication
    assert (publication.doi, publication.license) == ("10.1234/Tides<7>", "CC-BY-4.0")


def test_what_a_publication_does_not_say_the_library_says(read: Read) -> None:
    library = Library("Harbour", "Press", license="CC-BY-4.0", license_note="except where noted", copyright="The Crew")
    publication, _ = read(MINIMAL, library=library)
    assert publication
    assert (publication.license, publication.license_note, publication.copyright) == (
        "CC-BY-4.0",
        "except where noted",
        "The Crew",
    )


def test_a_note_on_the_librarys_licence_is_not_put_to_another_licence(read: Read) -> None:
    library = Library("Harbour", "Press", license="CC-BY-4.0", license_note="except where noted")
    publication, _ = read(f"{MINIMAL}\nlicense: All rights reserved", library=library)
    assert publication
    assert (publication.license, publication.license_note) == ("All rights reserved", None)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("status: published", Status.PUBLISHED),
        ("status: publishd", Status.DRAFT),
        ("status: [published]", Status.DRAFT),
        ("status: embargoed", Status.DRAFT),
        ("status: embargoed\nembargo_until: 2026-12-01T09:00:00+01:00", Status.EMBARGOED),
        ("status: embargoed\nembargo_until: 2026-12-01T09:00:00", Status.DRAFT),
        ("status: embargoed\nembargo_until: soon", Status.DRAFT),
        ("status: published\nembargo_until: 2026-12-01 09:00 +01:00", Status.EMBARGOED),
        ("embargo_until: 2026-12-01T09:00:00Z", Status.EMBARGOED),
        ("embargo_util: 2026-12-01T09:00:00Z", Status.DRAFT),
        ("statuss: draft", Status.DRAFT),
        ("Status: draft", Status.DRAFT),
        ("status: draft\nembargo_until: 2026-12-01T09:00:00Z", Status.DRAFT),
        ("status: withdrawn", Status.WITHDRAWN),
    ],
)
def test_a_mistake_never_publishes(read: Read, fields: str, status: Status) -> None:
    publication, _ = read(f"{MINIMAL}\n{fields}")
    assert publication
    assert publication.status is status


def test_an_embargo_is_one_moment_everywhere(read: Read) -> None:
    publication, diagnostics = read(f"{MINIMAL}\nstatus: embargoed\nembargo_until: 2026-12-01T09:00:00")
    assert publication
    assert "has no time zone; write it as 2026-12-01T09:00:00+01:00" in told(diagnostics)[0]


def test_a_type_that_is_nearly_known_is_questioned_and_another_is_not(read: Read) -> None:
    publication, diagnostics = read(MINIMAL.replace("report", "reprot"))
    assert publication
    assert publication.type == "reprot"
    assert told(diagnostics) == [
        "docs/reports/tides/index.md:2: WARNING: front matter: 'type' is 'reprot'; did you mean 'report'?"
    ]
    assert read(MINIMAL.replace("report", "testimony"))[1] == ()


def test_related_content_is_inside_or_outside_the_library(read: Read) -> None:
    publication, diagnostics = read(
        f"{MINIMAL}\nrelated:\n  - ebb\n  - {{title: Moon, url: 'https://example.org', date: 2023-11-27}}"
    )
    assert diagnostics == ()
    assert publication
    assert publication.related == (
        Related(publication="ebb"),
        Related(title="Moon", url="https://example.org", date="2023-11-27"),
    )


def test_an_invented_bibliography_is_marked(read: Read) -> None:
    publication, _ = read(f"{MINIMAL}\nbibliography: [extra.bib, {{file: examples.bib, invented: true}}]")
    assert publication
    assert publication.bibliography == ("extra.bib", "examples.bib")
    assert publication.invented == ("examples.bib",)


def test_settings_of_the_pdf_are_read(read: Read) -> None:
    publication, diagnostics = read(f"{MINIMAL}\npdf: {{editions: [screen, large-print], bibliography: false}}")
    assert diagnostics == ()
    assert publication
    assert publication.pdf.editions == ("screen", "large-print")
    assert not publication.pdf.bibliography


FULL = """
type: report
title: Tides
subtitle: A Survey
description: How water falls.
authors: [{name: 'Byron, Ada', affiliations: [{name: Office, ror: 'https://ror.org/052gg0110'}], roles: [author]}]
editors: [The Crew]
credits: [{role: cover, name: A. Painter}]
date: 2024-10-30
updated: 2024-11-01
research_closed: 2024-06
status: embargoed
embargo_until: 2026-12-01T09:00:00+01:00
version: "1.1"
topics: [sea-level]
keywords: [moon]
series: {title: Papers, number: "7", issn: 0378-5955}
isbn: 978-3-16-148410-0
language: zh-Hans
corrections: [{date: 2024-11-01, note: A number was wrong.}]
formerly: [summaries/water]
"""


def test_a_publication_with_every_kind_of_field_survives_the_facts_record(read: Read) -> None:
    publication, diagnostics = read(FULL)
    assert diagnostics == ()
    assert from_json(Publication, json.loads(json.dumps(to_json(publication)))) == publication


@pytest.mark.parametrize("text", [MINIMAL, FULL])
def test_the_schema_for_editors_accepts_what_the_reader_accepts(text: str) -> None:
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), publication_schema())


def test_the_schema_for_editors_refuses_what_the_reader_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {"type": "report", "title": "x", "date": "2024-10-30", "notes": "none"}, publication_schema()
        )


def test_the_schema_in_docs_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "publication.schema.json"
    remedy = "run: python -m citator.frontmatter"
    assert json.loads(written.read_text("utf-8")) == publication_schema(), remedy


def test_a_build_with_nothing_to_read_does_not_pay_for_pydantic() -> None:
    program = "import sys, citator.frontmatter; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("field", "name", "markup"),
    [
        ("key_findings: ['One.', 'Factor of *two* [@a, p. 3].']", "key_findings[2]", "*two*"),
        ("abstract: As shown [see @ekholm2019, p. 3].", "abstract", "[see @ekholm2019, p. 3]"),
        ("notice: See {pub}`beta`.", "notice", "{pub}`beta`"),
        ("funding: '[Us](https://example.org)'", "funding", "[Us](https://example.org)"),
        ("corrections: [{date: 2025-01-01, note: A __word__}]", "corrections[1].note", "__word__"),
    ],
)
def test_markup_in_a_text_of_front_matter_is_told(read: Read, field: str, name: str, markup: str) -> None:
    publication, diagnostics = read(f"{MINIMAL}{field}")
    assert publication
    said = f"'{name}' is printed as it stands, with '{markup}'; write plain words, and cite in the text"
    assert told(diagnostics) == [f"docs/reports/tides/index.md:5: WARNING: front matter: {said}"]


@pytest.mark.parametrize(
    "field",
    [
        "abstract: 2 * 3 * 4, a_file_name, it's [sic] (so), f* and g*, a@example.org, '@handle', x ** y",
        "myst: {substitutions: {note: 'A *word*'}}",
        "bibliography: ['_old_.bib']",
    ],
)
def test_what_only_looks_like_markup_is_not_told(read: Read, field: str) -> None:
    assert read(f"{MINIMAL}{field}")[1] == ()
