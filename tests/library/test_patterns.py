"""What Python makes of expressions is kept from one command to the next, and matches as if it had just been made."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from citator.library.patterns import Compiled, remembered

MODULE = r"""
import re
PARTS = [
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"),
    re.compile("[äöü\U00010330-\U00010340]+|привет", re.IGNORECASE),
    re.compile(rb"\x00(.*?)\xff", re.DOTALL),
    re.compile("(?x) a (?# remark) b | (c)(?=d)"),
    re.compile("\ud800"),
]
def of_words(word):
    return re.compile(word)
"""
SAMPLES = ["2026-11", "ÄÖ\U00010331", "ПРИВЕТ", b"\x00a\nb\xff", "ab", "cd", "\ud800", "x"]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the name of a module with expressions that nothing has compiled yet."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "citator_some_patterns.py").write_text(MODULE, "utf-8")
    yield "citator_some_patterns"
    sys.modules.pop("citator_some_patterns", None)


def loaded(name: str, folder: Path) -> list[object]:
    """Import the module anew, as the next command does, and return all that its expressions find."""
    sys.modules.pop(name, None)
    re.purge()
    with remembered(folder):
        parts = importlib.import_module(name).PARTS
        sys.modules[name].of_words("an author's own word")
    return [
        (
            part.pattern,
            part.flags,
            part.groups,
            part.groupindex,
            found and (found.span(), found.groups(), found.lastgroup),
        )
        for part in parts
        for text in SAMPLES
        if isinstance(text, bytes) is isinstance(part.pattern, bytes)
        for found in [part.search(text)]
    ]


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("patterns-*"))


def test_an_expression_that_was_kept_is_not_made_again_and_is_the_same(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = loaded(module, tmp_path)
    made: list[object] = []
    compiler = importlib.import_module("re._compiler")
    make = compiler._code
    monkeypatch.setattr(compiler, "_code", lambda parsed, flags: made.append(parsed.state.str) or make(parsed, flags))
    assert loaded(module, tmp_path) == fresh
    assert made == ["an author's own word"]


def test_only_what_modules_compile_is_kept(module: str, tmp_path: Path) -> None:
    loaded(module, tmp_path)
    (path,) = kept(tmp_path)
    assert b"author's own word" not in path.read_bytes()
    assert b"(?P<year>" in path.read_bytes()


def broken_code(kept: bytes) -> bytes:
    """Break what the matcher would be given."""
    return msgspec.msgpack.encode(
        [
            msgspec.structs.replace(one, code=b"\xff" * len(one.code))
            for one in msgspec.msgpack.decode(kept, type=list[Compiled])
        ]
    )


@pytest.mark.parametrize("damage", [lambda kept: b"", lambda kept: kept[:-9], lambda kept: b"\x90", broken_code])
def test_a_damaged_file_costs_nothing(damage: Callable[[bytes], bytes], module: str, tmp_path: Path) -> None:
    fresh = loaded(module, tmp_path)
    (path,) = kept(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert loaded(module, tmp_path) == fresh
    assert loaded(module, tmp_path) == fresh


def test_nothing_is_left_in_place(module: str, tmp_path: Path) -> None:
    compiler = importlib.import_module("re._compiler")
    before = compiler.compile
    loaded(module, tmp_path)
    assert compiler.compile is before
