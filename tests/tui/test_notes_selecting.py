"""Selecting by keyboard: words, mentions, sentences, statements, paragraphs."""

from __future__ import annotations

from corpus.article import Span
from corpus.passages import units


def article_saying(library) -> str:
    return next(id_ for id_ in library.article_ids() if len(library.statements(id_)) > 1)


async def test_a_paragraph_is_selected_and_then_one_more(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        article = on_screen.reader.article
        paragraphs = [s for s in units(article, "paragraph") if s != article.paragraphs[0].span]
        await on_screen.press("V")
        assert on_screen.reader.selection == paragraphs[0]
        await on_screen.press("V")
        assert on_screen.reader.selection == Span(paragraphs[0].start, paragraphs[1].end)
        await on_screen.press("k")
        assert on_screen.reader.selection == paragraphs[0]
        await on_screen.press("J")
        assert on_screen.reader.selection == paragraphs[1]


async def test_what_is_said_is_selected_one_after_the_other(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        said = sorted(one.span for one in library.statements(on_screen.article_id))
        await on_screen.press("S")
        assert on_screen.reader.selection == said[0]
        await on_screen.press("J")
        assert on_screen.reader.selection == said[1]
        assert "statement" in on_screen.status


async def test_a_mention_is_selected_and_grows_to_the_next(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("right_square_bracket", "e")
        first, second = on_screen.reader.mentions[:2]
        assert on_screen.reader.selection == first.span
        await on_screen.press("J")
        assert on_screen.reader.selection == second.span


async def test_a_sentence_becomes_its_paragraph(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("v")
        sentence = on_screen.reader.selection
        await on_screen.press("V")
        selected = on_screen.reader.selection
        assert selected in units(on_screen.reader.article, "paragraph")
        assert selected.start <= sentence.start
        assert selected.end >= sentence.end


async def test_the_other_end_grows_and_shrinks(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        words = units(on_screen.reader.article, "word")
        await on_screen.press("v")
        whole = on_screen.reader.selection
        last = [word for word in words if word.overlaps(whole)][-1]
        before = [word for word in words if word.end <= whole.start][-1]
        await on_screen.press("o", "left")
        assert on_screen.reader.selection.start == whole.start
        await on_screen.press("o", "right")
        assert on_screen.reader.selection.end >= last.end
        await on_screen.press("escape", "v", "right")
        assert on_screen.reader.selection.start == before.start


async def test_a_selection_widens_step_by_step_and_narrows_the_same_way(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("right_square_bracket", "plus")
        steps = [on_screen.reader.selection]
        assert steps[0] == on_screen.reader.mentions[0].span
        for _ in range(3):
            await on_screen.press("plus")
            if on_screen.reader.selection == steps[-1]:
                break
            steps.append(on_screen.reader.selection)
        assert len(steps) >= 2
        for wide, narrow in zip(steps[::-1], steps[-2::-1], strict=False):
            assert narrow.start >= wide.start
            assert narrow.end <= wide.end
            await on_screen.press("minus")
            assert on_screen.reader.selection == narrow


async def test_where_nothing_is_said_that_is_told(drive, library):
    silent = next((id_ for id_ in library.article_ids() if not library.statements(id_)), None)
    if silent is None:
        silent = library.article_ids()[0]
        library._db.execute("DELETE FROM statement")
        library._db.commit()
    async with drive(library, first=silent) as on_screen:
        await on_screen.press("S")
        assert on_screen.reader.selection is None
        assert "no statement" in on_screen.status


async def test_how_much_is_selected_is_said(drive, library):
    async with drive(library, first=library.article_ids()[2]) as on_screen:
        await on_screen.press("V")
        text = on_screen.reader.selection.slice(on_screen.reader.article.text)
        assert f"{len(text.split())} words, {len(text)} characters" in on_screen.status
