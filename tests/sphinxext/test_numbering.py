"""Figures have the numbers that Sphinx gives them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from .projects import Project

CONF = """
numfig = True
numfig_secnum_depth = {depth}

def compare(app, env):
    import json
    from pathlib import Path
    from sphinx.environment.collectors.toctree import TocTreeCollector
    from citator.sphinxext import numbering

    collector, found = TocTreeCollector(), []
    for number in (numbering._ask_every_domain, numbering.assign_figure_numbers):
        env.toc_fignumbers = {{}}
        found.append([sorted(number(collector, env)), env.toc_fignumbers])
    Path(app.confdir, "numbers.json").write_text(json.dumps(found))

def setup(app):
    app.connect("env-updated", compare)
"""
BLOCKS = """
```{figure} a.svg
:name: fig-NAME
A caption.
```

```{figure} b.svg
```

- An item

  ```{code-block} python
  :caption: A listing
  :name: code-NAME
  pass
  ```

```{table} A table
| a |
|---|
| b |
```
"""
FILES = {
    "index.md": f"# Book\n\n{BLOCKS.replace('NAME', 'index')}\n```{{toctree}}\n:numbered:\n\na\nb\nhttps://example.org\nself\n```\n",
    "a.md": f"# A\n\n{BLOCKS}\n## Deep\n\n{BLOCKS.replace('NAME', 'deep')}\n### Deeper\n\n{BLOCKS.replace('NAME', 'deeper')}",
    "b.md": f"# B\n\n## Of parts\n\n```{{toctree}}\nc\nindex\n```\n\n{BLOCKS.replace('NAME', 'b')}\n\n## Second\n\n{BLOCKS.replace('NAME', 's')}",
    "c.md": f"# C\n\n{BLOCKS.replace('NAME', 'c')}",
    "alone.md": f"---\norphan: true\n---\n# Alone\n\n{BLOCKS.replace('NAME', 'alone')}",
}


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_figures_tables_and_listings_are_numbered_as_sphinx_numbers_them(
    depth: int, book: Callable[..., Project]
) -> None:
    project = book(FILES, conf=CONF.format(depth=depth))
    theirs, ours = json.loads((project.folder / "numbers.json").read_text("utf-8"))
    assert ours == theirs
    assert {kind for page in ours[1].values() for kind in page} == {"figure", "table", "code-block"}
    assert "alone" not in ours[1]
