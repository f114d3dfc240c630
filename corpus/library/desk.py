"""What the reader of a library keeps on it: stars, tags, read and unread, saved views, marks.

Every change is recorded with what it takes to undo it, for the last `KEPT_ACTS` of them, whatever
came of them in the meantime: an article that has gone is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import compress, decompress

from corpus.arabic.folding import fold_text
from corpus.errors import NotFoundError, UsageError
from corpus.query.fields import lookup
from corpus.query.letters import cleaned
from corpus.told import told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from typing import Any

    from corpus.library.store import Library

KEPT_ACTS = 100
"""How many changes can be undone."""
KEPT_QUERIES = 200
LONGEST_NAME = 80
"""Code points of a tag or of a view's name."""

Acts = Mapping[str, "list[Any]"]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed of articles; None and nothing leave it."""

    star: bool | None = None
    read: bool | None = None
    """False takes them for unread, and forgets how far they were read."""
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did, or would do."""

    ids: tuple[str, ...]
    """The articles of which something changed, in the order they were named."""
    says: str
    """What happened, in a line; empty where nothing changed."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved query."""

    name: str
    query: str
    """As typed: ``since:"1 week"`` counts from the day it is asked."""
    saved_at: str
    """UTC, ISO 8601 to the second."""
    seen: int
    """Stands for the newest article there was when it was last looked at; see `unseen`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with a letter."""

    letter: str
    """``a`` to ``z`` belong to one article, ``A`` to ``Z`` to the whole library."""
    article_id: str
    offset: int
    """In code points of the article's text."""
    label: str
    """What the article is called."""


# --- articles ---------------------------------------------------------------------------


def change(library: Library, ids: Iterable[str], wanted: Change) -> Changed:
    """Change articles, as one act that can be undone.

    Raises:
        UsageError: A tag has no letters, or is too long.
        LibraryError: The library cannot be written.
    """
    named = list(dict.fromkeys(ids))
    # A star costs a key press: nobody would wait for the disk.
    is_durable = bool(wanted.add_tags or wanted.remove_tags)
    with library._writing("change articles", durable=is_durable) as db:
        acts = _acts(db, named, _checked(wanted))
        _apply(db, acts, library._now())
        done = _changed(named, acts)
        if acts:
            _record(db, "articles", done.says, acts, library._now())
    return done


def planned(library: Library, ids: Iterable[str], wanted: Change) -> Changed:
    """Return what a change would do; nothing is changed.

    Raises:
        UsageError: A tag has no letters, or is too long.
    """
    named = list(dict.fromkeys(ids))
    with library._telling("read the library"):
        return _changed(named, _acts(library._db, named, _checked(wanted)))


def star(library: Library, ids: Iterable[str], *, on: bool = True) -> Changed:
    """Give articles a star, or take it away."""
    return change(library, ids, Change(star=on))


def set_read(library: Library, ids: Iterable[str], *, read: bool = True) -> Changed:
    """Take articles for read, or for unread."""
    return change(library, ids, Change(read=read))


def tag(
    library: Library, ids: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Changed:
    """Give articles tags, and take tags away."""
    return change(library, ids, Change(add_tags=tuple(add), remove_tags=tuple(remove)))


def starred(library: Library, ids: Iterable[str]) -> frozenset[str]:
    """Return those of some articles that have a star."""
    found = library._rows(
        "SELECT a.id FROM json_each(?) j JOIN article a ON a.id = j.value"
        " JOIN star s ON s.article = a.seq",
        (json.dumps(list(ids)),),
    )
    return frozenset(id_ for (id_,) in found)


def tags_of(library: Library, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags of some articles, by id, in order; those without any are left out."""
    found: dict[str, list[str]] = {}
    for id_, name in library._rows(
        "SELECT a.id, t.name FROM json_each(?) j JOIN article a ON a.id = j.value"
        " JOIN article_tag x ON x.article = a.seq JOIN tag t ON t.tag = x.tag ORDER BY t.tag",
        (json.dumps(list(ids)),),
    ):
        found.setdefault(id_, []).append(name)
    return {id_: tuple(names) for id_, names in found.items()}


def all_tags(library: Library) -> tuple[tuple[str, int], ...]:
    """Return every tag with how many articles have it, the commonest first."""
    return tuple(
        library._rows(
            "SELECT t.name, count(*) FROM article_tag x JOIN tag t ON t.tag = x.tag"
            " GROUP BY t.tag ORDER BY count(*) DESC, t.tag"
        )
    )


def clean_tag(name: str) -> str:
    """Return a tag as it is shown: one line, without ``#`` before it.

    Raises:
        UsageError: It has no letters, or is too long.
    """
    tag = cleaned(name).lstrip("#").strip()
    if not any(letter.isalnum() for letter in tag):
        raise UsageError(told("{name!r} is no tag", name=name), "A tag has letters or digits")
    if len(tag) > LONGEST_NAME:
        raise UsageError(
            told("The tag {tag}… is longer than {most} characters", tag=tag[:20], most=LONGEST_NAME)
        )
    return tag


def tag_named(name: str) -> str:
    """Return the lookup form under which the tag of a name is kept, however it is spelt.

    Raises:
        UsageError: It has no letters, or is too long.
    """
    return fold_text(clean_tag(name))


def _checked(wanted: Change) -> Change:
    removed = {tag_named(name): clean_tag(name) for name in wanted.remove_tags}
    added = {tag_named(name): clean_tag(name) for name in wanted.add_tags}
    both = [added[key] for key in added if key in removed]
    if both:
        raise UsageError(told("#{tag} cannot be given and taken away at once", tag=both[0]))
    return Change(wanted.star, wanted.read, tuple(added.values()), tuple(removed.values()))


def _seqs(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those of some articles that are in the library, by id."""
    found = db.execute(
        "SELECT a.id, a.seq FROM json_each(?) j JOIN article a ON a.id = j.value",
        (json.dumps(list(ids)),),
    )
    return dict(found.fetchall())


def _acts(db: sqlite3.Connection, ids: list[str], wanted: Change) -> dict[str, list[Any]]:
    """Return what really changes, by kind: rows of an id and what it takes to bring it back."""
    seqs = _seqs(db, ids)
    among = json.dumps(list(seqs.values()))
    acts: dict[str, list[Any]] = {}

    def those(table: str, more: str = "", which: str = "", *parameters: str) -> dict[int, Any]:
        rows = db.execute(
            f"SELECT article{more} FROM {table}"  # noqa: S608
            f" WHERE {which} article IN (SELECT value FROM json_each(?))",
            (*parameters, among),
        )
        return {row[0]: row[1:] for row in rows}

    def keep(kind: str, there: dict[int, Any], *, gains: bool) -> None:
        rows = [
            [id_] if gains else [id_, *there[seq]]
            for id_, seq in seqs.items()
            if (seq in there) != gains
        ]
        if rows:
            acts[kind] = rows

    if wanted.star is not None:
        kind = "star" if wanted.star else "unstar"
        keep(kind, those("star", ", starred_at"), gains=wanted.star)
    if wanted.read is not None:
        kind = "read" if wanted.read else "unread"
        keep(kind, those("reading", ", read_at, offset"), gains=wanted.read)
    for name in wanted.add_tags:
        tagged = those("article_tag", "", "tag = ? AND", tag_named(name))
        keep(f"tag {name}", tagged, gains=True)
    for name in wanted.remove_tags:
        row = db.execute("SELECT name FROM tag WHERE tag = ?", (tag_named(name),)).fetchone()
        if row:
            tagged = those("article_tag", "", "tag = ? AND", tag_named(name))
            keep(f"untag {row[0]}", tagged, gains=False)
    return acts


def _apply(db: sqlite3.Connection, acts: Acts, now: str) -> None:
    seqs = _seqs(db, _touched(acts))
    for kind, rows in acts.items():
        verb, _, name = kind.partition(" ")
        _do(db, verb, name, [(seqs[row[0]], now, 0) for row in rows])


def _take_back(db: sqlite3.Connection, acts: Acts) -> None:
    seqs = _seqs(db, _touched(acts))
    for kind, rows in acts.items():
        verb, _, name = kind.partition(" ")
        opposite = verb.removeprefix("un") if verb.startswith("un") else f"un{verb}"
        back = [(seqs[id_], *more, "", 0)[:3] for id_, *more in rows if id_ in seqs]
        _do(db, opposite, name, back)


def _touched(acts: Acts) -> dict[str, None]:
    return dict.fromkeys(row[0] for rows in acts.values() for row in rows)


def _do(db: sqlite3.Connection, verb: str, name: str, rows: Sequence[tuple[int, str, int]]) -> None:
    """Do one thing to articles, each given by number, with when and how far it was read."""
    if verb == "star":
        stars = [(seq, at) for seq, at, _ in rows]
        db.executemany("INSERT OR IGNORE INTO star VALUES (?, ?)", stars)
    elif verb == "read":
        db.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?, ?)", rows)
    elif verb == "tag":
        if not rows:
            return
        db.execute("INSERT OR IGNORE INTO tag VALUES (?, ?)", (tag_named(name), name))
        key = tag_named(name)
        tagged = [(key, seq) for seq, *_ in rows]
        db.executemany("INSERT OR IGNORE INTO article_tag VALUES (?, ?)", tagged)
    elif verb == "untag":
        key = tag_named(name)
        tagged = [(key, seq) for seq, *_ in rows]
        db.executemany("DELETE FROM article_tag WHERE tag = ? AND article = ?", tagged)
    else:
        table = {"unstar": "star", "unread": "reading"}[verb]
        gone = [(seq,) for seq, *_ in rows]
        db.executemany(f"DELETE FROM {table} WHERE article = ?", gone)  # noqa: S608


_DONE = {"star": "Starred", "unstar": "Unstarred", "read": "Read", "unread": "Unread"}


def _changed(named: Sequence[str], acts: Acts) -> Changed:
    touched = _touched(acts)
    return Changed(
        tuple(id_ for id_ in named if id_ in touched),
        "; ".join(_said(kind, len(rows)) for kind, rows in acts.items()),
    )


def _said(kind: str, count: int) -> str:
    verb, _, name = kind.partition(" ")
    articles = "1 article" if count == 1 else f"{count:,} articles"
    if verb in _DONE:
        return f"{_DONE[verb]}: {articles}"
    return f"#{name} {'given to' if verb == 'tag' else 'taken from'} {articles}"


# --- undo -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    says: str
    """What had been done, in a line."""
    ids: tuple[str, ...]
    """The articles it concerned."""


def undo(library: Library) -> Undone | None:
    """Take the last change back, and return what it was; None where there is nothing to undo.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("undo a change", durable=True) as db:
        row = db.execute(
            "SELECT seq, kind, says, undo FROM desk_act ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        seq, kind, says, packed = row
        acts: dict[str, list[Any]] = json.loads(decompress(packed))
        db.execute("DELETE FROM desk_act WHERE seq = ?", (seq,))
        if kind == "views":
            _restore_views(db, acts["views"])
            return Undone(says, ())
        _take_back(db, acts)
        return Undone(says, tuple(_touched(acts)))


def undoable(library: Library) -> str | None:
    """Return what `undo` would take back, in a line; None where there is nothing."""
    rows = library._rows("SELECT says FROM desk_act ORDER BY seq DESC LIMIT 1")
    return rows[0][0] if rows else None


def _record(db: sqlite3.Connection, kind: str, says: str, acts: Acts, now: str) -> None:
    packed = compress(json.dumps(acts, ensure_ascii=False).encode("utf-8", "replace"))
    done = db.execute(
        "INSERT INTO desk_act (kind, says, undo, done_at) VALUES (?, ?, ?, ?)",
        (kind, says, packed, now),
    )
    last = done.lastrowid or 0
    db.execute(
        "DELETE FROM desk_act WHERE seq <="
        " (SELECT seq FROM desk_act WHERE seq <= ? ORDER BY seq DESC LIMIT 1 OFFSET ?)",
        (last, KEPT_ACTS),
    )


# --- saved views ------------------------------------------------------------------------


def views(library: Library) -> tuple[View, ...]:
    """Return the saved views in their order."""
    return tuple(
        View(*row)
        for row in library._rows("SELECT name, query, saved_at, seen FROM view ORDER BY place")
    )


def view(library: Library, name: str) -> View:
    """Return the view of a name, in any spelling of it.

    Raises:
        NotFoundError: There is none.
    """
    rows = library._rows(
        "SELECT name, query, saved_at, seen FROM view WHERE lookup = ?", (lookup(name),)
    )
    if rows:
        return View(*rows[0])
    from difflib import get_close_matches

    known = {lookup(one.name): one.name for one in views(library)}
    near = get_close_matches(lookup(name), known, n=1)
    hint = (
        told("Did you mean {names}?", names=known[near[0]])
        if near
        else told("See: idlib-brief views list")
    )
    raise NotFoundError(told("There is no view {name!r}", name=name), hint)


def save_view(library: Library, name: str, query: str) -> bool:
    """Save a query under a name, in place of the one that has it; the latter's place stays.

    Returns:
        Whether the name is new.

    Raises:
        QueryError: The query cannot be understood.
        UsageError: The name is empty or too long.
        LibraryError: The library cannot be written.
    """
    from corpus.query.parse import parse

    title = cleaned(name)
    if not lookup(title):
        raise UsageError("A view needs a name", "Give it one with letters")
    if len(title) > LONGEST_NAME:
        raise UsageError(
            told(
                "The name {title}… is longer than {most} characters",
                title=title[:20],
                most=LONGEST_NAME,
            )
        )
    parse(query)
    with library._writing("save a view", durable=True) as db:
        before = _view_rows(db)
        db.execute(
            "INSERT INTO view (lookup, name, query, place, saved_at, seen) VALUES"
            " (?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM view), ?,"
            " (SELECT coalesce(max(seq), 0) FROM article))"
            " ON CONFLICT (lookup) DO UPDATE SET name = excluded.name, query = excluded.query,"
            " saved_at = excluded.saved_at, seen = excluded.seen",
            (lookup(title), title, query, library._now()),
        )
        _record(db, "views", f"View saved: {title}", {"views": before}, library._now())
        return all(row[0] != lookup(title) for row in before)


def remove_view(library: Library, name: str) -> View:
    """Forget a view, and return it.

    Raises:
        NotFoundError: There is none of this name.
        LibraryError: The library cannot be written.
    """
    gone = view(library, name)
    with library._writing("remove a view", durable=True) as db:
        before = _view_rows(db)
        db.execute("DELETE FROM view WHERE lookup = ?", (lookup(name),))
        _record(db, "views", f"View removed: {gone.name}", {"views": before}, library._now())
    return gone


def move_view(library: Library, name: str, step: int) -> None:
    """Move a view some places down the list, or up it with a ``step`` below 0.

    Raises:
        NotFoundError: There is none of this name.
        LibraryError: The library cannot be written.
    """
    order = [lookup(one.name) for one in views(library)]
    here = order.index(lookup(view(library, name).name))
    order.insert(max(0, min(len(order) - 1, here + step)), order.pop(here))
    with library._writing("move a view", durable=True) as db:
        db.executemany("UPDATE view SET place = ? WHERE lookup = ?", list(enumerate(order, 1)))


def look_at(library: Library, name: str) -> None:
    """Note that a view was looked at now: from here on `unseen` counts anew.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("note that a view was looked at") as db:
        db.execute(
            "UPDATE view SET seen = (SELECT coalesce(max(seq), 0) FROM article) WHERE lookup = ?",
            (lookup(name),),
        )


def unseen(library: Library, one: View, ids: Iterable[str]) -> int:
    """Return how many of a view's articles have come in since it was last looked at."""
    ((count,),) = library._rows(
        "SELECT count(*) FROM json_each(?) j JOIN article a ON a.id = j.value WHERE a.seq > ?",
        (json.dumps(list(ids)), one.seen),
    )
    return int(count)


_VIEW = "lookup, name, query, place, saved_at, seen"


def _view_rows(db: sqlite3.Connection) -> list[Any]:
    return [list(row) for row in db.execute(f"SELECT {_VIEW} FROM view")]  # noqa: S608


def _restore_views(db: sqlite3.Connection, rows: list[Any]) -> None:
    """Put the views back as they were; what was looked at since then stays seen."""
    seen = {row[0]: row[5] for row in _view_rows(db)}
    db.execute("DELETE FROM view")
    db.executemany(
        f"INSERT INTO view ({_VIEW}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(*row[:5], max(row[5], seen.get(row[0], 0))) for row in rows],
    )


# --- what was asked ---------------------------------------------------------------------


def remember_query(library: Library, query: str) -> None:
    """Remember that a query was asked; nothing happens for an empty one.

    Raises:
        LibraryError: The library cannot be written.
    """
    asked = cleaned(query)
    if not asked:
        return
    with library._writing("remember a query") as db:
        db.execute("DELETE FROM asked WHERE query = ?", (asked,))
        done = db.execute("INSERT INTO asked (query) VALUES (?)", (asked,))
        db.execute(
            "DELETE FROM asked WHERE seq <="
            " (SELECT seq FROM asked WHERE seq <= ? ORDER BY seq DESC LIMIT 1 OFFSET ?)",
            (done.lastrowid, KEPT_QUERIES),
        )


def asked_queries(library: Library) -> tuple[str, ...]:
    """Return the queries that were asked, the last first, each once."""
    return library._ids("SELECT query FROM asked ORDER BY seq DESC")


# --- marks ------------------------------------------------------------------------------


def set_mark(library: Library, letter: str, article_id: str, offset: int) -> None:
    """Give a place a letter: ``a`` to ``z`` in its article, ``A`` to ``Z`` in the library.

    The place that had the letter loses it. Nothing happens if there is no such article.

    Raises:
        UsageError: It is no such letter.
        LibraryError: The library cannot be written.
    """
    if not (letter.isascii() and letter.isalpha() and len(letter) == 1):
        raise UsageError(
            told("{letter!r} is no mark", letter=letter),
            "Marks are a-z in an article, A-Z everywhere",
        )
    with library._writing("set a mark", durable=True) as db:
        if letter.isupper():
            db.execute("DELETE FROM mark WHERE letter = ?", (letter,))
        db.execute(
            "INSERT OR REPLACE INTO mark (letter, article, offset, set_at)"
            " SELECT ?, seq, ?, ? FROM article WHERE id = ?",
            (letter, offset, library._now(), article_id),
        )


def drop_mark(library: Library, letter: str, article_id: str) -> None:
    """Take a letter from its place in an article; nothing happens where it has none.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("drop a mark", durable=True) as db:
        db.execute(
            "DELETE FROM mark WHERE letter = ?"
            " AND article = (SELECT seq FROM article WHERE id = ?)",
            (letter, article_id),
        )


def marks(library: Library, article_id: str | None = None) -> tuple[Mark, ...]:
    """Return the marks that can be gone to from an article: its own, then those of the library."""
    rows = library._rows(
        "SELECT m.letter, a.id, m.offset, a.label FROM mark m JOIN article a ON a.seq = m.article"
        " WHERE m.letter BETWEEN 'A' AND 'Z' OR a.id = ?"
        " ORDER BY m.letter < 'a', m.letter",
        (article_id,),
    )
    return tuple(Mark(*row) for row in rows)


def mark(library: Library, letter: str, article_id: str | None = None) -> Mark | None:
    """Return where a letter leads from an article, None where it has no place."""
    return next((one for one in marks(library, article_id) if one.letter == letter), None)
