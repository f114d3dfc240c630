"""Selecting with mouse and keys, and what is copied: always the text itself, in logical order."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Offset

from corpus.article import Article, Paragraph, Span
from tui.bidi.layout import analyse
from tui.panes.reader import MARGIN

LINES = (
    "في (M4) 4-5 آب",
    "قال «لا» Idlib (M5)",
    "إدلب (Idlib) 12/40",
    "2018–2020: اتفاق",
    "مُحَمَّد (أ) [B] 7%",
    "M4 وM5: 10-15 كم",
    "لا سلام (1-2) OK",
    "Sochi: سوتشي (2018)",
    "(أنقرة) 5/3 vs موسكو",
    "«Astana 12» جولة ٣-٤",
)


@pytest.fixture
def ten_lines(library) -> Article:
    text = "\n".join(LINES)
    paragraphs, start = [], 0
    for line in LINES:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    article = Article(
        id="0123456789ab", text=text, paragraphs=tuple(paragraphs), title=None, source="مثال",
        published=None, origin="file.txt", content_hash="0123456789ab",
    )  # fmt: skip
    library.add(article, (), ())
    return article


def at(on_screen, line: int, column: int) -> Offset:
    """The cell of the screen at a column of the reader's text."""
    return on_screen.reader.content_region.offset + Offset(column + MARGIN, line)


def mouse(kind, where: Offset, *, shift: bool = False):
    return kind(
        None, where.x, where.y, 0, 0, 1, shift, False, False, where.x, where.y
    )  # fmt: skip


async def drag(on_screen, start: Offset, *stops: Offset) -> None:
    """Press at one cell, go to others and let go at the last."""
    screen = on_screen.app.screen
    screen._forward_event(mouse(events.MouseDown, start))
    for stop in stops:
        screen._forward_event(mouse(events.MouseMove, stop))
    screen._forward_event(mouse(events.MouseUp, (stops or (start,))[-1]))
    await on_screen.pilot.pause()


def row_of(on_screen, paragraph: int) -> int:
    page = on_screen.reader._page
    return next(n for n, row in enumerate(page.rows) if row.paragraph == paragraph)


async def test_dragging_from_any_cell_to_any_cell_copies_what_lies_between(
    drive, library, ten_lines
):
    """Every pair of cells of ten mixed lines, the padding beside the text included."""
    async with drive(library, size=(110, 44), first=ten_lines.id) as on_screen:
        app = on_screen.app
        page = on_screen.reader._page
        pairs = 0
        for paragraph, text in enumerate(LINES):
            line = row_of(on_screen, paragraph)
            visual = page.visual_line(page.row(line))
            indent = page.width - visual.width if visual.base else 0
            columns = range(indent - 1, indent + visual.width + 1)
            origin = ten_lines.paragraphs[paragraph].span.start
            for first in columns:
                app.screen._forward_event(mouse(events.MouseDown, at(on_screen, line, first)))
                begun = cluster(page, line, first)
                for second in columns:
                    if second == first:
                        continue
                    app.screen._forward_event(mouse(events.MouseMove, at(on_screen, line, second)))
                    await on_screen.pilot._wait_for_screen()
                    reached = cluster(page, line, second)
                    a = min(begun.start, reached.start) - origin
                    b = max(begun.end, reached.end) - origin
                    assert app.screen.get_selected_text() == text[a:b]
                    pairs += 1
                app.screen._forward_event(mouse(events.MouseUp, at(on_screen, line, second)))
                await on_screen.pilot._wait_for_screen()
                assert app.clipboard == text[a:b]
        assert pairs > 3000


def cluster(page, line: int, column: int) -> Span:
    """What stands in a cell, found without the page: by the layout's own cells."""
    row = page.row(line)
    visual = page.visual_line(row)
    origin = page.article.paragraphs[row.paragraph].span.start
    column -= page.width - visual.width if visual.base else 0
    for cell in visual.cells:
        if cell.column <= column < cell.column + cell.width:
            return Span(origin + cell.start, origin + cell.end)
    is_end = (column < 0) == bool(visual.base)
    order = sorted(visual.cells, key=lambda cell: cell.start)
    edge = order[-1] if is_end else order[0]
    return Span(origin + edge.start, origin + edge.end)


def spot_of(on_screen, words: str) -> Offset:
    """The cell of the screen on which the first letter of some words of the article stands."""
    page, article = on_screen.reader._page, on_screen.reader.article
    offset = article.text.index(words, article.paragraphs[-1].span.start)
    line = page.line_of(offset)
    row = page.row(line)
    visual = page.visual_line(row)
    start = offset - (page.span(line).start - row.start)
    cell = next(cell for cell in visual.cells if cell.start <= start < cell.end)
    indent = page.width - visual.width if visual.base else 0
    top = round(on_screen.reader.scroll_offset.y)
    return at(on_screen, line - top, indent + cell.column)


@pytest.fixture
def essay(library) -> Article:
    words = "اجتمع الوفدان في مدينة سوتشي (Sochi) يوم 17/9/2018 وبحثا طريق M4. "
    text = "عنوان المقال\n" + "\n".join(words * 8 + f"الفقرة {n}." for n in range(6))
    starts = [0, *(n + 1 for n, letter in enumerate(text) if letter == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    article = Article(
        id="fedcba987654", text=text,
        paragraphs=tuple(
            Paragraph(Span(a, b), "headline" if a == 0 else "body")
            for a, b in zip(starts, ends, strict=True)
        ),
        title="عنوان المقال", source="مثال", published=None, origin="file.txt",
        content_hash="fedcba987654",
    )  # fmt: skip
    library.add(article, (), ())
    return article


async def test_a_drag_over_lines_and_paragraphs_copies_all_between_and_says_how_much(
    drive, library, essay
):
    async with drive(library, first=essay.id) as on_screen:
        first, last = essay.paragraphs[1].span, essay.paragraphs[2].span
        reader = on_screen.reader
        line = reader.line_of(first.start + 10)
        end = reader.line_of(last.start) + 1
        await drag(on_screen, at(on_screen, line, 20), at(on_screen, end, 5))
        copied = on_screen.app.clipboard
        assert (
            copied
            == essay.text[first.start + essay.text[first.start :].index(copied[:9]) :][
                : len(copied)
            ]
        )
        assert copied.count("\n") == 1
        assert f"{len(copied)} characters" in "\n".join(on_screen.rows)


async def test_two_clicks_take_a_word_three_a_sentence_four_a_paragraph(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        on_screen.reader.show_span(essay.paragraphs[-1].span)
        await on_screen.settle()
        spot = spot_of(on_screen, "الوفدان")
        for clicks, copied in (
            (2, "الوفدان"),
            (3, "اجتمع الوفدان في مدينة سوتشي (Sochi) يوم 17/9/2018 وبحثا طريق M4."),
            (4, essay.paragraphs[-1].span.slice(essay.text)),
        ):
            await on_screen.pilot.click(offset=spot, times=clicks)
            await on_screen.settle()
            assert on_screen.app.clipboard == copied


async def test_shift_and_a_click_draw_the_selection_on(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        on_screen.reader.show_span(essay.paragraphs[-1].span)
        await on_screen.settle()
        await drag(on_screen, spot_of(on_screen, "وفدان"), spot_of(on_screen, "ان في"))
        screen = on_screen.app.screen
        screen._forward_event(mouse(events.MouseDown, spot_of(on_screen, "Sochi"), shift=True))
        screen._forward_event(mouse(events.MouseUp, spot_of(on_screen, "Sochi"), shift=True))
        await on_screen.settle()
        assert on_screen.app.clipboard == "وفدان في مدينة سوتشي (S"


async def test_a_drag_below_the_pane_scrolls_on(drive, library, essay):
    async with drive(library, first=essay.id, size=(120, 16)) as on_screen:
        reader = on_screen.reader
        screen = on_screen.app.screen
        begun = at(on_screen, 5, 20)
        below = Offset(begun.x, reader.content_region.bottom + 1)
        screen._forward_event(mouse(events.MouseDown, begun))
        await on_screen.settle()
        screen._forward_event(mouse(events.MouseMove, below))
        for _ in range(200):
            await on_screen.pilot.pause(0.01)
            if reader.scroll_offset.y >= 4:
                break
        assert reader.scroll_offset.y >= 4
        screen._forward_event(mouse(events.MouseUp, below))
        await on_screen.settle()
        stood = reader.scroll_offset.y
        shown = reader.visible_span
        assert reader.selection.end >= shown.end - 80
        await on_screen.pilot.pause(0.12)
        assert reader.scroll_offset.y == stood


async def test_a_drag_beside_the_text_selects_and_copies_nothing(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        byline = 1
        await drag(on_screen, at(on_screen, byline, 50), at(on_screen, byline, 20))
        await on_screen.settle()
        assert on_screen.reader.selection is None
        assert on_screen.app.clipboard == ""


async def test_a_click_without_a_drag_selects_and_copies_nothing(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        await on_screen.pilot.click(offset=at(on_screen, 5, 20))
        await on_screen.settle()
        assert on_screen.reader.selection is None
        assert on_screen.app.clipboard == ""


async def test_keys_select_by_sentence_and_by_word_and_copy(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        await on_screen.press("v", "y")
        sentence = "اجتمع الوفدان في مدينة سوتشي (Sochi) يوم 17/9/2018 وبحثا طريق M4."
        assert on_screen.app.clipboard == sentence
        await on_screen.press("left", "left", "ctrl+c")
        assert on_screen.app.clipboard == sentence + " اجتمع الوفدان"
        await on_screen.press("right", "y")
        assert on_screen.app.clipboard == sentence + " اجتمع"
        await on_screen.press("escape", "left", "y")
        assert on_screen.app.clipboard == "اجتمع"


async def test_without_a_selection_what_one_stands_on_is_copied(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("y")
        title = library.article(library.article_ids()[0]).title
        assert on_screen.app.clipboard == title
        await on_screen.press("enter", "right_square_bracket", "y")
        assert on_screen.app.clipboard == on_screen.current_text
        await on_screen.press("3", "y")
        names = {
            name.ar
            for name in library.entity_names(
                [m.entities[0] for m in on_screen.reader.mentions if m.entities]
            ).values()
        }
        assert on_screen.app.clipboard in names


async def test_a_note_is_taken_on_what_the_mouse_has_drawn(drive, library, essay):
    async with drive(library, first=essay.id) as on_screen:
        on_screen.reader.show_span(essay.paragraphs[-1].span)
        await on_screen.settle()
        await drag(on_screen, spot_of(on_screen, "مدينة"), spot_of(on_screen, ") يوم"))
        await on_screen.press("a")
        await on_screen.press("ctrl+s")
        await on_screen.press("enter")
        assert [note.quote for note in library.notes()] == ["مدينة سوتشي (Sochi)"]


async def test_a_change_of_size_keeps_the_place_and_the_selection(drive, library, essay):
    async with drive(library, first=essay.id, size=(120, 20)) as on_screen:
        reader = on_screen.reader
        await on_screen.press("v", "space")
        reader.show_top(essay.paragraphs[3].span.start + 140)
        await on_screen.settle()
        selected, top = reader.selection, reader.top_offset
        wide = on_screen.rows
        for columns in (104, 131, 77, 110, 120):
            await on_screen.pilot.resize_terminal(columns, 20)
            await on_screen.settle()
            assert reader.selection == selected
            line = reader._page.span(round(reader.scroll_offset.y))
            assert top in line
        assert on_screen.rows == wide


async def test_a_message_shows_arabic_as_it_should_look(drive, library):
    async with drive(library, messages=True) as on_screen:
        message = "لا يمكن حفظ الملف «تقرير [red] (2).md» على القرص: الرجاء اختيار مكان آخر"
        on_screen.app.notify(message)
        await on_screen.settle()
        text = "\n".join(on_screen.rows)
        for line in analyse(message).lines(56):
            assert line.text in text
        assert "[red]" in text


async def test_the_mouse_on_a_row_that_was_cut_shows_all_of_it(drive, library):
    async with drive(library) as on_screen:
        rows = on_screen.app.screen.query_one("#articles")
        long = next(n for n in range(rows.row_count) if len(rows.row_text(n)) > rows.columns)
        await on_screen.pilot.hover("#articles", offset=(5, 1 + long * rows.row_height))
        await on_screen.settle()
        assert rows.tooltip.text == rows.row_text(long)
