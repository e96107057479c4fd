"""Contributors: who is a person and who an organisation, and how a personal name splits.

A contributor is a person when given or family name, an ORCID iD or ``type: person`` is written, when the name has the form
``Family, Given``, or when it is the id of a page in ``docs/people``. Every other name is an organisation's and stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from citator.frontmatter.checks import is_id
from citator.frontmatter.validate import asked
from citator.model.publication import Affiliation, Contributor, Person

if TYPE_CHECKING:
    from citator.frontmatter.schema import AffiliationFields, ContributorFields

# fmt: off
_PARTICLES = frozenset({
    "af", "al", "av", "bin", "da", "dal", "de", "de'", "degli", "dei", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
})
# fmt: on


def to_contributor(fields: ContributorFields, people: Mapping[str, Person]) -> tuple[Contributor, str | None]:
    """Return the contributor, and what is wrong with the name where it looks like an id that ``docs/people`` lacks."""
    given, family, problem = fields.given, fields.family, None
    name = fields.name or " ".join(part for part in (given, family) if part)
    person = people.get(name)
    if person:
        name, given, family = person.name, given or person.given, family or person.family
        if not family:
            given, family = split_name(name)
    elif "-" in name and is_id(name) and not family:
        problem = f"no page docs/people/{name}.md; {asked(name, people, 'add it, or write the name itself')}"
    is_person = fields.type == "person" or (fields.type is None and (fields.orcid or "," in name))
    if is_person and not family:
        given, family = split_name(name)
    if family and not person and (not fields.name or "," in name):
        name = " ".join(part for part in (given, family) if part)
    affiliations = to_affiliations(fields.affiliations) or (person.affiliations if person else ())
    contributor = Contributor(
        name=name,
        person=person.id if person else None,
        given=given,
        family=family,
        role=", ".join(fields.roles) or None,
        affiliations=affiliations,
        orcid=fields.orcid or (person.orcid if person else None),
        url=fields.url or (person.url if person else None),
        email=fields.email,
        biography=person.biography if person else (),
    )
    return (contributor if fields.type != "organisation" else replace(contributor, given=None, family=None)), problem


def to_affiliations(fields: list[AffiliationFields]) -> tuple[Affiliation, ...]:
    """Return affiliations as the model holds them."""
    return tuple(Affiliation(name=affiliation.name, ror=affiliation.ror) for affiliation in fields)


def straight_name(name: str) -> str:
    """Return ``Given Family`` of ``Family, Given``; what may be a list of names, or a name and a place, stays as it is."""
    family, comma, given = name.partition(",")
    *before, _ = family.split() or [""]
    if not comma or "," in given or any(word.lower() not in _PARTICLES for word in before):
        return name
    return f"{given.strip()} {family.strip()}".strip()


def split_name(name: str) -> tuple[str | None, str]:
    """Split a personal name into given and family name; ``van``, ``de`` and their like go with the family name."""
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return given or None, family
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]) or None, " ".join(words[start:])
