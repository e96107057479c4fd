"""Looking for nodes: what there is is found, however it came into the tree."""

from __future__ import annotations

import pickle

import pytest
from docutils import nodes

from citator.sphinxext.surgery import Kinds, find


@pytest.fixture
def kinds(monkeypatch):
    """Watch the making of elements, and stop after the test."""
    monkeypatch.setattr(nodes.Element, "__init__", nodes.Element.__init__)
    watching = Kinds()
    watching.watch()
    watching.complete = True
    return watching


def test_a_kind_of_which_nothing_was_made_is_not_looked_for(kinds):
    nodes.paragraph("", "", nodes.emphasis())
    assert [kinds.may_be(kind) for kind in (nodes.paragraph, nodes.emphasis, nodes.table)] == [True, True, False]


def test_a_kind_is_looked_for_as_soon_as_one_is_made(kinds):
    assert not kinds.may_be(nodes.table)
    nodes.table()
    assert kinds.may_be(nodes.table)


def test_a_kind_is_looked_for_by_the_kinds_that_it_stands_for(kinds):
    nodes.paragraph()
    assert kinds.may_be(nodes.General)
    assert kinds.may_be((nodes.table, nodes.TextElement))
    assert not kinds.may_be(nodes.Admonition)


def test_texts_and_nodes_of_any_kind_are_always_looked_for(kinds):
    assert kinds.may_be(nodes.Text)
    assert kinds.may_be(nodes.Node)


def test_a_copy_counts_as_made(kinds):
    kinds.may_be(nodes.note)
    kinds._made.clear()
    nodes.note().deepcopy()
    assert kinds.may_be(nodes.note)


def test_a_tree_that_was_read_back_is_searched_for_everything():
    stored = pickle.dumps(nodes.paragraph("", "", nodes.strong("", "word")))
    assert [node.astext() for node in find(pickle.loads(stored), nodes.strong)] == ["word"]


def test_lines_of_text_are_searched_for_what_can_stand_in_them(kinds):
    nodes.paragraph("", "", nodes.image(), nodes.strong())
    assert [kinds.are_blocks(kind) for kind in (nodes.paragraph, nodes.image, nodes.Element)] == [True, False, False]
    assert not kinds.are_blocks((nodes.paragraph, nodes.strong))


def test_lines_of_text_are_searched_for_everything_once_a_block_stands_in_one(kinds, monkeypatch):
    monkeypatch.setattr("citator.sphinxext.surgery.KINDS", kinds)
    figure = nodes.figure()
    line = nodes.paragraph("", "", nodes.inline("", "", figure))
    assert list(find(line, nodes.figure)) == []
    kinds.note_child(line[0], figure)
    assert list(find(line, nodes.figure)) == [figure]
