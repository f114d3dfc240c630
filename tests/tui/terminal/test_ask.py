"""Asking terminals who they are, each answering byte for byte as the real one does."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time

import pytest

from tui.terminal.ask import Question
from tui.terminal.here import recognised

ESC = "\x1b"
BDSM = f"{ESC}[8l"
DECRQM = b"\x1b[8$p"

EXPECTED = {
    "VTE 0.70": ("visual", True, BDSM, "visual"),
    "VTE 0.80": ("visual", True, BDSM, "visual"),
    "Konsole 22.12": ("visual", True, f"{ESC}]50;BidiRenderingEnabled=false\x07", "braille"),
    "Konsole 25.04": ("visual", True, f"{ESC}]50;BidiRenderingEnabled=false\x07", "braille"),
    "mlterm 3.9.0": ("visual", True, f"{ESC}]5379;use_ctl=false\x07", "logical"),
    "kitty 0.26": ("chunks", False, BDSM, "chunks"),
    "kitty 0.41": ("chunks", False, BDSM, "chunks"),
    "QTerminal": ("jitter", False, BDSM, "braille"),
    "pterm": ("braille", False, "", "braille"),
    "xterm 379": ("visual", True, BDSM, "visual"),
    "xterm 398": ("visual", True, BDSM, "visual"),
    "urxvt": ("visual", True, BDSM, "visual"),
    "st": ("visual", False, BDSM, "visual"),
    "zutty": ("visual", False, BDSM, "visual"),
    "Alacritty 0.11": ("visual", False, BDSM, "visual"),
    "Alacritty 0.15": ("visual", False, BDSM, "visual"),
    "foot 1.13": ("visual", False, BDSM, "visual"),
    "foot 1.21": ("visual", False, BDSM, "visual"),
    "xterm.js": ("jitter", True, BDSM, "jitter"),
    "tmux": ("visual", False, "", "visual"),
    "screen": ("visual", False, f"{ESC}P{BDSM}{ESC}\\", "visual"),
    "screen in VTE": ("visual", True, f"{ESC}P{BDSM}{ESC}\\", "braille"),
    "Windows Terminal": ("visual", False, BDSM, "visual"),
    "silent": ("visual", False, BDSM, "visual"),
}
PRINTS_A_P = ("QTerminal", "zutty")


def attributes(terminal):
    return termios.tcgetattr(terminal.other)


def ask(environment, **options):
    with Question(environment, **options) as question:
        return recognised(environment, question), question.finish()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_terminal_is_known_by_its_answers_alone(name, fake_terminal, on_terminal):
    with fake_terminal(name) as terminal:
        on_terminal(terminal)
        before = attributes(terminal)
        found, replies = ask({"TERM": terminal.kind.term})
        assert (found.mode, found.keep_harakat, found.before, found.printing) == EXPECTED[name]
        assert found.why
        assert found.key
        assert replies.owed == (name in ("silent", "screen"))
        assert replies.typed == b""
        assert attributes(terminal) == before
        if name in PRINTS_A_P:
            assert DECRQM not in terminal.asked


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "silent"])
def test_what_leaks_in_from_another_terminal_does_not_deceive(name, fake_terminal, on_terminal):
    leaks = {
        "VTE_VERSION": "7006",
        "KONSOLE_VERSION": "221203",
        "KITTY_WINDOW_ID": "1",
        "XTERM_VERSION": "XTerm(379)",
        "MLTERM": "3.9.0",
        "TMUX": "/nowhere/at/all,1,0",
        "STY": "1.elsewhere",
    }
    with fake_terminal(name) as terminal:
        on_terminal(terminal)
        found, _ = ask({"TERM": terminal.kind.term, **leaks})
        assert (found.mode, found.keep_harakat, found.before, found.printing) == EXPECTED[name]


def test_a_terminal_that_answers_costs_no_waiting(fake_terminal, on_terminal):
    with fake_terminal("st") as terminal:
        on_terminal(terminal)
        begun = time.perf_counter()
        ask({"TERM": "st-256color"})
        assert time.perf_counter() - begun < 0.25


@pytest.mark.parametrize(("environment", "least"), [({}, 0.28), ({"SSH_TTY": "tty"}, 0.95)])
def test_a_silent_terminal_is_waited_for_no_longer_than_it_deserves(
    fake_terminal, on_terminal, environment, least
):
    with fake_terminal("silent") as terminal:
        on_terminal(terminal)
        begun = time.perf_counter()
        _, replies = ask({"TERM": "xterm", **environment})
        assert least < time.perf_counter() - begun < least + 0.6
        assert replies.owed == 1


def test_the_time_for_an_answer_counts_from_the_question(fake_terminal, on_terminal):
    with fake_terminal("silent") as terminal:
        on_terminal(terminal)
        question = Question({"TERM": "xterm"})
        asked = time.monotonic()
        while time.monotonic() < asked + 0.3:
            sum(range(1000))
        begun = time.perf_counter()
        question.finish()
        assert time.perf_counter() - begun < 0.1


def test_keys_typed_meanwhile_are_kept_in_order(fake_terminal, on_terminal):
    def speak(write, answer):
        write(b"j" + answer + b"k")

    with fake_terminal("kitty 0.41", speak=speak) as terminal:
        on_terminal(terminal)
        terminal.type(b"/")
        found, replies = ask({"TERM": "xterm-kitty"})
        assert found.mode == "chunks"
        terminal.quiet(0.05)
        # What comes behind the last answer stays for whoever reads next.
        assert (replies.typed + b"k").startswith(b"/jk")
        assert replies.typed.strip(b"jk") == b"/"


def test_an_answer_may_come_byte_by_byte(fake_terminal, on_terminal):
    def speak(write, answer):
        for byte in answer:
            write(bytes([byte]))

    with fake_terminal("Konsole 25.04", speak=speak) as terminal:
        on_terminal(terminal)
        found, replies = ask({"TERM": "xterm-256color"})
        assert found.name == "Konsole"
        assert replies.typed == b""


def test_an_answer_cut_off_is_remembered_and_its_rest_still_owed(fake_terminal, on_terminal):
    def speak(write, answer):
        if answer.endswith(b"c"):
            write(answer[:4])

    with fake_terminal("urxvt", speak=speak) as terminal:
        on_terminal(terminal)
        _, replies = ask({"TERM": "rxvt-unicode"})
        assert replies.owed == 1
        assert replies.unfinished.startswith(b"\x1b[")


@pytest.mark.parametrize(
    "hostile",
    [b"A" * 10_000, b"\x1b]0;title\x07\x00\x9b31m", "‮\u0007\u009b".encode(), b"\xff\xfe"],
)
def test_a_hostile_answer_is_survived(fake_terminal, on_terminal, hostile):
    def speak(write, answer):
        write(b"\x1bP>|" + hostile + b"\x1b\\" + answer)

    with fake_terminal("urxvt", speak=speak) as terminal:
        on_terminal(terminal)
        before = attributes(terminal)
        found, _ = ask({"TERM": "xterm"})
        assert found.mode in ("visual", "braille")
        assert attributes(terminal) == before


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "dumb"},
        {"TERM": "linux"},
        {},
        {"TERM": "xterm", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"},
        {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"},
    ],
)
def test_those_that_would_print_the_question_are_not_asked(fake_terminal, on_terminal, environment):
    with fake_terminal("silent") as terminal:
        on_terminal(terminal)
        found, _ = ask(environment)
        assert found.why
        assert terminal.quiet(0.05) == b""


def test_nothing_is_asked_where_one_end_is_no_terminal(
    fake_terminal, on_terminal, monkeypatch, tmp_path
):
    with fake_terminal("xterm 379") as terminal, (tmp_path / "in").open("w+") as file:
        on_terminal(terminal)
        monkeypatch.setattr("sys.__stdin__", file)
        ask({"TERM": "xterm"})
        assert terminal.quiet(0.05) == b""


def test_nothing_is_asked_while_a_pager_reads_the_keyboard(fake_terminal, on_terminal, monkeypatch):
    reading, writing = os.pipe()
    with (
        fake_terminal("xterm 379") as terminal,
        os.fdopen(reading),
        os.fdopen(writing, "w") as pipe,
    ):
        on_terminal(terminal)
        monkeypatch.setattr("sys.__stdout__", pipe)
        ask({"TERM": "xterm"})
        assert terminal.quiet(0.05) == b""


def test_two_different_terminals_are_not_taken_for_one(fake_terminal, on_terminal, monkeypatch):
    with fake_terminal("xterm 379") as terminal, fake_terminal("st") as another:
        on_terminal(terminal)
        with os.fdopen(os.dup(another.other)) as stream:
            monkeypatch.setattr("sys.__stdin__", stream)
            ask({"TERM": "xterm"})
        assert terminal.quiet(0.05) == b""


def test_keys_typed_for_the_next_program_are_left_alone(fake_terminal, on_terminal):
    with fake_terminal("xterm 379") as terminal:
        on_terminal(terminal)
        terminal.type(b"ls\n")
        with Question({"TERM": "xterm"}, may_read_keys=False) as question:
            assert question.why_not
        assert os.read(terminal.other, 100) == b"ls\n"


def test_what_is_behind_screen_is_part_of_the_name(fake_terminal, on_terminal):
    with fake_terminal("screen in VTE") as terminal:
        on_terminal(terminal)
        found, replies = ask({"TERM": "screen", "STY": "1.here"})
        assert replies.owed == 0
        assert "83;40900;0" in found.key
        assert "7E565445" in found.key
        assert found.redraw


def test_an_answer_too_late_for_a_verb_is_not_seen_at_the_prompt(fake_terminal, program):
    with fake_terminal("silent") as terminal:
        before = attributes(terminal)
        with program(terminal, ["-c", PRINT_SLOWLY.format(path=sys.path)]) as started:
            terminal.wait_for(b"printing")
            terminal.type(b"\x1b[?65;1;9c")
            assert started.wait(20) == 0
        assert b"65;1;9" not in terminal.quiet(0.1)
        assert attributes(terminal) == before


PRINT_SLOWLY = """
import os, select, sys
sys.path[:0] = {path!r}
from tui.terminal.here import terminal_for_printing
terminal_for_printing()
print("printing", flush=True)
select.select([0], [], [], 10)
"""

ASK_AND_WAIT = """
import os, sys
sys.path[:0] = {path!r}
from tui.terminal.ask import Question
question = Question(os.environ)
os.write(2, b"asked")
while True:
    pass
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_a_signal_amid_the_question_leaves_the_terminal_as_it_was(fake_terminal, program, name):
    with fake_terminal("silent") as terminal:
        before = attributes(terminal)
        with program(terminal, ["-c", ASK_AND_WAIT.format(path=sys.path)]) as started:
            terminal.wait_for(b"asked")
            assert attributes(terminal) != before
            started.send_signal(getattr(signal, name))
            assert started.wait(20) == -getattr(signal, name)
        assert attributes(terminal) == before


def test_doctor_prints_hostile_answers_as_plain_text(
    fake_terminal, program, library_file, tmp_path
):
    def speak(write, answer):
        write(b"\x1bP>|\xe2\x80\xae\xc2\x9b31m\x07" + b"\x9d0;x" + b"A" * 10_000 + b"\x1b\\")
        write(answer)

    environment = {
        "IDLIB_BRIEF_LIBRARY": str(library_file),
    }
    with (
        fake_terminal("urxvt", speak=speak) as terminal,
        program(terminal, ["-m", "tui.cli", "doctor"], environment) as started,
    ):
        terminal.wait_for(b"q = end: ")
        terminal.type(b"q\n")
        assert started.wait(20) == 0
        shown = terminal.quiet().partition(b"Each sample")[0].decode()
        written = shown[shown.index("program\r") :]
        assert not [c for c in written if c != "\r" and c != "\n" and not c.isprintable()]


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "xterm-256color", "XTERM_VERSION": "XTerm(379)"}, {"TERM": "alacritty"}],
)
def test_a_terminal_started_from_apples_is_asked(fake_terminal, on_terminal, environment):
    with fake_terminal("xterm 379") as terminal:
        on_terminal(terminal)
        found, _ = ask({**environment, "TERM_PROGRAM": "Apple_Terminal"})
        assert found.name == "xterm"
