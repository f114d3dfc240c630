"""What stands around a hit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Paragraph, Span
from corpus.search.excerpt import excerpt


def article(text: str) -> Article:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Article("a", text, tuple(spans), None, None, None, "here", "a")


def test_an_excerpt_stays_in_its_paragraph():
    text = "قبل ذلك\nاتفاق سوتشي\nبعد ذلك"
    hit = Span(text.index("سوتشي"), text.index("سوتشي") + 5)
    shown = excerpt(article(text), [hit], 1)
    assert shown.text == "اتفاق سوتشي"
    assert [span.slice(shown.text) for span in shown.spans] == ["سوتشي"]


def test_a_long_paragraph_is_cut_between_words_and_says_so():
    text = " ".join(f"كلمة{number}" for number in range(200))
    hit = Span(text.index("كلمة100"), text.index("كلمة100") + 7)
    shown = excerpt(article(text), [hit], 1)
    assert shown.text.startswith("…") and shown.text.endswith("…")
    assert set(shown.text.strip("…").split()) <= set(text.split())
    assert shown.spans[shown.focus].slice(shown.text) == "كلمة100"


def test_other_hits_nearby_are_in_it_and_the_one_asked_for_is_told():
    text = "أ ب أ ب أ"
    hits = [Span(0, 1), Span(4, 5), Span(8, 9)]
    shown = excerpt(article(text), hits, 2)
    assert (shown.focus, shown.ordinal, shown.total) == (1, 2, 3)
    assert shown.spans == tuple(hits)


@given(st.lists(st.text("ابت ", min_size=1, max_size=300), min_size=1, max_size=4), st.data())
def test_whatever_is_hit_is_shown(paragraphs, data):
    text = "\n".join(paragraphs)
    home = data.draw(st.sampled_from(article(text).paragraphs)).span
    start = data.draw(st.integers(home.start, home.end - 1))
    end = data.draw(st.integers(start + 1, home.end))
    shown = excerpt(article(text), [Span(start, end)], 1)
    assert shown.spans[shown.focus].slice(shown.text) == text[start:end]
