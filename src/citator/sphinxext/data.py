"""Files of numbers that documents show: found, read, told when missing, offered for download."""

from __future__ import annotations

import csv
from pathlib import Path

from docutils import nodes
from msgspec import Struct
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.files import separator_of
from citator.site.words import heading, say
from citator.sphinxext.report import note_diagnostic
from citator.typst.terms import terms


def find_file(directive: SphinxDirective, name: str) -> Path | None:
    """Return a file named relative to the document (or, with a leading slash, to ``docs/``); tell when it is missing."""
    _, found = directive.env.relfn2path(name)
    path = Path(found)
    directive.env.note_dependency(path)
    if path.is_file():
        return path
    tell(directive, Code.MISSING_FILE, f"cannot find {name}; create the file or correct its name")
    return None


class Table(Struct, frozen=True):
    """The rows of a data file, as text by the names of its columns."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]


def read_rows(directive: SphinxDirective, path: Path) -> Table | None:
    """Return what a CSV file with a head line holds, parted by commas, semicolons or tabs; tell when it cannot be read."""
    rows: list[dict[str, str]] = []
    read = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=separator_of(heading), strict=True)
            for row in reader:
                rows.append({key: value or "" for key, value in row.items() if key is not None})
                read = reader.line_num
            columns = tuple(dict.fromkeys(reader.fieldnames or ()))
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        tell(directive, Code.DATA, f"{path.name} is not UTF-8 (see its line {line}); save it as UTF-8")
    except csv.Error as error:
        message = f"cannot read {path.name} from its line {read + 1}: {error}; close its quotation marks"
        tell(directive, Code.DATA, message)
    else:
        if columns:
            return Table(columns, rows)
        tell(directive, Code.DATA, f"{path.name} is empty; write the names of its columns into its first line")
    return None


def tell(directive: SphinxDirective, code: Code, message: str) -> None:
    """Print a diagnostic at the directive's line."""
    source, line = directive.get_source_info()
    note_diagnostic(directive.env, Diagnostic(code, message, Where(source, line)))


def problem(text: str) -> list[nodes.Node]:
    """Return what stands in the page in place of something that could not be made."""
    return [nodes.paragraph("", "", nodes.inline("", text, classes=["citator-unresolved"]))]


def download_line(directive: SphinxDirective, names: list[str]) -> addnodes.only | None:
    """Return a line of links to data files, for the web alone."""
    line = nodes.paragraph(classes=["citator-downloads"])
    for name in names:
        if find_file(directive, name) is None:
            continue
        if line.children:
            line += nodes.Text(", ")
        line += addnodes.download_reference("", "", nodes.Text(Path(name).name), reftarget=name)
    if not line.children:
        return None
    language = directive.config.language
    line.insert(0, nodes.Text(heading(say(language, "Data"), language)))
    only = addnodes.only(expr="html")
    only += line
    return only


def notes_below(directive: SphinxDirective, names: tuple[str, ...] = ("source", "note")) -> list[nodes.Node]:
    """Return the source and note lines of a table or figure."""
    lines: list[nodes.Node] = []
    language = directive.config.language
    for name in names:
        text = directive.options.get(name)
        if text:
            inline, messages = directive.parse_inline(text)
            line = nodes.paragraph("", "", classes=[f"citator-{name}"])
            line += nodes.inline(
                "", heading(terms(language.replace("_", "-"))[name], language), classes=["citator-notes-label"]
            )
            line.extend([*inline, *messages])
            lines.append(line)
    return lines
