"""Notes what an author's code asks of the machine while it runs: files, folders, environment variables."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from citator.library.looked import Looked
from citator.library.stamp import PACKAGE

OF_THE_MACHINE = frozenset({"PATH", "HOME", "PWD", "TMPDIR", "TEMP", "TMP"})
"""Variables that say where things are on this machine; who starts a program asks for them."""

INSTALLED = tuple(
    f"{folder}{os.sep}"
    for folder in {
        str(PACKAGE),
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *(folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages"))),
        *(os.path.join(folder, "lib") for folder in (sys.prefix, sys.base_prefix)),
        *("/proc", "/sys", "/dev"),
    }
)
"""Where nothing lies that an author has written."""


class Notes:
    """What the code asks that a function runs; ``root`` is the function's own."""

    def __init__(self, root: CodeType) -> None:
        self._root = root
        self.files: set[Path] = set()
        self.folders: set[Path] = set()
        self.variables: set[str] = set()
        self._before = set(sys.modules)

    def begin(self) -> None:
        """Listen until the process ends."""
        sys.addaudithook(self._hear)
        sys.meta_path.append(self)  # the last finder is asked for what no other has found
        os.environ = Environment(os.environ, self)  # type: ignore[assignment] # noqa: B003 # writes go on to the real one
        stat = os.stat

        def noted(path: Any, *args: Any, **options: Any) -> os.stat_result:
            if isinstance(path, str | os.PathLike) and self.asked():
                self.files.add(Path(os.path.abspath(os.fspath(path))))
            return stat(path, *args, **options)

        os.stat = noted

    def looked(self, but: Path) -> Looked:
        """Return what has been looked at, with the modules that have been imported."""
        modules = [module for name, module in sys.modules.items() if name not in self._before]
        imported = (Path(file) for module in modules if (file := getattr(module, "__file__", None)) and is_own(file))
        # Of a package that is installed, only what conf.py makes of it counts, such as its version.
        own = (path for path in {*self.files, *imported} if is_own(str(path)) and path != but)
        files = (path for path in own if path.is_file() or not path.exists())
        return Looked(tuple(sorted(files)), tuple(sorted(self.folders)), tuple(sorted(self.variables)))

    def asked(self) -> bool:
        """Tell whether a question comes from the author's code, if by way of a library; not from the import of a library.

        A library is imported once in a process, so what it asks then depends on what was imported before.
        """
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code is not self._root:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return False
            if is_own(name):
                return True
            frame = frame.f_back
        return False

    def find_spec(self, name: str, path: Iterable[str] | None = None, target: object = None) -> None:
        """Note where a module that there is not would be."""
        for folder in sys.path if path is None else path:
            place = Path(folder, name.rpartition(".")[2])
            if is_own(str(place)):
                self.files.update((place.with_suffix(".py"), place / "__init__.py"))

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        # https://docs.python.org/3/library/audit_events.html
        if event == "open" and isinstance(details[0], str) and not details[2] & (os.O_WRONLY | os.O_RDWR):
            if self.asked():
                self.files.add(Path(os.path.abspath(details[0])))
        elif event in ("os.listdir", "os.scandir") and not isinstance(details[0], int) and self.asked():
            # a folder that is open already, as where one is removed, was asked for by its name before
            self.folders.add(Path(os.path.abspath(os.fsdecode(details[0] or "."))))


class Environment(dict[str, str]):
    """The environment variables; which of them are asked for is noted, a copy of all, as programs get it, is not."""

    def __init__(self, real: os._Environ[str], notes: Notes) -> None:
        super().__init__(real)
        self._real, self._notes = real, notes

    def __getitem__(self, name: str) -> str:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def __setitem__(self, name: str, value: str) -> None:
        self._real[name] = value
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        del self._real[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a variable, or the default."""
        self._note(name)
        return super().get(name, default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """Return a variable, set to the default if it was not."""
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, *others: Any, **values: str) -> None:
        """Set several variables."""
        for name, value in dict(*others, **values).items():
            self[name] = value

    def pop(self, name: str, *default: Any) -> Any:
        """Remove a variable and return it."""
        self._note(name)
        self._real.pop(name, None)
        return super().pop(name, *default)

    def _note(self, name: object) -> None:
        if isinstance(name, str) and name not in OF_THE_MACHINE and self._notes.asked():
            self._notes.variables.add(name)


def is_own(file: str) -> bool:
    """Tell whether a file is the author's rather than installed."""
    return os.path.isabs(file) and not file.startswith(INSTALLED)
