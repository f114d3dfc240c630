"""The signs that lists put beside their rows, and what each of them means."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

from tui.language.said import _, noted


@dataclass(frozen=True, slots=True)
class Signs:
    """One sign for each thing a row can say, one column each; all of them differ in shape."""

    unread: str = "●"
    starred: str = "★"
    marked: str = "✓"
    notes: str = "✎"
    excerpt: str = "½"
    copies: str = "≈"
    tag: str = "#"
    chosen_day: str = "*"
    inferred_day: str = "~"
    unsure_day: str = "?"
    view: str = "≡"
    current: str = "◂"


SIGNS = Signs()
PLAIN_SIGNS = Signs(
    unread="o",
    starred="+",
    marked="x",
    notes="n",
    excerpt="%",
    copies="=",
    view=":",
    current="<",
)
"""The same in ASCII, for fonts that lack the others."""

_MEANINGS = Signs(
    unread=noted("not read yet"),
    starred=noted("starred"),
    marked=noted("marked"),
    notes=noted("notes on it, with their number"),
    excerpt=noted("only a part of the article, as feeds carry it"),
    copies=noted("much like other articles, with their number: d shows what differs"),
    tag=noted("tags, or their number where there is no room"),
    chosen_day=noted("behind a day: given by whoever added the article"),
    inferred_day=noted("behind a day: read out of the text, not stated as the article's own"),
    unsure_day=noted("behind a day: day and month could be swapped, or something contradicts it"),
    view=noted("a saved view: unread / all that it finds, and its query"),
    current=noted("the view that the list is narrowed to"),
)


_FRAMES = {
    "─━╌┄": "-",
    "═": "=",
    "│┃║┆┊▏▕▌▐▎": "|",
    "╭╮╰╯┌┐└┘├┤┬┴┼╋┏┓┗┛╔╗╚╝╠╣╦╩╬┠┨": "+",
    "▁▂": "_",
    "▃▄▔▀": "=",
    "▅▆▇█▉▊▋▍": "#",
    "░▒▓": ":",
    "→▶▸►": ">",
    "←◀◄": "<",
    "↑▲▴": "^",
    "↓▼▾": "v",
    "◆◇": "*",
    "•·": ".",
    "…": "~",
}
"""What stands for frames, bars and arrows in ASCII."""


def _in_ascii() -> dict[int, str]:
    table = {ord(sign): plain for signs, plain in _FRAMES.items() for sign in signs}
    pairs = zip(astuple(SIGNS), astuple(PLAIN_SIGNS), strict=True)
    table.update({ord(sign): plain for sign, plain in pairs if not sign.isascii()})
    return table


IN_ASCII: Mapping[int, str] = _in_ascii()
"""What every sign on the screen is in ASCII, of one column like itself."""


def legend(signs: Signs = SIGNS) -> tuple[tuple[str, str], ...]:
    """Return each sign with what it means, for a person to read."""
    return tuple(zip(astuple(signs), map(_, astuple(_MEANINGS)), strict=True))


def day_sign(signs: Signs, known_from: str | None, certainty: str) -> str:
    """Return what stands behind a day that its source does not state, or not beyond doubt."""
    if certainty != "sure":
        return signs.unsure_day
    if known_from == "option":
        return signs.chosen_day
    return signs.inferred_day if known_from == "inferred" else ""
