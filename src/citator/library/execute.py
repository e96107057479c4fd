"""Executes ``conf.py`` in a process of its own and notes all that it looks at: files, folders, environment variables.

The process ends with it, so nothing that ``conf.py`` imports or sets shapes what is built later. Sphinx executes it again
for each publication.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from citator.errors import CitatorError
from citator.library.asked import Notes, is_own
from citator.library.conf import FOLDERS, line_of_option
from citator.library.forks import run_forked
from citator.library.keys import digest_of, installed, plain_name
from citator.library.looked import Looked
from citator.library.tasks import Failure

OPTIONS = (
    "citator_library",
    "bibtex_bibfiles",
    "bibtex_encoding",
    "citator_pdf",
    "exclude_patterns",
    "extensions",
    "templates_path",
    "html_static_path",
    "html_extra_path",
    "html_theme",
    "html_theme_path",
    "html_logo",
    "html_favicon",
    "suppress_warnings",
)
"""What a build must know before Sphinx does."""
LISTS: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys((*FOLDERS, "bibtex_bibfiles", "extensions", "suppress_warnings"), (list, tuple)),
    **dict.fromkeys(("exclude_patterns", "templates_path"), list),  # Sphinx adds them up
}
"""Options that list strings; of a single one the letters would be taken for the strings."""
STRINGS = ("bibtex_encoding", "html_theme", "html_logo", "html_favicon")


class Executed(Struct, frozen=True):
    """What ``conf.py`` left behind."""

    values: dict[str, Any]
    """All ``OPTIONS``, ``None`` where it sets none."""
    looked: Looked
    said: str
    """Digest of its plain values: these may follow from names in a folder, or from what a program answers."""
    extensions: tuple[Path, ...]
    """Folders with extensions that are not installed."""


def execute(path: Path) -> Executed:
    """Execute a ``conf.py``.

    Raises:
        CitatorError: it fails.
    """
    ((_, result),) = run_forked(_execute, [path], 1)
    if isinstance(result, Failure):
        raise CitatorError(result.message)
    return result


def _execute(path: Path) -> Executed:
    names: dict[str, Any] = {"__file__": str(path), "__name__": "conf"}
    os.chdir(path.parent)
    importlib.invalidate_caches()
    sys.dont_write_bytecode = True  # Python trusts a compiled module by size and seconds
    notes = Notes(_execute.__code__)
    notes.begin()
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), names)
    except (Exception, SystemExit) as error:
        raise CitatorError(f"conf.py:{_line_of(error, path)}: {type(error).__name__}: {error}") from error
    values = {name: names.get(name) for name in OPTIONS}
    for name, mistake in ((name, _mistake(name, value)) for name, value in values.items()):
        if mistake:
            line = line_of_option(path.read_text("utf-8", errors="replace"), name)
            raise CitatorError(f"conf.py{f':{line}' if line else ''}: {name} {mistake}")
    modules, folders = _extensions(values["extensions"] or (), path.parent)
    notes.files.update(modules)
    distributions = _distributions(name for name in values["extensions"] or () if not any(_origin(name)))
    looked = structs.replace(notes.looked(but=path), distributions=tuple(sorted(distributions)))
    return Executed(values, looked, _plain(names, path.parent), tuple(sorted(folders)))


def _mistake(name: str, value: Any) -> str:
    """Return what is wrong with the kind of an option's value and what to do, or nothing."""
    if value is None:
        return ""
    if name in LISTS and isinstance(value, str):
        return 'is one string and no list; put it into brackets, ["…"]'
    if name in LISTS and not isinstance(value, LISTS[name]):
        return f'is of the type {type(value).__name__} and no list; write the strings themselves in brackets, ["…"]'
    parts = value if name in LISTS else [value] if name in STRINGS else []
    for part in (part for part in parts if not isinstance(part, str)):
        return f"names {part!r}, which is no string; write it as one or take it out"
    try:
        pickle.dumps(value)
    except Exception as error:  # whatever its own class says of it
        return f"holds a value that cannot be kept ({error}); write strings, numbers, lists and dictionaries"
    return ""


def _extensions(names: Iterable[str], confdir: Path) -> tuple[set[Path], set[Path]]:
    """Return files and folders of extensions that are not installed: with an extension goes all that lies beside it."""
    files: set[Path] = set()
    folders: set[Path] = set()
    for name in names:
        for file in _origin(name):
            folder = file.parent
            if confdir.is_relative_to(folder):  # the whole library is no part of an extension
                files.update(folder.glob("*.py"))
            else:
                folders.add(folder)
    return files, folders


def _origin(name: str) -> Iterator[Path]:
    """Yield the file of a module and those of the packages that it is in, where they are not installed."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        try:
            spec = importlib.util.find_spec(".".join(parts[:count]))
        except Exception:  # Sphinx tells of a package that cannot be imported
            return
        if spec is not None and spec.origin and is_own(spec.origin):
            yield Path(spec.origin)


def _distributions(names: Iterable[str]) -> Iterator[str]:
    """Yield the distributions that installed extensions are of; what pip knows is asked for only where names do not tell."""
    for name in names:
        module = name.partition(".")[0]
        near = next((plain for plain in map(plain_name, (name, module)) if plain in installed()), None)
        yield from (near,) if near else map(plain_name, importlib.metadata.packages_distributions().get(module, ()))


def _plain(names: dict[str, Any], confdir: Path) -> str:
    """Return a digest of the plain values, the same wherever the library lies."""
    texts = []
    for name, value in sorted(names.items()):
        try:
            texts.append(f"{name}={json.dumps(value, sort_keys=True)}" if name[0] != "_" else "")
        except (TypeError, ValueError):
            continue
    text = "\n".join(texts)
    for count, folder in enumerate([confdir, *confdir.parents[:-1]]):
        text = text.replace(f'"{folder}/', f'"{"../" * count}').replace(f'"{folder}"', f'"{"../" * count}"')
    return digest_of(text)


def _line_of(error: BaseException, path: Path) -> int:
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
