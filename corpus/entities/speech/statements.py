"""Statements: who said what, in direct speech or told.

A verb of speech (`corpus.entities.speech.verbs`) is looked for first, then who speaks, behind the
verb («قال لافروف») or before it («لافروف قال»), then where the words said begin («أن», a colon, a
quotation mark, or the preposition the verb takes). Words told end with their sentence, or where
the next verb of speech of the same level begins. A verb without a subject carries the last speaker
on, over paragraphs too, as long as gender and number agree; whoever else speaks ends that, known
or not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType, Span, Statement
from corpus.entities.speech import verbs as speech
from corpus.entities.speech.clauses import BY_QUOTATION, FEWEST_WORDS, ClauseReader
from corpus.entities.speech.paragraphs import (
    ARRIVALS,
    LIMIT,
    AnnotatedParagraph,
    cue_words,
    has_comma,
)
from corpus.entities.speech.quotations import MARKS, find_quotations
from corpus.entities.speech.speakers import (
    RELATIVES,
    SPEAKERS,
    Conversation,
    Speaker,
    SpeakerReader,
    head_of,
)
from corpus.entities.words import Mark, lexicon, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import Article, Mention, Wording
    from corpus.entities.speech.clauses import Opening
    from corpus.entities.speech.paragraphs import Unit
    from corpus.entities.speech.quotations import Quotation
    from corpus.entities.speech.speakers import Kind
    from corpus.entities.speech.verbs import SpeechVerb
    from corpus.entities.words import Words

_HEADLINE_SPEAKER: Final = 8
"""How many words may stand before the colon of «لافروف: …»."""
_CARRIED_PARAGRAPHS: Final = 4
"""Over how many paragraphs a quotation may run that is not opened again."""
_BESIDE: Final = 4
"""How many code points may stand between a quotation and the verb behind it."""
_WITH_OBJECT: Final = frozenset({"وصف", "حذر"})
"""Verbs of which an unnamed noun behind them is more likely the object."""
_SUBORDINATING: Final = RELATIVES | {"ان"}
"""Before a call they make what follows the one called on: «سبق أن طالبت الدوحة ب…»."""


@dataclass(slots=True)
class _Carried:
    """A quotation that its paragraph leaves open."""

    speaker: Speaker
    verb: Span


def find_statements(
    article: Article, paragraphs: Sequence[Words], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return the statements of an article in order; each lies inside one paragraph.

    What is said, who says it and the verb are apart from each other, and no two statements share
    words. Takes time linear in the length of the text.

    Args:
        article: The article the paragraphs were cut from.
        paragraphs: Its paragraphs as words, in order.
        mentions: Its mentions in reading order, none overlapping.
    """
    conversation = Conversation()
    known = cue_words()
    carried: _Carried | None = None
    found: list[Statement] = []
    at = 0
    for number, words in enumerate(paragraphs):
        end = words.base + len(words.folded.source)
        while at < len(mentions) and mentions[at].span.start < words.base:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].span.end <= end:
            at += 1
        cues = marked(words, Mark.STATEMENT, known.__contains__)
        if not cues and carried is None and ":" not in words.text[:200]:
            continue
        reader = _StatementReader(AnnotatedParagraph(words, mentions[first:at], cues), conversation)
        if carried is not None:
            following = paragraphs[number + 1 : number + _CARRIED_PARAGRAPHS]
            carried = reader.carry(carried, following)
        carried = reader.read() or carried
        found += reader.found
    text = article.text
    return tuple(statement for statement in found if statement.span.slice(text).strip())


class _StatementReader:
    """Reads the statements of one paragraph."""

    __slots__ = ("clauses", "found", "open_quotation", "paragraph", "reached", "speakers", "talk")

    def __init__(self, paragraph: AnnotatedParagraph, talk: Conversation) -> None:
        self.paragraph = paragraph
        self.talk = talk
        self.speakers = SpeakerReader(paragraph, talk)
        self.clauses = ClauseReader(paragraph, self.speakers)
        self.found: list[Statement] = []
        self.reached = 0
        """The first word that is not part of what was read so far."""
        self.open_quotation: _Carried | None = None

    def read(self) -> _Carried | None:
        """Read the paragraph; return the quotation that it leaves open."""
        self._introduced_by_colon()
        for index in self.paragraph.cues:
            if index < self.reached:
                continue
            word = self.paragraph.words.words[index]
            if word in speech.ATTRIBUTIONS:
                self._attribution(index)
            elif word in ARRIVALS and self.paragraph.words.get(index + 1) == "في":
                self._document(index)
            elif word == LIMIT:
                self._own_words(index)
            elif word in speech.speech_verbs():
                self._spoken(index, speech.speech_verbs()[word])
        return self.open_quotation

    def carry(self, carried: _Carried, following: Sequence[Words]) -> _Carried | None:
        """Read on a quotation that an earlier paragraph left open."""
        words = self.paragraph.words
        first = len(words.text) - len(words.text.lstrip())
        again = self.paragraph.opening_at.get(first)
        if again is not None and not (again.closed and self.paragraph.cue_follows(again)):
            start, end = again.inner
            still_open = None if again.closed else carried
        elif self.paragraph.strays and not self.outer_before(self.paragraph.strays[0]):
            start, end = 0, self.paragraph.strays[0]
            still_open = None
        elif not self.paragraph.strays and not self.paragraph.outer and _closes_later(following):
            start, end = 0, len(words.text)
            still_open = carried
        else:
            return None
        why = "direct: a quotation that runs on from the paragraph before"
        self._add(start, end, "direct", None, carried.speaker, carried.verb, why)
        return still_open

    def outer_before(self, position: int) -> bool:
        """Tell whether a quotation begins before a position."""
        return bool(self.paragraph.outer_starts) and self.paragraph.outer_starts[0] < position

    def _add(
        self,
        start: int,
        end: int,
        wording: Wording,
        shown: Span | None,
        speaker: Speaker,
        verb: Span,
        why: str,
    ) -> bool:
        """Keep a statement whose words stand at positions of the folded paragraph."""
        text = self.paragraph.words.text
        while start < end and not text[start].isalnum() and text[start] not in MARKS:
            start += 1
        trailing = "" if wording == "direct" else "،,؛;:.-("
        while end > start and (text[end - 1].isspace() or text[end - 1] in trailing):
            end -= 1
        if start >= end or not any(letter.isalnum() for letter in text[start:end]):
            return False
        span = self.paragraph.words.span(start, end)
        if span.overlaps(verb) or (shown and (span.overlaps(shown) or shown.overlaps(verb))):
            return False
        if self.found and span.start < self.found[-1].span.end:
            return False
        self.found.append(Statement(span, wording, shown, speaker.entities, verb, why))
        self.reached = max(self.reached, bisect_left(self.paragraph.words.starts, end))
        return True

    def _spoken(self, index: int, verb: SpeechVerb) -> None:
        """Read a verb of speech with its speaker and what is said."""
        if not self.clauses.tells(index, verb):
            return
        subject, behind = self.speakers.subject_after(index, verb)
        if verb.lemma == "نقل" or self.speakers.quotes_another(behind):
            subject, behind = self.speakers.passed_on(subject, behind)
            if subject is None:
                return
        opening = self.clauses.opening(index, behind, verb)
        if opening is None:
            self._without_object(index, verb, subject)
            return
        speaker = self._who(index, verb, subject, behind, opening)
        if speaker is None:
            return
        before = self._quotation_before(index)
        if before is not None and opening.how == BY_QUOTATION and not verb.joined:
            self._say(index, verb, opening._replace(quotation=before), speaker)
        self._say(index, verb, opening, speaker)

    def _who(
        self,
        index: int,
        verb: SpeechVerb,
        subject: Speaker | None,
        behind: int,
        opening: Opening,
    ) -> Speaker | None:
        """Return who says what a verb opens; None where that makes it no statement."""
        words = self.paragraph.words
        known = subject is not None and bool(subject.entities)
        if verb.evidence == "" and not known:
            return None
        before = words.get(index - 1)
        # «وصف الوضع بأنه» and «سبق أن طالبت الدوحة ب»: what follows the verb is its object.
        if (verb.lemma in _WITH_OBJECT and not known) or (
            verb.is_call and before in _SUBORDINATING
        ):
            subject = None
        if subject is None or before == "قد":
            subject = self.speakers.subject_before(index, verb) or subject
        if subject is None and not verb.participle:
            if self.speakers.is_document(behind):
                return None
            subject = self.speakers.parenthesised(behind, opening.word, verb)
        speaker = subject or self.speakers.carried_on(index, verb, self.reached)
        if speaker is not None and verb.is_call and (not speaker.entities or before == "ان"):
            return None
        return speaker

    def _say(self, index: int, verb: SpeechVerb, opening: Opening, speaker: Speaker) -> None:
        """Keep what a verb opens as said by a speaker."""
        paragraph = self.paragraph
        verb_span = paragraph.word_span(index, len(verb.joined))
        quotation = opening.quotation
        if quotation is not None:
            start, end, note = self.clauses.quoted(quotation)
            wording: Wording = "direct"
        else:
            start, end = opening.position, self.clauses.clause_end(opening.word)
            wording, note = "reported", ""
        by = f"; {speaker.known_by}" if speaker.known_by else ""
        shown = paragraph.shown(index, len(verb.joined))
        why = f"{wording}: «{shown}» + {opening.how}{note}{by}"
        if not self._add(start, end, wording, speaker.span, speaker, verb_span, why):
            return
        self.talk.enter(speaker)
        if quotation is None or quotation.closed:
            return
        if end >= len(paragraph.words.text.rstrip()):
            self.open_quotation = _Carried(speaker, verb_span)

    def _without_object(self, index: int, verb: SpeechVerb, subject: Speaker | None) -> None:
        """Read «"…"، قال لافروف», or take note of who speaks next («وتابع لافروف، قائلا»)."""
        quotation = self._quotation_before(index)
        if self.paragraph.words.get(index - 1) in ("كما", "حسبما") and subject and subject.entities:
            self._as_said(index, subject)
            return
        if quotation is None or verb.participle or verb.joined:
            if subject is not None and subject.entities and not verb.participle:
                self.talk.enter(subject)
            return
        speaker = subject or self.speakers.carried_on(index, verb, self.reached)
        if speaker is None or (subject is None and not speaker.entities):
            return
        verb_span = self.paragraph.word_span(index, len(verb.joined))
        by = f"; {speaker.known_by}" if speaker.known_by else ""
        why = f"direct: a quotation before «{self.paragraph.shown(index, len(verb.joined))}»{by}"
        start, end = quotation.inner
        if self._add(start, end, "direct", speaker.span, speaker, verb_span, why):
            self.talk.enter(speaker)
            self.reached = max(self.reached, index + 1)

    def _as_said(self, index: int, speaker: Speaker) -> None:
        """Read «…، كما قال لافروف»."""
        words = self.paragraph.words
        first = max(self.paragraph.sentence_start(index), self.reached)
        if first >= index - 1:
            return
        why = (
            f"reported: «{self.paragraph.shown(index - 1)} {self.paragraph.shown(index)}» behind it"
        )
        verb = self.paragraph.word_span(index)
        end = words.ends[index - 2]
        if self._add(words.starts[first], end, "reported", speaker.span, speaker, verb, why):
            self.talk.enter(speaker)
            self.reached = max(self.reached, index + 1)

    def _attribution(self, index: int) -> None:
        """Read «بحسب لافروف» before, behind or within what is said."""
        source = self.speakers.source(index)
        if source is None:
            return
        words = self.paragraph.words
        speaker, behind = source
        joined = len(words.words[index]) > 1 and words.words[index][0] in "وف"
        joined = joined and words.words[index][1:] in speech.ATTRIBUTIONS
        verb = self.paragraph.word_span(index, int(joined))
        start = self.paragraph.sentence_start(index)
        before = max(start, self.reached)
        quotation = self._quotation_before(index)
        why = f"«{self.paragraph.shown(index, int(joined))}»"
        if quotation is not None and before < index:
            begin, end = quotation.inner
            added = self._add(
                begin,
                end,
                "direct",
                speaker.span,
                speaker,
                verb,
                f"direct: a quotation before {why}",
            )
        elif joined or index == start:
            added = self._said_after(behind, speaker, verb, why)
        elif before >= index:
            added = False
        else:
            added = self._said_around(before, index, behind, speaker, verb, why)
        self.reached = max(self.reached, behind)
        if added:
            self.talk.enter(speaker)

    def _said_after(self, behind: int, speaker: Speaker, verb: Span, why: str) -> bool:
        words = self.paragraph.words
        if behind >= len(words) or self.paragraph.ends_between(behind - 1):
            return False
        quotation = self.paragraph.quotation_at(behind)
        if quotation is not None and self.paragraph.length(quotation) >= FEWEST_WORDS:
            start, end, note = self.clauses.quoted(quotation)
            why = f"direct: {why} + a quotation{note}"
            return self._add(start, end, "direct", speaker.span, speaker, verb, why)
        first = behind
        word = words.words[first]
        if word in speech.clause_openers() or word.removeprefix("ف") in speech.clause_openers() | {
            "قد"
        }:
            first += 1
        if first >= len(words):
            return False
        end = self.clauses.clause_end(first)
        why = f"reported: {why} before the sentence"
        return self._add(words.starts[first], end, "reported", speaker.span, speaker, verb, why)

    def _said_around(
        self, before: int, index: int, behind: int, speaker: Speaker, verb: Span, why: str
    ) -> bool:
        """Take what stands before a source; of a sentence it parts, the longer part."""
        words = self.paragraph.words
        parted = has_comma(words.gap(index - 1))
        first = before
        if not parted:
            for at in range(index - 1, before, -1):
                if has_comma(words.gap(at - 1)):
                    first = at
                    break
        elif behind < len(words) and has_comma(words.gap(behind - 1)):
            end = self.clauses.clause_end(behind)
            if bisect_left(words.starts, end) - behind > index - first:
                first = behind + (words.words[behind] in speech.clause_openers())
                if first >= len(words):
                    return False
                why = f"reported: {why} within the sentence"
                return self._add(
                    words.starts[first], end, "reported", speaker.span, speaker, verb, why
                )
        why = f"reported: {why} behind the sentence"
        return self._add(
            words.starts[first],
            words.ends[index - 1],
            "reported",
            speaker.span,
            speaker,
            verb,
            why,
        )

    def _document(self, index: int) -> None:
        """Read «جاء في بيان ل… أن»."""
        words = self.paragraph.words
        if words.get(index + 1) != "في" or head_of(words.get(index + 2)) not in speech.DOCUMENTS:
            return
        named = self.speakers.named_within(index + 2)
        behind = named.last if named else index + 3
        verb = speech.speech_verbs()["قال"]
        opening = self.clauses.opening(index, behind, verb)
        if opening is None:
            return
        if named is not None:
            mention = named.mention
            speaker = Speaker(mention.span, mention.entities, "body", known_by="in a document")
        elif head_of(words.words[index + 2]).startswith("ال") and self.talk.latest is not None:
            latest = self.talk.latest
            speaker = Speaker(None, latest.entities, latest.kind, known_by="of the last speaker")
        else:
            span = words.span(words.starts[index + 2], words.ends[index + 2])
            speaker = Speaker(span, (), "other", known_by="a document whose author is not named")
        joined = "" if words.words[index] in ("جاء", "ورد") else words.words[index][0]
        said = speech.SpeechVerb(
            "جاء", "m", False, False, True, joined, frozenset(), False, False, False, None
        )
        self._say(index, said, opening, speaker)

    def _own_words(self, index: int) -> None:
        """Read «على حد قوله» behind words that nothing else gives to the last speaker."""
        words = self.paragraph.words
        if words.get(index - 1) != "علي" or words.get(index + 1) not in speech.OWN_WORDS:
            return
        first = max(self.paragraph.sentence_start(index), self.reached)
        latest = self.talk.latest
        if first >= index - 1 or latest is None:
            return
        verb = words.span(words.starts[index - 1], words.ends[index + 1])
        speaker = Speaker(None, latest.entities, latest.kind, latest.gender, latest.plural)
        end = words.ends[index - 2]
        why = "reported: behind it «على حد قوله» or the like; the last speaker goes on"
        self._add(words.starts[first], end, "reported", None, speaker, verb, why)
        self.reached = max(self.reached, index + 2)

    def _introduced_by_colon(self) -> None:
        """Read «لافروف: …» at the beginning of a headline or a paragraph."""
        words = self.paragraph.words
        for at in range(min(len(words), _HEADLINE_SPEAKER)):
            if words.words[at] in cue_words() or (at and self.paragraph.ends_between(at - 1)):
                return
            gap = words.gap(at)
            if ":" in gap and "\n" not in gap:
                break
        else:
            return
        unit = self._leading(at) or self.paragraph.unit_before.get(at + 1)
        if unit is not None and unit.proclitic == "ل":
            unit = self.paragraph.unit_before.get(unit.first)
        if at + 1 >= len(words) or unit is None or unit.proclitic or self._is_listed(unit):
            return
        colon = words.ends[at] + gap.index(":")
        verb = words.span(colon, colon + 1)
        quotation = self.paragraph.quotation_at(at + 1)
        mention = unit.mention
        kind: Kind = "person" if mention.type is EntityType.PERSON else "body"
        speaker = Speaker(mention.span, mention.entities, kind)
        if quotation is not None and self.clauses.is_spoken_alone(quotation):
            start, end, note = self.clauses.quoted(quotation)
            why = f"direct: a colon behind the speaker{note}"
            added = self._add(start, end, "direct", mention.span, speaker, verb, why)
        else:
            start, end = words.starts[at + 1], self.clauses.clause_end(at + 1)
            why = "reported: a colon behind the speaker"
            added = self._add(start, end, "reported", mention.span, speaker, verb, why)
        if added:
            self.talk.enter(speaker)

    def _leading(self, at: int) -> Unit | None:
        """Return who leads a headline that says more before its colon: «لافروف عقب لقائه …: »."""
        words = self.paragraph.words
        unit = self.paragraph.unit_at.get(0)
        if unit is None or unit.last > at or not words.headline:
            return None
        return unit if words.words[unit.last] in speech.ADJUNCTS else None

    def _is_listed(self, unit: Unit) -> bool:
        """Tell whether a mention before a colon is no speaker but a label."""
        words = self.paragraph.words
        mention = unit.mention
        if mention.type not in SPEAKERS:
            return True
        if mention.type is EntityType.PLACE and (
            words.words[unit.first] not in speech.states()
            or not words.headline
            or words.get(unit.last) in _EVENTS
        ):
            return True
        if mention.type is EntityType.ORG and not words.headline:
            return True
        return unit.first > 0 and head_of(words.words[0]) not in (
            speech.PERSON_TITLES | speech.ORG_TITLES
        )

    def _quotation_before(self, index: int) -> Quotation | None:
        """Return the quotation that closes right before a word and is not yet anybody's."""
        words = self.paragraph.words
        at = bisect_right(self.paragraph.outer_starts, words.starts[index]) - 1
        if at < 0:
            return None
        quotation = self.paragraph.outer[at]
        if not quotation.closed or self.paragraph.length(quotation) < FEWEST_WORDS:
            return None
        if not 0 <= words.starts[index] - quotation.end <= _BESIDE:
            return None
        if words.text[quotation.end : words.starts[index]].strip(" ،,-"):
            return None
        taken = self.found and self.found[-1].span.end > words.span(*quotation.inner).start
        return None if taken else quotation


_EVENTS: Final = lexicon(
    "توقيع اتفاق مقتل اصابه انفجار تظاهرات مظاهرات احتجاجات وصول بدء تعيين استقاله اعتقال هجوم قصف "
    "غاره غارات مسلحون قتلي انقلاب اشتباكات معارك تجدد انطلاق استيناف توتر تشكيل اعلان سقوط "
    "انتخابات محاكمه تاجيل جوله"
)
"""Behind «السودان: …» they begin what happened there, not what its government says."""


def _closes_later(following: Sequence[Words]) -> bool:
    """Tell whether a quotation that runs through a paragraph is closed in one behind it."""
    for words in following:
        quotations, strays = find_quotations(words.text)
        if strays:
            return not quotations or strays[0] < quotations[0].start
        if quotations:
            return False
    return False
