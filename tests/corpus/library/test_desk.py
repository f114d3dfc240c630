"""Stars, tags, read and unread, views and marks: kept, and taken back step by step."""

from __future__ import annotations

import pytest

from corpus.errors import LibraryError, NotFoundError, UsageError
from corpus.library import desk
from corpus.library.desk import Change
from corpus.library.store import Library
from corpus.query.errors import QueryError


def read_ids(library: Library) -> set[str]:
    return {row.id for row in library.rows(library.article_ids()) if row.is_read}


def add_empty(library: Library, ids: list[str]) -> None:
    with library._writing("add articles") as db:
        db.executemany(
            "INSERT INTO article (id, content_hash, label, text, origin, added, date_order)"
            " VALUES (?1, ?1, '', '', '', '', '')",
            [(id_,) for id_ in ids],
        )


def test_a_star_is_given_taken_away_and_brought_back(library):
    one, two, three = library.article_ids()[:3]
    assert desk.star(library, [one, two]).ids == (one, two)
    assert desk.starred(library, [one, two, three]) == {one, two}
    assert desk.star(library, [one, three], on=False).ids == (one,)
    assert desk.starred(library, [one, two, three]) == {two}
    assert desk.undo(library).ids == (one,)
    assert desk.starred(library, [one, two, three]) == {one, two}
    assert desk.undo(library).ids == (one, two)
    assert not desk.starred(library, [one, two, three])
    assert desk.undo(library) is None


def test_undoing_a_star_leaves_the_stars_there_were_before(library):
    one, two = library.article_ids()[:2]
    desk.star(library, [one])
    assert desk.star(library, [one, two]).says == "Starred: 1 article"
    desk.undo(library)
    assert desk.starred(library, [one, two]) == {one}


def test_what_changes_nothing_is_no_act(library):
    one = library.article_ids()[0]
    desk.star(library, [one])
    assert desk.star(library, [one, "ffffffffffff"]).says == ""
    assert desk.undoable(library) == "Starred: 1 article"


def test_a_tag_is_found_in_any_spelling_and_shown_as_first_written(library):
    one, two = library.article_ids()[:2]
    desk.tag(library, [one], ["إدلب"])
    desk.tag(library, [two], ["#ادلب"])
    assert desk.all_tags(library) == (("إدلب", 2),)
    assert desk.tags_of(library, [one, two]) == {one: ("إدلب",), two: ("إدلب",)}
    desk.tag(library, [one, two], remove=["أدلب"])
    assert desk.all_tags(library) == ()
    desk.undo(library)
    assert desk.all_tags(library) == (("إدلب", 2),)


def test_several_changes_are_one_act(library):
    ids = library.article_ids()[:3]
    desk.tag(library, ids[:1], ["old"])
    done = desk.change(library, ids, Change(True, True, ("m4", "m5"), ("old",)))
    assert done.ids == ids
    assert done.says == (
        "Starred: 3 articles; Read: 3 articles; #m4 given to 3 articles;"
        " #m5 given to 3 articles; #old taken from 1 article"
    )
    assert desk.undo(library).says == done.says
    assert desk.tags_of(library, ids) == {ids[0]: ("old",)}
    assert not desk.starred(library, ids)
    assert not read_ids(library)


def test_a_plan_says_what_would_happen_and_does_not_do_it(library):
    ids = library.article_ids()
    desk.star(library, ids[:1])
    plan = desk.planned(library, ids, Change(star=True))
    assert plan.ids == ids[1:]
    assert desk.starred(library, ids) == {ids[0]}


def test_unread_comes_back_with_how_far_it_was_read(library):
    one = library.article_ids()[0]
    library.mark_read(one, 120)
    desk.set_read(library, [one], read=False)
    assert one not in read_ids(library)
    assert library.reading_offset(one) == 0
    desk.undo(library)
    assert one in read_ids(library)
    assert library.reading_offset(one) == 120


@pytest.mark.parametrize("name", ["", "#", "  ", "؟!", "x" * 81])
def test_what_is_no_tag_is_refused(library, name):
    with pytest.raises(UsageError):
        desk.tag(library, library.article_ids()[:1], [name])


def test_a_tag_cannot_be_given_and_taken_at_once(library):
    with pytest.raises(UsageError):
        desk.tag(library, library.article_ids()[:1], ["a"], ["A"])


def test_only_so_many_acts_are_kept(library):
    one = library.article_ids()[0]
    for n in range(desk.KEPT_ACTS + 10):
        desk.star(library, [one], on=n % 2 == 0)
    undone = 0
    while desk.undo(library):
        undone += 1
    assert undone == desk.KEPT_ACTS


def test_undo_passes_over_an_article_that_has_gone(library):
    one, two = library.article_ids()[:2]
    desk.tag(library, [one, two], ["m4"])
    desk.tag(library, [one, two], remove=["m4"])
    with library._writing("delete") as db:
        db.execute("DELETE FROM article WHERE id = ?", (one,))
    desk.undo(library)
    assert desk.all_tags(library) == (("m4", 1),)
    assert library.problems() == ()


def test_a_tag_goes_with_its_last_article(library):
    one = library.article_ids()[0]
    desk.tag(library, [one], ["m4"])
    with library._writing("delete") as db:
        db.execute("DELETE FROM article WHERE id = ?", (one,))
    assert desk.all_tags(library) == ()
    assert library._rows("SELECT * FROM tag") == []


def test_a_library_that_is_only_read_is_not_changed(library_file):
    with Library(library_file, writable=False) as library:
        one = library.article_ids()[0]
        with pytest.raises(LibraryError):
            desk.star(library, [one])
        assert desk.planned(library, [one], Change(star=True)).ids == (one,)
        assert desk.views(library) == ()


def test_many_articles_are_changed_and_undone(tmp_path):
    with Library(tmp_path / "many.sqlite") as library:
        ids = [f"{n:012x}" for n in range(5000)]
        add_empty(library, ids)
        assert len(desk.change(library, ids, Change(True, True, ("all",))).ids) == 5000
        assert len(desk.undo(library).ids) == 5000
        assert not desk.starred(library, ids)


# views


def test_views_are_kept_in_their_order_and_moved(library):
    for name in ("one", "two", "three"):
        assert desk.save_view(library, name, f"{name} is:unread")
    desk.move_view(library, "three", -2)
    assert [view.name for view in desk.views(library)] == ["three", "one", "two"]
    desk.move_view(library, "three", 9)
    assert [view.name for view in desk.views(library)] == ["one", "two", "three"]


def test_a_view_saved_again_keeps_its_place_and_comes_back_by_undo(library):
    desk.save_view(library, "سوتشي", "agreement:sochi")
    desk.save_view(library, "other", "other")
    assert not desk.save_view(library, "سُوتشي", "سوتشي is:unread")
    assert [view.query for view in desk.views(library)] == ["سوتشي is:unread", "other"]
    desk.undo(library)
    assert desk.view(library, "سوتشى").query == "agreement:sochi"
    desk.undo(library)
    assert [view.name for view in desk.views(library)] == ["سوتشي"]


def test_a_removed_view_comes_back_where_it_was(library):
    for name in ("one", "two", "three"):
        desk.save_view(library, name, name)
    assert desk.remove_view(library, "Two").name == "two"
    assert [view.name for view in desk.views(library)] == ["one", "three"]
    assert desk.undo(library).says == "View removed: two"
    assert [view.name for view in desk.views(library)] == ["one", "two", "three"]


def test_a_view_that_is_not_there_is_offered_the_nearest(library):
    desk.save_view(library, "ceasefire", "هدنة")
    with pytest.raises(NotFoundError, match="ceasefire"):
        desk.view(library, "ceasefier")
    with pytest.raises(NotFoundError):
        desk.remove_view(library, "other")


def test_a_view_of_a_wrong_query_or_without_a_name_is_not_saved(library):
    with pytest.raises(QueryError):
        desk.save_view(library, "wrong", "(a")
    with pytest.raises(UsageError):
        desk.save_view(library, " ", "a")
    with pytest.raises(UsageError):
        desk.save_view(library, "x" * 81, "a")
    assert desk.views(library) == ()


def test_a_view_counts_what_came_in_since_it_was_looked_at(library):
    desk.save_view(library, "all", "")
    one = desk.view(library, "all")
    assert desk.unseen(library, one, library.article_ids()) == 0
    add_empty(library, ["abc"])
    assert desk.unseen(library, one, library.article_ids()) == 1
    desk.look_at(library, "all")
    assert desk.unseen(library, desk.view(library, "all"), library.article_ids()) == 0


# marks


def test_a_small_letter_belongs_to_its_article_and_a_capital_to_the_library(library):
    one, two = library.article_ids()[:2]
    desk.set_mark(library, "a", one, 10)
    desk.set_mark(library, "a", two, 20)
    desk.set_mark(library, "A", one, 30)
    assert desk.mark(library, "a", one).offset == 10
    assert desk.mark(library, "a", two).offset == 20
    assert desk.mark(library, "a") is None
    assert (desk.mark(library, "A", two).article_id, desk.mark(library, "A").offset) == (one, 30)
    assert [one.letter for one in desk.marks(library, two)] == ["a", "A"]


def test_a_letter_set_again_leaves_its_old_place(library):
    one, two = library.article_ids()[:2]
    desk.set_mark(library, "A", one, 30)
    desk.set_mark(library, "A", two, 40)
    desk.set_mark(library, "b", two, 1)
    desk.set_mark(library, "b", two, 2)
    assert [(m.letter, m.article_id, m.offset) for m in desk.marks(library, two)] == [
        ("b", two, 2),
        ("A", two, 40),
    ]
    desk.drop_mark(library, "b", two)
    assert [m.letter for m in desk.marks(library, two)] == ["A"]


@pytest.mark.parametrize("letter", ["", "ab", "1", "ش", "'"])
def test_what_is_no_letter_is_no_mark(library, letter):
    with pytest.raises(UsageError):
        desk.set_mark(library, letter, library.article_ids()[0], 0)


# what was asked


def test_a_query_asked_again_comes_first_and_only_so_many_are_kept(library):
    for n in range(desk.KEPT_QUERIES + 5):
        desk.remember_query(library, f"query {n}")
    desk.remember_query(library, " query  7 ")
    desk.remember_query(library, "  ")
    asked = desk.asked_queries(library)
    assert asked[:2] == ("query 7", f"query {desk.KEPT_QUERIES + 4}")
    assert len(asked) == len(set(asked)) == desk.KEPT_QUERIES
