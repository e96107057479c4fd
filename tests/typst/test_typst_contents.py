"""A line of the contents or of a list that is too long for one line goes on below, and its page stands at its end."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typst_project import Apart, compiled

pytestmark = pytest.mark.tool("pdftotext")

TITLE = "A title that is long enough to take two lines of the contents, however narrow its letters are, by a word"
CAPTION = "A caption that is long enough to take two lines of the list, however narrow its letters may be, by a word"


@pytest.mark.parametrize("words", [TITLE, CAPTION])
def test_the_page_ends_the_last_line_and_the_others_hang(words: str, apart: Apart, fonts: Path, tmp_path: Path) -> None:
    body = f'#sec(level: 1)[{TITLE}]\n#fig(caption: [{CAPTION}], number: "1")[A word.]\n'
    (tmp_path / "a.pdf").write_bytes(apart(compiled, tmp_path, body, fonts=fonts).pdf)
    run = subprocess.run(
        ["pdftotext", "-layout", "-f", "3", "-l", "3", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    lines = run.stdout.decode().splitlines()
    at = next(index for index, line in enumerate(lines) if words[:20] in line)
    assert not re.search(r"\d$", lines[at])
    assert re.search(r"^ +[a-z ,]*word( \.)+ +1$", lines[at + 1])
