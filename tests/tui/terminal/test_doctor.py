"""doctor: what the terminal said, which sample reads right, and what a text hides."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager, suppress

import pytest

from tui.cli import main

BEFORE, AFTER = b"\x1b]50;BidiRenderingEnabled=false\x07", b"\x1b]50;BidiRenderingEnabled=true\x07"
ASKED = b"Which one reads right?"


@pytest.fixture
def doctor(fake_terminal, program, library_file, tmp_path):
    """Run a verb on a terminal: ``with doctor("kitty 0.41") as (terminal, started)``."""

    @contextmanager
    def run(kind, *words):
        environment = {
            "IDLIB_BRIEF_LIBRARY": str(library_file),
        }
        words = words or ("doctor",)
        with (
            fake_terminal(kind) as terminal,
            program(terminal, ["-m", "tui.cli", *words], environment) as started,
        ):
            yield terminal, started

    return run


@pytest.fixture
def answers(tmp_path):
    return lambda: json.loads((tmp_path / "config" / "terminals.json").read_text())


def test_the_report_says_who_the_terminal_is_and_how_that_is_known(doctor):
    with doctor("kitty 0.41") as (terminal, started):
        seen = terminal.wait_for(ASKED).decode()
        assert "it answers XTVERSION with kitty(0.41.1)" in seen
        assert "ESC [>1;4000;41c" in seen
        assert "3  chunks   (chosen)" in seen
        terminal.type(b"q\n")
        assert started.wait(20) == 0


def test_an_answer_is_kept_for_this_terminal_used_and_forgotten(doctor, answers):
    with doctor("urxvt") as (terminal, started):
        terminal.wait_for(ASKED)
        terminal.type(b"9\n")
        terminal.wait_for(b"One of 1, 2, 3, 4, 5")
        terminal.type(b"4\n")
        terminal.wait_for(b"stand on their letters?")
        terminal.type(b"s\n")
        terminal.wait_for(b"doctor --forget")
        assert started.wait(20) == 0
    assert answers() == {"DA2 85;95;0": {"bidi": "braille", "harakat": "strip"}}
    with doctor("urxvt") as (terminal, started):
        assert "your answer to doctor says braille" in terminal.wait_for(ASKED).decode()
        terminal.type(b"q\n")
        assert started.wait(20) == 0
    with doctor("st") as (terminal, started):
        assert "your answer to doctor says" not in terminal.wait_for(ASKED).decode()
        terminal.type(b"q\n")
    with doctor("urxvt", "doctor", "--forget") as (terminal, started):
        assert started.wait(20) == 0
        terminal.wait_for(b"Forgotten for DA2 85;95;0")
    assert answers() == {}


def test_enter_leaves_everything_as_chosen(doctor, tmp_path):
    with doctor("urxvt") as (terminal, started):
        terminal.wait_for(ASKED)
        terminal.type(b"\n")
        terminal.wait_for(b"stand on their letters?")
        terminal.type(b"\n")
        assert started.wait(20) == 0
        terminal.wait_for(b"Nothing changed")
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize(
    ("keys", "code"), [(b"\n\n", 0), (b"q\n", 0), (b"\x04", 0), (b"\x03", 130)]
)
def test_the_cure_holds_for_the_samples_alone(doctor, keys, code):
    with doctor("Konsole 25.04") as (terminal, started):
        seen = terminal.wait_for(ASKED)
        assert seen.index(b"library") < seen.index(BEFORE) < seen.index(b"1  visual")
        terminal.type(keys)
        with suppress(subprocess.TimeoutExpired):
            started.wait(2)
        if keys == b"\x03" and started.poll() is None:
            # Python does not hear a signal that comes just before it begins to read.
            terminal.type(keys)
        assert started.wait(20) == code
        assert terminal.quiet().rindex(AFTER) > terminal.seen.rindex(BEFORE)


def test_nothing_is_asked_of_the_person_where_stdout_is_no_terminal(library_file, capsys, tmp_path):
    assert main(["doctor", "--json", "--library", str(library_file)]) == 0
    told = json.loads(capsys.readouterr().out)["terminal"]
    assert told["bidi"] in ("visual", "jitter", "chunks", "braille")
    assert told["asked"] != "yes"
    assert told["replies"]["XTVERSION"] is None


@pytest.fixture
def hiding(tmp_path):
    path = tmp_path / "hiding.txt"
    path.write_text(
        "بيان عن إدلب\n\n"
        "أعلن الوزير أن \u202eexe.gpj\u202c الملف\u200f وصل إلى المدينة صباح اليوم.\n\n"
        "وقال إن اللجنة\u200c ستجتمع\u200f غدا في سوتشي مع الوفد التركي.\n",
        encoding="utf-8",
    )
    return path


def test_what_a_text_hides_is_listed_with_overrides_first(hiding, capsys):
    assert main(["doctor", str(hiding)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("OVERRIDE RLO\tparagraph 2, position 15\t‹RLO›exe.gpj‹PDF›")
    assert any("U+200F RIGHT-TO-LEFT MARK" in line and line.startswith("2 x RLM") for line in lines)
    assert not [c for line in lines for c in line if c != "\t" and not c.isprintable()]


def test_what_a_text_hides_as_json(hiding, capsys):
    assert main(["doctor", str(hiding), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [found["name"] for found in told["overrides"]] == ["RLO"]
    marks = {found["name"]: found for found in told["characters"]}
    assert marks["RLM"]["count"] == 2
    assert [paragraph for paragraph, _ in marks["RLM"]["places"]] == [2, 3]
    assert marks["ZWNJ"]["code"] == "U+200C"


def test_a_text_that_hides_nothing_says_so(tmp_path, capsys):
    path = tmp_path / "plain.txt"
    path.write_text("بيان عن إدلب\n\nأعلن الوزير أن الوفد وصل إلى المدينة صباح اليوم.\n")
    assert main(["doctor", str(path)]) == 0
    assert "nothing is hidden" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [("VTE 0.70", b"\x1b[8l", b"\x1b[8h"), ("Konsole 25.04", b"", b""), ("mlterm 3.9.0", b"", b"")],
)
def test_printed_lines_are_right_when_the_program_has_ended(doctor, kind, before, after):
    with doctor(kind, "list") as (terminal, started):
        assert started.wait(20) == 0
        seen = terminal.quiet().replace(b"\x1b[>c\x1b[=c\x1b[>0q\x1b[c", b"")
    lines = [line for line in seen.splitlines() if b"idlib-brief" in line]
    assert len(lines) > 10
    assert all(line.startswith(before) and line.endswith(after) for line in lines)
    if not before:
        assert b"BidiRendering" not in seen
        assert b"use_ctl" not in seen


def test_verbs_leave_what_was_typed_for_the_shell(doctor, fake_terminal, program, library_file):
    environment = {"IDLIB_BRIEF_LIBRARY": str(library_file)}
    with fake_terminal("xterm 379") as terminal:
        terminal.type(b"ls\n")
        with program(terminal, ["-m", "tui.cli", "list"], environment) as started:
            assert started.wait(20) == 0
        assert os.read(terminal.other, 100) == b"ls\n"
