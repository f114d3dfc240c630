"""The screen in Arabic: read from the right, whole, with no English of its own left."""

from __future__ import annotations

import asyncio
import os
import re
import unicodedata
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.app import BriefApp
from tui.language.choice import Language
from tui.language.said import _, speaking
from tui.panes.status import StatusLine

if TYPE_CHECKING:
    from corpus.library.store import Library

GOLDENS = Path(__file__).parents[2] / "goldens" / "arabic"
ARABIC = Language("ar")

KEYS = {
    *[
        "Enter",
        "Esc",
        "Tab",
        "Shift",
        "Ctrl",
        "Alt",
        "Space",
        "Backspace",
        "Del",
        "Ins",
        "Home",
        "End",
        "PgUp",
        "PgDn",
    ],
    "doctor",
}
"""Words on keys, and names of commands, which are typed as they are."""
LATIN = r"[A-Za-z\u00c0-\u024f]{2,}"


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self):
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def rows(self):
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def status(self):
        return self.app.screen.query_one(StatusLine).where

    @property
    def reader(self):
        return self.app.screen_stack[0].query_one("#reader")


@pytest.fixture
def in_arabic(library):
    """Start the program in Arabic: ``async with in_arabic(size=(120, 36)) as on_screen``."""

    @asynccontextmanager
    async def start(*, size=(120, 36), language=ARABIC):
        app = BriefApp(library, language=language)
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver

    return start


async def read_to_the_end(on_screen: Driver) -> None:
    """Wait for what is read beside the screen; the screens themselves are waited for by others."""
    app = on_screen.app
    beside = [worker for worker in app.workers if worker._thread_worker and not worker.is_finished]
    if beside:
        await app.workers.wait_for_complete(beside)
    answerer = getattr(app.screen, "answerer", None)
    if answerer is not None:
        await asyncio.to_thread(answerer.wait)
    await on_screen.settle()


def logical(row: str) -> str:
    """Return a row as it is read: letters for their forms, from the right."""
    return unicodedata.normalize("NFKC", row[::-1])


def english_of(rows: list[str], library: Library) -> set[str]:
    """Return the Latin words of rows that neither articles nor keys have."""
    from corpus.knowledge.base import load

    names = library.entity_names(
        [slug for slug, *_rest in library._rows("SELECT slug FROM entity")]
    )
    texts = [library.article(id_) for id_ in library.article_ids()]
    known = " ".join(
        [
            *(
                f"{article.text} {article.source} {article.origin} {article.author}"
                for article in texts
            ),
            *(f"{name.en} {name.slug} {name.about}" for name in names.values()),
            *(repr(entity) for entity in load().entities.values()),
        ]
    )
    data = f"{known} {' '.join(KEYS)}"
    words = {word for row in rows for word in re.findall(LATIN, row)}
    # A hash of the content is made of these letters.
    return {word for word in words if word not in data and not re.fullmatch("[a-f]+", word)}


async def test_status_keys_and_titles_are_in_arabic(in_arabic, library):
    async with in_arabic() as on_screen:
        await on_screen.press("2")
        rows = [logical(row) for row in on_screen.rows]
        assert "المقالات" in rows[0]
        assert "الكيانات" in rows[0]
        assert rows[-1].strip().startswith("? المساعدة")
        # A bracket is the key itself, not turned round by the Arabic beside it.
        assert "]" in on_screen.rows[-1]
        assert "[" not in on_screen.rows[-1]
        # It begins on the right.
        assert on_screen.rows[-1].rstrip().endswith("?")
        assert "ذكر" in rows[-2]


async def test_the_title_stands_where_arabic_begins(in_arabic):
    async with in_arabic() as on_screen:
        first = on_screen.rows[0]
        title = first.index("─ ")
        assert title > 3
        assert first[: first.index("╮")].endswith(" ─")


async def test_headings_of_the_sidebar_are_arabic_alone(in_arabic):
    async with in_arabic() as on_screen:
        sidebar = on_screen.app.screen.query_one("#entities")
        shown = logical("\n".join(sidebar.render_line(y).text for y in range(sidebar.size.height)))
        assert "الاتفاقات" in shown
        assert "Agreements" not in "\n".join(on_screen.rows)


async def test_why_something_cannot_be_done_is_told_in_arabic(in_arabic):
    async with in_arabic() as on_screen:
        await on_screen.press("2", "i")
        assert on_screen.status.startswith("قف على ذكر أولا")


async def test_help_lists_every_action_in_arabic(in_arabic):
    async with in_arabic(size=(100, 30)) as on_screen:
        await on_screen.press("question_mark")
        commands = on_screen.app.screen.query_one("#commands")
        said = [commands.row_text(index) for index in range(commands.row_count)]
        assert len(said) > 40
        for text in said:
            assert re.search(r"[؀-ۿ]", text), text


@pytest.mark.parametrize("typed", ["الخط الزمني", "الذكر التالي", "next mention", "@]"])
async def test_help_finds_by_arabic_names_english_ones_and_keys(in_arabic, typed):
    async with in_arabic(size=(100, 30)) as on_screen:
        await on_screen.press("question_mark")
        await on_screen.press(*typed)
        command = on_screen.app.screen.query_one("#commands").command
        assert command is not None
        assert command.id in ("timeline", "mention.next")


async def test_a_click_on_the_key_line_does_what_stands_there(in_arabic):
    async with in_arabic() as on_screen:
        row = on_screen.rows[-1]
        with speaking(ARABIC):
            assert _("Help") in logical(row)
        await on_screen.pilot.click(offset=(row.rindex("?"), 35))
        await on_screen.settle()
        assert type(on_screen.app.screen).__name__ == "HelpScreen"


async def test_an_arabic_keyboard_types_the_same_commands(in_arabic):
    async with in_arabic() as on_screen:
        await on_screen.press("2")
        await on_screen.press("د")
        assert on_screen.reader.current == 0
        assert on_screen.status.startswith("الذكر ")


async def test_numbers_are_written_in_the_digits_chosen(in_arabic):
    async with in_arabic(language=Language("ar", "arabic-indic")) as on_screen:
        await on_screen.press("2", "right_square_bracket")
        assert re.match(r"الذكر [٠-٩]+ من [٠-٩]+ · المقال [٠-٩]+ من [٠-٩]+", on_screen.status)


async def test_one_app_speaks_arabic_and_the_next_one_english(in_arabic, drive, library):
    async with in_arabic() as on_screen:
        assert "ذكر" in on_screen.status
    async with drive(library) as on_screen:
        assert "mention" in on_screen.status


SCREENS = {
    "browse": (),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "selecting": ("2", "v"),
    "not found": ("slash", *"zzz", "enter"),
    "search": ("F", *"إدلب", "enter"),
    "query": ("F",),
    "language": ("F", "f1"),
    "concordance": ("2", "right_square_bracket", "C"),
    "neighbours": ("2", "right_square_bracket", "C", "tab"),
    "orders": ("2", "right_square_bracket", "C", "S"),
    "timeline": ("T",),
    "dossier": ("2", "right_square_bracket", "D"),
    "details": ("E",),
    "correct": ("2", "right_square_bracket", "c"),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_no_english_of_our_own_is_left(in_arabic, library, name):
    async with in_arabic() as on_screen:
        for key in SCREENS[name]:
            await on_screen.press(key)
        await read_to_the_end(on_screen)
        left = english_of(on_screen.rows, library)
        assert not left - ALLOWED.get(name, set()), "\n".join(on_screen.rows)


QUERY_WORDS = {
    "official",
    "agreement",
    "org",
    "place",
    "about",
    "said",
    "by",
    "source",
    "title",
    "before",
    "after",
    "since",
    "until",
    "on",
    "mentions",
    "has",
    "is",
    "tag",
    "lang",
    "id",
    "sort",
    "RT",
    "OR",
    "NOT",
    "AND",
    "sochi",
}
ALLOWED = {
    # The query language is typed as it is; reasons come from the rules of the corpus.
    "query": QUERY_WORDS,
    "language": QUERY_WORDS
    | {"unread", "starred", "akar", "memo", "hts", "note", "phrase", "regex", "words"},
    "not found": {"zzz"},
    "palette": {"contrast", "dark", "light", "none", "terminal"},
    "correct": {"name", "alias"},
    "details": {"UTF", "utf", "SHA", "YYYY", "MM", "DD", "ar", "fa", "en", "txt", "import"},
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_arabic_screen_looks_as_it_was_agreed(in_arabic, size):
    async with in_arabic(size=size) as on_screen:
        await on_screen.press("j", "enter", "right_square_bracket")
        rows = on_screen.rows
        found = "\n".join(row.rstrip() for row in (*rows[:6], *rows[-3:])) + "\n"
    golden = GOLDENS / f"browse-{size[0]}x{size[1]}.txt"
    if os.environ.get("IDLIB_BRIEF_WRITE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
