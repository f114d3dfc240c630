"""The dossier of an entity, or of two: what is known and told, each line leading to its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

import styles
from corpus.bilingual import Bilingual
from corpus.errors import BriefError
from tui.bidi.layout import analyse
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said, line_said
from tui.language.said import _, is_from_right
from tui.panes.dossier import DossierView, SectionList
from tui.panes.keyline import KeyLine
from tui.panes.rows import VirtualRows
from tui.panes.status import StatusLine
from tui.screens.ask import ask_until_kept
from tui.screens.helping import Helping
from tui.screens.list_file import lines_written
from tui.screens.meet import MeetScreen
from tui.wording import isolated

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import EntityName, Span
    from corpus.dossier.values import Line, Section, Subject
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library
    from tui.keys import Where

NARROW = 90
"""Columns below which the contents are left out."""
EXPORTED = 1000
"""Lines of a section that are written to a file at the most."""


@dataclass(frozen=True, slots=True)
class Goto:
    """The place in a text to go to."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class OpenConcordance:
    """The entity whose concordance to open."""

    slug: str


@dataclass(frozen=True, slots=True)
class OpenTimeline:
    """The entity whose timeline to open."""

    slug: str


Answer = Goto | OpenConcordance | OpenTimeline


@dataclass(slots=True)
class _Visit:
    """A dossier that is or was open, as far as it has been read."""

    slugs: tuple[str, ...]
    subjects: tuple[Subject, ...] = ()
    sections: tuple[Section, ...] = ()
    is_whole: bool = False
    cursor: int = -1
    top: int = 0
    shown: dict[str, int] = field(default_factory=dict)


class DossierScreen(Helping, EncodedScreen, Screen["Answer | None"]):
    """Shows a dossier; the answer is what to open next, or None.

    Args:
        library: Where the articles are; it is read beside, in a thread.
        slugs: The entity, or the two whose meeting is told.
    """

    CSS_PATH = styles.sheet("dossier")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "dossier")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "dossier", "rows")
    AUTO_FOCUS = "#dossier"

    @dataclass
    class _Named(Message):
        """Whom a dossier is about has become known."""

        visit: _Visit
        subjects: tuple[Subject, ...]

    @dataclass
    class _Arrived(Message):
        """A section has been read."""

        visit: _Visit
        section: Section

    @dataclass
    class _Ended(Message):
        """All sections have been read, or something hindered it."""

        visit: _Visit
        problem: str = ""

    def __init__(self, library: Library, *slugs: str) -> None:
        super().__init__()
        self._library = library
        self._path = library.path
        self._visit = _Visit(slugs)
        self._before: list[_Visit] = []

    def compose(self) -> ComposeResult:
        """Lay out contents, lines, the status line and the keys."""
        with Horizontal(id="dossier-panes"):
            yield SectionList(id="sections")
            yield DossierView(id="dossier")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "dossier")

    def on_mount(self) -> None:
        """Begin to read."""
        self._open(self._visit)

    def on_resize(self, event: events.Resize) -> None:
        """Leave the contents out where there is little room."""
        self.set_class(event.size.width < NARROW, "-narrow")

    @property
    def _view(self) -> DossierView:
        return self.query_one(DossierView)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    # --- reading ------------------------------------------------------------------------

    def _open(self, visit: _Visit) -> None:
        self._visit = visit
        self._view.show(visit.sections, visit.cursor, visit.top, visit.shown)
        self._tell()
        if not visit.is_whole:
            visit.sections = ()
            self._read(visit, is_arabic=is_from_right())

    @work(thread=True, exclusive=True, group="dossier")
    def _read(self, visit: _Visit, *, is_arabic: bool) -> None:
        """Read a dossier section by section, each shown as soon as it is ready."""
        from corpus.dossier.build import dossier, named_in, pair, quick, subject_of
        from corpus.dossier.known import name_section
        from corpus.knowledge.base import load
        from corpus.library.store import Library

        worker = get_current_worker()
        try:
            with Library(self._path, writable=False) as library:
                known = named_in(library, visit.slugs[0]) if len(visit.slugs) == 1 else None
                if known is not None:
                    known = with_arabic(known) if is_arabic else known
                    # The knowledge base takes longer to load than a page of the library.
                    self.post_message(self._Named(visit, (known,)))
                    self.post_message(self._Arrived(visit, name_section(known)))
                    for section in quick(library, known):
                        self.post_message(self._Arrived(visit, section))
                base = load()
                subjects = tuple(subject_of(library, base, slug) for slug in visit.slugs)
                if is_arabic:
                    subjects = tuple(with_arabic(subject, base) for subject in subjects)
                self.post_message(self._Named(visit, subjects))
                parts = (
                    pair(library, base, *subjects[:2])
                    if len(subjects) > 1
                    else dossier(library, base, subjects[0])
                )
                for section in parts:
                    if worker.is_cancelled:
                        return
                    self.post_message(self._Arrived(visit, section))
        except BriefError as error:
            self.post_message(self._Ended(visit, error_said(error)))
            return
        self.post_message(self._Ended(visit))

    @on(_Named)
    def _named(self, event: _Named) -> None:
        event.visit.subjects = event.subjects
        if event.visit is self._visit:
            names = [subject.name for subject in event.subjects]
            said = (name.ar if is_from_right() else _in_latin(name) for name in names)
            self._view.show_title(" — ".join(said))
            self._tell()

    @on(_Arrived)
    def _arrived(self, event: _Arrived) -> None:
        visit = event.visit
        kept = {section.key: section for section in visit.sections} | {
            event.section.key: event.section
        }
        visit.sections = tuple(kept.values())
        if visit is self._visit:
            self._view.add(event.section)
            visit.sections = self._view.sections
            self._show_contents()

    @on(_Ended)
    def _ended(self, event: _Ended) -> None:
        event.visit.is_whole = not event.problem
        if event.visit is self._visit:
            self._tell(event.problem)

    @on(DossierView.MoreAsked)
    def _more_asked(self, event: DossierView.MoreAsked) -> None:
        event.stop()
        if self._visit.subjects:
            self._read_on(self._visit, event.section)

    @work(thread=True, exclusive=True, group="more")
    def _read_on(self, visit: _Visit, section: Section) -> None:
        """Read the next page of a section."""
        from corpus.dossier.build import page
        from corpus.library.store import Library

        assert section.next is not None
        try:
            with Library(self._path, writable=False) as library:
                further = page(library, visit.subjects[0], section.key, section.next)
        except BriefError as error:
            self.post_message(self._Ended(visit, error_said(error)))
            return
        if further is not None:
            lines = (*section.lines, *further.lines)
            whole = replace(section, lines=lines, next=further.next)
            self.post_message(self._Arrived(visit, whole))

    # --- where one is -------------------------------------------------------------------

    @on(DossierView.Moved)
    def _moved(self) -> None:
        self._show_contents()
        self._tell()

    def _show_contents(self) -> None:
        contents = self.query_one(SectionList)
        with self.prevent(VirtualRows.Highlighted):
            contents.show_sections(self._view.sections, self._view.current_section)

    def _tell(self, problem: str = "") -> None:
        line = self._view.line
        where = "" if self._visit.is_whole else _("reading …")
        if problem:
            where = problem
        elif line is not None and line.spot is not None:
            where = _("{key}: to the place in the text", key="Enter")
        elif line is not None and line.entity is not None:
            where = _("{key}: the dossier of {entity}", key="Enter", entity=_leads_to(line))
        self._status.say(where, " · ".join(isolated(s.name.ar) for s in self._visit.subjects))

    @on(VirtualRows.Chosen, "#sections")
    def _section_clicked(self, event: VirtualRows.Chosen) -> None:
        event.stop()
        self._view.go_to_section(event.index)

    def action_section(self, step: int) -> None:
        """Go to the next section, or the one before."""
        if self._view.sections:
            here = self._view.current_section + step
            self.action_go_to_section(here % len(self._view.sections))

    def action_go_to_section(self, index: int) -> None:
        """Go to a section by its number."""
        if index < len(self._view.sections):
            self._view.go_to_section(index)

    # --- leaving ------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open what the line leads to."""
        self._view.action_choose()

    @on(DossierView.Chosen)
    def _chosen(self, event: DossierView.Chosen) -> None:
        event.stop()
        line = event.line
        if line.spot is not None:
            self.dismiss(Goto(line.spot.article_id, line.spot.span))
        elif line.entity is not None and (line.entity,) != self._visit.slugs:
            self._leave_for(line.entity)
        else:
            self._status.say(_("this line leads nowhere: it is what the knowledge base says"))

    def again(self) -> DossierScreen:
        """Return a screen that shows what this one did when one left it, and leads back as far."""
        screen = DossierScreen(self._library, *self._visit.slugs)
        screen._visit, screen._before = self._visit, self._before
        return screen

    def _keep_place(self) -> None:
        self._visit.cursor = self._view.cursor
        self._visit.top = round(self._view.scroll_offset.y)
        self._visit.shown = self._view.shown

    def _leave_for(self, *slugs: str) -> None:
        self._keep_place()
        self._before.append(self._visit)
        self._open(_Visit(slugs))

    def action_back(self) -> None:
        """Go back to the dossier one came from; leave where there is none."""
        if self._before:
            visit = self._before.pop()
            self._open(visit)
            if visit.subjects:
                self._named(self._Named(visit, visit.subjects))
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_concordance(self) -> None:
        """Leave for the concordance of the entity."""
        self._keep_place()
        self.dismiss(OpenConcordance(self._visit.slugs[0]))

    def action_timeline(self) -> None:
        """Leave for the timeline of the entity."""
        self._keep_place()
        self.dismiss(OpenTimeline(self._visit.slugs[0]))

    # --- acts ---------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy the line one stands on."""
        line = self._view.line
        if line is not None:
            parts = (line_said(line.label), line_said(line.text))
            text = " ".join(part for part in parts if part)
            self.app.copy_to_clipboard(text.translate(_ISOLATES))
            self.notify(_("Copied the line"))

    @work(exclusive=True, group="ask")
    async def action_pair(self) -> None:
        """Ask for another entity, and show where the two meet."""
        asked = self._visit.slugs[0]
        name = await self.app.push_screen_wait(MeetScreen(self._path))
        if name is not None and name.slug != asked:
            self._leave_for(asked, name.slug)

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask for a file and write the dossier to it as Markdown."""
        if not self._visit.is_whole:
            self.notify(_("The dossier is still being read"))
            return
        key = "-and-".join(slug.partition("/")[2] for slug in self._visit.slugs)
        today = datetime.now(UTC).date().isoformat()
        visit = self._visit
        await ask_until_kept(
            self.app,
            lambda name: self._exported(visit, Path(name).expanduser(), today) if name else "",
            _("Export the dossier as Markdown to"),
            answer=f"dossier-{key}-{today}.md",
        )

    def _exported(self, visit: _Visit, path: Path, day: str) -> str:
        """Write a dossier to a file, and return what hindered it, or nothing."""
        from corpus.dossier.markdown import to_markdown
        from corpus.files import write_file

        try:
            written = write_file(path, to_markdown(visit.subjects, visit.sections, day))
        except BriefError as error:
            return error_said(error)
        lines = sum(len(section.lines) for section in visit.sections)
        self.notify(lines_written(lines, written))
        return ""


def _in_latin(name: EntityName) -> str:
    """Return the English name, or the slug where that is not written from the left either."""
    is_latin = analyse(name.en).base == 0 and name.en.isprintable()
    return name.en if is_latin else name.type.prefix


def _leads_to(line: Line) -> str:
    """Return whose dossier a line leads to: its slug, in Arabic its name where that is known."""
    if is_from_right() and isinstance(line.text, Bilingual):
        return line.text.arabic.partition(" · ")[0]
    return line.entity or ""


def with_arabic(subject: Subject, base: KnowledgeBase | None = None) -> Subject:
    """Return whom a dossier is about with what is known in Arabic of it."""
    from corpus.knowledge.arabic import in_arabic, name_in_arabic

    if subject.known is None or base is None:
        return replace(subject, name=name_in_arabic(subject.name))
    known = in_arabic(subject.known, base)
    return replace(subject, name=known.name, known=known)


_ISOLATES = dict.fromkeys(map(ord, "\u200f\u2068\u2069"), "")
