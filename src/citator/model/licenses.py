"""Licences by SPDX id, with the names and addresses that a title page prints: https://spdx.org/licenses/."""

from __future__ import annotations

from msgspec import Struct


class License(Struct, frozen=True):
    """A licence that a publication may carry."""

    id: str
    name: str
    url: str


LICENSES = {
    license.id: license
    for license in (
        License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        License("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        License("CC-BY-ND-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
        License("CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        License("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        License("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        License("CC-BY-3.0", "CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"),
        License("CC-BY-SA-3.0", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        License("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        License(
            "OGL-UK-3.0",
            "Open Government Licence v3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
        License("MIT", "MIT License", "https://spdx.org/licenses/MIT.html"),
        License("Apache-2.0", "Apache License 2.0", "https://spdx.org/licenses/Apache-2.0.html"),
        License("BSD-3-Clause", "BSD 3-Clause License", "https://spdx.org/licenses/BSD-3-Clause.html"),
        License(
            "GFDL-1.3-or-later",
            "GNU Free Documentation License 1.3 or later",
            "https://spdx.org/licenses/GFDL-1.3-or-later.html",
        ),
    )
}

_BY_WORDS = {
    "".join(character for character in words.lower() if character.isalnum()): license
    for license in LICENSES.values()
    for words in (license.id, license.name)
}


def find_license(words: str | None) -> License | None:
    """Return the licence that an author names by its id or its words (``CC BY 4.0``), or ``None``."""
    if not words:
        return None
    return _BY_WORDS.get("".join(character for character in words.lower() if character.isalnum()))
