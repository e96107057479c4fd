"""Sizes that authors give to pictures, figures, tables and columns, under a policy that refuses styles in a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from site_library import INF
from test_reading_page import REPORT

from citator.sphinxext.html.sizes import sized

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Build = Callable[..., Path]

SIZED = """\
# One

```{image} bars.svg
:width: 200px
```

```{image} bars.svg
:width: 3cm
```

```{image} bars.svg
:height: 20em
```

![](bars.svg){width=120px}

```{figure} bars.svg
:figwidth: 62.5%
:width: 5em

A figure.
```

```{list-table}
:width: 301.5px
:widths: 20 80

* - A
  - B
```
"""
MEASURED = """() => [...document.querySelectorAll("main :is(img, figure, table, col)")].map(part => [
  part.localName, ...["width", "height"].map(side => part.getBoundingClientRect()[side])])"""


@pytest.mark.tool("chromium")
def test_sizes_that_authors_give_hold_where_the_policy_refuses_styles(build: Build, browser: Browser) -> None:
    out = build({**REPORT, "reports/inf/one.md": SIZED}, INF, {"myst_enable_extensions": ["attrs_inline"]})
    place = out / "reports/inf/one.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="style-src \'self\' file:">'
    place.write_text(place.read_text().replace("<head>", f"<head>{policy}"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(place.as_uri())
    measured = [(name, round(width, 1), round(height, 1)) for name, width, height in page.evaluate(MEASURED)]
    page.close()
    assert said == []
    assert [part[:2] for part in measured] == [
        ("img", 200),
        ("img", 113.4),
        ("img", 360),
        ("img", 120),
        ("figure", 360),
        ("img", 90),
        ("table", 301.5),
        ("col", 60.3),
        ("col", 241.2),
    ]
    assert measured[2][2] == 360


def test_sizes_stand_in_the_style_sheet_for_a_strict_policy() -> None:
    body = '<col style="width: 16.7%" /><img alt="A" src="a.svg" style="width: 2in; height: 5em;" /><code>style="width: 9%"</code>'
    assert sized(body) == (
        '<col data-width="10 6 .7 %" /><img alt="A" src="a.svg" data-width="100 90 2" data-height="5 em" />'
        '<code>style="width: 9%"</code>'
    )
