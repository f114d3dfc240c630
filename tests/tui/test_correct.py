"""Correcting what was found, on the screen: all articles follow, and it can be undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import pytest

from corpus.article import EntityName, EntityType
from corpus.knowledge.corrections import FormIs, NewEntity, corrections_path, read
from corpus.library.reindex import StoppedError
from corpus.library.store import Library
from tui.screens.correct import keep


async def rest(on_screen) -> None:
    """Wait until nothing is read or searched beside the screen any more."""
    for _ in range(500):
        await on_screen.pilot.pause(0.02)
        beside = [w for w in on_screen.app.workers if w.group in ("correct", "finder")]
        if not any(worker.is_running for worker in beside):
            break
    await on_screen.settle()


async def stand_on(on_screen, words: str) -> None:
    """Walk to the next mention with these words."""
    for _ in range(60):
        await on_screen.press("right_square_bracket")
        if on_screen.current_text == words:
            return
    raise AssertionError(words)


def linked(library, words: str) -> set[tuple[str, ...]]:
    return {
        mention.entities
        for id_ in library.article_ids()
        for mention in library.mentions(id_)
        if mention.span.slice(library.article(id_).text) == words
    }


async def test_a_name_is_corrected_in_all_articles_and_back_again(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        assert linked(library, "أردوغان") == {("person/erdogan",)}
        await on_screen.press("c")
        await rest(on_screen)
        await on_screen.type("Lavrov")
        await on_screen.press("enter")
        await rest(on_screen)
        assert linked(library, "أردوغان") == {("person/lavrov",)}
        assert on_screen.current_text == "أردوغان"
        assert "read again" in on_screen.status
        assert "Lavrov" in "\n".join(on_screen.rows)
        await on_screen.press("U")
        await rest(on_screen)
        assert linked(library, "أردوغان") == {("person/erdogan",)}
        assert read(corrections_path(library.path)) == ()


async def test_words_can_be_said_to_name_nothing_here_alone(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        before = len(on_screen.reader.mentions)
        await on_screen.press("c", "ctrl+t", "down")
        await rest(on_screen)
        await on_screen.press("enter")
        await rest(on_screen)
        assert len(on_screen.reader.mentions) == before - 1
        assert linked(library, "أردوغان") == {("person/erdogan",)}


async def test_a_selection_becomes_a_new_person(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter", "left")
        words = on_screen.app.screen.get_selected_text()
        await on_screen.press("c")
        await rest(on_screen)
        await on_screen.type("Somebody")
        await on_screen.press("enter")
        await rest(on_screen)
        (link,) = {
            link for link in linked(library, words) if link and link[0].startswith("person/u-")
        }
        assert library.entity_names(link)[link[0]].en == "Somebody"
        assert "Somebody" in "\n".join(on_screen.rows)


async def test_a_key_says_why_a_mention_is_taken_for_what_it_is(drive, library):
    async with drive(library, messages=True) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.press("i")
        text = "\n".join(on_screen.rows)
        assert "Recep Tayyip" in text
        assert "alias" in text


async def test_two_quick_keys_change_nothing(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.press("c", "enter")
        await rest(on_screen)
        assert read(corrections_path(library.path)) == ()


async def test_leaving_changes_nothing(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.press("c", "escape")
        await rest(on_screen)
        assert read(corrections_path(library.path)) == ()


async def test_a_read_only_library_is_not_corrected(drive, library_file):
    with Library(library_file, writable=False) as library:
        async with drive(library) as on_screen:
            await on_screen.press("enter", "right_square_bracket", "c")
            assert "read-only" in on_screen.status


async def test_a_name_typed_before_names_can_be_found_is_waited_for(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.pilot.press("c", *"Lavrov", "enter")
        await rest(on_screen)
        assert linked(library, "أردوغان") == {("person/lavrov",)}


async def test_a_name_that_nobody_has_is_a_new_person_and_not_nothing(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.press("c")
        await rest(on_screen)
        await on_screen.type("Zzyzx")
        await on_screen.press("enter")
        await rest(on_screen)
        ((slug,),) = linked(library, "أردوغان")
        assert library.entity_names([slug])[slug].en == "Zzyzx"


@contextmanager
def held(path):
    """Another program that writes to a library, so that everybody else has to wait."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_escape_stops_it_and_the_correction_is_not_made(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter")
        await stand_on(on_screen, "أردوغان")
        await on_screen.press("c")
        await rest(on_screen)
        await on_screen.type("Lavrov")
        with held(library.path):
            await on_screen.press("enter")
            assert "reading the articles again" in on_screen.status
            await on_screen.press("U")
            assert "Esc stops" in on_screen.status
            await on_screen.press("escape")
            assert "stopping" in on_screen.status
        await rest(on_screen)
        assert "stopped: the correction is not made" in on_screen.status
        assert linked(library, "أردوغان") == {("person/erdogan",)}
        assert read(corrections_path(library.path)) == ()
        assert on_screen.current_text == "أردوغان"


def test_a_new_entity_goes_with_the_correction_that_is_stopped(library):
    name = EntityName("person/new", EntityType.PERSON, "جديد", "New")
    corrections = [NewEntity(name), FormIs("أردوغان", "person/new")]

    def stop(done: int, total: int) -> None:
        assert done <= total
        raise StoppedError

    with pytest.raises(StoppedError):
        keep(library.path, corrections, stop)
    assert read(corrections_path(library.path)) == ()
    assert linked(library, "أردوغان") == {("person/erdogan",)}
