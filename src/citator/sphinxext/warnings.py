"""Sphinx's warnings as diagnostics: whatever it, MyST, docutils or our own modules log."""

from __future__ import annotations

import copy
import io
import logging as standard_logging
import re
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from citator.diagnostics import Code, Diagnostic, Where, code_named
from citator.sphinxext.publication import authors_place
from citator.sphinxext.remedies import with_remedy

TOLD_TWICE = re.compile("Too many autonumbered footnote references")
"""What docutils only counts, and names next: ``Unknown target name: "none"``."""
_DUPLICATE = re.compile(r'Duplicate explicit target name: "(?P<name>[^"]*)"')


class Collector(logging.WarningStreamHandler):
    """Turns Sphinx's warnings into diagnostics.

    Sphinx holds warnings back while it reads, by taking handlers of this class off its logger for the time; so ours is
    one. Its filters change the record, so ours works on a copy, before theirs.
    """

    def __init__(self, app: Sphinx, listener: Callable[[Diagnostic], None]) -> None:
        super().__init__(logging.SafeEncodingWriter(io.StringIO()))
        self.setLevel(standard_logging.WARNING)
        self._app = app
        self._listener = listener
        # Sphinx's own filters: suppressed codes, "once", and where a node stands
        self.addFilter(logging.WarningSuppressor(app))
        self.addFilter(logging.OnceFilter())
        self.addFilter(logging.WarningLogRecordTranslator(app))

    def attach(self) -> None:
        """Listen, first of all handlers."""
        standard_logging.getLogger(logging.NAMESPACE).handlers.insert(0, self)

    def handle(self, record: standard_logging.LogRecord) -> bool:
        """Filter and keep a copy of the record."""
        return bool(super().handle(copy.copy(record)))

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Keep the record as a diagnostic."""
        # Sphinx's own getMessage adds place and type, which a diagnostic has as fields
        message = _in_one_line(standard_logging.LogRecord.getMessage(record).strip(), self._app)
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        where = _where(self._app, str(getattr(record, "location", "") or ""))
        label = ".".join(part for part in (kind, subtype) if part)
        while label and message.endswith(f" [{label}]"):
            message = message.removesuffix(f" [{label}]")
        message = _from_here(self._app, message)
        if TOLD_TWICE.match(message):
            return
        if kind == "citator" and subtype in {code.value for code in Code}:
            self._listener(Diagnostic(code_named(subtype), message, where))
        else:
            message = with_remedy(_with_first_place(message, where, self._app))
            self._listener(Diagnostic(Code.SPHINX, f"{message} [{label}]" if label else message, where))


def _with_first_place(message: str, where: Where | None, app: Sphinx) -> str:
    """Add to a message of docutils, where two labels of a file are the same, the line of the first."""
    match = _DUPLICATE.match(message)
    path = Path(app.confdir) / where.path if where is not None else None
    if match is None or where is None or path is None or not path.is_file():
        return message
    label = re.compile(
        rf"\s*(?:\({re.escape(match['name'])}\)=|:(?:name|label):\s*{re.escape(match['name'])}\s*$)", re.I
    )
    lines = path.read_text("utf-8", errors="replace").splitlines()
    first = next((number for number, line in enumerate(lines, 1) if label.match(line)), where.line)
    return f"{message.removesuffix('.')}, as in line {first}" if first != where.line else message


def _in_one_line(message: str, app: Sphinx) -> str:
    """Return a message without the source that docutils puts below it, with paths as the author knows them.

    The folder of the library on this machine may not shape what other machines build.
    """
    first, _, rest = message.partition("\n\n")
    if first.endswith(":"):
        first = f"{first} {rest.partition(chr(10) * 2)[0]}"
    return " ".join(first.split()).replace(f"{app.confdir}/", "")


def _from_here(app: Sphinx, message: str) -> str:
    """Return a message whose quoted paths lead from the folder of ``conf.py``, for that lies elsewhere on each machine."""
    for count, folder in enumerate([app.confdir, *app.confdir.parents[:-1]]):
        message = message.replace(f"'{folder}/", f"'{'../' * count}")
    return message


def _where(app: Sphinx, location: str) -> Where | None:
    match = re.match(r"^(?P<path>.+?)(?::(?P<line>\d+))?(?::[^/]*)?$", location)
    if not match:
        return None
    # Sphinx takes a path for the name of a document where a directive gives one
    path = match["path"].removesuffix(".rst") if match["path"].endswith(".md.rst") else match["path"]
    return authors_place(app, path, int(match["line"]) if match["line"] else None)


def listen(app: Sphinx, config: Config) -> None:
    """Hand every warning from here on to the listener that ``citator build`` has set."""
    if config.citator_listener is not None:
        Collector(app, config.citator_listener).attach()


def setup(app: Sphinx) -> None:
    """Listen as soon as the configuration is known."""
    app.add_config_value("citator_listener", None, "", description="A function that takes each diagnostic.")
    app.connect("config-inited", listen, priority=50)
