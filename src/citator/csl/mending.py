"""Mends styles where the engine is known to depart from CSL; each mend says why, and a test says when it may go."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from citator.csl.xml import CSL, element


def mend(style: etree._Element) -> etree._Element:
    """Return the style with every mend made, and its ``<info>`` cut down to what the engine reads."""
    for repair in MENDS:
        repair(style)
    return style


def cut_info(style: etree._Element) -> None:
    """Leave the engine nothing to parse but the id and title; authors and links of a style are not printed."""
    for info in style.iterfind(f"{CSL}info"):
        for child in list(info):
            if child.tag not in {f"{CSL}id", f"{CSL}title", f"{CSL}updated"}:
                info.remove(child)


def name_before_lone_label(style: etree._Element) -> None:
    """Insert ``<name/>`` where ``<names>`` holds a label only: the engine would print the label before the names.

    NLM's "In: Kel F, Gol S, editors." came out as "In, editorsKel F". The specification says that a label after an
    absent ``<name>`` follows the names.
    """
    for names in style.iter(f"{CSL}names"):
        label = names.find(f"{CSL}label")
        if label is not None and names.find(f"{CSL}name") is None:
            label.addprevious(element("name"))


def bibliography_for_links(style: etree._Element) -> None:
    """Give a style without a bibliography one from its citation, so that a citation has somewhere to lead."""
    citation = style.find(f"{CSL}citation")
    layout = style.find(f"{CSL}citation/{CSL}layout")
    if style.find(f"{CSL}bibliography") is None and citation is not None and layout is not None:
        bibliography = element("bibliography")
        bibliography.append(copy.deepcopy(layout))
        citation.addnext(bibliography)


def near_note_inclusive(style: etree._Element) -> None:
    """Count the last note of ``near-note-distance`` as near: the engine leaves it out, the specification has it in."""
    for citation in style.iterfind(f"{CSL}citation"):
        distance = citation.get("near-note-distance", "5")
        if distance.isdecimal():
            citation.set("near-note-distance", str(int(distance) + 1))


def nameless_last(style: etree._Element) -> None:
    """Sort works without names after the others where a style sorts by a macro that prints names only.

    The engine takes the empty text of such a macro for a text that comes first; the specification puts it last.
    """
    macros = {macro.get("name"): macro for macro in style.iterfind(f"{CSL}macro")}
    for number, key in enumerate(style.findall(f".//{CSL}sort/{CSL}key[@macro]")):
        variables = _only_names(macros.get(key.get("macro")))
        if variables:
            macro = element("macro", name=f"citator nameless {number}")
            choose, condition, otherwise = (
                element("choose"),
                element("if", match="any", variable=variables),
                element("else"),
            )
            condition.append(element("text", value="0"))
            otherwise.append(element("text", value="1"))
            choose.extend([condition, otherwise])
            macro.append(choose)
            style.append(macro)
            key.addprevious(element("key", macro=f"citator nameless {number}"))


def _only_names(macro: etree._Element | None) -> str:
    """Return the name variables of a macro that holds nothing else than ``<names>``; else nothing."""
    if macro is None or any(child.tag != f"{CSL}names" for child in macro) or macro.find(f".//{CSL}text") is not None:
        return ""
    return " ".join(
        dict.fromkeys(word for names in macro.iter(f"{CSL}names") for word in names.get("variable", "").split())
    )


MENDS: tuple[Callable[[etree._Element], None], ...] = (
    cut_info,
    name_before_lone_label,
    bibliography_for_links,
    near_note_inclusive,
    nameless_last,
)
