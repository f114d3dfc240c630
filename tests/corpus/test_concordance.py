"""Lines of a concordance: their contexts, their order, their counts, and files of them."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.concordance import (
    CONTEXT,
    Place,
    PlaceList,
    Subject,
    line_of,
    lines,
    occurrences,
    places,
)
from corpus.concordance_export import FORMATS, document, format_of, written
from corpus.concordance_index import Column, Index, Order, surroundings
from corpus.errors import UsageError
from corpus.library.occurrences import ArticleText, InArticle, mentions_by_article

AKAR = "person/akar"
AKARS = Subject(slug=AKAR)


def text_of(*paragraphs: str) -> ArticleText:
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return ArticleText(text, tuple(spans), "عنوان", "2020-03-05", "مثال")


def line(text: str, keyword: str = "أكار", context: int = CONTEXT):
    article = text_of(text)
    start = article.text.index(keyword)
    return line_of(Place("a" * 12, Span(start, start + len(keyword))), article, context)


def near(text: str, keyword: str = "أكار"):
    start = text.index(keyword)
    return surroundings(text, Span(0, len(text)), Span(start, start + len(keyword)))


def index_of(texts: list[str], keyword: str = "أكار") -> Index:
    index = Index()
    for text in texts:
        start = text.index(keyword)
        index.add(Place("a" * 12, Span(start, start + len(keyword))), text_of(text))
    return index


@pytest.fixture
def said(empty, article_of, mention_of):
    """Three articles; the middle one mentions Akar twice. Added in no order."""
    for day, source, text in (
        (
            "2020-03-11",
            "الأناضول",
            "قال أكار في موسكو إن الهدنة قائمة. وأضاف أكار أن الدوريات بدأت.",
        ),
        ("2019-05-31", "سانا", "التقى الوزير أكار نظيره في أنقرة."),
        (None, None, "بعد ساعة غادر أكار"),
    ):
        article = article_of(text, day=day, source=source, title=None)
        mentions = [mention_of(article, "أكار", AKAR, nth=n) for n in range(text.count("أكار"))]
        empty.add(article, mentions, ())
    return empty


def all_lines(library, subject=AKARS):
    return [one for one in lines(library, places(library, subject)) if one is not None]


def indexed(library, subject=AKARS) -> Index:
    index = Index()
    for _ in index.fill(library, places(library, subject)):
        pass
    return index


# --- lines ------------------------------------------------------------------------------


def test_lines_come_in_date_order_with_what_stands_around_the_keyword(said):
    first, second, third, last = all_lines(said)
    assert [one.day for one in (first, second, third, last)] == [
        "2019-05-31",
        "2020-03-11",
        "2020-03-11",
        None,
    ]
    assert (first.left, first.keyword, first.right) == (
        "التقى الوزير ",
        "أكار",
        " نظيره في أنقرة.",
    )
    assert first.source == "سانا" and last.source is None
    assert last.right == ""


def test_the_keyword_is_the_text_of_its_span(said):
    for one in all_lines(said):
        assert one.span.slice(said.article(one.article_id).text) == one.keyword


def test_a_context_ends_with_its_paragraph():
    article = text_of("عنوان عن أكار", "وصل أكار اليوم", "ثم عاد")
    start = article.text.rindex("أكار")
    found = line_of(Place("a" * 12, Span(start, start + 4)), article)
    assert (found.left, found.right) == ("وصل ", " اليوم")


def test_many_places_in_many_paragraphs_are_found_quickly():
    article = text_of(*["قال أكار"] * 20_000)
    starts = [paragraph.start + 4 for paragraph in article.paragraphs]
    index = Index()
    for start in starts:
        index.add(Place("a" * 12, Span(start, start + 4)), article)
    assert [(one.text, one.lines) for one in index.counts(Column.L1)] == [("قال", 20_000)]


def test_a_context_that_is_cut_begins_and_ends_with_a_whole_word():
    found = line("واحد اثنان ثلاثة أكار أربعة خمسة ستة", context=9)
    assert (found.left, found.right) == ("ثلاثة ", " أربعة")
    # Three words would fit to the letter: the cut falls between words.
    assert line("واحد اثنان أكار ثلاثة أربعة", context=7).left == "اثنان "


def test_a_word_longer_than_the_context_is_cut_within():
    found = line("أ" * 50 + " أكار " + "ب" * 50, context=20)
    assert found.left == "أ" * 19 + " " and found.right == " " + "ب" * 19


def test_lines_of_a_paragraph_become_one_and_controls_go():
    found = line("قال\n\tالوزير\u202e \x1b[2J أكار\x00  \u2067إن\u2069 لا\u200fحقا")
    assert found.left == "قال الوزير [2J "
    assert found.right == " إن لا\u200fحقا"


def test_a_mention_that_no_paragraph_holds_has_no_context():
    article = ArticleText("قال أكار إن", (), "", None, None)
    found = line_of(Place("a" * 12, Span(4, 8)), article)
    assert (found.left, found.keyword, found.right) == ("", "أكار", "")


def test_a_place_that_is_gone_keeps_its_number(said):
    found = list(places(said, Subject(slug=AKAR)))
    gone = [found[0], Place("f" * 12, Span(0, 4)), Place(found[0].article_id, Span(0, 9999))]
    assert [one is None for one in lines(said, gone)] == [False, True, True]
    index = Index()
    assert list(index.fill(said, gone))[-1] == 3
    assert list(index.having(Column.SOURCE, "سانا")) == [0]


def test_a_query_finds_places_that_nobody_has_mentioned(said):
    found = all_lines(said, Subject(query="الهدنه"))
    assert [(one.keyword, one.day) for one in found] == [("الهدنة", "2020-03-11")]
    assert all_lines(said, Subject(query="لا شيء من هذا")) == []


def test_words_found_side_by_side_are_one_keyword(said):
    found = all_lines(said, Subject(query="(الوزير OR اكار OR أنقرة) on:2019"))
    assert [one.keyword for one in found] == ["الوزير أكار", "أنقرة"]


def test_words_alone_are_a_keyword_of_several_words(library):
    together = all_lines(library, Subject(query="خفض التصعيد"))
    assert together
    assert [line.span for line in together] == [
        line.span for line in all_lines(library, Subject(query='"خفض التصعيد"'))
    ]
    either = all_lines(library, Subject(query="خفض OR التصعيد"))
    assert len(either) > len(together)


def test_a_query_is_answered_in_date_order_whatever_it_asks_for(said):
    found = all_lines(said, Subject(query="أكار sort:newest"))
    assert [one.day for one in found] == ["2019-05-31", "2020-03-11", "2020-03-11", None]


def test_a_query_of_conditions_alone_has_no_line_and_ends_soon(said, monkeypatch):
    assert all_lines(said, Subject(query="after:2019-01-01")) == []
    monkeypatch.setattr("corpus.concordance.MOST_WITHOUT", 1)
    asked = []
    monkeypatch.setattr(
        said, "article", lambda id_, read=said.article: asked.append(id_) or read(id_)
    )
    assert all_lines(said, Subject(query="is:unread")) == []
    assert len(asked) == 2


def test_a_query_that_is_none_says_so_before_anything_is_found(said):
    with pytest.raises(UsageError, match="no day"):
        list(occurrences(said, Subject(query="before:2020-02-31")))


def test_the_mentions_are_those_that_following_the_entity_finds(library):
    for slug in ("place/idlib", "agreement/sochi-memo-2018", "person/akar"):
        followed = [(one.article_id, one.mention.span) for one in library.occurrences(slug)]
        assert [(one.article_id, one.span) for one in places(library, Subject(slug=slug))] == (
            followed
        )
        assert followed


def test_an_entity_of_more_articles_than_a_piece_holds_is_found_whole(
    empty, article_of, mention_of, monkeypatch
):
    monkeypatch.setattr("corpus.library.occurrences.FIRST_PIECE", 2)
    monkeypatch.setattr("corpus.library.occurrences.LARGEST_PIECE", 3)
    for n in range(11):
        article = article_of(f"{n} أكار", day=f"2020-01-{20 - n // 2:02}")
        empty.add(article, [mention_of(article, "أكار", AKAR)], ())
    found = [one.article_id for one in mentions_by_article(empty, AKAR)]
    assert found == [one.article_id for one in empty.occurrences(AKAR)]
    assert len(found) == 11


def test_an_entity_nobody_mentions_has_no_place(said):
    assert list(occurrences(said, Subject(slug="person/nobody"))) == []


PIECES = st.sampled_from(
    [
        "قال ",
        "الوزير",
        "عَلَّمَ ",
        "M4",
        "(",
        ")",
        "2018/9/17 ",
        "\u202e",
        "\x07",
        "\n",
        "  ",
        "لا",
        "،",
        "\u0651",
        "\u200d",
        "x" * 30,
    ]
)


@given(before=st.lists(PIECES), after=st.lists(PIECES), context=st.integers(1, 90))
def test_a_line_is_a_clean_piece_of_its_paragraph_around_the_very_keyword(before, after, context):
    before, after = "".join(before), "".join(after)
    article = text_of(f"{before}أكار{after}")
    place = Place("a" * 12, Span(len(before), len(before) + 4))
    found, whole = line_of(place, article, context), line_of(place, article, 10_000)
    assert found.keyword == place.span.slice(article.text) == "أكار"
    assert whole.left.endswith(found.left) and whole.right.startswith(found.right)
    assert len(found.left) <= context and len(found.right) <= context
    told = f"{found.left}|{found.right}"
    assert "  " not in told and "\n" not in told
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in told)
    assert not set(told) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# --- words ------------------------------------------------------------------------------


def test_neighbours_are_words_without_marks_the_nearest_first():
    found = near("وقّع «الوزيرُ»، السيـد أكار (M4) و3 آخرون")
    assert found.before == ["السيد", "الوزير", "وقع"]
    assert found.after == ["M4", "و3", "آخرون"]


def test_what_is_written_onto_the_keyword_is_no_neighbour():
    assert line("سلّم لأكار رسالة").left == "سلّم ل"
    assert near("سلّم لأكار رسالة").before == ["سلم"]
    assert near("سلّم لَـأكار رسالة").before == ["سلم"]
    assert near("التقى أكاريا اليوم").after == ["اليوم"]


def test_a_neighbour_is_a_whole_word_of_the_same_paragraph():
    far = " ".join(["كلمة"] * 60)
    found = near(f"{far}1 أكار 1{far}")
    assert set(found.before) == {"كلمة", "كلمة1"} and set(found.after) == {"1كلمة", "كلمة"}
    assert len(found.before) == len(found.after) == 8
    text = f"{'أ' * 200} أكار {'ب' * 200}"
    assert near(text).before == near(text).after == []


# --- order and counts -------------------------------------------------------------------


def ordered(texts: list[str], order: Order) -> list[str]:
    index = index_of(texts)
    return [texts[number] for number in index.in_order(order)]


def test_lines_are_sorted_by_the_words_after_the_first_first():
    texts = ["أكار يوم ب", "أكار", "أكار إن ج", "أكار ان أ", "أكار 4 ب", "أكار TRT"]
    assert ordered(texts, Order(Column.R1)) == [
        "أكار ان أ",
        "أكار إن ج",
        "أكار يوم ب",
        "أكار TRT",
        "أكار 4 ب",
        "أكار",
    ]
    assert ordered(texts[:1] + texts[2:4], Order(Column.R2)) == [
        "أكار ان أ",
        "أكار يوم ب",
        "أكار إن ج",
    ]


def test_lines_are_sorted_by_the_words_before_the_nearest_first():
    texts = ["أ ج أكار", "ب أ أكار", "أ أ أكار"]
    assert ordered(texts, Order(Column.L1)) == ["أ أ أكار", "ب أ أكار", "أ ج أكار"]


def test_lines_that_are_alike_stay_in_date_order_and_can_be_turned_round():
    texts = ["أ أكار ب", "ج أكار ب", "د أكار ا"]
    assert ordered(texts, Order(Column.R1)) == [texts[2], texts[0], texts[1]]
    assert ordered(texts, Order(Column.DATE, is_reversed=True)) == texts[::-1]


def test_proclitics_are_looked_past_where_what_is_left_is_a_word_too():
    texts = ["أكار والاتفاق", "أكار بسرعة", "أكار الاتفاق", "أكار كان", "أكار أن"]
    assert ordered(texts, Order(Column.R1)) == [texts[2], texts[4], texts[1], texts[3], texts[0]]
    plain = ordered(texts, Order(Column.R1, without_proclitics=True))
    # «بسرعة» has no «سرعة» beside it, and «كان» is not ك and «أن».
    assert plain == [texts[0], texts[2], texts[4], texts[1], texts[3]]


def test_spellings_of_a_neighbour_count_as_one_under_the_most_frequent():
    index = index_of([f"أكار {word}" for word in ("إدلب", "ادلب", "إدلب", "حلب")])
    assert [(one.text, one.lines) for one in index.counts(Column.R1)] == [("إدلب", 3), ("حلب", 1)]
    assert list(index.having(Column.R1, "ادلب")) == [0, 1, 2]
    assert list(index.having(Column.R1, "إدلب", [2, 3])) == [2]


def test_forms_are_told_apart_and_days_count_by_the_year(said):
    index = indexed(said)
    assert [(one.text, one.lines) for one in index.counts(Column.KEYWORD)] == [("أكار", 4)]
    assert [(one.text, one.lines) for one in index.counts(Column.DATE)] == [
        ("2020", 2),
        ("2019", 1),
        ("", 1),
    ]
    assert list(index.having(Column.DATE, "2020")) == [1, 2]
    assert list(index.having(Column.DATE, "")) == [3]


def test_a_filter_looks_at_words_near_the_keyword_at_outlet_and_day(said):
    index = indexed(said)
    assert list(index.holding("موسكو")) == [1, 2]
    assert list(index.holding("موسكو اضاف")) == [1, 2]
    assert list(index.holding("الاناضول")) == [1, 2]
    assert list(index.holding("2019-05")) == [0]
    assert list(index.holding("لا")) == list(index.holding("لا", range(4)))
    assert list(index.holding("غادر موسكو")) == []


@settings(max_examples=60)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(["ا", "وب", "ب", "M4", "17", "،"]), max_size=4).map(" ".join),
        min_size=1,
        max_size=8,
    ),
    column=st.sampled_from(Column),
    is_reversed=st.booleans(),
    without_proclitics=st.booleans(),
)
def test_every_order_has_every_line_once(texts, column, is_reversed, without_proclitics):
    index = index_of([f"{text} أكار {text}" for text in texts])
    order = Order(column, is_reversed, without_proclitics)
    assert sorted(index.in_order(order)) == list(range(len(texts)))
    assert sum(one.lines for one in index.counts(column)) == len(texts)
    for one in index.counts(column):
        assert len(index.having(column, one.text)) == one.lines


def test_a_list_of_places_gives_back_what_was_added():
    listed = PlaceList()
    listed.add(InArticle("a" * 12, (Span(3, 5), Span(8, 9))))
    listed.add(InArticle("b" * 12, (Span(0, 4),)))
    assert [listed[n] for n in range(len(listed))] == [
        Place("a" * 12, Span(3, 5)),
        Place("a" * 12, Span(8, 9)),
        Place("b" * 12, Span(0, 4)),
    ]
    assert listed.articles == 2


# --- files ------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_no_file_holds_a_shaped_letter_or_a_control(said, format_):
    told = document(all_lines(said), format_)
    assert "أكار" in told
    assert not any("\ufb50" <= one <= "\ufefc" for one in told)
    assert not any(ord(one) < 32 and one not in "\t\r\n" for one in told)


def test_json_is_an_array_or_an_object_a_line(said):
    found = all_lines(said)
    array = json.loads(document(found, "json"))
    assert array == [json.loads(one) for one in written(found, "jsonl")]
    assert array[0]["keyword"] == "أكار" and array[0]["left"].endswith("الوزير ")
    assert json.loads(document([], "json")) == []


def test_text_has_six_fields_a_line_also_where_the_outlet_holds_a_tab():
    odd = line_of(Place("a" * 12, Span(0, 4)), ArticleText("أكار", (Span(0, 4),), "", None, "ا\tب"))
    (told,) = written([odd], "text")
    assert told == "\tا ب\taaaaaaaaaaaa\t\tأكار\t\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_a_csv_is_a_formula(sign):
    found = line(f"{sign}HYPERLINK(1) أكار {sign}ب")
    rows = list(csv.reader(io.StringIO("".join(written([found], "csv")))))
    assert rows[0][5:8] == ["left", "keyword", "right"]
    assert rows[1][5] == f"'{sign}HYPERLINK(1)"
    assert rows[1][7] == f"'{sign}ب"
    assert not any(cell[:1] in tuple("=+-@") for cell in rows[1])


def test_a_csv_file_says_that_it_is_utf_8(said):
    assert document(all_lines(said), "csv").startswith("\ufeffday,source,")


def test_the_ending_says_what_to_write_and_another_is_refused():
    assert format_of(Path("a.CSV")) == "csv" and format_of(Path("a.b.txt")) == "text"
    with pytest.raises(UsageError, match="ending"):
        format_of(Path("lines.xlsx"))
