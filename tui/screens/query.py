"""Asking for a query: the words, what they can become, and how much they find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from corpus.article import Span
from corpus.errors import BriefError
from corpus.query.completion import complete
from corpus.query.errors import QueryError
from corpus.query.letters import COLONS
from corpus.query.parse import parse
from corpus.query.tree import Pattern, Phrase, Tag, Word, leaves
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted
from tui.panes.completion import CompletionList
from tui.panes.edited import EditedView
from tui.panes.keyline import KeyLine
from tui.panes.prompt import QueryInput
from tui.panes.visual import BidiVisual
from tui.screens.early import EarlyLetters
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.library.store import Library
    from corpus.query.completion import Choice, Completion
    from corpus.query.tree import Query
    from corpus.query.vocabulary import Vocabulary

    Count = Callable[[Query], int]

TIP = noted(
    'words, "phrases", official: agreement: source: before: #tag -not OR — F1 tells them all'
)
PLACEHOLDER = noted('agreement:sochi before:2020-03 -source:RT "…"')


class QueryScreen(EarlyLetters, EncodedScreen, ModalScreen["Query | None"]):
    """Asks for a query; the answer is None when the user thinks better of it.

    What is offered and counted is found in threads, one at a time of each kind and always for
    what was typed last, so that typing never waits.

    Args:
        library: What is asked. Queries asked earlier are taken from it, and this one is added.
        text: What stands in the field at first.
        count: How many articles a query finds; called in a thread, so it opens a library of its
            own. By default the search engine is asked.
        vocabulary: Makes what is offered; called in a thread once. By default read from the
            library.
        today: The day that ``today`` and ``1 week`` count from; the day it is if left out.
    """

    CSS_PATH = styles.sheet("query")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("query")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "QueryInput"

    @dataclass
    class Found(Message):
        """Something found in a thread has come."""

        beside: Beside
        asked: Any
        answer: Any

    def __init__(
        self,
        library: Library,
        text: str = "",
        *,
        count: Count | None = None,
        vocabulary: Callable[[], Vocabulary] | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._text = text
        self._today = today
        self._history = _history(library)
        self._earlier = -1
        """Which of the earlier queries stands in the field; -1 for none."""
        self._own = text
        """What was in the field before an earlier query."""
        path = library.path
        self._vocabulary: Vocabulary | None = None
        make = vocabulary or (lambda: _vocabulary_of(path))
        self._reading = Beside(self, lambda _: make(), self._give_vocabulary)
        self._completing = Beside(self, self._complete, self._give_completion)
        self._counting = Beside(self, count or _counter(path), self._give_count)

    def compose(self) -> ComposeResult:
        """Show the choices, what is to be said, the field and the keys."""
        with Vertical(id="query-prompt"):
            yield CompletionList(id="completions")
            yield Static(id="told")
            # The field keeps its line while the choices above it come and go.
            yield QueryInput(self._text, placeholder=_(PLACEHOLDER))
            yield KeyLine("query")

    @property
    def _field(self) -> QueryInput:
        return self.query_one(QueryInput)

    @property
    def _list(self) -> CompletionList:
        return self.query_one(CompletionList)

    def on_mount(self) -> None:
        """Make ready what can be offered, and say what there is already."""
        self.app.clear_notifications()
        self._reading.ask(None)
        self._typed()

    # --- typing -------------------------------------------------------------------------

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        if self._earlier >= 0 and event.text != self._history[self._earlier]:
            self._earlier = -1
        self._typed()

    @on(QueryInput.Moved)
    def _moved(self, event: QueryInput.Moved) -> None:
        event.stop()
        self._completing.ask((self._field.text, self._field.cursor_position))

    def _typed(self) -> None:
        """Offer, count and check what stands in the field now."""
        text = self._field.text
        self._completing.ask((text, self._field.cursor_position))
        query = self._checked(text)
        if query is not None:
            self._counting.ask(query)

    def _checked(self, text: str, *, strictly: bool = False) -> Query | None:
        """Return what is asked; else mark what is wrong, unless it may be just unfinished."""
        try:
            query = parse(text, today=self._today)
        except QueryError as error:
            is_wrong = strictly or not error.is_unfinished
            self._field.mark((), error.at if is_wrong else None)
            self._say(error_said(error) if is_wrong else "", is_wrong=is_wrong)
            return None
        self._field.mark(tuple(_keywords(text, query)))
        self._say("" if text.strip() else _(TIP))
        return query

    def _say(self, line: str, *, is_wrong: bool = False) -> None:
        self.query_one("#query-prompt").set_class(is_wrong, "-wrong")
        self.query_one("#told", Static).update(BidiVisual(line, 3))

    # --- what comes from beside ---------------------------------------------------------

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if self.is_attached:
            event.beside.came(event.asked, event.answer)

    def _give_vocabulary(self, asked: object, vocabulary: Vocabulary | BriefError) -> None:
        del asked
        if isinstance(vocabulary, BriefError):
            return
        self._vocabulary = vocabulary
        self._completing.ask((self._field.text, self._field.cursor_position))

    def _complete(self, typed: tuple[str, int]) -> Completion:
        from corpus.query.vocabulary import NOTHING_KNOWN

        return complete(*typed, self._vocabulary or NOTHING_KNOWN)

    def _give_completion(self, typed: tuple[str, int], completion: Completion) -> None:
        if typed == (self._field.text, self._field.cursor_position):
            self._list.show_choices(completion.choices)
            self._list.display = bool(completion.choices)

    def _give_count(self, query: Query, told: int | BriefError) -> None:
        text = self._field.text
        if query.text != text or not text.strip():
            return
        if isinstance(told, int):
            self._say(counted(told, "article"))
        elif isinstance(told, QueryError) and not told.is_unfinished:
            self._field.mark((), told.at)
            self._say(str(told), is_wrong=True)
        else:
            self._say(str(told))

    # --- choices and earlier queries ----------------------------------------------------

    def action_choose_next(self, step: int) -> None:
        """Move to another choice; above the first one, to an earlier query."""
        choices = self._list
        is_among = choices.cursor >= 0
        if is_among and choices.cursor + step < 0:
            choices.leave_choices()
        elif is_among or (step > 0 and self._earlier < 0):
            choices.action_move(step)
        else:
            self._go_earlier(self._earlier - step)

    def _go_earlier(self, which: int) -> None:
        if not -1 <= which < len(self._history):
            return
        if self._earlier < 0:
            self._own = self._field.text
        self._earlier = which
        self._field.rewrite(self._own if which < 0 else self._history[which])

    def action_take(self) -> None:
        """Put the choice under the cursor, or the first, in the place of the word."""
        choices = self._list
        choice = choices.choice or next(iter(choices.choices), None)
        if choice is not None:
            self._take(choice)

    def _take(self, choice: Choice) -> None:
        field = self._field
        # The caret may have moved after the choices were found.
        now = self._complete((field.text, field.cursor_position))
        if choice not in now.choices:
            return
        text, caret = now.taken(field.text, choice)
        field.rewrite(text)
        field.cursor_position = caret
        self._typed()

    @on(CompletionList.Chosen)
    def _clicked(self, event: CompletionList.Chosen) -> None:
        event.stop()
        self.action_take()

    # --- leaving ------------------------------------------------------------------------

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        if self._list.choice is not None:
            self.action_take()
            return
        query = self._checked(event.text, strictly=True)
        if query is None:
            if (wrong := self._field.wrong) is not None:
                self._field.cursor_position = wrong.end
            return
        _remember(self._library, query.text)
        self.dismiss(query)

    def action_cancel(self) -> None:
        """Ask nothing."""
        self.dismiss(None)

    def action_language(self) -> None:
        """Show all that can be asked."""
        from tui.screens.language import LanguageScreen

        self.app.push_screen(LanguageScreen(), self._add)

    def _add(self, example: str | None) -> None:
        """Put an example behind what stands in the field."""
        if example is not None:
            field = self._field
            field.rewrite(f"{field.text} {example}".strip())


class Beside:
    """Finds something in a thread: one at a time, and next whatever was asked for last.

    Args:
        screen: Where the answer goes.
        find: Called in the thread.
        give: Called with what was asked and the answer, unless something else was asked since.
    """

    def __init__(
        self,
        screen: QueryScreen,
        find: Callable[[Any], Any],
        give: Callable[[Any, Any], None],
    ) -> None:
        self._screen = screen
        self._find = find
        self._give = give
        self._is_busy = False
        self._next: list[Any] = []

    def ask(self, what: object) -> None:
        """Find something for this, at once or after what is being looked for."""
        self._next = [what]
        if not self._is_busy:
            self._start()

    def _start(self) -> None:
        (what,), self._next = self._next, []
        self._is_busy = True

        def find() -> None:
            try:
                answer = self._find(what)
            except BriefError as error:
                answer = error
            self._screen.post_message(QueryScreen.Found(self, what, answer))

        self._screen.run_worker(find, thread=True, group="query")

    def came(self, asked: object, answer: object) -> None:
        """Hand an answer on, or look for what has been asked since."""
        self._is_busy = False
        if self._next:
            self._start()
        else:
            self._give(asked, answer)


def _counter(path: Path) -> Count:
    from tui.screens.answerer import searching

    def count(query: Query) -> int:
        with searching(path)() as searcher:
            return searcher.count(query)

    return count


def _vocabulary_of(path: Path) -> Vocabulary:
    from corpus.knowledge.base import load
    from corpus.library.store import Library
    from corpus.query.vocabulary import vocabulary_of

    with Library(path, writable=False) as beside:
        return vocabulary_of(beside, load())


def _history(library: Library) -> Sequence[str]:
    from corpus.library.desk import asked_queries

    try:
        return asked_queries(library)
    except BriefError:
        return ()


def _remember(library: Library, text: str) -> None:
    from corpus.library.desk import remember_query

    if not library.writable:
        return
    try:
        remember_query(library, text)
    except BriefError:
        # A query is answered too where it cannot be remembered.
        return


def _keywords(text: str, query: Query) -> Iterator[Span]:
    """Return where the keywords of a query stand, with their colons, and its tags."""
    if query.sort_at is not None:
        yield from _keyword(text, query.sort_at)
    for node, _wanted in leaves(query.root):
        if isinstance(node, Tag) and text[node.at.start] == "#":
            yield node.at
        elif not isinstance(node, Word | Phrase | Pattern):
            yield from _keyword(text, node.at)


def _keyword(text: str, at: Span) -> Iterator[Span]:
    colon = next((n for n in range(at.start, at.end) if text[n] in COLONS), None)
    if colon is not None:
        yield Span(at.start, colon + 1)
