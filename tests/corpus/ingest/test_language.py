from __future__ import annotations

import pytest

from corpus.ingest.language import language_name, language_of
from corpus.ingest.pipeline import Outcome, article_from_bytes, samples

PERSIAN = "رئیس کمیته آب شهر گفت که تعمیر مخزن بالا از روز یکشنبه آغاز می‌شود و این کار یک ماه طول خواهد کشید."
URDU = "پانی کی کمیٹی کے صدر نے کہا ہے کہ اوپر والے ٹینک کی مرمت اتوار سے شروع ہوگی اور اس میں ایک مہینہ لگے گا۔"
KURDISH = "سەرۆکی لێژنەی ئاو گوتی کە چاککردنەوەی تانکی سەرەوە لە ڕۆژی یەکشەممە دەست پێ دەکات."
ENGLISH = "The head of the water committee said that repairs of the upper tank begin on Sunday and take a month."
ARABIC = "قال رئيس لجنة المياه إن إصلاح الخزان العلوي يبدأ يوم الأحد ويستغرق شهرا."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        (PERSIAN, "fa"),
        (URDU, "ur"),
        (KURDISH, "ckb"),
        (ENGLISH, "en"),
        ("Komite başkanı, yukarı deponun onarımının pazar günü başlayacağını söyledi.", "tr"),
        ("Глава комитета сообщил, что ремонт начнётся в воскресенье.", "ru"),
        ("12/03/2020 — 10:30", "und"),
        ("", "und"),
        ("عاجل", "ar"),
    ],
)
def test_languages_are_told_apart(text: str, language: str):
    assert language_of(text) == language


def test_a_foreign_name_or_quotation_does_not_change_the_language():
    assert language_of(f"(پاکستان پوائنٹ نیوز / سبوتنيك) {ARABIC}") == "ar"
    assert language_of(f"{ENGLISH} «{ARABIC}» {ENGLISH}") == "en"
    assert language_of(ARABIC.replace("ي", "ی").replace("ك", "ک")) == "ar"


def test_every_sample_is_arabic():
    assert {article.language for article in samples()} == {"ar"}


def test_an_article_in_another_language_is_taken_and_the_outcome_says_what_is_missing():
    article = article_from_bytes(f"{PERSIAN}\n".encode(), "a.txt")
    assert article.language == "fa"
    assert Outcome.of(article, "added").reason == "in Persian; names are found in Arabic only"


def test_front_matter_may_name_the_language():
    text = f"---\nlanguage: en\nauthor: سلمى الحاج\n---\n{ARABIC}\n"
    article = article_from_bytes(text.encode(), "a.md")
    assert (article.language, article.author) == ("en", "سلمى الحاج")
    article = article_from_bytes(text.replace("en", "Arabic").encode(), "a.md")
    assert article.language == "ar"
    assert article.warnings == ("front matter: «Arabic» is no code of a language, such as ar",)


def test_codes_have_names():
    assert [language_name(code) for code in ("fa", "und", "xx")] == [
        "Persian",
        "an unknown language",
        "xx",
    ]
