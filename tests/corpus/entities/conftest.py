from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from corpus.article import Article, EntityType, Mention, Paragraph, Published, Span
from corpus.entities.extract import Extractor
from corpus.entities.words import Words, split
from corpus.knowledge.base import (
    Agreement,
    Entity,
    Form,
    KnowledgeBase,
    Organisation,
    Person,
    Place,
    Role,
    Sense,
    load,
)


def _forms(strong: str, short: str = "", weak: str = "") -> tuple[Form, ...]:
    return (
        *(Form(text) for text in strong.split("|") if text),
        *(Form(text, short=True) for text in short.split("|") if text),
        *(Form(text, "weak", short=True) for text in weak.split("|") if text),
    )


def _person(
    key: str, country: str, strong: str, short: str = "", weak: str = "", *roles: Role
) -> Person:
    forms = _forms(strong, short, weak)
    return Person(
        slug=f"person/{key}",
        type=EntityType.PERSON,
        ar=forms[0].text,
        en=key,
        about=key,
        forms=forms,
        country=country,
        roles=roles,
    )


def _place(key: str, strong: str, weak: str = "", kind: str = "town", demonym: str = "") -> Place:
    forms = _forms(strong, weak=weak)
    return Place(
        slug=f"place/{key}",
        type=EntityType.PLACE,
        ar=forms[0].text,
        en=key,
        about=key,
        forms=forms,
        kind=kind,
        demonyms=(demonym,) if demonym else (),
    )


def _org(key: str, strong: str, weak: str = "") -> Organisation:
    forms = _forms(strong, weak=weak)
    return Organisation(
        slug=f"org/{key}",
        type=EntityType.ORG,
        ar=forms[0].text,
        en=key,
        about=key,
        forms=forms,
        kind="body",
    )


def _agreement(key: str, date: str, strong: str) -> Agreement:
    forms = _forms(strong)
    return Agreement(
        slug=f"agreement/{key}",
        type=EntityType.AGREEMENT,
        ar=forms[0].text,
        en=key,
        about=key,
        forms=forms,
        kind="agreement",
        date=date,
    )


_ENTITIES: tuple[Entity, ...] = (
    _person(
        "erdogan",
        "TR",
        "رجب طيب أردوغان|رجب أردوغان",
        "أردوغان",
        "",
        Role("الرئيس التركي", "President", "org/tr-presidency", "2014-08-28"),
    ),
    _person(
        "putin",
        "RU",
        "فلاديمير بوتين",
        "بوتين|بوتن",
        "",
        Role("الرئيس الروسي", "President", "org/kremlin", "2012-05-07"),
    ),
    _person(
        "akar",
        "TR",
        "خلوصي أكار",
        "أكار",
        "",
        Role(
            "رئيس هيئة الأركان العامة التركية",
            "Chief of the General Staff",
            "org/tr-genstaff",
            "2015-08-18",
            "2018-07-10",
        ),
        Role("وزير الدفاع التركي", "Minister of Defence", "org/tr-mod", "2018-07-10"),
    ),
    _person(
        "guler",
        "TR",
        "يشار غولر",
        "غولر",
        "",
        Role(
            "رئيس هيئة الأركان العامة التركية",
            "Chief of the General Staff",
            "org/tr-genstaff",
            "2018-07-10",
        ),
    ),
    _person(
        "gerasimov",
        "RU",
        "فاليري غيراسيموف",
        "غيراسيموف",
        "",
        Role("رئيس الأركان العامة الروسية", "Chief of Staff", "org/ru-genstaff", "2012-11-09"),
    ),
    _person(
        "bagheri",
        "IR",
        "محمد باقري",
        "باقري",
        "",
        Role(
            "رئيس هيئة الأركان العامة للقوات المسلحة الإيرانية",
            "Chief of Staff",
            "org/ir-genstaff",
            "2016-06-28",
        ),
    ),
    _person(
        "lavrov",
        "RU",
        "سيرغي لافروف",
        "لافروف",
        "",
        Role("وزير الخارجية الروسي", "Foreign Minister", "org/ru-mfa", "2004-03-09"),
    ),
    _person(
        "cavusoglu",
        "TR",
        "مولود جاويش أوغلو",
        "",
        "",
        Role("وزير الخارجية التركي", "Foreign Minister", "org/tr-mfa", "2015-11-24"),
    ),
    _person("davutoglu", "TR", "أحمد داود أوغلو"),
    _person(
        "kalin",
        "TR",
        "إبراهيم قالن",
        "",
        "قالن",
        Role("المتحدث باسم الرئاسة التركية", "Spokesman", "org/tr-presidency", "2014-12-11"),
    ),
    _person(
        "peskov",
        "RU",
        "دميتري بيسكوف",
        "بيسكوف",
        "",
        Role("المتحدث باسم الرئاسة الروسية (الكرملين)", "Spokesman", "org/kremlin", "2012-05-22"),
    ),
    _person("zarif", "IR", "محمد جواد ظريف", "", "ظريف"),
    _person(
        "pedersen",
        "UN",
        "غير بيدرسون",
        "بيدرسون",
        "",
        Role("المبعوث الأممي الخاص إلى سوريا", "Envoy", "org/un-envoy", "2019-01-07"),
    ),
    _person(
        "demistura",
        "UN",
        "ستيفان دي ميستورا",
        "دي ميستورا",
        "",
        Role("المبعوث الأممي الخاص إلى سوريا", "Envoy", "org/un-envoy", "2014-07-10", "2018-12-31"),
    ),
    _person(
        "assad",
        "SY",
        "بشار الأسد",
        "الأسد",
        "",
        Role("الرئيس السوري", "President", "org/sy-presidency", "2000-07-17"),
    ),
    _person("khamis", "SY", "عماد خميس"),
    _person("shaaban", "SY", "بثينة شعبان", "", "شعبان"),
    _person("julani", "SY", "أبو محمد الجولاني", "الجولاني"),
    _org("un", "الأمم المتحدة"),
    _org("tr-mfa", "وزارة الخارجية التركية|الخارجية التركية"),
    _org("ru-mod", "وزارة الدفاع الروسية|الدفاع الروسية"),
    _org("tr-presidency", "الرئاسة التركية"),
    _org("kremlin", "الكرملين|الرئاسة الروسية"),
    _org("tr-army", "الجيش التركي"),
    _org("committee", "اللجنة الدستورية"),
    _org("hts", "هيئة تحرير الشام"),
    _org("isis", "تنظيم داعش|داعش"),
    _org("alqaeda", "تنظيم القاعدة", "القاعدة"),
    _org("ghad", "تيار الغد السوري|تيار الغد"),
    _org("aa", "وكالة الأناضول|الأناضول|وكالة الأناضول التركية"),
    _org("regime", "نظام الأسد|قوات الأسد"),
    _place("turkey", "تركيا", kind="country", demonym="تركي"),
    _place("russia", "روسيا", kind="country", demonym="روسي"),
    _place("syria", "سوريا|سورية", kind="country", demonym="سوري"),
    _place("iran", "إيران", kind="country", demonym="إيراني"),
    _place("yemen", "اليمن", kind="country"),
    _place("kazakhstan", "كازاخستان", kind="country"),
    _place("idlib", "إدلب|محافظة إدلب|إدلب السورية|مدينة إدلب"),
    _place("idlib-zone", "منطقة خفض التصعيد|منطقة خفض التصعيد في إدلب"),
    _place("aleppo", "حلب"),
    _place("douma", "مدينة دوما|دوما"),
    _place("al-bab", "مدينة الباب", "الباب"),
    _place("manbij", "منبج"),
    _place("ankara", "أنقرة|العاصمة التركية|العاصمة التركية أنقرة"),
    _place("tehran", "طهران|العاصمة الإيرانية"),
    _place("sochi", "سوتشي"),
    _place("astana", "أستانا|أستانة|الأستانة"),
    _place("moscow", "موسكو"),
    _place("amman", "عمان"),
    _place("m4", "إم 4|M4|طريق حلب اللاذقية", kind="road"),
    _agreement("sochi-memo-2018", "2018-09-17", "اتفاق سوتشي|مذكرة تفاهم سوتشي"),
    _agreement("sochi-memo-2019", "2019-10-22", "اتفاق سوتشي|مذكرة تفاهم سوتشي"),
    _agreement(
        "memo-deescalation-2017",
        "2017-05-04",
        "اتفاق منطقة خفض التصعيد|اتفاق خفض التصعيد|اتفاق أستانا|اتفاق أستانة",
    ),
    _agreement(
        "moscow-protocol-2020", "2020-03-05", "اتفاق 5 آذار|الاتفاق الروسي التركي بشأن إدلب"
    ),
)

_SOCHI = (
    Sense(
        "agreement/sochi-memo-2018",
        "2018-09-17",
        "2019-10-21",
        ("إدلب", "منزوعة السلاح"),
    ),
    Sense("agreement/sochi-memo-2019", "2019-10-22", None, ("منبج", "شرق الفرات")),
)


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    senses = dict.fromkeys(("اتفاق سوتشي", "مذكرة تفاهم سوتشي"), _SOCHI)
    return KnowledgeBase({entity.slug: entity for entity in _ENTITIES}, senses)


@pytest.fixture(scope="session")
def extractor(base: KnowledgeBase) -> Extractor:
    return Extractor(base)


def article_of(text: str, published: str | None = None) -> Article:
    """Make an article of a text, a paragraph a line."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    day = Published(published, "option") if published else None
    return Article("a" * 12, text, tuple(paragraphs), None, None, day, "test", "0" * 64)


@pytest.fixture(scope="session")
def as_article() -> Callable[..., Article]:
    """Make an article of a text, a paragraph a line."""
    return article_of


@pytest.fixture(scope="session")
def as_words() -> Callable[[str], Words]:
    """Cut a text of one paragraph into words."""

    def cut(text: str) -> Words:
        article = article_of(text)
        return split(article, article.paragraphs[0])

    return cut


@dataclass(frozen=True)
class Reading:
    """What was found in a text, in the ways tests ask about it."""

    text: str
    mentions: tuple[Mention, ...]

    def links(self, type_: str | None = None) -> list[tuple[str, str]]:
        """Return what each mention covers, with the end of its slug or ``?``."""
        return [
            (
                mention.span.slice(self.text),
                "+".join(slug.partition("/")[2] for slug in mention.entities) or "?",
            )
            for mention in self.mentions
            if type_ is None or mention.type == type_
        ]

    def only(self, covered: str) -> Mention:
        """Return the one mention that covers these words."""
        found = [m for m in self.mentions if m.span.slice(self.text) == covered]
        assert len(found) == 1, [m.span.slice(self.text) for m in self.mentions]
        return found[0]

    def all(self, covered: str) -> list[Mention]:
        """Return every mention that covers these words, in order."""
        return [m for m in self.mentions if m.span.slice(self.text) == covered]

    def dates(self) -> list[tuple[str, str | None]]:
        """Return what each date covers, with its value."""
        return [
            (mention.span.slice(self.text), mention.value)
            for mention in self.mentions
            if mention.type is EntityType.DATE
        ]


Reader = Callable[..., Reading]


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Reader:
    def read_text(text: str, published: str | None = None) -> Reading:
        return Reading(text, extractor.extract(article_of(text, published)))

    return read_text


@pytest.fixture(scope="session")
def shipped() -> Extractor:
    """The extractor as the program makes it, on the packaged knowledge base."""
    return Extractor(load())


@pytest.fixture(scope="session")
def know(shipped: Extractor) -> Reader:
    """Read a text with the packaged knowledge base."""

    def read_text(text: str, published: str | None = None) -> Reading:
        return Reading(text, shipped.extract(article_of(text, published)))

    return read_text
