"""What indexes the site for the search must not outlive the build that started it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

INDEX = """
import sys
from pathlib import Path
from citator.engines import pagefind
pagefind.pagefind_path = lambda: Path(sys.argv[1])
pagefind.write_index(Path("site"), Path("out"))
"""


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except FileNotFoundError:
        return False


def until(condition, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not (reached := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return reached


def test_pagefind_ends_with_a_build_that_is_killed(tmp_path: Path) -> None:
    endless, note = tmp_path / "pagefind", tmp_path / "pid"
    endless.write_text(f"#!/bin/sh\necho $$ > {note}.new && mv {note}.new {note}\nexec sleep 600\n", "utf-8")
    endless.chmod(0o755)
    build = subprocess.Popen([sys.executable, "-c", INDEX, endless], cwd=tmp_path, env=os.environ)
    assert until(note.exists)
    build.kill()
    build.wait()
    assert until(lambda: not is_alive(int(note.read_text())))
