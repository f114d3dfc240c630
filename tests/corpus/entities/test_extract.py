from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Paragraph, Span
from corpus.entities.extract import Extractor, extract

if TYPE_CHECKING:
    from corpus.knowledge.base import KnowledgeBase

_FRAGMENTS = (
    "رجب طيب أردوغان",
    "أردوغان",
    "و",
    "ل",
    "للأمم المتحدة",
    "اتفاق سوتشي",
    "لعام 2018",
    'اتفاق "منطقة خفض التصعيد"',
    "وزارة الخارجية التركية",
    "إدلب السورية",
    "العاصمة الإيرانية طهران",
    "مولود جاويش أوغلو",
    "أوغلو",
    "عسكريا تركيا",
    "5 آذار/مارس",
    "28 و29",
    "يونيو",
    "اليوم الخميس",
    "اتفاق 5 آذار",
    "2020-03-05",
    "نظيره الروسي",
    "الرئيسان الروسي والتركي",
    "وزير الدفاع التركي",
    "رئيس الأركان",
    " ",
    "\n",
    "\xa0",
    "ـ",
    "ّ",
    "،",
    "“",
    "”",
    '"',
    "(",
    ")",
    "\u202e",
    "ﻻ",
    "9" * 50,
    "وزير الري السوداني",
    "وزيرا الخارجية",
    "ياسر الحضري",
    "والسوداني",
    "الحضري",
    "(الصقر)",
    "حزب الوئام",
    "لوزارة الصحة",
    "المجلس الوطني",
    "مدينة ورشفيلة",
    "محافظتي مأرب والجوف",
    "إعلان",
    "القرار",
    "1325",
    "عبد",
    "بن",
)
_texts = st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=6)), max_size=30).map(
    " ".join
) | st.lists(st.sampled_from(_FRAGMENTS), max_size=30).map("".join)


def _article(text: str, cuts: list[int]) -> Article:
    """Make an article whose paragraphs lie between every second pair of cuts."""
    bounds = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    spans = [Span(start, end) for start, end in pairwise(bounds)]
    paragraphs = tuple(Paragraph(span) for span in spans[::2])
    return Article("a" * 12, text, paragraphs, None, None, None, "test", "0" * 64)


@given(_texts, st.lists(st.integers(0, 300), max_size=6))
def test_mentions_lie_in_paragraphs_in_order_and_apart(
    extractor: Extractor, text: str, cuts: list[int]
) -> None:
    article = _article(text, cuts)
    mentions = extractor.extract(article)
    for mention in mentions:
        assert mention.span.slice(text).strip()
        assert any(
            paragraph.span.start <= mention.span.start and mention.span.end <= paragraph.span.end
            for paragraph in article.paragraphs
        )
    for first, second in pairwise(mentions):
        assert first.span.end <= second.span.start


@given(_texts)
def test_the_shipped_base_keeps_them_in_order_and_apart_too(shipped: Extractor, text: str) -> None:
    read = shipped.read(_article(text, []))
    for first, second in pairwise(read.mentions):
        assert first.span.end <= second.span.start
    slugs = {slug for mention in read.mentions for slug in mention.entities}
    assert {name.slug for name in read.names} <= slugs


def test_reading_gives_statements_and_names_beside_the_mentions(shipped: Extractor) -> None:
    text = "قال وزير الري السوداني ياسر الحضري إن السد آمن"
    article = _article(text, [])
    read = shipped.read(article)
    assert read.mentions == shipped.extract(article)
    assert [statement.span.slice(text) for statement in read.statements] == ["السد آمن"]
    assert read.statements[0].entities == read.mentions[0].entities
    assert [name.ar for name in read.names] == ["ياسر الحضري"]


def test_boilerplate_outside_the_paragraphs_is_not_read(extractor: Extractor) -> None:
    text = "قال أكار ذلك\nمقالات ذات صلة: بوتين في إدلب"
    article = Article("a" * 12, text, (Paragraph(Span(0, 12)),), None, None, None, "test", "0" * 64)
    assert [mention.span.slice(text) for mention in extractor.extract(article)] == ["أكار"]


def test_one_article_can_be_read_without_an_extractor(base: KnowledgeBase) -> None:
    text = "قال أكار"
    article = _article(text, [])
    assert [mention.entities for mention in extract(article, base)] == [("person/akar",)]


def test_the_shipped_base_reads_an_article(shipped: Extractor) -> None:
    text = "بحث أردوغان وبوتين تنفيذ مذكرة تفاهم سوتشي في إدلب يوم 5 آذار/مارس 2020"
    mentions = shipped.extract(_article(text, []))
    assert [mention.entities[0] for mention in mentions] == [
        "person/erdogan",
        "person/putin",
        "agreement/sochi-memo-2018",
        "place/idlib",
        "date/2020-03-05",
    ]


def test_on_one_long_line_every_name_and_date_is_found(extractor: Extractor) -> None:
    unit = "قال أردوغان إن اتفاق سوتشي في إدلب يسري منذ 5 آذار/مارس 2020 وإن «تركيا» ترحب "
    copies = 100
    mentions = extractor.extract(_article(unit * copies, []))
    assert [mention.span.start for mention in mentions] == [
        at + copy * len(unit)
        for copy in range(copies)
        for at in map(unit.index, ("أردوغان", "اتفاق سوتشي", "إدلب", "5 آذار", "تركيا"))
    ]
