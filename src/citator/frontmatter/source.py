"""Front matter as a tree of texts with their lines: nothing is interpreted, so ``version: 1.0`` stays ``1.0``."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path: TypeAlias = tuple[str | int, ...]
_DEPTH = 12
"""Deeper front matter is a mistake, or an anchor that contains itself."""
_SIZE = 10_000
"""So many fields nobody writes: aliases of aliases make them, some more for each level."""
_TOO_DEEP, _TOO_MANY = "fields are nested too deep", f"aliases make more than {_SIZE} fields of it"
_REMEDIES = {_TOO_DEEP: "take them apart", _TOO_MANY: "write fewer of them"}
_NO_TAB = "write spaces in place of the tab"
_REMEDY = "put a text that holds ': ' or ' #', or begins with a sign, in quotation marks"


class Field(Struct, frozen=True):
    """A value of the front matter and the line that it stands on."""

    line: int | None
    value: str | list[Field] | dict[str, Field] | None

    def plain(self) -> Any:
        """Return the value without its lines: texts, lists, dicts and ``None``."""
        if isinstance(self.value, dict):
            return {name: field.plain() for name, field in self.value.items()}
        if isinstance(self.value, list):
            return [field.plain() for field in self.value]
        return self.value

    def line_of(self, path: Sequence[str | int]) -> int | None:
        """Return the line of the field at ``path``, or of the nearest field around it."""
        child = self._child(path[0]) if path else None
        return child.line_of(path[1:]) if child else self.line

    def without(self, path: Sequence[str | int]) -> Field:
        """Return the tree less the field at ``path``, or less the nearest field around it that exists."""
        first, *rest = path
        child = self._child(first)
        kept = child.without(rest) if child and rest and child._child(rest[0]) else None
        if isinstance(self.value, dict):
            return Field(self.line, _replace(self.value, str(first), kept))
        if isinstance(self.value, list):
            items = [kept if index == first else field for index, field in enumerate(self.value)]
            return Field(self.line, [field for field in items if field])
        return self

    def _child(self, name: str | int) -> Field | None:
        if isinstance(self.value, dict):
            return self.value.get(str(name))
        if isinstance(self.value, list) and isinstance(name, int) and name < len(self.value):
            return self.value[name]
        return None


def parse_front_matter(text: str, path: str) -> tuple[Field | None, tuple[Diagnostic, ...]]:
    """Parse the YAML between the two ``---`` lines at the top of a Markdown file; ``None`` when it cannot be read."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != "---":
        return Field(1, {}), ()
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return None, (_problem("it is never closed; end it with a line ---", path, 1),)
    return parse_yaml("\n".join(lines[1:end]), path, first_line=2)


def place_of(path: pathlib.Path, name: str, *place: str | int) -> Where:
    """Return where a field of a file's front matter stands, or the nearest field around it; ``name`` is the file's in messages."""
    field, _ = parse_front_matter(path.read_text("utf-8", errors="replace"), name)
    return Where(name, field.line_of(place) if field else 1)


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[Field | None, tuple[Diagnostic, ...]]:
    """Parse a YAML mapping that starts at ``first_line`` of a file; of a repeated field the first one counts."""
    try:
        _check_depth(text)
        node = yaml.compose(text, Loader=Loader)
        if node is None:
            return Field(first_line, {}), ()
        if not isinstance(node, yaml.MappingNode):
            return None, (_problem("it is not a list of fields; write one 'name: value' a line", path, first_line),)
        tree = _Tree(first_line, path)
        return tree.field(node), tuple(tree.repeated)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        problem = error.problem or error.context or ""
        tab = mark and _begins_with_tab(text.splitlines()[mark.line :])
        remedy = _REMEDIES.get(problem, _NO_TAB if tab else _REMEDY)
        problem = f"cannot read the YAML: {problem}; {remedy}"
        return None, (_problem(problem, path, line),)
    except yaml.YAMLError as error:
        return None, (_problem(f"cannot read the YAML: {error}; {_REMEDY}", path, first_line),)


def _check_depth(text: str) -> None:
    """Refuse what is nested too deep as long as it is read one sign after the other: libyaml composes it on the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise _excess(_TOO_DEEP, event.start_mark)


def _excess(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _begins_with_tab(lines: Sequence[str]) -> bool:
    return any("\t" in line[: len(line) - len(line.lstrip())] for line in lines[:1])


def from_mapping(values: Mapping[str, Any], lines: Mapping[str, int]) -> Field:
    """Turn a mapping of Python values, as ``conf.py`` holds, into fields; ``lines`` gives those that are known."""
    return Field(None, {name: _from_python(value, lines.get(name)) for name, value in values.items()})


def _from_python(value: Any, line: int | None) -> Field:
    if isinstance(value, Mapping):
        return Field(line, {str(name): _from_python(item, line) for name, item in value.items()})
    if isinstance(value, list | tuple):
        return Field(line, [_from_python(item, line) for item in value])
    return Field(line, None if value is None else str(value))


class _Tree:
    """The fields of one text, in which an alias stands for all that its anchor has."""

    def __init__(self, first_line: int, path: str) -> None:
        self._first_line, self._path, self._size = first_line, path, 0
        self.repeated: list[Diagnostic] = []

    def field(self, node: yaml.Node, depth: int = 0) -> Field:
        """Return a node with all that is in it."""
        self._size += 1
        if depth > _DEPTH or self._size > _SIZE:
            raise _excess(_TOO_DEEP if depth > _DEPTH else _TOO_MANY, node.start_mark)
        line = node.start_mark.line + self._first_line
        if isinstance(node, yaml.MappingNode):
            return Field(line, self._fields(node, depth))
        if isinstance(node, yaml.SequenceNode):
            items = [self.field(item, depth + 1) for item in node.value]
            return Field(line, [item for item in items if item.value is not None])
        return Field(line, None if node.tag == "tag:yaml.org,2002:null" else str(node.value))

    def _fields(self, node: yaml.MappingNode, depth: int) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for name, key, value in _pairs(node):
            line = key.start_mark.line + self._first_line
            if name in fields:
                self.repeated.append(_problem(f"'{name}' is given twice; the first one counts", self._path, line))
            else:
                fields[name] = Field(line, self.field(value, depth + 1).value)
        return fields


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    for key, value in node.value:
        yield str(key.value) if isinstance(key, yaml.ScalarNode) else "?", key, value


def _replace(fields: dict[str, Field], name: str, kept: Field | None) -> dict[str, Field]:
    return {
        key: kept if key == name and kept else field for key, field in fields.items() if key != name or kept is not None
    }


def _problem(message: str, path: str, line: int) -> Diagnostic:
    return Diagnostic(Code.FRONT_MATTER, f"front matter: {message}", Where(path, line))
