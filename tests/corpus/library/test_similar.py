"""Articles that have to do with each other are found when they come in."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from corpus.library.schema import WITHOUT_OUTLINES
from corpus.library.similar import outline_all, similar_to
from corpus.library.store import Library


def put(library, article):
    assert library.add(article, (), ())
    return article


def kinds(library, article) -> list[tuple[str, str]]:
    return [(near.id, near.kind) for near in library.similar(article.id)]


def test_a_wire_copy_finds_its_like_and_is_found(empty, article_of, prose):
    wire = put(empty, article_of(prose(1, 200), title="خبر", source="الأناضول"))
    put(empty, article_of(prose(2, 200)))
    copy = put(empty, article_of(prose(1, 200), prose(3, 30), title="عنوان آخر", source="سانا"))
    assert kinds(empty, copy) == [(wire.id, "same text")]
    assert kinds(empty, wire) == [(copy.id, "same text")]
    assert empty.similar(copy.id)[0].containment > 0.9
    assert similar_to(empty, empty.article_ids()).keys() == {wire.id, copy.id}


def test_passages_in_common_are_told_from_the_same_text(empty, article_of, prose):
    one = put(empty, article_of(prose(1, 150), prose(2, 150)))
    other = put(empty, article_of(prose(2, 150), prose(3, 150)))
    assert kinds(empty, other) == [(one.id, "shares passages")]
    assert 0.4 <= empty.similar(one.id)[0].containment < 0.7


def test_a_flash_is_found_in_the_article_that_grew_out_of_it_and_the_other_way_round(
    empty, article_of, prose
):
    for first, second in ((20, 200), (200, 20)):
        one = put(empty, article_of(prose(50 + first, first), title=f"عاجل {first}"))
        text = prose(50 + first, first)
        longer = put(
            empty,
            article_of(
                *(
                    [text, prose(51 + first, second)]
                    if first == 20
                    else [" ".join(text.split()[:20])]
                )
            ),
        )
        assert kinds(empty, longer) == [(one.id, "same text")], first


def test_headlines_and_boilerplate_do_not_count(empty, article_of, prose):
    put(empty, article_of(prose(1), f"✂{prose(2)}", title=prose(3)))
    assert kinds(empty, put(empty, article_of(prose(4), f"✂{prose(2)}", title=prose(3)))) == []


def test_versions_of_one_page_belong_together_whatever_they_say(empty, article_of, prose):
    page = "https://example.org/a"
    old = put(empty, replace(article_of(prose(1)), url=page))
    new = put(empty, replace(article_of(prose(2)), url=page))
    put(empty, replace(article_of(prose(3)), url="https://example.org/b"))
    assert kinds(empty, new) == [(old.id, "version")]
    assert kinds(empty, old) == [(new.id, "version")]


def test_of_many_copies_the_latest_are_found(empty, article_of, prose):
    copies = [put(empty, article_of(prose(1, 100), title=str(n))) for n in range(60)]
    found = {id_ for id_, _ in kinds(empty, copies[-1])}
    assert len(found) >= 20
    assert found <= {copy.id for copy in copies}


def test_adding_asks_the_library_a_bounded_number_of_questions(empty, article_of, prose):
    def asked(n: int) -> int:
        article = article_of(prose(1, 200), title=f"نسخة {n}")
        seen: list[str] = []
        empty._db.set_trace_callback(seen.append)
        put(empty, article)
        empty._db.set_trace_callback(None)
        return len(seen)

    for n in range(50):
        asked(n)
    assert asked(100) == asked(101)
    article = article_of(prose(9, 200))
    trace: list[str] = []
    empty._db.set_trace_callback(trace.append)
    put(empty, article)
    empty._db.set_trace_callback(None)
    db = sqlite3.connect(empty.path)
    for sql in trace:
        if sql.startswith("SELECT"):
            for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
                # A constant row is no table: FTS5 asks for its own version so.
                assert step == "SCAN CONSTANT ROW" or not step.startswith("SCAN"), (sql, step)
    db.close()


def test_a_number_used_again_after_a_deletion_by_hand_links_nothing_wrong(
    empty, empty_file, article_of, prose
):
    put(empty, article_of(prose(1, 100), title="أول"))
    gone = put(empty, article_of(prose(1, 100), title="ثان"))
    with sqlite3.connect(empty_file) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM article WHERE id = ?", (gone.id,))
    db.close()
    other = put(empty, article_of(prose(2, 100)))
    assert kinds(empty, other) == []
    assert all(empty.similar(id_) == () for id_ in empty.article_ids())


def test_articles_of_an_older_library_are_looked_at_once(empty, empty_file, article_of, prose):
    one = put(empty, article_of(prose(1, 100), title="أول"))
    two = put(empty, article_of(prose(1, 100), title="ثان"))
    with sqlite3.connect(empty_file) as db:
        for table in ("outline", "sketch", "similar"):
            db.execute(f"DELETE FROM {table}")
    db.close()
    assert outline_all(empty) == 0
    empty.set_fact(WITHOUT_OUTLINES, "")
    assert kinds(empty, one) == []
    told = []
    assert outline_all(empty, lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 2)]
    assert kinds(empty, one) == [(two.id, "same text")]
    assert outline_all(empty) == 0


def test_a_library_reads_its_likes_without_writing(empty, empty_file, article_of, prose):
    one = put(empty, article_of(prose(1, 100), title="أول"))
    put(empty, article_of(prose(1, 100), title="ثان"))
    with Library(empty_file, writable=False) as library:
        assert len(library.similar(one.id)) == 1
    assert empty.similar("ffffffffffff") == ()
