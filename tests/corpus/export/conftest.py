"""Passages with everything an export can say of one, written out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus.article import EntityName, EntityType, Published, Span
from corpus.export import Passage
from corpus.notes import take, take_on
from corpus.notes.filled import Office, Speaker

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2020-03-15T08:00:00Z"
AKAR = EntityName("person/akar", EntityType.PERSON, "خلوصي أكار", "Hulusi Akar")
LAVROV = EntityName("person/lavrov", EntityType.PERSON, "سيرغي لافروف", "Sergey Lavrov")
SOCHI = EntityName(
    "agreement/sochi-memo-2018", EntityType.AGREEMENT, "مذكرة سوتشي 2018", "Sochi memo 2018"
)
MOSCOW = EntityName(
    "agreement/moscow-protocol-2020",
    EntityType.AGREEMENT,
    "بروتوكول موسكو 2020",
    "Moscow protocol 2020",
)
DAY = EntityName("date/2018-09-17", EntityType.DATE, "17 أيلول 2018", "17 September 2018")


@pytest.fixture(scope="session")
def passage_on(article_of) -> Callable[..., Passage]:
    """Make a passage: the whole of an article of these paragraphs, with a note on it."""

    def make(*parts: str, note: dict[str, Any] | None = None, **fields: Any) -> Passage:
        own = {
            key: fields.pop(key)
            for key in ("entities", "speakers", "wording", "orphaned", "missing", "retrieved")
            if key in fields
        }
        article = article_of(*parts, **fields)
        made = take(article, Span(0, len(article.text)), "", NOW)
        return Passage(replace(made, **(note or {})), article, own.pop("entities", ()), **own)

    return make


@pytest.fixture(scope="session")
def shelf(passage_on, article_of) -> tuple[Passage, ...]:
    """Notes with everything, in the order of a tray that is not that of time."""
    anadolu = {
        "title": "وفد روسي في أنقرة",
        "source": "وكالة الأناضول",
        "agencies": ("سبوتنيك",),
        "place": "أنقرة",
        "url": "https://example.org/a_b?c=1&d=2",
        "published": Published("2020-03-11", "dateline", "11 آذار 2020"),
    }
    whole = article_of("نص كامل.", title="تقرير | عن #هدنة", source="RT", day="2019-10-22")
    return (
        passage_on(
            "M4 طريق يمر بأريحا.",
            "وأضاف: «الاتفاق صامد» بنسبة 3.5 في المئة...",
            note={
                "body": "First date for the M4 patrols: أريحا.\nرأي محلل.",
                "gloss": "The agreement holds.",
                "tags": ("glance", "هدنة"),
                "colour": "green",
                "author": "A. Analyst",
            },
            speakers=(
                Speaker("أكار", AKAR, Office("Minister of National Defence", since="2018-07-10")),
            ),
            wording="reported",
            entities=(AKAR, SOCHI, DAY),
            retrieved="2026-11-22T10:00:00Z",
            **anadolu,
        ),
        Passage(
            replace(take_on(whole, "On the article as a whole.", NOW), tags=("M4", "two words")),
            whole,
            (),
        ),
        passage_on(
            "قال مصدر دبلوماسي إن الدوريات تبدأ.",
            note={"tags": ("هدنة",), "conflict": "0123456789ab"},
            speakers=(Speaker("مصدر دبلوماسي"), Speaker("", LAVROV)),
            wording="direct",
            entities=(LAVROV, MOSCOW, SOCHI),
            published=Published("2020-03-06", "metadata", certainty="likely"),
            title="خبر",
            excerpt=True,
        ),
        passage_on(
            "نص تغير بعد ذلك.",
            note={"body": "رأي"},
            orphaned=True,
            published=Published("2020-02-26", "inferred"),
            title="M5 | «إدلب» [x](y) <script>",
            origin="ملفات/003.txt",
        ),
        replace(
            passage_on("نص اختفى.", orphaned=True, missing=True, origin="", title=None),
            entities=(),
        ),
    )
