"""Changing a query by a term: what a facet, a saved view or a bulk act does to it.

A changed query is read anew from a text, so that its terms know where they stand.
"""

from __future__ import annotations

from corpus.query.parse import all_of, parse
from corpus.query.printing import to_text
from corpus.query.tree import All, Not, Query

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.query.tree import Node, Sort


def terms(query: Query) -> tuple[Node, ...]:
    """Return what must hold all together, in the order it stands."""
    if query.root is None:
        return ()
    return query.root.parts if isinstance(query.root, All) else (query.root,)


def with_term(query: Query, term: Node, *, instead_of: Node | None = None) -> Query:
    """Return a query narrowed by a term.

    What was typed stays as it is where the term is only added. A term that is there already is not
    added again, and one that contradicts it (the same with ``-``) makes room.

    Args:
        query: The query.
        term: What must hold too.
        instead_of: A term to put it in place of; added at the end where that is not there.

    Raises:
        QueryError: The query becomes too long.
    """
    there = terms(query)
    contrary = term.part if isinstance(term, Not) else Not(term)
    if term in there and instead_of in (None, term):
        return query
    if instead_of not in there and contrary not in there:
        narrowed = parse(f"{query.text.rstrip()} {to_text(term)}".strip())
        # A day in words may take the term for a part of it: «أسبوع» followed by «مضت».
        is_as_meant = narrowed.root == all_of([*there, term])
        return narrowed if is_as_meant else _of([*there, term], query)
    kept = [part for part in there if part not in (contrary, term)]
    place = kept.index(instead_of) if instead_of in kept else len(kept)
    kept[place : place + 1] = [term]
    return _of(kept, query)


def without_term(query: Query, term: Node) -> Query:
    """Return a query without a term that had to hold; the same query where it is not there."""
    there = terms(query)
    return _of([part for part in there if part != term], query) if term in there else query


def with_sort(query: Query, sort: Sort) -> Query:
    """Return a query in another order."""
    text = f"{to_text(query.root)} sort:{sort}"
    return parse(text.strip())


def _of(parts: list[Node], query: Query) -> Query:
    order = f"sort:{query.sort}" if query.sort_at is not None else ""
    return parse(f"{to_text(all_of(parts))} {order}".strip())
