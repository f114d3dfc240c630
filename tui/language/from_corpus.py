"""What the corpus says in English and the screen shows: its words, and lines made of them.

The corpus speaks one language, so that scripts can rely on it. Words that come from one of its
tables are looked up as they are; lines with a number in them by their shape, ``{n}`` in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.bilingual import Bilingual
from corpus.told import Told
from tui.language.choice import ENGLISH
from tui.language.said import _, in_line, is_from_right, noted, plural, spoken, translated

if TYPE_CHECKING:
    from corpus.errors import BriefError

WORDS: Final = (
    # corpus/search/broaden.py: what is other about a query that finds something
    noted("Did you mean"),
    noted("In any spelling and form"),
    noted("Without"),
    noted("Only"),
    noted("Only, in any spelling and form,"),
    # corpus/library: kinds of copies, fields of an article
    noted("same content"),
    noted("same text"),
    noted("shares passages"),
    noted("version"),
    noted("title"),
    noted("day"),
    noted("outlet"),
    noted("language"),
    # corpus/timeline.py: days of the week and months
    noted("Mon"),
    noted("Tue"),
    noted("Wed"),
    noted("Thu"),
    noted("Fri"),
    noted("Sat"),
    noted("Sun"),
    noted("Jan"),
    noted("Feb"),
    noted("Mar"),
    noted("Apr"),
    noted("May"),
    noted("Jun"),
    noted("Jul"),
    noted("Aug"),
    noted("Sep"),
    noted("Oct"),
    noted("Nov"),
    noted("Dec"),
    noted("(year not stated)"),
    # corpus/library: what could not be done
    noted("add a feed"),
    noted("add an article"),
    noted("add articles"),
    noted("begin an import"),
    noted("change a feed"),
    noted("change articles"),
    noted("change the library"),
    noted("delete the note"),
    noted("drop a mark"),
    noted("edit an article"),
    noted("end an import"),
    noted("forget a correction"),
    noted("keep a name"),
    noted("keep a page's bytes"),
    noted("keep the notes' sources"),
    noted("keep what was found in an article"),
    noted("keep what was found"),
    noted("keep what was seen of a feed"),
    noted("keep what was seen of a folder"),
    noted("look for similar articles"),
    noted("merge the notes"),
    noted("move a view"),
    noted("move the note"),
    noted("note a correction"),
    noted("note that a feed failed"),
    noted("note that a feed was read"),
    noted("note that a view was looked at"),
    noted("open the library"),
    noted("put a page in place of its excerpt"),
    noted("read the library"),
    noted("remember a query"),
    noted("remember the reading position"),
    noted("remove a feed"),
    noted("remove a view"),
    noted("restore the notes"),
    noted("save a view"),
    noted("save the note"),
    noted("search the library"),
    noted("set a mark"),
    noted("take a change of notes back"),
    noted("take in an entry of a feed"),
    noted("take the import back"),
    noted("undo a change"),
    noted("refresh"),
    # corpus/ingest/decode.py: what something is
    noted("a PDF document"),
    noted("a ZIP archive or an office document"),
    noted("an old office document"),
    noted("an RTF document"),
    noted("an image"),
    noted("an image, sound or video"),
    noted("a compressed file"),
    noted("a program"),
    noted("a database"),
    noted("a folder"),
    noted("a pipe"),
    noted("a socket"),
    noted("a device"),
    noted("no regular file"),
    noted("input error"),
)
"""The words and the shapes of lines that the catalogue has beside what this package says itself."""

OF_OTHERS: Final = (
    # The system's reasons, also as they stand inside a sentence.
    noted("Permission denied"),
    noted("permission denied"),
    noted("No such file or directory"),
    noted("no such file or directory"),
    noted("Read-only file system"),
    noted("read-only file system"),
    noted("No space left on device"),
    noted("no space left on device"),
    noted("Is a directory"),
    noted("is a directory"),
    noted("Not a directory"),
    noted("not a directory"),
    noted("File name too long"),
    noted("file name too long"),
    noted("Disk quota exceeded"),
    noted("disk quota exceeded"),
    noted("Input/output error"),
    noted("input/output error"),
    noted("Operation not permitted"),
    noted("operation not permitted"),
    noted("Too many levels of symbolic links"),
    noted("Text file busy"),
    noted("embedded null byte"),
    # What Python finds wrong with a regular expression.
    noted("missing ), unterminated subpattern"),
    noted("unbalanced parenthesis"),
    noted("unterminated character set"),
    noted("nothing to repeat"),
    noted("multiple repeat"),
    noted("bad escape (end of pattern)"),
    noted("unexpected end of pattern"),
    noted("min repeat greater than max repeat"),
    noted("look-behind requires fixed-width pattern"),
)
"""What the system and Python say in English, and errors hand on."""


def error_said(error: BriefError) -> str:
    """Return what is wrong and what to do about it, in the language spoken."""
    if spoken() == ENGLISH:
        return str(error)
    message, hint = told_said(error.message), told_said(error.hint)
    return f"{message}. {hint}" if hint else message


def told_said(text: str) -> str:
    """Return a sentence of the corpus in the language spoken, with its values put in.

    Args:
        text: What the corpus has told; any other text comes back as it is, but for one that the
            catalogue has.
    """
    if spoken() == ENGLISH or not text:
        return text
    if isinstance(text, Bilingual):
        return text.arabic if is_from_right() else text
    if not isinstance(text, Told) or not text.values:
        return translated(text)
    values = {
        name: told_said(value) if isinstance(value, Told | Bilingual) else value
        for name, value in text.values.items()
    }
    if translated(text.template) is text.template and spoken().tag != "en":
        return text
    if not text.other:
        return _(text.template, **values)
    counted = values.pop("n")
    assert isinstance(counted, int)
    return plural(text.template, text.other, counted, **values)


_FIGURES: Final = frozenset("0123456789-–,: ")


def line_said(text: str) -> str:
    """Return a part of a dossier's line in the language spoken.

    What the corpus has told is said anew, and what it knows in both languages in the one that is
    spoken; a text without either, such as a passage or a day, comes back as it is.
    """
    if isinstance(text, Told | Bilingual):
        return told_said(text)
    # From one day to another runs from the left even where lines begin on the right.
    return in_line(text) if " – " in text and _FIGURES.issuperset(text) else text


def moment_said(text: str) -> str:
    """Return a moment of the timeline, such as ``Mon 17 Sep 2018``, in the language spoken."""
    if spoken().tag == "en":
        return text
    text = text.replace("(year not stated)", _("(year not stated)"))
    return " ".join(map(translated, text.split(" ")))


def act_said(text: str) -> str:
    """Return what was done at the desk, such as ``Starred: 3 articles``, in the language spoken."""
    if spoken().tag == "en":
        return text
    return "؛ ".join(map(_one_act_said, text.split("; ")))


_DONE: Final = (
    (noted("Starred"), "Starred: "),
    (noted("Unstarred"), "Unstarred: "),
    (noted("Read"), "Read: "),
    (noted("Unread"), "Unread: "),
    (noted("View saved"), "View saved: "),
    (noted("View removed"), "View removed: "),
)


_TAGGED: Final = (
    (noted("{tag} given to {what}"), " given to "),
    (noted("{tag} taken from {what}"), " taken from "),
)


def _one_act_said(text: str) -> str:
    for done, opening in _DONE:
        if text.startswith(opening):
            return f"{_(done)}: {_articles_said(text.removeprefix(opening))}"
    for said, joint in _TAGGED:
        tag, found, what = text.partition(joint)
        if found and tag.startswith("#"):
            return _(said, tag=tag, what=_articles_said(what))
    return text


def _articles_said(text: str) -> str:
    count = text.partition(" ")[0].replace(",", "")
    if count.isdecimal() and text.endswith((" article", " articles")):
        return plural("{n} article", "{n} articles", int(count))
    return text
