"""The facts record of a publication, from the environment that its pages were written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes
from docutils.nodes import make_id
from msgspec import structs
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from citator.model.anchors import entry_anchor
from citator.model.citation import CslItem, Form
from citator.model.facts import CitedItem, Document, Facts, Label, Occurrence, OccurrenceItem
from citator.model.inline import to_json
from citator.model.publication import Publication
from citator.sphinxext.citing import origin_of, reading_order, section_label
from citator.sphinxext.corrections import correction_urls, path_in_site
from citator.sphinxext.domain import CitationDomain, bibliography_of, citation_domain
from citator.sphinxext.lists import printed_lists
from citator.sphinxext.only import is_printed
from citator.sphinxext.publication import chapter_matter, picture_file
from citator.sphinxext.records import CitationRecord, DocumentRecord, ResolvedBibliography
from citator.sphinxext.titles import one_line


def facts_of(app: Sphinx, publication: Publication) -> Facts:
    """Return what the library may know of the publication that has just been built."""
    env = app.env
    domain = citation_domain(env)
    order = reading_order(env)
    return Facts(
        publication=without_missing_pictures(app, publication),
        documents=tuple(_document(app, publication, docname) for docname in order),
        labels=tuple(_labels(env, order)),
        occurrences=tuple(_occurrences(app, publication, order)),
        items=tuple(_items(app, domain, order)),
        foreign_links=tuple(
            link for docname in order for link in domain.documents.get(docname, DocumentRecord()).foreign_links
        ),
        style=publication.csl or "",
        correction_urls=correction_urls(app, publication) if publication.corrections else (),
        words=sum(domain.documents.get(docname, DocumentRecord()).words for docname in order),
        downloads=tuple(_downloads(env, publication)),
        uncited=tuple(words for docname in order for words in domain.documents.get(docname, DocumentRecord()).uncited),
    )


def without_missing_pictures(app: Sphinx, publication: Publication) -> Publication:
    """Return the publication as the site shows it: in place of a picture that does not exist, which is told, one is drawn."""
    named = {"thumbnail": publication.thumbnail, "cover": publication.cover}
    missing = {
        field: None for field, name in named.items() if name and not picture_file(app, publication, name).is_file()
    }
    return structs.replace(publication, **missing) if missing else publication


def _downloads(env: BuildEnvironment, publication: Publication) -> list[tuple[str, str]]:
    """Return the files that pages offer, where the builder lays them, by name."""
    places = (PurePosixPath(place) for _, place in env.dlfiles.values())
    return sorted((place.name, f"{publication.path}/_downloads/{place}") for place in places)


def _document(app: Sphinx, publication: Publication, docname: str) -> Document:
    env = app.env
    matter = chapter_matter(app, docname)
    number = env.toc_secnumbers.get(docname, {}).get("", ())
    record = citation_domain(env).documents.get(docname, DocumentRecord())
    return Document(
        docname=docname,
        url=path_in_site(app, docname),
        title=one_line(env.titles[docname]) if docname in env.titles else docname,
        number=".".join(map(str, number)) or None,
        authors=matter.authors,
        description=matter.description,
        words=record.words,
        kind=kind_of(env, publication, docname),
        headings=tuple(_headings(env, docname)),
    )


def kind_of(env: BuildEnvironment, publication: Publication, docname: str) -> str:
    """Return what a page of a publication is: ``landing``, ``chapter``, ``references``, or its only ``page``."""
    record = citation_domain(env).documents.get(docname, DocumentRecord())
    if docname == publication.root:
        return "page" if publication.is_single_page else "landing"
    return "references" if record.bibliographies and not record.citations else "chapter"


def _headings(env: BuildEnvironment, docname: str) -> Iterator[tuple[int, str, str]]:
    def below(item: nodes.Node, level: int) -> Iterator[tuple[int, str, str]]:
        for child in item.children:
            if isinstance(child, nodes.bullet_list):
                yield from below(child, level + 1)
            elif isinstance(child, nodes.list_item):
                reference = child.next_node(nodes.reference)
                if reference is not None and reference.get("anchorname"):
                    yield level, reference["anchorname"].lstrip("#"), one_line(reference)
                yield from below(child, level)

    toc = env.tocs.get(docname)
    if toc is not None:
        yield from below(toc, 1)


_KINDS = {"figure": "figure", "table": "table", "code-block": "code-block", "displaymath": "equation"}


def _labels(env: BuildEnvironment, order: Iterable[str]) -> Iterator[Label]:
    """Yield every label that can be referred to, with its title and number."""
    standard = env.domains.standard_domain
    own = set(order)
    for name, (docname, anchor) in sorted(standard.anonlabels.items()):
        if docname not in own:
            continue
        title = standard.labels[name][2] if name in standard.labels else ""
        kind, number = _number(env, docname, anchor)
        yield Label(name, kind, docname, anchor, " ".join(str(title).split()), number)
    for name, (docname, count) in sorted(env.domains.math_domain.equations.items()):
        if docname in own:
            anchor = make_id(f"equation-{name}")
            _, number = _number(env, docname, anchor)
            yield Label(name, "equation", docname, anchor, "", f"({number or count})")
    for (kind_, name), (docname, anchor) in sorted(standard.objects.items()):
        if kind_ == "term" and docname in own:
            yield Label(name, "term", docname, anchor, name)


def _number(env: BuildEnvironment, docname: str, anchor: str) -> tuple[str, str | None]:
    for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
        if anchor in numbers:
            return _KINDS.get(kind, "other"), ".".join(map(str, numbers[anchor]))
    sections = env.toc_secnumbers.get(docname, {})
    number = sections.get(f"#{anchor}") if anchor else sections.get("")
    is_section = any(heading == anchor for _, heading, _ in _headings(env, docname))
    if is_section or not anchor:
        number = number or (sections.get("") if _is_first_heading(env, docname, anchor) else None)
        return "section" if anchor else "document", ".".join(map(str, number)) if number else None
    return "other", None


def _is_first_heading(env: BuildEnvironment, docname: str, anchor: str) -> bool:
    return next((heading for _, heading, _ in _headings(env, docname)), None) in (anchor, "")


def _occurrences(app: Sphinx, publication: Publication, order: Iterable[str]) -> Iterator[Occurrence]:
    domain = citation_domain(app.env)
    for docname in order:
        for record in domain.documents.get(docname, DocumentRecord()).citations:
            if record.citation.form is not Form.NOCITE:
                yield _occurrence(app.env, publication, record)


def _occurrence(env: BuildEnvironment, publication: Publication, record: CitationRecord) -> Occurrence:
    resolved = citation_domain(env).resolution.citations[record.docname, record.ordinal]
    where = record.citation.where
    written = {item.key: item for item in record.citation.items}
    anchors = list(resolved.items)
    label = section_label(env, record.docname, record.section_anchor)
    number = label.partition(" ")[0]
    return Occurrence(
        publication=publication.slug,
        docname=record.docname,
        file=where.path if where else "",
        line=where.line if where else None,
        sections=record.sections,
        section_anchor=record.section_anchor,
        section_number=number if number[:1].isdigit() else None,
        paragraph=record.paragraph,
        sentence=record.sentence,
        note_number=resolved.note_number,
        form=record.citation.form.value,
        items=tuple(
            OccurrenceItem(
                key=item.key,
                anchor=item.anchor,
                locator=written[item.key].locator if item.key in written else None,
                prefix=written[item.key].prefix if item.key in written else "",
                suffix=written[item.key].suffix if item.key in written else "",
            )
            for item in anchors
        ),
        claims=record.claims,
        on_page=is_printed(record.condition, env._tags),
    )


def _items(app: Sphinx, domain: CitationDomain, order: Iterable[str]) -> Iterator[CitedItem]:
    """Yield each cited work once, with its entry as the publication prints it."""
    works = bibliography_of(app).items
    cited = {item.key for resolved in domain.resolution.citations.values() for item in resolved.items}
    printed = printed_lists(domain, app.env._tags)
    seen: set[str] = set()
    lists = [
        (here in printed, docname, bibliography)
        for docname in order
        for here, bibliography in domain.resolution.bibliographies.items()
        if here[0] == docname
    ]
    for on_page, docname, bibliography in sorted(lists, key=lambda one: not one[0]):
        yield from _listed(app, docname, bibliography, works, cited, seen, on_page=on_page)
    for key in sorted(cited - seen):
        yield _item(app, works[key], [], "")


def _listed(
    app: Sphinx,
    docname: str,
    bibliography: ResolvedBibliography,
    works: Any,
    cited: set[str],
    seen: set[str],
    *,
    on_page: bool,
) -> Iterator[CitedItem]:
    for entry in bibliography.entries:
        if entry.key in cited and entry.key not in seen:
            seen.add(entry.key)
            url = f"{path_in_site(app, docname)}#{entry_anchor(entry.key)}" if on_page else ""
            yield _item(app, works[entry.key], to_json(entry.content), url)


def _item(app: Sphinx, work: CslItem, entry: list[Any], url: str) -> CitedItem:
    return CitedItem(
        key=work.key,
        csl=dict(work.data),
        entry=entry,
        entry_url=url,
        keywords=work.keywords,
        entry_type=work.entry_type,
        fields=dict(work.fields),
        invented=work.invented,
        origin=origin_of(app, work),
    )
