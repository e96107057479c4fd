import pytest

from citator.csl.styles import UnknownStyleError, find_style, style_hash
from citator.csl.xml import StyleError


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("apa", "apa"),
        ("http://www.zotero.org/styles/apa", "apa"),
        ("vancouver", "nlm-citation-sequence"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("modern-humanities-research-association", "mhra-notes"),
        ("nature-digest", "nature"),
        ("alpha", "american-mathematical-society-label"),
        ("author_year", "chicago-author-date"),
    ],
)
def test_ids_former_ids_addresses_and_pybtex_names_are_found(name, id):
    assert find_style(name).id == id


def test_a_dependent_style_keeps_its_own_locale():
    assert find_style("nature-digest").default_locale == "en-GB"


@pytest.mark.parametrize(
    ("id", "class_", "citation_format"),
    [
        ("chicago-notes-bibliography", "note", "note"),
        ("apa", "in-text", "author-date"),
        ("ieee", "in-text", "numeric"),
        ("american-mathematical-society-label", "in-text", "label"),
    ],
)
def test_a_style_tells_its_class_and_format(id, class_, citation_format):
    style = find_style(id)
    assert (style.class_, style.citation_format) == (class_, citation_format)


def test_an_unknown_style_brings_ids_that_look_like_it():
    with pytest.raises(UnknownStyleError, match="did you mean 'chicago-author-date'"):
        find_style("chicago-author-dat")


def test_a_style_of_ones_own_is_a_path_relative_to_the_project(tmp_path):
    (tmp_path / "own.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title>'
        '<id>own</id></info><citation><layout><text variable="title"/></layout></citation></style>'
    )
    style = find_style("own.csl", base=tmp_path)
    assert (style.title, style.has_bibliography) == ("Own", False)


def test_an_edited_style_is_read_again(tmp_path):
    path = tmp_path / "own.csl"
    source = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title>'
        '<id>own</id></info><citation><layout suffix="{}"><text variable="title"/></layout></citation></style>'
    )
    path.write_text(source.format("!"))
    before = style_hash(find_style("own.csl", base=tmp_path))
    path.write_text(source.format("!?"))
    assert style_hash(find_style("own.csl", base=tmp_path)) != before


def test_the_kind_of_citation_that_a_style_names_is_part_of_its_hash(tmp_path):
    one, other = tmp_path / "one/own.csl", tmp_path / "other/own.csl"
    apa = find_style("apa").path.read_text("utf-8")
    for path, kind in ((one, "author-date"), (other, "label")):
        path.parent.mkdir()
        path.write_text(apa.replace('citation-format="author-date"', f'citation-format="{kind}"'), "utf-8")
    assert style_hash(find_style(str(one))) != style_hash(find_style(str(other)))


def test_the_folder_of_a_style_is_no_part_of_its_hash(tmp_path):
    copy = tmp_path / "apa.csl"
    copy.write_bytes(find_style("apa").path.read_bytes())
    assert style_hash(find_style(str(copy))) == style_hash(find_style("apa"))


CSL = "http://purl.org/net/xbiblio/csl"


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("", "bad.csl is no CSL style: it is empty"),
        ("404: Not Found", "bad.csl is no CSL style: it is no XML that can be read (Start tag expected"),
        ("<html/>", "bad.csl is no CSL style: its root is <html>"),
        (f'<locale xmlns="{CSL}" version="1.0"/>', "bad.csl is no CSL style: its root is <locale>"),
        (f'<style xmlns="{CSL}" version="1.0"/>', "bad.csl is no CSL style: it has no <citation><layout>"),
        (f'<style xmlns="{CSL}"><citation><layout/></citation></style>', "bad.csl is no style of CSL 1.0"),
        (
            f'<!DOCTYPE style [<!ENTITY a "b">]><style xmlns="{CSL}" version="1.0">&a;</style>',
            "bad.csl is no CSL style: it holds entities",
        ),
    ],
)
def test_a_file_that_is_no_style_is_told_with_what_to_do(tmp_path, source, cause):
    (tmp_path / "bad.csl").write_text(source)
    with pytest.raises(StyleError) as told:
        find_style("bad.csl", base=tmp_path)
    assert told.value.cause.startswith(cause)
    assert "name one of the CSL repository" in told.value.remedy.replace("a style", "one")


def test_a_style_may_be_in_any_encoding_that_it_declares(tmp_path):
    style = (
        f'<?xml version="1.0" encoding="{{}}"?><style xmlns="{CSL}" version="1.0"><info><title>Öwn</title></info>'
        '<citation><layout><text variable="title"/></layout></citation></style>'
    )
    for encoding in ("iso-8859-1", "utf-16"):
        (tmp_path / f"{encoding}.csl").write_text(style.format(encoding), encoding)
        assert find_style(f"{encoding}.csl", base=tmp_path).title == "Öwn"


DEPENDENT = f'<style xmlns="{CSL}" version="1.0"><info><link rel="independent-parent" href="{{}}"/></info></style>'


@pytest.mark.parametrize(
    ("parent", "id"), [("apa", "apa"), ("vancouver", "nlm-citation-sequence"), ("nature-digest", "nature")]
)
def test_a_dependent_style_of_ones_own_finds_its_parent_under_any_name(tmp_path, parent, id):
    (tmp_path / "own.csl").write_text(DEPENDENT.format(f"http://www.zotero.org/styles/{parent}"))
    assert find_style("own.csl", base=tmp_path).id == id


def test_a_dependent_style_whose_parent_is_not_there_is_told_with_what_to_do(tmp_path):
    (tmp_path / "own.csl").write_text(DEPENDENT.format("http://www.zotero.org/styles/house"))
    message = "own.csl depends on the style 'house', which the CSL repository does not hold; name the .csl file of that style itself"
    with pytest.raises(StyleError, match=message):
        find_style("own.csl", base=tmp_path)
