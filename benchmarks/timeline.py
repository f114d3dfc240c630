"""Measure the timeline of 100,000 articles: whole, of an entity, of a query, and its items."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from big_library import big_library, took
from figure import Figure, report

if TYPE_CHECKING:
    from corpus.library.store import Library
    from corpus.timeline import Overview

ENTITIES = ("place/idlib", "person/akar", "place/manbij", "agreement/sochi-memo-2018")
QUERIES = ("سوتشي", "هدنة", "روسيا تركيا", "on:2018-09 إدلب", "source:سانا before:2018")
SCREEN = 50


def _worst(times: dict[str, float]) -> tuple[float, str]:
    name = max(times, key=times.__getitem__)
    return times[name], name


def _items(library: Library, found: Overview, entity: str) -> float:
    """Return the longest it takes to read a screen of one moment's items: many, some and few."""
    from corpus.library.timeline_rows import Asked, references

    asked = Asked(entity=entity)
    groups = sorted((group for group in found.groups if group.events), key=lambda one: one.events)
    chosen = (groups[-1], groups[len(groups) // 2], groups[0])
    return max(
        took(partial(references, library, group, asked, "events", count=SCREEN), 3)
        for group in chosen
    )


def measure() -> list[Figure]:
    """Measure everything."""
    from corpus.library.store import Library
    from corpus.library.timeline_rows import Asked, item, overview, references, unknown_years
    from corpus.timeline_query import numbers_found

    with big_library() as path, Library(path, writable=False) as library:
        whole = took(partial(overview, library))
        found = overview(library)
        most = max(found.groups, key=lambda group: group.events)
        first = references(library, most, count=SCREEN)
        reading = took(lambda: [item(library, one) for one in first], 3)
        of_entity = {
            one: took(partial(overview, library, Asked(entity=one)), 3) for one in ENTITIES
        }
        listed = {
            one: _items(library, overview(library, Asked(entity=one)), one) for one in ENTITIES
        }
        numbers_found(library, "أكار")
        found_by = {text: took(partial(numbers_found, library, text), 3) for text in QUERIES}
        of_query = {
            text: took(partial(overview, library, Asked(numbers_found(library, text))), 3)
            for text in QUERIES
        }
        both = took(
            partial(overview, library, Asked(numbers_found(library, "هدنة"), "place/idlib"))
        )
        unknown = took(partial(unknown_years, library))
    entity, entity_named = _worst(of_entity)
    page, page_named = _worst(listed)
    query, query_named = _worst(of_query)
    looked_up, looked_up_named = _worst(found_by)
    return [
        Figure("the whole", whole, 30, f"ms: {len(found.groups):,} moments"),
        Figure("of an entity", entity, 150, f"ms: {entity_named}"),
        Figure("its items of one moment", page, 150, f"ms: {SCREEN} at most, {page_named}"),
        Figure("of the articles of a query", query, 150, f"ms: {query_named}"),
        Figure("finding these", looked_up, 150, f"ms: {looked_up_named}"),
        Figure("of both", both, 200, "ms"),
        Figure("days of unknown years", unknown, 50, "ms"),
        Figure(f"reading {SCREEN} items", reading, 100, "ms"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
