"""Published editions: whole in themselves, never changed, checked."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from citator.errors import CitatorError
from citator.library.editions import EditionStore, version_order
from citator.library.freeze import freeze, verify

from .conftest import SmallLibrary


def test_edition_is_copied_byte_for_byte_and_stays_when_the_library_moves_on(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.build()
    frozen = library.tree("editions/alpha/1.0/site")
    assert library.tree("build/site/reports/alpha/v1.0") == frozen
    library.edit("docs/reports/alpha/one.md", "round", "green")
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02", 'date: 2026-01-02\nversion: "1.1"')
    library.build()
    assert library.tree("build/site/reports/alpha/v1.0") == frozen
    assert "Apples are green" in library.page("reports/alpha/one.html")
    assert "Apples are round" in library.page("reports/alpha/v1.0/one.html")


def test_an_edition_is_no_page_that_is_gone_to_the_next_one(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02", 'date: 2026-01-02\nversion: "1.1"')
    library.edit("docs/reports/alpha/one.md", "round", "green")
    freeze(library.request(), "alpha")
    library.build()
    for version in ("1.0", "1.1"):
        frozen = library.tree(f"editions/alpha/{version}/site")
        assert library.tree(f"build/site/reports/alpha/v{version}") == frozen


def test_every_address_in_a_frozen_page_leads_somewhere(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    freeze(library.request(), "gamma")
    library.build()
    missing = []
    for publication in ("reports/alpha", "summaries/gamma"):
        for page in (library.site / publication / "v1.0").glob("*.html"):
            for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
                path = re.split(r"[#?]", address)[0]
                made_here = not path.endswith((".pdf", "translations.js"))
                if path and made_here and not re.match(r"[a-z]+:", address) and not (page.parent / path).exists():
                    missing.append((page.name, address))
    assert missing == []


def test_frozen_page_uses_its_own_static_files_and_leads_to_the_current_version(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.build()
    page = library.page("reports/alpha/v1.0/one.html")
    assert 'href="_static/' in page
    assert 'href="../../../_static/' not in page
    assert 'href="../index.html">See the current version' in page
    assert 'href="../../beta/' not in page
    assert 'href="v1.0/index.html"' in library.page("reports/alpha/index.html")


def test_search_and_sources_count_a_publication_once(library: SmallLibrary) -> None:
    before = library.tree()["sources/a.html"]
    freeze(library.request(), "alpha")
    library.build()
    assert library.tree()["sources/a.html"] == before


def test_published_version_cannot_be_published_again(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    with pytest.raises(
        CitatorError, match=r"version 1\.0 of 'alpha' is published and never changes; raise its version"
    ):
        freeze(library.request(), "alpha")


def test_draft_cannot_be_published(library: SmallLibrary) -> None:
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: 2026-02-03\nstatus: draft")
    with pytest.raises(CitatorError, match=r"'beta' is not public \(status: draft\)"):
        freeze(library.request(), "beta")


def test_what_cannot_be_published_is_told_before_anything_is_built(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "green")
    with pytest.raises(CitatorError, match="there is no publication 'nix'; there are alpha, beta, gamma"):
        freeze(library.request(), "nix")
    assert "round" in library.page("reports/alpha/one.html")


def test_freezing_the_same_sources_gives_the_same_bytes(library: SmallLibrary) -> None:
    freeze(library.request(), "beta")
    first = library.tree("editions/beta")
    shutil.rmtree(library.folder / "editions")
    shutil.rmtree(library.folder / "build")
    freeze(library.request(), "beta")
    assert library.tree("editions/beta") == first


def test_verify_names_what_was_changed_removed_and_added(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    site = library.folder / "editions/alpha/1.0/site"
    assert verify(EditionStore(library.folder / "editions")) == (1, [])
    (site / "one.html").write_text("other")
    (site / "two.html").unlink()
    (site / "new.html").write_text("new")
    site.with_name("new.html").write_text("new")
    site.with_name(".DS_Store").write_text("of a program that showed the folder")
    assert verify(EditionStore(library.folder / "editions"))[1] == [
        "editions/alpha/1.0: site/one.html is not as it was published; restore it",
        "editions/alpha/1.0: site/two.html is missing; restore it",
        "editions/alpha/1.0: new.html is no part of the edition; remove it",
        "editions/alpha/1.0: site/new.html is no part of the edition; remove it",
    ]


def test_damaged_edition_is_told_and_the_site_keeps_its_good_copy(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.build()
    good = library.tree("build/site/reports/alpha/v1.0")
    (library.folder / "editions/alpha/1.0/site/one.html").write_text("other")
    library.edit("docs/reports/beta/only.md", "striped", "nice")
    outcome = library.build()
    assert any("one.html is not as it was published" in failure for failure in outcome.failures)
    assert library.tree("build/site/reports/alpha/v1.0") == good


@pytest.mark.tool("pdftotext")
def test_withdrawal_is_told_on_every_page_in_the_imprint_the_feed_and_the_metadata(library: SmallLibrary) -> None:
    library.edit("conf.py", '"csl"', '"url": "https://example.org/", "csl"')
    library.edit("docs/reports/beta/index.md", "date: 2026-02-03", "date: 2026-02-03\nstatus: withdrawn")
    assert library.build(formats=("html", "pdf")).messages == ()
    for page in ("index", "only", "references"):
        assert "<strong>Withdrawn.</strong>" in library.page(f"reports/beta/{page}.html"), page
    pdf = subprocess.run(["pdftotext", "-raw", library.site / "reports/beta/beta.pdf", "-"], capture_output=True)
    imprint = pdf.stdout.decode().split("\f")[1]
    assert "Withdrawn." in imprint
    assert "<title>Withdrawn: Beta Report</title>" in library.page("feed.xml")
    assert re.search(r'"creativeWorkStatus": ?"Withdrawn"', library.page("reports/beta/index.html"))
    (record,) = (p for p in json.loads(library.page("publications.json"))["publications"] if p["slug"] == "beta")
    assert record["status"] == "withdrawn"
    for file in ("beta.bib", "beta.ris", "beta.json", "only.html"):
        assert (library.site / "reports/beta" / file).exists(), file


def test_versions_are_in_the_order_of_their_numbers() -> None:
    assert sorted(["1.10", "1.9", "2.0", "1.9rc"], key=version_order) == ["1.9", "1.9rc", "1.10", "2.0"]


def test_store_is_found_beside_conf(tmp_path: Path) -> None:
    assert verify(EditionStore(tmp_path / "editions")) == (0, [])


def test_frozen_version_whose_sources_changed_is_told(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    assert library.build().messages == ()
    library.edit("docs/reports/alpha/one.md", "round", "green")
    assert library.build().messages == (
        "docs/reports/alpha/index.md: WARNING: version 1.0 was published and its sources have changed since (one.md); "
        "raise version:, or add to corrections: what changed [citator.edition-changed]",
    )
    correction = "date: 2026-01-02\ncorrections: [{date: 2026-05-06, note: Apples are green.}]"
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02", correction)
    assert library.build().messages == ()


def test_next_version_of_a_frozen_publication_may_differ(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.edit("docs/reports/alpha/one.md", "round", "green")
    library.edit("docs/reports/alpha/index.md", "date: 2026-01-02", 'date: 2026-01-02\nversion: "1.1"')
    assert library.build().messages == ()


def test_frozen_version_is_told_when_an_entry_that_it_cites_changed(library: SmallLibrary) -> None:
    freeze(library.request(), "alpha")
    library.edit("references.bib", "On Silence", "On Noise")
    library.edit("docs/people/ann-able.md", "given: Ann", "given: Anna")
    assert library.build().messages == ()
    library.edit("references.bib", "On Apples", "On Pears")
    (message,) = library.build().messages
    assert "its sources have changed since (abel)" in message


def test_frozen_version_is_told_when_a_file_that_it_takes_from_elsewhere_changed(library: SmallLibrary) -> None:
    library.write("docs/_shared/words.md", "Shared words.\n")
    library.edit("docs/reports/alpha/one.md", "Apples", "```{include} /_shared/words.md\n```\n\nApples")
    freeze(library.request(), "alpha")
    assert library.build().messages == ()
    library.write("docs/_shared/words.md", "Other words.\n")
    (message,) = library.build().messages
    assert "its sources have changed since (docs/_shared/words.md)" in message


def test_lock_names_what_shaped_the_edition(library: SmallLibrary) -> None:
    lock = freeze(library.request(), "alpha").record.lock
    version = importlib.metadata.version
    assert (lock["pandoc"], lock["typst"]) == (version("pypandoc_binary"), version("typst"))
    assert lock["style"]["name"] == "apa"
    assert len(lock["style"]["sha256"]) == 64
    assert set(lock["fonts"]) == {
        "fontpkg_amiri",
        "fontpkg_frank_ruhl_libre",
        "fontpkg_noto_sans_devanagari",
        "fontpkg_source_sans_3",
        "fontpkg_source_serif_4",
        "fonttools",
        "manimgx_fonts_cjk",
    }
    assert lock["fonts"]["fonttools"] == version("fonttools")
    assert set(lock["items"]) == {"abel", "zorn"}
    assert set(lock["sources"]) == {"index.md", "one.md", "two.md"}
    assert lock["parts"]["sphinx"] == version("sphinx")
