from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from corpus.article import Span
from corpus.library.schema import deflated
from corpus.library.selection import passages
from corpus.notes import take

NOW = "2020-03-15T08:00:00Z"


def note_on(article, words: str):
    start = article.text.index(words)
    return take(article, Span(start, start + len(words)), "", NOW)


@pytest.fixture
def shelf(empty, article_of, mention_of, names_of):
    """Three articles, added newest first; the one of 2018 mentions Akar and Shoigu."""
    articles = {
        None: article_of("نص بلا تاريخ"),
        2020: article_of("قال أكار إن الطريق مفتوح.", day="2020-03-11"),
        2018: article_of("قال شويغو. ثم قال أكار. ثم عاد شويغو.", day="2018-09-17"),
    }
    text = articles[2018]
    found = (
        mention_of(text, "شويغو", "person/shoigu"),
        mention_of(text, "أكار", "person/akar"),
        mention_of(text, "شويغو", "person/shoigu", "person/nameless", nth=1),
    )
    for year, article in articles.items():
        names = names_of("person/akar", "person/shoigu")
        empty.add(article, found if year == 2018 else (), names)
    return empty, articles


def test_passages_run_oldest_article_first_and_as_they_stand_in_it(shelf):
    library, articles = shelf
    notes = [
        note_on(articles[None], "بلا"),
        note_on(articles[2020], "الطريق"),
        note_on(articles[2018], "ثم عاد"),
        note_on(articles[2018], "قال شويغو"),
        note_on(articles[2018], "قال شويغو."),
    ]
    found = passages(library, notes)
    assert [passage.note for passage in found] == [notes[3], notes[4], notes[2], notes[1], notes[0]]
    assert [passage.article for passage in found[:3]] == [articles[2018]] * 3
    assert not any(passage.orphaned for passage in found)
    assert passages(library, notes[::-1]) == found
    assert passages(library, []) == ()


def test_a_passage_knows_the_entities_it_mentions_in_order_once_each(shelf):
    library, articles = shelf

    def slugs(words: str) -> list[str]:
        (passage,) = passages(library, [note_on(articles[2018], words)])
        return [entity.slug for entity in passage.entities]

    assert slugs(articles[2018].text) == ["person/shoigu", "person/akar"]
    assert slugs("ثم قال أك") == ["person/akar"]
    assert slugs("ثم عاد") == []


def test_a_note_on_an_article_that_is_not_there_keeps_its_words(shelf, article_of):
    library, articles = shelf
    stray = note_on(article_of("نص غائب"), "غائب")
    _, passage = passages(library, [note_on(articles[2018], "ثم عاد"), stray])
    assert (passage.note, passage.missing, passage.orphaned) == (stray, True, True)
    assert passage.article.id == stray.article_id


def test_a_quote_that_moved_says_where_it_stands_now_and_one_that_is_gone_is_an_orphan(
    shelf, empty_file
):
    library, articles = shelf
    moved, gone = note_on(articles[2018], "قال أكار"), note_on(articles[2018], "ثم عاد شويغو")
    for note in (moved, gone):
        library.save_note(note)
    text = "مقدمة. " + articles[2018].text.replace("عاد", "غادر")
    with sqlite3.connect(empty_file) as db:
        db.execute(
            "UPDATE texts SET size = ?, deflated = ? WHERE article ="
            " (SELECT seq FROM article WHERE id = ?)",
            (len(text.encode()), deflated(text, text), articles[2018].id),
        )
    db.close()
    first, second = passages(library, library.notes())
    assert first.note == replace(moved, span=Span(moved.span.start + 7, moved.span.end + 7))
    assert not first.orphaned
    assert (second.note, second.orphaned, second.entities) == (gone, True, ())
    assert set(library.notes()) == {moved, gone}
