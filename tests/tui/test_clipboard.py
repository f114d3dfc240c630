"""Which helper takes a text into the clipboard, and that it gets the text exactly."""

from __future__ import annotations

import stat
import sys

import pytest

from tui import clipboard


def found(*names: str):
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("environment", "installed", "command"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("wl-copy", "xclip"), "wl-copy"),
        ({"DISPLAY": ":0"}, ("xclip", "xsel"), "xclip"),
        ({"DISPLAY": ":0"}, ("xsel",), "xsel"),
        ({"TMUX": "/tmp/s,1,0", "DISPLAY": ":0"}, ("tmux", "xclip"), "tmux"),
        ({}, ("pbcopy",), "pbcopy"),
        ({"WSL_DISTRO_NAME": "Debian"}, ("clip.exe",), "clip.exe"),
        ({}, ("xclip", "wl-copy"), None),
        ({"DISPLAY": ":10", "SSH_TTY": "/dev/pts/1"}, ("xclip",), None),
        ({"TMUX": "/tmp/s,1,0", "SSH_CONNECTION": "a b"}, ("tmux",), "tmux"),
    ],
)
def test_the_helper_is_one_that_reaches_the_users_own_clipboard(environment, installed, command):
    chosen = clipboard.helper(environment, found(*installed))
    assert (chosen and chosen[0]) == command


def test_a_helper_gets_the_text_exactly_and_a_failure_is_told(tmp_path):
    script = tmp_path / "helper"
    kept = tmp_path / "kept"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    text = "«لا» (M4)\r\nسطر ثان\u200f"
    assert clipboard.fill((str(script),), text)
    assert kept.read_bytes() == text.encode()
    assert not clipboard.fill((str(tmp_path / "missing"),), text)
