"""The one table of what the query language knows by name, in English and Arabic.

Parsing, printing, completion, help and the documents take their words from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from corpus.arabic.folding import fold_text
from corpus.article import EntityType

Kind = Literal["entity", "speaker", "source", "title", "day", "state", "tag", "lang", "id", "sort"]
"""What stands behind a keyword's colon, and so how it is read and completed."""


@dataclass(frozen=True, slots=True)
class Value:
    """A word that may stand behind a keyword, such as ``unread`` behind ``is:``."""

    name: str
    arabic: tuple[str, ...]
    """The one to show first; blanks are written as hyphens where no quotes stand."""
    says: str
    also: tuple[str, ...] = ()
    """Other English words for it."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word for it."""
        return (self.name, *self.also, *self.arabic)


@dataclass(frozen=True, slots=True)
class Field:
    """A keyword of the language."""

    name: str
    """As it stands before the colon, and as queries are printed."""
    kind: Kind
    arabic: tuple[str, ...]
    """The one to show first."""
    says: str
    """What it asks for, for help and documents."""
    example: str
    arabic_example: str
    also: tuple[str, ...] = ()
    """Other English words for it."""
    type: EntityType | None = None
    """For an entity: of which type; None for any."""
    values: tuple[Value, ...] = ()
    """All that may stand behind it, where that is a few words."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word for it."""
        return (self.name, *self.also, *self.arabic)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the language, for help and documents."""

    written: str
    says: str
    example: str
    arabic_example: str


_HAS: Final = (
    Value("note", ("ملاحظة",), "a note was taken", ("notes",)),
    Value("statement", ("تصريح", "اقتباس"), "somebody is quoted", ("statements", "quote")),
    Value("copy", ("نسخة",), "the same text is there under another outlet", ("copies",)),
    Value("warning", ("تحذير", "تنبيه"), "something was repaired or contradicts", ("warnings",)),
    Value("date", ("تاريخ",), "the day it was published is known", ("day",)),
)
_IS: Final = (
    Value("unread", ("غير-مقروء", "جديد"), "was not opened yet", ("new",)),
    Value("read", ("مقروء",), "was opened"),
    Value("starred", ("مميز", "بنجمة"), "has a star", ("star", "marked")),
    Value("excerpt", ("مقتطف",), "is only the beginning a feed gave", ("teaser",)),
    Value("undated", ("بلا-تاريخ", "بدون-تاريخ"), "the day it was published is not known"),
)
_SORT: Final = (
    Value("newest", ("الأحدث",), "the latest day first", ("new", "date")),
    Value("oldest", ("الأقدم",), "the earliest day first", ("old",)),
    Value("relevance", ("الصلة", "الأهم"), "what fits the words best first", ("best", "rank")),
    Value("source", ("المصدر",), "by outlet", ("outlet",)),
    Value("title", ("العنوان",), "by title"),
    Value("unread", ("غير-مقروء",), "what was not opened yet first"),
)
_LANGUAGES: Final = (
    Value("ar", ("العربية", "عربي"), "Arabic", ("arabic",)),
    Value("en", ("الإنجليزية", "الإنكليزية", "إنجليزي"), "English", ("english",)),
    Value("tr", ("التركية", "تركي"), "Turkish", ("turkish",)),
    Value("ru", ("الروسية", "روسي"), "Russian", ("russian",)),
    Value("fa", ("الفارسية", "فارسي"), "Persian", ("persian", "farsi")),
    Value("fr", ("الفرنسية", "فرنسي"), "French", ("french",)),
    Value("ku", ("الكردية", "كردي"), "Kurdish", ("kurdish",)),
    Value("und", ("غير-معروفة",), "not known", ("unknown",)),
)

FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "official",
        "entity",
        ("مسؤول", "مسئول", "شخص", "شخصية"),
        "articles that mention a person",
        "official:akar",
        'مسؤول:"خلوصي أكار"',
        ("person",),
        EntityType.PERSON,
    ),
    Field(
        "agreement",
        "entity",
        ("اتفاق", "اتفاقية", "مذكرة"),
        "articles that mention an agreement, under any name",
        "agreement:sochi-memo-2018",
        "اتفاق:سوتشي",
        ("deal",),
        EntityType.AGREEMENT,
    ),
    Field(
        "org",
        "entity",
        ("منظمة", "هيئة", "جهة"),
        "articles that mention an organisation or a body",
        "org:hts",
        'هيئة:"تحرير الشام"',
        ("organisation", "organization", "body"),
        EntityType.ORG,
    ),
    Field(
        "place",
        "entity",
        ("مكان", "موقع"),
        "articles that mention a place",
        "place:idlib",
        "مكان:سراقب",
        (),
        EntityType.PLACE,
    ),
    Field(
        "about",
        "entity",
        ("عن", "حول"),
        "articles that mention anybody or anything of this name",
        "about:turkey",
        "عن:أردوغان",
    ),
    Field(
        "said-by",
        "speaker",
        ("قال", "قالت", "لسان"),
        "articles that quote somebody, directly or not",
        "said-by:lavrov",
        "قال:لافروف",
        ("says", "said"),
    ),
    Field(
        "source",
        "source",
        ("مصدر", "وكالة", "صحيفة"),
        "articles of an outlet, or that name an agency as theirs",
        "source:RT",
        "مصدر:الأناضول",
        ("outlet", "agency"),
    ),
    Field(
        "title",
        "title",
        ("عنوان",),
        "a word or a phrase in the title",
        'title:"de-escalation"',
        "عنوان:سوتشي",
        ("headline",),
    ),
    Field(
        "before",
        "day",
        ("قبل",),
        "published before a day, or before the first day of a month or year",
        "before:2020-03",
        "قبل:٢٠٢٠-٠٣",
        ("older",),
    ),
    Field(
        "after",
        "day",
        ("بعد",),
        "published after a day, or after the last day of a month or year",
        "after:2020-02",
        'بعد:"شباط 2020"',
        ("newer",),
    ),
    Field(
        "since",
        "day",
        ("منذ",),
        "published on a day or later",
        'since:"1 week"',
        'منذ:"أسبوعين"',
        ("from",),
    ),
    Field(
        "until",
        "day",
        ("حتى", "لغاية"),
        "published on a day or earlier",
        "until:2020-03-05",
        "حتى:2020-03-05",
        ("till",),
    ),
    Field(
        "on",
        "day",
        ("في", "بتاريخ"),
        "published on a day, or in a month, a year or an interval",
        "on:2020-02..2020-03",
        'في:"آذار 2020"',
        ("published", "in"),
    ),
    Field(
        "date",
        "day",
        ("تاريخ", "يذكر"),
        "articles that name a day in their text, whenever they were published",
        "date:2018-09-17",
        'تاريخ:"17 أيلول 2018"',
        ("mentions",),
    ),
    Field(
        "has",
        "state",
        ("فيه", "فيها"),
        "articles with something to them",
        "has:note",
        "فيه:ملاحظة",
        (),
        values=_HAS,
    ),
    Field(
        "is",
        "state",
        ("حالة", "هو"),
        "articles in some state",
        "is:unread",
        "حالة:غير-مقروء",
        (),
        values=_IS,
    ),
    Field("tag", "tag", ("وسم",), "articles or notes with a tag", "tag:m4", "وسم:المتابعة"),
    Field(
        "lang",
        "lang",
        ("لغة",),
        "articles in a language",
        "lang:ar",
        "لغة:العربية",
        ("language",),
        values=_LANGUAGES,
    ),
    Field(
        "id",
        "id",
        ("معرف", "رقم"),
        "one article, by the beginning of its id",
        "id:3fa2",
        "رقم:3fa2",
    ),
    Field(
        "sort",
        "sort",
        ("ترتيب", "رتب"),
        "the order of what is found",
        "sort:oldest",
        "ترتيب:الأقدم",
        ("order",),
        values=_SORT,
    ),
)
"""The keywords, in the order help and completion show them."""

SIGNS: Final[tuple[Sign, ...]] = (
    Sign("word", "the word in any spelling, with what is joined to it", "sochi", "اتفاق"),
    Sign("=word", "this very form, as it is written", "=Sochi", "=اتفاق"),
    Sign("word*", "words that begin so", "de*", "اتفاق*"),
    Sign('"phrase"', "words one after another", '"Idlib memorandum"', "«خفض التصعيد»"),
    Sign(
        '"words"~3',
        "words near each other, at most three between",
        '"akar shoigu"~3',
        '"أكار شويغو"~٣',
    ),
    Sign(
        "/regex/", "a regular expression over the text as written", "/M[45]/", "/نق[اط]+ المراقبة/"
    ),
    Sign("-not", "without it; also NOT and ليس", "sochi -source:RT", "سوتشي -مصدر:سانا"),
    Sign("OR", "one or the other; also | and أو", "akar OR lavrov", "أكار أو لافروف"),
    Sign("( )", "keeps together", "(akar OR lavrov) before:2020-03", "(أكار | لافروف) قبل:2020-03"),
    Sign("a,b", "behind a keyword: one or the other", "source:RT,TASS", "مصدر:سانا،الأناضول"),
    Sign("#tag", "articles or notes with a tag", "#m4", "#المتابعة"),
)
"""The signs, in the order help shows them."""

OR_WORDS: Final = frozenset({"or", "أو", "او"})
AND_WORDS: Final = frozenset({"and", "و"})
NOT_WORDS: Final = frozenset({"not", "ليس", "ليست"})

RELATIVE: Final[tuple[Value, ...]] = (
    Value("today", ("اليوم",), "today"),
    Value("yesterday", ("أمس",), "yesterday", ()),
    Value("1 week", ("أسبوع",), "a week ago", ()),
    Value("1 month", ("شهر",), "a month ago", ()),
    Value("this week", ("هذا الأسبوع",), "from Monday on", ()),
    Value("this month", ("هذا الشهر",), "from the first of the month on", ()),
    Value("last month", ("الشهر الماضي",), "the whole month before this", ()),
    Value("this year", ("هذا العام", "هذه السنة"), "from the first of January on", ()),
)
"""Days in words that completion offers; `corpus.query.days` reads more of them."""


def lookup(word: str) -> str:
    """Return a keyword or a value as it is compared: folded, blanks and lines as one hyphen."""
    return "-".join(fold_text(word).casefold().replace("_", " ").replace("-", " ").split())


@cache
def _by_word() -> dict[str, Field]:
    return {lookup(word): field for field in FIELDS for word in field.words}


def field_named(word: str) -> Field | None:
    """Return the keyword of a name in either language, with or without the article «ال»."""
    wanted = lookup(word)
    return _by_word().get(wanted) or _by_word().get(wanted.removeprefix("ال"))


def nearest_fields(word: str) -> tuple[str, ...]:
    """Return the names of keywords that are most like a word, the best first."""
    return _nearest(word, list(_by_word()), {lookup(w): w for f in FIELDS for w in f.words})


def value_named(field: Field, word: str) -> Value | None:
    """Return the value of a name in either language, with or without the article «ال»."""
    wanted = lookup(word)
    for value in field.values:
        names = {lookup(name) for name in value.words}
        if wanted in names or f"ال{wanted}" in names or wanted.removeprefix("ال") in names:
            return value
    return None


def nearest_values(field: Field, word: str) -> tuple[str, ...]:
    """Return the names of a keyword's values that are most like a word, the best first."""
    names = {lookup(name): name for value in field.values for name in value.words}
    return _nearest(word, list(names), names)


def _nearest(word: str, keys: list[str], names: dict[str, str]) -> tuple[str, ...]:
    from difflib import get_close_matches

    wanted = lookup(word)[:40]
    begin = [key for key in keys if wanted and key.startswith(wanted)]
    near = begin or get_close_matches(wanted, keys, n=3, cutoff=0.55)
    return tuple(names[key] for key in near[:3])
