"""What an identifier, a date or an address must look like; each check returns it in its plain form or raises."""

from __future__ import annotations

import datetime
import re
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from citator.errors import did_you_mean, names_near
from citator.model.addresses import bare_doi
from citator.model.isbn import check_digit_fits
from citator.model.licenses import LICENSES, find_license
from citator.model.publication import EDITION_FOLDERS

RESERVED = frozenset(
    {"people", "topics", "sources", "search", "catalogue", "feeds", "_static", "_images", "_downloads", "pagefind"}
)
"""Folders of the site that belong to the front desk."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_ROR = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}")
_VERSION = re.compile(r"[0-9][0-9A-Za-z]*([.+_-][0-9A-Za-z]+)*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_SPDX = re.compile(r"[A-Za-z0-9.+]+(-[A-Za-z0-9.+]+)+")
# RFC 5646: language, then script, region and variants; a title page needs no extensions.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*")


def check_date(text: str) -> datetime.date:
    """Read a whole ISO 8601 date."""
    if not _DATE.fullmatch(text):
        raise ValueError("is not a date; write it as 2026-11-23")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError("is not a day of the calendar; write it as 2026-11-23") from None


def check_partial_date(text: str) -> str:
    """Accept a year, a month or a day of ISO 8601, as written."""
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError("is not a date; write 2026, 2026-06 or 2026-06-30")
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        raise ValueError("is not a day of the calendar; write 2026, 2026-06 or 2026-06-30") from None
    return text


def check_moment(text: str) -> datetime.datetime:
    """Read a date with time and time zone: an embargo ends at one moment everywhere."""
    try:
        moment = datetime.datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d)|\s+(?=Z$)", "", text))
    except ValueError:
        raise ValueError("is not a time; write it as 2026-12-01T09:00:00+01:00") from None
    if moment.tzinfo is None:
        raise ValueError("has no time zone; write it as 2026-12-01T09:00:00+01:00")
    return moment


def check_doi(text: str) -> str:
    """Return a bare DOI from a DOI or its address."""
    bare = bare_doi(text)
    if bare is None:
        raise ValueError("is not a DOI; write it as 10.1234/abc")
    return bare


def check_orcid(text: str) -> str:
    """Return a bare ORCID iD whose check digit is right (ISO 7064, MOD 11-2)."""
    bare = re.sub(r"^https?://orcid\.org/", "", text).upper()
    if not _ORCID.fullmatch(bare):
        raise ValueError("is not an ORCID iD; write it as 0000-0002-1825-0097")
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != bare[-1]:
        raise ValueError("is not an ORCID iD: its last digit does not fit the others; copy it again")
    return bare


def check_isbn(text: str) -> str:
    """Accept an ISBN of 10 or 13 digits whose check digit is right; hyphens stay as written."""
    digits = re.sub(r"[\s-]", "", text.removeprefix("ISBN").strip()).upper()
    if not re.fullmatch(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", digits):
        raise ValueError("is not an ISBN; it has 10 or 13 digits, as in 978-3-16-148410-0")
    if not check_digit_fits(digits):
        raise ValueError("is not an ISBN: its last digit does not fit the others; copy it again")
    return text.removeprefix("ISBN").strip()


def check_issn(text: str) -> str:
    """Return an ISSN, ``NNNN-NNNC``, whose check digit is right."""
    digits = text.removeprefix("ISSN").strip().replace("-", "").upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        raise ValueError("is not an ISSN; write it as 0378-5955")
    if sum("0123456789X".index(digit) * (8 - place) for place, digit in enumerate(digits)) % 11:
        raise ValueError("is not an ISSN: its last digit does not fit the others; copy it again")
    return f"{digits[:4]}-{digits[4:]}"


def check_ror(text: str) -> str:
    """Return the bare id of the Research Organization Registry."""
    bare = re.sub(r"^(https?://)?ror\.org/", "", text)
    if not _ROR.fullmatch(bare):
        raise ValueError("is not a ROR id; write it as https://ror.org/052gg0110")
    return bare


def check_url(text: str) -> str:
    """Accept a web address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", text):
        raise ValueError("is not a web address; write it with https://")
    return text


def check_email(text: str) -> str:
    """Accept an e-mail address."""
    if not _EMAIL.fullmatch(text):
        raise ValueError("is not an e-mail address")
    return text


def check_language(text: str) -> str:
    """Accept a BCP 47 language tag."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("is not a language tag; write it as en-GB, de or zh-Hans")
    return text


def check_version(text: str) -> str:
    """Accept a version: its edition stands in a folder that is named ``v`` and the version, and such folders are kept free."""
    if not _VERSION.fullmatch(text):
        raise ValueError("is not a version; begin it with a digit, as in 1.0 or 2-beta, without spaces or slashes")
    return text


def check_id(text: str) -> str:
    """Accept a slug: it stands in addresses, file names and commands."""
    if not _ID.fullmatch(text):
        raise ValueError("is not a slug; use lower-case letters a–z, digits and hyphens")
    return text


def unknown_license(text: str) -> str | None:
    """Return what is wrong with words that have the form of an SPDX id and are none; other words are a licence's own."""
    if not _SPDX.fullmatch(text) or find_license(text):
        return None
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # few licences need it

    try:
        canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        by_lower_case = {id.lower(): id for id in LICENSES}
        near = (by_lower_case[id] for id in names_near(text.lower(), by_lower_case))
        remedy = did_you_mean(near, "write an id of https://spdx.org/licenses/ or the words of the licence")
        return f"'license' is '{text}', which no licence has as its SPDX id; {remedy}"
    return None


def check_path(text: str) -> str:
    """Accept the path of a publication in the site: slugs with slashes between them."""
    path = text.strip("/")
    if not path or not all(is_id(part) for part in path.split("/")):
        raise ValueError("is not a path in the site; write it as reports/old-slug")
    return path


def check_former_path(text: str) -> str:
    """Accept a path that a publication can have had: its redirects take the place of nothing that the site holds."""
    path = PurePosixPath(check_path(text))
    first, *rest = path.parts
    if first in RESERVED:
        raise ValueError("belongs to the site itself; take it out")
    if any(fnmatchcase(part, EDITION_FOLDERS) for part in rest):
        raise ValueError("is where an edition stands for ever; take it out")
    if path.suffix[1:2].isalpha():
        raise ValueError("is the name of a file; write the path of a publication, as in reports/old-slug")
    return str(path)


def is_id(text: str) -> bool:
    """Tell whether a text has the form of a slug."""
    return bool(_ID.fullmatch(text))
