"""Tells whether a sentence says whose claim it reports: the words of attribution, as English writes them.

The list errs on the side of silence: it cannot tell that the party named is the right one, only that a party speaks.
"""

from __future__ import annotations

import re

VERBS = (
    *("accuse", "acknowledge", "allege", "announce", "answer", "argue", "assert", "assess", "attribute"),
    *("blame", "call", "charge", "claim", "concede", "conclude", "contend", "count", "declare", "deny", "describe"),
    *("dismiss", "dispute", "estimate", "find", "give", "hold", "insist", "judge", "list", "maintain", "name", "note"),
    *("object", "observe", "point out", "present", "put", "reckon", "reject", "reply", "report", "say", "see"),
    *("state", "suggest", "tell", "think", "warn", "write"),
)
"""Verbs whose subject is whoever makes the claim."""

IRREGULAR = (
    *("said", "held", "told", "gave", "found", "saw", "seen", "put", "thought", "wrote", "written", "given"),
    *("denied", "denies", "replied", "replies", "pointed out", "points out"),
)

PHRASES = (
    r"according to",
    r"in the (?:words|view|reading|account|eyes) of",
    r"(?:by|in|on) (?:\S+ ){0,3}(?:account|accounts|estimate|estimates|reading|view|opinion|words|telling)",
    r"\S+[’']s? (?:\S+ )?(?:account|estimate|estimates|reading|view|opinion|claim|charge|charges|version|statement)",
    r"belong(?:s|ed)? to",
    r"(?:lay|laid|lays) (?:\S+ ){0,4}responsibility",
    r"(?:account|accounts|estimate|estimates) of",
)
"""Phrases, as regular expressions, that name whoever makes the claim."""


def _forms(verb: str) -> str:
    stem = verb.removesuffix("e")
    return rf"{re.escape(verb)}s?|{re.escape(stem)}(?:ed|es|ing)"


_VERB = "|".join((*map(_forms, VERBS), *IRREGULAR))
_WORDS = re.compile(rf"\b(?:{_VERB})\b|(?:^|\W)(?:{'|'.join(PHRASES)})\b", re.IGNORECASE)


def is_attributed(sentence: str) -> bool:
    """Tell whether a sentence has wording that attributes what it says to somebody."""
    return _WORDS.search(sentence) is not None
