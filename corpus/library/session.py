"""Where a reader of a library left off: article, place, what was followed, asked and walked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from corpus.trail import Place, Trail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from corpus.library.store import Library

_FACT = "session"
_LONGEST = 50
"""Places of the trail that are kept on either side."""
_MOST_MARKED = 1_000
"""Marked results that are kept; who has marked more marks them anew."""


@dataclass(frozen=True, slots=True)
class SearchLeft:
    """Where one stood among the results of the last search."""

    before: tuple[str, ...] = ()
    """What the query was before it was changed, the last change last."""
    cursor: int = 0
    top: int = 0
    """The line of the results that was scrolled to."""
    marked: frozenset[str] = frozenset()
    unfolded: frozenset[str] = frozenset()
    """Groups of facets that were shown whole."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where one left off."""

    trail: Trail
    """The way that was walked; where one stood is its ``here``."""
    pane: str
    """The pane that had the focus."""
    query: str
    """The query the list was narrowed by."""
    search: str
    """The query that was searched for last."""
    is_zoomed: bool = False
    is_zen: bool = False
    """Whether the text alone was shown."""
    beside: Trail | None = None
    """The way that was walked in the second reader; None where it was closed."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """Columns of the panes that were made wider or narrower, by their names."""
    left: SearchLeft = SearchLeft()
    """Where one stood among what was searched for last."""


def keep_session(library: Library, session: Session) -> None:
    """Remember where one left off, in place of what was remembered before.

    Raises:
        LibraryError: The library cannot be written.
    """
    left = session.left
    kept = {
        "pane": session.pane,
        "query": session.query,
        "search": session.search,
        "zoomed": session.is_zoomed,
        "zen": session.is_zen,
        "beside": None if session.beside is None else _trail_packed(session.beside),
        "widths": dict(session.widths),
        "results": {
            "before": list(left.before),
            "cursor": left.cursor,
            "top": left.top,
            "marked": sorted(left.marked)[:_MOST_MARKED],
            "unfolded": sorted(left.unfolded),
        },
        **_trail_packed(session.trail),
    }
    library.set_fact(_FACT, json.dumps(kept, ensure_ascii=False))


def last_session(library: Library) -> Session | None:
    """Return where one left off, without places that are gone; None where nothing is known.

    Raises:
        LibraryError: The library cannot be read.
    """
    text = library.fact(_FACT)
    if text is None:
        return None
    try:
        kept = json.loads(text)
        beside = kept.get("beside")
        session = Session(
            _trail_unpacked(kept),
            str(kept["pane"]),
            str(kept["query"]),
            str(kept["search"]),
            bool(kept["zoomed"]),
            bool(kept.get("zen")),
            None if beside is None else _still_there(library, _trail_unpacked(beside)),
            {str(name): int(width) for name, width in kept.get("widths", {}).items()},
            _search_unpacked(kept.get("results", {})),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        # Another version of the program may have written it; nothing in it is worth an error.
        return None
    return replace(session, trail=_still_there(library, session.trail))


def _search_unpacked(kept: dict[str, Any]) -> SearchLeft:
    return SearchLeft(
        tuple(map(str, kept.get("before", ()))),
        max(0, int(kept.get("cursor", 0))),
        max(0, int(kept.get("top", 0))),
        frozenset(map(str, kept.get("marked", ()))),
        frozenset(map(str, kept.get("unfolded", ()))),
    )


def _still_there(library: Library, trail: Trail) -> Trail:
    places = [place for place in (trail.here, *trail.behind, *trail.ahead) if place]
    there = set(library.in_date_order({place.article_id for place in places}))
    return Trail(
        trail.here if trail.here and trail.here.article_id in there else None,
        tuple(place for place in trail.behind if place.article_id in there),
        tuple(place for place in trail.ahead if place.article_id in there),
    )


def _trail_packed(trail: Trail) -> dict[str, Any]:
    return {
        "here": _packed(trail.here),
        "behind": [_packed(place) for place in trail.behind[-_LONGEST:]],
        "ahead": [_packed(place) for place in trail.ahead[:_LONGEST]],
    }


def _trail_unpacked(kept: dict[str, Any]) -> Trail:
    behind, ahead = (tuple(map(_unpacked, kept[side])) for side in ("behind", "ahead"))
    return Trail(_unpacked(kept["here"]) if kept["here"] else None, behind, ahead)


def _packed(place: Place | None) -> list[Any] | None:
    if place is None:
        return None
    return [place.article_id, place.top, place.lead, place.cursor, place.entity]


def _unpacked(fields: list[Any]) -> Place:
    id_, top, lead, cursor, entity = fields
    return Place(
        str(id_), int(top), int(lead), int(cursor), None if entity is None else str(entity)
    )


# --- the first time -----------------------------------------------------------------------

_TOUR = "tour"
_DUE = "due"


def owe_tour(library: Library) -> None:
    """Note that whoever opens this library on the screen has not been shown round.

    Raises:
        LibraryError: The library cannot be written.
    """
    library.set_fact(_TOUR, _DUE)


def tour_is_due(library: Library) -> bool:
    """Tell whether whoever opens this library is to be shown round."""
    return library.writable and library.fact(_TOUR) == _DUE


def tour_begun(library: Library) -> None:
    """Note that somebody was shown round, however far that went.

    Raises:
        LibraryError: The library cannot be written.
    """
    library.set_fact(_TOUR, "seen")
