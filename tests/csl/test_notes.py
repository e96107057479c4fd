"""Notes: numbers that citator owns, positions that follow from them, and citations set in place."""

from .shelf import cite, item

CHICAGO = "chicago-notes-bibliography"
IBID = "chicago-notes-bibliography-subsequent-ibid"


def test_a_first_note_is_full_and_a_later_one_short(texts):
    assert texts(CHICAGO, cite("@doe, p. 4", note=1), cite("@doe, p. 5", note=2)) == [
        "[{doe|Jane Doe, *Deterrence* (Old Press, 2019), 4}.]",
        "[{doe|Doe, *Deterrence*, 5}.]",
    ]


def test_later_notes_name_the_note_of_the_first_by_our_numbers(texts):
    _, later = texts("oscola", cite("@doe", note=3), cite("@doe, p. 5", note=9))
    assert later == "[{doe|Doe (n 3) 5}.]"


def test_ibid_follows_at_once_and_never_across_a_note_of_the_author(texts):
    notes = texts(IBID, cite("@doe, p. 4", note=1), cite("@doe, p. 5", note=2), cite("@doe, p. 6", note=4))
    assert notes[1:] == ["[{doe|Ibid., 5}.]", "[{doe|Doe, *Deterrence*, 6}.]"]


def test_a_prefix_at_the_start_of_a_note_gets_a_capital(texts):
    assert texts(CHICAGO, cite("see @doe", note=1)) == ["[See {doe|Jane Doe, *Deterrence* (Old Press, 2019)}.]"]


def test_a_name_in_small_letters_keeps_them(texts):
    hooks = item("hooks", type="book", title="Ain't I a Woman", author=[{"family": "hooks", "given": "bell"}])
    assert texts(CHICAGO, cite("@hooks", note=1), items=[hooks]) == ["[{hooks|bell hooks, *Ain’t I a Woman* (n.d.)}.]"]


def test_a_note_that_starts_with_a_bracket_stays_as_it_is(texts):
    assert texts("oscola", cite("@doe", note=1), cite("-@doe", note=3))[1] == "[{doe|(n 1)}.]"


def test_a_url_in_a_note_is_a_link_beside_the_link_to_the_entry(texts):
    assert texts("oscola", cite("@smith", note=1)) == [
        "[{smith|John Smith, ‘Arms Control After START’ (2020) 3 Survival 10} "
        "<<https://doi.org/10.1000/abc|https://doi.org/10.1000/abc>>.]"
    ]


def test_the_link_of_a_doi_is_an_address_and_its_words_are_the_style_s(texts):
    doi = "10.1002/1521-3951(200009)221:1<349::AID-PSSB349>3.0.CO;2-#"
    address = "https://doi.org/10.1002/1521-3951(200009)221:1%3C349::AID-PSSB349%3E3.0.CO;2-%23"
    (note,) = texts("oscola", cite("@smith", note=1), items=[item("smith", DOI=doi)])
    assert f"<{address}|https://doi.org/{doi}>" in note


def test_a_citation_in_a_caption_is_short_and_makes_no_note(texts):
    assert texts(CHICAGO, cite("@doe, tbl. 2", in_place=True)) == ["({doe|Doe, *Deterrence*, tbl. 2})"]


def test_a_citation_in_a_caption_has_no_effect_on_the_notes(texts):
    caption = cite("@doe", in_place=True)
    notes = [cite("@doe", note=1), cite("@doe", note=2), cite("@smith", note=3)]
    with_captions = texts(IBID, caption, notes[0], caption, notes[1], caption, notes[2], caption)
    assert with_captions[1::2] == texts(IBID, *notes)


def test_a_caption_names_the_note_only_of_works_that_have_one(texts):
    cited, uncited = cite("@doe, p. 3", in_place=True), cite("@doe2, p. 3", in_place=True)
    assert texts("oscola", cited, cite("@doe", note=1), uncited)[::2] == [
        "({doe|Doe (n 1) 3})",
        "({doe2|Jane Doe, *Deterrence Again* (Old Press 2019) 3})",
    ]


def test_narrative_form_in_a_caption_names_the_author_once(texts):
    assert texts(CHICAGO, cite("@doe", "narrative", in_place=True)) == ["Doe ({doe|*Deterrence*})"]


def test_two_citations_in_one_note_keep_their_order(texts):
    assert texts(CHICAGO, cite("@doe", note=1), cite("@smith", note=1), cite("@doe", note=1))[2] == (
        "[{doe|Doe, *Deterrence*}.]"
    )


def test_a_style_without_a_bibliography_has_entries_to_link_to(format_scope):
    result = format_scope("chicago-notes", cite("@doe", note=1))
    assert [entry.key for entry in result.bibliography] == ["doe"]
