"""A report of two chapters with what a design shapes: cover, contents, opening, note, quotation, box, figure, table, code, list of works."""

from __future__ import annotations

from showcase import CONF

WAVES = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 130" width="400" height="130">
<path d="M10 120 H390" stroke="#333" fill="none"/>
<path d="M10 100 C60 0 110 0 160 70 S270 130 310 60 S370 20 390 50" stroke="#16405b" stroke-width="3" fill="none"/>
<path d="M10 80 C80 50 150 50 220 80 S340 110 390 90" stroke="#b5532a" stroke-width="3" stroke-dasharray="7 5" fill="none"/>
</svg>"""
INDEX = """---
type: report
title: Tides and Treaties
subtitle: How the Sea Was Divided
description: An invented report that shows the parts of a page.
date: 2026-11-23
authors: [{name: Ada Example}, {name: Bo Example}]
publisher: The Institute
copyright: The Institute
license: CC-BY-4.0
key_findings: [Water rises., Water falls.]
language: en-GB
---
# Tides and Treaties

```{toctree}
:numbered:

water
measures
```
"""
WATER = """(ch-water)=
# The water between

The sea belongs to those who can reach it, and for most of history few could.[^own] Maps drew it blue and left it alone. Then
came the nets, the cables and the wells, and each asked for a line [@abel, p. 12]. What follows tells how the lines were drawn, who
drew them, and what became of the ones that nobody kept. {numref}`fig-tide` has the measure of it, and {numref}`tab-heights` the numbers.

[^own]: A note of the author's, see [@abel].

## A line in the water

> Whoever holds the tide holds the harbour, and whoever holds the harbour need not hold much else.

The first line was drawn at three miles, the reach of a gun. It lasted as long as guns did. The second was drawn by a committee,
and the third by a satellite, which asked nobody.

Each of them was drawn twice: once by those who wanted it, and once by those who had to live with it. The maps agree on the
first line only. On the second they differ by the width of a harbour, which is small on paper and large at low water, when the
boats lie on their sides and the men who would fish stand on the quay and argue. On the third they do not differ at all, because
it has never been seen by anybody who did not own a receiver.

What a line is worth shows when somebody crosses it. The first was crossed daily and defended never. The second was crossed once,
by a trawler in fog, and defended for eleven years in three courts [@abel, ch. 4]. The third is crossed by every tide.

```{admonition} What this rests on
The numbers are invented, and so are the authors.
```

- Lines that were drawn and kept
- Lines that were drawn and forgotten
- Lines that were never drawn
"""
MEASURES = """(ch-measures)=
# Two measures

## How high it stands

```{figure} waves.svg
:name: fig-tide
:alt: Two curves over one axis, a steep one and a flat one, broken line.

The tide at two harbours.

Source: nobody.
```

```{list-table} Heights at five harbours, in metres
:name: tab-heights
:header-rows: 1

* - Harbour
  - Spring
  - Neap
* - Northmouth
  - 4.1
  - 2.2
* - Eastmouth
  - 3.7
  - 1.9
* - Southmouth
  - 5.0
  - 2.8
```

```{code-block} python
:caption: A measure of a measure

mean = sum(heights) / len(heights)
```

```{math}
h = \\frac{a + b}{2}
```
"""


def two_designs(template: str | None) -> dict[str, str | bytes]:
    """Return the files of the report in the house design, or in another."""
    conf = f'{CONF}\ncitator_pdf = {{"template": "{template}"}}\n' if template else CONF
    return {
        "conf.py": conf,
        "docs/index.md": "# The Library\n",
        "docs/reports/tides/index.md": INDEX,
        "docs/reports/tides/water.md": WATER,
        "docs/reports/tides/measures.md": MEASURES,
        "docs/reports/tides/waves.svg": WAVES,
    }
