"""From the bytes of .bib files to records: encodings, repeated keys, inheritance, conversion."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from citator.bibtex.casing import Casing
from citator.bibtex.convert import convert
from citator.bibtex.entry import BibFile, RawEntry
from citator.bibtex.inherit import Inheritance
from citator.bibtex.item import ItemMaker
from citator.bibtex.language import language_of
from citator.bibtex.normal import normalise
from citator.bibtex.scan import scan
from citator.bibtex.store import Record, digest_of
from citator.diagnostics import Code, Diagnostic, Where

_JABREF_ENCODING = re.compile(rb"^%\s*Encoding:\s*([\w-]+)", re.MULTILINE)
_NOT_ITEMS = frozenset({"xdata", "set", "bibnote", "control"})


class Parsed(Struct, frozen=True):
    """What some .bib files hold."""

    records: Sequence[Record]
    diagnostics: Sequence[Diagnostic]
    failed: Sequence[str]
    """Keys of entries that could not be read."""


def parse(
    files: Sequence[BibFile], contents: Sequence[bytes | None], encoding: str, known: Mapping[str, Record]
) -> Parsed:
    """Read the contents of ``files``; ``known`` has records of entries that need not be converted again."""
    diagnostics: list[Diagnostic] = []
    failed: set[str] = set()
    entries: dict[str, RawEntry] = {}
    strings: dict[str, str] = {}
    own = {file.name for file in files if file.own}

    def overrides(one: Where, other: Where) -> bool:
        """Tell whether a publication means one of its own by a key that a shared file has too."""
        return one.path in own and other.path not in own

    for file, content in zip(files, contents, strict=True):
        if content is None:
            field = "'bibliography'" if file.named else "bibtex_bibfiles"
            message = f"cannot find {file.name}; create it or correct {field}"
            diagnostics.append(Diagnostic(Code.BIB_FILE_MISSING, message, file.named))
            continue
        text, said = decode(content, file.name, encoding)
        scanned = scan(text, file.name, strings, invented=file.invented)
        diagnostics += [*said, *scanned.diagnostics]
        failed.update(scanned.failed)
        for entry in scanned.entries:
            first = entries.setdefault(entry.key, entry)
            if _differ(first, entry) and not overrides(first.where, entry.where):
                message = f"key '{entry.key}' repeats {first.where} with other content; the first one counts"
                diagnostics.append(Diagnostic(Code.BIB_DUPLICATE_KEY, message, entry.where))
    records, refused = _convert_all(_inherit_all(entries, diagnostics), known)
    for entry in refused:
        failed.add(entry.key)
        diagnostics.append(entry.complain(Code.BIB_SYNTAX, "holds LaTeX that cannot be read; it is left out"))
    keys = {record.item.key: record.item.where for record in records}
    for record in records:
        diagnostics += record.diagnostics
        for alias in sorted(keys.keys() & record.item.aliases):
            if overrides(keys[alias], record.item.where):
                continue
            message = (
                f"entry '{record.item.key}' has the alias '{alias}', which is another entry's key; that entry counts"
            )
            diagnostics.append(Diagnostic(Code.BIB_DUPLICATE_KEY, message, record.item.where))
    return Parsed(records, diagnostics, sorted(failed - {""} - keys.keys()))


def _differ(one: RawEntry, other: RawEntry) -> bool:
    return (one.entry_type, one.fields) != (other.entry_type, other.fields)


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


class _Job(Struct, frozen=True):
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


def _entry_digest(entry: RawEntry) -> str:
    return digest_of([entry.entry_type, entry.key, list(entry.fields.items()), entry.invented])
