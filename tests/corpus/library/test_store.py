from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import (
    EntityName,
    EntityType,
    Mention,
    MentionKind,
    Note,
    Published,
    Span,
    Statement,
)
from corpus.errors import LibraryError, NotFoundError
from corpus.library.store import Library, utc_now
from corpus.notes import take

HERE = Path(__file__)


def note(article, start: int = 0, end: int = 5, body: str = "", moment: str = "") -> Note:
    return take(article, Span(start, end), body, moment or utc_now())


# --- articles -----------------------------------------------------------------------------


def test_an_article_comes_back_equal(empty, article_of):
    article = article_of(
        "وصل الوفد إلى أنقرة.",
        "✂اقرأ أيضا",
        "وغادر مساء.",
        day="2020-03-11",
        title="وفد روسي في أنقرة",
        source="وكالة الأناضول",
        place="أنقرة",
        references=("https://example.org/a?b=1&c=2", "كتاب"),
    )
    assert empty.add(article, (), ())
    assert empty.article(article.id) == article


def test_an_article_about_which_nothing_is_known_comes_back_equal(empty, article_of):
    article = article_of("نص بلا عنوان ولا تاريخ")
    empty.add(article, (), ())
    assert empty.article(article.id) == article


@pytest.mark.parametrize("known_from", ["metadata", "dateline", "option", "inferred"])
def test_how_the_day_is_known_is_kept(empty, article_of, known_from):
    article = article_of("نص", published=Published("2019-05-31", known_from, "الجمعة ٣١ أيار"))
    empty.add(article, (), ())
    assert empty.article(article.id).published == article.published
    (row,) = empty.rows([article.id])
    assert (row.published, row.published_from) == ("2019-05-31", known_from)


def test_adding_twice_changes_nothing(empty, article_of, mention_of, names_of):
    article = article_of("قال أكار إن إدلب هادئة", day="2020-03-11")
    mentions = (mention_of(article, "أكار", "person/akar"),)
    assert empty.add(article, mentions, names_of("person/akar"))
    before = (empty.counts(), empty.article_ids(), empty.mention_counts(["person/akar"]))
    assert not empty.add(article, mentions, names_of("person/akar"))
    assert not empty.add(replace(article, origin="b.txt"), (), ())
    assert (empty.counts(), empty.article_ids(), empty.mention_counts(["person/akar"])) == before
    assert empty.article(article.id).origin == "a.txt"
    assert empty.has(article.content_hash)
    assert not empty.has("0" * 64)


HOSTILE = [
    "\x1b[31mأحمر\x1b[0m",
    "'; DROP TABLE article; --",
    '"عنوان" [bold]x[/bold] <script>alert(1)</script>',
    "\u202eعكس\u202c\u200f",
    "نص\x00بعد صفر",
    "سطر\nثان",
    "%_*?[a-z]",
    "😀" * 3,
    "",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_unchanged(empty, article_of, words):
    article = article_of(f"قبل {words} بعد", title=words or None, source=words, origin=words)
    kept = replace(note(article, 0, len(article.text), words), tags=(words,))
    name = EntityName("person/x", EntityType.PERSON, words, words, words)
    mention = Mention(Span(0, 3), EntityType.PERSON, MentionKind.ROLE, ("person/x",), words, words)
    empty.add(article, (mention,), (name,))
    empty.save_note(kept)
    assert empty.article(article.id) == article
    assert empty.mentions(article.id) == (mention,)
    assert empty.entity_names(["person/x"]) == {"person/x": name}
    assert empty.notes() == (kept,)
    assert empty.rows([article.id])[0].title == article.title
    assert empty.problems() == ()


# A library is set up for every text, which a busy machine does not do in a fifth of a second.
@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
def test_any_text_comes_back_unchanged(article_of, text):
    article = article_of(text, title=text)
    with TemporaryDirectory() as folder, Library(Path(folder) / "l.sqlite") as library:
        library.add(article, (), ())
        assert library.article(article.id) == article


def test_half_a_character_is_refused_in_one_line_and_harms_nothing(empty, article_of):
    with pytest.raises(LibraryError, match="surrogate"):
        empty.add(replace(article_of("نص مكسور"), text="نص \ud800 مكسور"), (), ())
    assert empty.counts()["article"] == 0
    assert empty.add(article_of("نص سليم"), (), ())


def test_lists_run_newest_first_with_undated_articles_on_top_and_arrival_within_a_day(
    empty, article_of
):
    days = ["2020-03-05", None, "2017-05-04", "2020-03-05", "2018-09-17", None]
    articles = [article_of(f"نص {n}", day=day) for n, day in enumerate(days)]
    for article in articles:
        empty.add(article, (), ())
    order = [
        articles.index(next(a for a in articles if a.id == id_)) for id_ in empty.article_ids()
    ]
    assert order == [5, 1, 3, 0, 4, 2]
    oldest_first = empty.in_date_order([articles[n].id for n in (1, 0, 2, 1)])
    assert oldest_first == (articles[2].id, articles[0].id, articles[1].id)
    assert empty.in_date_order(["ffffffffffff"]) == empty.in_date_order([]) == ()


def test_words_choose_articles_however_they_are_spelt_in_title_outlet_or_text(empty, article_of):
    by_text = article_of("هدوء في إدلب")
    by_title = article_of("نص", title="قمّة إدْلب")
    by_source = article_of("نص آخر", source="مركز ادلب")
    other = article_of("هدوء في حلب")
    for article in (by_text, by_title, by_source, other):
        empty.add(article, (), ())
    assert set(empty.article_ids(["ادلب"])) == {by_text.id, by_title.id, by_source.id}
    assert empty.article_ids(["ادلب", "هدوء"]) == (by_text.id,)
    assert empty.article_ids(["ادلب", "حلب"]) == ()
    assert empty.article_ids(["%"]) == empty.article_ids(['" OR 1']) == ()


def test_rows_come_in_the_order_asked_for_and_count_notes_and_mentions(
    empty, article_of, mention_of
):
    first = article_of("قال أكار إن أكار عاد", title="عنوان", source="وكالة", day="2020-03-11")
    second = article_of("نص آخر")
    mentions = [mention_of(first, "أكار", "person/akar", nth=n) for n in (0, 1)]
    empty.add(first, mentions, ())
    empty.add(second, (), ())
    empty.save_note(note(first))
    empty.mark_read(second.id)
    rows = empty.rows([second.id, "ffffffffffff", first.id])
    assert [row.id for row in rows] == [second.id, first.id]
    assert [(row.notes, row.mentions, row.is_read) for row in rows] == [(0, 0, True), (1, 2, False)]
    assert (rows[1].title, rows[1].source, rows[1].label) == ("عنوان", "وكالة", "عنوان")
    assert empty.rows([]) == ()


# --- ids ----------------------------------------------------------------------------------


@pytest.fixture
def three_ids(empty, article_of):
    for n, id_ in enumerate(("abc123000000", "abc124000000", "fff000000000")):
        empty.add(article_of(f"نص {n}", id=id_), (), ())
    return empty


@pytest.mark.parametrize("prefix", ["abc123", "ABC123", " abc123 ", "abc123000000"])
def test_the_first_digits_of_an_id_are_enough(three_ids, prefix):
    assert three_ids.resolve(prefix) == "abc123000000"


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("abc", "More than one"),
        ("abc12", "More than one"),
        ("abd", "No article"),
        ("ab", "too short"),
        ("f", "too short"),
        ("", "No article"),
        ("   ", "No article"),
        ("*", "No article"),
        ("abc*", "No article"),
        ("a_c", "No article"),
        ("xyz", "No article"),
        ("أبج", "No article"),
        ("abc1230000000", "No article"),
        ("g" * 500, "No article"),
    ],
)
def test_an_id_that_does_not_settle_on_one_article_is_refused(three_ids, prefix, said):
    with pytest.raises(NotFoundError, match=said) as refused:
        three_ids.resolve(prefix)
    assert "idlib-brief list" in refused.value.hint


def test_an_unknown_article_is_told_and_has_no_mentions(empty):
    with pytest.raises(NotFoundError, match="ffffffffffff"):
        empty.article("ffffffffffff")
    assert empty.mentions("ffffffffffff") == ()
    assert empty.reading_offset("ffffffffffff") == 0
    empty.mark_read("ffffffffffff", 3)
    assert empty.problems() == ()


# --- mentions and entities ------------------------------------------------------------------


def test_mentions_come_back_equal_with_conjoined_and_unresolved_ones(empty, article_of):
    article = article_of("وزيرا خارجية تركيا وروسيا التقيا في 5 آذار")
    mentions = (
        Mention(
            Span(0, 26),
            EntityType.PERSON,
            MentionKind.ROLE,
            ("person/lavrov", "person/cavusoglu", "person/akar"),
            "role: conjoined",
        ),
        Mention(Span(27, 34), EntityType.PLACE, MentionKind.ANAPHOR, (), "unknown"),
        Mention(Span(35, 42), EntityType.DATE, MentionKind.NAME, (), "date: day", "XXXX-03-05"),
    )
    empty.add(article, mentions, ())
    assert empty.mentions(article.id) == mentions


def test_names_of_unknown_entities_are_left_out(empty, article_of, names_of):
    empty.add(article_of("نص"), (), names_of("person/akar"))
    assert set(empty.entity_names(["person/akar", "person/nobody"])) == {"person/akar"}
    assert empty.entity_names([]) == {}


def test_an_entity_is_called_as_it_was_last_named(empty, article_of):
    old = EntityName("person/akar", EntityType.PERSON, "اكار", "Akar")
    new = EntityName("person/akar", EntityType.PERSON, "خلوصي أكار", "Hulusi Akar", "minister")
    empty.add(article_of("نص"), (), (old,))
    empty.add(article_of("نص آخر"), (), (new,))
    assert empty.entity_names(["person/akar"]) == {"person/akar": new}


@pytest.fixture
def followed(empty, article_of, mention_of, names_of):
    """Four articles, three of which mention Akar, added in no order."""
    texts = {
        "2020-03-11": "قال أكار. وأضاف أكار. وختم أكار وشويغو.",
        "2017-08-17": "وصل باقري.",
        None: "عاد أكار.",
        "2019-05-31": "التقى شويغو أكار.",
    }
    articles = {}
    for day, text in texts.items():
        article = articles[day] = article_of(text, day=day)
        mentions = [
            mention_of(article, "أكار", "person/akar", nth=n) for n in range(text.count("أكار"))
        ]
        if "شويغو" in text:
            mentions.append(mention_of(article, "شويغو", "person/shoigu"))
        mentions.sort(key=lambda mention: mention.span)
        empty.add(article, mentions, names_of("person/akar", "person/shoigu"))
    return empty, articles


def test_occurrences_run_in_date_order_with_the_undated_last(followed):
    library, articles = followed
    days = [occurrence.published for occurrence in library.occurrences("person/akar")]
    assert days == ["2019-05-31", "2020-03-11", "2020-03-11", "2020-03-11", None]
    for occurrence in library.occurrences("person/akar"):
        text = articles[occurrence.published].text
        assert occurrence.mention.span.slice(text) == "أكار"
        assert occurrence.mention in library.mentions(occurrence.article_id)
    within = library.occurrences_in("person/akar", articles["2020-03-11"].id)
    assert within == library.occurrences("person/akar")[1:4]
    assert library.occurrences("person/nobody") == ()
    assert library.occurrences_in("person/akar", articles["2017-08-17"].id) == ()


def test_counts_of_mentions_agree_with_the_mentions(followed):
    library, articles = followed
    slugs = ["person/akar", "person/shoigu", "person/nobody"]
    assert library.mention_counts(slugs) == {"person/akar": 5, "person/shoigu": 2}
    assert library.mention_counts([]) == {}
    assert library.totals("person/akar") == (5, 3)
    assert library.totals("person/nobody") == (0, 0)
    assert library.totals_before("person/akar", articles["2017-08-17"].id) == (0, 0)
    assert library.totals_before("person/akar", articles["2020-03-11"].id) == (1, 1)
    assert library.totals_before("person/akar", articles[None].id) == (4, 2)
    assert library.counts() == {"article": 4, "mention": 7, "entity": 2, "note": 0}


def test_totals_stay_right_when_an_article_is_taken_out(followed, empty_file):
    library, articles = followed
    library.save_note(note(articles["2020-03-11"]))
    with sqlite3.connect(empty_file) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM article WHERE published = '2020-03-11'")
    db.close()
    assert library.totals("person/akar") == (2, 2)
    assert library.mention_counts(["person/shoigu"]) == {"person/shoigu": 1}
    assert len(library.occurrences("person/akar")) == 2
    assert len(library.notes()) == 1
    assert library.problems() == ()


@pytest.mark.parametrize("many", [0, 1, 999, 1000, 33_000, 260_000])
def test_any_number_of_ids_and_slugs_can_be_asked_for(followed, many):
    library, articles = followed
    known = articles["2020-03-11"].id
    ids = [*(f"{n:012x}" for n in range(many)), known]
    assert [row.id for row in library.rows(ids)] == [known]
    assert library.in_date_order(ids) == (known,)
    slugs = [*(f"person/{n}" for n in range(many)), "person/akar"]
    assert set(library.entity_names(slugs)) == {"person/akar"}
    assert library.mention_counts(slugs) == {"person/akar": 5}


def test_nothing_that_a_key_press_asks_for_reads_a_whole_table(followed, empty_file):
    library, articles = followed
    asked: list[str] = []
    library._db.set_trace_callback(asked.append)
    library.rows([articles[None].id])
    library.article(articles[None].id)
    library.mentions(articles[None].id)
    library.occurrences("person/akar")
    library.occurrences_in("person/akar", articles[None].id)
    library.mentioning("person/akar", 1, articles[None].id)
    library.mentioning("person/akar", -1)
    library.totals("person/akar")
    library.totals_before("person/akar", articles[None].id)
    library.mention_counts(["person/akar"])
    library.entity_names(["person/akar"])
    library.notes(articles[None].id)
    library.resolve(articles[None].id)
    library._db.set_trace_callback(None)
    assert len(asked) >= 13
    db = sqlite3.connect(empty_file)
    for sql in asked:
        for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
            assert not step.startswith("SCAN") or "json_each" in step, (sql, step)
            assert "TEMP B-TREE" not in step, (sql, step)
    (plan,) = db.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM article ORDER BY date_order DESC, seq DESC"
    )
    assert "COVERING INDEX" in plan[-1]
    db.close()


# --- reading and notes ------------------------------------------------------------------------


def test_the_reading_position_is_kept_and_moves(empty, empty_file, article_of):
    article = article_of("نص طويل")
    empty.add(article, (), ())
    assert empty.reading_offset(article.id) == 0
    assert not empty.rows([article.id])[0].is_read
    empty.mark_read(article.id, 4)
    empty.mark_read(article.id, 2)
    with Library(empty_file) as again:
        assert again.reading_offset(article.id) == 2
        assert again.rows([article.id])[0].is_read


def test_notes_come_back_equal_after_reopening(empty_file, article_of):
    article = article_of("قال الوزير إن الاتفاق صامد", day="2020-03-11")
    kept = replace(note(article, 4, 10, "رأي <b>"), tags=("هدنة", "M4"))
    with Library(empty_file) as library:
        library.add(article, (), ())
        library.save_note(kept)
    with Library(empty_file) as library:
        assert library.notes() == library.notes(article.id) == (kept,)
        assert library.note(kept.id) == kept


def test_notes_of_an_article_run_as_they_stand_in_it_and_all_notes_as_they_were_taken(
    empty, article_of
):
    article, other = article_of("نص طويل جدا"), article_of("نص آخر")
    late = note(article, 5, 8, moment="2020-03-15T08:00:00Z")
    between = note(other, 0, 2, moment="2020-03-15T08:00:01Z")
    early = note(article, 0, 2, moment="2020-03-15T08:00:02Z")
    for one in (late, between, early):
        empty.save_note(one)
    assert empty.notes() == (late, between, early)
    assert empty.notes(article.id) == (early, late)


def test_a_note_that_comes_back_after_deletion_stands_where_it_stood(empty, article_of):
    article = article_of("نص طويل جدا")
    notes = [note(article, n, n + 2, moment=f"2020-03-15T08:00:0{n}Z") for n in range(3)]
    for one in notes:
        empty.save_note(one)
    empty.delete_note(notes[0].id)
    assert empty.notes() == tuple(notes[1:])
    empty.delete_note(notes[0].id)
    empty.save_note(notes[0])
    assert empty.notes() == tuple(notes)


def test_editing_a_note_changes_its_words_and_the_moment_alone(empty, article_of):
    first = replace(note(article_of("نص طويل"), 0, 2, "قديم", "2019-01-01T00:00:00Z"), tags=("a",))
    empty.save_note(first)
    edited = empty.edit_note(first.id, "جديد")
    assert edited == empty.note(first.id)
    assert edited.modified > first.modified
    assert replace(edited, body=first.body, modified=first.modified) == first


def test_a_note_that_is_not_there_can_be_neither_read_nor_edited(empty):
    for ask in (lambda: empty.note("ff"), lambda: empty.edit_note("ff", "نص")):
        with pytest.raises(NotFoundError, match="'ff'"):
            ask()


# --- failures -----------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("ملاحظات لا قاعدة بيانات\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    for writable in (True, False):
        with pytest.raises(LibraryError, match="no idlib-brief library"):
            Library(path, writable=writable)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_library_only_when_it_may_be_written(tmp_path):
    path = tmp_path / "library.sqlite"
    path.touch()
    with pytest.raises(LibraryError, match="holds no library"):
        Library(path, writable=False)
    assert path.read_bytes() == b""
    with Library(path) as library:
        assert library.counts()["article"] == 0


def test_a_missing_library_is_made_with_its_folders_but_not_for_reading(tmp_path):
    path = tmp_path / "one" / "two" / "library.sqlite"
    with pytest.raises(LibraryError, match="There is no library"):
        Library(path, writable=False)
    assert not path.parent.exists()
    Library(path).close()
    assert path.exists()


@pytest.mark.parametrize("name", ["a file/library.sqlite", "", "x" * 300])
@pytest.mark.parametrize("writable", [True, False])
def test_a_place_where_no_file_can_be_is_told_in_one_line(tmp_path, name, writable):
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError) as refused:
        Library(tmp_path / name, writable=writable)
    assert "\n" not in str(refused.value)


def test_a_damaged_library_is_told(empty_file):
    size = empty_file.stat().st_size
    with empty_file.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with (
        pytest.raises(LibraryError, match=r"damaged|no idlib-brief library"),
        Library(empty_file) as library,
    ):
        library.article_ids()
        library.article("ffffffffffff")


def test_opening_for_reading_refuses_every_change(empty, empty_file, article_of):
    article = article_of("نص للقراءة")
    empty.add(article, (), ())
    with Library(empty_file, writable=False) as reading:
        assert reading.article(article.id) == article
        changes = (
            lambda: reading.add(article_of("آخر"), (), ()),
            lambda: reading.save_note(note(article)),
            lambda: reading.mark_read(article.id),
            lambda: reading.delete_note("x"),
            lambda: reading.edit_note("x", "y"),
        )
        for change in changes:
            with pytest.raises(LibraryError, match="read-only"):
                change()
    assert empty.counts()["note"] == 0


@pytest.mark.parametrize("log_left", [False, True])
def test_a_library_in_a_read_only_folder_opens_for_reading(
    without_privileges, public_folder, empty, empty_file, article_of, log_left
):
    article = article_of("نص للقراءة")
    empty.add(article, (), ())
    empty.save_note(note(article))
    empty.close()
    path = public_folder / "library.sqlite"
    shutil.copy(empty_file, path)
    if log_left:
        # What a reader that could make files here has left behind: an empty log.
        path.with_name(f"{path.name}-wal").touch()
    for file in public_folder.iterdir():
        file.chmod(0o444)
    public_folder.chmod(0o555)
    before = {file.name: file.read_bytes() for file in public_folder.iterdir()}
    with without_privileges():
        with pytest.raises(LibraryError, match="read-only"):
            Library(path)
        with Library(path, writable=False) as library:
            assert library.article_ids() == (article.id,)
            assert library.article(article.id) == article
            assert len(library.notes()) == 1
    assert {file.name: file.read_bytes() for file in public_folder.iterdir()} == before


def test_a_read_only_file_says_so_at_once_and_opens_for_reading(
    without_privileges, public_folder, empty_file
):
    path = Path(shutil.copy(empty_file, public_folder))
    path.chmod(0o444)
    public_folder.chmod(0o777)
    with without_privileges():
        with pytest.raises(LibraryError, match="read-only"):
            Library(path)
        with Library(path, writable=False) as library:
            assert library.counts()["article"] == 0


def test_nothing_can_be_written_in_a_read_only_folder(
    without_privileges, public_folder, empty_file
):
    path = Path(shutil.copy(empty_file, public_folder))
    path.chmod(0o666)
    public_folder.chmod(0o555)
    with without_privileges():
        for name in (path.name, "new.sqlite", "new folder/new.sqlite"):
            with pytest.raises(LibraryError, match="read-only"):
                Library(public_folder / name)


def test_changes_that_lie_beside_a_library_are_never_left_out_silently(
    without_privileges, public_folder, empty, empty_file, article_of
):
    empty.add(article_of("في السجل وحده"), (), ())
    path = Path(shutil.copy(empty_file, public_folder))
    log = empty_file.with_name(f"{empty_file.name}-wal")
    assert log.stat().st_size > 0
    shutil.copy(log, public_folder)
    for file in public_folder.iterdir():
        file.chmod(0o444)
    public_folder.chmod(0o555)
    with without_privileges(), pytest.raises(LibraryError, match="left open") as refused:
        Library(path, writable=False)
    assert "Copy it" in refused.value.hint


def test_a_full_disk_is_told_in_one_line_and_what_was_there_stays(empty, empty_file, article_of):
    first = article_of("نص أول")
    empty.add(first, (), ())
    empty.save_note(note(first))
    (pages,) = empty._db.execute("PRAGMA page_count").fetchone()
    empty._db.execute(f"PRAGMA max_page_count = {pages}")
    large = article_of(" ".join(map(str, range(40_000))))
    with pytest.raises(LibraryError, match="full") as refused:
        empty.add(large, (), ())
    assert "\n" not in str(refused.value)
    assert empty.article_ids() == (first.id,)
    assert empty.problems() == ()
    empty._db.execute("PRAGMA max_page_count = 1000000")
    assert empty.add(large, (), ())
    empty.close()
    with Library(empty_file) as library:
        assert library.counts() == {"article": 2, "mention": 0, "entity": 0, "note": 1}


WORKER = """
import os, signal, sys
from pathlib import Path
from corpus.article import Article, EntityName, EntityType, Mention, MentionKind, Paragraph, Span
from corpus.library.store import Library
from corpus.notes import take
task, path, name = sys.argv[1:]
library = Library(Path(path))
text = f"نص {name}"
article = Article(
    name, text, (Paragraph(Span(0, len(text))),), None, None, None, "w", name * 4
)
if task == "notes":
    for n in range(25):
        library.save_note(take(article, Span(0, 2), f"{name} {n}", f"2020-01-01T00:00:{n:02}Z"))
else:
    left = int(task)
    def count(sql):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    library._db.set_trace_callback(count)
    mention = Mention(Span(0, 2), EntityType.PERSON, MentionKind.NAME, ("person/x",), "")
    library.add(article, (mention,), (EntityName("person/x", EntityType.PERSON, "x", "x"),))
    print("added")
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments],
        cwd=HERE.parents[3],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[3])},
    )


def test_a_kill_at_any_statement_leaves_no_half_article(empty, empty_file, article_of):
    first = article_of("نص أول")
    empty.add(first, (), ())
    whole = []
    workers = [(n, start(str(n), str(empty_file), f"{n:012x}")) for n in range(1, 13)]
    for n, worker in workers:
        output, _ = worker.communicate(timeout=20)
        if "added" in output:
            whole.append(f"{n:012x}")
        else:
            assert worker.returncode == -signal.SIGKILL
    assert len(whole) < 4
    empty.close()
    with Library(empty_file) as library:
        assert library.problems() == ()
        ids = library.article_ids()
        assert {first.id, *whole} <= set(ids)
        for id_ in ids:
            assert library.article(id_).paragraphs
            assert id_ in library.article_ids(["نص"])
        added = [id_ for id_ in ids if id_ != first.id]
        assert library.counts()["mention"] == len(added)
        assert library.totals("person/x") == (len(added), len(added))


def test_two_programs_that_write_notes_at_once_lose_none(empty, empty_file):
    workers = [start("notes", str(empty_file), letter * 12) for letter in "ab"]
    for worker in workers:
        worker.communicate(timeout=20)
        assert worker.returncode == 0
    bodies = [one.body for one in empty.notes()]
    assert sorted(bodies) == sorted(f"{letter * 12} {n}" for letter in "ab" for n in range(25))
    assert len({one.id for one in empty.notes()}) == 50


def test_a_reader_sees_what_another_program_has_written_since(empty, empty_file, article_of):
    with Library(empty_file, writable=False) as reading:
        assert reading.article_ids() == ()
        article = article_of("نص جديد")
        empty.add(article, (), ())
        assert reading.article_ids() == (article.id,)


def test_a_library_that_another_program_holds_is_told(empty, empty_file, article_of):
    other = sqlite3.connect(empty_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    empty._db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(LibraryError, match="another program holds"):
        empty.add(article_of("نص"), (), ())
    other.execute("ROLLBACK")
    other.close()
    assert empty.add(article_of("نص"), (), ())


def test_an_error_while_adding_leaves_no_trace_and_the_next_article_goes_in(empty, article_of):
    article = article_of("نص")
    sound = Mention(Span(0, 2), EntityType.PERSON, MentionKind.NAME, ("person/x",), "قاعدة")
    broken = replace(sound, why=None)
    with pytest.raises(LibraryError):
        empty.add(article, (sound, broken), ())
    assert empty.counts() == {"article": 0, "mention": 0, "entity": 0, "note": 0}
    assert empty.add(article, (sound,), ())
    assert empty.mentions(article.id) == (sound,)
    assert empty.totals("person/x") == (1, 1)


def test_a_mention_that_names_an_entity_twice_counts_once(empty, article_of):
    article = article_of("نص")
    twice = Mention(Span(0, 2), EntityType.PERSON, MentionKind.NAME, ("person/x",) * 2, "")
    empty.add(article, (twice,), ())
    assert empty.mentions(article.id) == (twice,)
    assert empty.totals("person/x") == (1, 1)


def test_statements_certainty_and_candidates_come_back_as_they_went_in(empty, article_of):
    text = "قال الوزير إن الاتفاق قائم. وأضاف «لا تغيير»."
    article = article_of(text)
    person = "person/lavrov"
    mention = Mention(
        Span(4, 10), EntityType.PERSON, MentionKind.ROLE, (person,), "role: minister", None,
        "likely", (person, "person/akar"),
    )  # fmt: skip
    said = Statement(
        Span(14, 26), "reported", Span(4, 10), (person, "person/akar"), Span(0, 3), "a"
    )
    more = Statement(Span(36, 44), "direct", None, (), Span(28, 33), "b")
    empty.add(article, (mention,), (), (said, more), indexed="rules 1")
    assert empty.mentions(article.id) == (mention,)
    assert empty.statements(article.id) == (said, more)
    assert empty.statements_of("person/akar") == ((article.id, said),)


def test_what_was_found_is_replaced_whole_and_counts_follow(empty, article_of):
    article = article_of("لقاء لافروف وأكار")
    old = Mention(Span(5, 11), EntityType.PERSON, MentionKind.NAME, ("person/lavrov",), "name")
    new = Mention(Span(13, 17), EntityType.PERSON, MentionKind.NAME, ("person/akar",), "name")
    empty.add(article, (old,), (), indexed="rules 1")
    assert empty.not_indexed_as("rules 1") == ()
    assert empty.not_indexed_as("rules 2") == (article.id,)
    empty.replace_found(article.id, (new,), (), indexed="rules 2")
    assert empty.mentions(article.id) == (new,)
    assert empty.totals("person/lavrov") == (0, 0)
    assert empty.totals("person/akar") == (1, 1)
    assert empty.not_indexed_as("rules 2") == ()
    empty.replace_found("no such article", (new,), ())
