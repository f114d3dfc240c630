"""The notes of a library: kept durably, in an order of the user's, every change undoable.

Every change is one transaction that waits for the disk and writes down what was before, so that
neither a crash nor a second program on the same library loses a note.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from corpus.article import Article, Note, Published, Span
from corpus.errors import NotFoundError, UsageError
from corpus.library.note_journal import (
    BEFORE,
    COLUMNS,
    IN_ORDER,
    SECOND,
    UNCHANGING,
    Journal,
    moment_of,
    note_of,
    notes_before,
    row_of,
)
from corpus.notes import ID_DIGITS
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from corpus.library.store import Library

AUTHOR: Final = "author of notes"
"""The fact of a library that says who takes notes in it."""

_ISO = "%Y-%m-%dT%H:%M:%SZ"

EDITABLE: Final = frozenset(field.name for field in fields(Note)) - UNCHANGING - {"modified"}
"""The names of what can be changed of a note."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit."""

    note: Note
    """The note as it is now."""
    other: Note | None = None
    """The edited version, kept as a note of its own, where somebody else had changed the same
    meanwhile; its ``conflict`` names the note."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change that was made, or taken back."""

    what: str
    """Such as ``delete``."""
    notes: tuple[str, ...]
    """The ids of the notes it changed."""
    left: tuple[str, ...] = ()
    """Those of them that were left alone, having been changed again since."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has done, as ids of notes of this library."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    """Those that only the other side had edited."""
    same: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    """Those edited on both sides: the other side's version, kept beside this one."""


# --- reading ------------------------------------------------------------------------------


_SELECT = f"SELECT {', '.join(COLUMNS)} FROM note"  # noqa: S608


def notes(library: Library, article_id: str | None = None) -> tuple[Note, ...]:
    """Return the notes of one article in reading order, or all in the order of the tray."""
    if article_id is None:
        return _found(library, IN_ORDER)
    return _found(library, "WHERE article_id = ? ORDER BY start, seq", article_id)


def order(library: Library) -> tuple[str, ...]:
    """Return the ids of all notes in the order of the tray, for a list that shows a few of them."""
    return library._ids(f"SELECT id FROM note {IN_ORDER}")  # noqa: S608


def notes_by_id(library: Library, ids: Iterable[str]) -> tuple[Note, ...]:
    """Return these notes in the order of the tray; ids without a note are left out."""
    which = f"WHERE id IN (SELECT value FROM json_each(?)) {IN_ORDER}"  # noqa: S608
    return _found(library, which, json.dumps(list(ids)))


def note(library: Library, id_: str) -> Note:
    """Return one note.

    Raises:
        NotFoundError: There is no note with this id.
    """
    found = _found(library, "WHERE id = ?", id_)
    if not found:
        raise _missing(id_)
    return found[0]


def resolve(library: Library, prefix: str) -> str:
    """Return the id of the one note whose id begins so.

    Raises:
        NotFoundError: No note, or more than one, has such an id.
    """
    wanted = prefix.strip().lower()
    found = library._ids(
        "SELECT id FROM note WHERE id >= ? AND id < ? ORDER BY id <> ?1 LIMIT 2",
        (wanted, wanted + "\U0010ffff"),
    )
    if not wanted or not found:
        raise _missing(prefix)
    if len(found) > 1 and found[0] != wanted:
        raise NotFoundError(
            told("More than one note id begins with {wanted}", wanted=wanted), _LIST
        )
    return found[0]


_LIST = told("See: idlib-brief notes")


def _missing(id_: str) -> NotFoundError:
    return NotFoundError(told("No note has the id {id!r}", id=id_), _LIST)


def _found(library: Library, which: str, *parameters: str) -> tuple[Note, ...]:
    return tuple(map(_note, library._rows(f"{_SELECT} {which}", parameters)))


def _note(row: Sequence[Any]) -> Note:
    """Return a note from the columns of `_SELECT`: five thousand must be listed at once."""
    *plain, start, stop, tags, entities = row
    id_, article_id, quote, prefix, suffix, content_hash, body, created, modified, *own = plain
    gloss, colour, author, speaker, office, conflict = own
    return Note(
        id_,
        article_id,
        Span(start, stop),
        quote,
        prefix,
        suffix,
        content_hash,
        body,
        created,
        modified,
        _list(tags),
        gloss,
        colour,
        author,
        speaker,
        office,
        None if entities is None else _list(entities),
        conflict,
    )


def _list(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def source_of(library: Library, article_id: str) -> Article | None:
    """Return what is remembered of an article that has gone, without text; None if nothing is."""
    rows = library._rows(
        "SELECT title, source, published, published_from, url, origin, agencies"
        " FROM note_source WHERE article = ?",
        (article_id,),
    )
    if not rows:
        return None
    title, source, day, known_from, url, origin, agencies = rows[0]
    return Article(
        id=article_id,
        text="",
        paragraphs=(),
        title=title,
        source=source,
        published=Published(day, known_from) if day else None,
        origin=origin,
        content_hash="",
        url=url,
        agencies=tuple(json.loads(agencies)),
    )


def version_seen(library: Library) -> int:
    """Return a number that differs once another connection has changed the library.

    Raises:
        LibraryError: The library cannot be read.
    """
    return int(library._rows("PRAGMA data_version")[0][0])


def before(library: Library, id_: str) -> list[Note]:
    """Return everything a note has been, as far as the journal goes back, in no order."""
    return notes_before(library._rows(BEFORE, (id_,)))


def author(library: Library) -> str:
    """Return who takes notes in a library; empty until somebody has said so."""
    return library.fact(AUTHOR) or ""


# --- changing -----------------------------------------------------------------------------


def save(library: Library, wanted: Sequence[Note], what: str = "save") -> None:
    """Store notes, in place of those with the same ids.

    Raises:
        LibraryError: They cannot be kept.
    """
    with library._writing("save the note", durable=True) as db:
        journal = Journal(db, library._now(), what)
        for one in wanted:
            journal.put(one)


def edit(
    library: Library, id_: str, changes: Mapping[str, Any], *, based_on: Note | None = None
) -> Edited:
    """Change a note.

    Args:
        library: Where it is.
        id_: Which one.
        changes: New values by the names of `EDITABLE`.
        based_on: The note as it was when the editing began. What somebody else has changed since
            then stays; where that is the very thing changed here, both versions are kept. None
            changes the note as it is now.

    Raises:
        NotFoundError: There is no such note; one that was there when the editing began comes
            back.
        UsageError: A name is not of `EDITABLE`.
        LibraryError: It cannot be kept.
    """
    for name in changes:
        if name not in EDITABLE:
            raise UsageError(
                told("A note has no {name!r}", name=name),
                told("It has: {names}", names=", ".join(sorted(EDITABLE))),
            )
    with library._writing("save the note", durable=True) as db:
        now = library._now()
        journal = Journal(db, now, "edit")
        held = journal.row(id_)
        current = note_of(held) if held else based_on
        if current is None:
            raise _missing(id_)
        base = based_on or current
        mine = {name: value for name, value in changes.items() if value != getattr(base, name)}
        clash = any(
            getattr(current, name) not in (getattr(base, name), mine[name]) for name in mine
        )
        if clash:
            other = _version_of(current, replace(base, **mine, modified=_after(base.created, now)))
            journal.put(other, beside=id_)
            return Edited(current, other)
        if not mine and held:
            return Edited(current)
        kept = replace(current, **mine, modified=_after(current.created, now))
        journal.put(kept)
        return Edited(kept)


def _after(created: str, now: str) -> str:
    """Return now, or the second after a note was taken: that it was edited must always show."""
    if now > created:
        return now
    moment = moment_of(created)
    return now if moment is None else (moment + timedelta(seconds=1)).strftime(_ISO)


def _version_of(kept: Note, other: Note) -> Note:
    """Return another version of a note under an id of its own, the same for the same content."""
    content = json.dumps(_content(other), ensure_ascii=False, sort_keys=True)
    digest = sha256(f"{kept.id}:{content}".encode(errors="surrogatepass")).hexdigest()
    return replace(other, id=digest[:ID_DIGITS], conflict=kept.id)


def _content(one: Note) -> dict[str, Any]:
    """Return what two versions of a note can differ in."""
    row = row_of(one)
    for name in ("id", "created", "modified", "conflict"):
        del row[name]
    return row


def delete(library: Library, ids: Iterable[str]) -> tuple[str, ...]:
    """Remove notes as one step, and return those that were there.

    Raises:
        LibraryError: They cannot be removed.
    """
    with library._writing("delete the note", durable=True) as db:
        journal = Journal(db, library._now(), "delete")
        return tuple(id_ for id_ in dict.fromkeys(ids) if journal.remove(id_))


def move(library: Library, ids: Sequence[str], *, before: str | None) -> None:
    """Put notes, in this order, right before another one, or at the end.

    Raises:
        NotFoundError: One of them is not there.
        LibraryError: The order cannot be kept.
    """
    moving = list(dict.fromkeys(ids))
    with library._writing("move the note", durable=True) as db:
        standing = list(db.execute(f"SELECT id, position FROM note {IN_ORDER}"))  # noqa: S608
        there = {id_ for id_, _ in standing}
        for id_ in (*moving, *([before] if before else ())):
            if id_ not in there:
                raise _missing(id_)
        if before in moving:
            return
        rest = [pair for pair in standing if pair[0] not in set(moving)]
        at = next((n for n, (id_, _) in enumerate(rest) if id_ == before), len(rest))
        journal = Journal(db, library._now(), "move")
        for id_, position in _positions(rest, at, moving).items():
            journal.place(id_, position)


def _positions(rest: Sequence[tuple[str, int]], at: int, moving: Sequence[str]) -> dict[str, int]:
    """Return the new positions: of those that move, or of all where there is no room."""
    first = rest[at - 1][1] if at else rest[0][1] - (len(moving) + 1) * SECOND if rest else 0
    last = rest[at][1] if at < len(rest) else first + (len(moving) + 1) * SECOND
    gap = (last - first) // (len(moving) + 1)
    if gap > 0:
        return {id_: first + gap * n for n, id_ in enumerate(moving, 1)}
    order = [*(id_ for id_, _ in rest[:at]), *moving, *(id_ for id_, _ in rest[at:])]
    begin = min(position for _, position in rest)
    step = max(1, (rest[-1][1] - begin) // max(1, len(order) - 1))
    return {id_: begin + n * step for n, id_ in enumerate(order)}


def merge(
    library: Library,
    others: Iterable[Note],
    what: str = "merge",
    *,
    before: Callable[[str], Iterable[Note]] = lambda _: (),
) -> Merged:
    """Take in notes of another library, or of a file, so that nothing of either side is lost.

    A note that is not here is added. Where both sides have it, the side that edited it wins; when
    both did, the other side's version is kept beside this one, marked. Doing it twice changes
    nothing more.

    Args:
        library: Where they go.
        others: The notes of the other side, in their order.
        what: What the step is called.
        before: Returns what a note of the other side was before, as far as that is known.

    Raises:
        LibraryError: They cannot be kept.
    """
    done: dict[str, list[str]] = {"added": [], "updated": [], "same": [], "doubled": []}
    with library._writing("merge the notes", durable=True) as db:
        journal = Journal(db, library._now(), what)
        for other in others:
            kind, id_ = _merge_one(journal, other, before)
            done[kind].append(id_)
        journal.keep_order(done["added"])
    return Merged(**{kind: tuple(ids) for kind, ids in done.items()})


def _merge_one(
    journal: Journal, other: Note, before: Callable[[str], Iterable[Note]]
) -> tuple[str, str]:
    row = journal.row(other.id)
    if row is None:
        journal.put(other)
        return "added", other.id
    here = note_of(row)
    if _content(here) == _content(other):
        return "same", here.id
    mine, theirs = _content(here), _content(other)
    if other.modified == other.created or theirs in map(_content, journal.before(other.id)):
        # The other side never touched it, or not since: what stands here is the edit of it.
        return "same", here.id
    if here.modified == here.created or mine in map(_content, before(other.id)):
        journal.put(replace(other, conflict=here.conflict))
        return "updated", here.id
    version = _version_of(here, other)
    if journal.row(version.id) is None:
        journal.put(version, beside=here.id)
        return "doubled", version.id
    return "same", here.id


def restore(library: Library, kept: Iterable[Note]) -> Merged:
    """Bring notes back to what they were; those taken since stay as they are.

    Raises:
        LibraryError: They cannot be kept.
    """
    added: list[str] = []
    updated: list[str] = []
    same: list[str] = []
    wanted = tuple(kept)
    with library._writing("restore the notes", durable=True) as db:
        journal = Journal(db, library._now(), "restore")
        for one in wanted:
            row = journal.row(one.id)
            if row and note_of(row) == one:
                same.append(one.id)
                continue
            journal.put(one)
            (updated if row else added).append(one.id)
        journal.keep_order([one.id for one in wanted])
    return Merged(tuple(added), tuple(updated), tuple(same))


def remember_sources(library: Library, sources: Iterable[Article]) -> None:
    """Remember where notes are from whose articles are not here; what is known already stays."""
    with library._writing("keep the notes' sources") as db:
        for article in sources:
            known = article.published
            db.execute(
                "INSERT OR IGNORE INTO note_source VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(article.id, article.title, article.source),
                    *((known.day, known.known_from) if known else (None, None)),
                    *(article.url, article.origin, json.dumps(article.agencies)),
                ),
            )


# --- taking back --------------------------------------------------------------------------


def undo(library: Library) -> Step | None:
    """Take the last change of notes back, whoever made it; None when there is none.

    A note that was changed again since, by another program, is left alone.

    Raises:
        LibraryError: It cannot be taken back.
    """
    return _turn(library, undone=False)


def redo(library: Library) -> Step | None:
    """Make the change again that was taken back last; None when there is none.

    Raises:
        LibraryError: It cannot be made.
    """
    return _turn(library, undone=True)


def _turn(library: Library, *, undone: bool) -> Step | None:
    with library._writing("take a change of notes back", durable=True) as db:
        wanted = (
            # What was taken back can be made again only while nothing else was changed after it.
            "SELECT min(step) FROM note_change WHERE undone = 1 AND step >"
            " (SELECT coalesce(max(step), 0) FROM note_change WHERE undone = 0)"
            if undone
            else "SELECT max(step) FROM note_change WHERE undone = 0"
        )
        (step,) = db.execute(wanted).fetchone()
        if step is None:
            return None
        rows = db.execute(
            "SELECT what, id, before, after FROM note_change WHERE step = ? ORDER BY n", (step,)
        ).fetchall()
        journal = Journal(db, "", "")
        done, left = [], []
        for _, id_, before, after in rows if undone else reversed(rows):
            is_now, becomes = (before, after) if undone else (after, before)
            row = journal.row(id_)
            if row != (json.loads(is_now) if is_now else None):
                left.append(id_)
                continue
            done.append(id_)
            if becomes is None:
                db.execute("DELETE FROM note WHERE id = ?", (id_,))
            else:
                journal.write(json.loads(becomes))
        db.execute("UPDATE note_change SET undone = ? WHERE step = ?", (not undone, step))
        # A note that was also given its place was changed twice in one step.
        return Step(rows[0][0], tuple(dict.fromkeys(done)), tuple(dict.fromkeys(left)))
