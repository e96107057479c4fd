"""The picture of a publication for cards on other sites: its own card, or the one that is drawn for it, as a bitmap."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from citator.engines.typst import TypstError, draw_png, typst_version
from citator.library.cache import Cache
from citator.library.keys import digest_of
from citator.model.facts import Facts
from citator.model.publication import Library, Publication

if TYPE_CHECKING:
    from citator.metadata import Image
    from citator.site.context import SiteContext

WIDTH, HEIGHT = 1200, 630
"""Pixels, as https://developers.facebook.com/docs/sharing/webmasters/images recommends; others follow it."""


def share_image(publication: Publication) -> Image:
    """Return what a page's head says of its picture."""
    from citator.metadata import Image
    from citator.site.urls import share_path

    return Image(share_path(publication), publication.thumbnail_alt or publication.title, WIDTH, HEIGHT)


def share_picture(facts: Facts, object_: Path, context: SiteContext, cache: Cache) -> Path | None:
    """Return the PNG, drawn only when it is not in the cache; ``None`` where the site has no address to name it by.

    Unless ``is_drawn``, call it in a process that will not fork: it compiles with Typst.
    """
    return _kept(_candidates(facts, object_), cache) if context.site_url is not None else None


def is_drawn(facts: Facts, object_: Path, context: SiteContext, cache: Cache) -> bool:
    """Tell whether ``share_picture`` need not draw."""
    return context.site_url is None or cache.has("pictures", _key(_candidates(facts, object_)))


def _candidates(facts: Facts, object_: Path) -> list[tuple[str, bytes]]:
    """Return the suffix and the content of a publication's own card, if it has one, and of that which is drawn for all."""
    from citator.site.art import cover_svg
    from citator.site.urls import thumbnail_path

    own = object_ / "html" / thumbnail_path(facts.publication)
    drawn = (".svg", cover_svg(facts).encode())
    return [(own.suffix, own.read_bytes()), drawn] if own.is_file() else [drawn]


def desk_image(library: Library) -> Image:
    """Return what the head of a front-desk page says of the library's picture."""
    from citator.metadata import Image

    return Image("_art/library.png", library.name, WIDTH, HEIGHT)


def desk_picture(context: SiteContext, cache: Cache) -> Path | None:
    """Return the PNG of the library, its citations as one diagram, as ``share_picture`` does that of a publication."""
    from citator.site.art import library_svg

    if context.site_url is None:
        return None
    records = [context.facts[publication.slug] for publication in context.publications]
    return _kept([(".svg", library_svg(context.library.name, records).encode())], cache)


def _key(candidates: list[tuple[str, bytes]]) -> str:
    return digest_of("share", typst_version(), WIDTH, HEIGHT, [[suffix, data.hex()] for suffix, data in candidates])


def _kept(candidates: list[tuple[str, bytes]], cache: Cache) -> Path:
    key = _key(candidates)
    place = cache.get("pictures", key)
    if place is None:
        folder = cache.temporary()
        (folder / "share.png").write_bytes(_first_drawn(candidates))
        place = cache.put("pictures", key, folder)
    return place / "share.png"


def _first_drawn(candidates: list[tuple[str, bytes]]) -> bytes:
    """Draw the author's picture; one that Typst cannot read gives way to the picture that is drawn for all."""
    for suffix, data in candidates[:-1]:
        try:
            return _draw(suffix, data)
        except TypstError:
            continue
    return _draw(*candidates[-1])


def _draw(suffix: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="citator-") as folder:
        root = Path(folder).resolve()
        (root / f"picture{suffix}").write_bytes(data)
        page = f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
        return draw_png(page + f'#image("picture{suffix}", width: 100%, height: 100%, fit: "cover")', root=root)
