"""What can be typed after the program's name, read off the parsers of its verbs."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Argument:
    """An option with its value, or a word at its place."""

    flags: tuple[str, ...]
    """Nothing for a word at its place."""
    value: str
    """What the value is called; nothing where there is none."""
    help: str
    choices: tuple[str, ...] = ()
    is_many: bool = False
    """Whether several values may follow."""
    is_optional: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """The program, one of its verbs, or an action of a verb."""

    path: tuple[str, ...]
    """Its names, without the program's: nothing for the program itself."""
    help: str
    example: str
    options: tuple[Argument, ...]
    words: tuple[Argument, ...]
    below: tuple[Command, ...] = ()


def commands(parsers: Mapping[str, argparse.ArgumentParser]) -> Command:
    """Return the program with everything below it.

    Args:
        parsers: Those of the verbs by their names, that of the program under no name.
    """
    verbs = tuple(_command((name,), parser) for name, parser in parsers.items() if name)
    program = _command((), parsers[""])
    return Command((), program.help, program.example, program.options, program.words, verbs)


def every(command: Command) -> Iterator[Command]:
    """Yield a command and everything below it."""
    yield command
    for below in command.below:
        yield from every(below)


def _command(path: tuple[str, ...], parser: argparse.ArgumentParser, says: str = "") -> Command:
    options, words, below = [], [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {one.dest: one.help or "" for one in action._choices_actions}
            below = [
                _command((*path, name), sub, said.get(name, ""))
                for name, sub in action.choices.items()
            ]
        elif action.option_strings:
            options.append(_argument(action))
        else:
            words.append(_argument(action))
    example = (parser.epilog or "").rpartition("example: ")[2]
    described = says or (parser.description or "").rstrip(".")
    return Command(path, described, example, tuple(options), tuple(words), tuple(below))


def _argument(action: argparse.Action) -> Argument:
    takes_value = action.nargs != 0
    name = action.metavar or action.dest.upper()
    value = name if isinstance(name, str) else " ".join(name)
    return Argument(
        tuple(action.option_strings),
        value if takes_value else "",
        "" if action.help in (None, argparse.SUPPRESS) else _expanded(action),
        tuple(map(str, action.choices or ())),
        action.nargs in ("*", "+"),
        action.nargs in ("?", "*") or bool(action.option_strings),
    )


def _expanded(action: argparse.Action) -> str:
    """Return an action's help with what argparse would put in for ``%(default)s`` and ``%%``."""
    text = action.help or ""
    try:
        return text % {**vars(action), "prog": "idlib-brief"}
    except (KeyError, TypeError, ValueError):
        return text
