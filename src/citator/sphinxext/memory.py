"""What is kept of a publication from one build to the next, so that an edit reads the chapter that it is in and no other.

Only what gives the same bytes as reading everything is taken from it: the environment, if Sphinx said nothing while it
read; the pages of other chapters, if it said nothing while it wrote, and nothing that chapters see of each other (titles,
numbers, labels, citations) is now another. Whatever else shapes a publication is in the key; with another key, all is
read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.locale import _TranslationProxy

from citator.diagnostics import Diagnostic
from citator.model.files import link
from citator.sphinxext.domain import citation_domain

FIRST = 1
"""The priority of a handler that comes before all others."""
TREES = ("c", "cpp")
"""Domains that keep trees of their own; what others may refer to is in their lists of objects."""


@dataclass
class Memory:
    """What one build takes from the last one, and what it leaves to the next."""

    folder: Path
    """Where it is kept."""
    key: str
    """The digest of all that shapes the publication besides its own texts and what these name."""
    work: Path
    """The folder of this build's doctrees."""
    said: list[Diagnostic]
    """What the build has found to say so far."""
    last: dict[str, Any] | None = None
    read: set[str] = field(default_factory=set)
    """The documents that this build reads."""
    state: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def recall(self) -> bool:
        """Lay the doctrees of the last build out for this one; tell whether there were any to use."""
        with contextlib.suppress(OSError, ValueError):
            state = json.loads((self.folder / "state.json").read_bytes())
            if state["key"] == self.key:
                shutil.copytree(self.folder / "doctrees", self.work, dirs_exist_ok=True)
                self.last = state
        return self.last is not None

    def attach(self, app: Sphinx) -> None:
        """Follow the build."""
        app.__dict__["citator_memory"] = self
        app.connect("env-get-outdated", self._outdated)
        app.connect("env-before-read-docs", self._before_reading)
        app.connect("env-get-updated", self._after_reading, priority=FIRST)
        app.connect("write-started", self._before_writing)
        app.connect("build-finished", lambda app, error: self._count("written"))

    def _count(self, name: str) -> None:
        self.counts[name] = len(self.said)

    def _outdated(self, app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
        """Return the documents of which a file has other content, whatever the clock says; at least the first."""
        if self.last is None:
            return []
        known = self.last["files"]
        changed = [docname for docname in sorted(env.found_docs) if known.get(docname) != _files(env, docname)]
        return changed or [env.config.root_doc]

    def _before_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self.read = set(docnames)
        self._count("reading")

    def _after_reading(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Keep the records in the order in which a full build reads."""
        self._count("read")
        data = citation_domain(env).data
        data["documents"] = dict(sorted(data["documents"].items()))
        self.state["files"] = {docname: _files(env, docname) for docname in sorted(env.found_docs)}
        return []

    def _before_writing(self, app: Sphinx, builder: Builder) -> None:
        if builder is app.builder:
            self.state["shared"] = _shared(app.env)
            self.state["pages"] = {}
            self._count("writing")

    def put_back(self, builder: Builder) -> Set[str]:
        """Put the pages of documents that were not read, and read as before, back; return their names."""
        last = self.last
        if last is None or not last["pages"] or last["shared"] != self.state["shared"]:
            return frozenset()
        kept = last["pages"].keys() & builder.env.found_docs - self.read
        for docname in sorted(kept):
            page = last["pages"][docname]
            target = Path(builder.outdir, page["path"])
            target.parent.mkdir(parents=True, exist_ok=True)
            link(self.folder / "pages" / page["path"], target)
            builder.images.update(page["images"])
            self.state["pages"][docname] = page
        return frozenset(kept)

    def note_page(self, builder: Builder, docname: str, path: Path, images: dict[str, str]) -> None:
        """Note a page that was written."""
        place = path.relative_to(builder.outdir).as_posix()
        self.state["pages"][docname] = {"path": place, "images": images}

    def keep(self, app: Sphinx) -> None:
        """Leave to the next build what it can use; where Sphinx had something to say, the next one is to say it too."""
        # an image whose name another has too gets its own by the order of reading
        renamed = any(unique != os.path.basename(path) for path, (_, unique) in app.env.images.items())
        if renamed or self.counts["read"] > self.counts["reading"]:
            return
        if self.counts["written"] > self.counts["writing"]:
            self.state["pages"] = {}
        new = self.work.with_name(f"{self.work.name}-new")
        for page in self.state["pages"].values():
            target = new / "pages" / page["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            link(Path(app.outdir, page["path"]), target)
        new.mkdir(parents=True, exist_ok=True)
        os.rename(self.work, new / "doctrees")
        (new / "state.json").write_text(json.dumps({**self.state, "key": self.key}), "utf-8")
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        old = self.work.with_name(f"{self.work.name}-old")
        with contextlib.suppress(FileNotFoundError):
            os.rename(self.folder, old)  # in one step: half of one would be taken for the whole
        os.rename(new, self.folder)
        shutil.rmtree(old, ignore_errors=True)


def memory_of(app: Sphinx) -> Memory | None:
    """Return the memory of this build; a build of the front desk, or of plain Sphinx, has none."""
    return cast("Memory | None", app.__dict__.get("citator_memory"))


def _files(env: BuildEnvironment, docname: str) -> dict[str, str | None]:
    """Return the digests of a document's source and of the files that it named when it was last read."""
    paths = [env.doc2path(docname), *sorted(Path(env.srcdir, name) for name in env.dependencies.get(docname, ()))]
    return {os.path.relpath(path, env.srcdir): _digest(path) for path in paths}


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _shared(env: BuildEnvironment) -> str:
    """Return a digest of all that the page of one document may show of another."""
    domains = {name: data for name, data in env.domaindata.items() if name not in ("cite", *TREES)}
    values = (
        env.titles,
        env.longtitles,
        env.tocs,
        env.toc_num_entries,
        env.toc_secnumbers,
        env.toc_fignumbers,
        env.toctree_includes,
        env.files_to_rebuild,
        env.included,
        dict(env.images),
        dict(env.dlfiles),
        domains,
        [list(env.domains[name].get_objects()) for name in TREES],
        citation_domain(env).resolved_from,
    )
    return hashlib.sha256(_canonical(values).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> str:
    """Return a text that is the same for equal values; an object that has no such text makes pages be written again."""
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, dict):
        return f"{{{','.join(sorted(f'{_canonical(k)}:{_canonical(v)}' for k, v in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{','.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_canonical, value))}]"
    if isinstance(value, _TranslationProxy):
        value = str(value)  # Sphinx puts the words themselves into an environment that it has read back
    return repr(value)
