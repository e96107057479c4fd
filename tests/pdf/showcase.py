"""A small library with every element that MyST and Sphinx can produce in a report."""

from __future__ import annotations

import multiprocessing
import struct
import zlib
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from citator.model.publication import Publication
from citator.sphinxext.application import ReadRequest, read_publication_object
from citator.sphinxext.preloading import preload

# a fork then begins with all that a build imports
preload()
_FORK = multiprocessing.get_context("fork")

CONF = """
extensions = ["myst_parser", "citator", "citator.sphinxext.pictures", "sphinx_design"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "attrs_inline", "attrs_block", "substitution", "fieldlist"]
citator_library = {"name": "The Library", "publisher": "The Institute", "url": "https://library.example"}
"""
BIB = """
@book{abel, author={Abel, Niels}, title={Tides}, publisher={North Press}, address={Oslo}, year={2001}}
@book{ли2018, author={Ли, Иван}, title={Приливы}, publisher={Наука}, year={2018}}
"""
SQUARE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"><rect width="120" height="60" fill="#456"/></svg>"""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\x33\x66\x99"))
    + _chunk(b"IEND", b"")
)
INDEX = """---
type: report
title: Tides & Treaties
subtitle: A Showcase
description: Every element once.
date: 2026-11-23
authors: [{name: Ada Example}]
key_findings: [Water rises., Water falls.]
language: en-GB
---
# Tides & Treaties

Words before the first chapter.

```{toctree}
:numbered:

text
blocks
floats
```
"""
TEXT = """(ch-text)=
# Text

A paragraph with *emphasis*, **strong**, `code`, {sup}`up`, {sub}`down`, {kbd}`Ctrl`, {abbr}`INF (Intermediate)`,
[Россия]{.language-ru}, 北京, a [link](https://example.org/a_b), <https://example.org> and \\#hash $E = mc^2$.[^own]
It rises [@abel, p. 12]. It falls [@ли2018]. Again.[^own] See {ref}`ch-blocks`, {numref}`fig-one` and {numref}`tab-one`, {eq}`eq-one`.

[^own]: A note of the author's, see [@abel].

{lang=fr-BE}
Une phrase.

## A section with [@abel] in it

```{line-block}
a line
  another
```

## Second

Text.
"""
BLOCKS = """(ch-blocks)=
# Blocks

> A quotation.
>
> -- Somebody

- one
  - inner
- two

3. three
4. four

Term
: What it means.

:name: value

```{note}
A note box.
```

```{admonition} Own title
A box.
```

```{topic} A topic
Its words.
```

```{sidebar} A sidebar
Beside.
```

```{epigraph}
An epigraph.
```

```{code-block} python
:caption: A listing
:linenos:

print("#[*]")
```

```{math}
:label: eq-one

\\frac{a}{b} = c
```

```{versionadded} 1.0
Since then.
```

```{centered} Centred words
```

```{rubric} A rubric
```

:::{only} html
Only in HTML.
:::

:::{only} typst
Only in the PDF.
:::

```{raw} typst
#rubric[From Typst];
```

```{raw} latex
raw latex
```

```{glossary}
tide
  Water that moves.
```

```{hlist}
- left
- right
```

::::{tab-set}
:::{tab-item} First tab
In the first tab.
:::
:::{tab-item} Second tab
In the second tab.
:::
::::

::::{grid} 2
:::{grid-item-card} Card title
In the card.
:::
::::

:::{dropdown} Dropdown title
In the dropdown.
:::

```{py:function} tide(height)
What it does.
```

***

After a break.
"""
FLOATS = """(ch-floats)=
# Floats

```{figure} square.svg
:name: fig-one
:alt: A grey square.
:width: 50%

A square, after {cite:t}`abel`.

Source: nobody.
```

![A blue point](pixel.png)

```{figure} pixel.png
:decorative:
```

```{list-table} Heights
:name: tab-one
:header-rows: 1

* - Place
  - Height
* - Bergen
  - 1 [@abel]
```

```{eval-rst}
+-------+-------+
| a     | b     |
+=======+=======+
| spanning both |
+-------+-------+
| tall  | one   |
|       +-------+
|       | two   |
+-------+-------+
```

```{csv-table} Wide
:class: landscape
:header: A, B, C

1, 2, 3
```
"""
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# The Library\n",
    "docs/reports/tides/index.md": INDEX,
    "docs/reports/tides/text.md": TEXT,
    "docs/reports/tides/blocks.md": BLOCKS,
    "docs/reports/tides/floats.md": FLOATS,
    "docs/reports/tides/square.svg": SQUARE,
    "docs/reports/tides/pixel.png": PIXEL,
}


@dataclass
class Built:
    """A publication that has been read: its Typst project and what was told."""

    project: Path
    publication: Publication
    messages: list[str] = field(default_factory=list)

    @property
    def typst(self) -> str:
        """The main file."""
        return (self.project / "main.typ").read_text("utf-8")


def read_library(folder: Path, files: dict[str, str | bytes], slug: str) -> Built:
    """Write a library into a folder and read one publication, in a fork."""
    for name, data in {"conf.py": CONF, "references.bib": BIB, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_read, args=(folder, slug, sender))
    process.start()
    sender.close()
    answer = receiver.recv()
    process.join()
    if isinstance(answer, Exception):
        raise answer
    publication, messages = answer
    return Built(folder / "object" / "typst", publication, messages)


def _read(folder: Path, slug: str, pipe: Connection) -> None:
    import runpy

    from citator.frontmatter import read_library as read_settings
    from citator.frontmatter import read_publication
    from citator.frontmatter.first_pages import find_first_page

    try:
        conf = runpy.run_path(str(folder / "conf.py"))
        library, _ = read_settings(conf["citator_library"], text="")
        assert library is not None
        source = find_first_page(folder / "docs", slug)
        assert source is not None
        publication, _ = read_publication(source, docs=folder / "docs", confdir=folder, library=library, people={})
        assert publication is not None
        facts = read_publication_object(ReadRequest(folder, publication, folder / "object", folder / "cache"))
        pipe.send((publication, [str(diagnostic) for diagnostic in facts.diagnostics]))
    except Exception as error:
        pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))


def compile_built(built: Built, fonts: Path, edition: str = "screen") -> tuple[bytes, list[str]]:
    """Compile a project, and return the PDF with the messages."""
    from citator.typst.compile import compile_project

    done = compile_project(built.project, edition=edition, publication=built.publication, fonts_cache=fonts, links={})
    return done.pdf, [str(diagnostic) for diagnostic in done.diagnostics]
