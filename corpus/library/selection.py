"""Notes with all that an export says about them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from corpus.errors import NotFoundError
from corpus.export import Passage
from corpus.notes import anchor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.article import Note
    from corpus.library.store import Library


def passages(library: Library, notes: Sequence[Note]) -> tuple[Passage, ...]:
    """Return notes as passages: articles in date order, notes of one article as they stand in it.

    A note whose quote has moved is returned with the span where the quote stands now.

    Raises:
        NotFoundError: A note's article is not in the library.
    """
    ids = library.in_date_order({note.article_id for note in notes})
    order = {id_: n for n, id_ in enumerate(ids)}
    for note in notes:
        if note.article_id not in order:
            raise NotFoundError(
                f"Note {note.id} belongs to article {note.article_id}, which is not there",
                "Add the article again",
            )
    ordered = sorted(notes, key=lambda note: (order[note.article_id], note.span))
    return tuple(
        passage
        for id_, group in groupby(ordered, key=lambda note: note.article_id)
        for passage in _passages(library, id_, group)
    )


def _passages(library: Library, article_id: str, notes: Iterable[Note]) -> Iterator[Passage]:
    article = library.article(article_id)
    mentions = library.mentions(article_id)
    for note in notes:
        where = anchor(note, article.text)
        if where is None:
            yield Passage(note, article, (), orphaned=True)
            continue
        slugs = dict.fromkeys(
            slug
            for mention in mentions
            if mention.span.overlaps(where)
            for slug in mention.entities
        )
        names = library.entity_names(tuple(slugs))
        entities = tuple(names[slug] for slug in slugs if slug in names)
        yield Passage(replace(note, span=where), article, entities)
