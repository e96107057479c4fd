from __future__ import annotations

from collections.abc import Callable

from citator.bibtex.entry import Bibliography
from citator.bibtex.export import export_bibtex, to_bibtex

Read = Callable[..., Bibliography]


def test_an_entry_is_exported_as_written_without_private_fields(read: Read) -> None:
    items = read(
        """@Report{one, author = {M{\\"u}ller, A. and {Big {Corp}}}, title = {The {INF} Treaty},
        date = 2001, keywords = {secret}, annotation = {secret}, file = {secret}, url = {https://example.org/a_b}}"""
    ).items
    assert to_bibtex(items["one"]) == (
        "@report{one,\n"
        '  author = {M{\\"u}ller, A. and {Big {Corp}}},\n'
        "  title  = {The {INF} Treaty},\n"
        "  date   = {2001},\n"
        "  url    = {https://example.org/a_b},\n"
        "}\n"
    )


def test_unsafe_addresses_are_not_exported(read: Read) -> None:
    items = read("@misc{one, title = {One}, url = {javascript:x}, doi = {javascript:x}}").items
    assert "javascript" not in to_bibtex(items["one"])


def test_what_is_exported_reads_back_the_same(read: Read) -> None:
    source = "@inbook{b, title = {B}, crossref = {a}}\n@book{a, title = {A}, author = {Roe, R.}, date = {2001~}}\n"
    items = read(source).items
    again = read(export_bibtex(items.values())).items
    assert {key: again[key].data for key in again} == {key: items[key].data for key in sorted(items)}
