"""Ends of unknown names: the surname or alias by which an article goes on to call them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType
from corpus.entities.names.gazetteer import Candidate, Entry, Named
from corpus.entities.unknown.slugs import UNKNOWN
from corpus.entities.unknown.words import is_definite, source_of
from corpus.entities.words import where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.entities.unknown.words import Lexicon
    from corpus.entities.words import Words

_SHORTEST: Final = 3
"""The fewest letters of a surname that is linked alone."""
_PROCLITICS: Final = ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")
_BRACKETS: Final = {"(": ")", '"': '"', "«": "»", "“": "”"}


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a full name, by which an article goes on to call its bearer."""

    words: tuple[str, ...]
    name: Named
    is_first_name: bool
    """The word is a first name too: it counts only where it does something."""


def with_ends(
    merged: Sequence[Named], paragraphs: Sequence[Words], lexicon: Lexicon
) -> list[Named]:
    """Return the names of an article and the ends and aliases of unknown ones, in order.

    Takes time linear in the length of the article.
    """
    reader = _EndReader(lexicon)
    aliases = reader.aliases(merged, paragraphs)
    tails = reader.tails([name for name in merged if is_unknown(name)], paragraphs)
    return reader.with_tails(in_order([*merged, *aliases]), tails, aliases, paragraphs)


@dataclass(frozen=True, slots=True)
class _EndReader:
    lexicon: Lexicon

    def aliases(self, merged: Sequence[Named], paragraphs: Sequence[Words]) -> list[Named]:
        """Find one word in brackets or quotes behind a name: «محمد حمدان دقلو "حميدتي"»."""
        taken = {(name.candidate.paragraph, name.candidate.first) for name in merged}
        found = []
        for name in merged:
            candidate = name.candidate
            words, at = paragraphs[candidate.paragraph], candidate.last
            if len(name.slugs) != 1 or at - candidate.first < 2 or words.gap(at - 1) == " ":
                continue
            if candidate.type not in (EntityType.PERSON, EntityType.ORG):
                continue
            opened, closed = words.gap(at - 1).strip(), words.gap(at).strip()
            if not _is_bracketed(opened, closed) or (candidate.paragraph, at) in taken:
                continue
            word = words.words[at]
            if len(word) < _SHORTEST or word.isdigit() or self.lexicon.is_ordinary(word):
                continue
            entry = Entry(
                name.slugs[0], candidate.type, words.surface(words.starts[at], words.ends[at])
            )
            place = Candidate(
                candidate.paragraph, at, at + 1, words.starts[at], words.ends[at], (entry,)
            )
            found.append(Named(place, name.slugs, f"unknown: beside «{candidate.entries[0].text}»"))
        return found

    def with_tails(
        self,
        merged: list[Named],
        tails: Mapping[str, _Tail],
        aliases: Sequence[Named],
        paragraphs: Sequence[Words],
    ) -> list[Named]:
        """Add the places where the end of a full name, or an alias, stands alone."""
        forms: dict[str, tuple[int, _Tail]] = {}
        own = {
            alias.candidate.entries[0].text: _Tail(
                (paragraphs[alias.candidate.paragraph].words[alias.candidate.first],), alias, False
            )
            for alias in aliases
        }
        for tail in (*tails.values(), *own.values()):
            for proclitics in _PROCLITICS:
                forms.setdefault(proclitics + tail.words[0], (len(proclitics), tail))
            if is_definite(tail.words[0]):
                forms.setdefault("ل" + tail.words[0][1:], (1, tail))
        if not forms:
            return merged
        within: list[set[int]] = [set() for _ in paragraphs]
        for name in merged:
            candidate = name.candidate
            within[candidate.paragraph].update(range(candidate.first, candidate.last))
        added: list[Named] = []
        for number, words in enumerate(paragraphs):
            taken = within[number]
            for index in where(words, forms):
                if index in taken:
                    continue
                form = forms[words.words[index]]
                found = self._tail_at(number, index, words, form, taken)
                if found is not None:
                    added.append(found)
                    taken.update(range(index, found.candidate.last))
        return in_order([*merged, *added]) if added else merged

    def tails(self, people: Sequence[Named], paragraphs: Sequence[Words]) -> dict[str, _Tail]:
        """Return the ends by which people can be meant, by their first word."""
        lexicon = self.lexicon
        tails: dict[str, _Tail] = {}
        shared: set[str] = set()
        for name in people:
            candidate = name.candidate
            words = paragraphs[candidate.paragraph].words[candidate.first : candidate.last]
            if len(words) < 2 or candidate.type not in (EntityType.PERSON, EntityType.ORG):
                continue
            if candidate.type is EntityType.ORG:
                if len(words) == 2 and self._is_proper(words):
                    tails.setdefault(words[1], _Tail(words[1:], name, is_first_name=False))
                continue
            at = len(words) - 1
            while at > 1 and (words[at - 1] in lexicon.binders or words[at] == "الدين"):
                at -= 1
            lone = words[at]
            if len(lone) < _SHORTEST or lone in lexicon.closers:
                continue
            if lexicon.is_ordinary(lone):
                continue
            other = tails.get(lone)
            if other is not None and other.name.slugs != name.slugs:
                shared.add(lone)
            tails[lone] = _Tail(words[at:], name, lexicon.may_be_given(lone))
        for lone in shared:
            del tails[lone]
        return tails

    def _is_proper(self, words: Sequence[str]) -> bool:
        """Tell whether «شركة توتيكا» is called by its second word too."""
        head, name = words
        lexicon = self.lexicon
        return (
            any(
                head.endswith(naming) for naming in (head, head[1:]) if naming in lexicon.org_naming
            )
            and len(name) > _SHORTEST
            and not is_definite(name)
            and not lexicon.is_ordinary(name)
            and not lexicon.may_be_given(name)
        )

    def _tail_at(
        self, number: int, index: int, words: Words, form: tuple[int, _Tail], taken: set[int]
    ) -> Named | None:
        stripped, tail = form
        last = index + len(tail.words)
        if words.words[index + 1 : last] != tail.words[1:]:
            return None
        if any(at in taken for at in range(index + 1, last)):
            return None
        if not self._stands_alone(index, last, words):
            return None
        if tail.is_first_name and not self._acts(index, words):
            return None
        entry = tail.name.candidate.entries[0]
        short = Entry(entry.slug, entry.type, entry.text, short=True)
        start, end = words.starts[index] + stripped, words.ends[last - 1]
        candidate = Candidate(number, index, last, start, end, (short,), stripped)
        why = f"name: «{words.surface(start, end)}», whose full name is «{entry.text}»"
        return Named(candidate, tail.name.slugs, why)

    def _acts(self, index: int, words: Words) -> bool:
        """Tell whether a verb or «أما» before a word makes it somebody: «وقال دياب»."""
        before = words.get(index - 1)
        if not before or words.gap(index - 1) != " ":
            return False
        verbs = self.lexicon.verbs
        return before in verbs or before == "اما" or (before[0] in "وف" and before[1:] in verbs)

    def _stands_alone(self, index: int, last: int, words: Words) -> bool:
        """Tell whether the end of a name is neither part of another nor an ordinary noun here."""
        lexicon = self.lexicon
        before = words.get(index - 1) if words.gap(index - 1) == " " else ""
        if before and lexicon.may_be_given(before) and not lexicon.is_ordinary(before):
            return False
        if is_definite(words.words[index]):
            return True
        # «سلامة المدنيين» is the safety of civilians, not Mr Salamé.
        following = words.get(last) if words.gap(last - 1) == " " else ""
        marked = source_of(words, index).endswith(("ة", "ات"))
        titles = lexicon.honorifics | lexicon.offices | lexicon.former
        return not (marked and is_definite(following) and following not in titles)


def is_unknown(name: Named) -> bool:
    """Tell whether a name means somebody or something the base does not have."""
    return bool(name.slugs) and name.slugs[0].partition("/")[2].startswith(UNKNOWN)


def _is_bracketed(opened: str, closed: str) -> bool:
    return bool(opened) and len(opened) == 1 and closed.startswith(_BRACKETS.get(opened, "\n"))


def in_order(names: Iterable[Named]) -> list[Named]:
    """Return names in the order of the article."""
    return sorted(names, key=attrgetter("candidate.paragraph", "candidate.start"))
