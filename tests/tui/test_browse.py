"""Reading, following and noting on the screen, by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown
from textual.widgets import Static

from corpus.article import Article, EntityType, Paragraph, Published, Span
from corpus.library.store import Library
from corpus.notes import sentences
from tui.encoder import Encoding
from tui.keys import ACTIONS
from tui.panes.articles import ArticleList
from tui.panes.editor import NoteEditor
from tui.panes.entities import EntityList

if TYPE_CHECKING:
    from pathlib import Path

SOCHI = "agreement/sochi-memo-2018"


def article_titled(library: Library, word: str) -> str:
    """Return the id of the one article with a word in its title."""
    found = [row.id for row in library.rows(library.article_ids()) if word in (row.title or "")]
    assert len(found) == 1, found
    return found[0]


async def stand_on(on_screen, slug: str) -> None:
    """Walk with ] until the current mention refers to an entity."""
    for _ in range(200):
        await on_screen.press("right_square_bracket")
        reader = on_screen.reader
        if reader.current is not None and slug in reader.mentions[reader.current].entities:
            return
    raise AssertionError(f"{slug} is not mentioned in this article")


async def test_articles_are_listed_newest_first_and_the_first_one_is_shown(drive, library):
    async with drive(library) as on_screen:
        articles = on_screen.app.screen.query_one(ArticleList)
        days = [row.published for row in library.rows(articles.article_ids)]
        assert days == sorted(days, reverse=True)
        assert on_screen.article_id == articles.article_ids[0]
        assert f"Articles {len(days)}" in on_screen.rows[0]


async def test_a_title_too_long_for_its_row_is_cut_at_its_logical_end(drive, library):
    async with drive(library) as on_screen:
        row = on_screen.rows[1]
        title = row[1 : row.index("●")]
        # Visual order: the end of the sentence is on the left, and there the ellipsis stands.
        assert title.strip().startswith("…")


async def test_opening_an_article_marks_it_read_and_gives_the_reader_the_focus(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("j", "enter")
        second = library.article_ids()[1]
        assert on_screen.article_id == second
        assert library.rows([second])[0].is_read
        assert on_screen.app.screen.focused is on_screen.reader


async def test_the_first_article_is_not_read_only_because_it_is_shown(drive, library):
    async with drive(library) as on_screen:
        assert not library.rows([on_screen.article_id])[0].is_read


async def test_every_mention_is_visited_in_order_and_back(drive, library):
    async with drive(library) as on_screen:
        count = len(on_screen.reader.mentions)
        seen = []
        for _ in range(count):
            await on_screen.press("right_square_bracket")
            seen.append(on_screen.reader.current)
        assert seen == list(range(count))
        await on_screen.press("right_square_bracket")
        assert on_screen.reader.current == count - 1
        assert "no mention further on" in on_screen.status
        await on_screen.press("left_square_bracket")
        assert on_screen.reader.current == count - 2


async def test_the_current_mention_is_always_in_sight(drive, library):
    async with drive(library, size=(100, 16)) as on_screen:
        for _ in on_screen.reader.mentions:
            await on_screen.press("right_square_bracket")
            mention = on_screen.reader.mentions[on_screen.reader.current]
            assert mention.span.overlaps(on_screen.reader.visible_span)


async def test_following_an_agreement_visits_every_mention_in_date_order_and_wraps(drive, library):
    occurrences = library.occurrences(SOCHI)
    assert len({o.article_id for o in occurrences}) > 3
    first = occurrences[0].article_id
    async with drive(library, first=first) as on_screen:
        await stand_on(on_screen, SOCHI)
        visited = [(on_screen.article_id, on_screen.reader.current)]
        for _ in occurrences[1:]:
            await on_screen.press("right_curly_bracket")
            visited.append((on_screen.article_id, on_screen.reader.current))
        starts = [(id_, library.mentions(id_)[index].span.start) for id_, index in visited]
        assert starts == [(o.article_id, o.mention.span.start) for o in occurrences]
        assert f"mention {len(occurrences)} of {len(occurrences)}" in on_screen.status
        await on_screen.press("right_curly_bracket")
        assert on_screen.article_id == first
        assert f"mention 1 of {len(occurrences)}" in on_screen.status
        assert "from the other end" in on_screen.status


async def test_the_trail_leads_back_to_the_exact_line_and_forward_again(drive, library):
    first = library.occurrences(SOCHI)[0].article_id
    async with drive(library, first=first, size=(110, 18)) as on_screen:
        await stand_on(on_screen, SOCHI)
        await on_screen.press("j", "j", "j")
        places = []
        for _ in range(len(library.occurrences(SOCHI)) + 1):
            places.append((on_screen.article_id, on_screen.top_line, on_screen.current_text))
            await on_screen.press("right_curly_bracket")
        end = (on_screen.article_id, on_screen.top_line, on_screen.current_text)
        for place in reversed(places):
            await on_screen.press("ctrl+o")
            assert (on_screen.article_id, on_screen.top_line, on_screen.current_text) == place
        for place in [*places[1:], end]:
            await on_screen.press("alt+right")
            assert (on_screen.article_id, on_screen.top_line, on_screen.current_text) == place


async def test_the_trail_is_exact_where_no_headline_comes_first(drive, library):
    text = "جملة أولى في نص بلا عنوان عن إدلب. " * 60
    article = replace(hostile(text), paragraphs=(Paragraph(Span(0, len(text))),), title=None)
    library.add(article, (), ())
    async with drive(library, first=article.id, size=(100, 14)) as on_screen:
        for _ in range(5):
            line = on_screen.top_line
            await on_screen.press("J", "ctrl+o")
            assert on_screen.top_line == line
            await on_screen.press("j")


async def test_going_back_at_the_beginning_of_the_trail_says_so_and_stays(drive, library):
    async with drive(library, first=library.article_ids()[3]) as on_screen:
        before = on_screen.article_id
        await on_screen.press("ctrl+o", "ctrl+o")
        assert "here the trail begins" in on_screen.status
        assert on_screen.article_id == before


async def test_the_sidebar_groups_entities_and_counts_them_here_and_in_the_library(drive, library):
    opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
    async with drive(library, first=opened) as on_screen:
        sidebar = on_screen.app.screen.query_one(EntityList)
        entities = [sidebar.entity_at(n) for n in range(sidebar.row_count)]
        types = [entity.type for entity in entities if entity]
        assert types == sorted(types, key=list(EntityType).index)
        here = sum(SOCHI in mention.entities for mention in library.mentions(opened))
        everywhere = len(library.occurrences(SOCHI))
        text = "\n".join(on_screen.rows)
        assert f"{here}/{everywhere}" in text
        assert "Agreements" in text


async def test_in_the_sidebar_the_keys_for_mentions_go_through_those_of_its_row(drive, library):
    opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
    async with drive(library, first=opened) as on_screen:
        await on_screen.press("3", "right_square_bracket")
        slug = on_screen.app.screen.query_one(EntityList).entity_at(1).slug
        mine = [n for n, m in enumerate(on_screen.reader.mentions) if slug in m.entities]
        assert on_screen.reader.current == mine[0]
        for wanted in [*mine[1:], mine[0]]:
            await on_screen.press("right_square_bracket")
            assert on_screen.reader.current == wanted
        await on_screen.press("left_square_bracket")
        assert on_screen.reader.current == mine[-1]


async def test_clicking_a_mention_stands_on_it(drive, library):
    opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
    async with drive(library, first=opened) as on_screen:
        reader = on_screen.reader
        mention = next(m for m in reader.mentions if len(m.span) > 4 and m.span.start > 900)
        line = reader.line_of(mention.span.start)
        spot = next(
            (x, line)
            for x in range(reader.size.width)
            if reader.offset_at(x, line) == mention.span.start + 1
        )
        border = 1
        await on_screen.pilot.click(reader, offset=(spot[0] + border, spot[1] + border))
        await on_screen.settle()
        assert reader.mentions[reader.current] == mention


async def test_clicking_an_article_opens_it(drive, library):
    async with drive(library) as on_screen:
        await on_screen.pilot.click("#articles", offset=(10, 1 + 2 * 4))
        await on_screen.settle()
        assert on_screen.article_id == library.article_ids()[4]


async def test_finding_ignores_how_hamza_and_marks_are_spelt(drive, library):
    opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
    async with drive(library, first=opened) as on_screen:
        await on_screen.press("slash")
        await on_screen.type("ادلب")
        await on_screen.press("enter")
        hits = on_screen.reader.hits
        assert len(hits) > 2
        text = on_screen.reader.article.text
        assert {hit.slice(text) for hit in hits} == {"إدلب"}
        assert f"hit 1 of {len(hits)}" in on_screen.status
        await on_screen.press("n", "n", "N")
        assert f"hit 2 of {len(hits)}" in on_screen.status
        await on_screen.press("escape")
        assert on_screen.reader.hits == ()


async def test_finding_what_is_not_there_says_so(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("slash")
        await on_screen.type("قطار")
        await on_screen.press("enter")
        assert "not found" in on_screen.status


async def test_a_note_on_two_sentences_keeps_exactly_their_text(drive, library):
    opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
    async with drive(library, first=opened) as on_screen:
        await stand_on(on_screen, "person/putin")
        await on_screen.press("v", "j", "a")
        await on_screen.type("ملاحظة M4")
        await on_screen.press("ctrl+s")
        (note,) = library.notes()
        article = library.article(opened)
        assert note.quote == note.span.slice(article.text)
        assert note.body == "ملاحظة M4"
        assert "فلاديمير بوتين" in note.quote
        assert note.quote.endswith(".")
        assert on_screen.reader.notes == (note.span,)


async def test_a_mention_alone_can_be_noted(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("right_square_bracket", "a", "ctrl+s")
        (note,) = library.notes()
        assert note.quote == on_screen.current_text
        assert note.body == ""


async def test_the_first_sentence_of_the_text_is_selected_before_the_headline(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("v")
        article = on_screen.reader.article
        assert on_screen.reader.selection.start == article.paragraphs[1].span.start


async def test_a_selection_grows_shrinks_and_moves_by_sentences(drive, library):
    async with drive(library, first=library.article_ids()[2], size=(120, 50)) as on_screen:
        found = sentences(on_screen.reader.article)
        first = next(n for n, s in enumerate(found) if s.start > found[0].end + 1)
        await on_screen.press("v")
        assert on_screen.reader.selection == found[first]
        await on_screen.press("j", "j", "k")
        assert on_screen.reader.selection == Span(found[first].start, found[first + 1].end)
        await on_screen.press("J")
        assert on_screen.reader.selection == found[first + 2]
        await on_screen.press("k", "k")
        assert on_screen.reader.selection == Span(found[first].start, found[first + 2].end)
        await on_screen.press("escape")
        assert on_screen.reader.selection is None


async def test_a_selection_does_not_reach_over_what_is_not_the_articles_text(drive, library):
    text = "العنوان\n\nجملة أولى. جملة ثانية.\n\nاقرأ أيضا: خبر آخر\n\nجملة ثالثة.\n"
    first, second = text.index("جملة أولى"), text.index("جملة ثالثة")
    spans = (Span(first, first + len("جملة أولى. جملة ثانية.")), Span(second, len(text) - 1))
    article = replace(hostile(text), paragraphs=tuple(map(Paragraph, spans)), title=None)
    library.add(article, (), ())
    async with drive(library, first=article.id) as on_screen:
        await on_screen.press("v", "j", "j")
        assert on_screen.reader.selection == spans[0]
        assert "a passage ends here" in on_screen.status
        await on_screen.press("J")
        assert on_screen.reader.selection == spans[1]
        await on_screen.press("a", "ctrl+s")
        (note,) = library.notes()
        assert note.quote == "جملة ثالثة."


async def test_a_note_that_cannot_be_kept_is_asked_for_again_with_its_words(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        (pages,) = library._db.execute("PRAGMA page_count").fetchone()
        library._db.execute(f"PRAGMA max_page_count = {pages}")
        long = "كلمة " * 4000
        await on_screen.press("right_square_bracket", "a")
        on_screen.app.screen.query_one(NoteEditor).load(long)
        await on_screen.press("ctrl+s")
        assert library.notes() == ()
        field = on_screen.app.screen.query_one(NoteEditor)
        assert field.text == long
        assert "full" in on_screen.app.screen.query_one("#question", Static).content.text
        library._db.execute("PRAGMA max_page_count = 1000000")
        await on_screen.press("ctrl+s")
        assert [note.body for note in library.notes()] == [long]


async def test_leaving_the_note_field_keeps_no_note(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("v", "a")
        await on_screen.type("x")
        await on_screen.press("escape")
        assert library.notes() == ()


async def test_marked_notes_are_exported_and_others_are_not(drive, library, tmp_path: Path):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        for word in ("first", "second", "third"):
            await on_screen.press("right_square_bracket", "a")
            await on_screen.type(word)
            await on_screen.press("ctrl+s")
        await on_screen.press("N")
        await on_screen.press("space", "space", "x")
        target = tmp_path / "brief.md"
        await on_screen.press(*["backspace"] * 40)
        await on_screen.type(str(target))
        await on_screen.press("enter")
        written = target.read_text(encoding="utf-8")
        assert "first" in written
        assert "second" in written
        assert "third" not in written
        await on_screen.press("j", "enter")
        assert len(on_screen.app.screen_stack) == 1


async def test_a_deleted_note_comes_back(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("right_square_bracket", "a", "ctrl+s", "N")
        (note,) = library.notes()
        await on_screen.press("D")
        assert library.notes() == ()
        await on_screen.press("q", "N", "U")
        assert library.notes() == (note,)


async def test_zoom_shows_the_focused_pane_alone(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("2", "z")
        assert on_screen.reader.size.width > 100
        await on_screen.press("z")
        assert on_screen.reader.size.width < 70


@pytest.mark.parametrize("size", [(60, 15), (69, 24), (99, 30), (40, 10), (20, 6), (5, 3)])
async def test_small_terminals_show_a_clean_picture(drive, library, size):
    async with drive(library, size=size) as on_screen:
        await on_screen.press("j", "enter", "right_square_bracket", "3", "1", "2", "space")
        rows = on_screen.rows
        assert len(rows) == size[1]
        assert any(row.strip() for row in rows)


async def test_resizing_keeps_the_same_words_on_top(drive, library):
    async with drive(library, first=library.article_ids()[3], size=(120, 14)) as on_screen:
        await on_screen.press("2", "space")
        top = on_screen.reader.top_offset
        assert top > 0
        await on_screen.pilot.resize_terminal(150, 14)
        await on_screen.settle()
        assert on_screen.reader.line_of(top) == on_screen.reader.line_of(
            on_screen.reader.top_offset
        )


async def test_the_reading_position_is_there_on_the_next_day(drive, library_file):
    with Library(library_file) as library:
        opened = article_titled(library, "منزوعة السلاح في إدلب وفتح")
        async with drive(library, first=opened, size=(110, 16)) as on_screen:
            await on_screen.press("space")
            top = on_screen.top_line
            await on_screen.press("q")
    with Library(library_file) as library:
        async with drive(library, first=opened, size=(110, 16)) as on_screen:
            assert on_screen.top_line == top


def hostile(text: str) -> Article:
    """Return an article whose title is its whole text."""
    return Article(
        id="0123456789ab",
        text=text,
        paragraphs=(Paragraph(Span(0, len(text)), "headline"), Paragraph(Span(0, len(text)))),
        title=text,
        source="[red]" + text,
        published=Published("2021-01-01", "metadata"),
        origin="file.txt",
        content_hash="0123456789ab",
    )


@pytest.mark.parametrize("mode", ["visual", "jitter", "chunks", "braille"])
async def test_control_characters_and_markup_of_an_article_never_reach_the_terminal(
    drive, library, mode
):
    text = "عنوان \x1b]0;PWNED\x07 [red]أحمر[/] \x9b31m \u202eRLO\u202c \x00 [link=x]y"
    library.add(hostile(text), (), ())
    async with drive(library, encoding=Encoding(mode)) as on_screen:
        await on_screen.press("enter", "v", "a", "ctrl+s", "N")
        for row in on_screen.rows:
            assert not set(row) & set("\x1b\x07\x9b\x00\u202e\u202c\u2066\u200f")
        await on_screen.press("escape")
        joined = "\n".join(on_screen.rows)
        assert "[red]" in joined


async def test_an_empty_library_says_what_to_do(drive, tmp_path):
    with Library(tmp_path / "empty.sqlite") as library:
        async with drive(library) as on_screen:
            assert "idlib-brief add" in "\n".join(on_screen.rows)
            await on_screen.press(
                *("enter", "right_square_bracket", "right_curly_bracket", "v", "a", "slash")
            )
            await on_screen.press("escape", "N", "q", "3", "enter", "J", "ctrl+o")


async def test_a_read_only_library_can_be_read_and_refuses_notes(drive, library_file):
    with Library(library_file, writable=False) as library:
        async with drive(library) as on_screen:
            await on_screen.press("enter", "right_square_bracket", "a", "ctrl+s")
            assert library.notes() == ()
            assert "read-only" in on_screen.status


async def test_help_lists_every_key_of_the_screen(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("question_mark")
        commands = on_screen.app.screen.query_one("#commands")
        listed = [commands.row_text(n) for n in range(commands.row_count)]
        for action in ACTIONS:
            if action.where in ("everywhere", "browse", "rows", "reader"):
                assert action.help in listed or action.name in listed, action.id
        await on_screen.press("escape")
        assert len(on_screen.app.screen_stack) == 1


async def test_the_wheel_scrolls_the_pane_under_it(drive, library):
    async with drive(library, first=library.article_ids()[1], size=(120, 14)) as on_screen:
        for pane in ("#reader", "#articles"):
            widget = on_screen.app.screen.query_one(pane)
            before = widget.scroll_offset.y
            await on_screen.pilot._post_mouse_events([MouseScrollDown], pane, offset=(5, 5))
            await on_screen.settle()
            assert widget.scroll_offset.y > before


async def test_a_click_on_a_key_does_what_the_key_does(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("2")
        row = len(on_screen.rows) - 1
        await on_screen.pilot.click(offset=(on_screen.rows[row].index("Next mention"), row))
        await on_screen.settle()
        assert on_screen.reader.current == 0


async def test_another_theme_changes_every_pane(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("2")
        panes = [on_screen.app.screen.query_one(pane) for pane in ("#articles", "#reader")]
        before = [[pane.render_line(y) for y in range(6)] for pane in panes]
        on_screen.app.theme = "light"
        await on_screen.settle()
        after = [[pane.render_line(y) for y in range(6)] for pane in panes]
        for old, new in zip(before, after, strict=True):
            assert all(list(a) != list(b) for a, b in zip(old, new, strict=True))


async def test_an_override_is_shown_when_the_reader_asks_and_offsets_stay(drive, library):
    text = "المبلغ \u202e123 abc\u202c دولار بعد (M4) النهاية"
    library.add(hostile(text), (), ())
    async with drive(library, first="0123456789ab") as on_screen:
        hidden = on_screen.rows
        assert "RLO" not in "\n".join(hidden)
        await on_screen.press("I")
        shown = "\n".join(on_screen.rows)
        assert "‹RLO›" in shown and "‹PDF›" in shown
        assert "1 RLO" in on_screen.status
        await on_screen.press("left", "y")
        assert on_screen.app.clipboard == "المبلغ"
        await on_screen.press("escape", "I")
        assert on_screen.rows[:-2] == hidden[:-2]


async def test_a_long_item_of_a_list_is_indented_on_the_right(drive, library):
    text = "- " + "وقف إطلاق النار على جميع خطوط التماس في منطقة خفض التصعيد " * 4
    library.add(hostile(text), (), ())
    async with drive(library, first="0123456789ab", size=(100, 30)) as on_screen:
        rows = [row.text.rstrip() for row in map(on_screen.reader.render_line, range(12))]
        first = next(n for n, row in enumerate(rows) if row.endswith("-"))
        assert len(rows[first + 1]) == len(rows[first]) - 2
