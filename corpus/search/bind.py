"""A query bound to a library: words become forms, names terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus.arabic.folding import fold_text
from corpus.query.errors import QueryError
from corpus.query.tree import (
    All,
    Day,
    Either,
    Identity,
    Language,
    Named,
    Not,
    Pattern,
    Phrase,
    Source,
    State,
    Tag,
    Title,
    Word,
)
from corpus.search.expansion import Forms, beginning, expanded, in_phrase, literal
from corpus.search.index import SOURCE
from corpus.search.match import Wanted, as_written
from corpus.search.plan import Checked, Condition, Days, Terms, Text
from corpus.search.words import forms_of
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.article import Span
    from corpus.library.store import Library
    from corpus.query.tree import Node, Query
    from corpus.search.names import Names
    from corpus.search.plan import Column, Planner


class Binder:
    """Binds queries to a library.

    Args:
        library: The library.
        names: Called for the names of entities where a query needs them.
        planner: What will ask the index.
    """

    def __init__(self, library: Library, names: Callable[[], Names], planner: Planner) -> None:
        self._library = library
        self._names = names
        self._planner = planner

    def bind(self, query: Query) -> Any | None:
        """Return the query's tree, bound; None asks for everything.

        Raises:
            QueryError: A name is not known, or a word has no letters.
        """
        return None if query.root is None else self._bound(query.root, query.text)

    def _bound(self, node: Node, text: str) -> Any:
        match node:
            case Not(part):
                return Not(self._bound(part, text))
            case All(parts):
                return All(tuple(self._bound(part, text) for part in parts))
            case Either(parts):
                return Either(tuple(self._bound(part, text) for part in parts))
            case Word() | Phrase():
                return self._words(node, "any", text)
            case Title(_, part):
                return self._words(part, "title", text)
            case Pattern(at, source):
                return Checked(at, "any", None, source, None)
            case Named():
                slugs = self._names().resolve(node, text)
                return Terms(slugs, node.role)
            case Source(_, wanted):
                return Terms(self._sources(wanted), "source")
            case Day(_, first, last, "mentioned"):
                return Terms(self._dates(first, last), "mentioned")
            case Day(_, first, last):
                return Days(first, last)
            case State(_, what):
                return Condition(_STATES[what])
            case Tag(_, name):
                return _tagged(self._library, name)
            case Language(_, code):
                wanted = "a.language = ?"
                return Condition(wanted, (code,))
            case Identity(_, prefix):
                wanted = "a.id >= ? AND a.id < ?"
                return Condition(wanted, (prefix.lower(), prefix.lower() + "g"))

    # --- words ------------------------------------------------------------------------------

    def _words(self, node: Word | Phrase, column: Column, text: str) -> Any:
        words = (node,) if isinstance(node, Word) else node.words
        is_phrase = isinstance(node, Phrase)
        forms: list[Forms] = []
        written: list[str | None] = []
        for word in words:
            cut = forms_of(word.text)
            if not cut and not is_phrase:
                raise QueryError(
                    text, node.at, told("{text!r} has no letters to look for", text=word.text)
                )
            alone = len(cut) == 1
            joined = is_phrase or not alone
            forms += self._forms(word, cut, in_a_phrase=joined, first=not forms)
            written += [as_written(word.text) if word.exact and alone else None for _ in cut]
        if not forms:
            raise QueryError(text, node.at, "There are no letters to look for between the marks")
        within = node.within if isinstance(node, Phrase) else 0
        wanted = Wanted(tuple(forms), within, tuple(written))
        if column == "title" or any(written) or within or any(word.begins for word in words):
            return self._standing(node.at, column, wanted)
        slugs = self._named(" ".join(word.text for word in words))
        if not slugs:
            return self._standing(node.at, column, wanted)
        names = [expanded(name, name=True).whole for name in self._names().single(slugs)]
        if len(forms) == 1:
            whole = forms[0].whole.union(*names)
            alike = [Wanted((Forms(whole, forms[0].beginnings),))]
        else:
            alike = [wanted, *([Wanted((Forms(frozenset().union(*names)),))] if names else [])]
        stands: list[Any] = [self._standing(node.at, column, one) for one in alike]
        return Either((*stands, Terms(slugs, "mentioned")))  # type: ignore[arg-type]

    def _standing(self, at: Span, column: Column, wanted: Wanted) -> Any:
        """Return what words look for: in the index where that tells all, else in the texts."""
        if not self._planner.indexed:
            return Checked(at, column, wanted, "", None)
        plain = not wanted.within and not any(wanted.written)
        if plain and len(wanted.forms) == 1:
            return Text(column, (wanted.forms,))
        phrases, tells = self._planner.phrases(wanted.forms)
        if wanted.within:
            phrases = tuple((forms,) for forms in wanted.forms)
        narrow = Text(column, phrases)
        return narrow if plain and tells else Checked(at, column, wanted, "", narrow)

    def _forms(
        self, word: Word, cut: Sequence[str], *, in_a_phrase: bool, first: bool
    ) -> list[Forms]:
        if word.exact:
            return [literal(form) for form in cut]
        if word.begins:
            return [*(literal(form) for form in cut[:-1]), beginning(cut[-1])]
        if in_a_phrase:
            return [
                in_phrase(form, word.text if n == 0 else "", first=first and n == 0)
                for n, form in enumerate(cut)
            ]
        name = self._names().is_name(word.text)
        return [expanded(form, word.text, name=name) for form in cut]

    def _named(self, words: str) -> tuple[str, ...]:
        found = self._names().named(words)
        if found or not words.isascii() or len(words) < _SHORTEST_LATIN:
            return found
        return self._names().beginning(words)

    # --- sources and days -------------------------------------------------------------------

    def _sources(self, wanted: str) -> tuple[str, ...]:
        return sources_named(self._library, wanted)

    def _dates(self, first: str, last: str) -> tuple[str, ...]:
        rows = self._library._rows(
            "SELECT slug FROM term WHERE slug >= 'date/' AND slug < 'date0' ORDER BY slug"
        )
        slugs = (slug for (slug,) in rows)
        return tuple(slug for slug in slugs if overlaps(slug.removeprefix("date/"), first, last))


_SHORTEST_LATIN = 3


def sources_named(library: Library, wanted: str) -> tuple[str, ...]:
    """Return the terms of the outlets and agencies in whose name a word begins so."""
    rows = library._rows(
        "SELECT slug FROM term WHERE slug >= ? AND slug < ? ORDER BY slug",
        (SOURCE, SOURCE[:-1] + "0"),
    )
    part = _name_part(wanted)
    named = [(slug, _name_part(slug.removeprefix(SOURCE))) for (slug,) in rows]
    starts = tuple(slug for slug, name in named if f" {part}" in f" {name}")
    return starts or tuple(slug for slug, name in named if part in name)


def _name_part(name: str) -> str:
    return " ".join(word.removeprefix("ال") for word in fold_text(name).split())


def overlaps(value: str, first: str, last: str) -> bool:
    """Tell whether a day, month, year or ``a/b`` interval meets an interval of days."""
    begin, _, end = value.partition("/")
    if "X" in value:
        return False
    # A month stands for all of its days: its first is not before «2020-03», its last not after.
    return (not last or begin <= last) and (not first or f"{end or begin}-99-99"[:10] >= first)


def _tagged(library: Library, name: str) -> Condition:
    """Return the condition of articles that have a tag, or a note that has it."""
    from corpus.library.desk import tag_named

    wanted = tag_named(name)
    noted = {
        id_
        for id_, tags in library._rows("SELECT article_id, tags FROM note WHERE tags <> '[]'")
        if any(fold_text(tag) == fold_text(name) for tag in json.loads(tags))
    }
    return Condition(
        "(a.seq IN (SELECT article FROM article_tag WHERE tag = ?) OR a.seq IN"
        " (SELECT o.seq FROM article o WHERE o.id IN (SELECT value FROM json_each(?))))",
        (wanted, json.dumps(sorted(noted))),
    )


_STATES = {
    "note": "a.seq IN (SELECT o.seq FROM note n JOIN article o ON o.id = n.article_id)",
    "statement": "a.seq IN (SELECT article FROM statement)",
    "copy": "(a.seq IN (SELECT article FROM copy) OR a.seq IN"
    " (SELECT article FROM similar WHERE kind = 'same text'))",
    "warning": "a.warnings <> '[]'",
    "date": "a.published IS NOT NULL",
    "undated": "a.published IS NULL",
    "excerpt": "a.excerpt",
    "read": "a.seq IN (SELECT article FROM reading)",
    "unread": "a.seq NOT IN (SELECT article FROM reading)",
    "starred": "a.seq IN (SELECT article FROM star)",
}
