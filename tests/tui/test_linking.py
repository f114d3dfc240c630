"""Two readers side by side, letters to go by, and the keys of an Arabic keyboard."""

from __future__ import annotations

import pytest

from corpus.article import Span
from corpus.links import follow
from corpus.web_links import addresses
from tui.panes.reader import Reader
from tui.screens.browse.linking import HINT_LETTERS, hint_labels

SOCHI = "agreement/sochi-memo-2018"


def readers(on_screen) -> list[Reader]:
    return list(on_screen.app.screen_stack[0].query(Reader))


async def stand_on(on_screen, slug: str) -> None:
    """Walk with ] until the current mention refers to an entity."""
    for _ in range(400):
        await on_screen.press("right_square_bracket")
        reader = on_screen.reader
        if reader.current is not None and slug in reader.mentions[reader.current].entities:
            return
        if "no mention further on" in on_screen.status:
            await on_screen.press("J")
    raise AssertionError(f"{slug} is not mentioned")


async def test_the_next_article_of_an_entity_opens_beside_and_goes_again(drive, library):
    async with drive(library, size=(140, 36)) as on_screen:
        await stand_on(on_screen, SOCHI)
        first = on_screen.article_id
        await on_screen.press("vertical_line")
        left, right = readers(on_screen)
        assert left.article.id == first
        assert right.article.id != first
        after = follow(library, SOCHI, first, len(left.article.text), 1)
        assert right.article.id == after.occurrence.article_id
        assert SOCHI in right.mentions[right.current].entities
        assert left.followed == right.followed == SOCHI
        assert on_screen.app.screen.focused is right
        assert left.region.width > 30
        assert right.region.width > 30
        await on_screen.press("vertical_line")
        assert readers(on_screen) == [left]
        assert left.article.id == first
        assert on_screen.app.screen.focused is left


async def test_what_is_followed_goes_on_in_the_reader_with_the_focus_alone(drive, library):
    async with drive(library, size=(140, 36)) as on_screen:
        await stand_on(on_screen, SOCHI)
        await on_screen.press("vertical_line")
        left, right = readers(on_screen)
        first, second = left.article.id, right.article.id
        await on_screen.press("2", "right_curly_bracket")
        assert on_screen.app.screen.focused is left
        assert right.article.id == second
        assert SOCHI in left.mentions[left.current].entities
        await on_screen.press("ctrl+o")
        assert (left.article.id, right.article.id) == (first, second)
        await on_screen.press("tab", "v", "a")
        await on_screen.type("beside")
        await on_screen.press("ctrl+s")
        assert [note.article_id for note in library.notes()] == [second]


async def test_the_sidebar_tells_of_the_article_that_is_read(drive, library):
    async with drive(library, size=(140, 36)) as on_screen:
        await stand_on(on_screen, SOCHI)
        sidebar = on_screen.app.screen.query_one("#entities")
        here = [sidebar.row_text(n) for n in range(sidebar.row_count)]
        await on_screen.press("vertical_line")
        there = [sidebar.row_text(n) for n in range(sidebar.row_count)]
        assert there != here
        await on_screen.press("2")
        assert [sidebar.row_text(n) for n in range(sidebar.row_count)] == here


@pytest.mark.parametrize("size", [(60, 24), (84, 24)])
async def test_where_there_is_little_room_the_reader_with_the_focus_is_seen(drive, library, size):
    async with drive(library, size=size) as on_screen:
        await stand_on(on_screen, SOCHI)
        await on_screen.press("vertical_line")
        left, right = readers(on_screen)
        assert right.region.width >= 30
        assert right.line_of(right.mentions[right.current].span.start) is not None
        await on_screen.press("escape", "escape", "escape")
        assert readers(on_screen) == [left]


@pytest.mark.parametrize("count", [0, 1, 26, 27, 300])
def test_no_hint_begins_another(count):
    labels = hint_labels(count)
    assert len(set(labels)) == count
    assert not any(a != b and b.startswith(a) for a in labels for b in labels)
    assert set("".join(labels)) <= set(HINT_LETTERS)


async def test_a_hint_leads_to_its_mention_and_leaves_no_letters_behind(drive, library):
    async with drive(library) as on_screen:
        before = on_screen.rows
        await on_screen.press("f")
        reader = on_screen.reader
        hints = reader.hints
        assert len(hints) > 3
        offset, label = hints[2]
        shown = [reader.render_line(y).text for y in range(reader.size.height)]
        assert [h for h in hints if not any(h[1] in line for line in shown)] == []
        await on_screen.press(*label)
        assert reader.mentions[reader.current].span.start == offset
        assert reader.hints == ()
        await on_screen.press("escape")
        assert on_screen.rows[2:-2] == before[2:-2]


async def test_a_key_that_is_no_hint_only_takes_the_letters_away(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("f", "escape")
        assert on_screen.reader.hints == ()
        assert on_screen.reader.current is None


async def test_a_hint_stands_on_the_first_cell_of_its_mention(drive, library):
    async with drive(library) as on_screen:
        reader = on_screen.reader
        await on_screen.press("f")
        for offset, label in reader.hints:
            if len(label) == 1:
                line = reader.line_of(offset) - round(reader.scroll_offset.y)
                column = reader.render_line(line).text.index(label)
                assert reader.offset_at(column, line) == offset


async def test_keys_of_an_arabic_keyboard_do_what_latin_ones_do_at_their_place(drive, library):
    async with drive(library) as on_screen:
        first = on_screen.article_id
        # J, ] and { as an Arabic keyboard types them: ـ, د; j and l are ت and م.
        await on_screen.press("ت")
        await on_screen.press("ـ")
        assert on_screen.article_id != first
        await on_screen.press("د")
        assert on_screen.reader.current == 0
        await on_screen.press("ر")
        assert on_screen.reader.selection is not None


async def test_letters_of_an_arabic_keyboard_stay_letters_where_one_writes(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("ر", "ش")
        await on_screen.type("رأي")
        await on_screen.press("ctrl+s")
        assert [note.body for note in library.notes()] == ["رأي"]


def test_addresses_end_before_the_signs_of_the_sentence():
    text = "انظر (https://example.org/a_(b)). ثم https://example.org/x?y=1، وhttp://a.b/c."
    assert [span.slice(text) for span in addresses(text)] == [
        "https://example.org/a_(b)",
        "https://example.org/x?y=1",
        "http://a.b/c",
    ]
    assert addresses("ftp://a javascript:alert(1) http:/x") == ()
    assert addresses("https://a.b") == (Span(0, 11),)
