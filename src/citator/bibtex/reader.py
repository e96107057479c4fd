"""Reads .bib files into a bibliography: files, encodings, repeated keys, inheritance, conversion, cache."""

from __future__ import annotations

import codecs
import functools
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citator.bibtex.casing import Casing
from citator.bibtex.convert import convert
from citator.bibtex.entry import BibFile, Bibliography, RawEntry
from citator.bibtex.inherit import Inheritance
from citator.bibtex.item import ItemMaker
from citator.bibtex.language import language_of
from citator.bibtex.normal import normalise
from citator.bibtex.scan import scan
from citator.bibtex.store import Record, Store
from citator.diagnostics import Code, Diagnostic, Where
from citator.engines.pandoc import pandoc_version
from citator.model.citation import CslItem
from citator.model.facts import from_json, to_json

_JABREF_ENCODING = re.compile(rb"^%\s*Encoding:\s*([\w-]+)", re.MULTILINE)
_NOT_ITEMS = frozenset({"xdata", "set", "bibnote", "control"})


def read_bibliography(
    files: Sequence[BibFile], *, cache: Path | None = None, encoding: str = "utf-8-sig"
) -> Bibliography:
    """Return the works of ``files``; of entries with the same key the first counts. ``cache`` is a folder."""
    contents = [_read_bytes(file.path) for file in files]
    digest = _digest(
        [_reader_version(), pandoc_version(), encoding],
        *((file.name, file.invented, _sha(content)) for file, content in zip(files, contents, strict=True)),
    )
    path = cache / f"bibliography-{_digest([file.name for file in files])}.jsonl" if cache else None
    store = Store.load(path) if path else None
    if store is None or store.header.get("digest") != digest:
        known = {record.digest: record for record in store.records()} if store and _same_reader(store) else {}
        store = _read(files, contents, encoding, digest, known)
        if path:
            store.save(path)
    return Bibliography(
        items=store,
        diagnostics=tuple(from_json(Diagnostic, said) for said in store.header["diagnostics"]),
        missing_from_failed=frozenset(store.header["failed"]),
        digest=digest,
    )


def item_hash(item: CslItem) -> str:
    """Return a digest of all in an item that can shape output; its line in the file is not."""
    return _digest(
        [item.key, item.data, list(item.keywords), item.entry_type, item.fields, list(item.aliases), item.invented]
    )


def _read(
    files: Sequence[BibFile],
    contents: Sequence[bytes | None],
    encoding: str,
    digest: str,
    known: Mapping[str, Record],
) -> Store:
    diagnostics: list[Diagnostic] = []
    failed: set[str] = set()
    entries: dict[str, RawEntry] = {}
    strings: dict[str, str] = {}
    for file, content in zip(files, contents, strict=True):
        if content is None:
            message = f"cannot find {file.name}; create it or correct bibtex_bibfiles"
            diagnostics.append(Diagnostic(Code.BIB_FILE_MISSING, message))
            continue
        text, said = decode(content, file.name, encoding)
        scanned = scan(text, file.name, strings, invented=file.invented)
        diagnostics += [*said, *scanned.diagnostics]
        failed.update(scanned.failed)
        for entry in scanned.entries:
            _add(entry, entries, diagnostics)
    records, refused = _convert_all(_inherit_all(entries, diagnostics), known)
    for entry in refused:
        failed.add(entry.key)
        diagnostics.append(entry.complain(Code.BIB_SYNTAX, "holds LaTeX that cannot be read; it is left out"))
    keys = {record.item.key for record in records}
    for record in records:
        diagnostics += record.diagnostics
        for alias in sorted(keys.intersection(record.item.aliases)):
            message = (
                f"entry '{record.item.key}' has the alias '{alias}', which is another entry's key; that entry counts"
            )
            diagnostics.append(Diagnostic(Code.BIB_DUPLICATE_KEY, message, record.item.where))
    return Store.of(
        records,
        digest=digest,
        reader=_reader_version(),
        diagnostics=[to_json(said) for said in diagnostics],
        failed=sorted(failed - {""} - keys),
    )


def _add(entry: RawEntry, entries: dict[str, RawEntry], diagnostics: list[Diagnostic]) -> None:
    first = entries.setdefault(entry.key, entry)
    if first is entry or (first.entry_type, first.fields) == (entry.entry_type, entry.fields):
        return
    message = f"key '{entry.key}' repeats {first.where} with other content; the first one counts"
    diagnostics.append(Diagnostic(Code.BIB_DUPLICATE_KEY, message, entry.where))


def _inherit_all(entries: Mapping[str, RawEntry], diagnostics: list[Diagnostic]) -> list[RawEntry]:
    normal: dict[str, RawEntry] = {}
    for key, entry in entries.items():
        normal[key], said = normalise(entry)
        if said:
            diagnostics.append(said)
        if entry.entry_type == "set":
            diagnostics.append(entry.complain(Code.BIB_UNKNOWN_TYPE, "is a @set, which is no work; cite its members"))
    inheritance = Inheritance(normal)
    resolved = [inheritance.resolve(entry) for entry in normal.values() if entry.entry_type not in _NOT_ITEMS]
    diagnostics += inheritance.diagnostics
    return resolved


@dataclass(frozen=True, slots=True)
class _Job:
    entry: RawEntry
    digest: str
    language: str | None
    casing: Casing


def _convert_all(entries: Sequence[RawEntry], known: Mapping[str, Record]) -> tuple[list[Record], list[RawEntry]]:
    """Return a record for each entry, from ``known`` where its content has not changed, and the entries refused."""
    jobs = [_Job(entry, _entry_digest(entry), *language_of(entry)) for entry in entries]
    new = [job for job in jobs if job.digest not in known]
    converted = dict(zip((job.digest for job in new), convert([(job.entry, job.casing) for job in new]), strict=True))
    records: list[Record] = []
    refused: list[RawEntry] = []
    for job in jobs:
        if record := known.get(job.digest):
            records.append(_moved(record, job.entry.where))
        elif answer := converted[job.digest]:
            maker = ItemMaker(job.entry, answer, job.language)
            item = maker.make()
            records.append(Record(job.digest, item, tuple(maker.diagnostics)))
        else:
            refused.append(job.entry)
    return records, refused


def _moved(record: Record, where: Where) -> Record:
    diagnostics = tuple(replace(said, where=where) for said in record.diagnostics)
    return Record(record.digest, replace(record.item, where=where), diagnostics)


def decode(content: bytes, name: str, encoding: str) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file; one that is not in ``encoding`` is read in another, and told with the line."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(codec, "replace"), []
    try:
        return content.decode(encoding), []
    except LookupError:
        return decode(content, name, "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    declared = _JABREF_ENCODING.search(content[:1000])
    fallback = _other_codec(declared[1].decode() if declared else "")
    standard = "UTF-8" if encoding.lower().startswith("utf") else encoding
    message = f"not {standard}; read as {fallback}; save the file as UTF-8, or set bibtex_encoding"
    text = content.decode(fallback, "replace")
    return text, [Diagnostic(Code.BIB_ENCODING, message, Where(name, line))]


def _other_codec(declared: str) -> str:
    try:
        known = codecs.lookup(declared).name
    except LookupError:
        return "windows-1252"
    return "windows-1252" if known in ("utf-8", "ascii", "iso8859-1") else known


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _same_reader(store: Store) -> bool:
    return store.header.get("reader") == _reader_version()


@functools.cache
def _reader_version() -> str:
    """Return a digest of this package's own source: what another reader wrote is not reused."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return _digest([source.name, _sha(source.read_bytes())] for source in sources)


def _entry_digest(entry: RawEntry) -> str:
    return _digest([entry.entry_type, entry.key, list(entry.fields.items()), entry.invented])


def _sha(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def _digest(*values: object) -> str:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=list)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
