"""Whatever is typed is read or refused at a token, and what is read can be written and read again."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import EntityType, Span
from corpus.query.errors import QueryError
from corpus.query.fields import FIELDS, SIGNS
from corpus.query.parse import all_of, either_of, parse
from corpus.query.printing import to_text
from corpus.query.tree import (
    Day,
    Identity,
    Language,
    Named,
    Not,
    Pattern,
    Phrase,
    Source,
    State,
    Tag,
    Title,
    Word,
)

TODAY = date(2020, 3, 10)
HERE = Span(0, 0)

SCRAPS = st.sampled_from(
    [
        *'"«»“”()|-=*/#~:،,؛\\ .؟ا',
        *(f"{word}:" for field in FIELDS for word in (field.name, field.arabic[0])),
        *(value.name for field in FIELDS for value in field.values),
        *("OR ", "أو ", "NOT ", "ليس ", "AND ", " ", "..", "~3"),
        *("كلمة", "word", "2020-03", "٢٠٢٠", "1 week", "أمس", "/a/", "3fa", "\u200f", "\u0651"),
    ]
)
TYPED = st.one_of(st.lists(SCRAPS, max_size=14).map("".join), st.text(max_size=40))


@settings(max_examples=400, deadline=None)
@given(TYPED)
def test_any_text_is_read_or_refused_at_a_token(text):
    try:
        query = parse(text, today=TODAY)
    except QueryError as error:
        assert 0 <= error.at.start < error.at.end <= len(text)
        assert error.message
        _, caret = error.drawn()
        assert "^" in caret
        return
    written = to_text(query)
    again = parse(written, today=TODAY)
    assert (again.root, again.sort) == (query.root, query.sort)
    assert to_text(again) == written


LETTERS = st.text(st.sampled_from("ابتسوأةىxyz012"), min_size=1, max_size=6)
VALUES = st.text(st.sampled_from("اب xy-_./'\"\\»،,()|#*=:01"), min_size=1, max_size=10).filter(
    lambda text: any(map(str.isalnum, text)) and text == " ".join(text.split())
)
WORDS = st.builds(
    Word,
    st.just(HERE),
    LETTERS | st.sampled_from(["or", "AND", "ليس"]),
    st.booleans(),
    st.booleans(),
)
PHRASES = st.builds(
    Phrase, st.just(HERE), st.lists(WORDS, min_size=2, max_size=4).map(tuple), st.integers(0, 50)
)
ENTITY_TYPES = st.sampled_from([None, *(type_ for type_ in EntityType if type_ != "DATE")])
TIMES = st.dates(date(1000, 1, 1), date(9000, 1, 1))


@st.composite
def days(draw) -> Day:
    first = draw(TIMES)
    last = first + timedelta(days=draw(st.integers(0, 800)))
    ends = draw(st.sampled_from([(first, last), (first, None), (None, last), (first, first)]))
    texts = [end.isoformat() if end else "" for end in ends]
    return Day(HERE, *texts, draw(st.sampled_from(["published", "mentioned"])))


LEAVES = st.one_of(
    WORDS,
    PHRASES,
    days(),
    st.sampled_from(["a", "[ab]/c", r"a\/b", r"\\", "ال.*"]).map(
        lambda source: Pattern(HERE, source)
    ),
    st.builds(Named, st.just(HERE), VALUES, ENTITY_TYPES),
    VALUES.map(lambda value: Named(HERE, value, None, "speaker")),
    VALUES.map(lambda value: Source(HERE, value)),
    VALUES.filter(lambda name: name == name.lstrip("# ")).map(lambda name: Tag(HERE, name)),
    (WORDS | PHRASES).map(lambda part: Title(HERE, part)),
    st.sampled_from([value.name for f in FIELDS if f.kind == "state" for value in f.values]).map(
        lambda what: State(HERE, what)
    ),
    st.sampled_from(["ar", "en", "und", "de"]).map(lambda code: Language(HERE, code)),
    st.sampled_from(["3fa", "0"]).map(lambda prefix: Identity(HERE, prefix)),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=1, max_size=3).map(all_of),
        st.lists(parts, min_size=1, max_size=3).map(either_of),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_a_tree_is_written_as_a_query_that_reads_as_it(tree):
    written = to_text(tree)
    read = parse(written, today=TODAY).root
    assert normal(read) == normal(tree), written


def normal(tree):
    """A regular expression whose slash was escaped means the same."""
    if isinstance(tree, Pattern):
        return Pattern(HERE, tree.source.replace("\\/", "/"))
    if isinstance(tree, Not):
        return Not(normal(tree.part))
    if hasattr(tree, "parts"):
        return type(tree)(tuple(map(normal, tree.parts)))
    return tree


def test_a_query_is_written_with_its_order_only_where_it_was_asked_for():
    assert to_text(parse("سوتشي")) == "سوتشي"
    assert to_text(parse("ترتيب:الأقدم سوتشي")) == "سوتشي sort:oldest"
    assert to_text(parse("")) == ""


def test_days_are_written_as_short_as_they_can_be():
    for typed, written in {
        "قبل:2020-03": "before:2020-03",
        "before:2020": "before:2020",
        "before:2020-03-05": "until:2020-03-04",
        "بعد:2020-02": "after:2020-02",
        "after:2019": "after:2019",
        "on:2020": "on:2020",
        "في:شباط 2020": "on:2020-02",
        "on:2020-02..2020-03": "on:2020-02-01..2020-03-31",
        "since:1 week": "since:2020-03-03",
        "date:2018-09-17": "date:2018-09-17",
        "date:..2018": "date:..2018-12-31",
    }.items():
        assert to_text(parse(typed, today=TODAY)) == written


def test_every_example_of_the_table_reads_alike_in_both_languages():
    for field in FIELDS:
        one, other = (parse(text, today=TODAY) for text in (field.example, field.arabic_example))
        assert type(one.root) is type(other.root)
    for sign in SIGNS:
        assert parse(sign.example).root is not None
        assert parse(sign.arabic_example).root is not None
