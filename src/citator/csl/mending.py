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


def near_note_distance(style: etree._Element) -> None:
    """Tell the engine how near a note must be: it looks for the attribute in another place and leaves the last one out.

    It reads ``near-note-distance`` of ``<style>``, the specification has it on ``<citation>``, and includes the note
    at that distance.
    """
    for citation in style.iterfind(f"{CSL}citation"):
        distance = citation.get("near-note-distance", "5")
        if distance.isdecimal():
            style.set("near-note-distance", str(int(distance) + 1))


SCRIPT_VARIABLE = "citator-script"
"""What items sort by before their names: "0" for the script of the locale, "1" for others; see ``locales``."""
NAMELESS = "citator nameless "
"""How the names of macros begin that tell works with names from works without."""


def nameless_last(style: etree._Element) -> None:
    """Sort works without names after the others where a style sorts by a macro that prints names only.

    The engine takes the empty text of such a macro for a text that comes first; the specification puts it last. A key
    before the macro's tells the ones from the others.
    """
    macros = {macro.get("name"): macro for macro in style.iterfind(f"{CSL}macro")}
    for key in style.findall(f".//{CSL}sort/{CSL}key[@macro]"):
        macro = macros.get(key.get("macro"))
        test = _emptiness_test(macro) if macro is not None and key.get("sort") != "descending" else None
        if test is not None:
            name = f"{NAMELESS}{key.get('macro')}"
            _add_macro(style, name, test)
            key.addprevious(element("key", macro=name))


def _add_macro(style: etree._Element, name: str, content: etree._Element) -> None:
    if style.find(f"{CSL}macro[@name='{name}']") is None:
        macro = element("macro", name=name)
        macro.append(content)
        style.append(macro)


def _emptiness_test(part: etree._Element) -> etree._Element | None:
    """Return what prints "1" where a part of a style prints nothing, and "0" where it prints names or a title.

    Only for a part that holds one element which is ``<names>`` without a title for a substitute, a variable, or a
    choice between such.
    """
    children = list(part)
    if len(children) != 1:
        return None
    (child,) = children
    if child.tag == f"{CSL}names" and child.find(f".//{CSL}text") is None:
        return _variable_test(_name_variables(child))
    if child.tag == f"{CSL}text" and child.get("variable"):
        return _variable_test(child.get("variable", ""))
    return _choice_test(child) if child.tag == f"{CSL}choose" else None


def _choice_test(choose: etree._Element) -> etree._Element | None:
    test = element("choose")
    for branch in choose:
        inner = _emptiness_test(branch)
        if inner is None:
            return None
        copied = etree.SubElement(test, branch.tag)
        copied.attrib.update(branch.attrib)
        copied.append(inner)
    if test[-1].tag != f"{CSL}else":
        otherwise = element("else")
        otherwise.append(element("text", value="1"))
        test.append(otherwise)
    return test


def _variable_test(variables: str) -> etree._Element:
    choose, filled, empty = element("choose"), element("if", match="any", variable=variables), element("else")
    filled.extend([element("text", value="0"), element("text", variable=SCRIPT_VARIABLE)])
    empty.append(element("text", value="1"))
    choose.extend([filled, empty])
    return choose


def _name_variables(names: etree._Element) -> str:
    words = [word for part in names.iter(f"{CSL}names") for word in part.get("variable", "").split()]
    return " ".join(dict.fromkeys(words))


def long_names_in_sort_keys(style: etree._Element) -> None:
    """Sort by full names, whatever form a macro prints them in: "da Silva" under S.

    The specification has names in sort keys always long; the engine keeps ``form="short"``, which hides the particle's
    rank. Each macro concerned gets a twin for sorting.
    """
    macros = {macro.get("name", ""): macro for macro in style.iterfind(f"{CSL}macro")}
    plain: set[str] = set()
    for key in style.findall(f".//{CSL}sort/{CSL}key[@macro]"):
        name = key.get("macro", "")
        if name in macros and _twin_for_sorting(name, macros, plain):
            key.set("macro", f"citator sort {name}")


def _twin_for_sorting(name: str, macros: dict[str, etree._Element], plain: set[str]) -> bool:
    """Make the twin of a macro that prints short names, itself or by another one; tell whether it needs one.

    ``plain`` are the macros that are known to need none: long styles ask for the same one thousands of times.
    """
    twin_name = f"citator sort {name}"
    if twin_name in macros:
        return True
    if name in plain:
        return False
    twin = copy.deepcopy(macros[name])
    changed = False
    for call in twin.iter(f"{CSL}text"):
        inner = call.get("macro", "")
        if inner in macros and _twin_for_sorting(inner, macros, plain):
            call.set("macro", f"citator sort {inner}")
            changed = True
    for names in twin.iter(f"{CSL}name"):
        if names.get("form") == "short":
            del names.attrib["form"]
            changed = True
    if changed:
        twin.set("name", twin_name)
        macros[name].addnext(twin)
        macros[twin_name] = twin
    else:
        plain.add(name)
    return changed


SHORT_YEAR = "\ue059"
"""Stands before a year of which two digits are to print."""


def short_years(style: etree._Element) -> None:
    """Mark years that a style prints with two digits, 10.5.26: the engine prints them in full, so we shorten them."""
    for part in style.iter(f"{CSL}date-part"):
        if part.get("name") == "year" and part.get("form") == "short":
            part.set("prefix", part.get("prefix", "") + SHORT_YEAR)


MENDS: tuple[Callable[[etree._Element], None], ...] = (
    cut_info,
    name_before_lone_label,
    bibliography_for_links,
    near_note_distance,
    long_names_in_sort_keys,
    nameless_last,
    short_years,
)
