"""Keeps the engine's answers by what shaped them: same key, same answer, and no engine is started."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from citator.csl.styles import Style, style_hash
from citator.diagnostics import Diagnostic
from citator.engines.pandoc import pandoc_version
from citator.errors import naming
from citator.model import facts, inline
from citator.model.citation import BibliographyEntry, CitationScope, CslItem, FormattedCitation, FormattedScope, Script
from citator.model.files import mark_used


def scope_key(scope: CitationScope, style: Style) -> str:
    """Return a hash of everything that shapes the answer; where a citation stands in its file does not."""
    return _hash(
        style_hash(style),
        scope.locale,
        scope.script.value,
        [facts.to_json(replace(citation, where=None)) for citation in scope.citations],
        scope.nocite,
        scope.list_all,
        [[key, item.key, item.data] for key, item in scope.items.items()],
    )


def items_key(items: Iterable[CslItem], style: Style, locale: str | None, script: Script) -> str:
    """Return a digest of everything that shapes the entries of items of which each is formatted by itself."""
    return _hash("items", style_hash(style), locale, script.value, [[item.key, item.data] for item in items])


def _hash(*parts: Any) -> str:
    text = json.dumps([pandoc_version(), code_hash(), *parts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def code_hash() -> str:
    """Return a hash of this package and of the model, so that a new release never meets an old answer."""
    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), *sorted((here.parent / "model").glob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def read(cache: Path | None, key: str) -> Any:
    """Return the cached JSON value, or ``None``; a file that cannot be read counts as none."""
    if cache is None:
        return None
    path = _path(cache, key)
    try:
        value = msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError):
        return None
    mark_used(path)
    return value


def write(cache: Path | None, key: str, value: Any) -> None:
    """Keep a JSON value; processes that write the same key at once do not disturb one another."""
    if cache is None:
        return
    path = _path(cache, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with naming(path), os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(value))
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _path(cache: Path, key: str) -> Path:
    return cache / "csl" / key[:2] / f"{key[2:]}.json"


def scope_to_json(scope: FormattedScope) -> Any:
    """Return a formatted scope as JSON values; ``scope_from_json`` is its inverse."""
    return {
        "citations": [
            [
                inline.to_json(citation.text),
                None if citation.note is None else inline.to_json(citation.note),
                citation.capital,
            ]
            for citation in scope.citations
        ],
        "bibliography": [entry_to_json(entry) for entry in scope.bibliography],
        "diagnostics": [facts.to_json(diagnostic) for diagnostic in scope.diagnostics],
        "hanging_indent": scope.hanging_indent,
        "is_note_style": scope.is_note_style,
    }


def scope_from_json(value: Any) -> FormattedScope:
    """Read back what ``scope_to_json`` wrote."""
    return FormattedScope(
        citations=tuple(
            FormattedCitation(inline.from_json(text), None if note is None else inline.from_json(note), capital)
            for text, note, capital in value["citations"]
        ),
        bibliography=tuple(entry_from_json(entry) for entry in value["bibliography"]),
        diagnostics=tuple(facts.from_json(Diagnostic, diagnostic) for diagnostic in value["diagnostics"]),
        hanging_indent=value["hanging_indent"],
        is_note_style=value["is_note_style"],
    )


def entry_to_json(entry: BibliographyEntry) -> Any:
    """Return an entry as JSON values; ``entry_from_json`` is its inverse."""
    return [entry.key, inline.to_json(entry.content), inline.to_json(entry.label)]


def entry_from_json(value: Any) -> BibliographyEntry:
    """Read back what ``entry_to_json`` wrote."""
    key, content, label = value
    return BibliographyEntry(key, inline.from_json(content), inline.from_json(label))
