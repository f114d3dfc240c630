"""Agreements without a name of their own: described, dated, taken up again.

«الاتفاق الموقع في 17 سبتمبر 2018» describes an agreement by what the knowledge base has of it: day,
place, parties, subject. «مذكرة 4 أيار 2017» is named by its day. «الاتفاق» alone takes up the last
agreement of a fitting kind. «تم الاتفاق على», «بالاتفاق مع» and «التوصل إلى اتفاق» are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.arabic.calendar import months
from corpus.arabic.clitics import ARTICLE, segmentations, surfaces
from corpus.arabic.folding import fold_text
from corpus.article import EntityType, MentionKind
from corpus.entities.dates import words as date_words
from corpus.entities.names.gazetteer import Candidate, Entry, Named
from corpus.entities.words import Mark, canonical, cut_words, lexicon, marked
from corpus.knowledge.base import Agreement, Organisation, Person, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.entities.dates.find import DateMatch
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_TEXTS: Final = frozenset(
    {"memorandum", "protocol", "agreement", "treaty", "joint-statement", "communique", "ceasefire"}
)
"""Kinds of agreement that can be called اتفاق."""
_HEADS: Final[dict[str, frozenset[str]]] = {
    "اتفاق": _TEXTS,
    "اتفاقيه": _TEXTS,
    "اتفاقات": _TEXTS,
    "اتفاقيات": _TEXTS,
    "تفاهم": _TEXTS,
    "تفاهمات": _TEXTS,
    "مذكره": frozenset({"memorandum"}),
    "بروتوكول": frozenset({"protocol"}),
    "ملحق": frozenset({"protocol"}),
    "معاهده": frozenset({"treaty"}),
    "هدنه": frozenset({"ceasefire", "protocol"}),
    "اعلان": frozenset({"joint-statement", "communique"}),
}
"""What kinds of agreement a word means."""
_RARELY_TAKEN_UP: Final = frozenset({"تفاهم", "تفاهمات", "اعلان", "اتفاقات", "اتفاقيات", "ملحق"})
"""Words that, definite, take up an agreement only after «هذا» or with a description."""
_COMPOUNDS: Final = (
    ("مذكره", "تفاهم"),
    ("مذكره", "التفاهم"),
    ("اتفاق", "الهدنه"),
    ("اتفاق", "وقف", "اطلاق", "النار"),
)
"""Words for an agreement of several words; the last one says whether it is definite."""
_MADE: Final = lexicon(
    """الموقع الموقعه الموقعين الموقعان الموقعتين المبرم المبرمه المبرمين المبرمان المعلن المعلنه
    المتفق المعقود المعقوده الذي التي اللذين اللتين اللذان الصادر الصادره المعتمد الناجم"""
)
"""Words behind an agreement that begin to say when, where and by whom it was made."""
_DESCRIBING: Final = lexicon(
    """الثنايي الثناييه الثلاثي الثلاثيه الجديد الجديده الاخير الاخيره السابق السابقه المذكور
    المذكوره بين حول بشان بخصوص"""
)
_HAPPENED: Final = lexicon("تم جري يجري يتم سيتم وتم وجري ويتم فتم تمت امكانيه حال عدم")
_NO_TEXT_BEFORE: Final = lexicon("الي دون علي نحو اي")
"""Before an indefinite «اتفاق» they say that there is none yet."""
_NO_TEXT_AFTER: Final = lexicon("علي مع")
"""Behind «الاتفاق» they make it the act of agreeing."""
_LAYS_DOWN: Final = lexicon("ينص نص تنص نصت يقضي قضي تقضي قضت يشدد يوكد بموجب بنود نص نصوص")
"""Before «الاتفاق على» they make it a text all the same."""
_THIS: Final = lexicon("هذا هذه ذلك تلك")
_STOPS: Final = frozenset(".؛;!?؟\n")
_WINDOW: Final = 22
"""How many words behind its head describe an agreement."""
_AROUND: Final = 40
"""How many words on either side tell between agreements of the same date."""
_EXACT, _MONTH, _YEAR, _PLACE, _PARTY, _SUBJECT = 4, 2, 2, 2, 1, 1
_ENOUGH: Final = 3
"""The least that a description must weigh to identify an agreement."""
_REACH: Final = 3
"""How many paragraphs back an anaphor looks."""
_BREACHES: Final = lexicon(
    "انهيار خرق خروقات انتهاك انتهاكات تطبيق تنفيذ بنود الغاء تجميد نقض تعديل احياء تفعيل"
)
"""Before the name of a city they make it the agreement made there: «انهيار أستانة»."""
_ENGLISH_DAY: Final = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an agreement is recognised by."""

    slug: str
    ar: str
    kind: str
    days: frozenset[str]
    """ISO days on which it was signed, announced or began."""
    first: str
    place: str | None
    parties: frozenset[str]
    """Country codes."""
    subject: frozenset[str]
    """Words of its names and of what decides for it, in lookup form."""


class _Head(NamedTuple):
    """A word for an agreement, found in a paragraph."""

    word: str
    """Its indefinite form."""
    first: int
    last: int
    start: int
    end: int
    stripped: int
    definite: bool


@dataclass(frozen=True, slots=True)
class AgreementFinder:
    """Finds agreements that are described, dated or taken up; made once for a knowledge base."""

    facts: tuple[_Facts, ...]
    kinds: Mapping[str, str]
    """The kind of every agreement, by slug."""
    countries: Mapping[str, str]
    """Country codes by nationality words and by slugs of countries, people and bodies."""
    made_at: Mapping[str, str]
    """Where an agreement was made, by slug."""

    def find(
        self,
        named: Sequence[Named],
        paragraphs: Sequence[Words],
        dates: Sequence[Sequence[DateMatch]],
        day: str | None,
    ) -> list[Named]:
        """Return the agreements of an article that its names do not cover, in order.

        Args:
            named: The names found so far, in order.
            paragraphs: The article's paragraphs as words.
            dates: The dates of each paragraph, in order.
            day: ISO day of publication, None when it is not known.
        """
        by_paragraph: dict[int, list[Named]] = {}
        for name in named:
            by_paragraph.setdefault(name.candidate.paragraph, []).append(name)
        found: list[Named] = []
        last: list[tuple[int, Named | None]] = []
        for number, words in enumerate(paragraphs):
            page = _Page(number, words, by_paragraph.get(number, []), dates[number], day)
            found += self._in_paragraph(page, last)
        return found

    def _in_paragraph(self, page: _Page, last: list[tuple[int, Named | None]]) -> Iterator[Named]:
        """Yield the agreements of a paragraph; ``last`` holds those named so far."""
        words = page.words
        starts = {name.candidate.first: name for name in page.names}
        behind = 0
        for index in sorted({*starts, *marked(words, Mark.AGREEMENT, is_head)}):
            if index < behind:
                continue
            name = starts.get(index)
            if name is not None:
                if name.candidate.entries[0].type is EntityType.AGREEMENT:
                    last.append((page.number, name))
                behind = name.candidate.last
                continue
            head = _head_at(words, index)
            if head is None:
                continue
            behind = head.last
            read = self._dated(page, head) or self._described(page, head)
            if read is None and not head.definite and _has_own_name(words, head):
                # The name of an agreement nobody here knows: what follows takes that one up.
                last.append((page.number, None))
            if read is None and head.definite:
                read = self._taken_up(page, head, last)
            if read is not None:
                if read.kind is not MentionKind.ANAPHOR:
                    last.append((page.number, read))
                behind = max(behind, read.candidate.last)
                yield read

    def _dated(self, page: _Page, head: _Head) -> Named | None:
        """Read «مذكرة 4 أيار 2017», «هدنة كانون الثاني»: an agreement named by its day."""
        words = page.words
        if head.definite or words.gap(head.last - 1) != " ":
            return None
        if head.last >= len(words):
            return None
        match = page.date_at(words.starts[head.last])
        if date_words.year_number(words.words[head.last]) is not None:
            stated, end = words.words[head.last], words.ends[head.last]
        elif match is not None and match.value is not None:
            stated, end = match.value, match.end
        else:
            month = date_words.month_at(words, head.last)
            if month is None or month.calendar == "hijri" or page.day is None:
                return None
            year = int(page.day[:4]) - (month.number > int(page.day[5:7]))
            stated, end = f"{year:04}-{month.number:02}", month.tail
        fitting = [
            facts
            for facts in self._possible(page.day, head.word)
            if any(_agree(known, stated) for known in facts.days)
        ]
        if len(fitting) > 1:
            fitting = page.nearest_in_subject(head, fitting)
        if not fitting:
            return None
        last = bisect_left(words.starts, end)
        why = f"name: by its date, {stated}"
        return _named(page.number, head, fitting, why, MentionKind.NAME, end=end, last=last)

    def _described(self, page: _Page, head: _Head) -> Named | None:
        """Read an agreement that its description identifies, or leaves open between a few."""
        if not _may_describe(page.words, head):
            return None
        scope = page.scope_behind(head)
        weighed = [
            (weight, grounds, facts)
            for facts in self._possible(page.day, head.word)
            for weight, grounds in [self._weigh(facts, scope)]
            if weight >= _ENOUGH
        ]
        if not weighed:
            return None
        most = max(weight for weight, _, _ in weighed)
        best = [(grounds, facts) for weight, grounds, facts in weighed if weight == most]
        if len(best) > 1 and not head.definite:
            return None
        why = f"description: {', '.join(best[0][0])}"
        last = head.last
        while date_words.follows(page.words, last) and _is_adjective(page.words.words[last]):
            last += 1
        end = page.words.ends[last - 1]
        fitting = [facts for _, facts in best]
        return _named(page.number, head, fitting, why, MentionKind.NOMINAL, end=end, last=last)

    def _possible(self, day: str | None, word: str) -> list[_Facts]:
        """Return the agreements a word can mean that were made by the publication day."""
        kinds = _HEADS[word]
        return [
            facts
            for facts in self.facts
            if facts.kind in kinds and (day is None or facts.first <= day)
        ]

    def _weigh(self, facts: _Facts, scope: _Scope) -> tuple[int, list[str]]:
        """Say how much of a description fits an agreement, and what; nothing where it is ruled out.

        The first day, month or year must be its own, and the first place too where it says where
        the agreement was made.
        """
        weight = 0
        grounds: list[str] = []
        for match in scope.dates[:1]:
            value = match.value or ""
            if not any(_agree(known, value) for known in facts.days):
                return 0, []
            weight += {10: _EXACT, 7: _MONTH}.get(len(value), _YEAR)
            grounds.append(value)
        places = [slug for slug in scope.places if slug == facts.place]
        if scope.made_at is not None and facts.place is not None and scope.made_at != facts.place:
            return 0, []
        if places:
            weight += _PLACE
            grounds.append(places[0])
        parties = {self.countries[word] for word in scope.actors if word in self.countries}
        if scope.adjectives and not {
            self.countries[word] for word in scope.adjectives if word in self.countries
        } <= facts.parties | {"SY"}:
            return 0, []
        shared = parties & facts.parties
        if len(shared) > 1:
            weight += _PARTY
            grounds.append("its parties")
        subject = [word for word in scope.words if word in facts.subject]
        if subject:
            weight += _SUBJECT + (len(set(subject)) > 1)
            grounds.append(f"«{subject[0]}»")
        return weight, grounds

    def _taken_up(
        self, page: _Page, head: _Head, last: Sequence[tuple[int, Named | None]]
    ) -> Named | None:
        """Read «الاتفاق», «هذه المذكرة»: the last agreement of a fitting kind."""
        words = page.words
        if not _is_anaphor(words, head):
            return None
        kinds = _HEADS[head.word]
        for number, name in reversed(last[-12:]):
            if page.number - number > _REACH:
                return None
            if name is None:
                return None
            if not name.slugs:
                continue
            fits = any(self.kinds.get(slug) in kinds for slug in name.slugs)
            if not fits and self.kinds.get(name.slugs[0]) is not None:
                continue
            entry = _entry(name.slugs[0], name.candidate.entries[0].text)
            candidate = Candidate(
                page.number, head.first, head.last, head.start, head.end, (entry,), head.stripped
            )
            shown = name.candidate.entries[0].text
            why = f"takes up «{shown}», named last before it"
            return Named(candidate, name.slugs, why, MentionKind.ANAPHOR, "likely")
        return None


@dataclass(frozen=True, slots=True)
class _Scope:
    """What stands behind the head of a description, as far as its sentence goes."""

    words: tuple[str, ...]
    dates: list[DateMatch]
    places: list[str]
    actors: list[str]
    """Nationality words, and slugs of who is named."""
    adjectives: list[str]
    """Nationality words right behind the head."""
    made_at: str | None
    """The city right behind «الموقع في»."""


class _Page(NamedTuple):
    """A paragraph with what was found in it."""

    number: int
    words: Words
    names: Sequence[Named]
    dates: Sequence[DateMatch]
    day: str | None

    def date_at(self, start: int) -> DateMatch | None:
        """Return the date that begins at a position."""
        at = bisect_left(self.dates, start, key=lambda match: match.start)
        found = self.dates[at] if at < len(self.dates) else None
        return found if found is not None and found.start == start else None

    def nearest_in_subject(self, head: _Head, fitting: list[_Facts]) -> list[_Facts]:
        """Return the agreements that most words around a head speak of."""
        around = self.words.words[max(head.first - _AROUND, 0) : head.last + _AROUND]
        stems = {cut.stem for word in around for cut in segmentations(word)}
        shared = [len(stems & facts.subject) for facts in fitting]
        return [facts for facts, count in zip(fitting, shared, strict=True) if count == max(shared)]

    def scope_behind(self, head: _Head) -> _Scope:
        """Return what describes an agreement behind its head, up to the end of the sentence."""
        words = self.words
        last = head.last
        limit = min(head.last + _WINDOW, len(words))
        while last < limit and _STOPS.isdisjoint(words.gap(last - 1)):
            if last > head.last and _head_at(words, last) is not None:
                break
            last += 1
        start, end = head.end, words.ends[last - 1]
        at = bisect_left(self.dates, start, key=lambda match: match.start)
        dates = []
        while at < len(self.dates) and self.dates[at].start < end:
            dates.append(self.dates[at])
            at += 1
        at = bisect_left(self.names, start, key=lambda name: name.candidate.start)
        places: list[str] = []
        actors: list[str] = []
        made_at = None
        while at < len(self.names) and self.names[at].candidate.start < end:
            name = self.names[at]
            at += 1
            if len(name.slugs) != 1:
                continue
            actors.append(name.slugs[0])
            if name.candidate.type is EntityType.PLACE:
                if not places and _says_where(words, head.last, name.candidate):
                    made_at = name.slugs[0]
                places.append(name.slugs[0])
        adjectives = []
        for index in range(head.last, last):
            if not _is_adjective(words.words[index]):
                break
            adjectives.append(words.words[index].removesuffix("ه"))
        plain = tuple(
            cut.stem for word in words.words[head.last : last] for cut in segmentations(word)
        )
        actors += [word.removesuffix("ه") for word in plain if word.startswith(ARTICLE)]
        return _Scope(plain, dates, places, actors, adjectives, made_at)


def make_agreement_finder(base: KnowledgeBase) -> AgreementFinder:
    """Prepare what a base has of its agreements for look-up."""
    countries: dict[str, str] = {}
    for place in base.of_class(Place):
        for demonym in place.demonyms:
            countries.setdefault(ARTICLE + canonical(fold_text(demonym)), place.country or "")
        if place.country:
            countries[place.slug] = place.country
    for kind in (Person, Organisation):
        for entity in base.of_class(kind):
            if entity.country:
                countries[entity.slug] = entity.country
    agreements = list(base.of_class(Agreement))
    texts: dict[str, set[str]] = {}
    for senses in base.senses.values():
        for sense in senses:
            texts.setdefault(sense.entity, set()).update(sense.near)
    near = {slug: set(_content("\n".join(found))) for slug, found in texts.items()}
    facts = tuple(
        _facts_of(agreement, near.get(agreement.slug, set()))
        for agreement in agreements
        if agreement.kind in _TEXTS
    )
    kinds = {agreement.slug: agreement.kind for agreement in agreements}
    made_at = {agreement.slug: agreement.place for agreement in agreements if agreement.place}
    return AgreementFinder(facts, kinds, countries, made_at)


def _facts_of(agreement: Agreement, near: set[str]) -> _Facts:
    days = {agreement.date[:10]}
    if agreement.effective:
        days.add(agreement.effective[:10])
    for account in agreement.accounts:
        for number, month, year in _ENGLISH_DAY.findall(account.says):
            if month in _ENGLISH_MONTHS:
                days.add(f"{year}-{_ENGLISH_MONTHS.index(month) + 1:02}-{int(number):02}")
    subject = {*_content(" ".join(form.text for form in agreement.forms)), *near}
    return _Facts(
        agreement.slug,
        agreement.ar,
        agreement.kind,
        frozenset(days),
        min(days),
        agreement.place,
        frozenset(party for party in agreement.parties if len(party) == 2),
        frozenset(subject),
    )


def _content(text: str) -> Iterator[str]:
    """Yield the words of names that say what they are about."""
    for word in set(cut_words(canonical(fold_text(text)))):
        bare = word.removeprefix(ARTICLE)
        of_no_subject = bare in _HEADS or (bare,) in months() or word.isdecimal()
        if len(word) > 3 and not of_no_subject and not _is_adjective(word):
            yield word


def _named(
    paragraph: int,
    head: _Head,
    fitting: Sequence[_Facts],
    why: str,
    kind: MentionKind,
    *,
    end: int | None = None,
    last: int | None = None,
) -> Named:
    """Return the mention of an agreement, open where several fit."""
    entries = tuple(_entry(facts.slug, facts.ar) for facts in fitting)
    candidate = Candidate(
        paragraph,
        head.first,
        last or head.last,
        head.start,
        end or head.end,
        entries,
        head.stripped,
    )
    slugs = tuple(facts.slug for facts in fitting)
    if len(slugs) == 1:
        return Named(candidate, slugs, why, kind, "likely")
    why = f"{why}; undecided between {' and '.join(slugs)}"
    return Named(candidate, (), why, kind, "open", slugs)


def _entry(slug: str, text: str) -> Entry:
    return Entry(slug, EntityType.AGREEMENT, text)


def _head_at(words: Words, index: int) -> _Head | None:
    """Read a word for an agreement at an index: «الاتفاق», «مذكرة التفاهم»."""
    word = words.words[index]
    if word not in _beginnings():
        return None
    for cut in segmentations(word):
        bare = cut.stem.removeprefix(ARTICLE)
        if bare not in _HEADS:
            continue
        definite = cut.stem.startswith(ARTICLE)
        last = index + 1
        for compound in () if definite else _COMPOUNDS:
            if bare == compound[0] and _stand_at(words, index + 1, compound[1:]):
                definite, last = compound[-1].startswith(ARTICLE), index + len(compound)
        start = words.starts[index] + cut.stripped
        return _Head(bare, index, last, start, words.ends[last - 1], cut.stripped, definite)
    return None


def _stand_at(words: Words, index: int, wanted: tuple[str, ...]) -> bool:
    """Tell whether some words stand at an index, with blanks between and before them."""
    last = index + len(wanted)
    return words.words[index:last] == wanted and all(
        words.gap(at - 1) == " " for at in range(index, last)
    )


def is_head(word: str) -> bool:
    """Tell whether a word can be one for an agreement."""
    return word in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """Return every word that a head can begin with, proclitics and article included."""
    return frozenset(
        word for head in _HEADS for stem in (head, ARTICLE + head) for word in surfaces(stem)
    )


def _may_describe(words: Words, head: _Head) -> bool:
    """Tell whether what stands behind a head can say which agreement it is."""
    before = words.get(head.first - 1) if words.gap(head.first - 1) == " " else ""
    if before in _HAPPENED:
        return False
    gap = words.gap(head.last - 1)
    following = words.get(head.last)
    if gap.strip(" \"'“”«»،") or following in _NO_TEXT_AFTER:
        return False
    if not head.definite:
        # «مذكرة تفاهم في أستانة»; a mere «اتفاق» is described by nobody.
        return head.word in ("مذكره", "بروتوكول") and following in {"في", "حول", "بشان", "بخصوص"}
    described = following in _MADE or following in _DESCRIBING or following == "في"
    return described or _is_adjective(following)


def _is_anaphor(words: Words, head: _Head) -> bool:
    """Tell whether a definite head takes up an agreement named before."""
    before = words.get(head.first - 1) if words.gap(head.first - 1) == " " else ""
    following = words.get(head.last) if words.gap(head.last - 1) == " " else ""
    if before in _HAPPENED:
        return False
    if before in _THIS or before.removeprefix("و") in _LAYS_DOWN:
        return True
    if following in _NO_TEXT_AFTER:
        return False
    if head.word in _RARELY_TAKEN_UP:
        return False
    return not _is_adjective(following)


def _is_adjective(word: str) -> bool:
    """Tell whether a word looks like a definite adjective of relation: «الروسي», «الثنائية»."""
    return word.startswith(ARTICLE) and word.removesuffix("ه").endswith("ي") and len(word) > 5


def _has_own_name(words: Words, head: _Head) -> bool:
    """Tell whether the words behind an indefinite head look like a name: «اتفاق الطائف»."""
    before = words.get(head.first - 1) if words.gap(head.first - 1) == " " else ""
    following = words.get(head.last) if words.gap(head.last - 1) in (" ", ' "', " «", " “") else ""
    return before not in _NO_TEXT_BEFORE and following.startswith(ARTICLE)


def _says_where(words: Words, first: int, candidate: Candidate) -> bool:
    """Tell whether a place stands behind «الموقع في» or «في» right behind the head."""
    before = candidate.first - 1
    if words.get(before) == "العاصمه":
        before -= 1
    return words.get(before) == "في" and before - first <= 1


def _agree(known: str, stated: str) -> bool:
    """Tell whether a day lies in what a text states: a day, a month, a year or an interval."""
    first, _, last = stated.partition("/")
    if not last:
        return bool(stated) and known.startswith(stated)
    return first <= known[: len(first)] and known[: len(last)] <= last


def of_cities(
    chosen: Sequence[Candidate],
    paragraphs: Sequence[Words],
    lookup: Mapping[str, tuple[Entry, ...]],
) -> Iterable[Candidate]:
    """Yield candidates, cities that stand for the agreement made there turned into it.

    «انهيار أستانة»; «اتفاق أستانا وسوتشي», where the second city shares the head of the first.

    Args:
        chosen: Candidates in order.
        paragraphs: The article's paragraphs as words.
        lookup: What «اتفاق» with a city means, by the city's lookup form.
    """
    before: Candidate | None = None
    for candidate in chosen:
        words = paragraphs[candidate.paragraph]
        city = words.words[candidate.first][candidate.stripped :]
        entries = lookup.get(city, ()) if candidate.last - candidate.first == 1 else ()
        turned = candidate
        if entries and candidate.type is EntityType.PLACE:
            breached = (
                words.gap(candidate.first - 1) == " "
                and not candidate.stripped
                and any(
                    cut.stem in _BREACHES for cut in segmentations(words.get(candidate.first - 1))
                )
            )
            shares = (
                before is not None
                and before.type is EntityType.AGREEMENT
                and before.paragraph == candidate.paragraph
                and before.last == candidate.first
                and candidate.stripped == 1
                and words.words[candidate.first][0] == "و"
                and words.words[before.last - 1] in lookup
            )
            if breached or shares:
                turned = Candidate(
                    candidate.paragraph,
                    candidate.first,
                    candidate.last,
                    candidate.start,
                    candidate.end,
                    entries,
                    candidate.stripped,
                )
        before = turned
        yield turned
