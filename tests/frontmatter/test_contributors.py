"""Who is a person and who an organisation, and what chapters, people, topics and the library say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citator.diagnostics import Diagnostic
from citator.frontmatter import Chapter, read_document, read_library, read_person, read_topic
from citator.frontmatter.names import split_name, straight_name
from citator.model.publication import Affiliation, Contributor, Library, Person, Publication, Topic

Read = Callable[..., tuple[Publication | None, tuple[Diagnostic, ...]]]
ADA = Person(
    "ada-byron", "Ada Byron", "Ada", "Byron", affiliations=(Affiliation("Office"),), orcid="0000-0002-1825-0097"
)


@pytest.mark.parametrize(
    ("written", "contributor"),
    [
        ("The citator project", Contributor("The citator project")),
        ("'Byron, Ada'", Contributor("Ada Byron", given="Ada", family="Byron")),
        ("{given: Ada, family: Byron}", Contributor("Ada Byron", given="Ada", family="Byron")),
        ("{name: Ada Byron, given: Ada, family: Byron}", Contributor("Ada Byron", given="Ada", family="Byron")),
        ("{name: Ada Byron, type: person}", Contributor("Ada Byron", given="Ada", family="Byron")),
        (
            "{name: Jan van der Berg, orcid: 0000-0002-1825-0097}",
            Contributor("Jan van der Berg", given="Jan", family="van der Berg", orcid="0000-0002-1825-0097"),
        ),
        ("{name: 'Food, Drink and Co', type: organisation}", Contributor("Food, Drink and Co")),
        ("{name: 习近平, family: 习, given: 近平}", Contributor("习近平", given="近平", family="习")),
        ("{family: Madonna}", Contributor("Madonna", family="Madonna")),
        ("{name: Crew, roles: [maps, photographs]}", Contributor("Crew", role="maps, photographs")),
        ("{name: Crew, affiliations: Office}", Contributor("Crew", affiliations=(Affiliation("Office"),))),
        (
            "ada-byron",
            Contributor(
                "Ada Byron",
                "ada-byron",
                "Ada",
                "Byron",
                affiliations=(Affiliation("Office"),),
                orcid="0000-0002-1825-0097",
            ),
        ),
        (
            "{name: ada-byron, affiliations: [Elsewhere]}",
            Contributor(
                "Ada Byron",
                "ada-byron",
                "Ada",
                "Byron",
                affiliations=(Affiliation("Elsewhere"),),
                orcid="0000-0002-1825-0097",
            ),
        ),
    ],
)
def test_a_contributor_is_a_person_or_an_organisation(read: Read, written: str, contributor: Contributor) -> None:
    front_matter = f"type: report\ntitle: x\ndate: 2024-10-30\nauthors: [{written}]"
    publication, diagnostics = read(front_matter, people={"ada-byron": ADA})
    assert diagnostics == ()
    assert publication
    assert publication.authors == (contributor,)


def test_an_id_without_a_page_is_told_with_the_nearest(read: Read) -> None:
    front_matter = "type: report\ntitle: x\ndate: 2024-10-30\nauthors:\n  - Crew\n  - ada-biron"
    _, [diagnostic] = read(front_matter, people={"ada-byron": ADA})
    assert str(diagnostic) == (
        "docs/reports/tides/index.md:7: WARNING: front matter: 'authors[2]': no page docs/people/ada-biron.md;"
        " did you mean 'ada-byron'? [citator.front-matter]"
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Byron", ("Ada", "Byron")),
        ("Jan Peter van der Berg", ("Jan Peter", "van der Berg")),
        ("van Beethoven", ("van", "Beethoven")),
        ("Byron, Ada Augusta", ("Ada Augusta", "Byron")),
        ("Plato", (None, "Plato")),
        ("Plato,", (None, "Plato")),
    ],
)
def test_a_personal_name_splits(name: str, parts: tuple[str | None, str]) -> None:
    assert split_name(name) == parts


def write(path: Path, text: str) -> Path:
    path.write_text(f"---\n{text}\n---\n", "utf-8")
    return path


def test_a_chapter_may_have_authors_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "ebb.md", "authors: [ada-byron]\ndescription: Falling water.\norphan: true")
    chapter, diagnostics = read_document(path, people={"ada-byron": ADA})
    assert diagnostics == ()
    assert chapter.description == "Falling water."
    assert [author.person for author in chapter.authors] == ["ada-byron"]


def test_a_chapter_with_unreadable_front_matter_is_a_chapter_still(tmp_path: Path) -> None:
    chapter, [diagnostic] = read_document(write(tmp_path / "ebb.md", "title: a: b"), name="docs/ebb.md")
    assert chapter == Chapter()
    assert str(diagnostic).startswith("docs/ebb.md:2: WARNING: front matter: cannot read the YAML")


def test_a_person_is_known_by_the_name_of_the_file(tmp_path: Path) -> None:
    person, diagnostics = read_person(
        write(tmp_path / "ada-byron.md", "name: Ada Byron\nrole: Surveyor\nrole_as_of: May 1843")
    )
    assert diagnostics == ()
    assert person == Person("ada-byron", "Ada Byron", "Ada", "Byron", role="Surveyor", role_as_of="May 1843")


def test_a_person_without_a_name_is_told(tmp_path: Path) -> None:
    person, [diagnostic] = read_person(write(tmp_path / "x.md", "role: Surveyor"), name="docs/people/x.md")
    assert person is None
    assert str(diagnostic).startswith("docs/people/x.md:2: WARNING: front matter: has no name; write name:")


def test_a_topic_has_a_title(tmp_path: Path) -> None:
    assert read_topic(write(tmp_path / "sea-level.md", "title: Sea level")) == (Topic("sea-level", "Sea level"), ())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Maler, Max", "Max Maler"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("Max Maler", "Max Maler"),
        ("Anna Maler, Max Muster", "Anna Maler, Max Muster"),
        ("Maps, Charts, Sons", "Maps, Charts, Sons"),
    ],
)
def test_who_is_thanked_is_named_as_contributors_are(written: str, shown: str) -> None:
    assert straight_name(written) == shown


def test_the_library_is_its_own_publisher_unless_it_names_one() -> None:
    library, diagnostics = read_library({"name": "Harbour Library", "allow_html": True, "license": "CC BY 4.0"})
    assert diagnostics == ()
    assert library == Library("Harbour Library", "Harbour Library", allow_html=True, license="CC-BY-4.0")


def test_a_mistake_in_conf_py_is_told_at_its_line() -> None:
    text = 'project = "x"\ncitator_library = {\n    "name": "Harbour",\n    "langauge": "en",\n}\n'
    library, [diagnostic] = read_library({"name": "Harbour", "langauge": "en"}, text=text)
    assert library
    assert str(diagnostic) == (
        "conf.py:4: WARNING: citator_library: unknown field 'langauge'; did you mean 'language'? [citator.front-matter]"
    )
