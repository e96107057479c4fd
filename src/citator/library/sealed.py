"""What is read of a finished object again and again: digests by which later phases tell what changed, and its shared view."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import structs

from citator.library.keys import digest_of
from citator.library.ledger import Sealed
from citator.model.dependencies import file_digest
from citator.model.facts import Facts, from_json, to_json


def seal(folder: Path, facts: Facts) -> None:
    """Write ``exports.json`` and ``seal.json`` of a finished object: digests by which later phases tell what changed."""
    exports = msgspec.json.encode(to_json(shared_view(facts)), order="sorted")
    (folder / "exports.json").write_bytes(exports)
    sealed = Sealed(
        html=tree_digest(folder / "html"),
        typst=tree_digest(folder / "typst"),
        exports=digest_of(exports.decode()),
        people=tuple(sorted(named_people(facts))),
        epub=facts.epub is not None,
        foreign_links=facts.foreign_links,
        diagnostics=facts.diagnostics,
    )
    (folder / "seal.json").write_bytes(msgspec.json.encode(to_json(sealed), order="sorted"))


def named_people(facts: Facts) -> set[str]:
    """Return the ids of the people that a publication and its chapters name."""
    publication = facts.publication
    groups = (publication.authors, publication.editors, publication.translators, publication.reviewers)
    chapters = (document.authors for document in facts.documents)
    return {person.person for group in (*groups, *chapters) for person in group if person.person}


def shared_view(facts: Facts) -> Facts:
    """Return what other publications and the front desk may know: no sentences and lines, which every edit moves."""
    return structs.replace(
        facts,
        occurrences=tuple(
            structs.replace(occurrence, line=None, sentence="", claims=()) for occurrence in facts.occurrences
        ),
        words=_roughly(facts.words),
        epub=facts.epub and _roughly(facts.epub),
        documents=tuple(structs.replace(document, words=0) for document in facts.documents),
        foreign_links=(),
        diagnostics=(),
        uncited=(),
    )


def _roughly(count: int) -> int:
    """Return a count in two digits: most edits leave it as it is, and with it the pages that show it."""
    return round(count, 2 - len(str(count)))


def tree_digest(folder: Path) -> str:
    """Return one digest of the names and contents of all files below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest_of([[path.relative_to(folder).as_posix(), file_digest(path)] for path in files])


def load_exports(place: Path) -> Facts:
    """Return the shared view of an object."""
    return from_json(Facts, msgspec.json.decode((place / "exports.json").read_bytes()))
