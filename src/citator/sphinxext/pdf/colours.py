"""Pictures in the colours of print: PDF/A takes CMYK with a colour profile only, so a JPEG of that kind becomes RGB."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG whose segment has the number of colours (ITU-T T.81, table B.1); the others are no frames."""
_JPEG = frozenset({".jpg", ".jpeg"})


def copy_picture(source: Path, target: Path) -> None:
    """Copy a picture into the project, in colours that the PDF may have."""
    if source.suffix.lower() in _JPEG and _colours(data := source.read_bytes()) == 4:
        target.write_bytes(_in_rgb(data))
    else:
        shutil.copyfile(source, target)


def _colours(data: bytes) -> int:
    """Return of how many colours a JPEG is; 0 where its frame is not found."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        if data[position + 1] in _START_OF_FRAME:
            return data[position + 9]
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return 0


def _in_rgb(data: bytes) -> bytes:
    """Return the JPEG in RGB, by the profile that it carries if it has one."""
    from PIL import Image, ImageCms

    picture: Image.Image = Image.open(io.BytesIO(data))
    profile = picture.info.get("icc_profile")
    if profile:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        picture = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()
