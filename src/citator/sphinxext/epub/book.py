"""Puts a publication's documents together into an EPUB 3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from citator.model.dates import long_date
from citator.model.facts import Document, Facts
from citator.model.languages import is_right_to_left
from citator.model.licenses import find_license
from citator.model.publication import Library
from citator.model.titles import withdrawn_mark
from citator.site.words import STATUSES, say, type_name
from citator.sphinxext.epub import package
from citator.sphinxext.epub.archive import CONTAINER, FOLDER, packed
from citator.sphinxext.epub.builder import EpubBuilder
from citator.sphinxext.epub.contents import Point, landmarks, points, spoken
from citator.sphinxext.epub.cover import cover
from citator.sphinxext.epub.imprint import imprint_rows
from citator.sphinxext.epub.package import Resource
from citator.sphinxext.publication import picture_file
from citator.sphinxext.second_builder import second_builder
from citator.typst.terms import terms

_CHAPTER = re.compile(r"<section(?=[ >])")


def write_epub(app: Sphinx, facts: Facts, library: Library, target: Path) -> int:
    """Write the book of the publication that ``app`` has read, and return its size in bytes."""
    with second_builder(app, EpubBuilder) as builder:
        data = Book(builder, facts, library, partial(picture_file, app, facts.publication)).packed()
    target.write_bytes(data)
    return len(data)


@cache
def templates() -> Environment:
    """Return the templates; everything is escaped unless the translator wrote it."""
    env = Environment(
        loader=PackageLoader("citator.sphinxext.epub"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"type_name": type_name, "withdrawn_mark": withdrawn_mark}
    env.globals |= {"statuses": STATUSES, "say": say}
    return env


class Book(Struct, frozen=True, dict=True):
    """One publication on its way into a container."""

    builder: EpubBuilder
    facts: Facts
    library: Library
    find_picture: Callable[[str], Path]
    """Tells where a picture lies that front matter names."""

    def packed(self) -> bytes:
        """Return the container."""
        resources = [*self._front(), *self._documents(), *self._back()]
        resources += [*self._pictures(), Resource("style.css", (Path(__file__).parent / "style.css").read_bytes())]
        files = {f"{FOLDER}/{resource.path}": resource.data for resource in resources}
        files[f"{FOLDER}/package.opf"] = self._package(resources)
        files["META-INF/container.xml"] = CONTAINER
        return packed(files, self.facts.publication.date)

    @cached_property
    def cover(self) -> tuple[Resource, str]:
        """The picture of the cover, and its description."""
        name, data, description = cover(self.facts, self.find_picture)
        return Resource(name, data, "cover-image"), description

    def _front(self) -> Iterator[Resource]:
        picture, description = self.cover
        yield picture
        yield self._page("cover.xhtml", "cover.xhtml", cover=picture, cover_alt=description)

    def _documents(self) -> Iterator[Resource]:
        """Yield the title page with the text of the first document, the contents, and the other documents."""
        first, *others = self.facts.documents
        address = self.builder.get_target_uri
        body = Markup(self.builder.body(first.docname))
        part = "frontmatter" if others else "bodymatter"
        yield self._page(address(first.docname), "index.xhtml", part=part, body=body)
        yield self._contents(in_spine=bool(others))
        for document in others:
            body = Markup(self._body(document))
            path = address(document.docname)
            yield self._page(path, "base.xhtml", title=document.title, part=spoken(document), body=body)

    def _body(self, document: Document) -> str:
        body = self.builder.body(document.docname)
        if document.kind == "chapter":
            body = _CHAPTER.sub('<section epub:type="chapter" role="doc-chapter"', body, count=1)
        if document.authors:
            names = escape(", ".join(author.name for author in document.authors))
            body = body.replace("</h1>", f'</h1>\n<p class="byline">{names}</p>', 1)
        return body

    def _contents(self, *, in_spine: bool) -> Resource:
        address = self.builder.get_target_uri
        title = self._words["contents"]
        nav = Point(title, "nav.xhtml")
        lines = [*points(self.facts, self.builder.env, address), Point(self._words["imprint"], "imprint.xhtml")]
        marks = [*([("toc", nav)] if in_spine else []), *landmarks(self.facts, address)]
        return self._page(
            "nav.xhtml",
            "nav.xhtml",
            title=title,
            properties="nav",
            in_spine=in_spine,
            contents=lines,
            landmarks=marks,
        )

    def _back(self) -> Iterator[Resource]:
        rows = list(imprint_rows(self.facts.publication, self.library))
        title = self._words["imprint"]
        yield self._page("imprint.xhtml", "imprint.xhtml", title=title, part="backmatter", rows=rows)

    def _pictures(self) -> Iterator[Resource]:
        for uri, name in sorted(self.builder.images.items(), key=lambda image: image[1]):
            yield Resource(f"images/{name}", Path(self.builder.srcdir, uri).read_bytes())

    def _package(self, resources: list[Resource]) -> bytes:
        publication = self.facts.publication
        identifier, is_doi = package.identifier(publication, self.library)
        pictures = [resource for resource in resources if resource.path.startswith("images/")]
        return self._render(
            "package.opf",
            identifier=identifier,
            is_doi=is_doi,
            creators=list(package.creators(publication)),
            rights=package.rights(publication),
            licence=find_license(publication.license),
            group_position=package.group_position(publication),
            cover=self.cover[0],
            resources=resources,
            access=package.access(
                pictures,
                described=not self.builder.undescribed,
                mathematics=any("mathml" in resource.properties for resource in resources),
            ),
        )

    def _page(
        self, path: str, template: str, *, properties: str = "", in_spine: bool = True, **values: Any
    ) -> Resource:
        values = {"title": self.facts.publication.title, "part": "frontmatter", **values}
        data = self._render(template, root=relative_uri(path, ""), **values)
        found = [name for name, tag in (("mathml", b"<math"), ("svg", b"<svg")) if tag in data]
        return Resource(path, data, " ".join([properties, *found]).strip(), in_spine)

    def _render(self, template: str, **values: Any) -> bytes:
        publication = self.facts.publication
        text = (
            templates()
            .get_template(template)
            .render(
                p=publication,
                publisher=publication.publisher or self.library.publisher,
                words=self._words,
                day=long_date(publication.date, publication.language),
                right_to_left=is_right_to_left(publication.language),
                **values,
            )
        )
        return f"{text.strip()}\n".encode()

    @property
    def _words(self) -> dict[str, str]:
        return terms(self.facts.publication.language)
