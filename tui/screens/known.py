"""What is known of an article, as it is said, and how it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.ingest.language import language_name
from tui.language.reasons import reason_said
from tui.language.said import _, in_line, noted, plural, translated
from tui.panes.facts import Fact
from tui.wording import CERTAINTY, isolated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article, Published, PublishedFrom
    from corpus.ingest.web import Fetched
    from corpus.library.copies import CopyRow
    from corpus.library.store import Library

KNOWN_FROM: Mapping[PublishedFrom, str] = {
    "metadata": noted("stated by the page or the file"),
    "dateline": noted("read in the text"),
    "feed": noted("stated by the feed"),
    "option": noted("given by hand"),
    "inferred": noted("inferred"),
}
"""How a day is known, as it is said."""

_MOST_COPIES = 20


def facts_of(library: Library, article: Article) -> list[Fact]:
    """Return all that is known of an article beside its text."""
    from corpus.library.copies import copies_of
    from corpus.library.fetched import added_at, fetched_for

    copies = copies_of(library, article.id)
    return [
        *_day(article.published),
        *_origin(article),
        Fact(_("Came in"), added_at(library, article.id) or _("not kept")),
        *(fact for fetched in fetched_for(library, article.id) for fact in _fetched(fetched)),
        *_copies(copies),
        Fact(_("Content"), f"SHA-256 {article.content_hash}"),
    ]


def _day(known: Published | None) -> Iterator[Fact]:
    if known is None:
        yield Fact(_("Day"), _("not known: nothing states one"))
        return
    sure = "" if known.certainty == "sure" else f"{_(', ')}{_(CERTAINTY[known.certainty])}"
    yield Fact(_("Day"), f"{in_line(known.day)} — {_(KNOWN_FROM[known.known_from])}{sure}")
    if known.raw:
        yield Fact(_("as it stood"), known.raw)
    if known.zone:
        yield Fact(_("time zone"), known.zone)
    if known.conflict:
        yield Fact(_("contradicted"), reason_said(known.conflict), is_warning=True)


def _origin(article: Article) -> Iterator[Fact]:
    for number, warning in enumerate(article.warnings):
        yield Fact("" if number else _("Warnings"), reason_said(warning), is_warning=True)
    if article.excerpt:
        yield Fact(
            _("Excerpt"), _("only a teaser is here; Ctrl-g fetches the page"), is_warning=True
        )
    if article.author:
        yield Fact(_("Author"), article.author)
    if article.agencies:
        yield Fact(_("Taken from"), _(", who has it from ").join(map(isolated, article.agencies)))
    if article.place:
        yield Fact(_("Filed from"), article.place)
    if article.url:
        yield Fact(_("Address"), article.url)
    yield Fact(_("Came from"), article.origin)
    yield Fact(
        _("Read as"),
        _(", ").join((in_line(article.charset), translated(language_name(article.language)))),
    )
    for number, reference in enumerate(article.references):
        yield Fact("" if number else _("Sources"), reference)


def _fetched(fetched: Fetched) -> Iterator[Fact]:
    size = plural("{n:,} byte", "{n:,} bytes", len(fetched.data))
    status = _("status {n}", n=fetched.status)
    parts = (in_line(fetched.fetched_at), status, fetched.content_type or "", size)
    yield Fact(_("Fetched"), " · ".join(filter(None, parts)))
    if fetched.final_url != fetched.url:
        yield Fact("", f"{fetched.url} → {fetched.final_url}")
    else:
        yield Fact("", fetched.url)
    yield Fact("", f"SHA-256 {fetched.sha256}")


def _copies(copies: tuple[CopyRow, ...]) -> Iterator[Fact]:
    for number, copy in enumerate(copies[:_MOST_COPIES]):
        kind = translated(copy.kind)
        alike = f"{kind} {copy.containment:.0%}" if copy.id else kind
        where = copy.source or copy.url or copy.origin
        parts = (copy.published or _("no day"), isolated(where), alike)
        yield Fact("" if number else _("Copies"), " · ".join(parts))
    if len(copies) > _MOST_COPIES:
        yield Fact("", _("and {n} more", n=len(copies) - _MOST_COPIES))
