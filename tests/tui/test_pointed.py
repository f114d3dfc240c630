"""A wrong query on a terminal: the caret stands under the token, wherever bidi puts it."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest

from corpus.query.errors import QueryError
from corpus.query.parse import parse
from tui.terminal.here import terminal_here
from tui.verbs.pointed import on_terminal, pointed


def wrong(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.fixture
def terminal():
    return replace(terminal_here(None, None), mode="visual")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("سوتشي sorce:RT أكار", "sorce:"),
        ("سوتشي مصدرر:سانا أكار", "مصدرر:"),
        ("sochi حالةة:مقروء akar", "حالةة:"),
    ],
)
def test_the_caret_stands_under_the_token_as_it_is_shown(terminal, text, token):
    line, caret = on_terminal(wrong(text), terminal)
    under = line[caret.index("^") : caret.rindex("^") + 1]
    assert caret.count("^") == len(under) == len(token)
    # Shaped letters are their letters again in compatibility form; their order is the visual one.
    assert sorted(normalize("NFKC", under)) == sorted(token)


def test_a_pipe_gets_logical_text(capsys):
    error = wrong("سوتشي sorce:RT")
    assert pointed(error) == error.drawn()


def test_a_terminal_that_orders_lines_itself_gets_logical_text(terminal):
    error = wrong("سوتشي sorce:RT")
    assert on_terminal(error, replace(terminal, mode="logical")) == error.drawn()
