"""The annotated pages of tests/data/ingest/pages: what is kept, what is cut and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.ingest.clean import clean
from corpus.ingest.furniture import CutReason
from corpus.ingest.pipeline import article_from_bytes

FOLDER = Path(__file__).parents[2] / "data" / "ingest" / "pages"


@dataclass(frozen=True)
class Page:
    name: str
    text: str
    pieces: list[tuple[str, str]]
    stated: dict[str, str]


def read_page(path: Path) -> Page:
    lines: list[str] = []
    pieces: list[tuple[str, str]] = []
    stated: dict[str, str] = {}
    for row in path.read_text(encoding="utf-8").split("\n"):
        kinds, bar, line = row.partition(" | ")
        if bar:
            parts = line.split("¦")
            lines.append("".join(parts))
            names = [kind.strip() for kind in kinds.split("¦")]
            pieces += [(kind, part.strip()) for kind, part in zip(names, parts, strict=True)]
        elif row and not pieces:
            key, _, value = row.partition(": ")
            stated[key] = value
        else:
            lines.append(row)
    return Page(path.stem, "\n".join(lines), pieces, stated)


PAGES = [read_page(path) for path in sorted(FOLDER.glob("*.page"))]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_the_pages_show_every_kind_of_noise_that_text_files_have():
    shown = {kind for page in PAGES for kind, _ in page.pieces}
    markdown_only = {CutReason.FRONT_MATTER, CutReason.MARKUP}
    assert shown == {"head", "body", *CutReason} - markdown_only


@every_page
def test_a_page_falls_into_headline_body_and_named_cuts(page: Page):
    cleaned = clean(page.text)
    found = [(span, "body") for span in cleaned.body]
    found += [(cut.span, str(cut.reason)) for cut in cleaned.cuts]
    found += [(cleaned.headline, "head")] if cleaned.headline else []
    assert [(kind, span.slice(page.text)) for span, kind in sorted(found)] == page.pieces


@every_page
def test_title_outlet_and_day_are_those_the_page_states_and_no_others(page: Page):
    article = article_from_bytes(page.text.encode(), f"{page.name}.txt")
    published = article.published.day if article.published else None
    found = {"title": article.title, "source": article.source, "published": published}
    assert {key: value for key, value in found.items() if value} == page.stated
    assert article.published is None or article.published.known_from == "dateline"


@every_page
def test_a_page_reads_the_same_when_it_comes_through_windows(page: Page):
    plain = article_from_bytes(page.text.encode(), "a.txt")
    other = article_from_bytes(page.text.replace("\n", " \r\n").encode("utf-8-sig"), "a.txt")
    assert other.content_hash == plain.content_hash
    assert other.title == plain.title
