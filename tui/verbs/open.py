"""Opening the screen."""

from __future__ import annotations

import gc
import os
import sys

from corpus.errors import BriefError, LibraryError, UsageError
from tui.settings import usable_settings
from tui.terminal.here import ask_terminal, check, terminal_here
from tui.verbs.common import narrate, open_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping
    from typing import TextIO

    from corpus.library.store import Library
    from tui.language.choice import Language, Numerals
    from tui.settings import Settings

_NUMERALS: dict[str, Numerals] = {"latin": "latin", "arabic": "arabic-indic"}


def run(options: Namespace) -> int:
    """Open the library on the screen, at an article if one is named.

    Raises:
        UsageError: There is no terminal, or no such mode.
        LibraryError: The library cannot be opened.
    """
    check(options.bidi, options.harakat)
    settings, problems = usable_settings()
    # Textual reads from stdin and paints on stderr.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(map(_is_terminal, streams)) and not os.environ.get("TEXTUAL_DRIVER"):
        raise UsageError(
            "The screen needs a terminal", "Without one use the verbs: idlib-brief --help"
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError(
            "This terminal can show no screen (TERM is dumb)", "Use list, show and the other verbs"
        )
    _require_utf8(os.environ)
    # Nothing made on the way to the first frame is garbage, and looking through it all for some
    # takes a tenth of the way. BriefApp turns collection on again.
    gc.disable()
    # The terminal answers while the library is opened and Textual is imported.
    with ask_terminal() as question, _library(options) as library:
        first = library.resolve(options.article) if options.article else None
        from corpus.library.session import tour_is_due
        from corpus.library.used import UsedLibraries
        from tui.app import BriefApp
        from tui.driver import explicit_driver
        from tui.encoder import Encoding

        terminal = terminal_here(options.bidi, options.harakat, question, settings)
        encoding = Encoding(terminal.mode, terminal.keep_harakat)
        app = BriefApp(
            library,
            encoding=encoding,
            first=first,
            terminal=terminal,
            language=_language(options.language, settings),
            settings=settings,
            ground=terminal.replies.ground,
            tour=tour_is_due(library),
            libraries=UsedLibraries(),
            problems=problems,
        )
        app.driver_class = explicit_driver(app.driver_class, terminal)
        try:
            app.run()
        finally:
            app.library.close()
    if app.failure is not None:
        from tui.crash import tell

        tell(app.failure, app.facts, debug=options.debug)
        return 1
    return app.return_code or 0


def _require_utf8(environment: Mapping[str, str]) -> None:
    """Refuse a terminal whose locale names another character set.

    There the bytes of Arabic letters would be taken for control characters and answered with keys
    that nobody has pressed. A locale that names none says nothing of the terminal.

    Raises:
        UsageError: The locale names one.
    """
    name = next((n for n in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(n)), "")
    charset = environment.get(name, "").partition("@")[0].partition(".")[2]
    if charset.upper().replace("-", "") not in ("", "UTF8"):
        raise UsageError(
            f"{name} says this terminal shows {charset}, not UTF-8, and so no Arabic",
            "If it can, call: LC_ALL=C.UTF-8 idlib-brief",
        )


def _language(asked: str | None, settings: Settings) -> Language:
    from tui.language.choice import chosen_language

    return chosen_language(asked or settings.interface, _NUMERALS.get(settings.digits))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _library(options: Namespace) -> Library:
    """Open the library for writing, or for reading where it cannot be written."""
    try:
        return open_library(options, writable=True)
    except LibraryError as error:
        if "read-only" not in error.message:
            raise
        try:
            library = open_library(options)
        except BriefError:
            raise error from None
        narrate(f"{error.message}. Opened for reading: nothing will be remembered.")
        return library
