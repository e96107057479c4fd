"""What only some formats print, ``{only} html``: the conditions under which citations and notes have their places.

A condition is an expression of ``{only}``; an empty one always holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.util.tags import Tags


def condition_of(node: nodes.Node) -> str:
    """Return under which condition a node is printed."""
    conditions = []
    above = node.parent
    while above is not None:
        if isinstance(above, addnodes.only) and _is_sound(above["expr"]):
            conditions.append(above["expr"])
        above = above.parent
    return both(conditions)


def both(conditions: Iterable[str]) -> str:
    """Return the condition that all of these hold."""
    return " and ".join(f"({condition})" for condition in conditions if condition)


def either(conditions: Iterable[str]) -> str:
    """Return the condition that one of these holds."""
    choices = list(dict.fromkeys(conditions))
    return " or ".join(f"({condition})" for condition in choices) if all(choices) else ""


def is_printed(condition: str, tags: Tags) -> bool:
    """Tell whether a format, which has these tags, prints what stands under a condition."""
    return not condition or tags.eval_condition(condition)


def _is_sound(expression: str) -> bool:
    """Tell whether Sphinx can read an expression; it prints everywhere what stands under another one, and tells of it."""
    try:
        Tags().eval_condition(expression)
    except Exception:
        # from Jinja's own errors to a ValueError, as Sphinx has it
        return False
    return True
