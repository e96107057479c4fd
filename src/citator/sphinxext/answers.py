"""What the citation engine answered, found by citation, by scope and by the style of a list."""

from __future__ import annotations

from collections.abc import Sequence

from citator.diagnostics import Diagnostic
from citator.model.citation import FormattedCitation, FormattedScope
from citator.sphinxext.bibliographies import in_own_style
from citator.sphinxext.records import CitationRecord
from citator.sphinxext.scopes import ScopeId

_NOTHING = FormattedCitation(())


class Answers:
    """The engine's answers, found by citation."""

    def __init__(self) -> None:
        self._scopes: dict[ScopeId, FormattedScope] = {}
        self._styles: dict[tuple[ScopeId, str], FormattedScope] = {}
        self._citations: dict[tuple[str, int], FormattedCitation] = {}
        self.diagnostics: list[Diagnostic] = []

    def add(self, scope: ScopeId, records: Sequence[CitationRecord], answer: FormattedScope) -> None:
        """Add what the engine answered of a scope, whose citations it was asked for in this order."""
        self._scopes[scope] = answer
        self.diagnostics.extend(answer.diagnostics)
        for record, formatted in zip(records, answer.citations, strict=True):
            self._citations[record.docname, record.ordinal] = formatted

    def add_style(self, scope: ScopeId, style: str, answer: FormattedScope) -> None:
        """Add the entries of a scope in the style of one of its lists."""
        self._styles[scope, style] = in_own_style(self._scopes[scope], answer)
        self.diagnostics.extend(answer.diagnostics)

    def bibliography(self, scope: ScopeId, style: str | None = None) -> FormattedScope:
        """Return the entries of a scope, in the style of a list where it has one of its own."""
        return self._styles.get((scope, style or ""), self._scopes[scope])

    def citation(self, record: CitationRecord) -> FormattedCitation:
        """Return a citation as it is formatted; nothing of one that cites nothing known."""
        return self._citations.get((record.docname, record.ordinal), _NOTHING)
