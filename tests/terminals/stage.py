"""A terminal on an X server of its own: started, driven by its keyboard, photographed, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ink import Picture, find_grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ink import Grid
    from park import Kind

T = TypeVar("T")

HERE = Path(__file__).resolve().parent
SCREEN = (1700, 1000)


class FailedError(Exception):
    """A terminal could not be driven to the end."""


class Stage:
    """A terminal on an X server of its own.

    Args:
        kind: The terminal.
        folder: A folder for this run alone.
        command: What to run in it.
    """

    def __init__(self, kind: Kind, folder: Path, command: list[str]) -> None:
        self.kind = kind
        self.folder = folder
        self.command = command
        self.cards = 0
        self.window = ""
        self.grid: Grid | None = None

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Start server and terminal; end both afterwards."""
        read, write = os.pipe()
        with (self.folder / "log").open("wb") as log:
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24",
                 "-dpi", "96", "-nolisten", "tcp"],
                pass_fds=[write], stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            os.close(write)
            terminal = None
            try:
                with os.fdopen(read) as answer:
                    number = answer.readline().strip()
                if not number:
                    raise FailedError("Xvfb did not start")
                self.environment = self._environment(f":{number}")
                terminal = subprocess.Popen(
                    self._command_line(), env=self.environment, cwd=self.folder,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                )  # fmt: skip
                yield self
            finally:
                # Whatever the terminal started ends with the server that shows it.
                for process in (terminal, server):
                    if process is not None:
                        _end(process)

    def _environment(self, display: str) -> dict[str, str]:
        home = self.folder / "home"
        runtime = self.folder / "runtime"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        # Each terminal would be given a theme of its own, and none would be like another.
        settings = home / ".config/idlib-brief/settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('[look]\ntheme = "dark"\n', encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "USER") if name in os.environ}
        return kept | {
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "SHELL": "/bin/sh",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            "GSETTINGS_BACKEND": "keyfile",
            "QT_QPA_PLATFORM": "xcb",
            "WINIT_X11_SCALE_FACTOR": "1",
        }

    def _command_line(self) -> list[str]:
        inside = [sys.executable, "-B", str(HERE / "on_stage.py"), str(self.folder), *self.command]
        line = self.kind.start(self.folder / "home", inside)
        return ["dbus-run-session", "--", *line] if self.kind.has_bus else line

    def show_card(self) -> tuple[int, int]:
        """Have the card drawn, find the grid, and return the terminal's size in cells.

        Raises:
            FailedError: Nothing runs in the terminal, or its cells cannot be found.
        """

        def found() -> tuple[int, int] | None:
            # A terminal that is not ready yet may be without cells, or of another size at once.
            size = self._drawn_card()
            time.sleep(0.1)
            self.grid = find_grid(self.photograph(), *size)
            return size if self.grid else None

        return _until(found, 10, "the card for finding its cells did not appear whole")

    def _drawn_card(self) -> tuple[int, int]:
        number, self.cards = self.cards, self.cards + 1
        (self.folder / f"card-{number}").touch()
        size_file = self.folder / f"size-{number}"
        try:
            _until(size_file.exists, 30, "")
        except FailedError:
            log = (self.folder / "log").read_text(errors="replace").strip().splitlines()
            raise FailedError(f"nothing ran in it: {log[-1] if log else 'no message'}") from None
        columns, rows = map(int, size_file.read_text().split())
        return columns, rows

    def resize(self, columns: int, rows: int, now: tuple[int, int]) -> None:
        """Give the window another size in cells.

        Raises:
            FailedError: There is no window, or the grid is not known.
        """
        grid = self.known_grid()
        width, height = self._window_size()
        width += (columns - now[0]) * grid.cell_width
        height += (rows - now[1]) * grid.cell_height
        self._xdotool("windowsize", self.window, str(width), str(height))
        self._hide_pointer()
        self.grid = replace(grid, columns=columns, rows=rows)

    def take_focus(self) -> None:
        """Find the window, put it into the corner and give it the keyboard."""
        found = self._xdotool("search", "--onlyvisible", "--name", ".*").split()
        sizes = {window: self._window_size(window) for window in found}
        sizes = {window: size for window, size in sizes.items() if size != SCREEN}
        if not sizes:
            raise FailedError("it has no window")
        self.window = max(sizes, key=lambda window: sizes[window][0] * sizes[window][1])
        self._xdotool("windowmove", self.window, "0", "0")
        self._xdotool("windowfocus", self.window)
        self._hide_pointer()

    def _hide_pointer(self) -> None:
        """Put the pointer outside the window, or where next to nothing of it can be seen."""
        right, below = SCREEN
        if self.kind.on_wayland:
            # The compositor draws it, and keeps it where it left the window.
            right, below = self._window_size()
        self._xdotool("mousemove", str(right - 1), str(below - 1))

    def _window_size(self, window: str = "") -> tuple[int, int]:
        lines = self._xdotool("getwindowgeometry", "--shell", window or self.window).splitlines()
        found = dict(line.split("=", 1) for line in lines if "=" in line)
        return int(found.get("WIDTH", 0)), int(found.get("HEIGHT", 0))

    def press(self, key: str) -> None:
        """Press a key, named as X does."""
        self._xdotool("key", key)

    def photograph(self) -> Picture:
        """Return the screen as it is now."""
        pixels = subprocess.run(
            ["import", "-silent", "-window", "root", "-depth", "8", "rgb:-"],
            env=self.environment, capture_output=True, check=False, timeout=30,
        ).stdout  # fmt: skip
        if len(pixels) != SCREEN[0] * SCREEN[1] * 3:
            raise FailedError("no screenshot could be taken")
        return Picture(*SCREEN, pixels)

    def settled(self, is_new: Callable[[Picture], bool]) -> Picture:
        """Return the screen once it is another and stays as it is.

        Raises:
            FailedError: It did not within a time that is long enough for slow machines.
        """
        end = time.monotonic() + 20
        last, calm = self.photograph(), 0
        while time.monotonic() < end:
            time.sleep(0.2)
            picture = self.photograph()
            calm = 0 if picture.differs(last) else calm + 1
            last = picture
            if calm >= 2 and is_new(picture):
                return picture
        raise FailedError("the screen did not change" if calm else "the screen never came to rest")

    def known_grid(self) -> Grid:
        """Return where its cells are.

        Raises:
            FailedError: They were not found yet.
        """
        if self.grid is None:
            raise FailedError("its cells were not found")
        return self.grid

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True,
            check=False, timeout=20,
        ).stdout  # fmt: skip


def _until(attempt: Callable[[], T | None], seconds: float, otherwise: str) -> T:
    """Try until there is a result.

    Raises:
        FailedError: There was none in time; it says ``otherwise``.
    """
    end = time.monotonic() + seconds
    while True:
        result = attempt()
        if result:
            return result
        if time.monotonic() > end:
            raise FailedError(otherwise)
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process group that was started here."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(3)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
        break
