"""The preview: what was saved is on the page, then in the PDF; the front desk and the search follow when nothing happens."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from citator.cli import main
from citator.library import serve
from citator.library.preview import listen
from citator.library.report import Outcome
from citator.library.serve import Teller
from citator.library.stamp import MARKER
from citator.library.watched import watched
from citator.metadata.headers import policy_tags
from citator.model.publication import Library

from .conftest import SmallLibrary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 60


@pytest.fixture
def address(library: SmallLibrary) -> Iterator[str]:
    """Serve the library, and return where."""
    with serving(library, "--format", "html", "--format", "pdf") as (found, _):
        yield found


@contextlib.contextmanager
def serving(library: SmallLibrary, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a library in a session of its own, as a terminal has one; give the address and the process."""
    words = (sys.executable, "-m", "citator.cli", "serve", "-c", str(library.folder), "--port", "0", *words)
    server = subprocess.Popen(
        [*words, "--as-of", "2026-06-01"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
    )
    assert server.stdout is not None
    found = next(match[0] for line in server.stdout if (match := re.search(r"http://\S+/", line)))
    time.sleep(2)  # until it watches
    try:
        yield found, server
    finally:
        server.terminate()
        server.communicate()


def get(url: str) -> bytes:
    """Return what is at an address; nothing where there is nothing yet."""
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        content: bytes = answer.read()
        return content
    return b""


def soon(claim: Callable[[], bool]) -> bool:
    """Tell whether something becomes true."""
    until = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    out, err = capsys.readouterr()
    return [*err.splitlines(), *out.splitlines()]


def test_message_is_said_once_a_save(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    for what in ("pages", "PDF"):
        teller.tell(Outcome(messages=("a.md:1: WARNING: x",), changed=True), what, 0.1)
    assert said(capsys) == ["a.md:1: WARNING: x", "  pages current after 0.10 s", "  PDF current after 0.10 s"]
    teller.said.clear()
    teller.tell(Outcome(messages=("a.md:1: WARNING: x",), changed=True), "pages", 0.1)
    assert said(capsys)[0] == "a.md:1: WARNING: x"


def test_pages_of_a_failed_build_are_not_called_current(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().tell(Outcome(failures=("a.md: no",)), "pages", 0.1)
    assert said(capsys) == ["ERROR: a.md: no", "  pages as they were where something failed after 0.10 s"]


def test_mended_mistake_is_said_to_be_mended_though_the_site_is_the_same(
    library: SmallLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    good, teller = (library.folder / "conf.py").read_text("utf-8"), Teller()
    library.write("conf.py", "citator_library = {")
    serve._rebuild(library.request(), None, "pages", teller)
    assert said(capsys) == ["ERROR: conf.py:1: SyntaxError: '{' was never closed (conf.py, line 1)"]
    library.write("conf.py", good)
    serve._rebuild(library.request(), None, "pages", teller)
    assert said(capsys)[-1].startswith("  pages current after")
    serve._rebuild(library.request(), None, "pages", teller)
    assert said(capsys) == []


def test_port_that_is_taken_is_told_before_anything_is_built(library: SmallLibrary) -> None:
    library.edit("docs/reports/alpha/one.md", "round", "green")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "-c", str(library.folder), "--port", port])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"ERROR: cannot listen on 127.0.0.1:{port}: Address already in use; name another --port\n"
    assert "round" in library.page("reports/alpha/one.html")


def test_page_that_is_not_there_yet_reloads_when_it_is(library: SmallLibrary) -> None:
    server = listen(library.site, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(
                f"http://127.0.0.1:{server.server_address[1]}/reports/new/index.html", timeout=PATIENCE
            )
        page = answer.value.read()
        assert answer.value.code == 404
        assert b"/.citator-reload.js" in page
        assert b'<base href="/">' in page
        assert b'href="/reports/new/index.html#citator-content">' in page  # to its own text, not to the home page
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.tool("chromium")
def test_a_page_with_a_strict_policy_is_reloaded_too(tmp_path: Path, browser: Browser) -> None:
    policy = "".join(policy_tags(Library(name="", publisher="", policy=True)))
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><head>{policy}</head><body>Old</body>")
    server = listen(tmp_path, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    page = browser.new_page()
    try:
        with page.expect_request("**/.citator-version?none", timeout=PATIENCE * 1000):
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/a.html")
        (tmp_path / "a.html").write_text(f"<!DOCTYPE html><head>{policy}</head><body>New</body>")
        (tmp_path / MARKER).touch()
        page.get_by_text("New").wait_for(timeout=PATIENCE * 1000)
    finally:
        page.close()
        server.shutdown()
        thread.join()
        server.server_close()


def test_clean_removes_the_folder_that_is_named_and_refuses_one_that_is_no_library(
    library: SmallLibrary, tmp_path: Path
) -> None:
    library.build(build=tmp_path / "elsewhere")
    words = ["clean", "-c", str(library.folder), "--build", str(tmp_path / "elsewhere"), "--cache"]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert not (tmp_path / "elsewhere/site").exists()
    assert library.site.exists()
    done = CliRunner().invoke(main, ["clean", "-c", str(tmp_path / "nowhere")])
    assert (done.exit_code, "there is no conf.py" in done.stderr) == (1, True)


@pytest.fixture
def far(library: SmallLibrary, tmp_path: Path) -> SmallLibrary:
    """Give a library below a hidden folder, with its .bib and its static files beside it."""
    folder = tmp_path / ".hidden/drafts~/library"
    shutil.copytree(library.folder, folder, symlinks=True)
    moved = SmallLibrary(folder)
    (folder / "references.bib").rename(folder.parent / "shared.bib")
    moved.edit("conf.py", '["references.bib"]', '["../shared.bib"]\nhtml_extra_path = ["../extra"]')
    moved.write("../extra/.known.txt", "one")
    return moved


def test_changes_of_sources_are_told_from_others_wherever_the_library_lies(far: SmallLibrary) -> None:
    places, parent = watched(far.request()), far.folder.parent
    shapes = {
        "library/docs/index.md": True,
        "library/conf.py": True,
        "library/docs/index.md~": False,
        "library/docs/.index.md.swp": False,
        "library/docs/__pycache__/x.pyc": False,
        "library/.git/index": False,
        "library/build/site/index.html": False,
        "shared.bib": True,
        "extra/site.css": True,
        "extra/.known.txt": True,
        "extra/.git/index": False,
    }
    assert {name: places.may_shape(1, str(parent / name)) for name in shapes} == shapes
    assert {parent / "shared.bib", parent / "extra", far.folder} <= set(places.roots)


@pytest.mark.slow
def test_file_beside_the_library_is_watched_though_it_is_replaced(far: SmallLibrary) -> None:
    shared, extra = far.folder.parent / "shared.bib", far.folder.parent / "extra/.known.txt"
    with serving(far, "--format", "html") as (found, _):
        for old, new in (("On Apples", "On Pears"), ("On Pears", "On Plums")):
            saved = shared.with_name("saved")
            saved.write_text(shared.read_text("utf-8").replace(old, new), "utf-8")
            saved.replace(shared)
            assert soon(lambda new=new: new.lower() in get(f"{found}reports/alpha/references.html").decode().lower())
            time.sleep(2)  # until it watches the new file
        extra.write_text("two")
        assert soon(lambda: get(f"{found}.known.txt") == b"two")


@pytest.mark.slow
def test_ctrl_c_ends_the_preview_without_a_word_of_python(library: SmallLibrary) -> None:
    with serving(library, "--format", "html") as (found, server):
        assert get(found)
        os.killpg(server.pid, signal.SIGINT)
        _, errors = server.communicate(timeout=PATIENCE)
    assert errors == ""


@pytest.mark.slow
def test_what_is_saved_is_on_the_page_and_in_the_pdf_and_then_everywhere(library: SmallLibrary, address: str) -> None:
    page, pdf = (f"{address}reports/alpha/{name}" for name in ("one.html", "alpha.pdf"))
    version, old = get(f"{address}.citator-version").decode(), get(pdf)
    assert b"/.citator-reload.js" in get(page)
    library.edit("docs/reports/alpha/one.md", "Apples are round", "Apples are verdant [@uncited]")
    assert get(f"{address}.citator-version?{version}").decode() != version
    assert soon(lambda: b"Apples are verdant" in get(page))
    assert soon(lambda: get(pdf) != old)
    assert soon(lambda: b"On silence" in get(f"{address}sources/q.html"))
    library.edit("docs/reports/alpha/one.md", "verdant", "crimson")
    assert soon(lambda: b"Apples are crimson" in get(page))
    assert soon(lambda: b"verdant" not in (library.site / "reports/alpha/one.html").read_bytes())


SCROLL = """() => {
  const paragraph = [...document.querySelectorAll("p")].find(one => one.textContent.startsWith("Paragraph 60 of many."));
  paragraph?.scrollIntoView({block: "center"});
  return paragraph !== undefined && scrollY > 600;
}"""


@pytest.mark.slow
@pytest.mark.tool("chromium")
def test_a_reloaded_page_is_at_the_place_being_read(library: SmallLibrary, address: str, browser: Browser) -> None:
    far = "\n\n".join(f"Paragraph {n} of many." for n in range(80))
    library.edit("docs/reports/alpha/one.md", "Apples are round", f"{far}\n\nApples are round")
    assert soon(lambda: b"Paragraph 79" in get(f"{address}reports/alpha/one.html"))
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.goto(f"{address}reports/alpha/one.html")
    page.wait_for_function(SCROLL, timeout=PATIENCE * 1000)  # whatever reloads the page meanwhile
    place = page.evaluate("scrollY")
    assert place > 600
    time.sleep(1)  # until the page waits for news
    library.edit("docs/reports/alpha/one.md", "Apples are round", "Apples are crimson")
    page.get_by_text("Apples are crimson").wait_for(timeout=PATIENCE * 1000)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 40", timeout=PATIENCE * 1000)
    page.close()
