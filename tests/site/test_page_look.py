"""What ``conf.py`` says of the look reaches the pages: colours, logo, icon, the form of numbers and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from site_library import INF, LIBRARY
from test_reading_page import REPORT

Build = Callable[..., Path]

CHAPTER = """
    # Shares

    The share is {math}`p = k / n`, not {math}`a < b`.

    ## Variance

    ```{math}
    :label: variance

    \\frac{p\\,(1 - p)}{n}
    ```

    It follows from {eq}`variance`.
    """
MATH = REPORT | {"reports/inf/one.md": CHAPTER}


def test_formulas_are_mathml_and_ask_no_third_party(build: Build) -> None:
    page = (build(MATH, INF, {"extensions": ["myst_parser", "site_dress"]}) / "reports/inf/one.html").read_text()
    assert re.findall('<math alttext="([^"]*)"', page) == ["p = k / n", "a &lt; b", r"\frac{p\,(1 - p)}{n}"]
    assert "https://cdn" not in page
    assert "MathJax.js" not in page
    assert not re.search("<script[^>]*mathjax", page)


def test_a_numbered_formula_can_be_linked(build: Build) -> None:
    page = (build(MATH, INF) / "reports/inf/one.html").read_text()
    assert page.count('id="equation-variance"') == 1
    assert re.search(
        r'class="eqno">\(1\)<a class="headerlink"[^>]*href="#equation-variance"[^>]*>.</a></span><math', page
    )
    assert re.search(r'It follows from <a [^>]*href="#equation-variance">\(1\)</a>', page)


def test_a_formula_that_cannot_be_set_stays_as_written_and_is_told(build: Build) -> None:
    broken = REPORT | {"reports/inf/one.md": "# One\n\nSo {math}`\\unheardof{x}` it is.\n"}
    out = build(broken, INF, {"suppress_warnings": ["citator.math"]})
    assert '<code class="citator-tex">\\unheardof{x}</code>' in (out / "reports/inf/one.html").read_text()


def test_conf_may_name_another_renderer(build: Build) -> None:
    page = (build(MATH, INF, {"html_math_renderer": "mathjax"}) / "reports/inf/one.html").read_text()
    assert "<math" not in page


NUMBERED = REPORT | {"reports/inf/index.md": "# Report\n\n```{toctree}\n:numbered:\none\ntwo\nreferences\n```\n"}


def test_numbers_of_sections_have_no_stop(build: Build) -> None:
    page = (build(NUMBERED, INF) / "reports/inf/one.html").read_text()
    assert re.findall('<span class="section-number">([^<]*)</span>', page) == ["1 ", "1.1 ", "2 "]


def test_numbers_of_sections_end_as_conf_says(build: Build) -> None:
    page = (build(NUMBERED, INF, {"html_secnumber_suffix": ". "}) / "reports/inf/one.html").read_text()
    assert re.findall('<span class="section-number">([^<]*)</span>', page) == ["1. ", "1.1. ", "2. "]


def test_colours_and_faces_of_conf_stand_in_the_style_sheet(build: Build) -> None:
    options = {
        "light_css_variables": {"color-brand-primary": "#003366", "font-stack": "Inter, sans-serif"},
        "dark_css_variables": {"color-brand-primary": "#99ccff"},
    }
    out = build(REPORT, INF, {"html_theme_options": options})
    style = (out / "_static/citator/page.css").read_text().partition("/* From conf.py */")[2]
    assert "html body:not(#_) {\n    --font-stack: Inter, sans-serif; --sans: Inter, sans-serif;\n}" in style
    assert style.count("--color-brand-primary: #003366; --rubric: #003366;") == 3
    assert style.count("--color-brand-primary: #99ccff; --rubric: #99ccff;") == 2
    assert "<style" not in (out / "reports/inf/one.html").read_text()


def test_the_logo_of_conf_stands_in_the_bar_of_every_page(build: Build) -> None:
    picture = REPORT["reports/inf/bars.svg"]
    conf = {"html_logo": "logo.svg", "html_favicon": "icon.svg", "html_theme_options": {"sidebar_hide_name": True}}
    page = (build(REPORT | {"logo.svg": picture, "icon.svg": picture}, INF, conf) / "reports/inf/one.html").read_text()
    assert '<img class="citator-logo" src="../../_static/logo.svg" alt="Test Library"></a>' in page
    assert re.findall('<link rel="[a-z ]*icon"[^>]*>', page) == ['<link rel="icon" href="../../_static/icon.svg">']


def test_a_logo_on_the_web_is_not_loaded(build: Build) -> None:
    page = (build(REPORT, INF, {"html_logo": "https://example.org/logo.svg"}) / "reports/inf/one.html").read_text()
    assert "example.org/logo.svg" not in page
    assert "citator-mark" in page


def test_the_shell_finds_logo_and_icon_at_any_depth(build: Build) -> None:
    files = {"shell.md": "# Shell", "logo.svg": REPORT["reports/inf/bars.svg"]}
    page = (build(files, None, {"html_logo": "logo.svg"}) / "shell.html").read_text()
    assert 'src="CITATOR-ROOT/_static/logo.svg"' in page
    assert '<link rel="icon" href="CITATOR-ROOT/_static/citator/icon.svg">' in page


def test_the_names_of_a_library_and_of_authors_keep_their_own_direction_on_a_page_from_right_to_left(
    build: Build,
) -> None:
    page = (build(REPORT, replace(INF, language="ar")) / "reports/inf/one.html").read_text()
    assert re.findall("<bdi>(.*?)</bdi>", page) == [
        "Test Library",
        *(author.name for author in INF.authors),
        "Test Library",
        LIBRARY.description,
        "Test Institute",
    ]
