"""Queries on a command line may begin with ``-``, which leaves out and is no option."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

FLAGS = frozenset({"-h", "-o"})
"""The options of one letter there are."""


def behind_blanks(words: Sequence[str]) -> list[str]:
    """Return the words of a command line with a blank before each that is a term to leave out.

    ``-has:note`` would else be read as ``-h``. The blank means nothing to a query.
    """
    return [
        f" {word}" if len(word) > 1 and word[0] == "-" != word[1] and word not in FLAGS else word
        for word in words
    ]


def take_dashes(parser: ArgumentParser, *, mixed: bool = False) -> None:
    """Let a verb's words begin with ``-``.

    Args:
        parser: The verb's parser.
        mixed: Whether options may also stand between the words; not for a verb with actions.
    """
    parse = parser.parse_intermixed_args if mixed else parser.parse_args

    def parse_args(words: Sequence[str]) -> Namespace:
        return parse(behind_blanks(words))

    parser.parse_args = parse_args  # type: ignore[method-assign, assignment]
