"""What is known of an article, on the screen; title, day, outlet and language are put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import Article, Paragraph, Published, Span
from corpus.library.edits import Changes, edit_telling
from corpus.library.intake import open_intake
from corpus.library.store import Library
from tui.panes.facts import FactList
from tui.panes.prompt import BidiInput
from tui.screens.details import Changed, DetailsScreen, told

BODY = "وصل وزير الدفاع التركي إلى إدلب أمس، والتقى نظيره الروسي في أنقرة."


def article(**how) -> Article:
    made = Article(
        id="d" * 12,
        text=f"لقاء\n{BODY}\n",
        paragraphs=(Paragraph(Span(0, 4), "headline"), Paragraph(Span(5, 5 + len(BODY)))),
        title="لقاء",
        source="سانا",
        published=Published("2020-03-11", "metadata", "11 آذار 2020", "+03:00"),
        origin="in/a.html",
        content_hash="d" * 64,
    )
    return replace(made, **how)


@pytest.fixture
def shown(drive, library):
    """Show the details of an article: ``async with shown(article) as (on_screen, screen)``."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def start(one, *, size=(100, 40), opened=library):
        if library.writable and not library.has(one.content_hash):
            open_intake(library).store(one)
        async with drive(opened, size=size, first=one.id) as on_screen:
            screen = DetailsScreen(opened, opened.article(one.id))
            answers = []
            await on_screen.app.push_screen(screen, answers.append)
            await on_screen.settle()
            screen.answers = answers
            yield on_screen, screen

    return start


async def rest(on_screen, screen) -> None:
    for _ in range(500):
        await on_screen.pilot.pause(0.02)
        if not any(w.is_running for w in on_screen.app.workers if w.group == "edit"):
            break
    await on_screen.settle()


def said(screen) -> str:
    """All facts as text, in logical order."""
    facts = [fact for fact, _ in screen.query_one(FactList)._facts]
    return "\n".join(f"{fact.label}: {fact.value}" for fact in facts)


async def write(on_screen, screen, name: str, text: str) -> None:
    field = screen.query_one(f"#{name}", BidiInput)
    field.focus()
    await on_screen.press("ctrl+a", "delete")
    await on_screen.type(text)


async def test_all_that_is_known_is_shown_with_how_it_is_known(shown):
    one = article(
        published=Published(
            "2020-03-11", "metadata", "11 آذار 2020", "+03:00", "likely", "«الخميس» was a Wednesday"
        ),
        url="https://example.org/a",
        author="كاتب",
        agencies=("رويترز", "سبوتنيك"),
        charset="cp1256",
        warnings=("presentation forms were put right",),
        excerpt=True,
    )
    async with shown(one) as (_, screen):
        text = said(screen)
    for words in (
        "2020-03-11 — stated by the page",
        "11 آذار 2020",
        "+03:00",
        "was a Wednesday",
        "https://example.org/a",
        "كاتب",
        "رويترز",
        "سبوتنيك",
        "cp1256",
        "put right",
        "Excerpt",
        "in/a.html",
        "Came in: 20",
    ):
        assert words in text


async def test_copies_and_what_was_fetched_are_shown(shown, library):
    from corpus.ingest.web import Fetched
    from corpus.library.fetched import keep

    one = article(text=f"لقاء\n{BODY}\n" + "", content_hash="d" * 64)
    open_intake(library).store(one)
    other = replace(article(source="رويترز"), id="e" * 12, content_hash="e" * 64)
    open_intake(library).store(other)
    headers = (("Content-Type", "text/html"),)
    page = Fetched("https://e.org/1", "https://e.org/2", "2020-03-11T08:00:00Z", 200, headers, b"x")
    keep(library, page, one.id)
    async with shown(one) as (_, screen):
        text = said(screen)
    assert "رويترز" in text and "same text 100%" in text
    assert "2020-03-11T08:00:00Z" in text and "https://e.org/1 → https://e.org/2" in text


async def test_enter_keeps_what_was_changed_and_says_what_follows_from_it(shown, library):
    async with shown(article()) as (on_screen, screen):
        await write(on_screen, screen, "published", "2020-02-20")
        await write(on_screen, screen, "title", "لقاء في أنقرة")
        await on_screen.press("enter")
        await rest(on_screen, screen)
        (answer,) = screen.answers
    assert answer.article_id == "d" * 12
    assert "title and day changed: \u20682020-02-20\u2069" in answer.told
    assert "something else now" in answer.told, "«أمس» is another day"
    kept = library.article("d" * 12)
    assert (kept.title, kept.published) == (
        "لقاء في أنقرة",
        Published("2020-02-20", "option", "11 آذار 2020"),
    )
    assert kept.source == "سانا"


async def test_digits_may_be_arabic_and_a_wrong_day_is_told_while_it_is_written(shown, library):
    async with shown(article()) as (on_screen, screen):
        await write(on_screen, screen, "published", "2020-13-40")
        assert "is no day" in "\n".join(on_screen.rows)
        await on_screen.press("enter")
        await rest(on_screen, screen)
        assert on_screen.app.screen is screen and screen.answers == []
        await write(on_screen, screen, "published", "٢٠٢٠-٠٢-٢٠")
        await on_screen.press("enter")
        await rest(on_screen, screen)
    assert library.article("d" * 12).published.day == "2020-02-20"


async def test_an_emptied_field_is_not_known_and_a_language_cannot_be_emptied(shown, library):
    async with shown(article()) as (on_screen, screen):
        await write(on_screen, screen, "language", "")
        assert "is no language" in "\n".join(on_screen.rows)
        await write(on_screen, screen, "language", "fa")
        await write(on_screen, screen, "source", "")
        await on_screen.press("enter")
        await rest(on_screen, screen)
    kept = library.article("d" * 12)
    assert (kept.source, kept.language) == (None, "fa")


@pytest.mark.parametrize("keys", [("escape",), ("enter",)])
async def test_leaving_or_keeping_what_is_there_changes_nothing(shown, library, keys):
    before = article()
    async with shown(before) as (on_screen, screen):
        await on_screen.press(*keys)
        await rest(on_screen, screen)
        assert screen.answers == [None]
    assert library.article(before.id) == before


async def test_a_read_only_library_is_shown_and_not_changed(shown, library, library_file):
    open_intake(library).store(article())
    with Library(library_file, writable=False) as opened:
        async with shown(article(), opened=opened) as (on_screen, screen):
            await write(on_screen, screen, "title", "آخر")
            await on_screen.press("enter")
            await rest(on_screen, screen)
            assert "read-only" in "\n".join(on_screen.rows)
            assert screen.answers == []


async def test_a_library_that_cannot_be_written_now_says_so_and_keeps_the_words(shown, library):
    async with shown(article()) as (on_screen, screen):
        await write(on_screen, screen, "title", "آخر")
        library._db.execute("CREATE TRIGGER no BEFORE UPDATE ON article BEGIN"
                            " SELECT raise(ABORT, 'the disk fails'); END")  # fmt: skip
        await on_screen.press("enter")
        await rest(on_screen, screen)
        assert "the disk fails" in "\n".join(on_screen.rows)
        assert screen.query_one("#title", BidiInput).value == "آخر"


async def test_an_excerpt_without_an_address_says_so(shown):
    async with shown(article(excerpt=True)) as (on_screen, screen):
        await on_screen.press("ctrl+g")
        assert "No address" in "\n".join(on_screen.rows)
        assert screen.answers == []


async def test_a_page_that_cannot_be_had_is_told_and_nothing_is_lost(shown, library):
    one = article(excerpt=True, url="http://127.0.0.1:9/a")
    async with shown(one) as (on_screen, screen):
        await on_screen.press("ctrl+g")
        await rest(on_screen, screen)
        assert "127.0.0.1:9/a leads to the private" in "\n".join(on_screen.rows)
    assert library.article(one.id).excerpt


async def test_the_id_that_commands_take_is_told(shown):
    async with shown(article()) as (on_screen, _):
        assert f"article {'d' * 12}" in "\n".join(on_screen.rows)


@pytest.mark.parametrize("size", [(40, 10), (60, 16), (80, 24), (200, 60)])
async def test_the_fields_are_seen_at_any_size(shown, size):
    async with shown(article(), size=size) as (on_screen, screen):
        for name in ("title", "published", "source", "language"):
            region = screen.query_one(f"#{name}", BidiInput).region
            assert region.height == 1 and 0 <= region.y < size[1] and region.width > 10
        assert all(len(row) <= size[0] for row in on_screen.rows)


async def test_fields_are_walked_and_facts_scrolled_without_leaving_the_field(shown):
    long = article(warnings=tuple(f"warning {n}" for n in range(40)))
    async with shown(long, size=(80, 24)) as (on_screen, screen):
        assert screen.focused.id == "title"
        await on_screen.press("down", "tab")
        assert screen.focused.id == "source"
        await on_screen.press("up")
        assert screen.focused.id == "published"
        await on_screen.press("pagedown")
        assert screen.query_one(FactList).scroll_offset.y > 0
        assert screen.focused.id == "published"


def test_an_edit_that_changes_nothing_does_nothing(library):
    open_intake(library).store(article())
    same = edit_telling(library, "d" * 12, Changes("لقاء", "2020-03-11", "سانا", "ar"))
    assert (same.fields, same.mentions) == ((), 0)
    assert library.article("d" * 12).published.known_from == "metadata"
    assert told(same) == "nothing has changed"


def test_an_answer_is_a_value():
    assert Changed("a", "b") == Changed("a", "b")
