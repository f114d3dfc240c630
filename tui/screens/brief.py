"""Putting a brief together: what articles of a period say, kept or left out one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.screen import Screen

import styles
from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted, plural
from tui.panes.brief import BriefList, BriefRow
from tui.panes.keyline import KeyLine
from tui.panes.paint import title_of
from tui.panes.status import StatusLine
from tui.screens.export import Choices, ExportScreen, Outcome, write_content, write_document
from tui.screens.helping import Helping
from tui.screens.preview import PreviewScreen
from tui.screens.stored import stored_object
from tui.wording import counted, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article, Span
    from corpus.export import Passage
    from corpus.export.blocks import Document
    from corpus.library.brief import Material
    from corpus.library.store import Library
    from tui.keys import Where
    from tui.screens.export import Allowed

ASKED = "what the last brief asked"
"""Under this name the library remembers query and period."""

NOTES, SAID = noted("Your notes"), noted("What was said")
FIRST, TOLD = noted("Named for the first time"), noted("Timeline")


@dataclass(frozen=True, slots=True)
class BriefPlace:
    """The place in a text to go to."""

    article_id: str
    span: Span | None


@dataclass(slots=True)
class BriefState:
    """How the brief was left."""

    query: str = ""
    period: str = ""
    material: Material | None = None
    dropped: frozenset[str] = frozenset()
    cursor: str | None = None
    top: float = 0


class BriefScreen(Helping, EncodedScreen, Screen["BriefPlace | None"]):
    """Shows all that a brief can hold; the answer is the place to go to, or None.

    Args:
        library: Where everything is; it is read beside, in a thread.
        state: How the brief was left; kept up to date.
    """

    CSS_PATH = styles.sheet("notes")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "brief", "rows")
    AUTO_FOCUS = "#brief"

    def __init__(self, library: Library, state: BriefState) -> None:
        super().__init__()
        self._library = library
        self._state = state
        self._places: dict[str, BriefPlace] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list, the status line and the keys."""
        yield BriefList(id="brief")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "brief")

    @property
    def _list(self) -> BriefList:
        return self.query_one(BriefList)

    def on_mount(self) -> None:
        """Show the brief as it was left, or ask what it is to be about."""
        if self._state.material is not None:
            self._show(self._state.material)
            self.call_after_refresh(self._list.return_to, self._state.top)
            # Notes may have been written since.
            self._read(self._state.query, *period_of(self._state.period))
        else:
            self._begin()

    def _say(self, line: str) -> None:
        self.query_one("#status", StatusLine).say(line)

    # --- what it is about ---------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def _begin(self) -> None:
        query, period = _asked_last(self._library)
        self._state.query = self._state.query or query
        self._state.period = self._state.period or period
        if await self._ask_query() and await self._ask_period():
            self._gather()
        else:
            self.dismiss(None)

    async def _ask_query(self) -> bool:
        from tui.screens.query import QueryScreen

        query = await self.app.push_screen_wait(QueryScreen(self._library, self._state.query))
        if query is None:
            return False
        self._state.query = query.text.strip()
        return True

    async def _ask_period(self) -> bool:
        from tui.screens.ask import AskScreen

        question, period = _("Which period"), self._state.period
        while True:
            given = await self.app.push_screen_wait(
                AskScreen(
                    question,
                    answer=period,
                    placeholder=_(
                        "2020-02 2020-03: from, to; a day, month or year; nothing for all"
                    ),
                )
            )
            if given is None:
                return False
            try:
                period_of(given)
            except ValueError as error:
                question, period = str(error), given
                continue
            self._state.period = given.strip()
            return True

    @work(exclusive=True, group="ask")
    async def action_query(self) -> None:
        """Ask which articles."""
        if await self._ask_query():
            self._gather()

    @work(exclusive=True, group="ask")
    async def action_period(self) -> None:
        """Ask for the period."""
        if await self._ask_period():
            self._gather()

    def _gather(self) -> None:
        self._say(_("Reading the articles…"))
        state = self._state
        if self._library.writable:
            asked = json.dumps({"query": state.query, "period": state.period})
            try:
                self._library.set_fact(ASKED, asked)
            except BriefError as error:
                self.notify(error_said(error), severity="warning")
        self._read(state.query, *period_of(state.period))

    @work(thread=True, exclusive=True, group="brief")
    def _read(self, query: str, begin: date | None, end: date | None) -> None:
        from corpus.library.brief import gather
        from corpus.library.store import Library

        made, problem = None, ""
        try:
            with Library(self._library.path, writable=False) as library:
                made = gather(library, query, begin, end)
        except BriefError as error:
            problem = error_said(error)
        self.app.call_from_thread(self._gathered, made, problem)

    def _gathered(self, material: Material | None, problem: str) -> None:
        if not self.is_attached:
            return
        if material is None:
            self._say(problem)
            return
        if self._state.material is not None:
            self._remember()
        self._state.material = material
        self._show(material)

    # --- what it holds ------------------------------------------------------------------

    def _show(self, material: Material) -> None:
        rows: list[BriefRow] = []
        self._places = {}
        for row, place in _rows(material):
            rows.append(row)
            self._places[row.key] = place
        self._list.empty_text = (
            f"  {_('Nothing is found for it.')}",
            f"  {_('/ asks for other articles, t for another period.')}",
        )
        self._list.show_rows(rows, self._state.dropped, self._state.cursor)
        self._tell()

    def _tell(self) -> None:
        material = self._state.material
        if material is None:
            return
        about = isolated(material.query) if material.query.strip() else _("everything")
        begin, end = str(material.begin or "…"), str(material.end or "…")
        title = _("Brief: {about}, {begin} to {end}", about=about, begin=begin, end=end)
        self._list.border_title = title_of(title)
        parts = [
            counted(len(material.articles), "article"),
            _("{n} found of {total}", n=material.found, total=material.searched),
        ]
        if material.folded:
            parts.append(_("{n} folded as copies", n=len(material.folded)))
        if material.undated:
            parts.append(_("{n} left out without a day", n=material.undated))
        if material.more_statements:
            more = plural("{n} statement more", "{n} statements more", material.more_statements)
            parts.append(more)
        if self._list.dropped:
            parts.append(_("{n} left out by you", n=len(self._list.dropped)))
        self._say(" · ".join(parts))

    def action_keep(self) -> None:
        """Leave what is under the cursor out, or take it in again, and go to the next."""
        row = self._list.row
        if row is not None:
            self._list.drop([row.key], is_dropped=row.key not in self._list.dropped)
            self._list.action_move(1)
            self._tell()

    def action_keep_section(self) -> None:
        """Leave all of the section out, or take all of it in."""
        keys = self._list.keys_of_section()
        self._list.drop(keys, is_dropped=not self._list.dropped & set(keys))
        self._tell()

    def action_section(self, step: int) -> None:
        """Go to the next or previous section."""
        self._list.go_to_section(step)

    def on_virtual_rows_chosen(self) -> None:
        """Go to the place of what was chosen."""
        self.action_jump()

    def action_jump(self) -> None:
        """Leave, and go to the place."""
        row = self._list.row
        if row is not None:
            self._remember()
            self.dismiss(self._places[row.key])

    def action_close(self) -> None:
        """Leave."""
        self._remember()
        self.dismiss(None)

    def _remember(self) -> None:
        here = self._list
        self._state.dropped = here.dropped
        self._state.cursor = here.row.key if here.row else None
        self._state.top = here.scroll_offset.y

    # --- what comes of it ---------------------------------------------------------------

    def _kept(self) -> Material | None:
        material = self._state.material
        return None if material is None else without(material, self._list.dropped)

    def action_preview(self) -> None:
        """Show the brief as it would be written."""
        material = self._kept()
        if material is not None:
            from corpus.export.brief import usual_title

            title = usual_title(material)
            self.app.push_screen(PreviewScreen(title, lambda: _document(material).plain()))

    def action_copy(self) -> None:
        """Copy the brief as Markdown."""
        material = self._kept()
        if material is not None:
            self.app.copy_to_clipboard(_document(material).plain())
            self._say(_("the brief is copied as Markdown"))

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask where to write the brief, and write it."""
        material = self._kept()
        if material is None or not material.articles:
            self._say(
                _("there is nothing to write: / asks for other articles, t for another period")
            )
            return
        told = await self.app.push_screen_wait(BriefExportScreen(self._library, material))
        if told:
            self.notify(told)


class BriefExportScreen(ExportScreen):
    """Asks where to write a brief and how.

    Args:
        library: Where choices are remembered.
        material: What it is made of.
    """

    FACT: ClassVar[str] = "choices of a brief"
    OFFERED: ClassVar[tuple[str, ...]] = ("title", "format", "markers")
    FORMATS: ClassVar[tuple[str, ...]] = ("md", "json", "html", "docx")

    def __init__(self, library: Library, material: Material) -> None:
        super().__init__(library, [passage.note for passage in material.notes])
        self._material = material

    def _usual(self) -> Choices:
        return Choices(path="idlib-brief.md", title="")

    def _heading(self) -> str:
        return plural(
            "Brief of {n} article to", "Brief of {n} articles to", len(self._material.articles)
        )

    def _said(self, name: str) -> str:
        if name == "title" and not self._choices.title:
            return _title(self._material, "")
        return super()._said(name)

    def _maker(self) -> Callable[[Choices], str]:
        material = self._material

        def make(chosen: Choices) -> str:
            if chosen.format == "json":
                from corpus.export.brief import to_json

                return to_json(material, title=chosen.title)
            return _document(material, chosen.title).plain()

        return make

    def _writer(self) -> Callable[[Choices, frozenset[Allowed]], Outcome]:
        from pathlib import Path

        material = self._material
        what = plural("Brief of {n} article", "Brief of {n} articles", len(material.articles))

        def put(chosen: Choices, allowed: frozenset[Allowed]) -> Outcome:
            path = Path(chosen.path.strip()).expanduser()
            if chosen.format == "json":
                from corpus.export.brief import to_json

                text = to_json(material, title=chosen.title)
                return write_content(path, text, what, allowed)
            markers = chosen.markers and chosen.format == "md"
            made = _document(material, chosen.title, markers=markers)
            titled = replace(chosen, title=_title(material, chosen.title))
            return write_document(path, made, titled, what, allowed)

        return put


def _title(material: Material, title: str) -> str:
    from corpus.export.brief import usual_title

    return title or usual_title(material)


def _document(material: Material, title: str = "", *, markers: bool = False) -> Document:
    from corpus.export.brief import document
    from corpus.knowledge.base import load

    return document(material, load(), title=title, markers=markers)


def without(material: Material, dropped: frozenset[str]) -> Material:
    """Return what a brief is made of without what was left out; how much that is is counted."""
    said = tuple(one for one in material.statements if _said_key(one) not in dropped)
    told = tuple(one for one in material.timeline if _told_key(one) not in dropped)
    return replace(
        material,
        notes=tuple(one for one in material.notes if _note_key(one) not in dropped),
        statements=said,
        more_statements=material.more_statements + len(material.statements) - len(said),
        first_named=tuple(
            one for one in material.first_named if f"first-{one.name.slug}" not in dropped
        ),
        timeline=told,
        more_rows=material.more_rows + len(material.timeline) - len(told),
    )


def period_of(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of what was written; None where it is open.

    Raises:
        ValueError: One of the two is no date, or the first is after the last.
    """
    from corpus.timeline import moment_of

    parts = text.replace("–", " ").replace("…", " ").split()
    if len(parts) > 2:
        raise ValueError(_("Write two dates at the most: 2020-02 2020-03"))
    moments = []
    for part in parts:
        moment = moment_of(part)
        if moment is None or moment.first is None or "/" in part:
            raise ValueError(_("{what} is no date: write 2020-03-05, 2020-03 or 2020", what=part))
        moments.append(moment)
    if not moments:
        return None, None
    first, last = moments[0].first, moments[-1].last
    if first is not None and last is not None and first > last:
        begin, end = parts[0], parts[-1]
        raise ValueError(_("{begin} is after {end}: exchange them", begin=begin, end=end))
    return first, last


def _asked_last(library: Library) -> tuple[str, str]:
    try:
        known = stored_object(library.fact(ASKED))
    except BriefError:
        return "", ""
    period = str(known.get("period") or "")
    try:
        period_of(period)
    except ValueError:
        period = ""
    return str(known.get("query") or ""), period


# --- the rows -------------------------------------------------------------------------------


def _note_key(passage: Passage) -> str:
    return f"note-{passage.note.id}"


def _said_key(passage: Passage) -> str:
    span = passage.note.span
    return f"said-{passage.article.id}-{span.start}-{span.end}"


def _told_key(item: Any) -> str:
    return f"told-{item.article_id}-{item.span.start}-{item.span.end}-{item.moment.value}"


def _rows(material: Material) -> Iterator[tuple[BriefRow, BriefPlace]]:
    """Yield what a brief can hold, with the place each thing stands at."""
    articles = {article.id: article for article in material.articles}
    for passage in material.notes:
        span = None if passage.orphaned or not passage.note.quote else passage.note.span
        words = passage.note.quote or passage.note.body
        says = passage.note.gloss or passage.note.body if passage.note.quote else ""
        yield (
            BriefRow(_note_key(passage), NOTES, says, words, _where(passage.article)),
            BriefPlace(passage.article.id, span),
        )
    for passage in material.statements:
        who = ", ".join(speaker.label for speaker in passage.speakers) or _("speaker not settled")
        yield (
            BriefRow(_said_key(passage), SAID, who, passage.note.quote, _where(passage.article)),
            BriefPlace(passage.article.id, passage.note.span),
        )
    for first in material.first_named:
        words = first.mention.span.slice(first.article.text)
        yield (
            BriefRow(
                f"first-{first.name.slug}", FIRST, first.name.en, words, _where(first.article)
            ),
            BriefPlace(first.article.id, first.mention.span),
        )
    for item in material.timeline:
        article = articles.get(item.article_id)
        where = _where(article) if article else item.article_id
        yield (
            BriefRow(_told_key(item), TOLD, item.moment.value, item.text, where),
            BriefPlace(item.article_id, item.span),
        )


def _where(article: Article) -> str:
    day = article.published.day if article.published else _("no date")
    return f"{isolated(day)} · {article.source or article.label}"
