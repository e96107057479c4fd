from citator.csl.tree import close_quotes, join, link_to_entry, strip_end, widen_links
from citator.model.inline import Emphasis, Link, Text

from .shelf import notation


def words(*texts):
    return tuple(Text(text) for text in texts)


def test_a_link_begins_at_its_scheme():
    tree = (Text("<https://doi.org/"), Link("https://doi.org/10.1/x", words("10.1/x")), Text(">"))
    assert notation(widen_links(tree)) == "<<https://doi.org/10.1/x|https://doi.org/10.1/x>>"


def test_words_around_a_link_lead_to_the_entry():
    tree = (Text("Smith, "), Emphasis((Text("On "), Link("https://a.org", words("this")))), Text(", 2020"))
    assert notation(link_to_entry("s", tree)) == "{s|Smith}, *{s|On} <https://a.org|this>*{s|, 2020}"


def test_commas_move_into_quotation_marks_across_nodes():
    assert notation(close_quotes((Emphasis(words("The “X”")), Text(", 2020")))) == "*The “X,*” 2020"


def test_an_apostrophe_at_the_end_of_a_word_is_no_quotation_mark():
    assert notation(close_quotes(words("The States’, then"))) == "The States’, then"


def test_a_decimal_comma_stays_where_it_is():
    assert notation(close_quotes(words("“x”,5"))) == "“x”,5"


def test_the_end_is_found_however_deep_it_stands():
    assert notation(strip_end((Text("a "), Emphasis(words("b."))), ".")) == "a *b*"


def test_a_list_whose_parts_have_commas_stands_between_semicolons():
    assert notation(join([words("A"), words("B"), words("C")], ", ", " and ")) == "A, B and C"
    assert notation(join([words("A and B"), words("C")], ", ", " and ")) == "A and B; C"
