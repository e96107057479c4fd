from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from citator.bibtex import convert, reader
from citator.bibtex.entry import Bibliography
from citator.diagnostics import Diagnostic

Read = Callable[..., Bibliography]

ONE = "@book{one, title = {One}, date = {whenever 3}, ids = {uno}}\n"
TWO = "@book{two, title = {Two}, date = {2002}}\n"


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What pandoc was asked, call by call; the real pandoc answers."""
    calls: list[bytes] = []
    run = convert.run_pandoc

    def count(arguments: list[str], stdin: bytes, *, timeout: float) -> bytes:
        calls.append(stdin)
        return run(arguments, stdin, timeout=timeout)

    monkeypatch.setattr(convert, "run_pandoc", count)
    return calls


def everything(bibliography: Bibliography) -> tuple[object, tuple[Diagnostic, ...]]:
    return {key: bibliography.items[key] for key in bibliography.items}, bibliography.diagnostics


def test_a_warm_read_is_the_same_and_asks_pandoc_nothing(read: Read, tmp_path: Path, conversions: list[bytes]) -> None:
    cold = everything(read(ONE + TWO, cache=tmp_path))
    warm = everything(read(ONE + TWO, cache=tmp_path))
    assert warm == cold
    assert len(conversions) == 1


def test_only_a_changed_entry_is_converted_again(read: Read, tmp_path: Path, conversions: list[bytes]) -> None:
    read(ONE + TWO, cache=tmp_path)
    bibliography = read("\n" + ONE + TWO.replace("Two", "Second"), cache=tmp_path)
    assert b"One" not in conversions[1]
    assert everything(bibliography) == everything(read("\n" + ONE + TWO.replace("Two", "Second")))


def test_another_pandoc_converts_every_entry_again(
    read: Read, tmp_path: Path, conversions: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(ONE, cache=tmp_path)
    monkeypatch.setattr(reader, "pandoc_version", lambda: "another")
    read(ONE, cache=tmp_path)
    assert len(conversions) == 2


def test_removed_entries_are_gone(read: Read, tmp_path: Path) -> None:
    read(ONE + TWO, cache=tmp_path)
    assert list(read(TWO, cache=tmp_path).items) == ["two"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00\xff", b'{"crc": 1}\nrest', None])
def test_a_damaged_cache_is_rebuilt(read: Read, tmp_path: Path, damage: bytes | None) -> None:
    whole = everything(read(ONE + TWO, cache=tmp_path / "cache"))
    (path,) = (tmp_path / "cache").iterdir()
    path.write_bytes(path.read_bytes()[:-7] if damage is None else damage)
    assert everything(read(ONE + TWO, cache=tmp_path / "cache")) == whole


@pytest.mark.nightly
def test_a_warm_read_of_20_000_entries_costs_less_than_a_third_of_a_second(read: Read, tmp_path: Path) -> None:
    entries = "".join(
        f"@book{{key{n}, title = {{Work {n}}}, author = {{Roe, R.}}, date = 2001}}\n" for n in range(20_000)
    )
    read(entries, cache=tmp_path)
    start = process_time()
    assert read(entries, cache=tmp_path).items["key19999"].data["title"] == "Work 19999"
    assert process_time() - start < 0.3
