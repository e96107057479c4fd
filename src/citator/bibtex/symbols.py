"""Letters and signs that LaTeX spells as commands, and the commands that pandoc reads itself.

What pandoc does not know it drops without a word: https://github.com/jgm/pandoc, ``Text.Pandoc.Readers.LaTeX``. A command
that is in none of these tables is told.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


MATH_SYMBOLS = _pairs(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ "
    "nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π "
    "Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω times × cdot · pm ± mp ∓ div ÷ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ "
    "lt < less < gt > greater > "
    "ne ≠ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ infty ∞ to → rightarrow → "
    "leftarrow ← leftrightarrow ↔ longrightarrow ⟶ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ uparrow ↑ "
    "downarrow ↓ circ ∘ prime ′ degree ° partial ∂ sum ∑ prod ∏ coprod ∐ int ∫ oint ∮ sqrt √ surd √ ell ℓ hbar ℏ Re ℜ "
    "Im ℑ wp ℘ aleph ℵ imath i jmath j ldots … dots … cdots ⋯ langle ⟨ rangle ⟩ lbrack [ rbrack ] lbrace \\{ rbrace \\} "
    "vert | mid ∣ parallel ∥ perp ⊥ in ∈ notin ∉ ni ∋ cup ∪ cap ∩ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ emptyset ∅ "
    "varnothing ∅ setminus ∖ forall ∀ exists ∃ nexists ∄ complement ∁ neg ¬ lnot ¬ vee ∨ wedge ∧ oplus ⊕ otimes ⊗ nabla ∇ triangle △ "
    "square □ blacksquare ∎ star ⋆ ast ∗ bullet • dagger † ddagger ‡ angle ∠ top ⊤ bot ⊥ models ⊨ vdash ⊢"
)
TEXT_SYMBOLS = {
    **{
        name: sign
        for name, sign in MATH_SYMBOLS.items()
        if name not in ("in", "to", "ldots", "dots", "lbrace", "rbrace")
    },
    **_pairs(
        "DJ Đ dj đ Dj Đ DH Ð dh ð TH Þ th þ NG Ŋ ng ŋ IJ IJ ij ij SS SS OHORN Ơ ohorn ơ UHORN Ư uhorn ư textschwa ə textcrd đ "
        "texthtb ɓ texthtd ɗ textglotstop ʔ dag † ddag ‡ textdaggerdbl ‡ textendash – textemdash — bibrangedash – "
        "textquotesingle ' quotesinglbase ‚ og « fg » textperiodcentered · textellipsis … textbar | textbardbl ‖ "
        "textunderscore \\_ textbraceleft \\{ textbraceright \\} textexclamdown ¡ textquestiondown ¿ textordfeminine ª "
        "textordmasculine º textmu µ micro µ textpm ± texttimes × textdiv ÷ textonesuperior ¹ texttwosuperior ² "
        "textthreesuperior ³ texteuro € yen ¥ textcent ¢ textcurrency ¤ textlnot ¬ textasciidieresis ¨ textasciimacron ¯ "
        "textasciiacute ´ textnumero № textminus − textohm Ω textmho ℧ "
        "textperthousand ‰ textestimated ℮ textnaira ₦ textwon ₩ textcolonmonetary ₡ textflorin ƒ textlira ₤ textguarani ₲ "
        "textinterrobang ‽ textreferencemark ※ textmusicalnote ♪ textleftarrow ← textrightarrow → textuparrow ↑ "
        "textdownarrow ↓ textsurd √ textopenbullet ◦ textdiscount ⁒ textrecipe ℞ textservicemark ℠ textcelsius ℃ "
        "textcircledP ℗ textcopyleft 🄯 textlangle ⟨ textrangle ⟩ textlquill ⁅ textrquill ⁆ textasteriskcentered * "
        "textfractionsolidus ⁄ texttrademark ™ texttildelow ˷ textblank ␢ textvisiblespace ␣ textdegree ° celsius ℃ BibTeX BibTeX XeTeX XeTeX "
        "LuaTeX LuaTeX XeLaTeX XeLaTeX ConTeXt ConTeXt "
        "textalpha α textbeta β textgamma γ textdelta δ textepsilon ε textzeta ζ texteta η texttheta θ textiota ι "
        "textkappa κ textlambda λ textmugreek μ textnu ν textxi ξ textpi π textrho ρ textsigma σ texttau τ textupsilon υ "
        "textphi φ textchi χ textpsi ψ textomega ω textGamma Γ textDelta Δ textTheta Θ textLambda Λ textXi Ξ textPi Π "
        "textSigma Σ textUpsilon Υ textPhi Φ textPsi Ψ textOmega Ω"
    ),
    **dict.fromkeys(("quad", "qquad", "enspace", "thinspace", "linebreak", "newline", "addspace"), " "),
    "nobreakspace": "~",
    "addnbspace": "~",
}
ACCENTS = {
    **dict.fromkeys(("textcommabelow", "commaaccent"), "\u0326"),
    **dict.fromkeys(("textogonekcentered", "ogonek"), "\u0328"),
    **dict.fromkeys(("bar", "textasciimacronaccent", "capitalmacron"), "\u0304"),
    **dict.fromkeys(("acute", "capitalacute"), "\u0301"),
    **dict.fromkeys(("grave", "capitalgrave"), "\u0300"),
    **dict.fromkeys(("ddot", "capitaldieresis"), "\u0308"),
    **dict.fromkeys(("check", "capitalcaron"), "\u030c"),
    **dict.fromkeys(("hat", "widehat", "capitalcircumflex"), "\u0302"),
    **dict.fromkeys(("tilde", "widetilde", "capitaltilde"), "\u0303"),
    **dict.fromkeys(("breve", "capitalbreve"), "\u0306"),
    **dict.fromkeys(("dot", "capitaldotaccent"), "\u0307"),
    **dict.fromkeys(("mathring", "capitalring"), "\u030a"),
    **dict.fromkeys(("cedilla", "capitalcedilla"), "\u0327"),
    "textcommaabove": "\u0313",
    "textdoublegrave": "\u030f",
    "textroundcap": "\u0311",
    "textsubring": "\u0325",
    "textsubdot": "\u0323",
    "textsubbar": "\u0331",
    "textsubumlaut": "\u0324",
    "texthorn": "\u031b",
    "vec": "\u20d7",
    "overline": "\u0305",
}
"""Accents as marks that follow their letter."""

PANDOC_READS = _words(
    "i j o O l L ss ae AE oe OE aa AA c k H u v r d b t U G f h S P pounds copyright euro textsterling textcopyright "
    "textregistered textbullet textbackslash textless textgreater textasciitilde textasciicircum textdollar textonehalf "
    "textonequarter textthreequarters textyen textbrokenbar textsection textparagraph textdagger textpertenthousand "
    "textdong textpeso textbaht textbigcircle textquoteleft textquoteright textquotedblleft textquotedblright textquotedbl "
    "quotedblbase guillemotleft guillemotright guilsinglleft guilsinglright glqq grqq glq grq flqq frqq flq frq lq rq "
    "ldots dots slash LaTeX TeX hyp hyphen"
)
"""Letters and signs that pandoc reads, and its accents."""

LAYOUT = _words(
    "bf it em sc tt rm sl sf cal mit bfseries itshape scshape ttfamily rmfamily sffamily slshape upshape mdseries normalfont tiny "
    "scriptsize footnotesize small normalsize large Large LARGE huge Huge displaystyle textstyle scriptstyle par noindent "
    "break newblock nobreak allowbreak hfill hfil null leavevmode unskip ignorespaces relax protect selectfont "
    "xspace isdot nopunct frenchspacing sloppy boldmath unboldmath limits nolimits left right big Big bigl bigr Bigl Bigr"
)
"""Commands that shape how text looks, and print nothing themselves."""
