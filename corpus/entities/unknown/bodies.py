"""Organisations, agreements and places the base does not know, by their head nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.article import EntityType
from corpus.entities.unknown.agreements import AgreementReader
from corpus.entities.unknown.organisations import OrganisationReader
from corpus.entities.unknown.places import PlaceReader
from corpus.entities.words import Mark, marked

if TYPE_CHECKING:
    from corpus.entities.unknown.heads import BodyFound, Scene
    from corpus.entities.unknown.words import Lexicon


def read_bodies(lexicon: Lexicon, scene: Scene) -> list[BodyFound]:
    """Find the organisations, agreements and places of a paragraph, in order; none overlap.

    Of a word that can begin several the agreement goes first, then the place.
    """
    starts = marked(scene.words, Mark.BODY, lexicon.body_starts.__contains__)
    if not starts:
        return []
    agreements = AgreementReader(lexicon, scene)
    places = PlaceReader(lexicon, scene)
    organisations = OrganisationReader(lexicon, scene)
    found: list[BodyFound] = []
    until = 0
    for index in starts:
        if index < until:
            continue
        head, stripped = lexicon.body_starts[scene.words.words[index]]
        body = (
            agreements.read_at(index, head, stripped)
            or places.read_at(index, head, stripped)
            or organisations.read_at(index, head, stripped)
        )
        if body is None:
            continue
        found.append(body)
        second = places.second(body) if body.type is EntityType.PLACE else None
        if second is not None:
            found.append(second)
        until = found[-1].last
    return found
