"""What the word at the caret of a query can become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus.arabic.folding import fold_text
from corpus.article import Span
from corpus.query.fields import FIELDS, RELATIVE, field_named, lookup
from corpus.query.letters import BREAKS, COLONS, COMMAS, QUOTES, cleaned, is_blank, is_wordy
from corpus.query.printing import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import EntityType
    from corpus.query.fields import Field, Value
    from corpus.query.vocabulary import KnownEntity, Vocabulary

MOST = 50
"""Choices offered at a time."""
_MOST_UNASKED = 6
"""Entities offered for a word that no keyword stands before."""
_SHORTEST = 2
"""Letters of a word before it is taken for the beginning of a name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the word at the caret can become."""

    inserts: str
    """What is put in its place."""
    ar: str
    """What it is called in Arabic."""
    en: str
    """What it is called in English, or what it does."""
    kind: Literal["keyword", "entity", "source", "tag", "value", "day"]
    count: int | None = None
    """How often it is there: mentions of an entity, articles of an outlet or a tag."""
    type: EntityType | None = None
    """Of an entity."""

    @property
    def is_whole(self) -> bool:
        """Whether the term is whole with it, so that a blank may follow."""
        return self.kind != "keyword"


@dataclass(frozen=True, slots=True)
class Completion:
    """What stands at the caret, and what it can become."""

    span: Span
    """What a choice is put in place of, in code points of the query."""
    choices: tuple[Choice, ...]
    """The best first."""
    is_asked_for: bool = False
    """Whether a keyword or ``#`` stands there, so that the next key may well be a choice."""

    def taken(self, text: str, choice: Choice) -> tuple[str, int]:
        """Return a query with a choice taken, and where the caret stands then."""
        before, behind = text[: self.span.start], text[self.span.end :]
        if choice.is_whole and not behind[:1].isspace():
            behind = f" {behind}"
        caret = len(before) + len(choice.inserts) + choice.is_whole
        return f"{before}{choice.inserts}{behind}", caret


@dataclass(frozen=True, slots=True)
class _Fragment:
    """What stands at the caret."""

    span: Span
    typed: str
    """The part of the word or of the value before the caret."""
    keyword: str = ""
    """As typed, with its colon; empty behind the comma of a list of values."""
    field: Field | None = None
    is_tag: bool = False
    is_open: bool = True
    """False inside a phrase or a regular expression, where nothing is offered."""


def complete(text: str, caret: int, vocabulary: Vocabulary) -> Completion:
    """Return what the word at the caret of a query can become.

    Nothing is required of the query: it may be unfinished anywhere. Takes time linear in its
    length.

    Args:
        text: The query.
        caret: Where the caret stands, in code points.
        vocabulary: What there is to be asked for.
    """
    fragment = _fragment(text, max(0, min(caret, len(text))))
    if not fragment.is_open:
        return Completion(fragment.span, ())
    is_arabic = _is_arabic(fragment.keyword or text)
    if fragment.is_tag:
        tags = _named(vocabulary.tags(), fragment.typed, "tag", "#")
        return Completion(fragment.span, tuple(tags)[:MOST], is_asked_for=True)
    if fragment.field is None:
        words = _for_word(fragment.typed, vocabulary, is_arabic=is_arabic)
        return Completion(fragment.span, tuple(words)[:MOST])
    values = _for_value(fragment.field, fragment.keyword, fragment.typed, vocabulary)
    return Completion(fragment.span, tuple(values)[:MOST], is_asked_for=True)


# --- where the caret stands -------------------------------------------------------------


def _fragment(text: str, caret: int) -> _Fragment:
    at = 0
    while True:
        while at < caret and (_parts(text[at]) or text[at] in "-\u2212="):
            at += 1
        if at >= caret:
            return _Fragment(Span(caret, _word_end(text, caret)), "")
        at, fragment = _token(text, at, caret)
        if fragment is not None:
            return fragment


def _parts(letter: str) -> bool:
    return is_blank(letter) or (letter in BREAKS and letter not in QUOTES)


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not _parts(text[at]) and text[at] not in QUOTES:
        at += 1
    return at


def _token(text: str, at: int, caret: int) -> tuple[int, _Fragment | None]:
    """Return where a token ends, and the fragment if the caret stands in it or at its end."""
    if text[at] in QUOTES or text[at] == "/":
        end = _closing(text, at)
        is_inside = end is None or caret < end
        return end or len(text), _closed(caret) if is_inside else None
    if text[at] == "#":
        return _value(text, at, at + 1, caret, is_tag=True)
    colon = at
    while colon < len(text) and (is_wordy(text[colon]) or text[colon] in "-_"):
        colon += 1
    is_keyword = text[at].isalpha() and text[colon : colon + 1] in (*COLONS,)
    if not is_keyword or caret <= colon:
        end = _word_end(text, at)
        if caret > end:
            return end, None
        # A colon that is there already is put in anew with the keyword.
        return end, _Fragment(Span(at, colon + 1 if is_keyword else end), text[at:caret])
    start = colon + 1
    while start < caret and is_blank(text[start]):
        start += 1
    field = field_named(text[at:colon])
    end, fragment = _value(text, at, start, caret, field=field, keyword=text[at : colon + 1])
    if field is None and fragment is not None:
        return end, _closed(caret)
    return end, fragment


def _value(
    text: str,
    at: int,
    start: int,
    caret: int,
    *,
    field: Field | None = None,
    keyword: str = "",
    is_tag: bool = False,
) -> tuple[int, _Fragment | None]:
    """Return where the values behind a keyword end, and the fragment if the caret is in one."""
    while True:
        if text[start : start + 1] in (*QUOTES,):
            closing = _closing(text, start)
            end = caret if closing is None else closing
            typed = text[start + 1 : min(caret, end - (closing is not None))]
        else:
            end = _word_end(text, start)
            typed = text[start:caret]
        if caret <= end:
            return end, _Fragment(Span(at, end), cleaned(typed), keyword, field, is_tag)
        if text[end : end + 1] not in (*COMMAS,) or is_blank(text[end + 1 : end + 2] or "x"):
            return end, None
        at = start = end + 1
        keyword = ""


def _closing(text: str, at: int) -> int | None:
    """Return where a phrase or a regular expression ends, behind its sign; None if it is open."""
    closing = QUOTES.get(text[at], "/")
    end = at + 1
    while end < len(text) and text[end] not in closing:
        end += 2 if text[end] == "\\" and text[at] in '"/' else 1
    return end + 1 if end < len(text) else None


def _closed(caret: int) -> _Fragment:
    return _Fragment(Span(caret, caret), "", is_open=False)


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter < "\u0700" for letter in text)


# --- what it can become -----------------------------------------------------------------


def _for_word(typed: str, vocabulary: Vocabulary, *, is_arabic: bool) -> Iterator[Choice]:
    wanted = lookup(typed)
    for field in FIELDS:
        names = [name for name in field.words if lookup(name).startswith(wanted)]
        if names and (wanted or not typed):
            own = [name for name in names if _is_arabic(name) == is_arabic]
            yield Choice(f"{(own or names)[0]}:", f"{field.arabic[0]}:", field.says, "keyword")
    if len(wanted) < _SHORTEST:
        return
    fields = {field.type: field for field in FIELDS if field.kind == "entity" and field.type}
    for known in vocabulary.entities(typed, None, _MOST_UNASKED):
        if own_field := fields.get(known.name.type):
            yield _entity(known, f"{own_field.arabic[0] if is_arabic else own_field.name}:")
    (source,) = (field for field in FIELDS if field.kind == "source")
    keyword = f"{source.arabic[0] if is_arabic else source.name}:"
    yield from _named(vocabulary.sources(), typed, "source", keyword)
    yield from _named(vocabulary.tags(), typed, "tag", "#")


def _for_value(field: Field, keyword: str, typed: str, vocabulary: Vocabulary) -> Iterator[Choice]:
    if field.kind in ("entity", "speaker"):
        for known in vocabulary.entities(typed, field.type, MOST):
            yield _entity(known, keyword)
    elif field.kind == "source":
        yield from _named(vocabulary.sources(), typed, "source", keyword)
    elif field.kind == "tag":
        yield from _named(vocabulary.tags(), typed, "tag", keyword)
    elif field.kind == "day":
        yield from _values(RELATIVE, keyword, typed, "day")
    else:
        yield from _values(field.values, keyword, typed, "value")


def _entity(known: KnownEntity, keyword: str) -> Choice:
    name = known.name
    inserts = f"{keyword}{quoted(known.asked_by)}"
    return Choice(inserts, name.ar, name.en, "entity", known.mentions, name.type)


def _values(
    values: Sequence[Value], keyword: str, typed: str, kind: Literal["value", "day"]
) -> Iterator[Choice]:
    wanted = lookup(typed).removeprefix("ال")
    is_arabic = _is_arabic(keyword + typed)
    for value in values:
        names = [lookup(name).removeprefix("ال") for name in value.words]
        if not any(name.startswith(wanted) for name in names):
            continue
        word = value.arabic[0] if is_arabic else value.name
        arabic = value.arabic[0].replace("-", " ")
        says = value.says if kind == "day" else f"{value.name}: {value.says}"
        yield Choice(f"{keyword}{quoted(word)}", arabic, says, kind)


def _named(
    names: Sequence[tuple[str, int]], typed: str, kind: Literal["source", "tag"], keyword: str
) -> Iterator[Choice]:
    """Return those of some names in which a word begins as typed, and then those that hold it."""
    wanted = fold_text(typed).casefold().strip().removeprefix("ال")
    beginning, holding = [], []
    for name, count in names:
        folded = fold_text(name).casefold()
        words = [word.removeprefix("ال") for word in folded.replace("-", " ").split()]
        if any(word.startswith(wanted) for word in words) or folded.startswith(wanted):
            beginning.append((name, count))
        elif wanted in folded:
            holding.append((name, count))
    for name, count in (*beginning, *holding):
        arabic, other = (name, "") if _is_arabic(name) else ("", name)
        yield Choice(f"{keyword}{quoted(name)}", arabic, other, kind, count)
