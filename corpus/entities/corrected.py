"""What was found in an article, with the user's corrections laid over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.arabic.clitics import segmentations
from corpus.arabic.folding import fold_text
from corpus.article import EntityType, Extraction, Mention, MentionKind, Span
from corpus.entities.words import canonical, cut_words, split
from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.article import Article, EntityName, Statement
    from corpus.entities.words import Words
    from corpus.knowledge.corrections import Correction

BY_HAND = "correction"
"""What the reason of a corrected mention begins with."""


class Corrector:
    """Applies corrections to extractions.

    A corrected form counts where it stands by itself, proclitics aside; inside a longer name it
    does not. A corrected passage counts as long as the text still stands where it stood.

    Args:
        corrections: In the order made; the later one wins.
    """

    __slots__ = ("_by_first", "_into", "_names", "_passages")

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._passages: dict[str, dict[int, PassageIs]] = {}
        self._into: dict[str, str] = {}
        self._names: list[EntityName] = []
        forms: dict[tuple[str, ...], FormIs] = {}
        for correction in corrections:
            if isinstance(correction, FormIs):
                forms[form_words(correction.form)] = correction
            elif isinstance(correction, PassageIs):
                of_article = self._passages.setdefault(correction.article, {})
                of_article[correction.start] = correction
            elif isinstance(correction, Merge):
                # Merged the other way round before: the later one wins.
                self._into.pop(correction.into, None)
                self._into[correction.source] = correction.into
            elif isinstance(correction, NewEntity):
                self._names.append(correction.name)
        self._by_first: dict[str, list[tuple[tuple[str, ...], FormIs]]] = {}
        for words, correction in forms.items():
            if words:
                self._by_first.setdefault(words[0], []).append((words, correction))

    @property
    def names(self) -> tuple[EntityName, ...]:
        """The entities that were added by hand."""
        return tuple(self._names)

    def corrected(self, article: Article, found: Extraction) -> Extraction:
        """Return what was found in an article as it is after all corrections."""
        mentions = list(found.mentions)
        if self._by_first:
            for paragraph in article.paragraphs:
                for span, form in self._forms_in(split(article, paragraph)):
                    mentions = _with(mentions, span, form.entity, f"«{form.form}»")
        for start, passage in self._passages.get(article.id, {}).items():
            span = Span(start, start + len(passage.text))
            if span.slice(article.text) == passage.text:
                mentions = _with(mentions, span, passage.entity, "this passage", alone=False)
        merged = tuple(self._merged(mention) for mention in sorted(mentions, key=_place))
        statements = _respoken(found.statements, found.mentions, merged)
        statements = tuple(replace(s, entities=self._end(s.entities)) for s in statements)
        return Extraction(merged, statements, (*found.names, *self._names))

    def _forms_in(self, words: Words) -> Iterator[tuple[Span, FormIs]]:
        index = 0
        while index < len(words):
            match = self._form_at(words, index)
            if match is None:
                index += 1
                continue
            count, stripped, form = match
            start = words.starts[index] + stripped
            yield words.span(start, words.ends[index + count - 1]), form
            index += count

    def _form_at(self, words: Words, index: int) -> tuple[int, int, FormIs] | None:
        """Return how many words the longest form takes that begins here, and its proclitics."""
        best: tuple[int, int, FormIs] | None = None
        for cut in segmentations(words.words[index]):
            for form_, correction in self._by_first.get(cut.stem, ()):
                count = len(form_)
                if words.words[index + 1 : index + count] != form_[1:]:
                    continue
                if best is None or count > best[0]:
                    best = (count, cut.stripped, correction)
        return best

    def _merged(self, mention: Mention) -> Mention:
        entities, candidates = self._end(mention.entities), self._end(mention.candidates)
        if (entities, candidates) == (mention.entities, mention.candidates):
            return mention
        return replace(mention, entities=entities, candidates=candidates)

    def _end(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        """Return what entities have become after all merges, each once."""
        if not self._into:
            return slugs
        return tuple(dict.fromkeys(self._last(slug) for slug in slugs))

    def _last(self, slug: str) -> str:
        seen = {slug}
        while (following := self._into.get(slug)) and following not in seen:
            seen.add(following)
            slug = following
        return slug


def form_words(form: str) -> tuple[str, ...]:
    """Return a form as the words it is compared by."""
    return tuple(cut_words(canonical(fold_text(form))))


def _place(mention: Mention) -> Span:
    return mention.span


def _with(
    mentions: Sequence[Mention], span: Span, entity: str | None, what: str, *, alone: bool = True
) -> list[Mention]:
    """Return the mentions with one that means an entity in place of those it touches.

    Args:
        mentions: What was found.
        span: Where the corrected words stand.
        entity: What they mean; None if they name nothing.
        what: What was corrected, for the reason.
        alone: Whether a longer mention that holds the words is left as it is.
    """
    touched = [mention for mention in mentions if mention.span.overlaps(span)]
    if alone and any(len(mention.span) > len(span) for mention in touched):
        return list(mentions)
    kept = [mention for mention in mentions if not mention.span.overlaps(span)]
    if entity is None:
        return kept
    same = next((mention for mention in touched if mention.span == span), None)
    kind = same.kind if same is not None else MentionKind.NAME
    type_ = EntityType(entity.partition("/")[0].upper())
    value = entity.partition("/")[2] if type_ is EntityType.DATE else None
    kept.append(Mention(span, type_, kind, (entity,), f"{BY_HAND}: {what} is {entity}", value))
    return kept


def _respoken(
    statements: Sequence[Statement], before: Sequence[Mention], after: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return the statements with the speakers their mentions mean now."""
    if not statements or tuple(before) == tuple(after):
        return tuple(statements)
    now = {mention.span: mention.entities for mention in after}
    then = {mention.span: mention.entities for mention in before}
    respoken: list[Statement] = []
    last: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for said in statements:
        entities = said.entities
        if said.speaker is not None and now.get(said.speaker) != then.get(said.speaker):
            entities = now.get(said.speaker, ())
        elif said.speaker is None and last is not None and said.entities == last[0]:
            entities = last[1]
        last = (said.entities, entities)
        respoken.append(replace(said, entities=entities))
    return tuple(respoken)
