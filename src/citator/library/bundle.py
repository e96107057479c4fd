"""The sources of a library as other machines get them: files by content, and a listing that says which file is where.

They lie there in folders of the same names as at home, below a folder of the worker's, so that the way from one file to
another is the same.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec import json as msgspec_json

from citator.errors import CitatorError
from citator.library.address import AddressStore
from citator.library.conf import Conf
from citator.library.keys import digest_bytes, digest_of
from citator.library.manifest import Manifest
from citator.library.stamp import PACKAGE


class Listing(Struct, frozen=True):
    """What another machine knows of the sources."""

    confdir: str
    files: dict[str, str | None]
    """Digests by path, relative to the folder of ``conf.py``; ``None`` for a file that there is not at home either."""
    environment: dict[str, str | None]
    """The environment variables that ``conf.py`` asks for."""


def send_bundle(
    manifest: Manifest, conf: Conf, store: AddressStore, without: Iterable[Path] = (), asked: Iterable[str] = ()
) -> str:
    """Put all sources that the store lacks into it, and return the key of their listing; no file below ``without``.

    Sources are all files of the manifest but citator's own, and those that workers have ``asked`` for.

    Raises:
        CitatorError: a file was saved meanwhile.
    """
    left_out = tuple(f"{folder}{os.sep}" for folder in (PACKAGE, *without))
    paths = {name: entry[4] for name, entry in manifest.entries.items() if not name.startswith(left_out)}
    named = (*map(str, conf.looked.files), *(os.path.normpath(conf.confdir / name) for name in asked))
    found = {**dict.fromkeys(named), **paths, **{name: manifest.digest(name) for name in named}}
    files = {os.path.relpath(name, conf.confdir): digest for name, digest in sorted(found.items())}
    listing = msgspec_json.encode(Listing(str(conf.confdir), files, conf.looked.environment()), order="sorted")
    key = digest_of(listing.decode())
    if f"{key}.json" in store.names("bundles"):
        return key
    held = set(store.names("blobs"))
    for name, digest in files.items():
        if digest is not None and digest not in held:
            data = (conf.confdir / name).read_bytes()
            if digest_bytes(data) != digest:
                raise CitatorError(f"{name} was saved while it was sent to the workers; build once more")
            store.write(f"blobs/{digest}", data)
            held.add(digest)
    store.write(f"bundles/{key}.json", listing)
    return key


def receive_bundle(key: str, store: AddressStore, folder: Path) -> tuple[Path, Listing]:
    """Return the folder of ``conf.py`` among the sources of a listing, in which only what changed is written, and the listing.

    Raises:
        CitatorError: the store lacks the listing or one of its files.
    """
    text = store.read(f"bundles/{key}.json")
    if text is None:
        raise CitatorError(f"the shared cache has no bundle {key[:12]}; does the worker use the same --cache?")
    listing = msgspec_json.decode(text, type=Listing)
    tree, done = folder / "tree", folder / "tree.json"
    confdir = tree / listing.confdir.lstrip("/")
    wanted = {_below(tree, confdir / name): digest for name, digest in listing.files.items() if digest is not None}
    before: dict[str, str] = json.loads(done.read_bytes()) if done.exists() else {}
    if not before:
        shutil.rmtree(tree, ignore_errors=True)
    done.unlink(missing_ok=True)
    for name in before.keys() - wanted.keys():
        (tree / name).unlink(missing_ok=True)
    for name, digest in wanted.items():
        if before.get(name) != digest:
            data = store.read(f"blobs/{digest}")
            if data is None:
                raise CitatorError(f"the shared cache lacks {name}; build once more")
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(data)
    done.write_text(json.dumps(wanted), "utf-8")
    os.makedirs(confdir / "docs", exist_ok=True)
    return confdir, listing


def _below(tree: Path, path: Path) -> str:
    """Return a path relative to ``tree``; nothing is ever written outside it."""
    name = os.path.relpath(path, tree)
    if name.startswith(".."):
        raise CitatorError(f"a file of the bundle would lie outside: {name}")
    return name
