"""What is said on the screen, in the language of the one who reads it.

English stands in the code and costs nothing; another language is looked up in its catalogue
(``ar.mo``, made of ``ar.po``) by the English. The language is that of the app that runs: it holds
from ``speaking`` on, for whatever is called inside.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Final

from tui.language.choice import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations
    from typing import Literal

    from tui.language.choice import Language

_SPOKEN: Final[ContextVar[Language]] = ContextVar("language", default=ENGLISH)

_ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ISOLATE, _POP, _MARK = "\u2068", "\u2069", "\u200f"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language in whatever is called inside, and in the tasks that begin there."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """Return the language that is spoken; English where nobody has said."""
    return _SPOKEN.get()


def _(text: str, /, **parts: object) -> str:
    """Return a text in the language spoken, with its parts put in.

    In a language written from the right each part that is a text keeps its own direction, so that
    a Latin name or a path does not turn the line round.

    Args:
        text: The English, the key of the catalogue; ``{name}`` stands for a part.
        parts: Numbers, and texts that are not translated here.
    """
    language = _SPOKEN.get()
    if language.tag != "en" and text:
        text = _isolating(catalogue(language.tag).gettext(text))
    return text.format(**_written(language, parts)) if parts else text


def plural(one: str, other: str, number: int, /, **parts: object) -> str:
    """Return a text that counts something, in the form that the number asks for.

    Args:
        one: The English for one; ``{n}`` stands for the number.
        other: The English for any other number.
        number: What is counted.
        parts: Further parts, as in `_`.
    """
    language = _SPOKEN.get()
    if language.tag == "en":
        text = one if number == 1 else other
    else:
        text = _isolating(catalogue(language.tag).ngettext(one, other, number))
    return text.format(**_written(language, {"n": number, **parts}))


def in_line(text: str) -> str:
    """Return a text as `_` puts it into a line: with a direction of its own where that matters."""
    return f"{_ISOLATE}{text}{_POP}" if is_from_right() else text


def translated(text: str) -> str:
    """Return a text that the corpus gave, translated where the catalogue has it.

    Args:
        text: A word or a line in English, such as a label; anything else comes back as it is.
    """
    language = _SPOKEN.get()
    if language.tag == "en" or not text:
        return text
    found = catalogue(language.tag).gettext(text)
    return text if found is text else _isolating(found)


def noted(text: str) -> str:
    """Return a text as it is: it belongs into the catalogue, and `_` is asked for it later."""
    return text


def number(value: int, spec: str = "") -> str:
    """Return a number of the program's own, such as a count, in the digits that were chosen."""
    return digits(format(value, spec))


def digits(text: str) -> str:
    """Return a text of the program's own with its digits as they were chosen."""
    return text.translate(_ARABIC_INDIC) if _SPOKEN.get().numerals == "arabic-indic" else text


def is_from_right() -> bool:
    """Tell whether the language spoken is written from the right."""
    return _SPOKEN.get().is_from_right


def start_side() -> Literal["left", "right"]:
    """Return the side where a line of the language spoken begins."""
    return "right" if _SPOKEN.get().is_from_right else "left"


def end_side() -> Literal["left", "right"]:
    """Return the side where a line of the language spoken ends."""
    return "left" if _SPOKEN.get().is_from_right else "right"


@cache
def catalogue(tag: str) -> NullTranslations:
    """Return the catalogue of a language.

    Raises:
        OSError: There is none; it is part of the program.
    """
    from gettext import GNUTranslations
    from importlib import resources

    with resources.files("tui.language").joinpath(f"{tag}.mo").open("rb") as file:
        return GNUTranslations(file)


class _Number(int):
    """A number that is written in the digits that were chosen, whatever the form asked for."""

    def __format__(self, spec: str) -> str:
        return digits(int.__format__(self, spec))


def _written(language: Language, parts: dict[str, object]) -> dict[str, object]:
    """Return the parts of a text as they are put into it."""
    if not language.is_from_right and language.numerals == "latin":
        return parts
    return {name: _part(language, value) for name, value in parts.items()}


def _part(language: Language, value: object) -> object:
    if isinstance(value, int):
        return _Number(value)
    if language.is_from_right and not isinstance(value, float):
        return f"{_ISOLATE}{value}{_POP}"
    return value


@cache
def _isolating(text: str) -> str:
    """Return a text of the catalogue whose signs between backquotes keep their own direction.

    One that has no letter of its own, but parts alone, gets a mark of the catalogue's direction.
    """
    from string import Formatter

    own = "".join(literal for literal, *_part in Formatter().parse(text))
    pieces = text.split("`")
    isolated = "".join(
        f"{_ISOLATE}{piece}{_POP}" if index % 2 else piece for index, piece in enumerate(pieces)
    )
    return isolated if any(map(str.isalpha, own)) else f"{_MARK}{isolated}"
