import pytest
from hypothesis import given
from hypothesis import strategies as st

from citator.csl.syntax import NarrativeCitation, narrative_citation_at, parse_pandoc_citation, parse_role_citation
from citator.model.citation import CitationItem, Locator


def narrative(text: str) -> list[NarrativeCitation]:
    """Return the citations of a text, one after the other."""
    found: list[NarrativeCitation] = []
    for place in range(len(text)):
        if (one := narrative_citation_at(text, place)) and place >= (found[-1].end if found else 0):
            found.append(one)
    return found


def test_a_bracket_holds_prefix_key_locator_and_suffix_of_each_work():
    assert parse_pandoc_citation("see @smith, ch. 3; also -@doe, pp. 4–5, emphasis added") == (
        CitationItem("smith", Locator("chapter", "3"), prefix="see"),
        CitationItem("doe", Locator("page", "4–5"), prefix="also", suffix=", emphasis added", suppress_author=True),
    )


@pytest.mark.parametrize("text", ["see there", "@smith; see there", "mail a@b.org", r"\@smith", "; @smith", "@"])
def test_a_bracket_with_a_part_without_key_is_no_citation(text):
    assert parse_pandoc_citation(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@smith:2020.a", "smith:2020.a"),
        ("@doi/10.1000/x", "doi/10.1000/x"),
        ("@{any;key,at-all}", "any;key,at-all"),
        ("@_2020", "_2020"),
        ("@Müller", "Müller"),
        ("@smith.", "smith"),
        ("@smith?!", "smith"),
    ],
)
def test_keys_follow_the_rules_of_pandoc(text, key):
    items = parse_pandoc_citation(text)
    assert items is not None
    assert items[0].key == key


def test_role_text_is_that_of_sphinxcontrib_bibtex():
    assert parse_role_citation("{see}smith{p. 3}, doe {ch. 2; here}").items == (
        CitationItem("smith", Locator("page", "3"), prefix="see"),
        CitationItem("doe", Locator("chapter", "2"), suffix="; here"),
    )


@pytest.mark.parametrize("text", ["", "{see}", "{see}smith{p. 3", "smith doe", "smith{p. 3}x", "smith,,doe", "}"])
def test_malformed_role_text_gives_a_message_that_shows_the_way(text):
    result = parse_role_citation(text)
    assert result.error == f"cannot read citation '{text}'; write {{see}}key{{p. 3}} or [see @key, p. 3]"


@given(st.text(alphabet="{}@,; pabc123.-[]\\"))
def test_no_text_makes_the_parsers_raise(text):
    parse_pandoc_citation(text)
    parse_role_citation(text)
    narrative(text)


def test_bare_keys_are_found_with_the_bracket_after_them():
    text = "As @smith [p. 3; see @doe] says, @doe."
    assert [(text[found.start : found.end], found.items) for found in narrative(text)] == [
        ("@smith [p. 3; see @doe]", (CitationItem("smith", Locator("page", "3")), CitationItem("doe", prefix="see"))),
        ("@doe", (CitationItem("doe"),)),
    ]


def test_a_minus_before_a_bare_key_suppresses_the_author():
    text = "Smith -@smith [p. 3], but semi-@doe and a dash--@doe."
    assert [(text[found.start : found.end], found.items) for found in narrative(text)] == [
        ("-@smith [p. 3]", (CitationItem("smith", Locator("page", "3"), suppress_author=True),)),
        ("@doe", (CitationItem("doe"),)),
        ("@doe", (CitationItem("doe"),)),
    ]


@pytest.mark.parametrize("after", ["[^n]", "[@doe]"])
def test_a_locator_in_brackets_may_have_a_mark_or_a_citation_behind_it(after):
    (first, *_) = narrative(f"@smith [p. 3]{after}")
    assert first.items == (CitationItem("smith", Locator("page", "3")),)


@pytest.mark.parametrize("text", ["a@b.org", r"\@smith", "https://example.org/@smith", "@user@host.org", "@ smith"])
def test_at_signs_that_cite_nothing_are_left_alone(text):
    assert narrative(text) == []


@pytest.mark.parametrize(
    "text", ["@smith [link](u)", "@smith [link][ref]", "@smith [@doe]", "@smith[^n]", "@smith [^n]"]
)
def test_a_bracket_with_a_meaning_of_its_own_does_not_belong_to_the_key(text):
    (first, *_) = narrative(text)
    assert (first.end, first.items) == (6, (CitationItem("smith"),))
