"""Keeps the ids that pages have of our own free of what authors name: a heading "P5" is not the fifth paragraph."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from citator.model.anchors import is_ours


def free_id(document: nodes.document, wish: str) -> str:
    """Return ``wish``, or what is nearest to it where something has that id already."""
    while is_ours(wish) or wish in document.ids:
        wish = f"section-{wish}"
    return wish


class KeepOurIds(SphinxTransform):
    """Gives another id to whatever bears one of ours; references by its name, or by the id that it had, lead there."""

    default_priority = 10
    """Ids are passed on from 260 on (docutils' ``PropagateTargets``)."""

    def apply(self, **kwargs: Any) -> None:
        """Change the ids, and what has noted them. They count as given, or a heading's slug would be one again."""
        document = self.document
        taken = [anchor for anchor in document.ids if is_ours(anchor)] if self.config.citator_library else []
        new: dict[str, str] = {}
        for anchor in taken:
            node = document.ids[anchor]
            new[anchor] = free_id(document, anchor)
            document.ids[new[anchor]] = node
            node["ids"] = [new.get(name, name) for name in node["ids"]]
        if new:
            names = {**new, **document.nameids}
            document.nameids.update({name: new.get(id_ or "", id_) for name, id_ in names.items()})
            slugs: dict[str, tuple[int | None, str, str]] = getattr(document, "myst_slugs", {})
            slugs.update({slug: (line, new.get(id_, id_), words) for slug, (line, id_, words) in slugs.items()})


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(KeepOurIds)
