"""Gives each HTML page what its template needs: its publication, its place in it, and the chapters beside it.

Furo's navigation walks the whole toctree on every page, which made builds of large sites quadratic
(https://github.com/pradyunsg/furo/pull/674). Our handler runs before Furo's and hands it an empty toctree; the
template prints the publication's chapters, which are computed once per build.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from msgspec import Struct, field
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from citator.model.citation import archived_copy
from citator.model.languages import is_right_to_left
from citator.model.publication import Publication
from citator.site.inline import entry_html
from citator.site.sources import source_name, source_url
from citator.site.words import say
from citator.sphinxext import mathematics
from citator.sphinxext.html import pictures, transforms, visitors
from citator.sphinxext.html.sizes import sized
from citator.sphinxext.html.view import Card, CardView, Chapter, Look, PageView
from citator.sphinxext.nodes import citator_notes
from citator.sphinxext.titles import one_line

HERE = Path(__file__).parent
BEFORE_FURO = 400
"""Furo listens to ``html-page-context`` at the default priority, 500."""

SHELL_ROOT = "CITATOR-ROOT/"
"""What stands for the way to the site's root in the page that front-desk pages are poured into."""

DROPPED_SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "translations.js",
    "scripts/furo.js",
)
"""Sphinx's own search and Furo's menus, which our pages do not have; ``citator.js`` does the rest."""

DESK_FILES = ("citator/desk.css", "citator/desk.js")
"""What landing pages and the front desk need, and chapters do not."""
CODE_COLOURS = "pygments.css"
FURO_EXTRAS = "styles/furo-extensions.css"
EXTRAS_FOR = frozenset({"sphinx_design", "sphinx_inline_tabs", "sphinx_panels", "sphinx_copybutton", "ablog"})
"""The extensions that Furo's second style sheet serves."""


HEADING = re.compile(r'<section((?: class="[^"]*")?) id="([^"]+)">((?:\s*<span id="[^"]*"></span>)*\s*)<(h[1-6])>')
"""A section with its heading, as docutils writes it."""


def install(app: Sphinx, look: Look) -> None:
    """Dress the pages of ``app`` in the library's look; call it while extensions are set up or at ``config-inited``."""
    # new lists: appending would change Sphinx's defaults, which every later application of the process shares
    app.config.templates_path = [*app.config.templates_path, str(HERE / "templates")]
    app.config.html_static_path = [*app.config.html_static_path, str(HERE / "static")]
    if "html_secnumber_suffix" not in {*app.config._raw_config, *app.config.overrides}:
        app.config.html_secnumber_suffix = " "  # "3.1 Title", as the PDF and references write it
    app.add_css_file("citator/citation.css", priority=650)
    app.add_css_file("citator/page.css", priority=660)
    app.add_css_file("citator/desk.css", priority=665)
    app.add_js_file("citator/citator.js", priority=650, defer="defer")
    app.add_js_file("citator/desk.js", priority=655, defer="defer")
    visitors.setup(app)
    transforms.setup(app)
    mathematics.install(app)
    pictures.setup(app, look.publication)
    pages = _Pages(look)
    app.connect("html-page-context", pages.on_page_context, priority=BEFORE_FURO)


class _Pages(Struct):
    """The handler of one build; remembers the chapters, which are the same on every page."""

    look: Look
    chapters: tuple[Chapter, ...] | None = field(default=None)

    def on_page_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Put a ``PageView`` into the page's context and spare Furo its toctree."""
        builder = cast(StandaloneHTMLBuilder, app.builder)
        publication = self.look.publication
        if self.chapters is None:
            self.chapters = tuple(publication_chapters(builder.env, publication)) if publication else ()
        context["toctree"] = lambda **options: ""
        context["body"] = repair_body(context.get("body", ""))
        language = publication.language if publication else self.look.library.language
        if is_right_to_left(language):  # Furo's <html> has room for the language alone
            context["language"] = f'{context["language"]}" dir="rtl'
        kind = self.look.kind(pagename)
        root = SHELL_ROOT if kind == "shell" and not self.look.alone else context["content_root"]
        unused = unused_files(kind, app.extensions, context["body"])
        logo = context.get("logo_url") or context.get("theme_dark_logo") or context.get("theme_light_logo")
        context["citator"] = PageView(
            kind=kind,
            root=root,
            library=self.look.library,
            alone=self.look.alone,
            title=plain(context.get("title", ""))
            if kind not in ("landing", "page")
            else publication_title(publication),
            publication=publication,
            language=language,
            place=place(self._counted(), pagename, publication.language) if publication else "",
            chapters=tuple((chapter, way(builder, pagename, chapter.docname)) for chapter in self.chapters),
            current=pagename,
            authors=self.look.authors(pagename),
            cards=tuple(self._cards(pagename, doctree, root, language)) if doctree else (),
            logo=_asset(root, logo),
            hides_name=bool(logo and context.get("theme_sidebar_hide_name")),
            icon=_asset(root, context.pop("favicon_url", "")) or _asset(root, "citator/icon.svg"),
            has_notes=bool(doctree and any(doctree.findall(citator_notes))),
            styles=tuple(_rooted(context["css_tag"](css), root, kind) for css in _sorted(context["css_files"], unused)),
            scripts=tuple(
                _rooted(context["js_tag"](script), root, kind) for script in _sorted(context["script_files"], unused)
            ),
        )

    def _counted(self) -> list[Chapter]:
        """Return the chapters less the lists of references."""
        return [chapter for chapter in self.chapters or () if self.look.kind(chapter.docname) != "references"]

    def _cards(self, docname: str, doctree: nodes.document, root: str, language: str) -> Iterator[CardView]:
        """Yield what the cards of the page show, once for each work that it cites."""
        for key in visitors.cited_keys(doctree):
            card = self.look.card(docname, key)
            if card is not None:
                yield CardView(
                    key=key,
                    entry=entry_html(card.entry, language),
                    url=root + card.url if card.url else "",
                    source=self._source(card, key, root),
                    archived=archived_copy(card.csl or {}),
                    mentions=card.mentions,
                )

    def _source(self, card: Card, key: str, root: str) -> str:
        """Return the way to the page of a source; empty where the library has none."""
        if card.csl is None or self.look.alone:
            return ""
        return root + source_url(source_name(key, card.origin), card.csl)


def publication_chapters(env: BuildEnvironment, publication: Publication) -> Iterator[Chapter]:
    """Yield the documents of a publication in reading order, without its landing page."""
    seen = {publication.root}

    def below(docname: str, depth: int) -> Iterator[Chapter]:
        for child in env.toctree_includes.get(docname, []):
            if child not in seen and child in env.titles:
                seen.add(child)
                number = env.toc_secnumbers.get(child, {}).get("", ())
                yield Chapter(child, one_line(env.titles[child]), ".".join(map(str, number)), depth)
                yield from below(child, depth + 1)

    yield from below(publication.root, 0)


def way(builder: StandaloneHTMLBuilder, pagename: str, docname: str) -> str:
    """Return the way from a page to a document; to itself it has the page's name, which works from disk too."""
    return builder.get_relative_uri(pagename, docname) or builder.get_target_uri(docname).rsplit("/", 1)[-1]


def place(chapters: list[Chapter], pagename: str, language: str) -> str:
    """Return ``Chapter 3 of 8`` for a chapter, nothing for other pages.

    Where chapters are numbered, the numbered ones count, so that the words agree with the heading.
    """
    numbered = [chapter.docname for chapter in chapters if chapter.number and not chapter.depth]
    names = numbered or [chapter.docname for chapter in chapters]
    if pagename not in names:
        return ""
    return say(language, "Chapter {number} of {total}", number=names.index(pagename) + 1, total=len(names))


def publication_title(publication: Publication | None) -> str:
    """Return the title as the landing page's ``<title>`` gives it."""
    return publication.title if publication else ""


def plain(html: str) -> str:
    """Return the words of a title that Sphinx rendered, without tags; the template escapes them again."""
    from html import unescape

    return unescape(re.sub(r"<[^>]*>", "", html))


def repair_body(body: str) -> str:
    """Mend what Sphinx writes for screen readers and for the search.

    A toctree's caption is a heading without a level; Pagefind names the section of a hit by headings with ids, which
    Sphinx puts on sections; the link in a heading is not part of its words.
    """
    body = HEADING.sub(r'<section\1>\3<\4 id="\2">', sized(body))
    body = body.replace('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">')
    return body.replace('<a class="headerlink"', '<a class="headerlink" data-pagefind-ignore="all"')


def unused_files(kind: str, extensions: Container[str], body: str) -> tuple[str, ...]:
    """Return the style sheets and scripts, by the end of their names, that a page of a kind does without."""
    code = () if "highlight" in body else (CODE_COLOURS,)
    desk = DESK_FILES if kind in ("chapter", "references") else ()
    extras = () if any(name in extensions for name in EXTRAS_FOR) else (FURO_EXTRAS,)
    return (*DROPPED_SCRIPTS, *desk, *extras, *code)


def _sorted(assets: list[Any], unused: tuple[str, ...]) -> list[Any]:
    used = [asset for asset in assets if not str(asset.filename or "").endswith(unused)]
    return sorted(used, key=lambda asset: asset.priority)


def _asset(root: str, name: str | None) -> str:
    """Return the way to a static file; one on the web is not used, for pages ask nobody else."""
    return f"{root}_static/{name}" if name and "://" not in name else ""


def _rooted(tag: str, root: str, kind: str) -> str:
    """Return an asset's tag; in the shell its address waits for the way to the root."""
    tag = tag.replace(" />", ">")
    return re.sub(r'(href|src)="(?!https?:)(\./)?', rf'\1="{root}', tag) if kind == "shell" else tag
