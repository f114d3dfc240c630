"""What is said: where words begin behind a verb of speech, and where they end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.entities.speech import verbs as speech
from corpus.entities.speech.paragraphs import LIMIT, TURNS, has_comma
from corpus.entities.speech.speakers import LEAD, REACH, is_bi

if TYPE_CHECKING:
    from corpus.entities.speech.paragraphs import AnnotatedParagraph
    from corpus.entities.speech.quotations import Quotation
    from corpus.entities.speech.speakers import SpeakerReader
    from corpus.entities.speech.verbs import SpeechVerb
    from corpus.entities.words import Words

FEWEST_WORDS: Final = 3
"""Of a quotation that no colon introduces; less is a name or a word held at arm's length."""
_LONG_QUOTATION: Final = 8
"""Of so many words a quotation is direct speech even where the sentence runs on behind it."""
_DAMMA: Final = "\u064f"
_NO_CLAUSE_BEFORE: Final = frozenset(
    {"بعد", "قبل", "الا", "منذ", "دون", "غير", "لولا", "رغم", "بيد"}
)
"""Before «أن» they make it no object of the verb."""
_DENY: Final = "نفي"
_POINTING: Final = frozenset({"ذلك", "هذا", "هذه", "الامر", "تلك", "الامرين"})
"""They point at what somebody else said: «نفى ذلك»."""
_IDIOMS: Final = frozenset(
    {"هامش", "جانبه", "جانبها", "جهته", "جهتها", "صعيد", "خلفيه", "راس", "حد", "اثر", "طريق"}
)
"""Behind a preposition they make an adverb, no object."""
_PREPOSITIONS: Final = frozenset(
    {"في", "من", "علي", "الي", "عن", "مع", "بعد", "قبل", "عند", "منذ", "خلال", "وفي", "بشان"}
)
"""Before a form of a verb they make it a noun: «عدم ذكر», «في نقل»."""
BY_QUOTATION: Final = "a quotation"


class Opening(NamedTuple):
    """Where the words said begin."""

    word: int
    position: int
    """In the folded paragraph."""
    quotation: Quotation | None
    how: str


class ClauseReader:
    """Reads what is said in one paragraph.

    Args:
        paragraph: The paragraph.
        speakers: Who speaks in it.
    """

    __slots__ = ("paragraph", "speakers")

    def __init__(self, paragraph: AnnotatedParagraph, speakers: SpeakerReader) -> None:
        self.paragraph = paragraph
        self.speakers = speakers

    def tells(self, index: int, verb: SpeechVerb) -> bool:
        """Tell whether a form is the verb and affirms: no noun, passive, negation or wish."""
        words = self.paragraph.words
        before = words.get(index - 1) if words.gap(index - 1).isspace() else ""
        if before in speech.NEGATIONS:
            return False
        if not verb.participle and before in _PREPOSITIONS:
            return False
        if not verb.past and not verb.participle and before in speech.UNREAL:
            return False
        following = words.get(index + 1)
        if words.words[index] in speech.BACKGROUND and following in speech.clause_openers():
            return False
        surface = words.surface(words.starts[index], words.ends[index])
        if (
            verb.past
            and verb.lemma != "نقل"
            and _DAMMA in surface[len(verb.joined) : len(verb.joined) + 2]
        ):
            return False
        if not verb.evidence:
            return True
        return verb.evidence in surface or following in speech.clause_openers()

    def opening(self, index: int, behind: int, verb: SpeechVerb) -> Opening | None:
        """Find where the words said begin, from the word behind the verb and its subject."""
        words = self.paragraph.words
        at = behind
        limit = min(len(words), index + REACH)
        while at < limit:
            if self.paragraph.ends_between(at - 1):
                return None
            gap = words.gap(at - 1)
            quotation = self.paragraph.quotation_at(at)
            if ":" in gap and not _is_clock(gap, words, at):
                if quotation is None and words.words[at] in speech.clause_openers():
                    return self._clause(at, verb)
                return self._at(at, quotation, "a colon")
            if quotation is not None and self._is_said(quotation, at, behind):
                return self._at(at, quotation, BY_QUOTATION)
            word = words.words[at]
            if word in speech.clause_openers():
                return self._clause(at, verb)
            if word in verb.prepositions and words.get(at + 1) not in _IDIOMS:
                if words.get(at + 1) in speech.clause_openers():
                    return self._clause(at + 1, verb)
                return self._behind_preposition(at)
            if word == "عن" and verb.lemma in ("اعلن", "كشف"):
                if words.get(at + 1) in speech.clause_openers():
                    return self._clause(at + 1, verb)
                said = self._behind_preposition(at)
                return said if said is not None and said.quotation is not None else None
            if verb.takes_noun and word in speech.content_nouns():
                return self._at(at, None, f"«{self.paragraph.shown(at)}»")
            if at == behind and self._is_object(at, verb):
                return self._at(at, None, "what it takes")
            unit = self.paragraph.unit_at.get(at)
            if unit is not None:
                at = unit.last
                continue
            if verb.takes_bi and is_bi(word):
                return Opening(at, words.starts[at] + 1, None, "«ب»")
            other = speech.speech_verbs().get(word)
            if other is not None and not self._goes_with(at, other):
                return None
            at += 1
        return None

    def _behind_preposition(self, at: int) -> Opening | None:
        """Open the words said behind «إلى», «من» or «عن», in quotation marks or without."""
        quotation = self.paragraph.quotation_at(at + 1)
        if quotation is not None and not self.is_spoken_alone(quotation):
            quotation = None
        return self._at(at + 1, quotation, f"«{self.paragraph.shown(at)}»")

    def _is_object(self, at: int, verb: SpeechVerb) -> bool:
        """Tell whether a noun that is no speaker is what is said: «مؤكدا الحرص», «نفى وجود»."""
        word = self.paragraph.words.words[at]
        if word in speech.ADJUNCTS | _POINTING or self.paragraph.words.gap(at - 1) != " ":
            return False
        if verb.participle:
            return verb.takes_noun and word.startswith("ال") and at not in self.paragraph.unit_at
        return (
            verb.lemma == _DENY
            and at in self.paragraph.unit_before
            and at not in self.paragraph.unit_at
        )

    def _goes_with(self, at: int, other: SpeechVerb) -> bool:
        """Tell whether a second verb of speech belongs to the first: «وتابع قائلا»."""
        if other.evidence is not None or not self.tells(at, other):
            return True
        return other.participle and not has_comma(self.paragraph.words.gap(at - 1))

    def _clause(self, at: int, verb: SpeechVerb) -> Opening | None:
        """Open the words said behind «أن»."""
        words = self.paragraph.words
        before = words.get(at - 1)
        if before in _NO_CLAUSE_BEFORE:
            return None
        if before in ("علي", "الي") and before not in verb.prepositions:
            return None
        if at + 1 >= len(words) or self.paragraph.ends_between(at):
            return None
        quotation = self.paragraph.quotation_at(at + 1)
        if quotation is not None and not self.is_spoken_alone(quotation):
            quotation = None
        return self._at(at + 1, quotation, f"«{self.paragraph.shown(at)}»")

    def _at(self, word: int, quotation: Quotation | None, how: str) -> Opening | None:
        if word >= len(self.paragraph.words):
            return None
        position = self.paragraph.words.starts[word]
        if quotation is None and word > 0:
            # A name in quotation marks at the beginning keeps its opening mark.
            lead = self.paragraph.quotation_at(word)
            position = lead.start if lead is not None else position
        return Opening(word, position, quotation, how)

    def _is_said(self, quotation: Quotation, at: int, behind: int) -> bool:
        """Tell whether a quotation behind a verb is what is said and not a name in marks."""
        gap = self.paragraph.words.gap(at - 1)
        if at > behind and not has_comma(gap):
            return False
        return self.paragraph.length(quotation) >= FEWEST_WORDS and not self._names(quotation, at)

    def is_spoken_alone(self, quotation: Quotation) -> bool:
        """Tell whether a quotation behind «أن» is all that is said."""
        length = self.paragraph.length(quotation)
        if length >= _LONG_QUOTATION or not quotation.closed:
            return length >= FEWEST_WORDS
        rest = self.paragraph.words.text[quotation.end : quotation.end + 2].lstrip(" ")
        return length >= 2 and (
            not rest or rest[0] in "،,.؛;)\n" or self.paragraph.cue_follows(quotation)
        )

    def _names(self, quotation: Quotation, at: int) -> bool:
        unit = self.paragraph.unit_at.get(at)
        if unit is None:
            return False
        return self.paragraph.words.ends[unit.last - 1] >= quotation.inner[1] - 1

    def quoted(self, quotation: Quotation) -> tuple[int, int, str]:
        """Return the words of a quotation and what there is to say about its marks."""
        start, end = quotation.inner
        if quotation.closed:
            return start, end, ""
        first = bisect_left(self.paragraph.words.starts, start)
        for cue in self.paragraph.cues_from(first):
            lead = self.paragraph.sentence_start(cue)
            if lead > first and cue - lead <= 2 and self._is_clause_of_speech(cue):
                return start, self.paragraph.words.ends[lead - 1], " whose closing mark is missing"
        return start, end, " whose closing mark is missing"

    def clause_end(self, first: int) -> int:
        """Return the position at which words told end that begin at a word."""
        words = self.paragraph.words
        at = bisect_left(self.paragraph.stops, words.starts[first])
        stop = self.paragraph.stops[at] if at < len(self.paragraph.stops) else len(words.text)
        around = bisect_right(self.paragraph.outer_starts, words.starts[first]) - 1
        if around >= 0 and self.paragraph.is_quoted(words.starts[first]):
            # Told within a quotation, or a quotation that something told begins with.
            inside = (
                self.paragraph.outer_starts[around] < words.starts[first - 1] if first else False
            )
            stop = min(stop, self.paragraph.outer[around].inner[1]) if inside else stop
        for cue in self.paragraph.cues_from(first + 1):
            if words.starts[cue] >= stop:
                break
            if self.paragraph.is_quoted(words.starts[cue]):
                continue
            lead = self._new_clause(cue, first)
            if lead is not None:
                return self._with_closing_mark(lead - 1)
        return stop

    def _with_closing_mark(self, index: int) -> int:
        """Return the position behind a word and the mark that closes a quotation behind it."""
        paragraph = self.paragraph
        end = paragraph.words.ends[index]
        at = bisect_right(paragraph.outer_starts, end) - 1
        if at < 0 or not paragraph.outer[at].closed:
            return end
        closing = paragraph.outer[at].end
        return closing if end < closing <= paragraph.words.starts[index + 1] else end

    def _new_clause(self, cue: int, first: int) -> int | None:
        """Return the word at which a clause of speech begins that ends the one before it."""
        words = self.paragraph.words
        word = words.words[cue]
        lead = cue
        while lead > first + 1 and cue - lead < LEAD:
            if has_comma(words.gap(lead - 1)):
                break
            lead -= 1
        after_comma = lead > first and has_comma(words.gap(lead - 1))
        if word in TURNS:
            turns = after_comma and (lead == cue or words.words[lead] in ("في", "وفي"))
            return lead if turns else None
        if word == LIMIT:
            own = words.get(cue - 1) == "علي" and words.get(cue + 1) in speech.OWN_WORDS
            return cue - 1 if own and cue - 1 > first else None
        if word in speech.ATTRIBUTIONS:
            return cue if self.speakers.source(cue) is not None else None
        verb = speech.speech_verbs().get(word)
        if verb is None:
            return None
        if verb.participle:
            near = words.get(cue + 1) in speech.clause_openers()
            if not (near or lead == cue) or not self._is_clause_of_speech(cue):
                return None
            return cue
        if not after_comma or not self._is_clause_of_speech(cue):
            return None
        if lead == cue:
            return lead if verb.joined else None
        opens = words.words[lead] in speech.CONNECTORS or words.words[lead] in (
            "من",
            "بدوره",
            "وفي",
        )
        return lead if opens else None

    def _is_clause_of_speech(self, cue: int) -> bool:
        """Tell whether a verb of speech stands at a word, with what is said behind it."""
        verb = speech.speech_verbs().get(self.paragraph.words.words[cue])
        if verb is None or not self.tells(cue, verb):
            return False
        _, behind = self.speakers.subject_after(cue, verb)
        return self.opening(cue, behind, verb) is not None


def _is_clock(gap: str, words: Words, at: int) -> bool:
    """Tell whether a colon parts two numbers, as in 14:00."""
    return gap == ":" and words.get(at - 1).isdigit() and words.get(at).isdigit()
