"""Inside tmux and screen: who is behind them, and what reaches it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from tui.terminal.multiplexer import Client, behind, client_from, outer_replies, wrapped
from tui.terminal.recognise import recognise
from tui.terminal.replies import Replies

TMUX = recognise(Replies(xtversion="tmux 3.3a", da2="84;0;0"), {"TERM": "tmux-256color"})
CLIENT = Client("", "xterm-256color", passthrough=True, explicit=False, kinds=())
VTE = Replies(da2="65;7006;1", da3="7E565445")


def test_a_sequence_is_wrapped_so_that_it_comes_through():
    assert wrapped("tmux", "\x1b[8l") == "\x1bPtmux;\x1b\x1b[8l\x1b\\"
    assert wrapped("screen", "\x1b[8l") == "\x1bP\x1b[8l\x1b\\"
    assert wrapped("tmux", "") == ""


@pytest.mark.parametrize(
    ("termtype", "mode", "cure"),
    [
        ("kitty(0.26.5)", "chunks", "\x1b[8l"),
        ("Konsole 22.12.3", "visual", "\x1b]50;BidiRenderingEnabled=false\x07"),
        ("foot(1.13.1)", "visual", "\x1b[8l"),
        ("XTerm(379)", "visual", "\x1b[8l"),
        ("xterm.js(6.1.0)", "jitter", "\x1b[8l"),
    ],
)
def test_the_terminal_behind_decides_and_its_cure_is_handed_on(termtype, mode, cure):
    client = replace(CLIENT, termtype=termtype)
    found = behind(TMUX, outer_replies(None, client), client)
    assert found.mode == mode
    assert found.before == wrapped("tmux", cure)
    assert found.redraw == ("tmux", "refresh-client")
    assert termtype in found.key


def test_where_shades_are_lost_between_neighbours_none_is_counted_on():
    found = behind(TMUX, Replies(da2="0;115;0"), CLIENT)
    assert (found.mode, found.before) == ("braille", "")


def test_where_the_cure_cannot_come_through_a_mode_is_taken_that_needs_none():
    client = replace(CLIENT, passthrough=False)
    for replies, mode in ((VTE, "braille"), (Replies(xtversion="Konsole 25.04.2"), "braille")):
        found = behind(TMUX, replies, client)
        assert (found.mode, found.before, found.after) == (mode, "", "")
        assert "allow-passthrough" in found.advice


def test_a_configuration_that_keeps_the_terminal_from_reordering_is_trusted():
    client = replace(CLIENT, passthrough=False, explicit=True)
    found = behind(TMUX, VTE, client)
    assert (found.mode, found.printing, found.before) == ("visual", "visual", "")


def test_a_terminal_behind_that_says_nothing_is_known_by_its_term():
    client = replace(CLIENT, termname="mlterm", passthrough=False)
    assert behind(TMUX, outer_replies(None, client), client).mode == "logical"


@pytest.mark.parametrize(
    ("output", "passthrough", "explicit", "kinds"),
    [
        ("kitty(0.26.5)|xterm-kitty|0|1|3.3a\nkitty(0.26.5)|xterm-kitty|0\n", True, False, 1),
        ("|xterm-256color|0|0|3.3a\n|xterm-256color|0\nXTerm(379)|xterm|0\n", False, False, 2),
        ("|xterm-256color|0||3.1\n|xterm-256color|0\nXTerm(379)|xterm|other\n", False, False, 1),
        ("|xterm|0|on|3.4\nxterm*:smcup=\\E[8l\\E[?1049h\n|xterm|0\n", True, True, 1),
    ],
)
def test_what_tmux_says_of_its_clients_is_understood(output, passthrough, explicit, kinds):
    client = client_from(output)
    assert client is not None
    assert (client.passthrough, client.explicit, len(client.kinds)) == (
        passthrough,
        explicit,
        kinds,
    )


@pytest.mark.parametrize("output", ["", "\n", "no server running", "a|b\n"])
def test_what_is_no_answer_of_tmux_is_none(output):
    assert client_from(output) is None


LOOK = """
import os, sys
sys.path[:0] = {path!r}
from tui.terminal.here import ask_terminal, recognised
with ask_terminal() as question:
    found = recognised(os.environ, question)
print("found", found.name, found.mode, repr(found.before), question.client().kinds, "end")
input()
"""


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize(
    ("passthrough", "kind", "says"),
    [
        ("on", "kitty 0.26", b"found tmux in kitty chunks '\\x1bPtmux;"),
        ("on", "VTE 0.70", b"found tmux in VTE visual '\\x1bPtmux;"),
        ("off", "kitty 0.26", b"found tmux in kitty chunks ''"),
        ("off", "Konsole 22.12", b"found tmux in Konsole braille ''"),
    ],
)
def test_a_real_tmux_tells_or_hands_on_who_is_behind_it(
    fake_terminal, program, tmp_path, passthrough, kind, says
):
    script = tmp_path / "look.py"
    script.write_text(LOOK.format(path=sys.path))
    configuration = tmp_path / "tmux.conf"
    configuration.write_text(f"set -g allow-passthrough {passthrough}\nset -g status off\n")
    server = ["tmux", "-S", str(tmp_path / "s"), "-f", str(configuration)]
    inside = [*server, "new-session", sys.executable, str(script)]
    with fake_terminal(kind) as terminal:
        try:
            with program(terminal, ["-c", f"import os; os.execvp('tmux', {inside!r})"]):
                terminal.wait_for(b"end")
                assert says in terminal.seen
        finally:
            subprocess.run([*server, "kill-server"], check=False, capture_output=True)
