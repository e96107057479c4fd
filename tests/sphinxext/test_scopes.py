"""How the citations of a project are divided into scopes and numbered as notes; no Sphinx, no engine."""

from __future__ import annotations

from msgspec.structs import replace

from citator.diagnostics import Where
from citator.model.citation import BibliographyEntry, Citation, CitationItem, CslItem, Form, FormattedScope
from citator.model.inline import Text
from citator.sphinxext.bibliographies import anchor_entries, in_own_style, lost_letter, number_lists
from citator.sphinxext.records import (
    BibliographyRecord,
    CitationRecord,
    DocumentRecord,
    NoteEvent,
    ResolvedBibliography,
    ResolvedEntry,
)
from citator.sphinxext.scopes import MAIN, Division, Numbering, Settings, number_notes

WORKS = {key: CslItem(key, {}, Where("refs.bib", 1)) for key in "abc"}


def settings(style: str = "notes", restart: bool = False) -> Settings:
    return Settings(style, (style,), ("feet", "notes"), "feet", None, restart_notes=restart)


def cited(
    ordinal: int,
    *keys: str,
    doc: str = "one",
    form: Form = Form.PARENTHETICAL,
    footnote: str | None = None,
    joins: bool = False,
    foot: bool = False,
    in_place: bool = False,
) -> CitationRecord:
    items = tuple(CitationItem(key) for key in keys or ("a",))
    return CitationRecord(
        doc, ordinal, Citation(items, form, in_place=in_place), footnote=footnote, joins=joins, foot=foot
    )


def document(*events: CitationRecord | str) -> DocumentRecord:
    """A document in which citations and footnotes, named by their ids, stand in this order."""
    order: list[NoteEvent] = []
    for event in events:
        if isinstance(event, str):
            order.append(NoteEvent(footnote=event))
        elif event.footnote is None:
            order.append(NoteEvent(citation=event.ordinal))
    return DocumentRecord(citations=tuple(e for e in events if isinstance(e, CitationRecord)), events=tuple(order))


def a_list(doc: str = "refs", ordinal: int = 1, **options: object) -> BibliographyRecord:
    return BibliographyRecord(doc, ordinal, Where(f"{doc}.md", 1), **options)  # type: ignore[arg-type]


def numbered(documents: dict[str, DocumentRecord], style: str = "notes", restart: bool = False) -> Numbering:
    wanted = settings(style, restart)
    return number_notes(list(documents), documents, Division(documents, wanted, WORKS, {}), wanted)


def scope_of(
    record: CitationRecord, *lists: BibliographyRecord, style: str = "notes", restart: bool = False
) -> tuple[str, str]:
    documents = {one.docname: DocumentRecord(bibliographies=(one,)) for one in lists}
    return Division(documents, settings(style, restart), WORKS, {}).of_citation(record)


# -- notes ---------------------------------------------------------------------------------------------------------


def test_citations_and_authors_footnotes_share_one_sequence() -> None:
    notes = numbered({"one": document(cited(1), "fn", cited(2))})
    assert (notes.citations, notes.footnotes) == ({("one", 1): 1, ("one", 2): 3}, {("one", "fn"): 2})


def test_the_sequence_runs_through_all_chapters() -> None:
    notes = numbered({"one": document(cited(1)), "two": document(cited(1, doc="two"))})
    assert notes.citations == {("one", 1): 1, ("two", 1): 2}


def test_notes_may_restart_in_each_chapter() -> None:
    notes = numbered({"one": document(cited(1)), "two": document(cited(1, doc="two"))}, restart=True)
    assert notes.citations == {("one", 1): 1, ("two", 1): 1}


def test_citations_side_by_side_make_one_note() -> None:
    notes = numbered({"one": document(cited(1), cited(2, joins=True), cited(3))})
    assert notes.citations == {("one", 1): 1, ("one", 2): 1, ("one", 3): 2}
    assert notes.joins == {("one", 2): 1}


def test_a_narrative_citation_joins_no_note_but_is_joined() -> None:
    narrative = cited(2, form=Form.NARRATIVE, joins=True)
    notes = numbered({"one": document(cited(1), narrative, cited(3, joins=True))})
    assert notes.citations == {("one", 1): 1, ("one", 2): 2, ("one", 3): 2}
    assert notes.joins == {("one", 3): 2}


def test_a_citation_in_a_footnote_has_its_footnotes_number() -> None:
    notes = numbered({"one": document(cited(1), "fn", cited(2, footnote="fn"))})
    assert notes.citations["one", 2] == 2


def test_a_citation_after_a_footnotes_mark_never_joins_it() -> None:
    notes = numbered({"one": document("fn", cited(1, joins=True))})
    assert (notes.citations, notes.joins) == ({("one", 1): 2}, {})


def test_a_citation_of_unknown_keys_takes_no_number() -> None:
    notes = numbered({"one": document(cited(1, "nokey"), cited(2, joins=True), cited(3, "nokey", "b"))})
    assert notes.citations == {("one", 2): 1, ("one", 3): 2}


def test_author_year_full_and_silent_citations_make_no_notes() -> None:
    forms = (Form.AUTHOR_ONLY, Form.YEAR_ONLY, Form.FULL, Form.NOCITE)
    notes = numbered({"one": document(*(cited(number, form=form) for number, form in enumerate(forms, 1)))})
    assert notes.citations == {}


def test_a_narrative_citation_makes_a_note() -> None:
    assert numbered({"one": document(cited(1, form=Form.NARRATIVE))}).citations == {("one", 1): 1}


def test_a_citation_set_in_place_makes_no_note() -> None:
    assert numbered({"one": document(cited(1, in_place=True))}).citations == {}


def test_only_footcite_makes_notes_in_an_author_date_style() -> None:
    notes = numbered({"one": document(cited(1), cited(2, foot=True))}, style="author-date")
    assert notes.citations == {("one", 2): 1}


# -- scopes --------------------------------------------------------------------------------------------------------


def test_a_project_is_one_scope() -> None:
    assert scope_of(cited(1), a_list()) == MAIN


def test_a_document_with_a_list_of_its_own_works_is_a_scope() -> None:
    own = a_list("one", filter="docname in docnames")
    assert scope_of(cited(1), own) == ("document", "one")
    assert scope_of(cited(1, doc="two"), own) == MAIN


def test_a_document_whose_own_list_lacks_a_work_that_it_cites_shares_the_numbers_of_the_others() -> None:
    own = a_list("one", filter='docname in docnames and key == "a"')
    division = Division(
        {"one": replace(document(cited(1, "a"), cited(2, "b")), bibliographies=(own,))}, settings(), WORKS, {}
    )
    assert [division.of_citation(cited(1, "a")), division.of_list(own)] == [MAIN, MAIN]


def test_a_keyprefix_is_a_scope() -> None:
    assert scope_of(cited(1, "x-a"), a_list(keyprefix="x-")) == ("prefix", "x-")
    assert scope_of(cited(1, "a"), a_list(keyprefix="x-")) == MAIN


def test_a_key_that_a_bib_has_as_it_is_written_is_not_taken_for_another_with_a_keyprefix() -> None:
    works = {**WORKS, "x-a": CslItem("x-a", {}, Where("refs.bib", 2))}
    documents = {"refs": DocumentRecord(bibliographies=(a_list(keyprefix="x-"),))}
    division = Division(documents, settings(), works, {})
    assert division.known_keys(cited(1, "x-a")) == ["x-a"]


def test_notes_that_restart_make_each_chapter_a_scope() -> None:
    assert scope_of(cited(1), restart=True) == ("document", "one")


def test_notes_that_restart_leave_numbers_and_years_in_the_text_to_the_list_of_all_chapters() -> None:
    assert scope_of(cited(1), style="author-date", restart=True) == MAIN


def test_footcite_is_a_scope_of_its_page_unless_all_citations_are_notes() -> None:
    assert scope_of(cited(1, foot=True), style="author-date") == ("foot", "one")
    assert scope_of(cited(1, foot=True)) == MAIN


def style_of(*styles: str | None, lists_decide: bool) -> str:
    lists = tuple(a_list(ordinal=number, style=style) for number, style in enumerate(styles, 1))
    wanted = replace(settings("apa"), lists_decide=lists_decide)
    return Division({"refs": DocumentRecord(bibliographies=lists)}, wanted, WORKS, {}).style_of(MAIN)


def test_citations_keep_their_style_whatever_style_a_list_has() -> None:
    assert style_of("ieee", lists_decide=False) == "apa"


def test_where_lists_decide_citations_are_in_the_style_on_which_these_agree() -> None:
    lists: list[tuple[str | None, ...]] = [(None,), ("ieee",), ("ieee", "ieee"), ("ieee", None), ("ieee", "mla")]
    assert [style_of(*styles, lists_decide=True) for styles in lists] == ["apa", "ieee", "ieee", "apa", "apa"]


# -- lists ---------------------------------------------------------------------------------------------------------


def filled(*keys: str) -> ResolvedBibliography:
    return ResolvedBibliography(tuple(ResolvedEntry(key, (), (), ()) for key in keys))


def formatted(**entries: str) -> FormattedScope:
    """Entries by their keys: ``[1] words`` has a label."""
    parts = {key: words.rpartition("] ") for key, words in entries.items()}
    return FormattedScope(
        (),
        tuple(
            BibliographyEntry(key, (Text(words),), (Text(label + "]"),) if label else ())
            for key, (label, _, words) in parts.items()
        ),
    )


def test_a_list_in_a_style_of_its_own_keeps_the_numbers_that_citations_show_in_their_order() -> None:
    ieee, apa = formatted(b="[1] B. Bee, 2020", a="[2] A. Ape, 2021"), formatted(a="Ape, A. (2021)", b="Bee, B. (2020)")
    assert in_own_style(ieee, apa) == formatted(b="[1] Bee, B. (2020)", a="[2] Ape, A. (2021)")


def test_a_list_in_a_style_of_its_own_has_no_numbers_where_citations_show_none() -> None:
    ieee, apa = formatted(b="[1] B. Bee, 2020", a="[2] A. Ape, 2021"), formatted(a="Ape, A. (2021)", b="Bee, B. (2020)")
    assert in_own_style(apa, ieee) == formatted(b="B. Bee, 2020", a="A. Ape, 2021")


def test_a_letter_after_a_year_that_the_style_of_a_list_does_not_print_is_found() -> None:
    apa, ieee = (
        formatted(a="Ape, A. (2021a). 1999b", b="Bee, B. (2021b)"),
        formatted(a="A. Ape, 1999b, 2021", b="2021b"),
    )
    assert [lost_letter(apa, ieee, {key}) for key in "ab"] == [("a", "2021a"), None]


def test_of_two_lists_on_a_page_the_first_has_the_anchor_of_a_work() -> None:
    records = [a_list(), a_list(ordinal=2)]
    anchored = anchor_entries(records, {("refs", 1): filled("a"), ("refs", 2): filled("a", "b")})
    assert [[entry.anchored for entry in one.entries] for one in anchored.values()] == [[True], [False, True]]


def test_a_bullet_list_has_anchors_for_works_that_no_list_of_citations_holds() -> None:
    records = [a_list(list_="bullet"), a_list(ordinal=2)]
    anchored = anchor_entries(records, {("refs", 1): filled("a", "b"), ("refs", 2): filled("b")})
    assert [[entry.anchored for entry in one.entries] for one in anchored.values()] == [[True, False], [True]]


def test_an_enumeration_goes_on_from_the_one_before_it_on_the_page() -> None:
    records = [
        a_list(list_="enumerated", start=3),
        a_list(ordinal=2, list_="enumerated", start=-1),
        a_list("other", list_="enumerated", start=-1),
    ]
    lists = number_lists(records, {("refs", 1): filled("a", "b"), ("refs", 2): filled("c"), ("other", 1): filled("c")})
    assert [one.start for one in lists.values()] == [3, 5, 1]
