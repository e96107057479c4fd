"""Compiled templates are kept between builds, and never outlive what they were compiled for."""

from __future__ import annotations

from pathlib import Path

from jinja2 import DictLoader, Environment, pass_context

from citator.site.templating import keep_compiled


def rendered(cache: Path, shout) -> str:
    environment = Environment(loader=DictLoader({"page": "{{ 'a'|shout }}"}), autoescape=True)
    environment.filters["shout"] = shout
    keep_compiled(environment, cache)
    return environment.get_template("page").render(end="!")


def test_a_template_is_compiled_anew_when_one_of_its_filters_begins_to_ask_for_the_page(tmp_path: Path) -> None:
    assert rendered(tmp_path, lambda text: text + "?") == "a?"
    assert rendered(tmp_path, pass_context(lambda page, text: text + page["end"])) == "a!"
