"""All citations and lists of a project, with what resolving them needs: values, nothing of Sphinx."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from citator import __version__
from citator.model.citation import CitationScope, CslItem, FormattedScope, Script
from citator.sphinxext.records import BibliographyRecord, CitationRecord, DocumentRecord
from citator.sphinxext.scopes import Division, ScopeId, Settings, in_order, key_in_scope

Engine = Callable[[CitationScope], FormattedScope]


class Project(Struct, frozen=True, dict=True):
    """All that resolving needs; nothing of Sphinx."""

    order: Sequence[str]
    documents: Mapping[str, DocumentRecord]
    works: Mapping[str, CslItem]
    settings: Settings
    section_label: Callable[[str, str], str]
    engine: Engine
    failed_keys: frozenset[str] = frozenset()
    bibs: Mapping[str, str] = {}
    """The .bib files: path relative to the folder of ``conf.py`` → name in messages."""
    script: Script = Script.BOTH

    @cached_property
    def division(self) -> Division:
        """Which scope each citation belongs to."""
        ordered = {docname: self.documents[docname] for docname in self.order}
        return Division(ordered, self.settings, self.works, self.bibs)

    @cached_property
    def citations(self) -> list[CitationRecord]:
        """Every citation in reading order."""
        return list(in_order(self.order, self.documents))

    @cached_property
    def lists(self) -> list[BibliographyRecord]:
        """Every list in reading order."""
        return [record for docname in self.order for record in self.documents[docname].bibliographies]

    def fingerprint(self, *inputs: str, with_places: bool) -> str:
        """Return a hash of all that the resolution depends on.

        ``inputs`` are hashes of the works and the styles. Words around a citation have no part in it, nor have lines of
        the source, unless there are diagnostics, which name them (``with_places``).
        """
        parts: list[object] = [__version__, inputs, self.settings, self.script]
        for docname in self.order:
            document = self.documents[docname]
            parts.append((docname, document.events, document.bibliographies))
            for record in document.citations:
                where = record.citation.where if with_places else None
                stripped = (
                    replace(record.citation, where=where),
                    record.role,
                    record.foot,
                    record.footnote,
                    record.joins,
                    record.condition,
                )
                parts.append((record.ordinal, stripped, self.section_label(docname, record.section_anchor)))
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def work(self, key: str, scope: ScopeId) -> CslItem | None:
        """Return the work that a key means in a scope."""
        try:
            return self.works[key_in_scope(key, scope)]
        except KeyError:
            return None
