"""The terminals: which package each comes in, how it is started at a size and in a font."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FONT, POINTS = "DejaVu Sans Mono", 12
PIXELS = POINTS * 96 // 72
COLUMNS, ROWS = 110, 34


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of terminal."""

    name: str
    package: str
    """What to install on Debian, a second program it needs included."""
    start: Callable[[Path, list[str]], list[str]]
    """From a home folder, to which settings may be written, and a command to a command line."""
    on_wayland: bool = False
    has_bus: bool = False
    """Whether it needs a session bus."""
    is_truecolor: bool = True
    """Whether it takes any colour; if it does not say so itself, the script does."""
    needs: tuple[str, ...] = ()
    """The programs it is made of, where they are not called as the kind is."""
    options: tuple[str, ...] = ()
    """What idlib-brief is told that a person would have answered to doctor."""
    eye: str = ""
    """Why rows may differ from xterm's and still be right: then a person has to look."""

    @property
    def programs(self) -> tuple[str, ...]:
        """What must be installed."""
        return (*(self.needs or (self.name,)), *(["weston"] if self.on_wayland else ()))


def _written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _xterm(_: Path, command: list[str]) -> list[str]:
    return ["xterm", "-fa", FONT, "-fs", str(POINTS), "-geometry", f"{COLUMNS}x{ROWS}", "+sb",
            "-e", *command]  # fmt: skip


def _urxvt(_: Path, command: list[str]) -> list[str]:
    return ["urxvt", "-fn", f"xft:{FONT}:size={POINTS}", "-geometry", f"{COLUMNS}x{ROWS}", "+sb",
            "-e", *command]  # fmt: skip


def _st(_: Path, command: list[str]) -> list[str]:
    return ["st", "-f", f"{FONT}:size={POINTS}", "-g", f"{COLUMNS}x{ROWS}", "-e", *command]


def _alacritty(_: Path, command: list[str]) -> list[str]:
    settings = (f'font.normal.family="{FONT}"', f"font.size={POINTS}",
                f"window.dimensions.columns={COLUMNS}",
                f"window.dimensions.lines={ROWS}")  # fmt: skip
    options = [word for setting in settings for word in ("-o", setting)]
    return ["alacritty", *options, "-e", *command]


def _kitty(_: Path, command: list[str]) -> list[str]:
    settings = (f"font_family={FONT}", f"font_size={POINTS}", "remember_window_size=no",
                f"initial_window_width={COLUMNS}c", f"initial_window_height={ROWS}c",
                "enable_audio_bell=no", "update_check_interval=0",
                "linux_display_server=x11")  # fmt: skip
    options = [word for setting in settings for word in ("-o", setting)]
    return ["kitty", "--config", "NONE", *options, *command]


def _foot(home: Path, command: list[str]) -> list[str]:
    # Weston shows it full-screen in a window of its own on the X server.
    _written(home / ".config/foot/foot.ini", f"font={FONT}:size={POINTS}\npad=0x0\n")
    weston = "weston --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so"
    inside = shlex.join(["foot", *command])
    return ["sh", "-c", f"{weston} --no-config --socket=stage --width=1100 --height=646 & "
            "until [ -S \"$XDG_RUNTIME_DIR/stage\" ]; do sleep 0.1; done; "
            f"WAYLAND_DISPLAY=stage exec {inside}"]  # fmt: skip


def _xfce(_: Path, command: list[str]) -> list[str]:
    return ["xfce4-terminal", "--disable-server", "--hide-menubar", "--hide-scrollbar",
            f"--geometry={COLUMNS}x{ROWS}", f"--font={FONT} {POINTS}", "-x", *command]  # fmt: skip


def _sakura(_: Path, command: list[str]) -> list[str]:
    return ["sakura", "-c", str(COLUMNS), "-r", str(ROWS), "-f", f"{FONT} {POINTS}",
            "-e", shlex.join(command)]  # fmt: skip


def _gnome(home: Path, command: list[str]) -> list[str]:
    profile = "b1dcc9dd-5262-4d8d-a863-c897e6d979b9"
    _written(
        home / ".config/glib-2.0/settings/keyfile",
        f"[org/gnome/terminal/legacy/profiles:/:{profile}]\n"
        f"use-system-font=false\nfont='{FONT} {POINTS}'\nscrollbar-policy='never'\n"
        "[org/gnome/terminal/legacy]\ndefault-show-menubar=false\n",
    )
    return ["gnome-terminal", "--wait", f"--geometry={COLUMNS}x{ROWS}", "--", *command]


def _mlterm(home: Path, command: list[str]) -> list[str]:
    _written(home / ".mlterm/aafont", f"DEFAULT={FONT}\nISO10646_UCS4_1={FONT}\n")
    _written(home / ".mlterm/main", "type_engine=xft\nuse_scrollbar=false\ncol_size_of_width_a=1\n")
    return ["mlterm", "-w", str(PIXELS), "-g", f"{COLUMNS}x{ROWS}", "-e", *command]


def _konsole(home: Path, command: list[str]) -> list[str]:
    _written(home / ".config/konsolerc", "[KonsoleWindow]\nRememberWindowSize=false\n")
    settings = (f"Font={FONT},{POINTS}", f"TerminalColumns={COLUMNS}", f"TerminalRows={ROWS}",
                "ScrollBarPosition=2")  # fmt: skip
    options = [word for setting in settings for word in ("-p", setting)]
    return ["konsole", "--separate", "--hide-menubar", "--hide-tabbar", *options, "-e", *command]


def _qterminal(home: Path, command: list[str]) -> list[str]:
    _written(
        home / ".config/qterminal.org/qterminal.ini",
        f"[General]\nfontFamily={FONT}\nfontSize={POINTS}\nMenuVisible=false\n"
        "HideTabBarWithOneTab=true\nAskOnExit=false\nScrollbarPosition=0\n",
    )
    return ["qterminal", "-e", shlex.join(command)]


def _pterm(_: Path, command: list[str]) -> list[str]:
    return ["pterm", "-fn", f"client:{FONT} {POINTS}", "-geometry", f"{COLUMNS}x{ROWS}", "-sb-",
            "-e", *command]  # fmt: skip


def _pterm_without_bidi(home: Path, command: list[str]) -> list[str]:
    _written(home / ".config/putty/sessions/stage", "DisableArabicShaping=1\nDisableBidi=1\n")
    first, *rest = _pterm(home, command)
    return [first, "-load", "stage", *rest]


def _kitty_force_ltr(home: Path, command: list[str]) -> list[str]:
    first, *rest = _kitty(home, command)
    return [first, "-o", "force_ltr=yes", *rest]


def _in_tmux(home: Path, command: list[str], *lines: str) -> list[str]:
    """Return the command inside a tmux of its own, which ends with the terminal."""
    settings = ("set -g status off", "set -g destroy-unattached on", "set -sg escape-time 0")
    _written(home / "tmux.conf", "\n".join((*settings, *lines, "")))
    return ["tmux", "-S", str(home / "tmux"), "-f", str(home / "tmux.conf"), "new-session",
            shlex.join(command)]  # fmt: skip


def _tmux_in_xterm(home: Path, command: list[str]) -> list[str]:
    return _xterm(home, _in_tmux(home, command))


def _tmux_in_xfce(home: Path, command: list[str]) -> list[str]:
    return _xfce(home, _in_tmux(home, command))


def _tmux_passing_in_xfce(home: Path, command: list[str]) -> list[str]:
    return _xfce(home, _in_tmux(home, command, "set -g allow-passthrough on"))


def _tmux_explicit_in_xfce(home: Path, command: list[str]) -> list[str]:
    override = r"set -ga terminal-overrides ',*:smcup=\E[8l\E[?1049h:rmcup=\E[?1049l\E[8h'"
    return _xfce(home, _in_tmux(home, command, override))


def _tmux_in_konsole(home: Path, command: list[str]) -> list[str]:
    return _konsole(home, _in_tmux(home, command))


def _tmux_passing_in_konsole(home: Path, command: list[str]) -> list[str]:
    return _konsole(home, _in_tmux(home, command, "set -g allow-passthrough on"))


def _tmux_in_mlterm(home: Path, command: list[str]) -> list[str]:
    return _mlterm(home, _in_tmux(home, command))


def _tmux_passing_in_mlterm(home: Path, command: list[str]) -> list[str]:
    return _mlterm(home, _in_tmux(home, command, "set -g allow-passthrough on"))


def _tmux_in_kitty(home: Path, command: list[str]) -> list[str]:
    return _kitty(home, _in_tmux(home, command))


KINDS = (
    Kind("xterm", "xterm", _xterm),
    Kind("urxvt", "rxvt-unicode", _urxvt),
    Kind("st", "stterm", _st),
    Kind("alacritty", "alacritty", _alacritty),
    Kind("kitty", "kitty", _kitty),
    Kind("foot", "foot weston", _foot, on_wayland=True),
    Kind("xfce4-terminal", "xfce4-terminal", _xfce, has_bus=True),
    Kind("sakura", "sakura", _sakura, has_bus=True),
    Kind("gnome-terminal", "gnome-terminal", _gnome, has_bus=True),
    # It reads ten numbers of a sequence; bold text in two colours of three numbers has eleven.
    Kind("mlterm", "mlterm", _mlterm, is_truecolor=False),
    Kind("konsole", "konsole", _konsole, has_bus=True),
    Kind("qterminal", "qterminal", _qterminal, has_bus=True),
    Kind("pterm", "pterm", _pterm),
    # The settings that docs/terminals.md advises.
    Kind(
        "kitty-force-ltr", "kitty", _kitty_force_ltr, needs=("kitty",), options=("--bidi", "visual")
    ),
    Kind(
        "pterm-without-bidi",
        "pterm",
        _pterm_without_bidi,
        needs=("pterm",),
        options=("--bidi", "visual"),
    ),
    Kind("tmux-in-xterm", "xterm tmux", _tmux_in_xterm, needs=("xterm", "tmux")),
    Kind("tmux-in-kitty", "kitty tmux", _tmux_in_kitty, needs=("kitty", "tmux")),
    Kind(
        "tmux-in-xfce",
        "xfce4-terminal tmux",
        _tmux_in_xfce,
        needs=("xfce4-terminal", "tmux"),
        has_bus=True,
    ),
    Kind(
        "tmux-in-xfce-passing",
        "xfce4-terminal tmux",
        _tmux_passing_in_xfce,
        needs=("xfce4-terminal", "tmux"),
        has_bus=True,
    ),
    Kind(
        "tmux-in-xfce-explicit",
        "xfce4-terminal tmux",
        _tmux_explicit_in_xfce,
        needs=("xfce4-terminal", "tmux"),
        has_bus=True,
    ),
    Kind(
        "tmux-in-konsole", "konsole tmux", _tmux_in_konsole, needs=("konsole", "tmux"), has_bus=True
    ),
    Kind(
        "tmux-in-konsole-passing",
        "konsole tmux",
        _tmux_passing_in_konsole,
        needs=("konsole", "tmux"),
        has_bus=True,
    ),
    Kind(
        "tmux-in-mlterm",
        "mlterm tmux",
        _tmux_in_mlterm,
        needs=("mlterm", "tmux"),
        eye="nothing reaches it, and borders are black",
    ),
    Kind(
        "tmux-in-mlterm-passing",
        "mlterm tmux",
        _tmux_passing_in_mlterm,
        needs=("mlterm", "tmux"),
        eye="tmux gives it eight colours, in which borders are black",
    ),
)
"""All kinds; the first, which reorders nothing, is what the others are held against."""
