"""What goes wrong is told in the language of the screen, with its values as they are."""

from __future__ import annotations

import asyncio
import re
import shutil
import unicodedata
from contextlib import asynccontextmanager
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BriefError, InputError
from corpus.library.intake import open_intake
from corpus.library.store import Library
from corpus.query.errors import QueryError
from corpus.query.parse import parse
from corpus.told import any_of, told, told_count, told_of_system
from tui.app import BriefApp
from tui.language.choice import Language
from tui.language.from_corpus import error_said, told_said
from tui.language.said import speaking
from tui.panes.status import StatusLine

ARABIC = Language("ar")
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200f")


def said_of(error: BriefError) -> str:
    with speaking(ARABIC):
        return error_said(error).translate(ISOLATES)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("officiall:akar", "لا كلمة مفتاحية «officiall:». هل تقصد official:؟"),
        ("before:2020-02-31", "لا وجود لليوم 2020-02-31. آخر ذلك الشهر 2020-02-29"),
        ("قبل:2020-13", "لا وجود للشهر 2020-13. الأشهر من 01 إلى 12"),
        ("date:2020..2019", "تنتهي المدة قبل أن تبدأ. اكتب 2019-12-31..2020-01-01"),
        ("source:", "لا شيء بعد «source:». اكتب source:"),
        ("مصدر:", "لا شيء بعد «مصدر:». اكتب مصدر:"),
        ("(سوتشي", "القوس ( غير مغلق. أغلقه بعلامة ) حيث ينتهي"),
        ('"سوتشي', 'علامة الاقتباس " غير مغلقة. ضع " حيث تنتهي العبارة'),
        ("/(أ/", "التعبير النمطي «/(أ/» خطأ: قوس غير مغلق"),
        ("is:odd", "لا يجوز is: مع «odd». "),
        ("سوتشي OR", "لا شيء بعد «OR». علامتا الاقتباس للبحث عن الكلمة نفسها"),
    ],
)
def test_a_wrong_query_is_told_in_arabic(query, said):
    with pytest.raises(QueryError) as failed:
        parse(query)
    assert said_of(failed.value).startswith(said)
    assert str(failed.value).isascii() or not query.isascii()


@given(st.text(max_size=60))
def test_no_query_is_refused_in_english(query):
    try:
        parse(query)
    except QueryError as error:
        values = {*map(str, getattr(error.message, "values", {}).values())}
        left = said_of(error)
        for value in sorted(values, key=len, reverse=True):
            left = left.replace(value, "")
        assert re.search("[\u0621-\u064a]", left)
        assert "Write" not in left and "Nothing" not in left


def test_a_number_is_written_in_the_digits_chosen_and_a_day_as_it_is():
    error = BriefError(told_count("Try again in {n} hour", "Try again in {n} hours", 7),
                       told("There is no day {day}", day="2020-02-31"))  # fmt: skip
    with speaking(Language("ar", "arabic-indic")):
        said = error_said(error).translate(ISOLATES)
    assert said == "أعد المحاولة بعد ٧ ساعات. لا وجود لليوم 2020-02-31"


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "بعد ساعة"), (2, "بعد ساعتين"), (3, "بعد 3 ساعات"), (11, "بعد 11 ساعة")],
)
def test_what_is_counted_takes_the_form_of_its_number(n, said):
    with speaking(ARABIC):
        assert told_said(told_count("Try again in {n} hour", "Try again in {n} hours", n)).endswith(
            said
        )


def test_a_value_keeps_its_own_direction():
    with speaking(ARABIC):
        said = told_said(told("{file} is empty", file="a/b.txt"))
    assert said == "الملف \u2068a/b.txt\u2069 فارغ"


def test_a_sentence_inside_a_sentence_is_told_too():
    verb = told("Cannot {verb}: {path} is read-only", verb=told("save the note"), path="l.sqlite")
    names = told("Did you mean {names}?", names=any_of(("a", "b", "c")))
    assert said_of(BriefError(verb, names)) == (
        "تعذر حفظ الملاحظة: المكتبة l.sqlite للقراءة فقط. هل تقصد a أو b أو c؟"
    )


def test_the_reason_of_the_system_is_told_in_arabic():
    error = OSError(13, "Permission denied")
    said = told("Cannot write {path}: {reason}", path="a.md", reason=told_of_system(error))
    assert said_of(BriefError(said)) == "تعذرت كتابة a.md: لا إذن"


@given(st.text())
def test_what_nobody_has_translated_stays_whole(text):
    odd = told("quite unheard of: {value!r}", value=text)
    with speaking(ARABIC):
        assert told_said(odd) == odd


@given(st.text(), st.text())
def test_english_is_told_byte_for_byte(message, hint):
    for error in (
        InputError(told("{file} is empty", file=message), told("Write {example}", example=hint)),
        BriefError(message, hint),
    ):
        assert error_said(error) == str(error)
        assert told_said(error.message) == error.message


def test_a_hostile_value_cannot_be_a_template():
    with speaking(ARABIC):
        said = told_said(told("{file} is empty", file="{file.__class__} {} {n:>99}"))
    assert "{file.__class__} {} {n:>99}" in said


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.rest()

    async def rest(self):
        await self.pilot.pause()
        beside = [one for one in self.app.workers if one._thread_worker and not one.is_finished]
        if beside:
            await self.app.workers.wait_for_complete(beside)
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def status(self):
        return self.app.screen.query_one(StatusLine).where.translate(ISOLATES)

    @property
    def shown(self):
        """The rows as they are read: letters for their forms, from the right."""
        rows = (
            unicodedata.normalize("NFKC", strip.text[::-1])
            for strip in self.app.screen._compositor.render_strips()
        )
        return "\n".join(" ".join(row.split()) for row in rows)


@pytest.fixture
def in_arabic(library):
    @asynccontextmanager
    async def start(opened=library, first=None):
        app = BriefApp(opened, language=ARABIC, first=first)
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.rest()
            yield driver

    return start


async def test_a_wrong_query_and_an_impossible_day_speak_arabic_on_the_screen(in_arabic):
    async with in_arabic() as on_screen:
        await on_screen.press("F", *"officiall:akar ", "enter")
        assert "لا كلمة مفتاحية" in on_screen.shown
        assert "There is no keyword" not in on_screen.shown
        await on_screen.press("ctrl+u", *"before:2020-02-31 ", "enter")
        assert "لا وجود لليوم" in on_screen.shown
        assert "آخر ذلك الشهر" in on_screen.shown


async def test_an_impossible_day_of_an_article_speaks_arabic(in_arabic):
    async with in_arabic() as on_screen:
        await on_screen.press("E")
        on_screen.app.screen.query_one("#published").value = "2020-02-31"
        await on_screen.rest()
        assert "يوما. اكتبه هكذا" in on_screen.shown


async def test_an_export_to_a_place_that_is_read_only_speaks_arabic(
    sample_file, in_arabic, public_folder, without_privileges
):
    public_folder.chmod(0o777)
    file, shut = public_folder / "library.sqlite", public_folder / "shut"
    shutil.copy(sample_file, file)
    file.chmod(0o666)
    shut.mkdir(0o555)
    with Library(file) as opened:
        async with in_arabic(opened) as on_screen:
            await on_screen.press("F", *"سوتشي", "enter")
            await on_screen.press("e")
            on_screen.app.screen.query_one("#answer").value = str(shut / "found.json")
            with without_privileges():
                await on_screen.press("enter")
                await asyncio.to_thread(on_screen.app.screen.writer.wait)
                await on_screen.rest()
            assert on_screen.status.startswith(f"تعذرت كتابة {shut / 'found.json'}: لا إذن")
            assert on_screen.status.endswith(". اختر مجلدا آخر")


TEASER = """---
title: العنوان
url: http://127.0.0.1:9/a
---

قال الرئيس إن القمة انعقدت اليوم الخميس في أنقرة.
"""


async def test_a_page_that_cannot_be_added_speaks_arabic(in_arabic, library):
    from corpus.ingest.pipeline import article_from_bytes

    one = article_from_bytes(TEASER.encode(), "teaser.md")
    open_intake(library).store(one)
    library._db.execute("UPDATE article SET excerpt = 1 WHERE id = ?", (one.id,))
    async with in_arabic(first=one.id) as on_screen:
        await on_screen.press("E", "ctrl+g")
        await on_screen.rest()
        assert "إلى العنوان الخاص 127.0.0.1" in on_screen.shown.replace("1.0.0.721", "127.0.0.1")
        assert "leads to" not in on_screen.shown


def test_the_templates_of_the_tests_are_those_of_the_corpus():
    # Else a template that has changed would be tested, and never said.
    for template in ("{file} is empty", "Cannot write {path}: {reason}", "Write {example}"):
        with speaking(ARABIC):
            parts = {name: "x" for _, name, *_rest in Formatter().parse(template) if name}
            assert told_said(told(template, **parts)) != template.format(**parts)


async def test_why_a_mention_is_taken_for_what_it_is_is_told_in_arabic(in_arabic):
    async with in_arabic() as on_screen:
        await on_screen.press("2", "right_square_bracket", "i")
        said = on_screen.shown
        assert "الاسم »" in said or "منصب: »" in said or "تاريخ:" in said
        assert "alias" not in said and "aila" not in said
