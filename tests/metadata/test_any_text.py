"""Whatever characters a title holds, every format that carries it stays well formed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from tides import LANDING, LIBRARY, PDF, SITE, make_facts

from citator.metadata import atom_feed, citation_files, head_tags, linkset_json, llms_txt, redirect_pages
from citator.metadata.bibtex import escape
from citator.metadata.page import Page
from citator.model.facts import Facts

# Files are read as UTF-8, which holds no surrogates.
TITLES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
some = settings(max_examples=40, deadline=None)


def facts_titled(title: str) -> Facts:
    return make_facts(title=title, subtitle=None, description=title, keywords=(title,), formerly=("summaries/old",))


@given(TITLES)
@some
def test_a_title_comes_back_from_the_head(title: str) -> None:
    facts = facts_titled(title)
    source = head_tags(facts, LANDING, library=LIBRARY, pdfs=(PDF,), site_url=SITE)
    tree = html.fromstring(f"<html><head>{source}</head></html>")
    assert {element.tag for element in tree.find("head")} == {"meta", "link", "script"}
    graph = json.loads(tree.findtext(".//script"))["@graph"]
    assert graph[0].get("headline", "") == title


@given(TITLES)
@some
def test_a_title_breaks_no_file_to_cite_with(title: str) -> None:
    files = citation_files(facts_titled(title), library=LIBRARY)
    [item] = json.loads(files["reports/tides/tides.json"])
    assert item.get("title", "") == title
    assert all(line[2:6] == "  - " for line in files["reports/tides/tides.ris"].rstrip("\r\n").split("\r\n"))


@given(TITLES)
@some
def test_braces_in_bibtex_are_balanced(title: str) -> None:
    text = escape(title).replace("\\{", "").replace("\\}", "").replace("\\textbackslash{}", "")
    assert text.count("{") == text.count("}")


@given(TITLES)
@some
def test_a_title_breaks_no_file_of_the_site(title: str) -> None:
    facts = facts_titled(title)
    entries = [(facts, (PDF,))]
    etree.fromstring(
        atom_feed(entries, title=title, path="feed.xml", page="index.html", library=LIBRARY, site_url=SITE).encode()
    )
    json.loads(linkset_json(Page(facts, LANDING, LIBRARY, SITE)) or "")
    assert llms_txt(entries, library=LIBRARY).count("\n- [") == 1
    page = redirect_pages([facts], library=LIBRARY)["summaries/old/index.html"]
    assert html.fromstring(page).xpath("//a/@href") == ["../../reports/tides/index.html"]


PRINT_A_HEAD = """
from tides import CHAPTER, LANDING, LIBRARY, SITE, make_facts
from citator.metadata import head_tags
for document in (LANDING, CHAPTER):
    print(head_tags(make_facts(), document, library=LIBRARY, site_url=SITE))
"""


def test_the_same_facts_give_the_same_bytes_whatever_the_order_of_sets() -> None:
    command = [sys.executable, "-c", PRINT_A_HEAD]
    one, other = (
        subprocess.check_output(command, cwd=Path(__file__).parent, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in "12"
    )
    assert one == other
