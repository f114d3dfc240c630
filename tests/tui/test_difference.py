"""What differs between two copies of an article, in Arabic and from the right."""

from __future__ import annotations

import pytest

from corpus.article import Article, Paragraph, Span
from corpus.diff import diff
from tui.panes.difference import DifferenceView
from tui.screens.difference import DifferenceScreen, pieces


def article(id_: str, *parts: str) -> Article:
    text, paragraphs = "", []
    for number, part in enumerate(parts):
        paragraphs.append(
            Paragraph(Span(len(text), len(text) + len(part)), "body" if number else "headline")
        )
        text += part + "\n"
    return Article(id_, text, tuple(paragraphs), parts[0], "مثال", None, f"{id_}.txt", id_)


OLD = article(
    "a" * 12, "عنوان قديم", "أعلن الطرفان وقف إطلاق النار في إدلب اليوم.", "فقرة حذفت كلها."
)
NEW = article("b" * 12, "عنوان جديد", "أعلن الطرفان وقف إطلاق النار في ريف إدلب (M4) مساء اليوم.")


def told(old: Article, new: Article) -> list[list[tuple[str, str]]]:
    return [
        [(piece.change, piece.text) for piece in paragraph]
        for paragraph in pieces(old, new, diff(old, new))
    ]


def test_what_was_added_and_what_is_gone_stand_where_they_stood():
    headline, body, gone = told(OLD, NEW)
    assert ("delete", "قديم") in headline and ("insert", "جديد") in headline
    assert [text for change, text in body if change == "insert"] == ["ريف", "(M4) مساء"]
    assert gone == [("delete", "فقرة حذفت كلها.")]


def test_equal_articles_differ_in_nothing():
    assert {change for part in told(NEW, NEW) for change, _ in part} == {"equal"}


@pytest.fixture
def copies(library):
    library.add(OLD, (), ())
    library.add(NEW, (), ())
    return library


async def test_a_key_shows_it_and_another_opens_the_copy(drive, copies):
    async with drive(copies, first=NEW.id) as on_screen:
        screen = DifferenceScreen(NEW, [OLD])
        await on_screen.app.push_screen(screen)
        await on_screen.settle()
        view = screen.query_one(DifferenceView)
        struck = [
            segment.text
            for y in range(view.size.height)
            for segment in view.render_line(y)
            if segment.style.strike
        ]
        assert struck and "alike" in on_screen.status
        await on_screen.press("q")
        assert on_screen.app.screen is not screen


async def test_an_article_without_copies_says_so(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("d")
        assert "no other copy" in on_screen.status
