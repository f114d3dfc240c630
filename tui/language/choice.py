"""Which language and which digits: as chosen, or as the environment has them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Tag = Literal["en", "ar"]
Numerals = Literal["latin", "arabic-indic"]

LANGUAGES: Final[tuple[Tag, ...]] = ("en", "ar")
CHOICES: Final = ("auto", *LANGUAGES)
"""What can be chosen for the interface."""
NUMERALS: Final[tuple[Numerals, ...]] = ("latin", "arabic-indic")
"""The digits of the program's own numbers; those of articles and days stay as they are."""

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX looks for the language of messages; the first that is set decides."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the digits it counts with."""

    tag: Tag = "en"
    numerals: Numerals = "latin"

    @property
    def is_from_right(self) -> bool:
        """Whether it is written from the right."""
        return self.tag == "ar"


ENGLISH: Final = Language()


def chosen_language(
    interface: str | None = None,
    numerals: Numerals | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Language:
    """Return the language of the screen.

    Args:
        interface: ``ar``, ``en``, or ``auto`` and None for what the environment says.
        numerals: The digits; None for those of Latin script, whatever the language.
        environment: Where ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` are looked for; a language that
            the screen does not speak, or none, is English.
    """
    wanted = interface if interface not in (None, "auto") else _of_environment(environment)
    tag: Tag = "ar" if wanted == "ar" else "en"
    return Language(tag, numerals or "latin")


def _of_environment(environment: Mapping[str, str]) -> str:
    """Return the language of the environment: ``ar`` of ``ar_SY.UTF-8``."""
    value = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return value.partition(".")[0].partition("@")[0].partition("_")[0].lower()
