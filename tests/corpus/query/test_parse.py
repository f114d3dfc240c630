"""Reading queries: what an analyst types, in either language, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.article import EntityType, Span
from corpus.query.errors import QueryError
from corpus.query.parse import DEEPEST, LONGEST, LONGEST_PATTERN, MOST_TERMS, parse
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
    Source,
    State,
    Tag,
    Title,
    Word,
)

TODAY = date(2020, 3, 10)
HERE = Span(0, 0)


def root(text: str):
    return parse(text, today=TODAY).root


def word(text: str, **signs: bool) -> Word:
    return Word(HERE, text, **signs)


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(word(text) for text in texts)


def wrong(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, today=TODAY)
    return caught.value


def token(text: str) -> str:
    """The part of a wrong query that its error points at."""
    return wrong(text).at.slice(text)


# words and signs


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200f"])
def test_nothing_asks_for_everything(text):
    assert root(text) is None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("سوتشي", word("سوتشي")),
        ("=اتفاق", word("اتفاق", exact=True)),
        ("اتفاق*", word("اتفاق", begins=True)),
        ("=de*", word("de", exact=True, begins=True)),
        ("وقف إطلاق", All(words("وقف", "إطلاق"))),
        ("وقف، إطلاق؛ النار؟", All(words("وقف", "إطلاق", "النار"))),
        ("«خفض التصعيد»", Phrase(HERE, words("خفض", "التصعيد"))),
        ('"خفض التصعيد"', Phrase(HERE, words("خفض", "التصعيد"))),
        ("“خفض التصعيد”", Phrase(HERE, words("خفض", "التصعيد"))),
        ("”خفض التصعيد“", Phrase(HERE, words("خفض", "التصعيد"))),
        ("»خفض التصعيد«", Phrase(HERE, words("خفض", "التصعيد"))),
        ('"أكار شويغو"~3', Phrase(HERE, words("أكار", "شويغو"), 3)),
        ('"أكار شويغو"~٣', Phrase(HERE, words("أكار", "شويغو"), 3)),
        ('"سوتشي"', word("سوتشي")),
        ('"or"', word("or")),
        (
            '="خفض التصعيد"',
            Phrase(HERE, (word("خفض", exact=True), word("التصعيد", exact=True))),
        ),
        ('"=خفض تصعيد*"', Phrase(HERE, (word("خفض", exact=True), word("تصعيد", begins=True)))),
        ("حلب-اللاذقية", Phrase(HERE, words("حلب", "اللاذقية"))),
        ("M4/M5", Phrase(HERE, words("M4", "M5"))),
        ("10:30", Phrase(HERE, words("10", "30"))),
        ("سُوتشي", word("سُوتشي")),
        ("/ال[مم]راقبة/", Pattern(HERE, "ال[مم]راقبة")),
        (r"/a\/b c/", Pattern(HERE, r"a\/b c")),
        ("#متابعة", Tag(HERE, "متابعة")),
        ('#"two words"', Tag(HERE, "two words")),
        ("#m4.", Tag(HERE, "m4")),
        ("\u200f-سوتشي", Not(word("سوتشي"))),
    ],
)
def test_words_and_signs(text, tree):
    assert root(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a -b", All((word("a"), Not(word("b"))))),
        ("a NOT b", All((word("a"), Not(word("b"))))),
        ("a ليس b", All((word("a"), Not(word("b"))))),
        ("a \u2212b", All((word("a"), Not(word("b"))))),
        ("a - b", All(words("a", "b"))),
        ("a – b", All(words("a", "b"))),
        ("--a", Not(Not(word("a")))),
        ("-(a b)", Not(All(words("a", "b")))),
        ("a OR b", Either(words("a", "b"))),
        ("a or b", Either(words("a", "b"))),
        ("a أو b", Either(words("a", "b"))),
        ("a او b", Either(words("a", "b"))),
        ("a|b", Either(words("a", "b"))),
        ("a || b|c", Either(words("a", "b", "c"))),
        ("a AND b", All(words("a", "b"))),
        ("a و b", All(words("a", "b"))),
        ("((a))", word("a")),
        ("(a (b c))", All(words("a", "b", "c"))),
        ("(a OR b) c", All((Either(words("a", "b")), word("c")))),
        ("(a b) OR c", Either((All(words("a", "b")), word("c")))),
        ("a OR -b", Either((word("a"), Not(word("b"))))),
    ],
)
def test_terms_together(text, tree):
    assert root(text) == tree


def test_or_binds_its_neighbours_alone_so_that_a_limit_holds_for_both():
    limit = Day(HERE, "", "2020-02-29")
    assert root("akar OR lavrov before:2020-03") == All((Either(words("akar", "lavrov")), limit))
    assert root("before:2020-03 akar OR lavrov") == All((limit, Either(words("akar", "lavrov"))))


# keywords


@pytest.mark.parametrize(
    ("text", "leaf"),
    [
        ("official:akar", Named(HERE, "akar", EntityType.PERSON)),
        ('official:"خلوصي أكار"', Named(HERE, "خلوصي أكار", EntityType.PERSON)),
        ("مسؤول:«خلوصي أكار»", Named(HERE, "خلوصي أكار", EntityType.PERSON)),
        ("المسؤول:أكار", Named(HERE, "أكار", EntityType.PERSON)),
        ("مسئول:أكار", Named(HERE, "أكار", EntityType.PERSON)),
        ("official:person/akar", Named(HERE, "person/akar", EntityType.PERSON)),
        ("agreement:sochi-memo-2018", Named(HERE, "sochi-memo-2018", EntityType.AGREEMENT)),
        ("إتفاق:سوتشي", Named(HERE, "سوتشي", EntityType.AGREEMENT)),
        ("AGREEMENT:sochi", Named(HERE, "sochi", EntityType.AGREEMENT)),
        ("org:hts", Named(HERE, "hts", EntityType.ORG)),
        ("هيئة:الأركان", Named(HERE, "الأركان", EntityType.ORG)),
        ("مكان:إدلب", Named(HERE, "إدلب", EntityType.PLACE)),
        ("about:turkey", Named(HERE, "turkey")),
        ("عن: تركيا", Named(HERE, "تركيا")),
        ("said-by:lavrov", Named(HERE, "lavrov", None, "speaker")),
        ("said_by:lavrov", Named(HERE, "lavrov", None, "speaker")),
        ("قال:لافروف", Named(HERE, "لافروف", None, "speaker")),
        ("source:RT", Source(HERE, "RT")),
        ("source: RT", Source(HERE, "RT")),
        ("المصدر: سانا", Source(HERE, "سانا")),
        ("source：RT", Source(HERE, "RT")),
        ("title:سوتشي", Title(HERE, word("سوتشي"))),
        ("عنوان:=سوتشي", Title(HERE, word("سوتشي", exact=True))),
        ('title:"خفض التصعيد"', Title(HERE, Phrase(HERE, words("خفض", "التصعيد")))),
        ("has:note", State(HERE, "note")),
        ("فيه:ملاحظة", State(HERE, "note")),
        ("has:Statements", State(HERE, "statement")),
        ("is:unread", State(HERE, "unread")),
        ("حالة:غير-مقروء", State(HERE, "unread")),
        ('حالة:"غير مقروء"', State(HERE, "unread")),
        ("is:starred", State(HERE, "starred")),
        ("tag:m4", Tag(HERE, "m4")),
        ("وسم:متابعة", Tag(HERE, "متابعة")),
        ("lang:ar", Language(HERE, "ar")),
        ("lang:de", Language(HERE, "de")),
        ("لغة:عربية", Language(HERE, "ar")),
        ("id:3FA2", Identity(HERE, "3fa2")),
    ],
)
def test_keywords_in_both_languages(text, leaf):
    assert root(text) == leaf


def test_a_list_behind_a_keyword_asks_for_one_or_the_other():
    assert root("source:RT,سانا،TASS -b") == All(
        (
            Either((Source(HERE, "RT"), Source(HERE, "سانا"), Source(HERE, "TASS"))),
            Not(word("b")),
        )
    )
    assert root("-source:RT,TASS") == Not(Either((Source(HERE, "RT"), Source(HERE, "TASS"))))


def test_a_comma_behind_a_value_is_no_list():
    assert root("source:RT, سوتشي") == All((Source(HERE, "RT"), word("سوتشي")))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("before:2020-03", "", "2020-02-29"),
        ("before:2020", "", "2019-12-31"),
        ("before:2020-03-05", "", "2020-03-04"),
        ("قبل:٢٠٢٠-٠٣", "", "2020-02-29"),
        ("after:2020-02", "2020-03-01", ""),
        ("after:2019", "2020-01-01", ""),
        ("بعد:2020-03-05", "2020-03-06", ""),
        ("since:2020-03", "2020-03-01", ""),
        ("منذ:أمس", "2020-03-09", ""),
        ("until:2020-02", "", "2020-02-29"),
        ("حتى:اليوم", "", "2020-03-10"),
        ("on:2020-03-05", "2020-03-05", "2020-03-05"),
        ("on:2020-02", "2020-02-01", "2020-02-29"),
        ("on:2020-02..2020-03", "2020-02-01", "2020-03-31"),
        ("في:2020-02-10..2020-02-12", "2020-02-10", "2020-02-12"),
        ("on:2020-02..", "2020-02-01", ""),
        ("on:..2020-02", "", "2020-02-29"),
        ("before:2020-02..2020-03", "", "2020-01-31"),
        ("after:2020-02..2020-03", "2020-04-01", ""),
        ("since:1 week", "2020-03-03", ""),
        ('after:"1 week ago"', "2020-03-04", ""),
        ("before:today", "", "2020-03-09"),
        ("في:آذار 2020", "2020-03-01", "2020-03-31"),
        ("في:5 كانون الثاني 2020", "2020-01-05", "2020-01-05"),
    ],
)
def test_days_of_publication(text, first, last):
    assert root(text) == Day(HERE, first, last)


def test_days_that_articles_name():
    assert root("date:2018-09-17") == Day(HERE, "2018-09-17", "2018-09-17", "mentioned")
    assert root('تاريخ:"17 أيلول 2018"') == Day(HERE, "2018-09-17", "2018-09-17", "mentioned")


def test_a_day_of_several_words_ends_where_it_makes_sense():
    assert root("on:5 march 2020 idlib") == All(
        (Day(HERE, "2020-03-05", "2020-03-05"), word("idlib"))
    )
    assert root("on:2020 5") == All((Day(HERE, "2020-01-01", "2020-12-31"), word("5")))


def test_the_order_stands_anywhere_and_is_no_term():
    query = parse("سوتشي sort:oldest أكار")
    assert query.root == All(words("سوتشي", "أكار"))
    assert (query.sort, query.sort_at) == ("oldest", Span(6, 17))
    assert parse("ترتيب:الأقدم").sort == "oldest"
    assert parse("سوتشي").sort_at is None
    assert parse("sort:relevance").root is None


def test_every_leaf_knows_where_it_stands():
    text = 'سوتشي -source:"RT Arabic" (=أكار | /x/) "a b"~2'
    spans = [leaf.at.slice(text) for leaf in leaves(root(text))]
    assert spans == ["سوتشي", 'source:"RT Arabic"', "=أكار", "/x/", '"a b"~2']


def leaves(node):
    if isinstance(node, All | Either):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return leaves(node.part) if isinstance(node, Not) else [node]


# what is wrong


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("sorce:RT", "sorce:", "source:"),
        ("a مصدرر:RT", "مصدرر:", "مصدر:"),
        ("agrement:sochi", "agrement:", "agreement:"),
        ("is:unred", "unred", "unread"),
        ("is:purple", "purple", "starred"),
        ("حالة:غير-مقرو", "غير-مقرو", "غير-مقروء"),
        ("has:nota", "nota", "note"),
        ("is:note", "note", "has:note"),
        ("فيه:مقروء", "مقروء", "is:read"),
        ("sort:newst", "newst", "newest"),
        ("lang:klingon9", "klingon9", "ar"),
        ("before:2020-02-30", "2020-02-30", "2020-02-29"),
        ("before:2020-13", "2020-13", "01 to 12"),
        ("on:2020-03..2020-02", "2020-03..2020-02", "2020-02-29"),
        ("on:..", "..", "2020-03-05"),
        ("on:someday", "someday", "2020-03-05"),
        ("since:99999 years", "99999", "2020"),
        ("before:0001", "before:0001", ""),
        ("after:9999", "after:9999", ""),
        ("after:2020..", "after:2020..", "after:"),
        ("since:..2020", "since:..2020", "since:"),
        ('a "سوتشي', '"', '"'),
        ("a «سوتشي", "«", "»"),
        ('source:"RT', '"', '"'),
        ('""', '""', ""),
        ('"؟"', '"؟"', ""),
        ("(a", "(", ")"),
        ("a)", ")", ""),
        ("a ()", "()", ""),
        ("official:", "official:", "official:akar"),
        ("مسؤول:", "مسؤول:", "مسؤول:"),
        ("official: before:2020", "official:", "official:akar"),
        ("source: OR a", "source:", "source:"),
        ('official:""', 'official:""', "official:"),
        ("official:(a OR b)", "(", "official:a,b"),
        ("source:-RT", "-", "-source:"),
        ("id:xyz", "id:xyz", "a-f"),
        ("id:؟", "id:؟", "id:"),
        ("title:؟", "title:؟", "title:"),
        ("a OR", "OR", "Quotation"),
        ("OR a", "OR", "Quotation"),
        ("a OR OR b", "OR", "Quotation"),
        ("a أو", "أو", "Quotation"),
        ("a | | b", "|", "Quotation"),
        ("a AND", "AND", "Quotation"),
        ("NOT", "NOT", "Quotation"),
        ("ليس", "ليس", "Quotation"),
        ("-OR", "-", "Quotation"),
        ("a AND b OR c", "AND", "brackets"),
        ("//", "//", ""),
        ("/(/", "/(/", ""),
        ("/a", "/", "/"),
        ("/a{2,1}/", "/a{2,1}/", ""),
        ("#", "#", "#m4"),
        ("#!", "#!", "#m4"),
        ("*a", "*", "*"),
        ("a*b", "*", "*"),
        ("word~3", "~3", '"two words"~3'),
        ('"a b"~', "~", "~3"),
        ('"a b"~99', "~99", "~3"),
        ("sort:newest sort:oldest", "sort:oldest", "one"),
        ("(a sort:newest)", "sort:newest", "brackets"),
        ("a OR sort:newest", "sort:newest", "OR"),
        ("-sort:newest", "sort:newest", ""),
        ("؟!", "؟!", "word"),
    ],
)
def test_an_error_points_at_the_token_and_says_what_to_type(text, at, hint):
    error = wrong(text)
    assert error.at.slice(text) == at
    assert hint in error.hint
    assert error.message
    assert error.exit_code == 2


def test_an_error_can_be_drawn():
    query, caret = wrong("سوتشي sorce:RT").drawn()
    assert query == "سوتشي sorce:RT"
    assert caret == "      ^^^^^^"


def test_a_long_query_is_drawn_in_part_and_marks_take_no_column():
    text = f"{'كلمة ' * 50}سُوتشي sorce:RT {'كلمة ' * 50}"
    query, caret = wrong(text).drawn()
    assert len(query) < 80
    assert query[caret.index("^") : caret.rindex("^") + 1] == "sorce:"


@pytest.mark.parametrize(
    "text",
    [
        "x" * (LONGEST + 1),
        "(" * 1000 + "a" + ")" * 1000,
        "-" * 1000 + "a",
        "NOT " * 1000 + "a",
        "a " * (MOST_TERMS + 1),
        "a-" * 4000,
        f'title:"{"a " * 4000}"',
        f"/{'a' * (LONGEST_PATTERN + 1)}/",
        f"/{'(' * 200}{')' * 200}/",
        "/(a{9999999999})/",
    ],
)
def test_what_is_too_long_or_too_deep_is_refused_or_read(text):
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.at.start < error.at.end <= len(text)


def test_as_much_as_is_allowed_is_read():
    assert root("x" * LONGEST) == word("x" * LONGEST)
    assert root("(" * DEEPEST + "a" + ")" * DEEPEST) == word("a")
    assert len(root("a " * MOST_TERMS).parts) == MOST_TERMS


def test_control_characters_are_no_part_of_words():
    assert root("سوت\u200fشي\x00 source:R\u202eT") == All((word("سوتشي"), Source(HERE, "RT")))
