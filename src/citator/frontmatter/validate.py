"""Checks fields against a pydantic model: each mistake is one message at its line and costs only its own field."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from citator.diagnostics import Code, Diagnostic, Where
from citator.errors import did_you_mean, names_near
from citator.frontmatter.source import Field

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

Place: TypeAlias = tuple[str | int, ...]
M = TypeVar("M", bound="BaseModel")
_EXAMPLES = {"type": "report", "title": "My Report", "date": "2026-11-23", "name": "Harbour Library"}
_MESSAGES = {
    "list_type": "is not a list; write one '- item' a line",
    "model_type": "is not a group of fields; write 'name: value' under it",
    "model_attributes_type": "is not a group of fields; write 'name: value' under it",
    "dict_type": "is not a group of fields; write 'name: value' under it",
    "string_type": "is empty; write a text or delete the line",
    "string_too_short": "is empty; write a text",
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
}


def validate(
    model: type[M], field: Field, path: str, *, subject: str = "front matter", ignored: Collection[str] = ()
) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return the model's values, less the fields in error, or ``None`` when a required field is lost."""
    from pydantic import ValidationError

    for name in ignored:
        field = field.without((name,))
    found: dict[Place, Diagnostic] = {}
    while True:
        try:
            return model.model_validate(field.plain()), _by_line(found.values())
        except ValidationError as error:
            details = error.errors(include_url=False)
        told = tuple(found)
        for detail in details:
            if not any(_is_within(detail["loc"], place) for place in told):
                message = f"{subject}: {_message(model, detail)}"
                found[detail["loc"]] = Diagnostic(Code.FRONT_MATTER, message, Where(path, field.line_of(detail["loc"])))
        lost = [detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"] for detail in details]
        before = field
        # From the end, so that the places of a list's other items stay as they are.
        for place in sorted(filter(None, lost), key=_order, reverse=True):
            field = field.without(place)
        if not all(lost) or field == before:
            return None, _by_line(found.values())


def _is_within(place: Place, told: Place) -> bool:
    """Tell whether a mistake follows from one that was told before: at the same place, in it or around it."""
    length = min(len(place), len(told))
    return place[:length] == told[:length]


def _by_line(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda diagnostic: (diagnostic.where and diagnostic.where.line) or 0))


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in place)


def _message(model: type[BaseModel], detail: ErrorDetails) -> str:
    place, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    name = name_of(place)
    last = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        known = _names_at(model, place[:-1])
        return f"unknown field '{name}'; {asked(last, known, 'delete it or correct its name')}"
    if kind == "missing":
        return f"'{name}' is required; write {last}: {_EXAMPLES.get(last, '…')}"
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        remedy = asked(str(detail["input"]), allowed, f"write one of {', '.join(allowed)}")
        return f"'{name}' is '{_short(detail['input'])}'; {remedy}"
    if kind == "value_error":
        value = detail["input"]
        shown = f" '{_short(value)}'" if isinstance(value, str) else ""
        return f"'{name}'{shown} {context['error']}" if name else str(context["error"])
    return f"'{name}' {_MESSAGES.get(kind, detail['msg'])}"


def name_of(place: Place) -> str:
    """Return how messages call the field at a place: ``authors[2].name``."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _names_at(model: type[BaseModel], place: Place) -> list[str]:
    """Return the names of the fields that the model has at a place."""
    for part in place:
        if isinstance(part, str):
            inner = _model_in(model.model_fields[part].annotation)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    from pydantic import BaseModel

    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    return next(filter(None, map(_model_in, typing.get_args(annotation))), None)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name that an author most likely meant."""
    return next(iter(_near(name, names)), None)


def asked(name: str, names: Iterable[str], otherwise: str) -> str:
    """Ask for the name that an author most likely meant, or say what to do ``otherwise``."""
    return did_you_mean(_near(name, names), otherwise)


def _near(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return names_near(name.lower().replace("-", "_"), names)
