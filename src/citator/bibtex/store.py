"""Keeps converted items in one file: found by key through an index, each parsed when it is asked for.

The file is a header line (JSON: digest of the sources, index, diagnostics) and a body of JSON records. It is written
beside its place and renamed, so that processes may read and write it at once; whatever is wrong with it, it is rebuilt.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.diagnostics import Diagnostic
from citator.model.citation import CslItem
from citator.model.facts import from_json, to_json


def digest_of(*values: object) -> str:
    """Return a digest of JSON values."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=list)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class Record(Struct, frozen=True):
    """An item with the digest of the entry it was made from and the diagnostics that making it gave."""

    digest: str
    item: CslItem
    diagnostics: tuple[Diagnostic, ...] = ()


class Store(Mapping[str, CslItem]):
    """Items by key and alias; iteration gives the keys alone."""

    def __init__(self, header: Mapping[str, Any], body: bytes) -> None:
        self.header, self._body = header, body
        self._index: dict[str, list[int]] = header["index"]
        self._aliases: dict[str, str] = header["aliases"]
        self._loaded: dict[str, CslItem] = {}

    @classmethod
    def of(cls, records: Iterable[Record], **header: Any) -> Store:
        """Return a store of ``records``; further header values go with it."""
        index: dict[str, list[int]] = {}
        aliases: dict[str, str] = {}
        parts: list[bytes] = []
        offset = 0
        for record in records:
            part = _encode(to_json(record))
            index[record.item.key] = [offset, len(part)]
            for alias in record.item.aliases:
                aliases.setdefault(alias, record.item.key)
            parts.append(part)
            offset += len(part)
        body = b"".join(parts)
        aliases = {alias: key for alias, key in aliases.items() if alias not in index}
        return cls({**header, "index": index, "aliases": aliases, "crc": zlib.crc32(body)}, body)

    @classmethod
    def load(cls, path: Path) -> Store | None:
        """Return the store in a file, or None when there is none or it is damaged."""
        try:
            line, _, body = path.read_bytes().partition(b"\n")
            header = json.loads(line)
            return cls(header, body) if header["crc"] == zlib.crc32(body) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, path: Path) -> None:
        """Write the store, at once or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_bytes(_encode(self.header) + self._body)
        draft.replace(path)

    def records(self) -> Iterator[Record]:
        """Yield every record in order."""
        return (self._record(key) for key in self._index)

    def _record(self, key: str) -> Record:
        offset, length = self._index[key]
        return from_json(Record, json.loads(self._body[offset : offset + length]))

    def __getitem__(self, key: str) -> CslItem:
        key = self._aliases.get(key, key)
        if key not in self._loaded:
            self._loaded[key] = self._record(key).item
        return self._loaded[key]

    def __contains__(self, key: object) -> bool:
        return key in self._index or key in self._aliases

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


def _encode(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
