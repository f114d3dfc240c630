"""The timeline: what was published when and of which days is told, on one axis and in a list."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on, work
from textual.cache import LRUCache
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

import styles
from corpus.errors import BriefError
from corpus.library.store import Library
from corpus.library.timeline_rows import (
    Asked,
    item,
    landmarks,
    numbers_of,
    overview,
    references,
    unknown_years,
    with_unknown_years,
)
from corpus.timeline import Overview, Series, moment_of, month_of, month_text
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said, line_said, moment_said
from tui.language.said import _, in_line, noted, plural
from tui.panes.keyline import KeyLine
from tui.panes.paint import title_of
from tui.panes.status import StatusLine
from tui.panes.timeline import TimelineHeadings, TimelineList
from tui.panes.timeline_bars import TimelineBars
from tui.panes.timeline_quote import TimelineQuote
from tui.screens.ask import AskScreen, ask_until_kept
from tui.screens.helping import Helping
from tui.screens.list_file import file_hindrance, file_question, lines_written
from tui.wording import counted, isolated, name_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import EntityName, Span
    from corpus.library.timeline_rows import Reference
    from corpus.timeline import Group, Landmark, Moment, Precision, TimelineItem, Unit
    from tui.keys import Where

BLOCK = 200
"""Items of a moment that are asked for at a time."""
BORDER = 6
"""Columns of the list's frame beside its title."""
LAST_MONTH = 12 * 10_000
"""Behind every month there is."""
SERIES: tuple[Series, ...] = get_args(Series)
SHOWN: dict[Series, str] = {
    "both": "",
    "published": noted("published only"),
    "events": noted("told of only"),
}
KNOWN_TO: dict[Precision, str] = {
    "day": noted("known to the day"),
    "days": noted("known to some days"),
    "month": noted("known to the month"),
    "months": noted("known to some months"),
    "year": noted("known to the year"),
    "years": noted("known to some years"),
    "year unknown": noted("known but for the year"),
}
"""How precisely a moment is known, as it is said."""


@dataclass(frozen=True, slots=True)
class TimelinePlace:
    """Where to go from a timeline."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of the library is shown."""

    query: str = ""
    ids: tuple[str, ...] | None = None
    """The articles the query finds, where that is known."""
    entity: EntityName | None = None


class TimelineScreen(Helping, EncodedScreen, Screen["TimelinePlace | None"]):
    """Shows a timeline; the answer is the place to go to, or None.

    Args:
        library: Where the articles are.
        query: Only articles that this query finds.
        ids: The articles it finds, where that is known already.
        entity: Only what is told where this entity is mentioned.
        day: An ISO day; the cursor begins at it or what comes next, else at the axis's beginning.
    """

    CSS_PATH = styles.sheet("timeline")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "timeline", "rows", "prompt")
    AUTO_FOCUS = "#items"
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-least"),
        (13, "-low"),
        (19, "-middle"),
        (31, "-tall"),
        (50, "-tallest"),
    ]

    @dataclass
    class Counted(Message):
        """How much there is of each moment is known."""

        wanted: _Wanted
        asked: Asked
        found: Overview
        unknown: tuple[Reference, ...]

    @dataclass
    class Known(Message):
        """The days of known agreements are known."""

        landmarks: tuple[Landmark, ...]

    @dataclass
    class Failed(Message):
        """The library cannot be read, or the query cannot."""

        problem: str

    def __init__(
        self,
        library: Library,
        query: str = "",
        *,
        ids: Sequence[str] | None = None,
        entity: EntityName | None = None,
        day: str | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._day = moment_of(day) if day else None
        self._wanted = _Wanted(query, None if ids is None else tuple(ids), entity)
        self._asked = Asked()
        self._found: Overview | None = None
        self._unknown: tuple[Reference, ...] = ()
        self._series: Series = "both"
        self._brush: tuple[int, int] | None = None
        self._landmarks: tuple[Landmark, ...] = ()
        self._references: LRUCache[object, tuple[Reference, ...]] = LRUCache(64)

    def compose(self) -> ComposeResult:
        """Lay out the bars, the list, the sentence under the cursor, status line and keys."""
        yield TimelineBars(id="bars")
        yield TimelineHeadings()
        yield TimelineList(self._fetched, id="items")
        yield TimelineQuote(id="passage")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "timeline")

    @property
    def _list(self) -> TimelineList:
        return self.query_one("#items", TimelineList)

    @property
    def _bars(self) -> TimelineBars:
        return self.query_one("#bars", TimelineBars)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    def on_mount(self) -> None:
        """Begin to count."""
        self._count(self._wanted)
        self._look_up_landmarks()

    # --- what is read beside the screen --------------------------------------------------

    def _count(self, wanted: _Wanted) -> None:
        self._status.say(_("counting …"))
        self._counting(wanted)

    @work(thread=True, exclusive=True, group="timeline")
    def _counting(self, wanted: _Wanted) -> None:
        worker = get_current_worker()
        try:
            with Library(self._library.path, writable=False) as library:
                asked = _asked(library, wanted)
                found = overview(library, asked)
                if not worker.is_cancelled:
                    self.post_message(self.Counted(wanted, asked, found, ()))
                unknown = unknown_years(library, asked)
                if unknown and not worker.is_cancelled:
                    whole = with_unknown_years(found, unknown)
                    self.post_message(self.Counted(wanted, asked, whole, unknown))
        except BriefError as error:
            if not worker.is_cancelled:
                self.post_message(self.Failed(error_said(error)))

    @work(thread=True, group="landmarks")
    def _look_up_landmarks(self) -> None:
        from corpus.knowledge.base import load

        try:
            with Library(self._library.path, writable=False) as library:
                self.post_message(self.Known(landmarks(library, load())))
        except BriefError:
            # They are only marks on the axis.
            return

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        beside = self._list.group
        self._wanted, self._asked = event.wanted, event.asked
        self._found, self._unknown = event.found, event.unknown
        self._references.clear()
        self._show(beside.moment if beside else None)
        if beside is None:
            self._list.stand_near(self._beginning())

    def _beginning(self) -> Moment | None:
        """Return where the cursor begins: at the day asked for, or at the first bar."""
        axis = self._bars.axis
        return self._day or (moment_of(month_text(axis.first)) if axis else None)

    @on(Known)
    def _known(self, event: Known) -> None:
        self._landmarks = event.landmarks
        self._bars.show_landmarks(
            [(month_of(mark.day), _without_year(mark)) for mark in event.landmarks]
        )
        self._tell()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._status.say(event.problem)

    # --- what is shown -------------------------------------------------------------------

    def _fetched(self, group: Group, index: int) -> TimelineItem | None:
        """Return an item of a group, None if its article has gone meanwhile."""
        block, at = divmod(index, BLOCK)
        key = group.moment, block, self._series
        found = self._references.get(key)
        try:
            if found is None:
                found = self._block(group, block)
                self._references[key] = found
            if at >= len(found):
                return None
            entity = self._asked.entity
            return item(self._library, found[at], entity)
        except BriefError:
            return None

    def _block(self, group: Group, block: int) -> tuple[Reference, ...]:
        if group.moment.first is None:
            mine = [one for one in self._unknown if one.moment == group.moment]
            return tuple(mine[block * BLOCK : (block + 1) * BLOCK])
        return references(
            self._library, group, self._asked, self._series, start=block * BLOCK, count=BLOCK
        )

    def _groups(self) -> tuple[Group, ...]:
        return self._found.shown(self._series, self._brush) if self._found else ()

    def _show(self, beside: Moment | None = None) -> None:
        """Show bars and list anew, the cursor at a moment or what comes next."""
        found = self._found or Overview(())
        self._bars.show_counts(found.by_month(), self._series)
        groups = self._groups()
        self._list.empty_text = self._nothing()
        self._list.show_groups(groups, self._series, beside)
        room = self._list.outer_size.width - BORDER
        self._list.border_title = title_of(self._title(groups), room)
        self._tell()

    def _nothing(self) -> tuple[str, str]:
        if self._brush is not None:
            return (
                f"  {_('Nothing in these months.')}",
                f"  {_('[ and ] move the range, Esc drops it.')}",
            )
        if self._is_filtered:
            return (
                f"  {_('Nothing is told of any day.')}",
                f"  {_('Esc drops what narrows the timeline.')}",
            )
        how = _("Take some in: {command}", command="idlib-brief add FILE…")
        return f"  {_('No articles yet.')}", f"  {how}"

    @property
    def _is_filtered(self) -> bool:
        wanted = self._wanted
        return bool(wanted.query or wanted.ids is not None or wanted.entity)

    def _title(self, groups: Sequence[Group]) -> str:
        published = sum(group.count("published") for group in groups)
        events = sum(group.count("events") for group in groups)
        parts = []
        if self._series != "events":
            parts.append(plural("{n} article published", "{n} articles published", published))
        if self._series != "published":
            accounts = plural("{n} account of a date", "{n} accounts of a date", events)
            parts.append(f"{accounts}{_apart(groups)}")
        if self._brush is not None:
            parts.append(_months(self._brush))
        return f"{_('Timeline')}: {' · '.join(parts)}"

    def _tell(self) -> None:
        """Say where the cursor is, and show what it is on."""
        listed = self._list
        self._bars.show_place(self._brush, listed.month)
        group, shown = listed.group, listed.item
        passage = self.query_one("#passage", TimelineQuote)
        if group is None:
            passage.show_passage("", "", (0, 0))
            self._status.say("", self._narrowed())
            return
        parts = [
            _("{n} of {total}", n=listed.cursor + 1, total=listed.row_count),
            moment_said(group.moment.spoken),
        ]
        if group.published and self._series != "events":
            parts.append(_("{n} published", n=group.published))
        if group.events and self._series != "published":
            parts.append(counted(group.events, "account"))
        parts += self._known_then(group)
        self._status.say(" · ".join(parts), self._narrowed())
        if shown is None:
            passage.show_passage(_("its article is gone"), "", (0, 0))
        else:
            passage.show_passage(self._facts(shown), shown.text, shown.date_at)

    def _known_then(self, group: Group) -> list[str]:
        """Return the agreements known to be of a moment's day."""
        if group.moment.precision != "day":
            return []
        names = [mark.name for mark in self._landmarks if mark.day == group.moment.first]
        return [f"◇ {line_said(name)}" for name in names]

    def _narrowed(self) -> str:
        entity = self._wanted.entity
        parts = [isolated(entity.ar or entity.en)] if entity else []
        if self._wanted.query:
            parts.append(isolated(self._wanted.query))
        elif self._wanted.ids is not None:
            parts.append(counted(len(self._wanted.ids), "article"))
        return " · ".join(parts)

    def _facts(self, shown: TimelineItem) -> str:
        day = shown.published or _("a day not known")
        source = isolated(shown.source or _("an outlet not named"))
        if shown.kind == "published":
            return _("published {day} by {source}", day=day, source=source)
        parts = [_("told of {when}", when=moment_said(shown.moment.spoken))]
        if shown.moment.precision != "day":
            parts.append(_(KNOWN_TO[shown.moment.precision]))
        if shown.certainty != "sure":
            parts.append(_("likely"))
        parts.append(_("by {source} on {day}", source=source, day=day))
        if shown.is_statement:
            names = self._library.entity_names(shown.said_by)
            known = [names[slug] for slug in shown.said_by if slug in names]
            said = _(", ").join(map(name_said, known))
            parts.append(_("quoting {names}", names=said or _("somebody")))
        if shown.further:
            parts.append(_("{n} more there", n=shown.further))
        return " · ".join(parts)

    def on_virtual_rows_highlighted(self) -> None:
        """Follow the cursor."""
        self._tell()

    def on_virtual_rows_chosen(self) -> None:
        """Go to the sentence that was chosen."""
        self.action_jump()

    # --- what one can do -----------------------------------------------------------------

    def action_step(self, unit: Unit, direction: int) -> None:
        """Go on or back in time."""
        if self._list.go(unit, direction):
            return
        where = _("nothing later") if direction > 0 else _("nothing earlier")
        hint = f" {_('in these months; Esc drops the range')}" if self._brush else ""
        self._status.say(f"{where}{hint}", self._narrowed())

    def action_brush(self, step: int) -> None:
        """Brush the bar of the cursor, or move the brush by a bar."""
        axis = self._bars.axis
        if axis is None:
            return
        if self._brush is None:
            bar = None if self._list.month is None else axis.bar_of(self._list.month)
            self._set_brush(axis.months_of(0 if bar is None else bar))
            return
        first, last = self._brush
        if first < axis.first and step > 0:
            self._set_brush(axis.months_of(0))
        elif last > axis.last and step < 0:
            self._set_brush(axis.months_of(axis.bars - 1))
        elif first + step * axis.unit < axis.first:
            self._set_brush((0, axis.first - 1) if axis.before else self._brush)
        elif last + step * axis.unit > axis.last:
            self._set_brush((axis.last + 1, LAST_MONTH) if axis.after else self._brush)
        else:
            self._set_brush((first + step * axis.unit, last + step * axis.unit))

    def action_widen(self, step: int) -> None:
        """Take a bar more into the brush, or a bar less."""
        axis = self._bars.axis
        if axis is None:
            return
        if self._brush is None:
            self.action_brush(1)
            return
        first, last = self._brush
        if first < axis.first or last > axis.last:
            return
        wanted = last + step * axis.unit
        if first + axis.unit - 1 <= wanted <= axis.last:
            self._set_brush((first, wanted))
        elif wanted > axis.last and first > axis.first:
            self._set_brush((first - axis.unit, last))

    @on(TimelineBars.Brushed)
    def _brushed(self, event: TimelineBars.Brushed) -> None:
        self._set_brush((event.first, event.last))

    def _set_brush(self, brush: tuple[int, int] | None) -> None:
        beside = self._list.group
        self._brush = brush
        self._show(beside.moment if beside else None)

    def action_series(self) -> None:
        """Show what was published, of what is told, or both."""
        beside = self._list.group
        self._series = SERIES[(SERIES.index(self._series) + 1) % len(SERIES)]
        self._show(beside.moment if beside else None)
        if SHOWN[self._series]:
            self._status.say(_(SHOWN[self._series]), self._narrowed())

    def action_leave(self) -> None:
        """Drop what narrows the timeline, one thing at a time, and leave when nothing does."""
        if self._brush is not None:
            self._set_brush(None)
        elif self._wanted.entity is not None:
            self._count(replace(self._wanted, entity=None))
        elif self._is_filtered:
            self._count(_Wanted())
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_jump(self) -> None:
        """Leave, and go to the sentence under the cursor."""
        shown = self._list.item
        if shown is not None:
            self.dismiss(TimelinePlace(shown.article_id, shown.span))

    @work(exclusive=True, group="ask")
    async def action_entity(self) -> None:
        """Ask for an entity, and show only what is told where it is mentioned."""
        question = _("Only where this is mentioned (a name or a slug; empty for all)")
        answer = ""
        while True:
            given = await self.app.push_screen_wait(AskScreen(question, answer=answer))
            if given is None:
                return
            if not given.strip():
                self._count(replace(self._wanted, entity=None))
                return
            found = await asyncio.to_thread(_entities, self._library.path, given)
            if found:
                self._count(replace(self._wanted, entity=found[0]))
                return
            question = _("Nothing is called {name}; another name", name=isolated(given))
            answer = given

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Ask for a query, and show only the articles it finds."""
        await ask_until_kept(
            self.app,
            self._find,
            _("Only articles that this query finds (empty for all)"),
            answer=self._wanted.query,
        )

    def _find(self, text: str) -> str:
        """Begin to look for a query, and return what is wrong with it, or nothing."""
        from corpus.query.parse import parse

        try:
            parse(text)
        except BriefError as error:
            return error_said(error)
        self._count(replace(self._wanted, query=text.strip(), ids=None))
        return ""

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask for a file and write what is listed to it."""
        if not self._list.row_count:
            self._status.say(_("nothing to export"))
            return
        await ask_until_kept(
            self.app,
            self._begin_export,
            file_question(self._list.row_count, ".md, .csv, .json"),
            answer="timeline.md",
        )

    def _begin_export(self, name: str) -> str:
        from corpus.timeline_export import format_of

        path = Path(name).expanduser()
        if not name.strip():
            return ""
        hindered = file_hindrance(path, format_of)
        if not hindered:
            self._exporting(path, self._groups(), self._asked, self._series, self._unknown)
        return hindered

    @work(thread=True, group="export")
    def _exporting(
        self,
        path: Path,
        groups: Sequence[Group],
        asked: Asked,
        series: Series,
        unknown: Sequence[Reference],
    ) -> None:
        problem = ""
        try:
            lines = write_timeline(self._library.path, path, groups, asked, series, unknown)
        except BriefError as error:
            problem = error_said(error)
        if problem:
            self.app.call_from_thread(self.notify, problem, severity="error")
        else:
            self.app.call_from_thread(self.notify, lines_written(lines, path))


def _asked(library: Library, wanted: _Wanted) -> Asked:
    from corpus.timeline_query import numbers_found

    known = wanted.ids
    articles = numbers_found(library, wanted.query) if known is None else numbers_of(library, known)
    return Asked(articles, wanted.entity.slug if wanted.entity else None)


def _entities(path: Path, text: str) -> tuple[EntityName, ...]:
    """Return what a name or a slug can mean, the best first; to be called in a thread."""
    from corpus.library.entity_search import open_finder

    with Library(path, writable=False) as library:
        slug = text.strip().lower()
        named = library.entity_names([slug]).get(slug)
    return (named,) if named else open_finder(path).find(text, limit=1)


def write_timeline(
    library_path: Path,
    path: Path,
    groups: Sequence[Group],
    asked: Asked,
    series: Series,
    unknown: Sequence[Reference],
) -> int:
    """Write some groups to a new file, and return how many lines that were.

    Raises:
        BriefError: The name is taken, or the file cannot be written.
    """
    from corpus.files import write_file
    from corpus.library.timeline_rows import items
    from corpus.timeline_export import document, format_of

    with Library(library_path, writable=False) as library:
        listed = list(items(library, groups, asked, series, unknown))
    write_file(path, document(listed, format_of(path)))
    return len(listed)


def _apart(groups: Sequence[Group]) -> str:
    """Say how many accounts of some groups stand in no bar."""
    shown = Overview(tuple(groups))
    parts = []
    if shown.wide:
        parts.append(_("{n} of a year or the like", n=shown.wide))
    if shown.of_unknown_year:
        parts.append(_("{n} of a year not stated", n=shown.of_unknown_year))
    return f" ({_(', ').join(parts)})" if parts else ""


def _without_year(mark: Landmark) -> str:
    """Return what is known by a name, which the axis dates already."""
    return line_said(mark.name).removesuffix(f" {mark.day.year}")


def _months(brush: tuple[int, int]) -> str:
    if brush[0] == 0:
        return _("before {month}", month=month_text(brush[1] + 1))
    if brush[1] >= LAST_MONTH:
        return _("after {month}", month=month_text(brush[0] - 1))
    first, last = month_text(brush[0]), month_text(brush[1])
    return in_line(first) if first == last else _("{first} to {last}", first=first, last=last)
