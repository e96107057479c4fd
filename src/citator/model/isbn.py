"""International Standard Book Numbers: https://www.isbn-international.org/content/isbn-users-manual."""

from __future__ import annotations

import re


def check_digit_fits(digits: str) -> bool:
    """Tell whether the last of 13 or 10 digits, without hyphens, follows from the others."""
    if len(digits) == 13:
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return sum("0123456789X".index(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


_NUMBER = re.compile(r"(?<!\d)(?:97[89][\s\-‐–]*(?:[0-9][\s\-‐–]*){9}[0-9]|(?:[0-9][\s\-‐–]*){9}[0-9Xx])(?!\d)")


def find_isbn(text: str) -> str | None:
    """Return the first ISBN of 10 or 13 digits whose check digit fits in a text such as "0-8044-2957-X (cloth)"."""
    found = (match[0] for match in _NUMBER.finditer(text))
    return next((isbn for isbn in found if check_digit_fits(re.sub("[^0-9X]", "", isbn.upper()))), None)
