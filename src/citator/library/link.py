"""LINK: joins the facts records. References from one publication into another are resolved here, and no chapter is read."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, structs

from citator.diagnostics import Code, Diagnostic
from citator.errors import did_you_mean, names_near
from citator.library.read import Reading
from citator.library.sealed import load_exports
from citator.model.anchors import heading_name
from citator.model.facts import HIDDEN, Facts, ForeignLink, Label
from citator.model.languages import foreign
from citator.site.words import say
from citator.typst.terms import terms

NUMBERED = {
    "section": "link-to-section",
    "figure": "figure",
    "table": "table",
    "equation": "equation",
    "code-block": "listing",
    "note": "note",
}
"""The names of the words (``typst.terms``) for numbered things of each kind."""


class Target(Struct, frozen=True):
    """Where a reference into another publication leads and how it reads."""

    url: str
    """Path in the site with fragment; empty when there is nothing to lead to."""
    text: str
    title: str
    number: str | None = None
    language: str = ""
    """That of ``text`` where it is a title in another language than the words around it."""


_exports = functools.lru_cache(maxsize=1000)(load_exports)
"""The place of an object is named by its content, so a preview need not read it for each build."""


class SharedFacts(Mapping[str, Facts]):
    """The shared views of all publications that readers may see, each loaded when it is first asked for."""

    def __init__(self, places: Mapping[str, Path]) -> None:
        self._places = dict(places)
        self._loaded: dict[str, Facts] = {}

    def __getitem__(self, slug: str) -> Facts:
        """Return the facts of a publication."""
        if slug not in self._loaded:
            self._loaded[slug] = self._without_secrets(_exports(self._places[slug]))
        return self._loaded[slug]

    def _without_secrets(self, facts: Facts) -> Facts:
        """Return facts that name no publication which readers may not see."""
        publication = facts.publication
        related = tuple(r for r in publication.related if r.publication is None or r.publication in self._places)
        summarised = publication.summary_of if publication.summary_of in self._places else None
        shown = structs.replace(publication, related=related, summary_of=summarised)
        return structs.replace(facts, publication=shown)

    def __contains__(self, slug: object) -> bool:
        """Tell whether a publication is there, without loading it."""
        return slug in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of publications."""
        return len(self._places)


class Index:
    """Finds what a reference names."""

    def __init__(
        self,
        facts: Mapping[str, Facts],
        language: str,
        hidden: frozenset[str] = frozenset(),
        paths: Mapping[str, str] | None = None,
    ) -> None:
        """Find among ``facts`` of a library that speaks ``language``.

        ``paths`` gives the slug of each publication, a hidden one too, by its path.
        """
        self._facts = facts
        self._language = language
        self._hidden = hidden
        self._paths = paths or {}
        self._labels: dict[str, dict[str, Label]] = {}

    @property
    def names(self) -> list[object]:
        """Return what references can name besides the facts: what there is, and what readers may not see."""
        return [sorted(self._hidden), sorted(self._paths.items())]

    def resolve(self, link: ForeignLink, language: str) -> Target | Diagnostic:
        """Return the target of a reference, named in the language of the text that it is in, or what is wrong with it."""
        found = self._find(link, language)
        if isinstance(found, Diagnostic):
            return found
        publication = self._facts[self._slug(link)].publication
        is_foreign = found.text == publication.title and foreign(publication.language, language)
        return structs.replace(found, language=publication.language) if is_foreign else found

    def _find(self, link: ForeignLink, language: str) -> Target | Diagnostic:
        slug = self._slug(link)
        if slug not in self._facts:
            return Diagnostic(Code.UNKNOWN_PUBLICATION, self._unknown_publication(link), link.where)
        facts = self._facts[slug]
        publication = facts.publication
        if not link.publication:
            return self._document(link, facts, language)
        if not link.label:
            return Target(f"{publication.path}/index.html", publication.title, publication.title)
        label = self._labels_of(link.publication).get(link.label)
        if label is None:
            return Diagnostic(Code.UNKNOWN_LABEL, self._unknown_label(link), link.where)
        url = next((d.url for d in facts.documents if d.docname == label.docname), f"{publication.path}/index.html")
        anchor = f"#{label.anchor}" if label.anchor else ""
        return Target(f"{url}{anchor}", _words(label, publication.title, language), label.title, label.number)

    def language(self, slug: str | None) -> str:
        """Return the language of a publication, or that of the home page."""
        return self._facts[slug].publication.language if slug is not None else self._language

    def is_hidden(self, link: ForeignLink) -> bool:
        """Tell whether a reference leads to a publication that readers may not see."""
        return self._slug(link) in self._hidden

    def _slug(self, link: ForeignLink) -> str:
        """Return the slug of the publication that a reference is to; none where no publication has the path."""
        path = "" if link.publication else link.label.partition("#")[0]
        while path and path not in self._paths:
            path = path.rpartition("/")[0]
        return link.publication or self._paths.get(path, "")

    def _document(self, link: ForeignLink, facts: Facts, language: str) -> Target | Diagnostic:
        """Return a document of a publication, or the place in it that the fragment names."""
        publication = facts.publication
        docname, _, fragment = link.label.partition("#")
        if docname in (publication.path, publication.root):
            docname = publication.root
        document = next((document for document in facts.documents if document.docname == docname), None)
        if document is None:
            return Diagnostic(Code.UNKNOWN_LABEL, _unknown_document(docname, facts), link.where)
        if not fragment:
            is_whole = docname == publication.root
            words = publication.title if is_whole else _part(document.title, publication.title, language)
            return Target(document.url, words, publication.title if is_whole else document.title)
        for label in facts.labels:
            if label.docname == docname and fragment in (label.name, label.anchor):
                words = _words(label, publication.title, language)
                return Target(f"{document.url}#{label.anchor}", words, label.title, label.number)
        for _, anchor, title in ((1, "", document.title), *document.headings):
            if fragment in (anchor, heading_name(title)):
                url = f"{document.url}#{anchor}" if anchor else document.url
                return Target(url, _part(title, publication.title, language), title)
        return Diagnostic(Code.UNKNOWN_LABEL, f"docs/{docname}.md has no label '{fragment}'; correct it", link.where)

    def _labels_of(self, slug: str) -> dict[str, Label]:
        if slug not in self._labels:
            self._labels[slug] = {label.name: label for label in self._facts[slug].labels}
        return self._labels[slug]

    def _unknown_publication(self, link: ForeignLink) -> str:
        slug = self._slug(link)
        if slug in self._hidden:
            return f"publication '{slug}' is not public yet; its readers get no link until it is"
        if not link.publication:
            file = f"docs/{link.label.partition('#')[0]}.md"
            return f"no publication holds {file}; correct the path, or write inv:<slug>#<label>"
        return f"no publication '{slug}'; {did_you_mean(names_near(slug, self._facts), 'correct it')}"

    def _unknown_label(self, link: ForeignLink) -> str:
        near = names_near(link.label, self._labels_of(link.publication))
        remedy = did_you_mean(near, "correct it, or add the label there")
        return f"publication '{link.publication}' has no label '{link.label}'; {remedy}"


def _unknown_document(docname: str, facts: Facts) -> str:
    near = names_near(docname, (document.docname for document in facts.documents))
    remedy = did_you_mean((f"docs/{name}.md" for name in near), "correct the path")
    return f"publication '{facts.publication.slug}' has no chapter docs/{docname}.md; {remedy}"


def _words(label: Label, title: str, language: str) -> str:
    if label.number and label.kind in NUMBERED:
        words = terms(language)
        return words["in-publication"].format(what=f"{words[NUMBERED[label.kind]]} {label.number}", title=title)
    return _part(label.title, title, language) if label.title else title


def _part(name: str, title: str, language: str) -> str:
    words = terms(language)
    return words["in-publication"].format(what=words["quoted"].format(words=name), title=title)


class Linked(Struct, frozen=True):
    """The resolved references of one publication, and what is wrong with the others."""

    targets: dict[str, dict[str, Target]]
    """By slug and label."""
    diagnostics: tuple[Diagnostic, ...] = ()

    def as_json(self) -> dict[str, dict[str, tuple[str | None, ...]]]:
        """Return the targets as JSON values."""
        return {
            slug: {label: structs.astuple(target) for label, target in found.items()}
            for slug, found in self.targets.items()
        }


def link_all(readings: Mapping[str, Reading], index: Index) -> dict[str, Linked]:
    """Resolve the references of every publication."""
    return {slug: link_one(reading.record.sealed.foreign_links, index, slug) for slug, reading in readings.items()}


def standing(linked: Linked, paths: Container[str]) -> Linked:
    """Return the references as what is frozen has them: to publications as a whole, for places in them move on.

    ``paths`` are those of all publications.
    """

    def whole(target: Target) -> Target:
        path = target.url.partition("#")[0]
        while path and path not in paths:
            path = path.rpartition("/")[0]
        return structs.replace(target, url=f"{path}/index.html") if path else target

    targets = {slug: {label: whole(t) for label, t in found.items()} for slug, found in linked.targets.items()}
    return structs.replace(linked, targets=targets)


def link_one(links: Iterable[ForeignLink], index: Index, slug: str | None = None) -> Linked:
    """Resolve the references of one publication, or of the home page; a dead one is told at each place that has it."""
    targets: dict[str, dict[str, Target]] = {}
    diagnostics: list[Diagnostic] = []
    for link in links:
        target = index.resolve(link, index.language(slug))
        if isinstance(target, Target):
            targets.setdefault(link.publication, {})[link.label] = target
        else:
            diagnostics.append(target)
            if index.is_hidden(link):
                words = say(index.language(slug), HIDDEN)
                targets.setdefault(link.publication, {})[link.label] = Target("", words, words)
    return Linked(targets, tuple(diagnostics))
