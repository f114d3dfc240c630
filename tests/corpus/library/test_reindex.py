"""Corrections and new rules reach the articles of a library, and only those they touch."""

from __future__ import annotations

import pytest

from corpus.article import EntityName, EntityType
from corpus.errors import NotFoundError
from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs, corrections_path, read
from corpus.library.intake import open_intake
from corpus.library.reindex import StoppedError, article_reader, correct, reindex, undo


@pytest.fixture
def filled(empty, article_of):
    intake = open_intake(empty)
    for text, day in (
        ("التقى خلوصي أكار نظيره الروسي سيرغي شويغو. وقال أكار إن إدلب هادئة.", "2020-03-11"),
        ("وصل أكار إلى إدلب.", "2020-03-12"),
        ("زار سيرغي لافروف أنقرة.", "2020-03-13"),
    ):
        intake.store(article_of(text, day=day))
    return empty


def links(library, words: str) -> list[tuple[str, ...]]:
    """What the mentions of these very words mean, through the whole library."""
    return [
        mention.entities
        for id_ in reversed(library.article_ids())
        for mention in library.mentions(id_)
        if mention.span.slice(library.article(id_).text) == words
    ]


def everything(library) -> list[object]:
    return [library.mentions(id_) for id_ in library.article_ids()]


def test_all_articles_follow_a_correction_and_its_undoing(filled):
    before = everything(filled)
    assert links(filled, "أكار") == [("person/akar",)] * 2
    touched = correct(filled, FormIs("أكار", "person/putin"))
    assert len(touched) == 2
    assert links(filled, "أكار") == [("person/putin",)] * 2
    assert links(filled, "خلوصي أكار") == [("person/akar",)]
    assert filled.totals("person/putin") == (2, 2)
    correction, touched = undo(filled)
    assert correction == FormIs("أكار", "person/putin")
    assert len(touched) == 2
    assert everything(filled) == before
    assert filled.totals("person/putin") == (0, 0)
    assert read(corrections_path(filled.path)) == ()


def test_one_passage_is_corrected_alone(filled):
    (id_,) = [i for i in filled.article_ids() if "وصل" in filled.article(i).text]
    start = filled.article(id_).text.index("أكار")
    assert correct(filled, PassageIs(id_, start, "أكار", None)) == (id_,)
    assert links(filled, "أكار") == [("person/akar",)]


def test_merged_entities_are_one_everywhere_and_two_again_afterwards(filled):
    before = everything(filled)
    correct(filled, Merge("person/akar", "person/lavrov"))
    assert filled.totals("person/akar") == (0, 0)
    assert filled.totals("person/lavrov")[1] == 3
    undo(filled)
    assert everything(filled) == before


def test_a_new_entity_is_called_by_the_name_it_was_given(filled):
    name = EntityName("person/x", EntityType.PERSON, "فلان", "Someone", "a test")
    correct(filled, NewEntity(name))
    correct(filled, FormIs("أكار", "person/x"))
    assert filled.entity_names(["person/x"]) == {"person/x": name}


def test_an_article_that_comes_in_later_is_corrected_too(filled, article_of):
    correct(filled, FormIs("أكار", "person/putin"))
    open_intake(filled).store(article_of("غادر أكار سوتشي.", day="2020-03-14"))
    assert links(filled, "أكار") == [("person/putin",)] * 3


def test_after_a_correction_no_article_waits_to_be_read_again(filled):
    correct(filled, FormIs("أكار", "person/putin"))
    assert filled.not_indexed_as(article_reader(filled).mark) == ()
    undo(filled)
    assert filled.not_indexed_as(article_reader(filled).mark) == ()


def test_a_correction_by_hand_waits_for_a_reindex_that_can_be_stopped_and_goes_on(filled):
    path = corrections_path(filled.path)
    path.write_text("[[correction]]\nform = 'أكار'\nis = 'person/putin'\n", "utf-8")
    reader = article_reader(filled)
    waiting = filled.not_indexed_as(reader.mark)
    assert len(waiting) == 3

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(filled, waiting, reader, stop)
    assert len(filled.not_indexed_as(reader.mark)) == 1
    reindex(filled, filled.not_indexed_as(reader.mark), reader)
    assert links(filled, "أكار") == [("person/putin",)] * 2


def test_nothing_to_undo_changes_nothing(filled):
    before = everything(filled)
    assert undo(filled) == (None, ())
    assert everything(filled) == before


def test_an_entity_nobody_knows_is_no_correction(filled):
    with pytest.raises(NotFoundError, match="person/nobody"):
        correct(filled, FormIs("أكار", "person/nobody"))
    assert read(corrections_path(filled.path)) == ()


def stopping_after(count: int):
    """What is told how far a reading is, and stops it after so many articles."""

    def tell(done: int, total: int) -> None:
        del total
        if done >= count:
            raise StoppedError

    return tell


def test_a_correction_that_is_stopped_leaves_all_as_it_was(filled):
    before, marks = everything(filled), indexed(filled)
    correction = FormIs("أكار", "person/lavrov")
    with pytest.raises(StoppedError):
        correct(filled, correction, stopping_after(1))
    assert everything(filled) == before
    assert indexed(filled) == marks
    assert read(corrections_path(filled.path)) == ()
    assert undo(filled) == (None, ())
    correct(filled, correction)
    assert everything(filled) != before


def test_an_undoing_that_is_stopped_leaves_the_correction(filled):
    correction = FormIs("أكار", "person/lavrov")
    correct(filled, correction)
    before, marks = everything(filled), indexed(filled)
    with pytest.raises(StoppedError):
        undo(filled, stopping_after(1))
    assert everything(filled) == before
    assert indexed(filled) == marks
    assert read(corrections_path(filled.path)) == (correction,)
    assert undo(filled)[0] == correction


def indexed(library) -> list[object]:
    """With which rules and corrections each article was read."""
    return library._rows("SELECT indexed FROM article ORDER BY seq")
