"""What leads out of the program: the page in a browser, the text in an editor or a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported

from tui.language.said import _, noted
from tui.screens.browse.linking import Linking
from tui.wording import byline, isolated

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.article import Article
    from tui.screens.pipe import Input

TEXT, JSON, SELECTED = noted("the article's text"), noted("the article as JSON"), noted("selected")


class Leaving(Linking):
    """Hands what one reads to other programs; each says first what it would do."""

    _piped_last = ""
    """The command that was run last."""

    @work(exclusive=True, group="ask")
    async def action_open_page(self) -> None:
        """Open the article's page in the browser; while selecting, go to the other end."""
        if self._at.selected is not None:
            await self.run_action("other_end")
            return
        article = self._article
        if not self._may("page.open") or article is None:
            return
        if not article.url:
            self._status.say(_("no address of a page is known of this article: f goes by letters"))
            return
        await self._ask_to_open(article.url)

    def _offer_address(self, address: str) -> None:
        self._offer_to_open(address)

    @work(exclusive=True, group="ask")
    async def _offer_to_open(self, address: str) -> None:
        await self._ask_to_open(address)

    async def _ask_to_open(self, address: str) -> None:
        """Show an address whole, and open it if that is wanted."""
        from tui.browser import host_as_sent, is_web_address, opener
        from tui.screens.keystroke import KeystrokeScreen

        if not is_web_address(address):
            self._status.say(_("only http and https addresses can be opened"), address)
            return
        command = opener()
        if command is None:
            self.app.copy_to_clipboard(address)
            self.notify(_("No browser here: copied {what}", what=address))
            return
        host = host_as_sent(address)
        lines = [
            isolated(address),
            *([_("The host is {host}", host=host)] if host else []),
            _("y opens it in the browser, c copies it; any other key leaves"),
        ]
        answer = await self.app.push_screen_wait(KeystrokeScreen("yc", lines))
        if answer == "c":
            self.app.copy_to_clipboard(address)
            self.notify(_("Copied {what}", what=address))
        elif answer == "y":
            self._status.say(_("opening the browser…"), address)
            self._hand_to_browser(command, address)

    @work(thread=True, exclusive=True, group="browser", exit_on_error=False)
    def _hand_to_browser(self, command: tuple[str, ...], address: str) -> None:
        from tui.browser import open_address

        problem = open_address(command, address)
        self.app.call_from_thread(self._handed_over, command[0], address, problem)

    def _handed_over(self, browser: str, address: str, problem: str) -> None:
        if not problem:
            self._status.say(_("given to {browser}", browser=browser), address)
            return
        self.app.copy_to_clipboard(address)
        self.notify(
            _("{problem}. Copied {what}", problem=problem, what=address), severity="warning"
        )

    # --- the editor ------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_open_editor(self) -> None:
        """Open the article's text, or the file it came from, in the person's own editor."""
        from tui.screens.keystroke import KeystrokeScreen

        article = self._article
        if not self._may("page.editor") or article is None:
            return
        source = source_file(article)
        answer: str | None = "t"
        if source is not None:
            lines = [
                _("t  a copy of the text, to read"),
                _("s  the file it came from: {path}", path=isolated(str(source))),
            ]
            answer = await self.app.push_screen_wait(KeystrokeScreen("ts", lines))
        if answer is not None:
            self._edit(article, source if answer == "s" else None)

    def _edit(self, article: Article, source: Path | None) -> None:
        """Open a file in the editor, or a copy of the text where none is given."""
        from tui.editing.external import editor_command, opened_in, read_elsewhere

        command = editor_command()
        try:
            with self.app.suspend():
                problem = (
                    read_elsewhere(_readable(article), article.id, command)
                    if source is None
                    else opened_in(command, source)
                )
        except SuspendNotSupported:
            problem = _("No other program can be opened from here")
        self._status.say(problem or _("back from the editor; the library is as it was"))

    # --- a command -------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_pipe(self) -> None:
        """Ask for a command, show what it would get, run it if that is wanted, show its answer."""
        from tui.screens.pipe import OutputScreen, PipeScreen

        if not self._may("pipe") or self._article is None:
            return
        screen = PipeScreen(self._inputs(self._article), self._piped_last)
        piped = await self.app.push_screen_wait(screen)
        if piped is None:
            return
        self._piped_last = piped.command
        await self.app.push_screen_wait(OutputScreen(piped))

    def _inputs(self, article: Article) -> list[Input]:
        from tui.screens.pipe import Input

        selected = self.get_selected_text()
        return [
            *([Input(SELECTED, selected)] if selected else []),
            Input(TEXT, _readable(article)),
            Input(JSON, self._as_json(article)),
        ]

    def _as_json(self, article: Article) -> str:
        import json

        from corpus.article import Extraction
        from corpus.extraction_json import as_json

        statements = self._library.statements(article.id)
        found = as_json(article.origin, article, Extraction(self._mentions, statements))
        whole = {"id": article.id, "url": article.url, "text": article.text, **found}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def source_file(article: Article) -> Path | None:
    """Return the file an article came from, where it is still there."""
    from pathlib import Path

    if article.origin.startswith(("sample:", "http:", "https:")):
        return None
    path = Path(article.origin)
    try:
        return path.resolve() if path.is_file() else None
    except OSError:
        return None


def _readable(article: Article) -> str:
    """Return an article's own text, logical: headline, outlet and day, paragraphs."""
    texts = [paragraph.span.slice(article.text) for paragraph in article.paragraphs]
    headlines = sum(paragraph.role == "headline" for paragraph in article.paragraphs)
    texts.insert(headlines, byline(article))
    return "\n\n".join(texts) + "\n"
