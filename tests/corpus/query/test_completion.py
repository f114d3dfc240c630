"""What the word at the caret can become, wherever the caret stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import EntityName, EntityType
from corpus.knowledge.base import load
from corpus.library import desk
from corpus.library.entity_search import EntityFinder
from corpus.query.completion import complete
from corpus.query.parse import parse
from corpus.query.tree import Named, Tag
from corpus.query.vocabulary import NOTHING_KNOWN, FixedVocabulary, vocabulary_of

PERSON, PLACE, ORG, AGREEMENT = (
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.ORG,
    EntityType.AGREEMENT,
)
NAMES = [
    (EntityName("person/akar", PERSON, "خلوصي أكار", "Hulusi Akar"), 15),
    (EntityName("person/lavrov", PERSON, "سيرغي لافروف", "Sergey Lavrov"), 6),
    (EntityName("person/lavrentiev", PERSON, "ألكسندر لافرينتييف", "Alexander Lavrentiev"), 8),
    (EntityName("agreement/sochi-memo-2018", AGREEMENT, "مذكرة سوتشي 2018", "Sochi memo"), 45),
    (EntityName("place/sochi", PLACE, "سوتشي", "Sochi"), 29),
    (EntityName("place/turkey", PLACE, "تركيا", "Turkey"), 90),
    (EntityName("org/turkey", ORG, "الدولة التركية", "Turkish state"), 3),
    (EntityName("place/socotra", PLACE, "سقطرى", "Socotra"), 0),
]
VOCABULARY = FixedVocabulary(
    NAMES,
    EntityFinder((name, (), count) for name, count in NAMES),
    [("الأناضول", 40), ("RT", 12), ("عنب بلدي", 7)],
    [("متابعة", 5), ("m4", 2), ("two words", 1)],
)


def inserts(text: str, caret: int | None = None) -> list[str]:
    at = text.index("^") if caret is None and "^" in text else len(text)
    return [choice.inserts for choice in complete(text.replace("^", ""), at, VOCABULARY).choices]


def taken(text: str, which: int = 0) -> str:
    """The query with a choice taken, the caret as ^."""
    at = text.index("^") if "^" in text else len(text)
    plain = text.replace("^", "")
    completion = complete(plain, at, VOCABULARY)
    found, caret = completion.taken(plain, completion.choices[which])
    return f"{found[:caret]}^{found[caret:]}"


def test_an_empty_query_is_offered_every_keyword():
    assert inserts("")[:3] == ["official:", "agreement:", "org:"]
    assert inserts("")[-1] == "sort:"


def test_keywords_are_offered_in_the_script_that_is_written():
    assert inserts("سوتشي ")[0] == "مسؤول:"
    assert inserts("of")[0] == "official:"
    assert inserts("مس")[0] == "مسؤول:"
    assert inserts("هي")[0] == "هيئة:"
    assert inserts("outl")[0] == "outlet:"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("official:ak", "official:akar"),
        ("official:أكار", "official:akar"),
        ('official:"خلوصي أ', "official:akar"),
        ("مسؤول:أك", "مسؤول:akar"),
        ("person:Hul", "person:akar"),
        ("agreement:so", "agreement:sochi-memo-2018"),
        ("place:so", "place:sochi"),
        ("قال: لاف", "قال:lavrentiev"),
        ("about:turk", "about:place/turkey"),
        ("source:", "source:الأناضول"),
        ("مصدر:أناض", "مصدر:الأناضول"),
        ("source:بلدي", 'source:"عنب بلدي"'),
        ("source:r", "source:RT"),
        ("#", "#متابعة"),
        ("#m", "#m4"),
        ("tag:wor", 'tag:"two words"'),
        ("is:un", "is:unread"),
        ("حالة:غ", "حالة:غير-مقروء"),
        ("has:n", "has:note"),
        ("sort:", "sort:newest"),
        ("lang:ara", "lang:ar"),
        ("before:", "before:today"),
        ("في:أم", "في:أمس"),
        ("since:1", 'since:"1 week"'),
        ("-source:r", "source:RT"),
        ("(source:r", "source:RT"),
        ("a|source:r", "source:RT"),
    ],
)
def test_values_are_offered_behind_a_keyword(text, first):
    assert inserts(text)[0] == first


def test_what_is_most_mentioned_comes_first_and_what_is_never_mentioned_last():
    assert inserts("place:") == ["place:place/turkey", "place:sochi", "place:socotra"]


def test_a_word_may_be_the_beginning_of_a_name():
    assert "official:lavrov" in inserts("lav")
    assert "مكان:sochi" in inserts("سوت")
    assert "source:RT" in inserts("rt")
    assert "#متابعة" in inserts("متا")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("official:ak", "official:akar ^"),
        ("-of", "-official:^"),
        ("a source:r^ b", "a source:RT ^b"),
        ("a sou^rce:RT b", "a source:^RT b"),
        ("source:RT,عنب^", 'source:RT,"عنب بلدي" ^'),
        ('official:"خلوصي ^', "official:akar ^"),
        ('official:"خل^وصي أكار" b', "official:akar ^b"),
        ("off^ice", "official:^"),
    ],
)
def test_a_choice_takes_the_place_of_the_word(text, after):
    assert taken(text) == after


def test_any_choice_can_be_taken():
    assert taken("سوت", inserts("سوت").index("مكان:sochi")) == "مكان:sochi ^"


@pytest.mark.parametrize("text", ['"خفض ', "«سو", "/ab", "foo:ba", "title:so", "id:3"])
def test_nothing_is_offered_where_nothing_fits(text):
    assert inserts(text) == []


def test_what_is_whole_before_the_caret_does_not_matter():
    assert inserts('"خفض التصعيد" /a b/ #x source:RT of')[0] == "official:"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*'"«»()|-=/#:،, ', "official:", "قال:", "سو", "so", "RT", "#m", "before:", "is:"]
        ),
        max_size=10,
    ).map("".join),
    st.integers(0, 40),
)
def test_what_is_offered_can_be_put_in_wherever_the_caret_stands(text, caret):
    completion = complete(text, caret, VOCABULARY)
    assert 0 <= completion.span.start <= completion.span.end <= len(text)
    for choice in completion.choices:
        found, at = completion.taken(text, choice)
        assert choice.inserts in found
        assert 0 <= at <= len(found)


def test_every_choice_is_read_as_what_it_says():
    for text in ("official:", "agreement:", "place:", "about:", "source:", "#", "is:", "before:"):
        for choice in complete(text, len(text), VOCABULARY).choices:
            parse(choice.inserts)
    assert parse(inserts("official:")[0]).root == Named(None, "akar", PERSON)
    assert parse(inserts("tag:wor")[0]).root == Tag(None, "two words")


def test_keywords_are_offered_before_the_library_was_read():
    assert complete("of", 2, NOTHING_KNOWN).choices[0].inserts == "official:"
    assert complete("official:a", 10, NOTHING_KNOWN).choices == ()


def test_the_vocabulary_of_a_library_knows_its_entities_outlets_and_tags(library):
    one = library.article_ids()[0]
    desk.tag(library, [one], ["متابعة"])
    vocabulary = vocabulary_of(library, load())
    first = complete("اتفاق:سوتشي", 11, vocabulary).choices[0]
    assert (first.inserts, first.ar) == ("اتفاق:sochi-memo-2018", "مذكرة سوتشي 2018")
    assert first.count == library.totals("agreement/sochi-memo-2018")[0]
    assert first.type == AGREEMENT
    assert complete("#", 1, vocabulary).choices[0].inserts == "#متابعة"
    assert complete("source:", 7, vocabulary).choices[0].count == 28
