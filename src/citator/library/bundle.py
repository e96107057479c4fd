"""The sources of a library as other machines get them: files by content, and a listing that says which file is where."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from citator.errors import CitatorError
from citator.library.address import AddressStore
from citator.library.keys import digest_of
from citator.library.manifest import Manifest


def send_bundle(manifest: Manifest, confdir: Path, store: AddressStore, without: Iterable[Path] = ()) -> str:
    """Put all sources that the store lacks into it, and return the key of their listing; no file below ``without``."""
    left_out = tuple(f"{os.path.relpath(folder, confdir)}/" for folder in without)
    listing = {name: digest for name, digest in manifest.below(confdir) if not name.startswith(left_out)}
    key = digest_of(listing)
    if f"{key}.json" in store.names("bundles"):
        return key
    held = set(store.names("blobs"))
    for name, digest in listing.items():
        if digest not in held:
            store.write(f"blobs/{digest}", (confdir / name).read_bytes())
            held.add(digest)
    store.write(f"bundles/{key}.json", json.dumps(listing, sort_keys=True).encode())
    return key


def receive_bundle(key: str, store: AddressStore, folder: Path) -> Path:
    """Return a folder with the sources of a listing, in which only what changed since the last one is written.

    Raises:
        CitatorError: the store lacks the listing or one of its files.
    """
    text = store.read(f"bundles/{key}.json")
    if text is None:
        raise CitatorError(f"the shared cache has no bundle {key[:12]}; does the worker use the same --cache?")
    listing: dict[str, str] = json.loads(text)
    tree, done = folder / "tree", folder / "tree.json"
    before: dict[str, str] = json.loads(done.read_bytes()) if done.exists() else {}
    if not before:
        shutil.rmtree(tree, ignore_errors=True)
    done.unlink(missing_ok=True)
    for name in before.keys() - listing.keys():
        (tree / name).unlink(missing_ok=True)
    for name, digest in listing.items():
        if before.get(name) != digest:
            data = store.read(f"blobs/{digest}")
            if data is None:
                raise CitatorError(f"the shared cache lacks {name}; build once more")
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes(data)
    done.write_text(json.dumps(listing), "utf-8")
    os.makedirs(tree / "docs", exist_ok=True)
    return tree
