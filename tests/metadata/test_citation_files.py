"""A publication, a chapter and a source can be carried away in the formats of reference managers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pypandoc
from lxml import html
from msgspec.structs import replace
from tides import LIBRARY, SITE, SOURCE, make_facts

from citator.bibtex.entry import BibFile
from citator.bibtex.reader import read_bibliography
from citator.metadata import (
    as_printed,
    citation_files,
    coins,
    sources_bibtex,
    sources_csl_json,
    sources_ris,
    to_csl,
    with_note,
)
from citator.model.citation import CslItem
from citator.model.facts import CitedItem
from citator.model.inline import Text, plain_text
from citator.model.publication import Contributor, Correction, Publication, Status


def files(**changes: Any) -> dict[str, str]:
    return citation_files(make_facts(**changes), library=LIBRARY, site_url=SITE)


def as_csl(bibtex: str) -> Any:
    """Return what pandoc, a reader that is not ours, takes from a .bib file."""
    [item] = json.loads(pypandoc.convert_text(bibtex, "csljson", format="biblatex"))
    return item


def publication(**changes: Any) -> Publication:
    return make_facts(**changes).publication


def test_publication_and_chapters_have_files_and_the_bibliography_page_has_none() -> None:
    assert sorted(files()) == [
        "reports/tides/ebb.bib",
        "reports/tides/ebb.json",
        "reports/tides/ebb.ris",
        "reports/tides/tides.bib",
        "reports/tides/tides.json",
        "reports/tides/tides.ris",
    ]


def test_a_report_is_a_csl_report() -> None:
    item = to_csl(publication(), LIBRARY, site_url=SITE)
    assert item == {
        "id": "tides",
        "type": "report",
        "title": "Tides: A Survey",
        "author": [{"family": "Byron", "given": "Ada"}, {"literal": "Tidal Society"}],
        "issued": {"date-parts": [[2024, 10, 30]]},
        "publisher": "Harbour Press",
        "collection-title": "Harbour Papers",
        "number": "7",
        "version": "1.0",
        "abstract": "How water falls and rises.",
        "language": "en-GB",
        "URL": "https://harbour.example/library/reports/tides/",
    }


def test_the_day_on_which_research_closed_is_in_the_citation() -> None:
    assert to_csl(publication(research_closed="2024-06"), LIBRARY)["note"] == "Research closed June 2024"
    assert to_csl(publication(research_closed="2024-06-09"), LIBRARY)["note"] == "Research closed 9 June 2024"
    assert to_csl(publication(research_closed="2024"), LIBRARY)["note"] == "Research closed 2024"


def test_without_an_address_a_citation_has_no_url() -> None:
    assert "URL" not in to_csl(publication(), LIBRARY)


def test_bibtex_says_to_another_reader_what_the_front_matter_says() -> None:
    item = as_csl(files()["reports/tides/tides.bib"])
    assert item["type"] == "report"
    assert item["title"].replace('<span class="nocase">', "").replace("</span>", "") == "Tides: A Survey"
    assert item["author"] == [{"family": "Byron", "given": "Ada"}, {"literal": "Tidal Society"}]
    assert item["issued"] == {"date-parts": [[2024, 10]]} or item["issued"] == {"date-parts": [[2024, 10, 30]]}
    assert item["publisher"] == "Harbour Press"
    assert item["URL"] == "https://harbour.example/library/reports/tides/"


def test_hostile_names_and_titles_survive_bibtex() -> None:
    author = Contributor("x", given="{A} \\ B", family="Barnes and Noble, Inc")
    item = as_csl(
        files(title="100% of {braces} & $cash_ #1 ~^\\", subtitle=None, authors=(author,))["reports/tides/tides.bib"]
    )
    assert "100% of {braces} & $cash_ #1 ~^\\" in item["title"]
    assert len(item["author"]) == 1


def test_no_colon_stands_after_a_title_that_ends_in_a_question_mark() -> None:
    written = files(title="What Moves?")
    assert json.loads(written["reports/tides/tides.json"])[0]["title"] == "What Moves? A Survey"
    assert json.loads(written["reports/tides/ebb.json"])[0]["container-title"] == "What Moves? A Survey"
    assert "title = {{What Moves? A Survey}}" in written["reports/tides/tides.bib"]


def test_what_is_taken_along_of_a_withdrawn_publication_says_that_it_is_withdrawn_and_why() -> None:
    retraction = Correction(datetime.date(2024, 6, 1), "The data were invented.", kind="retraction")
    addition = Correction(datetime.date(2024, 7, 1), "A map.", kind="addition")
    written = files(status=Status.WITHDRAWN, corrections=(retraction, addition))
    [whole] = json.loads(written["reports/tides/tides.json"])
    assert (whole["title"], whole["note"]) == (
        "Withdrawn: Tides: A Survey",
        "Withdrawn 1 June 2024: The data were invented",
    )
    assert "title = {{Withdrawn: Tides: A Survey}}" in written["reports/tides/tides.bib"]
    assert "note = {Withdrawn 1 June 2024: The data were invented}" in written["reports/tides/tides.bib"]
    assert "N1  - Withdrawn 1 June 2024: The data were invented\r\n" in written["reports/tides/tides.ris"]
    assert json.loads(written["reports/tides/ebb.json"])[0]["container-title"] == "Withdrawn: Tides: A Survey"


def test_a_withdrawal_without_a_day_is_told_in_the_language_of_the_publication() -> None:
    assert to_csl(publication(status=Status.WITHDRAWN, language="de-AT"), LIBRARY)["note"] == "Zurückgezogen"


def test_a_chapter_is_cited_within_its_publication() -> None:
    [item] = json.loads(files(doi="10.1234/tides")["reports/tides/ebb.json"])
    assert (item["type"], item["title"], item["container-title"]) == ("chapter", "The Ebb", "Tides: A Survey")
    assert "DOI" not in item


def test_ris_has_one_tag_a_line_and_an_end() -> None:
    lines = files()["reports/tides/tides.ris"].split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert "AU  - Byron, Ada" in lines
    assert "DA  - 2024/10/30/" in lines
    assert lines[-2:] == ["ER  - ", ""]


def record(**csl: Any) -> list[str]:
    """Return the lines of a cited work as RIS."""
    return sources_ris([replace(SOURCE, csl=csl)]).split("\r\n")


def test_ris_gives_a_report_its_number_and_its_series_and_no_isbn() -> None:
    lines = record(**{"type": "report", "number": "7", "collection-title": "Papers", "ISBN": "9783161484100"})
    assert {"SN  - 7", "T2  - Papers"} < set(lines)
    assert not [line for line in lines if line.startswith(("M1", "T3")) or "978" in line]


def test_ris_of_a_chapter_has_no_number_which_would_be_that_of_volumes() -> None:
    lines = files()["reports/tides/ebb.ris"].split("\r\n")
    assert {"T2  - Tides: A Survey", "T3  - Harbour Papers"} < set(lines)
    assert not [line for line in lines if line.startswith("M1")]


def test_ris_names_the_editors_of_a_book_as_no_editors_of_its_series() -> None:
    editor = [{"family": "Roe", "given": "R."}]
    assert {"A3  - Roe, R.", "T2  - Papers"} < set(
        record(**{"type": "book", "editor": editor, "collection-title": "Papers"})
    )
    assert "A2  - Roe, R." in record(type="chapter", editor=editor)


def test_a_record_has_topics_among_its_keywords_as_the_tags_of_the_page_have() -> None:
    written = citation_files(make_facts(), library=LIBRARY, topics={"sea-level": "Levels of the sea"})
    assert "keywords = {Levels of the sea, moon, Sea level}" in written["reports/tides/tides.bib"]
    assert "KW  - Levels of the sea\r\nKW  - moon\r\n" in written["reports/tides/ebb.ris"]


def test_a_keyword_with_a_comma_stays_one() -> None:
    made = files(keywords=("war, cold", "moon"))
    assert {"KW  - war, cold", "KW  - moon"} < set(made["reports/tides/tides.ris"].split("\r\n"))
    assert "keywords = {sea level, {war, cold}, moon}" in made["reports/tides/tides.bib"]


def test_others_are_no_person_in_any_format() -> None:
    authors = [{"family": "Luna", "given": "María"}, {"literal": "others"}]
    shared = replace(SOURCE, csl={**SOURCE.csl, "author": authors})
    exports = (sources_csl_json([shared]), sources_ris([shared]), coins(shared.csl))
    assert not [text for text in exports if "others" in text]


def test_line_breaks_in_a_field_start_no_new_tag() -> None:
    ris = files(description="a\nER  - \nTY  - BOOK")["reports/tides/tides.ris"]
    assert ris.count("\r\nER  - \r\n") == 1
    assert "\n" not in ris.replace("\r\n", "")


def test_what_an_owner_noted_about_a_source_never_leaves() -> None:
    exports = (sources_bibtex([SOURCE]), sources_csl_json([SOURCE]), sources_ris([SOURCE]), coins(SOURCE.csl))
    assert not [text for text in exports if "PRIVATE" in text]


def read(tmp_path: Path, text: str) -> Mapping[str, CslItem]:
    """Return the works of a .bib file."""
    bib = tmp_path / "sources.bib"
    bib.write_text(text, encoding="utf-8")
    return read_bibliography([BibFile(bib, bib.name)]).items


def exported(works: Mapping[str, CslItem]) -> str:
    """Return works that a publication cites as BibTeX."""
    return sources_bibtex(
        CitedItem(key, dict(work.data), [], "", entry_type=work.entry_type, fields=dict(work.fields))
        for key, work in works.items()
    )


def test_an_entry_is_exported_as_written_without_private_fields(tmp_path: Path) -> None:
    source = """@Report{one, author = {M{\\"u}ller, A. and {Big {Corp}}}, title = {The {INF} Treaty},
    date = 2001, keywords = {secret}, annotation = {secret}, file = {secret}, url = {https://example.org/a_b}}"""
    assert exported(read(tmp_path, source)) == (
        "@report{one,\n"
        '  author = {M{\\"u}ller, A. and {Big {Corp}}},\n'
        "  title = {The {INF} Treaty},\n"
        "  date = {2001},\n"
        "  url = {https://example.org/a_b},\n"
        "}\n"
    )


def test_unsafe_addresses_are_not_exported(tmp_path: Path) -> None:
    works = read(tmp_path, "@misc{one, title = {One}, url = {javascript:x}, doi = {javascript:x}}")
    assert "javascript" not in exported(works)


def test_what_is_exported_reads_back_the_same(tmp_path: Path) -> None:
    works = read(
        tmp_path,
        "@inbook{b, title = {B}, crossref = {a}}\n@book{a, title = {A}, author = {Roe, R.}, date = {2001~}}\n"
        "@book{c, title = {One \\} two}, date = {2002}}\n",
    )
    again = read(tmp_path, exported(works))
    assert {key: again[key].data for key in again} == {key: works[key].data for key in sorted(works)}


def test_a_source_is_exported_with_its_translation_its_letters_and_its_copy_in_an_archive(tmp_path: Path) -> None:
    works = read(
        tmp_path,
        "@online{a, author = {Петрова, Анна}, title = {Приливы}, langid = {russian}, romanisedauthor = {Petrova, Anna},\n"
        "romanisedtitle = {Prilivy}, translatedtitle = {Tides}, url = {https://example.org/a}, urldate = {2021-03-04},\n"
        "archiveurl = {https://archive.example.org/a}, archivedate = {2021-03-05}}",
    )
    again = read(tmp_path, exported(works))
    assert again["a"].data == works["a"].data
    assert again["a"].fields == works["a"].fields


def test_ris_says_when_a_source_was_visited() -> None:
    visited = replace(SOURCE, csl={**SOURCE.csl, "accessed": {"date-parts": [[2021, 3, 4]]}})
    assert "Y2  - 2021/03/04/\r\n" in sources_ris([visited])


def test_sources_come_in_the_order_of_their_keys() -> None:
    assert [item["id"] for item in json.loads(sources_csl_json([SOURCE]))] == ["moon-1905"]


def test_coins_hold_the_source_for_zotero() -> None:
    span = html.fragment_fromstring(coins(SOURCE.csl))
    assert span.get("class") == "Z3988"
    assert dict(parse_qsl(span.get("title"))) == {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal",
        "rft_id": "https://example.org/moon",
        "rft.genre": "article",
        "rft.atitle": "The Moon & the <Sea>",
        "rft.jtitle": "Journal of Tides",
        "rft.date": "1905-03",
        "rft.au": "Luna, María",
        "rft.pages": "12-34",
    }


def test_markup_of_a_title_is_in_no_format_that_knows_none() -> None:
    marked = replace(SOURCE, csl={**SOURCE.csl, "title": 'The <span class="nocase">Moon</span>'}, fields={})
    context = dict(parse_qsl(html.fromstring(coins(marked.csl)).get("title")))
    assert context["rft.atitle"] == "The Moon"
    assert "TI  - The Moon\r\n" in sources_ris([marked])
    assert "{{The Moon}}" in sources_bibtex([marked])


def test_an_unsafe_address_of_a_source_is_no_link() -> None:
    assert "javascript" not in coins({"type": "book", "title": "x", "URL": "javascript:alert(1)"})


def test_a_suggested_citation_says_when_research_closed_whatever_the_style_prints() -> None:
    item = to_csl(publication(research_closed="2024-06"), LIBRARY)
    assert "note" not in as_printed(item)
    assert plain_text(with_note((Text("Byron, Tides."),), item)) == "Byron, Tides. Research closed June 2024."
    assert plain_text(with_note((Text("Byron, Tides"),), item)) == "Byron, Tides. Research closed June 2024."
    assert with_note((Text("Byron, Tides."),), to_csl(publication(), LIBRARY)) == (Text("Byron, Tides."),)
