"""Reading a query: text becomes a tree, or an error that points at a token.

The language, from the loosest bond to the tightest: terms side by side hold all together; ``OR``
binds its two neighbours alone, so that ``akar OR lavrov before:2020-03`` limits both; ``-`` binds
the one term behind it. Takes time linear in the length of the text.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, timedelta
from threading import Lock

from corpus.article import Span
from corpus.query.errors import QueryError
from corpus.query.fields import (
    AND_WORDS,
    FIELDS,
    NOT_WORDS,
    OR_WORDS,
    field_named,
    nearest_fields,
    nearest_values,
    value_named,
)
from corpus.query.letters import (
    BREAKS,
    COLONS,
    COMMAS,
    OR_SIGN,
    QUOTES,
    cleaned,
    is_blank,
    is_wordy,
    runs,
)
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
from corpus.told import one_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from corpus.query.days import Days
    from corpus.query.fields import Field
    from corpus.query.tree import Leaf, Node, Sort

LONGEST = 10_000
"""Code points of a query."""
DEEPEST = 40
"""Brackets and negations inside each other."""
MOST_TERMS = 250
"""Terms of a query, each word of a phrase counted."""
LONGEST_PATTERN = 500
"""Code points of a regular expression."""
FARTHEST_NEAR = 50
_DAY_WORDS = 4
"""Words a day may be written in where no quotes keep them together."""


def parse(text: str, *, today: date | None = None) -> Query:
    """Read a query.

    Args:
        text: As typed; nothing asks for everything.
        today: What ``today`` and ``1 week`` count from; the day it is if left out.

    Raises:
        QueryError: It cannot be understood; says at which token, and what to type instead.
    """
    if len(text) > LONGEST:
        raise QueryError(
            text,
            Span(LONGEST, len(text)),
            told("A query of {n:,} characters is too long", n=len(text)),
            told("It may have {most:,}", most=LONGEST),
        )
    return _Reader(text, (lambda: today) if today else date.today).query()


def all_of(parts: Sequence[Node]) -> Node | None:
    """Return what asks for all of some parts, in normal form; None for no parts."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    return All(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)


def either_of(parts: Sequence[Node]) -> Node:
    """Return what asks for one of some parts, at least one, in normal form."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Either) else (part,))]
    return Either(tuple(flat)) if len(flat) > 1 else flat[0]


class _Reader:
    def __init__(self, text: str, today: Callable[[], date]) -> None:
        self._text = text
        self._today = today
        self._here = 0
        self._terms = 0
        self._sort: Sort | None = None
        self._sort_at: Span | None = None
        self._value_at = Span(0, 0)
        """Where the value stands that was read last, without its keyword."""

    def query(self) -> Query:
        root = self._sequence(0)
        if self._here < len(self._text):
            self._fail(Span(self._here, self._here + 1), "No bracket is open before )")
        if root is None and self._sort is None and cleaned(self._text):
            start = len(self._text) - len(self._text.lstrip())
            said = Span(start, len(self._text.rstrip()))
            self._fail(
                said,
                told("There is nothing to look for in {token}", token=self._said(said)),
                "Type a word or a name",
            )
        return Query(self._text, root, self._sort or "newest", self._sort_at)

    # --- terms together -----------------------------------------------------------------

    def _sequence(self, depth: int) -> Node | None:
        """Read terms up to the end or a closing bracket."""
        chains: list[list[Node]] = []
        joint: tuple[str, Span] | None = None
        """What stood last and joins two terms, until the second is read."""
        can_join = False
        seen: dict[str, Span] = {}
        while not self._at_end():
            if (operator := self._operator()) in ("or", "and"):
                at = self._take_operator()
                if not can_join or joint:
                    self._fail(
                        at, told("Nothing stands before {token}", token=self._said(at)), _QUOTED
                    )
                joint = operator, at
                seen[operator] = at
                continue
            order = self._sort_at
            term = self._term(depth, joined=joint is not None)
            if term is None:
                can_join = can_join and self._sort_at is order
                continue
            if joint and joint[0] == "or":
                chains[-1].append(term)
            else:
                chains.append([term])
            joint, can_join = None, True
        if joint:
            self._fail(
                joint[1], told("Nothing follows {token}", token=self._said(joint[1])), _QUOTED
            )
        if len(seen) > 1:
            self._fail(
                seen["and"],
                "AND and OR stand side by side, and it can be read in two ways",
                "Put brackets around what belongs together",
            )
        return all_of([either_of(chain) for chain in chains])

    def _at_end(self) -> bool:
        """Skip what parts terms, and tell whether the text or the bracket ends here."""
        text = self._text
        while self._here < len(text) and (
            is_blank(text[self._here]) or text[self._here] in COMMAS or text[self._here] in ";؛"
        ):
            self._here += 1
        return self._here >= len(text) or text[self._here] == ")"

    def _operator(self) -> str:
        """Return ``or``, ``and``, ``not`` or nothing, whichever stands here."""
        if self._text[self._here] == OR_SIGN:
            return "or"
        word = cleaned(self._text[self._here : self._bare_end(self._here)]).casefold()
        if word in ("&", "&&") or word in AND_WORDS:
            return "and"
        return "or" if word in OR_WORDS else "not" if word in NOT_WORDS else ""

    def _take_operator(self) -> Span:
        start = self._here
        if self._text[start] == OR_SIGN:
            while self._here < len(self._text) and self._text[self._here] == OR_SIGN:
                self._here += 1
        else:
            self._here = self._bare_end(start)
        return Span(start, self._here)

    def _bare_end(self, start: int) -> int:
        """Return where the token ends that begins at ``start``, unless quotes keep it together."""
        end = start
        while end < len(self._text):
            letter = self._text[end]
            if letter in BREAKS or letter.isspace():
                break
            end += 1
        return end

    # --- one term -----------------------------------------------------------------------

    def _term(self, depth: int, *, joined: bool = False, negated: bool = False) -> Node | None:
        """Read a term; None for punctuation and for the order."""
        text, start = self._text, self._here
        letter, following = text[start], text[start + 1 : start + 2]
        if letter in "-\u2212" and following and not is_blank(following) and following != letter:
            return self._negation(Span(start, start + 1), depth)
        if letter in "-\u2212" and following == letter and text[start + 2 : start + 3].strip():
            return self._negation(Span(start, start + 1), depth)
        if self._operator() == "not":
            at = Span(start, self._bare_end(start))
            return self._negation(at, depth)
        if letter == "(":
            return self._bracket(depth)
        if letter in QUOTES:
            return self._counted(self._phrase(exact=False))
        if letter == "=" and following in QUOTES:
            self._here += 1
            return self._counted(self._phrase(exact=True, start=start))
        if letter == "/":
            return self._counted(self._pattern())
        if letter == "#":
            return self._hashtag()
        if colon := self._colon(start):
            return self._named(Span(start, colon), may_sort=not (depth or joined or negated))
        return self._bare()

    def _counted(self, leaf: Leaf) -> Leaf:
        part = leaf.part if isinstance(leaf, Title) else leaf
        self._terms += len(part.words) if isinstance(part, Phrase) else 1
        if self._terms > MOST_TERMS:
            self._fail(
                leaf.at,
                told("The query has more than {most} terms", most=MOST_TERMS),
                "Ask in two steps, or less",
            )
        return leaf

    def _negation(self, sign: Span, depth: int) -> Node:
        self._here = sign.end
        self._require_depth(depth + 1, sign)
        if self._at_end() or self._operator() in ("or", "and"):
            self._fail(sign, told("Nothing follows {token}", token=self._said(sign)), _QUOTED)
        part = self._term(depth + 1, negated=True)
        if part is None:
            self._fail(
                sign, told("Nothing to leave out follows {token}", token=self._said(sign)), _QUOTED
            )
        return Not(part)

    def _bracket(self, depth: int) -> Node:
        opening = Span(self._here, self._here + 1)
        self._require_depth(depth + 1, opening)
        self._here += 1
        inside = self._sequence(depth + 1)
        if self._here >= len(self._text):
            self._fail(opening, "The bracket ( is not closed", "Add ) where it ends", is_open=True)
        self._here += 1
        if inside is None:
            self._fail(Span(opening.start, self._here), "There is nothing between ( and )")
        return inside

    def _require_depth(self, depth: int, at: Span) -> None:
        if depth > DEEPEST:
            self._fail(at, told("More than {most} brackets stand inside each other", most=DEEPEST))

    def _quoted(self) -> tuple[Span, str]:
        """Read what stands between quotation marks; return where all of it stands, and it."""
        text, start = self._text, self._here
        closing, letters = QUOTES[text[start]], []
        at = start + 1
        while at < len(text) and text[at] not in closing:
            if text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\") and closing == '"':
                at += 1
            letters.append(text[at])
            at += 1
        if at >= len(text):
            self._fail(
                Span(start, start + 1),
                told("The quotation mark {mark} is not closed", mark=text[start]),
                told("Add {mark} where the phrase ends", mark=closing[0]),
                is_open=True,
            )
        self._here = at + 1
        return Span(start, at + 1), "".join(letters)

    def _phrase(self, *, exact: bool, start: int | None = None) -> Word | Phrase:
        at, _ = self._quoted()
        words = self._words(at.start + 1, at.end - 1, exact=exact)
        if not words:
            self._fail(
                at,
                told(
                    "There is no word between the quotation marks of {token}", token=self._said(at)
                ),
            )
        within = self._within(at)
        whole = Span(at.start if start is None else start, self._here)
        if len(words) == 1:
            return Word(whole, words[0].text, words[0].exact, words[0].begins)
        return Phrase(whole, words, within)

    def _within(self, at: Span) -> int:
        text, start = self._text, self._here
        if text[start : start + 1] != "~":
            return 0
        end = start + 1
        while end < len(text) and text[end].isdecimal():
            end += 1
        number = int(text[start + 1 : end][:9] or "0")
        if not 1 <= number <= FARTHEST_NEAR:
            self._fail(
                Span(start, max(end, start + 1)),
                told(
                    "~ needs a number from 1 to {most} behind {token}",
                    most=FARTHEST_NEAR,
                    token=self._said(at),
                ),
                "Write how many words may stand between, as in ~3",
            )
        self._here = end
        return number

    def _words(self, start: int, end: int, *, exact: bool = False) -> tuple[Word, ...]:
        """Return the words in a part of the text, each with its signs ``=`` and ``*``."""
        text, words, done = self._text, [], start
        for first, stop in runs(text, start, end):
            opens = first - 1 if first > done and text[first - 1] == "=" else first
            following = text[stop + 1 : min(stop + 2, end)]
            begins = stop < end and text[stop] == "*" and not (following and is_wordy(following))
            self._refuse_star(done, opens)
            done = stop + begins
            is_exact = exact or (opens < first and not _is_joined(text, start, opens))
            words.append(Word(Span(opens, done), cleaned(text[first:stop]), is_exact, begins))
        self._refuse_star(done, end)
        return tuple(words)

    def _refuse_star(self, start: int, end: int) -> None:
        star = self._text.find("*", start, end)
        if star >= 0:
            self._fail(
                Span(star, star + 1),
                "* does not stand behind the beginning of a word",
                "Write the beginning and then *, as in اتفاق*",
            )

    def _bare(self) -> Word | Phrase | None:
        """Read a token of letters and whatever joins them; None where it has no letters."""
        start = self._here
        self._here = end = self._bare_end(start)
        tilde = self._text.find("~", start, end)
        if tilde > start and self._text[tilde + 1 : tilde + 2].isdecimal():
            self._fail(
                Span(tilde, end),
                "~ and a number stand behind words in quotation marks",
                'Write "two words"~3',
            )
        words = self._words(start, end)
        if not words:
            return None
        whole = Span(words[0].at.start, words[-1].at.end)
        leaf: Word | Phrase = words[0] if len(words) == 1 else Phrase(whole, words)
        self._counted(leaf)
        return leaf

    def _pattern(self) -> Pattern:
        text, start = self._text, self._here
        end = start + 1
        while end < len(text) and text[end] != "/":
            end += 2 if text[end] == "\\" else 1
        if end >= len(text):
            self._fail(
                Span(start, start + 1),
                "The regular expression is not closed",
                'Add / where it ends, or put quotation marks around the words: "a/b"',
                is_open=True,
            )
        at = Span(start, end + 1)
        source = text[start + 1 : end]
        if not source:
            self._fail(at, "There is no regular expression between / and /")
        if len(source) > LONGEST_PATTERN:
            self._fail(
                at,
                told(
                    "The regular expression is longer than {most} characters", most=LONGEST_PATTERN
                ),
            )
        problem = _problem_of(source)
        if problem:
            self._fail(
                at,
                told(
                    "The regular expression {token} is wrong: {problem}",
                    token=self._said(at),
                    problem=problem,
                ),
            )
        self._here = end + 1
        return Pattern(at, source)

    def _hashtag(self) -> Leaf:
        start = self._here
        self._here += 1
        if self._text[self._here : self._here + 1] in (*QUOTES,):
            _, name = self._quoted()
        else:
            end = stop = self._bare_end(self._here)
            # The full stop behind a tag is none of it.
            while end > self._here and not is_wordy(self._text[end - 1]):
                end -= 1
            name, self._here = self._text[self._here : end], stop
        at = Span(start, self._here)
        return self._counted(Tag(at, self._tag(name, at)))

    def _tag(self, name: str, at: Span) -> str:
        name = cleaned(name).lstrip("#").strip()
        if not any(letter.isalnum() for letter in name):
            self._fail(
                at,
                told("No tag follows {token}", token=self._said(at)),
                "Write it right behind, as in #m4",
            )
        return name

    # --- keywords -----------------------------------------------------------------------

    def _colon(self, start: int) -> int:
        """Return where the colon stands that makes a keyword of the token here, or 0."""
        text, at = self._text, start
        if not text[start].isalpha():
            return 0
        while at < len(text) and (is_wordy(text[at]) or text[at] in "-_"):
            at += 1
        return at if at < len(text) and text[at] in COLONS else 0

    def _named(self, word: Span, *, may_sort: bool) -> Node | None:
        """Read a keyword with its values."""
        field = field_named(word.slice(self._text))
        with_colon = Span(word.start, word.end + 1)
        if field is None:
            near = nearest_fields(word.slice(self._text))
            self._fail(
                with_colon,
                told("There is no keyword {token}", token=self._said(with_colon)),
                told(
                    "Did you mean {names}? Quotation marks look for the words themselves",
                    names=one_of([f"{name}:" for name in near]),
                )
                if near
                else "Quotation marks look for the words themselves",
            )
        self._here = with_colon.end
        self._begin_value(field, with_colon)
        if field.kind == "sort":
            self._take_sort(field, word.start, may_sort=may_sort)
            return None
        leaves: list[Node] = []
        start = word.start
        while True:
            leaves.append(self._counted(self._leaf(field, start)))
            text, here = self._text, self._here
            is_list = text[here : here + 1] in (*COMMAS,) and not self._ends(here + 1)
            if not is_list:
                return either_of(leaves)
            self._here = start = here + 1

    def _ends(self, at: int) -> bool:
        """Tell whether no value can begin here."""
        letter = self._text[at : at + 1]
        return not letter or is_blank(letter) or (letter in BREAKS and letter not in QUOTES)

    def _begin_value(self, field: Field, keyword: Span) -> None:
        """Go to where the value begins: behind the colon, or behind a blank after it."""
        text = self._text
        while self._here < len(text) and is_blank(text[self._here]):
            self._here += 1
        here = self._here
        is_missing = self._ends(here) or (
            here > keyword.end and bool(self._colon(here) or self._operator())
        )
        if text[here : here + 1] == "(":
            self._fail(
                Span(here, here + 1),
                told("No bracket may follow {token}", token=self._said(keyword)),
                told(
                    "Write {example} for one or the other",
                    example=f"{text[keyword.start : keyword.end]}a,b",
                ),
            )
        if is_missing:
            self._fail(
                keyword,
                told("Nothing follows {token}", token=self._said(keyword)),
                _example(field, keyword, text),
            )
        if text[here] in "-\u2212":
            self._fail(
                Span(here, here + 1),
                told("- stands before a keyword, not behind {token}", token=self._said(keyword)),
                told("Write {example}", example="-" + text[keyword.start : keyword.end]),
            )

    def _take_sort(self, field: Field, start: int, *, may_sort: bool) -> None:
        at, word = self._value(start)
        if not may_sort:
            self._fail(
                at,
                told("{token} orders all that is found", token=self._said(at)),
                "Take it out of brackets, and from beside - and OR",
            )
        if self._sort_at is not None:
            self._fail(
                at, told("{token} is the second order asked for", token=self._said(at)), "Leave one"
            )
        value = value_named(field, word)
        if value is None:
            self._refuse_value(field, word)
        self._sort, self._sort_at = value.name, at  # type: ignore[assignment]

    def _value(self, start: int) -> tuple[Span, str]:
        """Read one value; return where it stands, from ``start`` on, and its text."""
        begin = self._here
        if self._text[self._here] in QUOTES:
            at, text = self._quoted()
        else:
            end = self._bare_end(self._here)
            at, text = Span(self._here, end), self._text[self._here : end]
            self._here = end
        self._value_at = Span(begin, at.end)
        return Span(start, at.end), cleaned(text)

    def _leaf(self, field: Field, start: int) -> Leaf:
        if field.kind == "title":
            return self._title(start)
        if field.kind == "day":
            return self._day(field, start)
        at, value = self._value(start)
        if not any(letter.isalnum() for letter in value):
            self._fail(
                at,
                told("There is nothing to look for in {token}", token=self._said(at)),
                told("Write {example}", example=field.example),
            )
        if field.kind == "entity":
            return Named(at, value, field.type)
        if field.kind == "speaker":
            return Named(at, value, None, "speaker")
        if field.kind == "source":
            return Source(at, value)
        if field.kind == "tag":
            return Tag(at, self._tag(value, at))
        if field.kind == "id":
            return self._identity(at, value)
        known = value_named(field, value)
        if field.kind == "lang":
            code = known.name if known else value.casefold()
            if known is None and not re.fullmatch(r"[a-z]{2,3}", code):
                self._refuse_value(field, value)
            return Language(at, code)
        if known is None:
            self._refuse_value(field, value)
        return State(at, known.name)  # type: ignore[arg-type]

    def _refuse_value(self, field: Field, value: str) -> NoReturn:
        others = [
            f"{other.name}:{known.name}"
            for other in FIELDS
            if other.kind == "state" and (known := value_named(other, value))
        ]
        near = tuple(others) or nearest_values(field, value)
        every = one_of([value.name for value in field.values])
        hint = (
            told("Did you mean {names}?", names=one_of(near))
            if near
            else told("It may be {names}", names=every)
        )
        self._fail(
            self._value_at,
            told(
                "{keyword} cannot be {token}",
                keyword=f"{field.name}:",
                token=self._said(self._value_at),
            ),
            hint,
        )

    def _title(self, start: int) -> Title:
        letter = self._text[self._here]
        if letter in QUOTES or (
            letter == "=" and self._text[self._here + 1 : self._here + 2] in (*QUOTES,)
        ):
            self._here += letter == "="
            part: Word | Phrase | None = self._phrase(
                exact=letter == "=", start=self._here - (letter == "=")
            )
        else:
            part = self._title_words()
        at = Span(start, self._here)
        if part is None:
            self._fail(
                at, told("There is no word in {token}", token=self._said(at)), "Write title:سوتشي"
            )
        return Title(at, part)

    def _title_words(self) -> Word | Phrase | None:
        start = self._here
        self._here = end = self._bare_end(start)
        words = self._words(start, end)
        if not words:
            return None
        return words[0] if len(words) == 1 else Phrase(Span(start, end), words)

    def _identity(self, at: Span, value: str) -> Identity:
        from corpus.arabic.folding import fold_text

        prefix = fold_text(value).casefold()
        if any(digit not in "0123456789abcdef" for digit in prefix):
            self._fail(
                at,
                told("No article has an id like {token}", token=self._said(at)),
                "An id has the digits 0-9 a-f",
            )
        return Identity(at, prefix)

    # --- days ---------------------------------------------------------------------------

    def _day(self, field: Field, start: int) -> Day:
        from corpus.query.days import NoSuchDayError, days_of

        is_quoted = self._text[self._here] in QUOTES
        for end in [] if is_quoted else self._day_ends():
            try:
                days = days_of(self._text[self._here : end], self._today)
            except NoSuchDayError:
                continue
            self._here = end
            return self._counting(field, days, Span(start, end))
        at, value = self._value(start)
        try:
            days = days_of(value, self._today)
        except NoSuchDayError as error:
            self._fail(self._value_at, error.message, error.hint or _DAYS)
        return self._counting(field, days, at)

    def _day_ends(self) -> list[int]:
        """Return where a day of several words can end, the farthest first."""
        ends: list[int] = []
        at = self._here
        while len(ends) < _DAY_WORDS:
            end = self._bare_end(at)
            if end == at or self._colon(at):
                break
            ends.append(end)
            at = end
            while self._text[at : at + 1] == " ":
                at += 1
        return ends[:0:-1]

    def _counting(self, field: Field, days: Days, at: Span) -> Day:
        """Return the days a keyword asks for, of those its value names."""
        try:
            first, last = self._ends_of(field, days, at)
        except OverflowError:
            self._fail(at, told("No day is left by {token}", token=self._said(at)))
        return Day(
            at,
            first.isoformat() if first else "",
            last.isoformat() if last else "",
            "mentioned" if field.name == "date" else "published",
        )

    def _ends_of(self, field: Field, days: Days, at: Span) -> tuple[date | None, date | None]:
        first, last, one = days.first, days.last, timedelta(days=1)
        if field.name in ("before", "since"):
            if first is None:
                self._fail(
                    at,
                    told("{token} has no first day", token=self._said(at)),
                    told("Write {example}", example=field.example),
                )
            return (None, first - one) if field.name == "before" else (first, None)
        if field.name in ("after", "until"):
            if last is None:
                self._fail(
                    at,
                    told("{token} has no last day", token=self._said(at)),
                    told("Write {example}", example=field.example),
                )
            return (last + one, None) if field.name == "after" else (None, last)
        return first, last

    # --- errors -------------------------------------------------------------------------

    def _said(self, at: Span) -> str:
        token = cleaned(at.slice(self._text))
        return token if len(token) <= 40 else f"{token[:39]}…"

    def _fail(self, at: Span, message: str, hint: str = "", *, is_open: bool = False) -> NoReturn:
        raise QueryError(self._text, at, message, hint, is_open=is_open)


_WARNINGS = Lock()
_DAYS = told('Write 2020, 2020-03, 2020-03-05, 2020-02..2020-03, today or "1 week"')
_QUOTED = told("Quotation marks look for the word itself")


def _is_joined(text: str, start: int, at: int) -> bool:
    """Tell whether a sign at ``at`` stands right behind a letter."""
    return at > start and is_wordy(text[at - 1])


def _example(field: Field, keyword: Span, text: str) -> str:
    is_arabic = not text[keyword.start : keyword.end].isascii()
    return told("Write {example}", example=field.arabic_example if is_arabic else field.example)


def _problem_of(source: str) -> str:
    """Return what is wrong with a regular expression, or nothing."""
    try:
        # The list of filters is the whole program's, and queries are read in several threads.
        with _WARNINGS, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(source)
    except re.error as error:
        return told(error.msg)
    except (RecursionError, OverflowError):
        return told("it is too deep or its numbers are too high")
    return ""
