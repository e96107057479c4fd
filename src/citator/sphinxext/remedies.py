"""What to do where Sphinx, MyST or docutils say only what is wrong."""

from __future__ import annotations

import re

REMEDIES = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"excluded document '.*/v\d[^']*'", "a folder that is named as a version is kept for editions; rename it"),
        (r"codec can't decode", "save it as UTF-8"),
        (r"^Document headings start at", "begin the text with a title, # …"),
        (r"^Non-consecutive header level", "write the level between them, or one # less"),
        (
            r"cross-reference target not found|undefined label|equation not found",
            "correct it, or give its target that label",
        ),
        (r"^local id not found in doc", "write a label of it, or a heading in small letters with hyphens: #a-heading"),
        (r"unknown document", "correct the path"),
        (
            r"^Unknown (?:directive type|interpreted text role)",
            "correct its name, or add what defines it to extensions in conf.py",
        ),
        (r"term not in glossary", "correct it, or add it to a {glossary}"),
        (r"argument\(s\) required", "write it behind the name, ```{name} it"),
        (
            r"Unknown option key|no such option|invalid option|Invalid option value|Invalid '\w+' attribute value",
            "correct it or take it out",
        ),
        (r"none permitted$", "take out what stands between its first and its last line"),
        (r"^invalid line number spec", "write numbers and ranges, as in 1,3-5"),
        (r"^invalid (?:single|pair|triple|see|seealso) index entry", "write the words that the entry is to have"),
        (r"header row\(s\) specified|stub column\(s\) specified", "correct the number, or add what is missing"),
        (r"directive is empty; content required", "write its rows, or take it out"),
        (r"widths do not match", "give one number for each column"),
        (
            r"file not (?:found|readable)|not found or reading it failed|No such file or directory",
            "correct the path, which begins at the file that names it, or at docs/ with a /",
        ),
        (r"^toctree contains reference to (?:nonexisting|excluded)", "correct the entry, or write the file"),
        (r"^Pygments lexer name", "correct the language, or write text"),
        (r"^Lexing literal_block", "correct the code, or write another language or text"),
        (r"^duplicated entry found in toctree", "take one of the two out"),
        (r"^Duplicate|^duplicate", "give one of them another name"),
        (
            r"autonumbered footnote|^Unknown target name|^Undefined substitution|is undefined",
            "define it, or correct its name",
        ),
        (r"is not referenced", "call it where it belongs, as in word[^1], or take it out"),
        (r"^Figure caption must be a paragraph", "begin what {figure} holds with the paragraph that is its caption"),
        (r"directive may not be used within", "move it out of what it stands in"),
        (r"^Content block expected", "write what it is to hold between its first and its last line"),
        (r"^Transition must be child", "take --- out, or move it out of what it stands in"),
        (r"row \d+ does not contain the same number of items", "give each row as many cells"),
        (r"start-string without end-string", "end it, or write \\ before the sign"),
        (r"line number spec is out of range", "correct the numbers"),
        (
            r"^Failed to create a cross reference\. Any number is not assigned",
            "refer to a figure or table with a caption, or write {ref} with words of your own",
        ),
        (r"^exception while evaluating only", "write html, typst or epub, several with and, or, not between them"),
    )
)
"""Patterns of messages, the first of which counts, and the remedy of each."""


def with_remedy(message: str) -> str:
    """Return a message with what to do about it, where that is known."""
    remedy = next((remedy for pattern, remedy in REMEDIES if pattern.search(message)), "")
    return f"{message.removesuffix('.')}; {remedy}" if remedy else message
