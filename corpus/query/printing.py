"""Writing a tree as a query that is read back as an equal tree."""

from __future__ import annotations

from datetime import date, timedelta
from functools import singledispatch

from corpus.query.fields import AND_WORDS, FIELDS, NOT_WORDS, OR_WORDS
from corpus.query.letters import is_wordy
from corpus.query.tree import (
    All,
    Day,
    Either,
    Identity,
    Language,
    Named,
    Not,
    Pattern,
    Phrase,
    Query,
    Source,
    State,
    Tag,
    Title,
    Word,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.query.tree import Node

_OPERATORS = OR_WORDS | AND_WORDS | NOT_WORDS


def to_text(what: Query | Node | None) -> str:
    """Return a query, or a part of one, as it could have been typed, with English keywords.

    Days in words become dates. The order is written where the query asks for one.
    """
    if isinstance(what, Query):
        parts = [to_text(what.root), f"sort:{what.sort}" if what.sort_at is not None else ""]
        return " ".join(part for part in parts if part)
    return "" if what is None else _written(what)


def quoted(value: str) -> str:
    """Return a value as it stands behind a keyword: in quotation marks where it needs them."""
    is_plain = (
        value
        and all(is_wordy(letter) or letter in "-_./'" for letter in value)
        and value[0] not in "-="
        and is_wordy(value[-1])
    )
    if is_plain:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@singledispatch
def _written(node: object) -> str:
    raise TypeError(f"{node!r} is no part of a query")


@_written.register
def _(node: All) -> str:
    return " ".join(
        f"({_written(part)})" if isinstance(part, Either) else _written(part) for part in node.parts
    )


@_written.register
def _(node: Either) -> str:
    return " OR ".join(
        f"({_written(part)})" if isinstance(part, All) else _written(part) for part in node.parts
    )


@_written.register
def _(node: Not) -> str:
    inner = _written(node.part)
    return f"-({inner})" if isinstance(node.part, All | Either | Not) else f"-{inner}"


@_written.register
def _(node: Word) -> str:
    star = "*" if node.begins else ""
    is_plain = all(map(is_wordy, node.text)) and (star or node.text.casefold() not in _OPERATORS)
    if node.exact:
        return f"={node.text}{star}"
    return f"{node.text}{star}" if is_plain else f'"{node.text}{star}"'


@_written.register
def _(node: Phrase) -> str:
    is_exact = all(word.exact for word in node.words)
    words = " ".join(
        f"{'=' if word.exact and not is_exact else ''}{word.text}{'*' if word.begins else ''}"
        for word in node.words
    )
    near = f"~{node.within}" if node.within else ""
    return f'{"=" if is_exact else ""}"{words}"{near}'


@_written.register
def _(node: Pattern) -> str:
    return f"/{_escaped(node.source)}/"


def _escaped(source: str) -> str:
    letters, is_escaped = [], False
    for letter in source:
        letters.append("\\/" if letter == "/" and not is_escaped else letter)
        is_escaped = letter == "\\" and not is_escaped
    return "".join(letters)


@_written.register
def _(node: Named) -> str:
    kind = "speaker" if node.role == "speaker" else "entity"
    types = {field.type: field.name for field in FIELDS if field.kind == kind}
    return f"{types[None if kind == 'speaker' else node.type]}:{quoted(node.wanted)}"


@_written.register
def _(node: Source) -> str:
    return f"source:{quoted(node.wanted)}"


@_written.register
def _(node: Title) -> str:
    return f"title:{_written(node.part)}"


@_written.register
def _(node: Day) -> str:
    from corpus.query.days import Days, shown

    first = date.fromisoformat(node.first) if node.first else None
    last = date.fromisoformat(node.last) if node.last else None
    if node.of == "mentioned":
        return f"date:{shown(Days(first, last))}"
    one = timedelta(days=1)
    if first is None and last is not None:
        is_whole = last < date.max and (last + one).day == 1
        return f"before:{_beginning(last + one)}" if is_whole else f"until:{last}"
    if last is None and first is not None:
        is_whole = first > date.min and first.day == 1
        return f"after:{_end(first - one)}" if is_whole else f"since:{first}"
    return f"on:{shown(Days(first, last))}"


def _beginning(day: date) -> str:
    """Return the year or the month that begins on a day."""
    return day.isoformat()[: 4 if day.month == 1 else 7]


def _end(day: date) -> str:
    """Return the year or the month that ends on a day."""
    return day.isoformat()[: 4 if day.month == 12 else 7]


@_written.register
def _(node: State) -> str:
    (keyword,) = (
        field.name
        for field in FIELDS
        if field.kind == "state" and any(value.name == node.what for value in field.values)
    )
    return f"{keyword}:{node.what}"


@_written.register
def _(node: Tag) -> str:
    return f"#{quoted(node.name)}"


@_written.register
def _(node: Language) -> str:
    return f"lang:{node.code}"


@_written.register
def _(node: Identity) -> str:
    return f"id:{node.prefix}"
