"""The container: a ZIP file whose bytes follow from its contents alone. WRITE uses it too, so it knows no Sphinx."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FOLDER = "EPUB"
MIMETYPE = b"application/epub+zip"
CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
""".encode()
EARLIEST = 1980
"""The first year that a ZIP file can note."""


def packed(files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """Return a ZIP file: the media type first and uncompressed, as the format wants it, the rest by name."""
    moment = (max(day.year, EARLIEST), day.month, day.day, 0, 0, 0)
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(_entry("mimetype", moment, ZIP_STORED), MIMETYPE)
        for name, data in sorted(files.items()):
            archive.writestr(_entry(name, moment, ZIP_DEFLATED), data)
    return stream.getvalue()


def rewritten(book: Path, change: Callable[[str], str]) -> bytes:
    """Return a book with its texts changed."""
    with ZipFile(book) as archive:
        first, *entries = archive.infolist()
        files = {entry.filename: archive.read(entry) for entry in entries}
    for name, data in files.items():
        if name.endswith(".xhtml"):
            files[name] = change(data.decode()).encode()
    return packed(files, datetime.date(*first.date_time[:3]))


def _entry(name: str, moment: tuple[int, int, int, int, int, int], method: int) -> ZipInfo:
    entry = ZipInfo(name, moment)
    entry.compress_type = method
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o644 << 16
    return entry
