"""The landing page of a publication, written again only where what it shows of the library or of its PDFs is another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citator.library.cache import Cache
from citator.library.ledger import PageRecord
from citator.model.facts import Facts, from_json, to_json

if TYPE_CHECKING:
    from citator.site.context import SiteContext


def landing(facts: Facts, keys: PageRecord, context: SiteContext, cache: Cache, compiled: Path) -> dict[str, str]:
    """Return the slots of the landing page; an edit that leaves the shared facts alone finds them in the cache.

    Where only a PDF is another one, they are written anew; what is related, for which all publications are compared,
    is in the cache still. ``compiled`` keeps the templates.
    """

    def related() -> Any:
        from citator.site.related import related_works

        return to_json(related_works(facts, context))

    def slots() -> dict[str, str]:
        from citator.site.landing import landing_slots
        from citator.site.related import RelatedWorks
        from citator.site.templating import environment, keep_compiled

        keep_compiled(environment(), compiled)
        works = from_json(RelatedWorks, _kept(cache, "related", keys.related, related))
        return landing_slots(facts, context, works)

    found: dict[str, str] = _kept(cache, "slots", keys.landing, slots)
    return found


def _kept(cache: Cache, kind: str, key: str, make: Callable[[], Any]) -> Any:
    """Return a JSON value from the cache, where it is put when it is made."""
    place = cache.get(kind, key)
    if place is not None:
        return json.loads((place / "value.json").read_bytes())
    value, folder = make(), cache.temporary()
    (folder / "value.json").write_text(json.dumps(value), "utf-8")
    cache.put(kind, key, folder)
    return value
