"""The floor: the smallest useful Textual app, a list of 200 lines and a footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, OptionList


class Hello(App[None]):
    """Paints a list and waits."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Lay out list and footer."""
        yield OptionList(*(f"floor row {n}" for n in range(200)))
        yield Footer()


if __name__ == "__main__":
    Hello().run()
