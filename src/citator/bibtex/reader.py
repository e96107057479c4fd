"""Reads .bib files into a bibliography, from the cache where their contents have not changed."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path

from citator.bibtex.entry import BibFile, Bibliography
from citator.bibtex.store import Store, digest_of
from citator.diagnostics import Diagnostic
from citator.engines.pandoc import pandoc_version
from citator.model.citation import CslItem
from citator.model.facts import from_json, to_json


def read_bibliography(
    files: Sequence[BibFile], *, cache: Path | None = None, encoding: str = "utf-8-sig"
) -> Bibliography:
    """Return the works of ``files``; of entries with the same key the first counts. ``cache`` is a folder."""
    contents = [_read_bytes(file.path) for file in files]
    digest = digest_of(
        [_reader_version(), encoding],
        *(
            (file.name, file.invented, str(file.named or ""), file.own, _sha(content))
            for file, content in zip(files, contents, strict=True)
        ),
    )
    path = cache / f"bibliography-{digest_of([file.name for file in files])}.jsonl" if cache else None
    store = Store.load(path) if path else None
    if store is None or store.header.get("digest") != digest:
        known = {record.digest: record for record in store.records()} if store and _same_reader(store) else {}
        # a build in which no .bib changed needs none of what reads them
        from citator.bibtex.parsing import parse

        parsed = parse(files, contents, encoding, known)
        store = Store.of(
            parsed.records,
            digest=digest,
            reader=_reader_version(),
            diagnostics=[to_json(said) for said in parsed.diagnostics],
            failed=parsed.failed,
        )
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
    return digest_of(
        [item.key, item.data, list(item.keywords), item.entry_type, item.fields, list(item.aliases), item.invented]
    )


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _same_reader(store: Store) -> bool:
    return store.header.get("reader") == _reader_version()


def _reader_version() -> str:
    """Return a digest of all that shapes a record besides its entry: what another reader or pandoc made is not reused."""
    return digest_of(_own_sources(), pandoc_version())


@functools.cache
def _own_sources() -> str:
    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), *sorted((here.parent / "model").glob("*.py"))]
    return digest_of([source.name, _sha(source.read_bytes())] for source in sources)


def _sha(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""
