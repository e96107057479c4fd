"""No letter or sign that LaTeX spells as a command is lost without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citator.bibtex.entry import Bibliography
from citator.bibtex.symbols import ACCENTS, LAYOUT, PANDOC_READS, TEXT_SYMBOLS

Read = Callable[..., Bibliography]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"{\DJ}or{\dj}evi{\'c}", "Đorđević"),
        (r"\DJ{}ilas", "Đilas"),
        (r"{\TH}{\'o}r{\dh}arson", "Þórðarson"),
        (r"Popa-\textcommabelow{S}tefan", "Popa-Ștefan"),
        (r"Du{\textcommabelow t}u", "Duțu"),
        (r"Wa\k{e}sa", "Waęsa"),
        (r"O{\textquotesingle}Brien", "O’Brien"),
        (r"{\IJ}sselstein", "IJsselstein"),
        (r"Erd\H{o}s", "Erdős"),
    ],
)
def test_a_name_keeps_every_letter(written: str, read_as: str, read: Read) -> None:
    bibliography = read(f"@book{{a, author={{{written}, Jo}}, title={{T}} }}")
    assert bibliography.items["a"].data["author"] == [{"family": read_as, "given": "Jo"}]
    assert bibliography.diagnostics == ()


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"1990\textendash 1995 \textemdash{} a \texteuro 5 plan", "1990–1995 — a €5 plan"),
        (r"On \mbox{e-mail} and \text{more}", "On e-mail and more"),
        (r"One\quad two\linebreak three", "One two three"),
        (r"One \color{red} two\thanks{Supported by none}", "One two"),
        (r"Decays $B \to K^*\ell\ell$ at $\sqrt{s} \gg 1$", "Decays B → K<sup>*</sup>ℓℓ at √s ≫ 1"),
        (r"The $b\bar{b}$ mass in the $\overline{\mathrm{MS}}$ scheme", "The bb̄ mass in the M̅S̅ scheme"),
        (r"A rate of $\frac{1}{2}$ and $\log n$", "A rate of 1/2 and log n"),
    ],
)
def test_a_title_keeps_every_sign(written: str, read_as: str, read: Read) -> None:
    bibliography = read(f"@book{{a, author={{Doe, Jo}}, title={{{written}}}, langid={{german}} }}")
    assert bibliography.items["a"].data["title"] == read_as
    assert bibliography.diagnostics == ()


def test_a_command_that_is_not_known_is_told_once_and_its_argument_stays(read: Read) -> None:
    bibliography = read(
        r"@book{a, author={Doe, Jo}, title={Al\foo pha\foo{} and \bar{beta} \baz{gamma}}, langid={german} }"
    )
    assert [str(said) for said in bibliography.diagnostics] == [
        r"sources.bib:1: WARNING: entry 'a': cannot read the LaTeX command '\foo'; left out; write what it stands for "
        "[citator.bib-field]"
    ]
    assert bibliography.items["a"].data["title"] == "Alpha and beta gamma"


def test_pandoc_reads_every_sign_that_is_left_to_it(read: Read) -> None:
    accents = set("ckHuvrdbtUGfh")
    signs = sorted(PANDOC_READS - accents)
    entries = [f"@book{{s{place}, title={{A\\{name}{{}}B}}, langid={{german}} }}" for place, name in enumerate(signs)]
    bibliography = read("\n".join(entries))
    lost = [name for place, name in enumerate(signs) if bibliography.items[f"s{place}"].data["title"] == "AB"]
    assert lost == []
    assert not {*TEXT_SYMBOLS, *ACCENTS, *LAYOUT} & PANDOC_READS
