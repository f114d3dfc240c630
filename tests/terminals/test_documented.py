"""Whether docs/terminals.md says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.bidi.encode import MODES
from tui.settings import BIDI_CHOICES
from tui.terminal.here import HARAKAT_VARIABLE, MODE_VARIABLE
from tui.terminal.multiplexer import TMUX_ADVICE
from tui.terminal.recognise import (
    BDSM,
    BY_ENVIRONMENT,
    BY_REPLY,
    KONSOLE,
    MLTERM,
    NO_CURE,
    recognise,
)
from tui.terminal.replies import Replies

DOCUMENT = (Path(__file__).parents[2] / "docs/terminals.md").read_text("utf-8")

RULES = [rule for rule in (*BY_REPLY, *BY_ENVIRONMENT) if rule.name]
NAMES = sorted({rule.name for rule in RULES})
SENT = {BDSM: "`ESC[8l`", KONSOLE: "`OSC 50`", MLTERM: "`OSC 5379`", NO_CURE: "nothing"}

TABLE: dict[str, list[str]] = {}
for row in re.findall(r"^\| \*\*(.*)\|$", DOCUMENT, re.MULTILINE):
    name, *columns = [column.strip() for column in row.split("|")]
    TABLE[name.partition("**")[0]] = columns


def sign_as_written(of: str, begins: str, ends: str) -> str:
    if ends and ends != begins:
        return f"`{of} {begins}` with `{ends}` at the end"
    return f"`{f'{of} {begins}'.strip()}`"


def test_the_table_has_every_terminal_the_program_knows_and_no_other():
    assert sorted(TABLE) == sorted([*NAMES, "web", "unknown"])


@pytest.mark.parametrize("name", NAMES)
def test_a_terminal_is_documented_as_it_is_treated(name):
    known_by, sent, mode, harakat, _ = TABLE[name]
    rules = [rule for rule in RULES if rule.name == name]
    signs = {sign_as_written(s.of, s.begins, s.ends) for rule in rules for s in rule.signs}
    assert set(known_by.split(", ")) == signs
    assert {SENT[rule.cure] for rule in rules} == {sent}
    assert {rule.mode for rule in rules} == {mode}
    assert {"keep" if rule.keep_harakat else "strip" for rule in rules} == {harakat}


@pytest.mark.parametrize(("name", "variables"), [("web", {"TEXTUAL_DRIVER": "x"}), ("unknown", {})])
def test_what_no_rule_knows_is_documented_as_it_is_treated(name, variables):
    terminal = recognise(Replies(), variables)
    _, sent, mode, harakat, _ = TABLE[name]
    assert sent == ("`ESC[8l`" if terminal.before else "nothing")
    assert mode == terminal.mode
    assert harakat == ("keep" if terminal.keep_harakat else "strip")


def test_every_mode_and_variable_is_explained():
    explained = re.findall(r"^\| (\w+) \| [^|]* \| [^|]* \|$", DOCUMENT, re.MULTILINE)
    assert explained == ["mode", *MODES]
    assert all(f"`{choice}`" in DOCUMENT for choice in BIDI_CHOICES)
    assert f"`{MODE_VARIABLE}`" in DOCUMENT
    assert f"`{HARAKAT_VARIABLE}`" in DOCUMENT


def test_the_lines_for_tmux_are_those_the_program_advises():
    lines = re.findall(r"^    (set .*)$", DOCUMENT, re.MULTILINE)
    assert len(lines) == 2
    assert all(line in TMUX_ADVICE for line in lines)
