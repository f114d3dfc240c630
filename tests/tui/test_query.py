"""Asking for a query on the screen: choices, counts, errors at their token, earlier queries."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from threading import Event

import pytest

from corpus.errors import LibraryError
from corpus.library import desk
from corpus.library.store import Library
from corpus.query.printing import to_text
from tui.bidi.layout import one_line
from tui.screens.query import QueryScreen

NOTHING = object()


class Prompt:
    """The prompt on the screen, and what it answered."""

    def __init__(self, on_screen, screen: QueryScreen) -> None:
        self.on_screen, self.screen = on_screen, screen
        self.answer: object = NOTHING

    async def rest(self) -> None:
        """Wait until nothing is found beside the screen any more."""
        for _ in range(500):
            await self.on_screen.settle()
            workers = [w for w in self.on_screen.app.workers if w.group == "query"]
            if not any(worker.is_running for worker in workers):
                break
            await self.on_screen.pilot.pause(0.01)
        await self.on_screen.settle()

    async def press(self, *keys: str) -> None:
        await self.on_screen.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        await self.press(*text)

    @property
    def text(self) -> str:
        return self.screen._field.text

    @property
    def choices(self) -> list[str]:
        return [choice.inserts for choice in self.screen._list.choices]

    @property
    def said(self) -> str:
        return self.screen.query_one("#told").content.text

    @property
    def wrong(self) -> str | None:
        span = self.screen._field.wrong
        return None if span is None else span.slice(self.text)


@pytest.fixture
def ask(drive):
    @asynccontextmanager
    async def start(library, text="", *, size=(120, 36), **options):
        async with drive(library, size=size) as on_screen:
            screen = QueryScreen(library, text, **options)
            prompt = Prompt(on_screen, screen)
            on_screen.app.push_screen(screen, lambda answer: setattr(prompt, "answer", answer))
            await prompt.rest()
            yield prompt

    return start


async def test_a_query_is_typed_with_completion_and_given(ask, library):
    async with ask(library) as prompt:
        await prompt.type("agreement:so")
        assert prompt.choices[0] == "agreement:sochi-memo-2018"
        await prompt.press("tab")
        assert prompt.text == "agreement:sochi-memo-2018 "
        await prompt.type("before:2020-03 -source:RT")
        await prompt.press("enter")
        assert prompt.answer.text == "agreement:sochi-memo-2018 before:2020-03 -source:RT"
        assert to_text(prompt.answer) == prompt.answer.text


async def test_it_is_typed_in_arabic_alone(ask, library):
    async with ask(library) as prompt:
        await prompt.type("مس")
        assert prompt.choices[0] == "مسؤول:"
        await prompt.press("tab")
        await prompt.type("أكا")
        await prompt.press("tab")
        await prompt.type("في:آذار ٢٠٢٠ ليس مصدر:سانا")
        await prompt.press("enter")
        assert to_text(prompt.answer) == "official:akar on:2020-03 -source:سانا"


async def test_enter_takes_a_choice_only_when_one_has_gone_to_it(ask, library):
    async with ask(library) as prompt:
        await prompt.type("is:")
        await prompt.press("down", "down", "enter")
        assert prompt.text == "is:read "
        assert prompt.answer is NOTHING
        await prompt.type("sochi")
        assert prompt.choices
        await prompt.press("enter")
        assert prompt.answer.text == "is:read sochi"


async def test_going_up_from_the_first_choice_leaves_the_choices(ask, library):
    async with ask(library) as prompt:
        await prompt.type("is:")
        await prompt.press("down", "down", "up", "up")
        assert prompt.screen._list.choice is None
        await prompt.type("starred")
        await prompt.press("enter")
        assert prompt.answer.text == "is:starred"


async def test_a_choice_is_put_in_where_the_caret_has_gone(ask, library):
    async with ask(library) as prompt:
        await prompt.type("off is:unread")
        await prompt.press("home", "right", "right")
        assert prompt.choices[0] == "official:"
        await prompt.press("tab")
        assert prompt.text == "official: is:unread"


async def test_there_is_room_for_the_choices_that_come_last(ask, library):
    # What was found may be told before the choices come: nothing else lays the prompt out then.
    async with ask(library) as prompt:
        await prompt.type("agreement:so")
        listed = prompt.screen._list
        choices = listed.choices
        for shown in (choices[:1], choices[:7], choices[:3]):
            listed.show_choices(shown)
            await prompt.on_screen.settle()
            assert listed.size.height == len(shown)


async def test_a_click_takes_a_choice(ask, library):
    async with ask(library) as prompt:
        await prompt.type("agreement:so")
        await prompt.on_screen.pilot.click(prompt.screen._list, offset=(10, 0))
        await prompt.rest()
        assert prompt.text == "agreement:sochi-memo-2018 "


async def test_how_many_articles_are_found_is_told_while_one_types(ask, library):
    async with ask(library, count=lambda query: len(query.text)) as prompt:
        assert "official:" in prompt.said
        await prompt.type("سوتشي")
        assert prompt.said == "5 articles"
        await prompt.press("ctrl+u")
        assert "official:" in prompt.said


async def test_the_search_engine_counts(ask, library):
    async with ask(library) as prompt:
        await prompt.type("erdogan")
        count = int(prompt.said.split()[0])
        assert 1 <= count <= len(library.article_ids())


async def test_typing_never_waits_and_only_what_was_typed_last_is_counted(ask, library):
    begun, may_end, counted = Event(), Event(), []

    def count(query):
        counted.append(query.text)
        begun.set()
        may_end.wait(10)
        return 7

    async with ask(library, count=count) as prompt:
        await prompt.on_screen.pilot.press("a")
        while not begun.is_set():
            await prompt.on_screen.pilot.pause()
        await prompt.on_screen.pilot.press("b", "c", "d")
        assert prompt.text == "abcd"
        assert prompt.said == ""
        may_end.set()
        await prompt.rest()
        assert counted == ["", "a", "abcd"] or counted == ["a", "abcd"]
        assert prompt.said == "7 articles"


async def test_a_misspelt_keyword_is_marked_and_the_nearest_offered(ask, library):
    async with ask(library) as prompt:
        await prompt.type("sorce:RT سوتشي")
        assert prompt.wrong == "sorce:"
        assert "source:" in prompt.said
        await prompt.press("enter")
        assert prompt.answer is NOTHING
        assert prompt.screen._field.cursor_position == len("sorce:")
        await prompt.press("left", "left", "left")
        await prompt.type("u")
        assert (
            prompt.text == "sourrce:RT سوتشي" or prompt.text == "sourcer:RT سوتشي" or prompt.wrong
        )


async def test_what_may_be_just_unfinished_is_not_called_wrong_before_enter(ask, library):
    async with ask(library) as prompt:
        for text in ('"خفض', "سوتشي (a", "official:", "a OR"):
            await prompt.press("ctrl+a")
            await prompt.type(text)
            assert prompt.wrong is None
            assert prompt.said == ""
            await prompt.press("enter")
            assert prompt.answer is NOTHING
            assert prompt.wrong
            assert prompt.said


async def test_what_the_library_says_against_a_query_is_told(ask, library):
    def count(query):
        raise LibraryError("The library is gone")

    async with ask(library, count=count) as prompt:
        await prompt.type("سوتشي")
        assert prompt.said == "The library is gone"


async def test_earlier_queries_come_back(ask, library):
    for text in ("first", "second"):
        desk.remember_query(library, text)
    async with ask(library, "own") as prompt:
        await prompt.press("up")
        assert prompt.text == "second"
        await prompt.press("up", "up")
        assert prompt.text == "first"
        await prompt.press("down", "down")
        assert prompt.text == "own"
        await prompt.press("up", "enter")
        assert prompt.answer.text == "second"
    assert desk.asked_queries(library)[0] == "second"


async def test_what_is_asked_is_remembered_once(ask, library):
    async with ask(library, "سوتشي") as prompt:
        await prompt.press("enter")
    async with ask(library, "سوتشي") as prompt:
        await prompt.press("enter")
    assert desk.asked_queries(library) == ("سوتشي",)


async def test_leaving_asks_nothing(ask, library):
    async with ask(library, "سوتشي") as prompt:
        await prompt.press("escape")
        assert prompt.answer is None
    assert desk.asked_queries(library) == ()


async def test_a_library_that_is_only_read_is_asked_too(ask, library_file):
    with Library(library_file, writable=False) as library:
        async with ask(library) as prompt:
            await prompt.type("أكار")
            await prompt.press("enter")
            assert prompt.answer.text == "أكار"


async def test_days_count_from_the_day_given(ask, library):
    async with ask(library, today=date(2020, 3, 10)) as prompt:
        await prompt.type("since:yesterday")
        await prompt.press("enter")
        assert to_text(prompt.answer) == "since:2020-03-09"


async def test_the_arabic_name_of_a_choice_stands_on_the_right_and_reads_right(ask, library):
    async with ask(library) as prompt:
        await prompt.type("agreement:so")
        shown = one_line("مذكرة سوتشي 2018", 40).text
        (row,) = [row for row in prompt.on_screen.rows if "sochi-memo-2018" in row and shown in row]
        assert row.rstrip().endswith(shown)
        columns = {
            row.index(" Sochi")
            for row in prompt.on_screen.rows
            if "agreement:sochi" in row and " Sochi" in row
        }
        assert len(columns) == 1


@pytest.mark.parametrize("size", [(40, 10), (70, 14), (200, 60)])
async def test_the_field_is_seen_at_every_size(ask, library, size):
    async with ask(library, size=size) as prompt:
        await prompt.type("agreement:so")
        assert any("agreement:so " in row for row in prompt.on_screen.rows)
        await prompt.press("tab")
        assert prompt.text == "agreement:sochi-memo-2018 "


async def test_a_key_shows_all_that_can_be_asked_and_puts_an_example_in(ask, library):
    async with ask(library, "أكار") as prompt:
        await prompt.press("f1")
        rows = "\n".join(prompt.on_screen.rows)
        assert "=word" in rows
        await prompt.press("G", "enter")
        assert prompt.text == "أكار sort:oldest"
        await prompt.press("f1", "escape")
        assert prompt.text == "أكار sort:oldest"


async def test_a_click_or_a_key_of_an_arabic_keyboard_does_no_harm(ask, library):
    async with ask(library) as prompt:
        await prompt.type("(«سوتشي» | /M[45]/) #متابعة -مصدر:RT،سانا")
        assert prompt.wrong is None
        await prompt.press("enter")
        assert prompt.answer.root is not None
