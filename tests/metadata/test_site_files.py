"""Files of the site as a whole: feeds, sitemap, lists, headers and redirects."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import PurePosixPath
from typing import Any

from lxml import etree, html
from tides import LANDING, LIBRARY, PDF, SITE, make_facts

from citator.metadata import (
    Page,
    atom_feed,
    content_security_policy,
    headers_file,
    linkset_json,
    llms_txt,
    nginx_snippet,
    publications_json,
    redirect_pages,
    redirects_file,
    robots_txt,
    sitemap_files,
)
from citator.model.publication import Correction, Status

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = datetime.date(2025, 1, 2)
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feed(*changes: dict[str, Any]) -> Any:
    entries = [(make_facts(**fields), (PDF,)) for fields in changes]
    text = atom_feed(entries, title="Newest", path="feed.xml", page="index.html", library=LIBRARY, site_url=SITE)
    return etree.fromstring(text.encode())


def test_a_feed_has_what_rfc_4287_requires() -> None:
    root = feed({})
    for parent in (root, root.find("a:entry", ATOM)):
        assert all(len(parent.findall(f"a:{name}", ATOM)) == 1 for name in ("id", "title", "updated"))
        assert parent.findall("a:author/a:name", ATOM)
    assert root.findtext("a:entry/a:id", namespaces=ATOM) == "tag:harbour.example,2024-10-30:tides"


def test_an_entry_is_the_same_after_its_publication_has_another_name() -> None:
    root = feed({"slug": "ebb", "formerly": ("reports/tides", "reports/flood")})
    assert root.findtext("a:entry/a:id", namespaces=ATOM) == "tag:harbour.example,2024-10-30:tides"


def test_a_feed_offers_the_pdf_with_its_size() -> None:
    enclosure = feed({}).find("a:entry/a:link[@rel='enclosure']", ATOM)
    assert (enclosure.get("href"), enclosure.get("length")) == (f"{SITE}/reports/tides/tides.pdf", "34567")


def test_a_correction_moves_the_date_of_its_entry_and_of_the_feed() -> None:
    correction = Correction(datetime.date(2025, 1, 2), "The table was wrong.")
    root = feed({"corrections": (correction,)})
    assert [element.text for element in root.iter("{*}updated")] == ["2025-01-02T00:00:00Z"] * 2


def test_the_newest_publication_comes_first() -> None:
    root = feed({"slug": "old", "date": datetime.date(2020, 1, 1)}, {"slug": "new", "date": datetime.date(2025, 1, 1)})
    assert [element.text.rpartition(":")[2] for element in root.findall("a:entry/a:id", ATOM)] == ["new", "old"]


def test_the_title_of_a_withdrawn_publication_says_so() -> None:
    told = feed({"status": Status.WITHDRAWN, "title": "The Quiet Site", "subtitle": None, "language": "fr-CH"})
    assert told.findtext("a:entry/a:title", namespaces=ATOM) == "Retiré: The Quiet Site"


def test_characters_that_xml_cannot_hold_do_not_break_a_feed() -> None:
    assert feed({"title": "a\x00\x01b <&>", "subtitle": None}).findtext("a:entry/a:title", namespaces=ATOM) == "ab <&>"


def test_the_sitemap_has_pages_and_pdfs_with_their_dates() -> None:
    files = sitemap_files([(make_facts(), (PDF,))], {"index.html": DAY, "404.html": None}, site_url=SITE)
    root = etree.fromstring(files["sitemap.xml"].encode())
    found = {
        url.findtext("s:loc", namespaces=SITEMAP): url.findtext("s:lastmod", namespaces=SITEMAP)
        for url in root.findall("s:url", SITEMAP)
    }
    assert found == {
        f"{SITE}/": "2025-01-02",
        f"{SITE}/404.html": None,
        f"{SITE}/reports/tides/": "2024-10-30",
        f"{SITE}/reports/tides/ebb.html": "2024-10-30",
        f"{SITE}/reports/tides/references.html": "2024-10-30",
        f"{SITE}/reports/tides/tides.pdf": "2024-10-30",
    }


def test_a_large_sitemap_becomes_several() -> None:
    files = sitemap_files([(make_facts(), (PDF,))], site_url=SITE, limit=3)
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert f"{SITE}/sitemap-2.xml" in files["sitemap.xml"]


def test_robots_point_to_the_sitemap_only_where_there_is_an_address() -> None:
    assert f"Sitemap: {SITE}/sitemap.xml" in robots_txt(SITE)
    assert "Sitemap" not in robots_txt(None)


def test_the_list_of_publications_is_the_front_matter_without_what_is_not_known() -> None:
    value = json.loads(publications_json([(make_facts(), (PDF,))], library=LIBRARY))
    [record] = value["publications"]
    assert record["title"] == "Tides"
    assert record["path"] == "reports/tides/index.html"
    assert record["pdfs"] == [{"path": PDF.file, "edition": "screen", "pages": 12, "bytes": 34567}]
    assert not {"doi", "url", "updated"} & set(record)


def test_language_models_get_an_outline() -> None:
    text = llms_txt([(make_facts(title="Tides [new](x)"), ())], library=LIBRARY, site_url=SITE, type_name=str.title)
    assert text.startswith("# Harbour Library\n\n> Papers on tides.\n\n## Report\n")
    assert f"- [Tides \\[new\\](x)]({SITE}/reports/tides/): How water falls and rises." in text


def test_language_models_are_told_what_is_withdrawn() -> None:
    text = llms_txt([(make_facts(status=Status.WITHDRAWN), ())], library=LIBRARY)
    assert "- [Withdrawn: Tides](" in text


def test_the_linkset_leads_back_to_the_landing_page() -> None:
    page = Page(make_facts(), LANDING, LIBRARY, SITE, (PDF,))
    contexts = {context["anchor"]: context for context in json.loads(linkset_json(page) or "")["linkset"]}
    landing = f"{SITE}/reports/tides/"
    assert contexts[landing]["item"][0]["href"] == f"{landing}tides.pdf"
    assert contexts[f"{landing}tides.pdf"]["collection"][0]["href"] == landing
    assert contexts[f"{landing}tides.bib"]["describes"][0]["href"] == landing
    assert linkset_json(Page(make_facts(), LANDING, LIBRARY)) is None


def test_a_former_address_leads_to_the_publication_without_script() -> None:
    facts = make_facts(formerly=("summaries/water",))
    pages = redirect_pages([facts], library=LIBRARY, words="Umgezogen:")
    page = html.fromstring(pages["summaries/water/index.html"])
    [target] = page.xpath("//a/@href")
    assert target == "../../reports/tides/index.html"
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert "Umgezogen:" in page.text_content()
    assert set(pages) == {f"summaries/water/{name}.html" for name in ("index", "ebb", "references")}
    assert "url=../../reports/tides/ebb.html" in pages["summaries/water/ebb.html"]


def test_hosts_are_told_of_former_addresses_in_their_own_form() -> None:
    publication = make_facts(formerly=("summaries/water",)).publication
    assert redirects_file([publication], ["summaries/water/v1.0", "reports/tides/v2.0"]) == (
        "/summaries/water/v1.0/* /summaries/water/v1.0/:splat 200\n/summaries/water/* /reports/tides/:splat 301\n"
    )
    assert redirects_file([publication]) == "/summaries/water/* /reports/tides/:splat 301\n"
    (rule,) = (line.split() for line in nginx_snippet([publication]).splitlines() if line.startswith("rewrite "))
    assert (rule[0], rule[2:]) == ("rewrite", ["/reports/tides/$1", "permanent;"])
    moved = ("ebb.html", "vision/ebb.html", "v/ebb.html", "version-1/ebb.html")
    assert [re.sub(rule[1], r"\1", f"/summaries/water/{page}") for page in moved] == list(moved)
    assert re.search(rule[1], "/summaries/water/v1.0/ebb.html") is None


def test_nginx_is_told_of_the_folder_at_which_the_site_stands() -> None:
    publication = make_facts(formerly=("summaries/water",)).publication
    lines = nginx_snippet([publication], "https://example.org/pub/").splitlines()
    (rule,) = (line.split() for line in lines if line.startswith("rewrite "))
    assert (
        re.sub(rule[1], rule[2].replace("$1", r"\1"), "/pub/summaries/water/ebb.html") == "/pub/reports/tides/ebb.html"
    )
    assert "error_page 404 /pub/404.html;" in lines


def test_the_policy_allows_no_script_in_a_page_and_nothing_from_elsewhere() -> None:
    policy = content_security_policy()
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy
    assert policy in headers_file()
    assert policy in nginx_snippet()
    assert "frame-ancestors" not in content_security_policy(in_page=True)


def test_every_path_is_relative_to_the_site() -> None:
    files = sitemap_files([(make_facts(), ())], site_url=SITE)
    assert not any(PurePosixPath(path).is_absolute() for path in files)
