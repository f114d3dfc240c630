"""Forty queries with hand-written truth: every form that a reader would call a hit, and no other."""

from __future__ import annotations

import re

import pytest

from corpus.query.parse import parse

MARKS = re.compile("[\u064b-\u0652\u0640\u200b-\u200f]")
C = r"(?<!\w)[وف]?(?:[بك]?ال|[بكل]|ل?ل(?=ل)|لل)?"
"""Proclitics."""
P = r"(?:ه|ها|هم|هما|هن|نا|كم)?"
"""Pronouns."""
E = r"(?!\w)"

TRUTH: tuple[tuple[str, str], ...] = (
    ("تصعيد", rf"{C}تصعيد(?:ا|{P}){E}"),
    ("اتفاق", rf"{C}اتفاق(?:ا|ان|ين|ات|{P}|ات{P}){E}"),
    ("اتفاقية", rf"{C}اتفاقي(?:ة|تان|تين|ات|ت{P}|ات{P}){E}"),
    ("مذكرة", rf"{C}مذكر(?:ة|تان|تين|تي|تا|ات|ت{P}){E}"),
    ("روسيا", rf"{C}روسيا{E}"),
    ("تركيا", rf"{C}تركيا{E}"),
    ("إيران", rf"{C}[إا]يران{E}"),
    ("إدلب", rf"{C}[إا]دلب{E}"),
    ("حلب", rf"{C}حلب{E}"),
    ("سوتشي", rf"{C}سوتش[يى]{E}|{C}Sochi"),
    ("موسكو", rf"{C}موسكو{E}"),
    ("أستانا", rf"{C}[أاآ]ستان[اةه]{E}"),
    ("مباحثات", rf"{C}مباحثات{P}{E}"),
    ("قوات", rf"{C}(?:قوات{P}|قوى|قوة|قوت{P}){E}"),
    ("انسحاب", rf"{C}انسحاب(?:ا|ات|{P}){E}"),
    ("هجوم", rf"{C}(?:هجوم(?:ا|ان|ين|ات|{P})|هجمات{P}|هجمة){E}"),
    ("نقطة", rf"{C}(?:نقط(?:ة|تان|تين|تي)|نقاط{P}){E}"),
    ("دورية", rf"{C}دوري(?:ة|ات|تان|تين|ات{P}|ت{P}){E}"),
    ("مراقبة", rf"{C}مراقب(?:ة|ت{P}){E}"),
    ("مدني", rf"{C}مدني(?:ا|ة|ون|ين|ات)?{E}"),
    ("وزير", rf"{C}(?:وزير(?:ا|ان|ين|ي|ة|{P})|وزراء{P}){E}"),
    ("الرئيس", rf"{C}(?:رئيس(?:ا|ان|ين|ي|{P})|رؤساء){E}"),
    ("لجنة", rf"{C}(?:لجن(?:ة|تان|تين|ت{P})|لجان){E}"),
    ("محافظة", rf"{C}محافظ(?:ة|ات|ت{P}){E}"),
    ("هدنة", rf"{C}(?:هدن(?:ة|تان|تين|ت{P})|هدن){E}"),
    ("منطقة", rf"{C}(?:منطق(?:ة|تان|تين|تي|ت{P})|مناطق{P}){E}"),
    ("سلاح", rf"{C}(?:سلاح{P}|[أا]سلح(?:ة|ت{P})){E}"),
    ("طريق", rf"{C}(?:طريق(?:ا|ان|ين|ي|{P})|طرق){E}"),
    ("قمة", rf"{C}(?:قم(?:ة|تان|تين|تا|تي|ت{P})|قمم){E}"),
    ("جيش", rf"{C}(?:جيش(?:ا|{P})|جيوش){E}"),
    ("تنفيذ", rf"{C}تنفيذ(?:ا|{P}){E}"),
    ("ضامن", rf"{C}ضامن(?:ا|ة|ون|و|ين|ات)?{E}"),
    ("فصائل", rf"{C}(?:فصائل{P}|فصيل(?:ا|ان|ين)?){E}"),
    ("بند", rf"{C}(?:بند(?:ا|ان|ين|{P})|بنود{P}){E}"),
    ('"وقف إطلاق النار"', rf"{C}وقف ل?[إا]طلاق (?:ال)?نار{E}"),
    ('"خفض التصعيد"', rf"{C}خفض (?:ال|لل)?تصعيد{E}"),
    ('"نقاط المراقبة"', rf"{C}نقاط (?:ال)?مراقبة{E}"),
    ('"منطقة منزوعة السلاح"', rf"{C}منطقة (?:ال)?منزوعة (?:ال)?سلاح{E}"),
    ("=اتفاق", rf"(?<!\w)اتفاق{E}"),
    ("M4", r"(?<![A-Za-z0-9])M-?4(?![A-Za-z0-9])|إم-?4(?!\d)"),
)


def judged(samples, searcher) -> tuple[int, int, int, list[tuple[str, str, str]]]:
    """Return how many hits there should be, how many were found, how many are right, and the rest."""
    texts = {
        id_: MARKS.sub("", "\n".join([article.title or "", *own]))
        for id_ in samples.article_ids()
        for article in (samples.article(id_),)
        for own in ([p.span.slice(article.text) for p in article.paragraphs],)
    }
    wanted = found = right = 0
    wrong: list[tuple[str, str, str]] = []
    for query, form in TRUTH:
        raw = query.startswith("=")
        true = {id_ for id_, text in texts.items() if re.search(form, text)}
        if raw:
            true = {
                id_
                for id_ in true
                if re.search(
                    form + "(?![\u064b-\u0652])",
                    "\n".join(
                        [
                            p.span.slice(samples.article(id_).text)
                            for p in samples.article(id_).paragraphs
                        ]
                    ),
                )
            }
        got = set(searcher.ids(parse(query)))
        wanted, found, right = wanted + len(true), found + len(got), right + len(true & got)
        wrong += [(query, id_, "missed") for id_ in sorted(true - got)]
        wrong += [(query, id_, "not meant") for id_ in sorted(got - true)]
    return wanted, found, right, wrong


def test_forty_queries_find_what_is_there_and_little_else(samples, searcher, capsys):
    wanted, found, right, wrong = judged(samples, searcher)
    recall, precision = right / wanted, right / found
    with capsys.disabled():
        print(f"\n{len(TRUTH)} queries: recall {recall:.3f}, precision {precision:.3f}")
    assert len(TRUTH) == 40
    assert recall >= 0.99, wrong
    assert precision >= 0.98, wrong


@pytest.mark.parametrize("query", [query for query, _ in TRUTH])
def test_each_of_them_finds_something(searcher, query):
    assert searcher.ids(parse(query), 1)
