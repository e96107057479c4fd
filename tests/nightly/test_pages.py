"""Every page is valid HTML; every kind of page is accessible and light."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

pytestmark = pytest.mark.nightly
Npm = Callable[[str], Path]

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
WIDTHS = (390, 1280)
HEAVIEST, REQUESTS = 60_000, 12
"""Bytes, compressed, that a chapter may cost a reader who opens it, and the requests it may take."""


@pytest.mark.tool("java", "npm")
def test_the_nu_checker_finds_no_error(site: Path, npm: Npm) -> None:
    jar = npm("vnu-jar") / "build/dist/vnu.jar"
    command = ["java", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", site]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr)["messages"]
    assert [f"{error['url']}:{error.get('lastLine')}: {error['message']}" for error in found] == []


@pytest.mark.tool("chromium", "npm")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_violation(browser: Browser, address: str, npm: Npm, look: str, width: int) -> None:
    axe = (npm("axe-core") / "axe.min.js").read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, **LOOKS[look])  # type: ignore[arg-type]
    page = context.new_page()
    violations = []
    for kind, path in PAGES.items():
        page.goto(address + path, wait_until="networkidle")
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        violations += [f"{kind}: {v['id']}: {node['target']}" for v in found for node in v["nodes"]]
    context.close()
    assert violations == []


@pytest.mark.tool("chromium")
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_light_and_asks_nobody_else(browser: Browser, address: str, kind: str) -> None:
    page = browser.new_context().new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address + PAGES[kind], wait_until="networkidle")
    assert [answer.url for answer in answers if not answer.url.startswith(address)] == []
    assert [answer.url for answer in answers if answer.status >= 400] == []
    sizes = {answer.url.removeprefix(address): len(gzip.compress(answer.body())) for answer in answers}
    page.context.close()
    if "chapter" in kind:
        assert len(sizes) <= REQUESTS, sizes
        assert sum(sizes.values()) <= HEAVIEST, sizes


@pytest.mark.tool("chromium")
@pytest.mark.parametrize("kind", PAGES)
def test_the_strict_policy_holds(browser: Browser, address: str, site: Path, kind: str) -> None:
    headers = (site / "_headers").read_text("utf-8")
    policy = next(line.partition(": ")[2] for line in headers.splitlines() if "Content-Security-Policy" in line)
    page = browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    path = address + PAGES[kind]
    page.route(
        path, lambda route: route.fulfill(response=route.fetch(), headers=_html | {"Content-Security-Policy": policy})
    )
    page.goto(path, wait_until="networkidle")
    page.context.close()
    assert said == []


_html = {"Content-Type": "text/html; charset=utf-8"}
