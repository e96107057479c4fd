"""Paragraphs that state facts and need no citation: the list that a publication keeps of them, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml
from msgspec import Struct

from citator.diagnostics import Code, Diagnostic, Where
from citator.model.facts import Uncited


class Exempt(Struct, frozen=True):
    """One entry of the list: a paragraph by its opening words, or a whole document."""

    document: str
    reason: str
    begins: str
    line: int

    def covers(self, words: Uncited) -> bool:
        """Tell whether the entry is about this paragraph."""
        name = words.docname.rpartition("/")[2]
        return self.document in (name, words.docname) and words.text.startswith(self.begins)


class Exceptions(Struct, frozen=True):
    """The list, and the path of its file."""

    path: str = ""
    entries: tuple[Exempt, ...] = ()

    def cover(self, words: Uncited) -> bool:
        """Tell whether some entry is about this paragraph."""
        return any(entry.covers(words) for entry in self.entries)

    def unused(self, paragraphs: Sequence[Uncited]) -> Iterator[Diagnostic]:
        """Yield a message for each entry that fits no paragraph without a citation any more."""
        for entry in self.entries:
            if not any(entry.covers(words) for words in paragraphs):
                which = (
                    f"a paragraph that begins '{entry.begins}'" if entry.begins else "any paragraph without a citation"
                )
                message = f"'{entry.document}' does not have {which}; remove the exception or correct it"
                yield Diagnostic(Code.FACT_CHECK, message, Where(self.path, entry.line))


def read_exceptions(text: str, path: str) -> tuple[Exceptions, tuple[Diagnostic, ...]]:
    """Read a list of mappings ``document``, ``reason`` and, for one paragraph of the document, ``begins``."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"cannot read the exceptions: YAML does not allow the character U+{error.character:04X}; remove it"
        return Exceptions(path), (Diagnostic(Code.FACT_CHECK, message, Where(path, line)),)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        message = f"cannot read the exceptions: {getattr(error, 'problem', error)}; correct the YAML"
        return Exceptions(path), (Diagnostic(Code.FACT_CHECK, message, Where(path, line)),)
    entries: list[Exempt] = []
    diagnostics: list[Diagnostic] = []
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root] if root is not None else []
    for node in nodes:
        line = node.start_mark.line + 1
        fields = _words(node) if isinstance(node, yaml.MappingNode) else {}
        if fields.get("document") and fields.get("reason"):
            entries.append(Exempt(fields["document"], fields["reason"], fields.get("begins", ""), line))
        else:
            message = "an exception needs 'document' and 'reason'; 'begins' picks one paragraph of the document"
            diagnostics.append(Diagnostic(Code.FACT_CHECK, message, Where(path, line)))
    return Exceptions(path, tuple(entries)), tuple(diagnostics)


def _words(node: yaml.MappingNode) -> dict[str, str]:
    """Return the fields of an entry that are words."""
    scalars = ((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and isinstance(v, yaml.ScalarNode))
    return {k.value: " ".join(v.value.split()) for k, v in scalars}
