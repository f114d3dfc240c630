"""One key takes back what was done last on the screen, whatever it was."""

from __future__ import annotations

from corpus.knowledge.corrections import FormIs, corrections_path, read
from corpus.library import desk, reindex


async def test_a_star_a_note_and_a_correction_come_back_in_order(drive, library):
    one = library.article_ids()[0]
    async with drive(library) as on_screen:
        await on_screen.press("s")
        reindex.correct(library, FormIs("الممرات الآمنة", None))
        await on_screen.press("2", "right_square_bracket", "a", "ctrl+s")
        assert len(library.notes()) == 1
        await on_screen.press("u")
        assert library.notes() == ()
        assert "undone: note kept" in on_screen.status
        await on_screen.press("u")
        await on_screen.app.workers.wait_for_complete()
        await on_screen.settle()
        assert read(corrections_path(library.path)) == ()
        assert "the last correction is undone" in on_screen.status
        await on_screen.press("u")
        assert not desk.starred(library, [one])
        await on_screen.press("u")
        assert "nothing to undo" in on_screen.status
