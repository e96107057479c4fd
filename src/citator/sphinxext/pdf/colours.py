"""Pictures in the colours of print: PDF/A takes CMYK with a colour profile only, so a JPEG of that kind becomes RGB."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG whose segment has the number of colours (ITU-T T.81, table B.1); the others are no frames."""
_JPEG = frozenset({".jpg", ".jpeg"})


def copy_picture(source: Path, target: Path) -> bool:
    """Copy a picture into the project, in colours that the PDF may have; return whether they could be read."""
    if source.suffix.lower() not in _JPEG or _colours(data := source.read_bytes()) != 4:
        shutil.copyfile(source, target)
    elif picture := _in_rgb(data):
        target.write_bytes(picture)
    else:
        return False
    return True


def _colours(data: bytes) -> int:
    """Return of how many colours a JPEG is; 0 where its frame is not found."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        if data[position + 1] in _START_OF_FRAME:
            return data[position + 9]
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return 0


def _in_rgb(data: bytes) -> bytes | None:
    """Return the JPEG in RGB, by the profile that it carries if it has one, or nothing when it is damaged."""
    from PIL import Image, ImageCms

    out = io.BytesIO()
    try:
        picture: Image.Image = Image.open(io.BytesIO(data))
        profile = picture.info.get("icc_profile")
        if profile:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = (
                ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
            )
        picture.convert("RGB").save(out, "JPEG", quality=95, subsampling=0)
    except (OSError, ImageCms.PyCMSError):
        return None
    return out.getvalue()
