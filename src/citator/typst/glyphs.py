"""Tells where characters stand that no font of the PDF has: Typst names each one, seldom its place.

A character that one font lacks is looked for in all of them, so it is missing everywhere. Its places are found in what
the document was made from: markup, front matter, and the text of drawings.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where
from citator.typst.places import AuthorsFiles

_MARK = re.compile(r"// @(?:src (?P<path>.*?)(?::(?P<line>\d+))?|work (?P<key>.*))$")
_IMAGE = re.compile(r'image\("/(?P<file>images/[^"]+\.svg)"')
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")
_SHOWN = 3
"""Words that a message quotes, and letters of a word in tens: Thai has no spaces."""


class _Place(Struct, frozen=True):
    """Words that cannot be printed, with the block, the bibliography entry or the drawing that holds them."""

    words: str
    where: Where
    entry: str = ""
    image: str = ""


def work_comment(key: str) -> str:
    """Return the comment line that stands before a bibliography entry."""
    return f"\n// @work {' '.join(key.split())}\n"


def tell_of_glyphs(
    characters: Iterable[str], source: str, project: Path, default: Where, files: AuthorsFiles
) -> tuple[Diagnostic, ...]:
    """Return a message for each line of the author's that has some of the characters, and one for those found nowhere.

    Of a digit with a sign upon it, as in a keycap, Typst names both; every font has the digit.
    """
    named = set("".join(characters))
    missing = "".join(sorted({character for character in named if not character.isascii()} or named))
    if not missing:
        return ()
    around, inner = rf"[\w{re.escape(missing)}]", rf"[{re.escape(missing)}]"
    word = re.compile(rf"{around}*{inner}(?:{around}|-(?={around}))*")
    places = [*_in_markup(source, word, project, default), *_in_front_matter(project, word, default)]
    in_works = {place.words for place in places if place.entry}
    found: dict[tuple[Where, str], list[str]] = {}
    for place in places:
        if exact := _exact(place, files, in_works):
            found.setdefault(exact, []).append(place.words)
    left = sorted(set(missing) - set("".join(place.words for place in places)))
    told = [_message(list(dict.fromkeys(words)), missing, where, image) for (where, image), words in found.items()]
    return (*told, *([_message(left, missing, default)] if left else ()))


def _in_markup(source: str, word: re.Pattern[str], project: Path, default: Where) -> Iterator[_Place]:
    where, entry = default, ""
    for line in source.splitlines():
        mark = _MARK.search(line)
        line = line[: mark.start()] if mark else "" if line.startswith("// @") else line
        for image in _IMAGE.finditer(line):
            drawing = (project / image["file"]).read_text("utf-8", errors="replace")
            yield from (_Place(words, where, image=image["file"]) for words in word.findall(drawing))
        plain = re.sub(r"\\(.)", r"\1", _ESCAPED.sub(lambda code: chr(int(code["code"], 16)), line))
        yield from (_Place(words, where, entry) for words in word.findall(plain))
        if mark:  # of what follows; a table begins before the mark of its first cell
            entry = mark["key"] or ""
            where = Where(mark["path"], int(mark["line"]) if mark["line"] else None) if mark["path"] else where


def _in_front_matter(project: Path, word: re.Pattern[str], default: Where) -> Iterator[_Place]:
    data = json.loads((project / "publication.json").read_text("utf-8"))
    for name, value in data.items():
        if name not in ("terms", "suggested-citation"):
            yield from (_Place(words, default) for text in _texts(value) for words in word.findall(text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _exact(place: _Place, files: AuthorsFiles, in_works: Collection[str]) -> tuple[Where, str] | None:
    """Return the author's line, and the name of the drawing as the author wrote it.

    What a note prints of a work is to be mended in the .bib alone.
    """
    if place.entry:
        return files.entry(place.entry) or place.where, ""
    if place.image:
        named = files.find(r"[^\s(){}<>`]+\.svg", place.where)
        return place.where, named[1] if named else place.image
    words = re.escape(place.words)
    if found := files.find(rf"(?<!\w){words}(?!\w)", place.where) or files.find(words, place.where):
        return found[0], ""
    if place.words in in_works:
        return None
    found = files.find(f"[{words}]", place.where)
    return (found[0] if found else place.where), ""


def _message(words: list[str], missing: str, where: Where, image: str = "") -> Diagnostic:
    quoted = ", ".join(f"'{_shortened(text)}'" for text in words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    lacking = " ".join(_named(letter) for letter in dict.fromkeys("".join(words)) if letter in missing)
    holder = f"the drawing '{image}' has" if image else "the text has"
    message = (
        f"no font of the PDF can print {quoted} (it lacks {lacking}), which {holder}; "
        "write another sign, or add a font that has it (citator_pdf)"
    )
    return Diagnostic(Code.PDF_TYPST, message, where)


def _shortened(text: str) -> str:
    return text if len(text) <= 10 * _SHOWN else f"{text[: 10 * _SHOWN]}…"


def _named(letter: str) -> str:
    return letter if unicodedata.category(letter)[0] in "LNPS" else f"U+{ord(letter):04X}"
