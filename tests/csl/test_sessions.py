"""Pandocs that stay: one answers as a pandoc of its own would, and nobody gets another's answer."""

from __future__ import annotations

import json
import os
import time

import pytest

from citator.csl.engine import process
from citator.csl.locales import base_terms, localise
from citator.csl.pandoc_ast import cite_block, pandoc_citation, run_citeproc
from citator.csl.styles import find_style
from citator.engines import pandoc
from citator.engines.pandoc import PandocError, PandocTimeoutError, Sessions, sessions
from citator.model.citation import CitationScope

from .shelf import SHELF, cite, item

ITEMS = {key: item(key) for key in SHELF}


@pytest.fixture
def no_other_pandoc(monkeypatch):
    monkeypatch.setattr(pandoc, "run_pandoc", lambda *_, **__: pytest.fail("a pandoc of its own was started"))


def scope(style, locale="en-US"):
    citations = (cite("@smith, p. 3", note=1), cite("@doe; @doe2", note=2), cite("@smith", "narrative", note=3))
    return CitationScope(style, citations, ITEMS, locale=locale)


def ask(title, timeout=60.0):
    """Return what a pandoc makes of a citation of a work, as a text."""
    blocks = run_citeproc(
        [cite_block([pandoc_citation("k")], in_note=False)],
        style=find_style("apa").xml,
        items=[{"id": "k", "type": "book", "title": title}],
        locale=None,
        timeout=timeout,
    )
    return json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography", "ieee", "modern-language-association"])
@pytest.mark.parametrize("locale", ["en-US", "ru-RU", "zh-CN"])
def test_a_session_answers_as_a_pandoc_of_its_own_does(style, locale, monkeypatch):
    with sessions(1):
        answers = [process(scope(style, locale)) for _ in range(2)]
    monkeypatch.setattr(Sessions, "ask", lambda *_: None)
    base_terms.cache_clear()
    localise.cache_clear()
    alone = process(scope(style, locale))
    assert answers == [alone, alone]


def test_a_session_answers_again_and_again(no_other_pandoc):
    with sessions(1):
        assert [title in ask(title) for title in ("Tides", "Хроника", "年表", "")] == [True] * 4


def test_what_a_session_cannot_read_it_refuses_and_goes_on(no_other_pandoc):
    with sessions(1):
        with pytest.raises(PandocError):
            pandoc.citeproc(b'{"blocks": 7}', timeout=60)
        assert "Tides" in ask("Tides")


def test_a_process_that_needs_several_at_once_starts_more(monkeypatch, no_other_pandoc):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with sessions(0):
        opened = pandoc._opened[-1]
        numbers = [opened._take(), opened._take(), opened._take()]
    assert numbers == [0, 1, None]


def test_when_all_sessions_are_busy_another_pandoc_answers(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with sessions(1):
        pandoc._opened[-1]._take()
        assert "Tides" in ask("Tides")


def test_a_process_keeps_the_pandoc_that_it_asked_first(monkeypatch, no_other_pandoc):
    monkeypatch.setattr(pandoc, "_opened", opened := [])
    assert ["Tides" in ask("Tides"), "Storms" in ask("Storms")] == [True, True]
    assert [len(one._processes) for one in opened] == [1]
    opened[0].close()


def test_when_a_session_has_ended_another_pandoc_answers():
    with sessions(1):
        opened = pandoc._opened[-1]
        opened._processes[0].kill()
        opened._processes[0].wait()
        assert ["Tides" in ask("Tides") for _ in range(2)] == [True, True]


def test_a_session_that_takes_too_long_is_ended_and_not_asked_again():
    with sessions(1):
        with pytest.raises(PandocTimeoutError, match="longer than"):
            ask("Tides", timeout=0)
        opened = pandoc._opened[-1]
        assert opened._processes[0].wait(10) < 0
        assert "Tides" in ask("Tides")


def test_a_fork_that_dies_after_its_question_leaves_nobody_its_answer():
    with sessions(1):
        child = os.fork()
        if child == 0:
            pandoc._exchange = lambda *_: os._exit(0)
            ask("Storms")
        os.waitpid(child, 0)
        assert "Tides" in ask("Tides")


def test_sessions_end_with_the_block_that_opened_them():
    with sessions(2):
        opened = pandoc._opened[-1]
    assert opened not in pandoc._opened
    assert all(process.returncode is not None for process in opened._processes)


def test_sessions_that_ended_leave_no_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with sessions(2):
        assert "Tides" in ask("Tides")
        assert list(tmp_path.iterdir()) != []
    assert list(tmp_path.iterdir()) == []


def test_forks_share_a_session_one_at_a_time():
    with sessions(1):
        begin = time.monotonic()
        children = []
        for title in ("Tides", "Storms", "Winters"):
            child = os.fork()
            if child == 0:
                os._exit(0 if all(title in ask(title) for _ in range(3)) else 1)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert time.monotonic() - begin < 60
