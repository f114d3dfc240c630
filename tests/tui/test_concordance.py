"""The keyword at one column in every row, and the screen and the verb that show such rows."""

from __future__ import annotations

import csv
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import EntityType, Mention, MentionKind, Span
from corpus.concordance import Place, Subject, lines, places
from corpus.ingest.pipeline import article_from_bytes
from tui.bidi.in_context import KeywordInContext, main_direction
from tui.bidi.layout import analyse
from tui.cli import main
from tui.panes.concordance import ConcordanceTable, CountList, widths
from tui.screens.concordance import ConcordanceScreen, OrderScreen
from tui.verbs.concordance import _cells

MEMO = "agreement/sochi-memo-2018"
MEMOS = Subject(slug=MEMO)
PIECES = st.sampled_from(
    [
        "قال ",
        "الوزير",
        "عَلَّمَ ",
        "لا",
        "للأمن ",
        "M4 ",
        "Apple Inc. ",
        "(",
        ")",
        "«",
        "» ",
        "17/9/2018 ",
        "٢٥٠٪ ",
        "-3",
        "،",
        " ",
        "\u200f",
        "\u200d",
        "漢字 ",
        "☂",
        "\x07",
        "x" * 30,
        "ب" * 30,
    ]
)
BETWEEN = " \u200f"
"""What stands between words here: a blank, and a mark of direction that nobody sees."""
NO_WORD = BETWEEN + "\u200d"
"""What is no word by itself: a joiner with nothing to join neither."""
TEXTS = st.lists(PIECES, max_size=12).map("".join)
KEYWORDS = st.sampled_from(["سوتشي", "اتفاق سوتشي", "M5", "إدلب", "مُذكّرة 4 أيار", "آ", "لا"])


# --- rows -------------------------------------------------------------------------------


@given(
    before=TEXTS, keyword=KEYWORDS, after=TEXTS, width=st.integers(1, 130), share=st.floats(0, 1)
)
def test_a_row_fills_its_columns_and_the_keyword_begins_where_it_always_does(
    before, keyword, after, width, share
):
    lead = round(width * share)
    text = KeywordInContext(before, keyword, after)
    row = text.row(width, lead)
    assert sum(part.width for part in row.parts) == width
    for part in row.parts:
        assert part.width == sum(analyse(cell, 0).width for cell in part.cells)
    shown = row.part("keyword")
    if not shown.cells:
        # There was no room for its first letter.
        assert width - lead < 3
        return
    begins = width - row.column("keyword") - shown.width if row.base else row.column("keyword")
    assert begins == lead


@given(before=TEXTS, keyword=KEYWORDS, after=TEXTS, width=st.integers(10, 130))
def test_what_is_shown_is_drawn_as_in_the_whole_text(before, keyword, after, width):
    row = KeywordInContext(before, keyword, after).row(width, width // 2)
    text = before + keyword + after
    layout = analyse(text, row.base)
    whole = {cell.start: cell.glyphs for cell in layout.line(0, len(text)).cells}
    for part in row.parts:
        if part.role == "blank":
            continue
        shown = sorted(cell.start for cell in layout.line(part.start, part.end).cells)
        assert sorted(part.cells) == sorted(whole[start] for start in shown)


@given(before=TEXTS, keyword=KEYWORDS, after=TEXTS, width=st.integers(30, 130))
def test_contexts_touch_the_keyword_and_are_cut_between_words(before, keyword, after, width):
    row = KeywordInContext(before, keyword, after).row(width, width // 2)
    text = before + keyword + after
    first, shown, last = (row.part(role) for role in ("before", "keyword", "after"))
    assert first.end <= shown.start <= len(before) + 1
    assert shown.end >= len(before) + len(keyword) or shown.width >= width // 2 - 3
    if first.cells:
        assert not text[first.end : shown.start].strip(NO_WORD)
        words = text[first.start : shown.start].strip(NO_WORD).split()
        cut_within = first.start > 0 and text[first.start - 1] not in BETWEEN
        assert not cut_within or len(words) == 1
    if last.cells:
        assert not text[shown.end : last.start].strip(NO_WORD)
        cut_within = last.end < len(text) and text[last.end] not in BETWEEN
        assert not cut_within or len(text[last.start : last.end].strip(NO_WORD).split()) == 1


GOLDENS = [
    # Precedes, keyword, follows: what precedes stands on the right, a digit keeps its order.
    (
        ("في 17 أيلول، ", "سوتشي", " (M4) أولا"),
        30,
        14,
        "  ﻻﻭﺃ (M4) ﻲﺸﺗﻮﺳ ،ﻝﻮﻠﻳﺃ 17 ﻲﻓ ",
    ),
    # A proclitic stays joined to its word across the edge of the keyword.
    (("التقى ب", "لافروف", "."), 20, 10, "    .ﻑﻭﺮﻓﻼﺑ ﻰﻘﺘﻟﺍ   "),
    # A bracket that was opened before the keyword closes on the other side of it.
    (("(نص ", "الاتفاق", ") نافذ"), 24, 12, "ﺬﻓﺎﻧ (ﻕﺎﻔﺗﻻﺍ ﺺﻧ)        "),
    # English reads from the left.
    (("in the ", "Sochi", " memorandum of 2018"), 24, 8, " in the Sochi memorandum"),
    # Marks take no column.
    (("قالَ ", "أُكار", " أمسِ"), 16, 6, "  ﺲﻣﺃ ﺭﺎﻛﺃ ﻝﺎﻗ  "),
    # A word that must be cut keeps the form its last letter has within it.
    (("قال ", "أكار", " أمس"), 13, 6, "ﻣﺃ ﺭﺎﻛﺃ ﻝﺎﻗ  "),
    # A number before the keyword is ordered as in its sentence, the sign behind it.
    (("بنسبة 30% من ", "نقاط", " 12"), 26, 14, "     12 ﻁﺎﻘﻧ ﻦﻣ %30 ﺔﺒﺴﻨﺑ "),
]


@pytest.mark.parametrize(("parts", "width", "lead", "told"), GOLDENS)
def test_rows_as_they_are_seen(parts, width, lead, told):
    row = KeywordInContext(*parts).row(width, lead)
    assert re.sub("[\u064b-\u0652]", "", "".join(row.cells)) == told


def test_a_context_of_the_library_is_drawn_as_its_whole_paragraph_is(library):
    subject = Subject(slug="place/idlib")
    whole = lines(library, places(library, subject), 100_000)
    for cut, uncut in zip(lines(library, places(library, subject)), whole, strict=True):
        rows = [
            KeywordInContext(line.left, line.shown_keyword, line.right).row(140, 64)
            for line in (cut, uncut)
        ]
        assert rows[0].cells == rows[1].cells


def test_the_direction_is_that_of_most_letters():
    assert main_direction("BBC: أعلن الوزير") == 1
    assert main_direction("The word «سوتشي» was said") == 0
    assert main_direction("2018") == 1
    assert KeywordInContext("BBC: ", "أعلن", " الوزير").base == 1


def test_of_a_keyword_wider_than_its_room_the_beginning_is_shown():
    row = KeywordInContext("قبل ", "مذكرة مناطق خفض التصعيد", " بعد").row(24, 12)
    assert sum(part.width for part in row.parts) == 24
    assert row.part("keyword").text == "ﻖﻃﺎﻨﻣ ﺓﺮﻛﺬﻣ"
    assert not row.part("after").cells


@pytest.mark.parametrize("columns", [0, 1, 20, 47, 48, 60, 71, 72, 80, 107, 108, 120, 300])
def test_a_narrow_row_gives_up_the_outlet_first_and_then_the_day(columns):
    shares = widths(columns)
    beside = sum(width + 2 for width in (shares.day, shares.source) if width)
    assert shares.text + beside + 2 == max(columns, 2)
    assert bool(shares.day) >= bool(shares.source)
    assert columns < 72 or shares.text >= 40


# --- the screen -------------------------------------------------------------------------


async def opened(on_screen, library, subject=MEMOS):
    """Open a concordance, and wait until all of it is there."""
    answers = []
    screen = ConcordanceScreen(library, subject)
    on_screen.app.push_screen(screen, answers.append)
    await done(on_screen)
    return screen, screen.query_one(ConcordanceTable), answers


async def done(on_screen) -> None:
    """Wait for all that is read beside the screen; a question waits for an answer."""
    await on_screen.settle()
    workers = on_screen.app.workers
    if reading := [worker for worker in workers if worker.group != "ask"]:
        await workers.wait_for_complete(reading)
    await on_screen.settle()


def keyword_edges(table: ConcordanceTable) -> set[int]:
    """The columns at which the keywords of all rows on the screen begin, from the right."""
    edges = set()
    accent = table.get_component_rich_style("concordance--keyword", partial=True).color
    entity = table.get_component_rich_style("entity--agreement", partial=True).color
    for y in range(min(table.size.height, table.row_count)):
        strip = table.render_line(y)
        column = 0
        for segment in strip:
            column += segment.cell_length
            if (
                segment.style.bold
                and segment.style.color in (accent, entity)
                and segment.text.strip()
            ):
                edges.add(strip.cell_length - column)
    return edges


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
async def test_the_keywords_of_all_rows_begin_at_one_column(drive, library, columns):
    async with drive(library, size=(columns, 30)) as on_screen:
        _, table, _ = await opened(on_screen, library)
        total, articles = library.totals(MEMO)
        assert table.row_count == total
        assert f"{total} lines in {articles} articles" in on_screen.status
        assert len(keyword_edges(table)) == 1
        assert {strip.cell_length for strip in map(table.render_line, range(20))} == {table.columns}


async def test_enter_answers_with_the_place_and_q_with_nothing(drive, library):
    expected = list(places(library, Subject(slug=MEMO)))
    async with drive(library) as on_screen:
        _, _, answers = await opened(on_screen, library)
        await on_screen.press("j", "j", "enter")
        assert answers == [expected[2]]
        _, _, answers = await opened(on_screen, library)
        await on_screen.press("q")
        assert answers == [None]


async def test_leaving_with_a_number_before_the_key_leaves_once(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("right_square_bracket")
        for keys in (("3", "q"), ("8", "enter")):
            await on_screen.press("C")
            await done(on_screen)
            assert isinstance(on_screen.app.screen, ConcordanceScreen)
            await on_screen.press(*keys)
            assert len(on_screen.app.screen_stack) == 1


async def test_s_sorts_by_the_word_after_and_on(drive, library):
    async with drive(library) as on_screen:
        _, table, _ = await opened(on_screen, library)
        before = [table.row_text(index) for index in range(table.row_count)]
        await on_screen.press("s")
        await done(on_screen)
        after = [table.row_text(index) for index in range(table.row_count)]
        assert sorted(after) == sorted(before) and after != before
        assert "by the word after" in on_screen.status
        for _ in range(4):
            await on_screen.press("s")
            await done(on_screen)
        assert [table.row_text(index) for index in range(table.row_count)] == before


async def test_an_order_can_be_chosen_from_a_list_and_turned_round(drive, library):
    async with drive(library) as on_screen:
        screen, table, _ = await opened(on_screen, library)
        first = table.place
        await on_screen.press("S")
        assert isinstance(on_screen.app.screen, OrderScreen)
        await on_screen.press("escape")
        assert on_screen.app.screen is screen and table.place == first
        await on_screen.press("r")
        await done(on_screen)
        assert "turned round" in on_screen.status
        table.action_end(1)
        assert table.place == first
        await on_screen.press("S", "j", "j", "j", "j", "enter")
        await done(on_screen)
        assert "by the word before" in on_screen.status


async def test_a_filter_leaves_lines_with_its_words_and_escape_takes_it_back(drive, library):
    async with drive(library) as on_screen:
        screen, table, answers = await opened(on_screen, library)
        total = table.row_count
        await on_screen.press("slash")
        await on_screen.type("بوتين")
        await on_screen.press("enter")
        await done(on_screen)
        assert 0 < table.row_count < total
        assert all("بوتين" in table.row_text(index) for index in range(table.row_count))
        await on_screen.press("slash")
        await on_screen.press("ctrl+a")
        await on_screen.type("xyzzy")
        await on_screen.press("enter")
        await done(on_screen)
        assert table.row_count == 0 and any("No line has that" in row for row in on_screen.rows)
        await on_screen.press("escape")
        await done(on_screen)
        assert table.row_count == total and on_screen.app.screen is screen
        await on_screen.press("escape")
        assert answers == [None]


async def test_tab_counts_neighbours_and_enter_shows_the_lines_counted(drive, library):
    async with drive(library) as on_screen:
        screen, table, _ = await opened(on_screen, library)
        total = table.row_count
        await on_screen.press("tab")
        await done(on_screen)
        counts = screen.query_one(CountList)
        assert counts.has_focus
        rows = [counts.count_at(index) for index in range(counts.row_count)]
        for column in {row[0] for row in rows if row}:
            assert sum(row[1].lines for row in rows if row and row[0] is column) == total
        await on_screen.press("right_square_bracket", "enter")
        await done(on_screen)
        column, count = next(row for row in rows if row and row[0] == "r1")
        assert table.has_focus and table.row_count == count.lines < total
        assert "the word after: " in on_screen.status
        await on_screen.press("escape")
        await done(on_screen)
        assert table.row_count == total


@pytest.mark.parametrize("ending", [".csv", ".json", ".txt"])
async def test_the_lines_shown_are_written_in_their_order(drive, library, tmp_path, ending):
    path = tmp_path / f"lines{ending}"
    async with drive(library, messages=True) as on_screen:
        _, table, _ = await opened(on_screen, library)
        await on_screen.press("s")
        await done(on_screen)
        shown = [table.row_text(index) for index in range(table.row_count)]
        await on_screen.press("e", "ctrl+a")
        await on_screen.type(str(path))
        await on_screen.press("enter")
        await done(on_screen)
    text = path.read_text(encoding="utf-8-sig")
    if ending == ".json":
        told = [one["left"] + one["keyword"] + one["right"] for one in json.loads(text)]
    elif ending == ".csv":
        told = [" ".join(row[5:8]) for row in csv.reader(text.splitlines())][1:]
    else:
        told = [" ".join(one.split("\t")[3:]) for one in text.splitlines()]
    assert len(told) == len(shown)
    for one, whole in zip(told, shown, strict=True):
        assert "".join(one.split()) in "".join(whole.split())


async def test_y_copies_the_line_in_logical_order(drive, library):
    async with drive(library) as on_screen:
        _, table, _ = await opened(on_screen, library)
        await on_screen.press("j", "y")
        copied = on_screen.app.clipboard
        assert copied == table.row_text(1)
        assert table.line.keyword in copied
        assert not any("\ufb50" <= letter <= "\ufefc" for letter in copied)


async def test_a_file_of_another_kind_or_one_that_is_there_is_refused(drive, library, tmp_path):
    taken = tmp_path / "taken.csv"
    taken.write_text("mine")
    async with drive(library) as on_screen:
        await opened(on_screen, library)
        await on_screen.press("e", "ctrl+a")
        await on_screen.type(str(tmp_path / "lines.xlsx"))
        await on_screen.press("enter")
        assert any("no ending that says" in row for row in on_screen.rows)
        await on_screen.press("ctrl+a")
        await on_screen.type(str(taken))
        await on_screen.press("enter")
        assert any("exists already" in row for row in on_screen.rows)
    assert taken.read_text() == "mine"


async def test_what_nobody_says_is_said_to_be_nowhere(drive, library):
    async with drive(library) as on_screen:
        _, _, answers = await opened(on_screen, library, Subject(query="لا أحد يقول هذا [b]"))
        assert any("Nothing found" in row for row in on_screen.rows)
        await on_screen.press("s", "tab", "e", "tab", "enter")
        await done(on_screen)
        assert answers == []


async def test_an_english_line_has_what_precedes_on_its_left(drive, library):
    raw = (
        b"---\ndate: 2018-09-18\ntitle: Sochi\n---\n\nThey signed the Sochi memorandum on Idlib.\n"
    )
    article = article_from_bytes(raw, "sochi.md")
    start = article.text.index("Sochi memorandum")
    mention = Mention(
        Span(start, start + 16), EntityType.AGREEMENT, MentionKind.NAME, ("agreement/english",), ""
    )
    library.add(article, [mention], ())
    async with drive(library) as on_screen:
        _, table, _ = await opened(on_screen, library, Subject(slug="agreement/english"))
        assert "They signed the Sochi memorandum on Idlib." in table.render_line(0).text


async def test_an_article_that_leaves_meanwhile_is_told_and_not_opened_as_another(drive, library):
    async with drive(library) as on_screen:
        _, table, _ = await opened(on_screen, library)
        gone = Place("f" * 12, Span(0, 4))
        table._fetch = lambda wanted: [None for _ in wanted]
        table._lines.clear()
        table.forget_painted()
        assert "has left the library" in table.render_line(0).text
        assert table.place != gone


# --- the verb ---------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "width"), [(60, None), (80, None), (120, None), (120, 24)])
def test_on_a_terminal_the_keywords_of_all_lines_begin_at_one_column(library, columns, width):
    beside = 12 + (14 if columns >= 100 and width is None else 0)
    room = columns - beside if width is None else 2 * width + 20
    lead = round(room * 0.46) if width is None else width
    for line in lines(library, places(library, MEMOS)):
        row = KeywordInContext(line.left, line.shown_keyword, line.right).row(room, lead)
        cells = _cells(line, columns, width)
        assert cells[12 + room - lead - 1] == row.part("keyword").cells[-1]
        assert "".join(cells).startswith(line.day or "no date")
        assert sum(analyse(cell, 0).width for cell in cells) <= max(columns, 12 + room)


@pytest.fixture
def printed(library_file, capsys):
    """Run the verb and return its exit code, output and narration."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--library", str(library_file), "concordance", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_in_a_pipe_a_line_is_logical_text_between_tabs(printed, library):
    code, out, _ = printed(MEMO)
    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0 and len(rows) == library.totals(MEMO)[0]
    assert {len(row) for row in rows} == {6}
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert not any("\ufb50" <= letter <= "\ufefc" for letter in out)


def test_json_has_the_very_places_and_their_texts(printed, library):
    _, out, _ = printed(MEMO, "--json", "--width", "30")
    found = [json.loads(line) for line in out.splitlines()]
    assert [(one["article"], one["start"], one["end"]) for one in found] == [
        (place.article_id, place.span.start, place.span.end)
        for place in places(library, Subject(slug=MEMO))
    ]
    for one in found:
        text = library.article(one["article"]).text
        assert text[one["start"] : one["end"]] == one["keyword"]
        assert len(one["left"]) <= 30 and len(one["right"]) <= 30


def test_sorting_and_a_limit_give_the_first_lines_of_the_order(printed):
    _, whole, _ = printed(MEMO, "--sort", "r1")
    _, some, _ = printed(MEMO, "--sort", "r1", "--limit", "3")
    _, turned, _ = printed(MEMO, "--sort", "date", "--reverse")
    _, plain, _ = printed(MEMO)
    assert whole.splitlines()[:3] == some.splitlines()
    assert sorted(whole.splitlines()) == sorted(plain.splitlines())
    assert turned.splitlines() == plain.splitlines()[::-1]


def test_csv_has_headings_and_a_query_is_found_in_any_spelling(printed):
    code, out, _ = printed("اردوغان", "--csv")
    rows = list(csv.DictReader(out.splitlines()))
    assert code == 0 and {row["keyword"] for row in rows} >= {"أردوغان"}


def test_nothing_found_is_told_and_ends_with_1(printed):
    code, out, err = printed("لا أحد يقول هذا")
    assert (code, out) == (1, "") and "Nothing found" in err


def test_an_entity_nobody_knows_is_an_error_with_those_near(printed):
    code, out, err = printed("person/akarr")
    assert (code, out) == (1, "") and "person/akar" in err


@pytest.mark.parametrize("words", [("--width", "0"), ("--limit", "-1"), ("--width", "99999")])
def test_a_number_that_is_none_is_refused(printed, words):
    code, _, err = printed(MEMO, *words)
    assert code == 2 and words[1] in err
