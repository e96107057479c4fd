"""The pages that are made from facts alone: the front desk, and what surrounds the text of a landing page."""

from __future__ import annotations

from citator.site.context import CiteFile, CiteThis, Edition, SiteContext
from citator.site.desk import front_desk_files, front_desk_pages
from citator.site.landing import foreign_slice, landing_slots, notices
from citator.site.slots import Page, fill_slots, relative, render_shell, slot_content
from citator.site.sources import exported_works, source_url
from citator.site.urls import cover_path, thumbnail_path

__all__ = [
    "CiteFile",
    "CiteThis",
    "Edition",
    "Page",
    "SiteContext",
    "cover_path",
    "exported_works",
    "fill_slots",
    "foreign_slice",
    "front_desk_files",
    "front_desk_pages",
    "landing_slots",
    "notices",
    "relative",
    "render_shell",
    "slot_content",
    "source_url",
    "thumbnail_path",
]
