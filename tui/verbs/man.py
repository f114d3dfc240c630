"""The manual page, from the parsers, the table of actions and the table of settings."""

from __future__ import annotations

from tui.verbs.surface import commands, every

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from tui.verbs.surface import Argument, Command


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    del parser


def run(options: Namespace) -> int:
    """Print the page in roff, for ``man -l``."""
    print(page(commands(options.parsers())), end="")
    return 0


def page(program: Command) -> str:
    """Return the page, in the macros of man(7)."""
    from corpus import __version__

    lines = [
        '.\\" Made by: idlib-brief man',
        f'.TH IDLIB\\-BRIEF 1 "" "idlib\\-brief {escaped(__version__)}"',
        ".SH NAME",
        f"idlib\\-brief \\- {escaped(_begun_small(program.help))}",
        ".SH SYNOPSIS",
        *(line for line in _synopsis(program) if line),
        ".br",
        ".B idlib\\-brief",
        ".I VERB",
        "[options]",
        *_description(),
        ".SH OPTIONS",
        *_options(program),
        ".SH VERBS",
    ]
    for command in every(program):
        if command.path:
            lines += _verb(command)
    lines += [*_keys(), *_queries(), *_settings(), *_rest()]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text that stands in a page as it is: no request, no escape, real hyphens."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    plain = plain.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha")
    plain = plain.replace("~", "\\(ti")
    return f"\\&{plain}" if plain.startswith(".") else plain


def _begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _bold(text: str) -> str:
    return f"\\fB{escaped(text)}\\fR"


def _placed(text: str) -> str:
    """Return text that a line begins with."""
    return f"\\&{text}" if text.startswith((".", "'")) else text


def _synopsis(command: Command) -> Iterator[str]:
    yield f".B {escaped(' '.join(('idlib-brief', *command.path)))}"
    if command.options:
        yield "[options]"
    for word in command.words:
        name = f"\\fI{escaped(word.value)}\\fR" + (" ..." if word.is_many else "")
        yield f"[{name}]" if word.is_optional else name
    if command.below:
        yield ".I ACTION" if command.path else ""


def _description() -> Iterator[str]:
    yield ".SH DESCRIPTION"
    yield escaped(
        "Reads Arabic press articles in a terminal: ordered and joined as they should look, with"
        " the people, agreements, organisations, places and dates they mention. Without a verb it"
        " opens the screen, on an article where its id is given. What the screen shows, a verb"
        " prints."
    )


def _options(command: Command) -> Iterator[str]:
    for option in command.options:
        yield ".TP"
        flags = ", ".join(map(_bold, option.flags))
        yield flags + (f" \\fI{escaped(option.value)}\\fR" if option.value else "")
        yield _placed(_told(option)) or "\\&"


def _told(argument: Argument) -> str:
    choices = f" ({', '.join(argument.choices)})" if argument.choices else ""
    return escaped(f"{argument.help}{choices}")


def _verb(command: Command) -> Iterator[str]:
    yield f".SS {escaped(' '.join(command.path))}"
    yield _placed(escaped(command.help)) + "."
    yield ".PP"
    yield from (line for line in _synopsis(command) if line)
    for word in command.words:
        if word.help or word.choices:
            yield ".TP"
            yield f"\\fI{escaped(word.value)}\\fR"
            yield _placed(_told(word))
    yield from _options(_without_common(command))
    if command.example:
        yield ".PP"
        yield "For example:"
        yield ".PP"
        yield ".nf"
        yield f"    {escaped(command.example)}"
        yield ".fi"


_COMMON = ("-h", "--library", "--debug")


def _without_common(command: Command) -> Command:
    from dataclasses import replace

    kept = tuple(one for one in command.options if one.flags[0] not in _COMMON)
    return replace(command, options=kept)


def _keys() -> Iterator[str]:
    from tui.keymap import shown_keys
    from tui.keys import ACTIONS
    from tui.verbs.keys import places

    yield ".SH KEYS"
    yield "The keys as delivered;"
    yield _bold("idlib-brief keys")
    yield "lists them with your own."
    for where, title in places().items():
        yield f".SS {escaped(title)}"
        for action in ACTIONS:
            if action.where == where:
                yield ".TP"
                yield ", ".join(_bold(shown_keys(key)) for key in action.keys)
                yield _placed(escaped(action.help or action.name))


def _queries() -> Iterator[str]:
    from corpus.query.fields import FIELDS

    yield ".SH QUERIES"
    yield "Words are found in any spelling. Keywords narrow what is found:"
    for field in FIELDS:
        yield ".TP"
        yield f"{_bold(field.name + ':')}"
        yield _placed(escaped(f"{field.says}; {field.example}"))


def _settings() -> Iterator[str]:
    from tui.settings.table import SETTINGS

    yield ".SH SETTINGS"
    yield _bold("idlib-brief config path")
    yield "names the file; it is TOML."
    for setting in SETTINGS:
        yield ".TP"
        default = f" ({setting.default})" if isinstance(setting.default, str | int) else ""
        yield f"{_bold(setting.name)}{escaped(default)}"
        yield _placed(escaped(f"{setting.help} Values: {setting.values}."))


_ENVIRONMENT = {
    "IDLIB_BRIEF_LIBRARY": "the library's file",
    "IDLIB_BRIEF_CONFIG": "the folder of settings, themes and answers to doctor",
    "IDLIB_BRIEF_BIDI": "how the terminal is sent Arabic",
    "IDLIB_BRIEF_HARAKAT": "auto, keep or strip",
    "NO_COLOR": "no colours, where the settings choose no theme",
    "VISUAL, EDITOR": "the editor for notes and settings",
}
_EXIT = {
    "0": "done",
    "1": "the work failed, or nothing was found where something was asked for by name",
    "2": "usage or settings",
    "130": "interrupted",
}


def _rest() -> Iterator[str]:
    for title, table in (("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _EXIT)):
        yield f".SH {title}"
        for name, says in table.items():
            yield ".TP"
            yield _bold(name)
            yield escaped(says)
    yield ".SH FILES"
    yield "The library, one SQLite file with articles and notes, is in the platform\\(aqs folder"
    yield "for data, settings and themes are in the one for configuration:"
    yield f"{_bold('idlib-brief doctor')} and {_bold('idlib-brief config path')} print where."
