"""OpenGraph and Twitter cards, which messengers and social sites read: https://ogp.me/."""

from __future__ import annotations

from collections.abc import Iterator

from citator.metadata.markup import meta, meta_property
from citator.metadata.page import Image, Page


def opengraph_tags(page: Page) -> Iterator[str]:
    """Yield the tags of a publication's page."""
    publication = page.publication
    yield from basic_tags(
        kind="article",
        title=page.title,
        description=page.description,
        site_name=page.library.name,
        language=publication.language,
        url=page.address(page.document.url),
        image=page.image,
        picture=page.address(page.image.path) if page.image else None,
    )
    yield meta_property("article:published_time", publication.date.isoformat())
    if publication.updated:
        yield meta_property("article:modified_time", publication.updated.isoformat())
    yield from (meta_property("article:author", author.name) for author in page.authors)
    yield meta_property("article:section", publication.type)
    yield from (meta_property("article:tag", word) for word in page.keywords)


def basic_tags(
    *,
    kind: str,
    title: str,
    description: str | None,
    site_name: str,
    language: str,
    url: str | None,
    image: Image | None,
    picture: str | None,
) -> Iterator[str]:
    """Yield what every page says; its address and that of the picture need the site's."""
    known = {
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:site_name": site_name,
        "og:locale": locale(language),
        "og:url": url,
        "og:image": picture,
        "og:image:alt": image.alt if image and picture else None,
        "og:image:width": image.width if image and picture else None,
        "og:image:height": image.height if image and picture else None,
    }
    yield from (meta_property(name, value) for name, value in known.items() if value)
    yield meta("twitter:card", "summary_large_image" if picture else "summary")


def locale(language: str) -> str | None:
    """Return OpenGraph's form of a language tag that names a region, ``en_GB``."""
    parts = language.split("-")
    region = next((part for part in parts[1:] if len(part) == 2), None)
    return f"{parts[0].lower()}_{region.upper()}" if region else None
