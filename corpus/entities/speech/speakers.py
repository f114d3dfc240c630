"""Who speaks: the subject of a verb of speech, the source of words, or whoever spoke last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from corpus.arabic.clitics import segmentations
from corpus.article import EntityType, MentionKind, Span
from corpus.entities.speech import verbs as speech
from corpus.entities.speech.paragraphs import cue_words, has_comma
from corpus.entities.speech.quotations import MARKS

if TYPE_CHECKING:
    from corpus.entities.speech.paragraphs import AnnotatedParagraph, Unit
    from corpus.entities.speech.verbs import Gender, SpeechVerb
    from corpus.entities.words import Words

SPEAKERS: Final = (EntityType.PERSON, EntityType.ORG, EntityType.PLACE)
REACH: Final = 30
"""How many words may stand between a speaker and the words said."""
_MARKS: Final = "".join(sorted(MARKS))
_DESIGNATION: Final = 14
"""How many words a speaker's designation may have."""
LEAD: Final = 5
"""How many words may stand between a comma and the verb of a new clause."""
_NO_BI: Final = frozenset(
    {"بعد", "بين", "بيان", "بدوره", "بدورها", "بشكل", "بحسب", "بشان", "بخصوص", "باسم", "بعدما"}
    | {"بينما", "برفقه", "بحضور", "بوصفه", "بقوه", "بشده", "بقوله", "بقولها", "بالقول", "بانه"}
    | {"بموجب", "بموجبها", "بموجبه", "بعض", "بلاده", "بلادها", "بوتين", "بوتن"}
)
_ADVERBIAL: Final = frozenset({"بدوره", "بدورها", "بالمقابل", "بالتزامن", "عشيه", "وعشيه"})
_RELATIONAL: Final = frozenset({"مكتب", "زوجه", "نجل", "محامي", "وفد", "منزل", "طايره", "حرس"})
RELATIVES: Final = frozenset({"الذي", "التي", "الذين"})
_PREPOSED: Final = speech.SKIPPED | RELATIVES
BY_NOUN: Final = "a noun before the verb is its subject"

Kind = Literal["person", "body", "source", "other"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, as far as the article settles it."""

    span: Span | None
    """Where the speaker stands in the article; None for one who goes on."""
    entities: tuple[str, ...]
    kind: Kind
    gender: Gender | None = None
    plural: bool = False
    known_by: str = ""
    """How the speaker was found, for a person to read."""


@dataclass(slots=True)
class Conversation:
    """Who has spoken so far in an article."""

    latest: Speaker | None = None
    by_gender: dict[str, Speaker] = field(default_factory=dict)
    by_title: dict[tuple[str, ...], Speaker] = field(default_factory=dict)
    """Who was introduced by a title, «المتحدث باسم …»."""

    def enter(self, speaker: Speaker) -> None:
        """Take note of who has spoken."""
        self.latest = speaker
        if speaker.gender:
            self.by_gender[speaker.gender] = speaker

    def carried_on(self, verb: SpeechVerb) -> Speaker | None:
        """Return who speaks on by a verb without a subject, as far as its form allows."""
        latest = self.latest
        if latest is None:
            return None
        if verb.participle:
            # Newsrooms slip here; what goes on is the sentence of whoever spoke last.
            return latest
        gender = None if verb.plural else verb.gender
        if verb.plural and not latest.plural:
            return Speaker(None, (), "other", known_by="more than one speaker is meant")
        if gender is None or latest.gender in (None, gender):
            return latest
        return self.by_gender.get(gender) or Speaker(
            None, (), "other", gender, known_by="the last speaker does not agree with the verb"
        )


@dataclass(slots=True)
class _Designation:
    """What has been read of a speaker's titles and names."""

    titled: bool
    """It begins with a person's title."""
    envoy: bool
    """The title is one in which other holders and places can be named before the name."""
    units: list[Unit] = field(default_factory=list)
    genitive: list[Unit] = field(default_factory=list)
    """Mentions that belong to the title: «المبعوث الخاص للرئيس …»."""

    @property
    def named(self) -> list[Unit]:
        """The people in it."""
        return [unit for unit in self.units if unit.mention.type is EntityType.PERSON]


class SpeakerReader:
    """Reads who speaks in one paragraph.

    Args:
        paragraph: The paragraph.
        talk: Who has spoken before; titles that introduce somebody are added.
    """

    __slots__ = ("paragraph", "talk")

    def __init__(self, paragraph: AnnotatedParagraph, talk: Conversation) -> None:
        self.paragraph = paragraph
        self.talk = talk

    def subject_after(self, index: int, verb: SpeechVerb) -> tuple[Speaker | None, int]:
        """Read who speaks behind a verb; return the speaker and the word after."""
        words = self.paragraph.words
        first = index + 1
        while words.gap(first - 1) == " ":
            unit = self.paragraph.unit_at.get(first)
            if unit is not None and unit.mention.type is EntityType.DATE and not unit.proclitic:
                first = unit.last
            elif words.get(first) in speech.SKIPPED:
                first += 1
            else:
                break
        if verb.participle:
            return None, first
        if words.get(first) in ("كل", "كلا") and words.get(first + 1) == "من":
            first += 2
        while words.get(first) in ("جانبه", "جانبها", "جهته", "جهتها"):
            first += 1
        if first >= len(words) or not self._begins_subject(first, verb):
            return None, first
        if head_of(words.words[first]) in speech.DOCUMENTS and first not in self.paragraph.unit_at:
            named = self.named_within(first)
            if named is not None:
                mention = named.mention
                known_by = "in a document"
                return Speaker(
                    mention.span, mention.entities, "body", known_by=known_by
                ), named.last
        return self._designation(first, verb)

    def is_document(self, at: int) -> bool:
        """Tell whether an agreement is what a verb is said of: «يجدد البروتوكول التزام …»."""
        unit = self.paragraph.unit_at.get(at)
        return (
            unit is not None
            and not unit.proclitic
            and unit.mention.type is EntityType.AGREEMENT
            and self.paragraph.words.gap(at - 1) == " "
        )

    def parenthesised(self, first: int, last: int, verb: SpeechVerb) -> Speaker | None:
        """Read who speaks behind an adjunct: «وأكد، في بيان، وزير الدفاع أن»."""
        words = self.paragraph.words
        for at in range(first, last - 1):
            if not has_comma(words.gap(at - 1)):
                continue
            unit = self.paragraph.unit_at.get(at)
            named = unit is not None and not unit.proclitic and unit.mention.type in SPEAKERS
            if not named and head_of(words.words[at]) != words.words[at]:
                continue
            if not named and words.words[at] not in speech.PERSON_TITLES | speech.ORG_TITLES:
                continue
            speaker, _ = self._designation(at, verb)
            if speaker is not None and speaker.entities:
                return speaker
        return None

    def _begins_subject(self, first: int, verb: SpeechVerb) -> bool:
        words = self.paragraph.words
        word = words.words[first]
        gap = words.gap(first - 1)
        if self.paragraph.ends_between(first - 1) or ":" in gap or has_comma(gap):
            return False
        unit = self.paragraph.unit_at.get(first)
        if unit is not None:
            return not unit.proclitic and unit.mention.type in SPEAKERS
        if self.paragraph.quotation_at(first) is not None:
            return False
        if word in speech.clause_openers() or word in speech.ADJUNCTS or word in cue_words():
            return False
        if word in speech.QUOTING_NOUNS or (word.startswith("بال") and word.endswith("يه")):
            # «قال بالتركية» says in which language.
            return False
        if verb.takes_noun and word in speech.content_nouns():
            return False
        if verb.takes_bi and is_bi(word):
            return False
        return not _addresses(word)

    def _designation(self, first: int, verb: SpeechVerb | None) -> tuple[Speaker | None, int]:
        """Read a speaker's titles and names; return the speaker and the word after.

        What stops it is punctuation, but for a comma before the name that a title announces.
        """
        words = self.paragraph.words
        stem = head_of(words.words[first])
        read = _Designation(stem in speech.PERSON_TITLES, stem in speech.ENVOYS)
        at = first
        while at < min(len(words), first + _DESIGNATION):
            unit = self.paragraph.unit_at.get(at)
            if at > first and not self._goes_on(at, read, unit):
                break
            if unit is not None:
                following = self._past_name(unit, unit.first == first, read)
            else:
                following = self._past_word(at, at == first, read, verb)
            if following is None:
                break
            at = following
        return self._speaker(first, at, read.units or read.genitive, verb), at

    def _past_name(self, unit: Unit, leads: bool, read: _Designation) -> int | None:
        """Take a mention into a designation; return the word after, None where it ends before."""
        if unit.mention.type is EntityType.DATE:
            return None
        if unit.proclitic.strip("و") and not leads:
            return unit.last if read.envoy and not read.units else None
        named = read.named
        person = unit.mention.type is EntityType.PERSON and not unit.proclitic
        if person and named and not self._adds(named[-1].last, unit.first - 1):
            return None
        before = "" if leads else self.paragraph.words.words[unit.first - 1]
        if read.envoy and before.startswith("لل"):
            read.genitive.append(unit)
        else:
            read.units.append(unit)
        return unit.last

    def _past_word(
        self, at: int, leads: bool, read: _Designation, verb: SpeechVerb | None
    ) -> int | None:
        """Take a word into a designation; return the word after, None where it ends before."""
        word = self.paragraph.words.words[at]
        if word == "في" and read.titled and self._names_behind(at + 1):
            return self.paragraph.unit_at[at + 1].last
        if not leads and self._ends_designation(word, read.envoy, read.units, verb):
            return None
        if read.units and not self._adds(read.units[-1].last, at):
            return None
        return at + 1

    def _adds(self, last: int, at: int) -> bool:
        """Tell whether a word behind a name belongs to the name or to one more speaker."""
        words = self.paragraph.words.words
        if words[at].startswith("ال"):
            return True
        return any(word.startswith("و") and head_of(word) != word for word in words[last : at + 1])

    def _goes_on(self, at: int, read: _Designation, unit: Unit | None) -> bool:
        """Tell whether a designation runs on over the gap before a word."""
        gap = self.paragraph.words.gap(at - 1)
        if self.paragraph.ends_between(at - 1) or ":" in gap:
            return False
        if has_comma(gap):
            if not read.titled or read.named:
                return False
            if unit is None:
                return self._announces(at)
            named = unit.mention.kind is MentionKind.NAME and not unit.proclitic
            return named and unit.mention.type is EntityType.PERSON
        return unit is not None or self.paragraph.quotation_at(at) is None

    def _names_behind(self, at: int) -> bool:
        """Tell whether a place or a body and then a name stand at a word.

        «في تل الرمان، سالم», «في "الجبهة الوطنية" النقيب ناجي».
        """
        paragraph, words = self.paragraph, self.paragraph.words
        unit = paragraph.unit_at.get(at)
        if unit is None or unit.mention.type not in SPEAKERS:
            return False
        if words.gap(at - 1).strip(" " + _MARKS):
            return False
        last = unit.last
        between = " ،," + _MARKS
        if words.get(last) in speech.PERSON_TITLES and not words.gap(last - 1).strip(between):
            last += 1
        named = paragraph.unit_at.get(last)
        gap = words.gap(last - 1).strip(between)
        return (
            named is not None
            and not gap
            and not named.proclitic
            and named.mention.type is EntityType.PERSON
            and named.mention.kind is MentionKind.NAME
        )

    def _announces(self, at: int) -> bool:
        """Tell whether a rank stands at a word and a name behind it: «، العقيد سالم»."""
        words = self.paragraph.words
        if words.words[at] not in speech.PERSON_TITLES:
            return False
        for index in range(at + 1, min(at + LEAD, len(words))):
            if has_comma(words.gap(index - 1)):
                return False
            unit = self.paragraph.unit_at.get(index)
            if unit is not None and unit.mention.type is EntityType.PERSON:
                return not unit.proclitic
            if unit is not None and (unit.proclitic or unit.mention.type not in SPEAKERS):
                return False
        return False

    @staticmethod
    def _ends_designation(
        word: str, envoy: bool, units: list[Unit], verb: SpeechVerb | None
    ) -> bool:
        if word in speech.clause_openers():
            return True
        if word in speech.ADJUNCTS:
            return not (word == "الي" and envoy and not units)
        if word in cue_words() or word in speech.QUOTING_NOUNS:
            return True
        if _addresses(word):
            return not (envoy and not units)
        if verb is None:
            return False
        if verb.takes_noun and word in speech.content_nouns():
            return True
        return verb.takes_bi and is_bi(word)

    def _speaker(
        self, first: int, last: int, units: list[Unit], verb: SpeechVerb | None
    ) -> Speaker | None:
        """Choose who speaks from what a designation holds."""
        words = self.paragraph.words
        stem = head_of(words.words[first])
        gender = verb.gender if verb and not verb.plural else None
        people = [unit for unit in units if unit.mention.type is EntityType.PERSON]
        if units and units[0].first == first and units[0].mention.type not in SPEAKERS:
            return None
        if units and units[0].first == first:
            chosen = [units[0], *self._joined(units)]
        elif stem in _RELATIONAL:
            chosen = []
        elif people:
            chosen = [people[0], *self._joined(people)]
        elif stem in speech.ORG_TITLES and units:
            chosen = units[:1]
        else:
            chosen = []
        if chosen:
            if gender == "f" and stem in speech.PERSON_TITLES and not _is_feminine(stem):
                return None
            entities = dict.fromkeys(slug for unit in chosen for slug in unit.mention.entities)
            span = Span(chosen[0].mention.span.start, chosen[-1].mention.span.end)
            person = chosen[0].mention.type is EntityType.PERSON
            kind: Kind = "person" if person else "body"
            speaker = Speaker(span, tuple(entities), kind, gender, len(entities) > 1)
            title = words.words[first : chosen[0].first]
            if stem in speech.PERSON_TITLES and len(title) > 1 and len(entities) == 1:
                self.talk.by_title[title] = speaker
            if entities:
                return speaker
        return self._unnamed(first, last, stem, gender)

    def _unnamed(self, first: int, last: int, stem: str, gender: Gender | None) -> Speaker | None:
        """Return a speaker who is described, not named: «مصادر», or «الوزير» said before."""
        words = self.paragraph.words
        skip = int(stem != words.words[first] and words.words[first].startswith("ل"))
        span = words.span(words.starts[first] + skip, words.ends[max(last, first + 1) - 1])
        introduced = self.talk.by_title.get(words.words[first:last])
        if introduced is not None:
            entities, who = introduced.entities, introduced.gender
            return Speaker(span, entities, "person", who, known_by="introduced by this title")
        alone = last - first <= 1 or words.get(first + 1) in ("ذاته", "نفسه", "نفسها", "ذاتها")
        latest = self.talk.latest
        if alone and latest is not None and latest.entities:
            same = (stem in speech.SAME_PERSON and latest.kind == "person") or (
                stem in speech.SAME_BODY and latest.kind == "body"
            )
            if same:
                known_by = f"«{words.words[first]}» is the last speaker"
                return Speaker(span, latest.entities, latest.kind, latest.gender, False, known_by)
        unnamed: Kind = "source" if stem in speech.SOURCES else "other"
        return Speaker(span, (), unnamed, gender, known_by="a speaker whom the text does not name")

    def _joined(self, units: list[Unit]) -> list[Unit]:
        """Return the speakers that «و» adds to the first one."""
        words = self.paragraph.words.words
        added: list[Unit] = []
        last = units[0].last
        for unit in units[1:]:
            between = words[last : unit.first + 1]
            if not any(word.startswith("و") for word in between):
                break
            added.append(unit)
            last = unit.last
        return added

    def quotes_another(self, at: int) -> bool:
        """Tell whether «نقلا عن» stands at a word."""
        return self.paragraph.words.get(at) == "نقلا" and self.paragraph.words.get(at + 1) == "عن"

    def passed_on(self, agency: Speaker | None, at: int) -> tuple[Speaker | None, int]:
        """Read «نقلت وكالة … عن لافروف قوله»: who was quoted speaks, not who quotes."""
        words = self.paragraph.words
        for index in range(at, min(at + 4, len(words))):
            if self.paragraph.ends_between(index - 1):
                break
            if words.words[index] == "عن" and index + 1 < len(words):
                speaker, behind = self._designation(index + 1, None)
                if speaker is None:
                    return None, behind
                known_by = "passed on by an agency"
                return Speaker(
                    speaker.span, speaker.entities, speaker.kind, known_by=known_by
                ), behind
        stated = self._statement_of(at)
        if stated is not None:
            return stated, at
        if agency is None or (not agency.entities and agency.kind != "source"):
            return None, at
        return agency, at

    def _statement_of(self, at: int) -> Speaker | None:
        """Read «نقلت القناة …، تصريح الدفاع الروسية: …»."""
        words = self.paragraph.words
        for index in range(at, min(at + _DESIGNATION, len(words) - 1)):
            if self.paragraph.ends_between(index - 1) or ":" in words.gap(index - 1):
                break
            unit = self.paragraph.unit_at.get(index + 1)
            if words.words[index] not in speech.DOCUMENTS or unit is None or unit.proclitic:
                continue
            if unit.mention.type in SPEAKERS:
                person = unit.mention.type is EntityType.PERSON
                kind: Kind = "person" if person else "body"
                entities = unit.mention.entities
                return Speaker(unit.mention.span, entities, kind, known_by="passed on by an agency")
        return None

    def subject_before(self, index: int, verb: SpeechVerb) -> Speaker | None:
        """Read who speaks before a verb: «لافروف قال», «وكان لافروف، …، قد أعلن»."""
        words = self.paragraph.words
        if verb.participle or verb.joined == "و":
            return None
        at = index
        while at > 0 and words.get(at - 1) in _PREPOSED and not self.paragraph.ends_between(at - 1):
            at -= 1
        if at == 0 or self.paragraph.ends_between(at - 1):
            return None
        unit = self.paragraph.unit_before.get(at)
        relative = words.words[at] in RELATIVES
        if unit is None or unit.mention.type not in SPEAKERS:
            if relative:
                return Speaker(None, (), "other", known_by=BY_NOUN)
            return self._described_before(at)
        if not relative and (unit.proclitic.strip("و") or not self._heads_clause(unit)):
            return None
        if not self._is_speaking_place(unit) and words.get(index - 1) != "قد":
            return None
        gender = verb.gender
        person = unit.mention.type is EntityType.PERSON
        known_by = "subject before the verb"
        kind: Kind = "person" if person else "body"
        if verb.plural:
            return self._several(self._joined_before(unit), kind, known_by)
        entities = unit.mention.entities
        return Speaker(unit.mention.span, entities, kind, gender, len(entities) > 1, known_by)

    def _joined_at(self, index: int) -> list[Unit]:
        """Return the mentions that «و» adds one to the other from a word on."""
        added: list[Unit] = []
        unit = self.paragraph.unit_at.get(index)
        while unit is not None and unit.proclitic == "و" and unit.mention.type in SPEAKERS:
            added.append(unit)
            unit = self.paragraph.unit_at.get(unit.last)
        return added

    def _joined_before(self, unit: Unit) -> list[Unit]:
        """Return a mention and those before it that «و» joins it to, in order."""
        joined = [unit]
        while joined[-1].proclitic == "و":
            before = self.paragraph.unit_before.get(joined[-1].first)
            if before is None or before.mention.type not in SPEAKERS:
                break
            joined.append(before)
        return joined[::-1]

    @staticmethod
    def _several(units: list[Unit], kind: Kind, known_by: str) -> Speaker:
        entities = tuple(dict.fromkeys(slug for unit in units for slug in unit.mention.entities))
        span = Span(units[0].mention.span.start, units[-1].mention.span.end)
        return Speaker(span, entities, kind, None, len(entities) > 1, known_by)

    def _is_speaking_place(self, unit: Unit) -> bool:
        """Tell whether a mention is no place, or one that stands for its government."""
        word = self.paragraph.words.words[unit.first][len(unit.proclitic) :]
        return unit.mention.type is not EntityType.PLACE or word in speech.states()

    def _heads_clause(self, unit: Unit) -> bool:
        """Tell whether nothing governs a mention: no preposition, no noun it belongs to."""
        words = self.paragraph.words
        at = unit.first
        person = unit.mention.type is EntityType.PERSON
        for _ in range(_DESIGNATION):
            if at == 0 or self.paragraph.ends_between(at - 1):
                return True
            before = words.words[at - 1]
            if before in speech.CONNECTORS or before in speech.clause_openers():
                return True
            apposed = person and at == unit.first
            if not apposed and has_comma(words.gap(at - 1)):
                return True
            if before in speech.ADJUNCTS and before != "اليوم":
                return False
            stem = head_of(before)
            if not (
                stem in speech.PERSON_TITLES or stem in speech.ORG_TITLES or before[:2] == "ال"
            ):
                return person and at < unit.first
            if stem != before and before[0] in "بلك":
                return False
            at -= 1
        return False

    def _described_before(self, at: int) -> Speaker | None:
        """Return who is described before a verb and not named: «مصدر عسكري قال إن»."""
        words = self.paragraph.words
        first = at
        while first > 0 and at - first < LEAD:
            gap = words.gap(first - 1)
            if self.paragraph.ends_between(first - 1) or has_comma(gap):
                break
            if words.words[first - 1] in speech.CONNECTORS:
                break
            first -= 1
        stem = head_of(words.words[first]) if first < at else ""
        if stem not in speech.SOURCES and stem not in speech.PERSON_TITLES:
            return None
        span = words.span(words.starts[first], words.ends[at - 1])
        return Speaker(span, (), "other", known_by="a speaker whom the text does not name")

    def carried_on(self, index: int, verb: SpeechVerb, reached: int) -> Speaker | None:
        """Return who speaks on, or else who the sentence is about."""
        topic = self._topic(index, verb, reached)
        if topic is not None:
            return topic
        if not verb.participle and not verb.joined and self._follows_noun(index):
            return Speaker(None, (), "other", known_by=BY_NOUN)
        last = self.talk.carried_on(verb)
        if last is None:
            return None
        known_by = last.known_by if not last.entities and last.span is None else ""
        return Speaker(
            None,
            last.entities,
            last.kind,
            last.gender,
            last.plural,
            known_by or "the last speaker goes on",
        )

    def _follows_noun(self, index: int) -> bool:
        """Tell whether the clause a verb stands in begins with a noun or another verb."""
        words = self.paragraph.words
        first = index
        while first > 0 and index - first < REACH:
            gap = words.gap(first - 1)
            if self.paragraph.ends_between(first - 1) or has_comma(gap):
                break
            first -= 1
        lead = words.words[first]
        if first == index:
            return False
        adverbial = lead[1:] if lead[0] in "وف" else lead
        known = speech.ADJUNCTS | speech.CONNECTORS | _ADVERBIAL
        if words.get(index - 1) in speech.CONNECTORS or words.get(index - 1) in speech.SKIPPED:
            return False
        return not {lead, adverbial} & known

    def _topic(self, index: int, verb: SpeechVerb, reached: int) -> Speaker | None:
        """Return whom the sentence names first, where nobody has spoken in it yet."""
        start = self.paragraph.sentence_start(index)
        if reached > start:
            return None
        for at in range(start, min(start + LEAD, index)):
            unit = self.paragraph.unit_at.get(at)
            if unit is None or unit.mention.type not in SPEAKERS:
                continue
            proclitics = "وفل" if at == start else "ل"
            before = _word_before(self.paragraph.words, at)
            if unit.proclitic.strip(proclitics) or before in speech.ADJUNCTS:
                continue
            person = unit.mention.type is EntityType.PERSON
            if not self._is_speaking_place(unit):
                continue
            known_by = "whom the sentence is about"
            kind: Kind = "person" if person else "body"
            if verb.plural and not verb.participle:
                several = self._several([unit, *self._joined_at(unit.last)], kind, known_by)
                return several if several.plural else None
            if person == (verb.gender == "f" and not verb.plural) or len(unit.mention.entities) > 1:
                continue
            return Speaker(
                unit.mention.span, unit.mention.entities, kind, verb.gender, False, known_by
            )
        return None

    def source(self, index: int) -> tuple[Speaker, int] | None:
        """Read whom «بحسب» or «وفق» names; return the speaker and the word after."""
        words = self.paragraph.words
        first = index + 1
        while words.get(first) in ("عن", "الي", "ما", "لما"):
            first += 1
            if words.get(first - 1) in ("ما", "لما"):
                first += 1
                while words.get(first) in ("به", "بها", "عنه", "عنها", "في", "عليه"):
                    first += 1
        if first >= len(words) or self.paragraph.ends_between(first - 1):
            return None
        if words.gap(first - 1).strip(" " + "".join(MARKS)):
            return None
        unit = self.paragraph.unit_at.get(first)
        if unit is not None and unit.mention.type not in SPEAKERS:
            return None
        if unit is not None and not self._is_speaking_place(unit):
            return None
        stem = head_of(words.words[first])
        if stem in speech.DOCUMENTS:
            named = self.named_within(first)
            if named is not None:
                return Speaker(named.mention.span, named.mention.entities, "body"), named.last
        speaker, behind = self._designation(first, None)
        if speaker is None:
            return None
        if not speaker.entities and stem not in speech.SOURCES | speech.PERSON_TITLES:
            known = unit is not None and unit.mention.type is not EntityType.PLACE
            if not known:
                return None
        return speaker, behind

    def named_within(self, first: int) -> Unit | None:
        """Return the first person or body a document's designation names."""
        for at in range(first + 1, min(first + _DESIGNATION, len(self.paragraph.words))):
            gap = self.paragraph.words.gap(at - 1)
            if self.paragraph.ends_between(at - 1) or has_comma(gap):
                return None
            if self.paragraph.words.words[at] in speech.clause_openers():
                return None
            unit = self.paragraph.unit_at.get(at)
            if unit is not None and unit.mention.type in (EntityType.PERSON, EntityType.ORG):
                return unit
        return None


def _word_before(words: Words, index: int) -> str:
    """Return the word before one, nothing where punctuation stands between."""
    return words.get(index - 1) if index and words.gap(index - 1) == " " else ""


def head_of(word: str) -> str:
    """Return a designation's first word without what is written onto it."""
    for cut in segmentations(word):
        known = cut.stem in speech.PERSON_TITLES or cut.stem in speech.SOURCES
        if known or cut.stem in speech.DOCUMENTS or cut.stem in _RELATIONAL:
            return cut.stem
    return word


def _is_feminine(title: str) -> bool:
    return title.endswith("ه") and title != "نظيره"


def _addresses(word: str) -> bool:
    """Tell whether a word says to whom: «للصحفيين», «لنظيره», «لوكالة», «لـ"رويترز"»."""
    if word == "ل" or word.startswith(("لل", "ولل")):
        return True
    if not word.startswith("ل"):
        return False
    return any(
        cut.stripped and (cut.stem in speech.ORG_TITLES or cut.stem in speech.PERSON_TITLES)
        for cut in segmentations(word)
    )


def is_bi(word: str) -> bool:
    """Tell whether a word is «ب» and a noun, as «هدد بشن» has it."""
    return word.startswith("ب") and len(word) > 2 and word not in _NO_BI
