"""Formats a project's citations: scopes to the engine, answers to what each document shows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

from msgspec.structs import replace

from citator.bibtex.keys import near_keys
from citator.csl.syntax import keys_in_words
from citator.diagnostics import Code, Diagnostic
from citator.errors import did_you_mean
from citator.model.anchors import citation_anchor
from citator.model.citation import (
    BibliographyEntry,
    Citation,
    CitationItem,
    CitationScope,
    CslItem,
    Form,
    FormattedCitation,
)
from citator.sphinxext.answers import Answers
from citator.sphinxext.bibliographies import Targets, anchor_entries, lost_letter, number_lists
from citator.sphinxext.brackets import dress, prefix_label, prefix_links
from citator.sphinxext.citations import Project
from citator.sphinxext.listed import works_of_list
from citator.sphinxext.records import (
    BibliographyRecord,
    CitationRecord,
    Mention,
    Resolution,
    ResolvedBibliography,
    ResolvedCitation,
    ResolvedEntry,
    ResolvedItem,
)
from citator.sphinxext.scopes import ScopeId, number_notes

ListKey = tuple[str, int]


def resolve(project: Project) -> Resolution:
    """Return what each document of the project shows."""
    return _Resolver(project).run()


class _Resolver:
    """One pass: number, list, format, link, digest."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.division = project.division
        self.numbering = number_notes(project.order, project.documents, self.division, project.settings)
        self.diagnostics: list[Diagnostic] = []
        self.near = cache(partial(near_keys, keys=project.works))
        self.scope_of = {(r.docname, r.ordinal): self.division.of_citation(r) for r in project.citations}
        self.anchors: dict[tuple[str, int], list[ResolvedItem]] = {}
        self.mentions: dict[str, list[tuple[CitationRecord, Mention]]] = defaultdict(list)
        self.joined: dict[tuple[str, int], list[int]] = defaultdict(list)
        for (docname, ordinal), maker in self.numbering.joins.items():
            self.joined[docname, maker].append(ordinal)

    def run(self) -> Resolution:
        """Return the resolution."""
        self._anchor_mentions()
        keys_of_list = {(r.docname, r.ordinal): self._keys_of_list(r) for r in self.project.lists}
        answers = self._format(keys_of_list)
        lists = self._fill_lists(keys_of_list, answers)
        resolution = Resolution(
            footnotes=self.numbering.footnotes,
            renumbered=self.project.settings.library or bool(self.numbering.citations),
        )
        targets = Targets(self.project.lists, self.division, lists)
        for record in self.project.citations:
            formatted = answers.citation(record)
            resolution.citations[record.docname, record.ordinal] = self._resolved(record, formatted, targets)
        resolution.bibliographies = lists
        resolution.diagnostics = [*self.diagnostics, *answers.diagnostics, *self._unlisted(resolution)]
        resolution.digests = _digests(self.project, resolution)
        return resolution

    def _anchor_mentions(self) -> None:
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for record in self.project.citations:
            scope = self.scope_of[record.docname, record.ordinal]
            items: list[ResolvedItem] = []
            for item in record.citation.items:
                self._tell_swallowed(record, item)
                work = self.project.work(item.key, scope)
                if work is None:
                    self._tell_unknown(record, item.key)
                    continue
                if record.citation.form is Form.NOCITE:
                    continue
                counts[record.docname, work.key] += 1
                anchor = citation_anchor(work.key, counts[record.docname, work.key])
                items.append(ResolvedItem(work.key, anchor))
                label = self.project.section_label(record.docname, record.section_anchor)
                self.mentions[work.key].append((record, Mention(record.docname, anchor, label, record.condition)))
            self.anchors[record.docname, record.ordinal] = items

    def _tell_swallowed(self, record: CitationRecord, item: CitationItem) -> None:
        """Tell of a citation that prints as words after another, as in ``[@smith, @doe]``."""
        for key in keys_in_words(item.suffix):
            if self.project.settings.library or key in self.project.works:
                remedy = f"write ; before it: [@{item.key}; @{key}]"
                message = f"'@{key}' stands in the words after '@{item.key}' and cites nothing; {remedy}"
                self.diagnostics.append(Diagnostic(Code.MALFORMED_CITATION, message, record.citation.where))

    def _tell_unknown(self, record: CitationRecord, key: str) -> None:
        if key in self.project.failed_keys:
            advice = "its entry stands in a .bib file but could not be read (see the message there)"
        else:
            advice = did_you_mean(self.near(key), "add the entry")
            if not record.role and record.citation.form is Form.NARRATIVE:
                advice += f"{'' if advice.endswith('?') else '.'} Write \\@{key} if no citation is meant"
        message = f"unknown citation key '{key}'; {advice}"
        self.diagnostics.append(Diagnostic(Code.UNKNOWN_KEY, message, record.citation.where))

    def _keys_of_list(self, record: BibliographyRecord) -> tuple[str, ...]:
        cited = self._cited_by_scope(self.division.of_list(record))
        listed = works_of_list(record, self.project.works, cited, self.project.bibs)
        self.diagnostics.extend(listed.diagnostics)
        return listed.keys

    def _cited_by_scope(self, scope: ScopeId) -> Mapping[str, set[str]]:
        if scope[0] != "prefix":
            return self.division.cited_in
        cited: dict[str, set[str]] = defaultdict(set)
        for record in self.project.citations:
            if self.scope_of[record.docname, record.ordinal] == scope:
                for item in self.anchors[record.docname, record.ordinal]:
                    cited[item.key].add(record.docname)
        return cited

    def _format(self, keys_of_list: Mapping[ListKey, Sequence[str]]) -> Answers:
        citations: dict[ScopeId, list[CitationRecord]] = defaultdict(list)
        for record in self.project.citations:
            scope = self.scope_of[record.docname, record.ordinal]
            if self.division.known_keys(record):  # the engine cannot format a citation of nothing
                citations[scope].append(record)
        listed: dict[ScopeId, list[str]] = defaultdict(list)
        for list_record in self.project.lists:
            scope = self.division.of_list(list_record)
            listed[scope].extend(keys_of_list[list_record.docname, list_record.ordinal])
        answers = Answers()
        for scope in dict.fromkeys([*citations, *listed]):
            wanted = self._scope(scope, citations[scope], listed[scope])
            answers.add(scope, citations[scope], self.project.engine(wanted))
            for style in self.division.own_styles(scope):
                answers.add_style(scope, style, self.project.engine(replace(wanted, style=style)))
        return answers

    def _scope(self, scope: ScopeId, records: list[CitationRecord], listed: list[str]) -> CitationScope:
        used: dict[str, CslItem] = {}
        citations = [self._engine_citation(scope, record, used) for record in records]
        nocite = [key for key in dict.fromkeys(listed) if key not in used]
        # list-only works and {cite:empty} are in the bibliography without a citation
        for record in records:
            if record.citation.form is Form.NOCITE:
                nocite.extend(self.division.known_keys(record))
        for key in nocite:
            used[key] = self.project.works[key]
        return CitationScope(
            style=self.division.style_of(scope),
            citations=tuple(citations),
            items=used,
            locale=self.project.settings.locale,
            nocite=tuple(dict.fromkeys(nocite)),
            script=self.project.script,
            keep_locators=True,
        )

    def _engine_citation(self, scope: ScopeId, record: CitationRecord, used: dict[str, CslItem]) -> Citation:
        items = []
        for item in record.citation.items:
            work = self.project.work(item.key, scope)
            if work is not None and record.citation.form is not Form.NOCITE:
                used[work.key] = work
                items.append(replace(item, key=work.key))
        number = self.numbering.citations.get((record.docname, record.ordinal))
        return replace(record.citation, items=tuple(items), note_number=number)

    def _fill_lists(
        self, keys_of_list: Mapping[ListKey, Sequence[str]], answers: Answers
    ) -> dict[ListKey, ResolvedBibliography]:
        filled: dict[ListKey, ResolvedBibliography] = {}
        for record in self.project.lists:
            scope = self.division.of_list(record)
            wanted = set(keys_of_list[record.docname, record.ordinal])
            answer = answers.bibliography(scope, record.style)
            if record.style and (lost := lost_letter(answers.bibliography(scope), answer, wanted)):
                key, year = lost
                advice = "the style of this list prints no such letter; name one that does"
                message = f"citations show '{key}' as {year}, and {advice}"
                self.diagnostics.append(Diagnostic(Code.LIST_STYLE, message, record.where))
            entries = [self._entry(record, scope, entry) for entry in answer.bibliography if entry.key in wanted]
            filled[record.docname, record.ordinal] = ResolvedBibliography(tuple(entries), answer.hanging_indent)
        return number_lists(self.project.lists, anchor_entries(self.project.lists, filled))

    def _entry(self, record: BibliographyRecord, scope: ScopeId, entry: BibliographyEntry) -> ResolvedEntry:
        label = prefix_label(entry.label, record.labelprefix)
        mentions = tuple(
            mention
            for citation, mention in self.mentions[entry.key]
            if scope[0] == "main" or self.scope_of[citation.docname, citation.ordinal] == scope
        )
        return ResolvedEntry(record.keyprefix + entry.key, entry.content, label, mentions)

    def _resolved(self, record: CitationRecord, formatted: FormattedCitation, targets: Targets) -> ResolvedCitation:
        here = (record.docname, record.ordinal)
        scope = self.scope_of[here]
        known = tuple(item for item in record.citation.items if self.project.work(item.key, scope) is not None)
        unknown = tuple(item.key for item in record.citation.items if item not in known)
        found = {item.key: targets.find(item.key, scope, record.docname) for item in self.anchors[here]}
        leads_to = {key: lists[0] for key, lists in found.items() if lists}
        return ResolvedCitation(
            text=prefix_links(dress(record, formatted.text), leads_to),
            note=formatted.note,
            capital=formatted.capital,
            note_number=self.numbering.citations.get(here),
            items=tuple(self.anchors[here]),
            unknown=unknown,
            starts_note=self.division.makes_note(record) and here not in self.numbering.joins and bool(known),
            joined=tuple(self.joined[here]),
            targets=tuple((key, one.docname, one.entry_key) for key, lists in found.items() for one in lists),
        )

    def _unlisted(self, resolution: Resolution) -> Iterable[Diagnostic]:
        """Tell of cited works that no list shows (only where there are lists: a style may need none)."""
        if not self.project.lists:
            return
        told: set[str] = set()
        for record in self.project.citations:
            resolved = resolution.citations[record.docname, record.ordinal]
            if self.scope_of[record.docname, record.ordinal][0] == "foot":
                continue
            listed = {key for key, _, _ in resolved.targets}
            for item in resolved.items:
                if item.key not in listed and item.key not in told:
                    told.add(item.key)
                    message = f"'{item.key}' is cited but no {{bibliography}} lists it; widen the filter of one of them"
                    yield Diagnostic(Code.NOT_LISTED, message, record.citation.where)


def _digests(project: Project, resolution: Resolution) -> dict[str, str]:
    """Return a hash of what each document shows."""
    shown: dict[str, list[object]] = defaultdict(list)
    for (docname, _), citation in resolution.citations.items():
        shown[docname].append(citation)
    for (docname, _), bibliography in resolution.bibliographies.items():
        shown[docname].append(bibliography)
    if conditions := [(one.docname, one.ordinal, one.condition) for one in project.lists if one.condition]:
        for docname in project.documents:
            shown[docname].append(conditions)  # whether its links lead anywhere
    if resolution.renumbered:
        for (docname, footnote), number in resolution.footnotes.items():
            shown[docname].append((footnote, number))
    return {docname: hashlib.sha256(repr(shown[docname]).encode()).hexdigest() for docname in project.documents}
