"""What is known of an article can be put right; its text and its notes stay."""

from __future__ import annotations

import pytest

from corpus.article import Published, Span
from corpus.errors import NotFoundError, UsageError
from corpus.library.edits import Changes, edit
from corpus.library.intake import open_intake
from corpus.notes import take


@pytest.fixture
def filled(empty, article_of):
    intake = open_intake(empty)
    article = article_of(
        "وصل وزير الدفاع التركي خلوصي أكار إلى إدلب أمس.",
        day="2020-03-11",
        title="أكار",
        source="سانا",
    )
    intake.store(article)
    intake.store(article_of("زار سيرغي لافروف أنقرة.", day="2020-03-12"))
    return empty, article


def test_text_id_hash_and_notes_stay_and_what_was_asked_for_changes(filled):
    library, article = filled
    kept = take(article, Span(5, 16), "رأي", "2020-03-15T08:00:00Z")
    library.save_note(kept)
    edited = edit(library, article.id, Changes("عنوان  جديد", "2019-10-23", "الأناضول", "fa"))
    assert edited == library.article(article.id)
    assert (edited.id, edited.content_hash, edited.text) == (
        article.id,
        article.content_hash,
        article.text,
    )
    assert (edited.title, edited.source, edited.language) == ("عنوان جديد", "الأناضول", "fa")
    assert edited.published == Published("2019-10-23", "option")
    assert library.notes(article.id) == (kept,)
    (row,) = library.rows([article.id])
    assert (row.label, row.published, row.published_from) == ("عنوان جديد", "2019-10-23", "option")
    assert library.problems() == ()


def test_what_is_left_out_stays_and_an_empty_text_takes_away(filled):
    library, article = filled
    assert edit(library, article.id, Changes(source="")).source is None
    edited = edit(library, article.id, Changes(title="", published=""))
    assert (edited.title, edited.published) == (None, None)
    assert edited.language == article.language
    assert library.rows([article.id])[0].label.startswith("وصل")
    assert library.article_ids()[0] == article.id


def test_dates_are_read_from_the_new_day_and_the_article_moves(filled):
    library, article = filled
    before = {m.value for m in library.mentions(article.id) if m.type == "DATE"}
    edit(library, article.id, Changes(published="2021-01-05"))
    after = {m.value for m in library.mentions(article.id) if m.type == "DATE"}
    assert (before, after) == ({"2020-03-10"}, {"2021-01-04"})
    assert library.article_ids()[0] == article.id
    assert library.occurrences("person/akar")[0].published == "2021-01-05"
    assert library.totals("person/akar")[1] == 1
    assert library.mentioning("person/akar", -1) == article.id


def test_the_new_title_and_outlet_are_found_and_the_old_ones_are_not(filled):
    library, article = filled
    edit(library, article.id, Changes(title="قمة", source="عنب بلدي"))
    assert library.article_ids(["قمه"]) == library.article_ids(["عنب"]) == (article.id,)
    assert library.article_ids(["سانا"]) == ()


@pytest.mark.parametrize(
    "changes",
    [
        Changes(published="2020-02-30"),
        Changes(published="5/3/2020"),
        Changes(language=""),
        Changes(language="Arabic"),
    ],
)
def test_what_is_no_day_and_no_language_changes_nothing(filled, changes):
    library, article = filled
    with pytest.raises(UsageError):
        edit(library, article.id, changes)
    assert library.article(article.id) == article


def test_an_article_that_is_not_there_cannot_be_edited(filled):
    with pytest.raises(NotFoundError):
        edit(filled[0], "ffffffffffff", Changes(title="x"))
