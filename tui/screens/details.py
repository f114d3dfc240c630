"""What is known of an article and how; its title, day, outlet and language are put right here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from corpus.errors import BriefError, UsageError
from corpus.library.edits import Changes, changed
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted, plural, translated
from tui.panes.edited import EditedView
from tui.panes.facts import FactList
from tui.panes.keyline import KeyLine
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.helping import Helping
from tui.screens.known import facts_of
from tui.wording import isolated

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article
    from corpus.library.edits import Edited
    from corpus.library.store import Library
    from tui.keys import Where

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("title", noted("Title"), noted("none")),
    ("published", noted("Day"), noted("not known — YYYY-MM-DD")),
    ("source", noted("Outlet"), noted("not known")),
    ("language", noted("Language"), "ar, fa, en …"),
)
"""The fields: of which part of `Changes`, what they are called, what they say when empty."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the article that was looked at."""

    article_id: str
    """The article, which is another one where a page took the place of its excerpt."""
    told: str
    """What has changed, in a line."""


class DetailsScreen(Helping, EncodedScreen, ModalScreen["Changed | None"]):
    """Shows what is known of an article; the answer is what was changed, None for nothing.

    Args:
        library: Where the article is.
        article: The article.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("details", "prompt")]
    KEYS: ClassVar[tuple[Where, ...]] = ("details", "field", "typing")
    CSS_PATH = styles.sheet("details")
    AUTO_FOCUS = "#title"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__()
        self._library = library
        self._article = article
        self._before = _values(article)
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """Show the fields, what is wrong with them, and all that is known."""
        with Vertical(id="details"):
            heading = _("What is known of article {id}, and how", id=self._article.id)
            yield Static(BidiVisual(heading, 1), id="heading")
            for name, label, placeholder in FIELDS:
                with Horizontal(classes="field"):
                    yield Static(BidiVisual(_(label)))
                    said = translated(placeholder)
                    yield BidiInput(self._before[name], placeholder=said, id=name)
            yield Static(id="problem")
            yield FactList(id="facts")
            yield KeyLine("field", "details", "prompt")

    def on_mount(self) -> None:
        """Take what still stands in the way from the screen, and show what is known."""
        self.app.clear_notifications()
        self.query_one(FactList).show_facts(facts_of(self._library, self._article))
        self._say(self._hint())

    def _hint(self) -> str:
        if not self._library.writable:
            return _("The library is read-only: nothing can be changed here")
        return _("Enter keeps; an empty field is not known; the text itself never changes")

    def _say(self, line: str) -> None:
        self.query_one("#problem", Static).update(BidiVisual(line))

    # --- the fields ---------------------------------------------------------------------

    def _changes(self) -> Changes:
        """Return what was written that does not stand there already."""
        written = {name: self.query_one(f"#{name}", BidiInput).value for name, *_ in FIELDS}
        return Changes(
            **{
                name: value.strip()
                for name, value in written.items()
                if value.strip() != self._before[name].strip()
            }
        )

    def _problem(self, changes: Changes) -> str:
        """Return what is wrong with what was written, or nothing."""
        try:
            changed(self._article, changes)
        except UsageError as error:
            return error_said(error)
        return ""

    @on(EditedView.Changed)
    def _written(self, event: EditedView.Changed) -> None:
        event.stop()
        self._say(self._problem(self._changes()) or self._hint())

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        changes = self._changes()
        problem = self._problem(changes)
        if changes == Changes():
            self.dismiss(None)
        elif problem or not self._library.writable:
            self._say(problem or self._hint())
        elif not self._is_busy:
            self._begin(_("Reading the article again…"))
            self._keep(changes)

    def action_field(self, step: int) -> None:
        """Go to the next or previous field."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_page(self, pages: int) -> None:
        """Scroll what is known."""
        self.query_one(FactList).action_page(pages)

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    # --- beside the screen --------------------------------------------------------------

    def _begin(self, told: str) -> None:
        self._is_busy = True
        self._say(told)

    def _ended(self, answer: Changed | None, problem: str) -> None:
        self._is_busy = False
        if not self.is_current:
            return
        if problem:
            self._say(problem)
        else:
            self.dismiss(answer)

    @work(thread=True, exclusive=True, group="edit")
    def _keep(self, changes: Changes) -> None:
        from corpus.library.edits import edit_telling
        from corpus.library.store import Library

        answer, problem = None, ""
        try:
            with Library(self._library.path) as library:
                edited = edit_telling(library, self._article.id, changes)
            answer = Changed(self._article.id, told(edited))
        except BriefError as error:
            problem = error_said(error)
        self.app.call_from_thread(self._ended, answer, problem)

    def action_fetch_whole(self) -> None:
        """Fetch the page an excerpt was taken from, and put it in its place."""
        if self._is_busy:
            return
        if not self._library.writable:
            self._say(self._hint())
        elif self._article.url is None:
            self._say(_("No address is known of this article"))
        elif not self._article.excerpt:
            self._say(_("This is the whole article already"))
        else:
            self._begin(_("Fetching the page…"))
            self._fetch()

    @work(thread=True, exclusive=True, group="edit")
    def _fetch(self) -> None:
        from corpus.library.refresh import fetch_whole
        from corpus.library.store import Library

        answer, problem = None, ""
        try:
            with Library(self._library.path) as library:
                id_ = fetch_whole(library, self._article.id)
            answer = Changed(id_, _("the page has taken the place of its excerpt"))
        except BriefError as error:
            problem = error_said(error)
        self.app.call_from_thread(self._ended, answer, problem)


def told(edited: Edited) -> str:
    """Say in a line what an edit has changed."""
    if not edited.fields:
        return _("nothing has changed")
    *others, last = map(translated, edited.fields)
    fields = _("{others} and {last}", others=_(", ").join(others), last=last) if others else last
    known = edited.article.published
    day = f": {isolated(known.day if known else _('not known'))}" if "day" in edited.fields else ""
    meaning = ""
    if edited.mentions:
        mean = plural(
            "{n} mention means something else now",
            "{n} mentions mean something else now",
            edited.mentions,
        )
        meaning = f" · {mean}"
    return f"{_('{fields} changed', fields=fields)}{day}{meaning}"


def _values(article: Article) -> dict[str, str]:
    return {
        "title": article.title or "",
        "published": article.published.day if article.published else "",
        "source": article.source or "",
        "language": article.language,
    }
