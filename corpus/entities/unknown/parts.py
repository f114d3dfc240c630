"""Where a person's name ends that the base does not have: the parts it can consist of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType
from corpus.entities.unknown.words import is_arabic, is_definite, source_of

if TYPE_CHECKING:
    from corpus.entities.unknown.heads import Scene
    from corpus.entities.unknown.words import Lexicon

_LONGEST_NAME: Final = 6
_CLITICS: Final = frozenset("وفبلك")
_INFINITIVES: Final = (
    "الانض",
    "الانس",
    "الاست",
    "الانت",
    "الاجت",
    "الاحت",
    "الاتف",
    "الاعت",
    "الارت",
    "الاقت",
)
_FIRST_BINDERS: Final = frozenset(
    {"عبد", "ابو", "ابي", "ابا", "بن", "ابن", "ولد", "ال", "فون", "فان"}
)
"""Words that a name can begin with and that go with the next one."""
_ALI: Final = "علي"
_RANKS: Final = frozenset({"مفتي", "امير", "سلطان", "عميد", "ملك", "خليفه", "نقيب"})
"""Titles that are names too behind a first name: «دينا مفتي»."""
_SURNAMES: Final = frozenset(
    {"المصري", "السوداني", "اليمني", "المغربي", "التونسي", "الليبي", "العراقي", "التركي", "الكردي"}
    | {"الهندي", "العماني", "السوري", "الجزايري", "الصيني", "الفارسي", "الهولندي", "القبرصي"}
)
"""Nationality words that are Arab surnames too."""
_OF_FAITH: Final = frozenset(
    {"الدين", "الاسلام", "الله", "الرحمن", "النصر", "الحق", "العابدين", "الملك", "العزيز"}
)


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads the parts of people's names in one paragraph."""

    lexicon: Lexicon
    scene: Scene

    def is_faith(self, index: int) -> bool:
        """Tell whether a compound first name begins here: «نور الدين», «سيف الإسلام»."""
        words = self.scene.words
        return (
            words.words[index] in self.lexicon.faith
            and words.get(index + 1) in _OF_FAITH
            and words.gap(index) == " "
        )

    def is_father(self, index: int) -> bool:
        """Tell whether «عبد» or «أبو» begins a name here: «عبد الله حمدوك», «أبو بكر»."""
        words = self.scene.words
        word = words.words[index]
        if words.gap(index) != " ":
            return False
        following = words.get(index + 1)
        if word == "عبد":
            return is_definite(following) or following in ("ربه", "رب")
        return False

    def name_end(self, at: int, *, titled: bool, settled: bool, given: bool = False) -> int | None:
        """Return the index after the name that begins at an index, None where none does."""
        words, lexicon = self.scene.words, self.lexicon
        if at >= len(words) or at in self.scene.within:
            return None
        word = words.words[at]
        faith = self.is_faith(at)
        father = word in _FIRST_BINDERS and self._binds(at)
        strong = given or lexicon.is_given(word) or faith or (father and word in ("عبد", "ابو"))
        weak = word in lexicon.given_weak
        if weak and source_of(words, at).endswith("ى"):
            return None
        if word == _ALI and not self._is_ali(at):
            return None
        foreign = lexicon.looks_foreign(word)
        if not (strong or weak or father):
            if not is_arabic(word) or lexicon.is_ordinary(word):
                return None
            if not foreign and (
                is_definite(word) or lexicon.looks_common(word, source_of(words, at))
            ):
                return None
            if word[0] in _CLITICS and len(word) > 3 and lexicon.is_ordinary(word[1:]):
                return None
            if word[0] == "و":
                return None
            if not foreign and self._is_bound_noun(word):
                return None
            if word in lexicon.place_compound and word not in lexicon.binders:
                return None
        end = at + (2 if faith or father else 1)
        neutral = not (strong or weak or foreign or father)
        while end - at < _LONGEST_NAME and end < len(words):
            step = self._part_end(at, end, strong=strong or (weak and titled), titled=titled)
            if step is None:
                break
            end = step
        if end - at == 1:
            return end if titled and self._is_enough(at, strong=strong) else None
        if neutral and not settled:
            return end if self._has_sign(at + 1, end) else None
        return end

    def _is_ali(self, at: int) -> bool:
        """Tell whether «علي» is the name where newsrooms may mean «على» by it.

        That is so in a paragraph that spells «على» nowhere: there a name, or what only a name is
        followed by, must stand behind it.
        """
        words, lexicon = self.scene.words, self.lexicon
        following = words.get(at + 1) if words.gap(at) == " " else ""
        if self.scene.tells_ali or not following:
            return True
        if lexicon.may_be_given(following) or following in lexicon.binders:
            return True
        if lexicon.is_ordinary(following) or lexicon.looks_common(
            following, source_of(words, at + 1)
        ):
            return False
        if is_definite(following):
            return following.endswith("ي")
        if at and words.words[at - 1] in lexicon.honorifics and words.gap(at - 1) == " ":
            return True
        return at + 1 in self.scene.within or lexicon.looks_foreign(following)

    def _is_bound_noun(self, word: str) -> bool:
        """Tell whether a word is «بافتتاح», «لتحويل»: a preposition and an infinitive."""
        rest = word[1:]
        if word[0] not in "بل" or len(rest) < 4:
            return False
        if word[0] == "ل" and (rest[0] == "ت" or (rest[0] == "ي" and rest[-1] == "ه")):
            return True
        return rest[0] not in "يت" and rest[-1] != "ا" and self.lexicon.looks_common(rest, rest)

    def _is_enough(self, at: int, *, strong: bool) -> bool:
        """Tell whether one word behind a title is a name: «الرئيس تبون»."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[at]
        if strong or word in lexicon.given_weak:
            return strong and word not in lexicon.given_weak
        common = lexicon.looks_common(word, source_of(words, at))
        return lexicon.looks_foreign(word) and not common and not word.endswith(("ين", "ان"))

    def _has_sign(self, first: int, last: int) -> bool:
        """Tell whether a part of a name shows that it is one."""
        words, lexicon = self.scene.words, self.lexicon
        return any(
            lexicon.may_be_given(words.words[at])
            or lexicon.looks_foreign(words.words[at])
            or words.words[at] in lexicon.closers
            or (is_definite(words.words[at]) and words.words[at].endswith("ي"))
            for at in range(first, last)
        )

    def _binds(self, at: int) -> bool:
        """Tell whether a word goes with a binder before it: «عبد الله», «بن سلمان»."""
        words = self.scene.words
        following = words.get(at + 1)
        gap = words.gap(at)
        if gap not in (" ", "-", " -"):
            return False
        if at + 1 in self.scene.within:
            return False
        return is_arabic(following) and following not in self.lexicon.speech

    def _part_end(self, first: int, at: int, *, strong: bool, titled: bool) -> int | None:
        """Return the index after the part of a name at an index, None where the name has ended."""
        words, lexicon = self.scene.words, self.lexicon
        gap = words.gap(at - 1)
        if gap not in (" ", "-") or not is_arabic(words.words[at]):
            return None
        known = self.scene.known.get(at)
        if at in self.scene.within:
            short = (
                known is not None
                and known.candidate.type is EntityType.PERSON
                and all(entry.short for entry in known.candidate.entries)
                and known.candidate.stripped == 0
            )
            whole = (
                known is not None
                and known.candidate.type is EntityType.PERSON
                and not known.candidate.stripped
                and at - first == 1
                and lexicon.is_given(words.words[first])
            )
            if known is not None and (short or whole):
                return known.candidate.last
            if known is None or not all(entry.respelt for entry in known.candidate.entries):
                return None
        word = words.words[at]
        if self._ends_name(at, first):
            return None
        if word in lexicon.closers:
            return at + 1
        if word in lexicon.binders and word not in ("ام", "لا", "لو", "ذو") and self._binds(at):
            return at + 2
        if word in ("دي", "لا", "لو") and self._binds(at) and titled:
            return at + 2
        count = at - first
        if self.is_faith(at):
            return at + 2
        if lexicon.is_given(word):
            return at + 1
        if word == "الدين":
            return at + 1
        if word in lexicon.given_weak and not (word in lexicon.verbs and count > 1):
            return None if source_of(words, at).endswith("ى") else at + 1
        if word in _RANKS and lexicon.may_be_given(words.words[at - 1]) and count == 1:
            after = words.get(at + 1)
            return None if is_definite(after) and words.gap(at) == " " else at + 1
        if lexicon.is_ordinary(word):
            # «محمد السوداني»: a nationality can be a surname right after a first name.
            lone = count < 3 and strong and word in _SURNAMES
            return at + 1 if lone and not (titled and count > 1) else None
        source = source_of(words, at)
        if is_definite(word):
            return at + 1 if self._is_definite_part(first, at) else None
        if lexicon.looks_foreign(word):
            return at + 1
        if count == 1:
            if strong:
                bound = self._is_bound_noun(word) and not lexicon.looks_foreign(word)
                if source.endswith("ة") and word[0] == "م":
                    return None
                return None if bound or source.endswith(("اً", "ًا", "ى")) else at + 1
            return None if lexicon.looks_common(word, source) else at + 1
        previous = words.words[at - 1]
        common = lexicon.looks_common(word, source)
        bound = lexicon.may_be_given(previous) or words.words[at - 2] == "عبد"
        return at + 1 if bound and not common else None

    def _ends_name(self, at: int, first: int) -> bool:
        """Tell whether a word joins something else to a name: «ومشار», «بالتوقيع», «تشكيلها»."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[at]
        if lexicon.may_be_given(word):
            return False
        if word.endswith(("ها", "هما", "وا")) or source_of(words, at).endswith(("ته", "هم")):
            return True
        if word[0] == "و" and len(word) > 2:
            return word not in lexicon.waw
        if word[0] == "ي" and len(word) > 3 and not word.endswith("ي"):
            return not lexicon.looks_foreign(word)
        if len(word) < 4 or word[0] not in _CLITICS:
            return False
        stem = word[1:]
        if is_definite(stem) or word.startswith("لل") or lexicon.is_ordinary(stem):
            return True
        return word[0] == "ف" and (lexicon.may_be_given(stem) or at - first > 1)

    def _is_definite_part(self, first: int, at: int) -> bool:
        """Tell whether a definite word goes on with a name: «عمر حسن البشير»."""
        words, lexicon = self.scene.words, self.lexicon
        word, before = words.words[at], words.words[at - 1]
        if source_of(words, at).endswith("ات"):
            return False
        if word.startswith(_INFINITIVES) and not word.endswith("ي"):
            return False
        if at - first < 2 or before in _OF_FAITH or words.words[at - 2] == "عبد":
            return True
        if is_definite(before):
            return lexicon.may_be_given(before) or lexicon.may_be_given(before[2:])
        return not lexicon.looks_foreign(before) or lexicon.is_given(before)
