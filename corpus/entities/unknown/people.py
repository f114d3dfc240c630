"""People the base does not know: a title and a name, or a first name and what follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType
from corpus.entities.unknown.words import SON, is_arabic, is_definite, source_of
from corpus.entities.words import Mark, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.entities.unknown.heads import Scene
    from corpus.entities.unknown.parts import NameReader
    from corpus.entities.unknown.words import Lexicon

_LONGEST_TITLE: Final = 16

_QUOTES: Final = "\"“”«»'()"


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person's name in a paragraph, and the title that introduces it."""

    first: int
    last: int
    stripped: int
    why: str
    title: tuple[int, int] | None = None
    """Indices of the title's words."""


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A title of a country's or a body's office that no name follows."""

    first: int
    last: int
    stripped: int


@dataclass(slots=True)
class PeopleReader:
    """Reads the people of one paragraph."""

    lexicon: Lexicon
    scene: Scene
    names: NameReader
    bodies: Mapping[int, int]
    """Organisations and places found by rule: index of the first word to the one after."""
    found: list[PersonFound] = field(default_factory=list)
    roles: list[RoleFound] = field(default_factory=list)
    introductions: list[tuple[int, int]] = field(default_factory=list)
    """Titles before names: index of the first word, and its proclitic letters."""
    _until: int = 0

    def read(self) -> None:
        """Find the people and the titles, in order."""
        lexicon, within = self.lexicon, self.scene.within
        words = self.scene.words
        spoken = {at + 1 for at in marked(words, Mark.SPEECH, lexicon.is_speech)} - {len(words)}
        for index in sorted({*spoken, *marked(words, Mark.PERSON, lexicon.begins_person)}):
            if index < self._until or index in within:
                continue
            word, after_speech = words.words[index], index in spoken
            title = lexicon.title_starts.get(word)
            if title is not None:
                self._until = self._titled(index, title[1])
                continue
            start = lexicon.name_starts.get(word)
            if start is not None or after_speech:
                self._until = self._untitled(index, start, after_speech) or 0
            elif word == SON and index > max(self._until, 0):
                self._until = self._son(index - 1) or 0

    def _titled(self, index: int, stripped: int) -> int:
        """Read a title and what follows; return the index to go on from."""
        words, lexicon = self.scene.words, self.lexicon
        head = words.words[index][stripped:]
        at, country = self._title_end(index)
        known = self.scene.known.get(at)
        if known is not None and known.candidate.type is EntityType.PERSON:
            if not known.candidate.stripped:
                self.introductions.append((index, stripped))
            return self._joined(known.candidate.last, index)
        honorific = head in lexicon.honorifics or is_definite(words.words[index])
        settled = bool(country) or at - index > 1 or head.endswith(("ها", "هما", "هم"))
        end = (
            self.names.name_end(at, titled=True, settled=settled) if self._may_follow(at) else None
        )
        if end is not None:
            if end - at == 1 and not honorific and not settled:
                return index + 1
            self.found.append(PersonFound(at, end, 0, "title", (index, at)))
            self.introductions.append((index, stripped))
            return self._joined(end, index)
        if country and self._names_office(head):
            self.roles.append(RoleFound(index, country, stripped))
        return max(index + 1, min(at, country or at))

    def _names_office(self, head: str) -> bool:
        return head.lstrip("و") in _STATE_OFFICES

    def _may_follow(self, at: int) -> bool:
        """Tell whether a name may follow a title at an index: a blank, quote or comma between."""
        words = self.scene.words
        if at >= len(words) or at in self.scene.within:
            return False
        gap = words.gap(at - 1).strip(" " + _QUOTES)
        if gap == "":
            return "\n" not in words.gap(at - 1)
        if gap not in ("،", ","):
            return False
        return self.lexicon.may_be_given(words.words[at]) or self.lexicon.looks_foreign(
            words.words[at]
        )

    def _title_end(self, index: int) -> tuple[int, int]:
        """Return the index after a title, and the one after its nationality or country, if any."""
        words, lexicon, known = self.scene.words, self.lexicon, self.scene.known
        country = 0
        at = index + 1
        while at < len(words) and at - index < _LONGEST_TITLE:
            gap = words.gap(at - 1)
            if gap.strip(" " + _QUOTES):
                break
            named = known.get(at)
            if named is not None:
                if named.candidate.type is EntityType.PERSON:
                    break
                if named.candidate.type is EntityType.DATE:
                    break
                at = named.candidate.last
                if named.candidate.type is EntityType.PLACE:
                    country = at
                continue
            if at in self.bodies:
                at = self.bodies[at]
                continue
            word = words.words[at]
            if word in lexicon.nationalities:
                at += 1
                country = at
                continue
            if word == "في" and country:
                break
            if word in lexicon.inside_titles or word in lexicon.former:
                at += 1
                continue
            if word in lexicon.honorifics or word in lexicon.offices:
                if self._is_person_not_office(at):
                    break
                at += 1
                continue
            if is_definite(word) and not self._begins_name(at):
                at += 1
                continue
            if self._is_bound(word):
                at += 1
                continue
            break
        return at, country

    def _is_person_not_office(self, at: int) -> bool:
        """Tell whether «أمين ناصري» is a man's name rather than a secretary of something."""
        words, lexicon = self.scene.words, self.lexicon
        following = words.get(at + 1)
        return (
            lexicon.may_be_given(words.words[at])
            and words.gap(at) == " "
            and is_arabic(following)
            and at + 1 not in self.scene.within
            and not is_definite(following)
            and not lexicon.is_ordinary(following)
            and following not in lexicon.inside_titles
        )

    def _is_bound(self, word: str) -> bool:
        """Tell whether a word is «للأمن», «والتعاون», «بالجيش»."""
        if word[0] not in "وبل" or self.lexicon.may_be_given(word):
            return False
        rest = word[1:]
        if rest[:2] == "ال" and len(rest) > 3:
            stem = rest
        elif word[:2] == "لل" and len(word) > 4:
            stem = "ال" + word[2:]
        else:
            return False
        return stem not in self.lexicon.offices and stem not in self.lexicon.honorifics

    def _begins_name(self, at: int) -> bool:
        """Tell whether a definite word is a first name: «الصادق المهدي»."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[at]
        if not lexicon.is_given(word) or words.gap(at) != " ":
            return False
        following = words.get(at + 1)
        return not lexicon.is_ordinary(following) and is_arabic(following)

    def _joined(self, end: int, title: int) -> int:
        """Read «والسوداني …» after the name of one of several office holders."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.get(end)
        if words.gap(end - 1).strip(" ،,") or not word.startswith("و"):
            return end
        if word[1:] not in lexicon.nationalities or end in self.scene.within:
            return end
        at = end + 1
        known = self.scene.known.get(at)
        if known is not None and known.candidate.type is EntityType.PERSON:
            return self._joined(known.candidate.last, title)
        last = self.names.name_end(at, titled=True, settled=True) if self._may_follow(at) else None
        if last is None:
            return end
        self.found.append(PersonFound(at, last, 0, "conjoined title", (title, end)))
        return self._joined(last, title)

    def _untitled(self, index: int, start: tuple[str, int] | None, spoken: bool) -> int | None:
        """Read a name that has no title before it; return the index after it.

        Args:
            index: Where it may begin.
            start: Its first word without proclitics, and how many letters these are.
            spoken: Whether the word before is a verb of speech.
        """
        words, lexicon = self.scene.words, self.lexicon
        stripped = 0
        if self._describes_noun(index):
            return None
        if start is None:
            if not self._is_foreign_pair(index):
                return None
            end = self.names.name_end(index, titled=True, settled=True)
        else:
            word, stripped = start
            sure = lexicon.is_given(word)
            if stripped and not sure and words.words[index][0] != "و":
                return None
            sure = sure or self.names.is_father(index) or self.names.is_faith(index)
            weak = word in lexicon.given_weak
            if not sure and not (weak and self._weak_supported(index, spoken)):
                return None
            end = self.names.name_end(index, titled=False, settled=False, given=stripped > 0)
        if end is None or end - index < 2:
            return None
        self.found.append(PersonFound(index, end, stripped, "first name"))
        return end

    def _son(self, index: int) -> int | None:
        """Read «منية بن يوسف», whose first word no list has; return the index after it."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[index]
        if index in self.scene.within or words.gap(index) != " ":
            return None
        stripped = int(word[0] == "و" and len(word) > 3)
        stem = word[stripped:]
        if not is_arabic(stem) or lexicon.is_ordinary(stem) or is_definite(stem):
            return None
        end = self.names.name_end(index, titled=False, settled=False, given=True)
        if end is None or end - index < 3:
            return None
        self.found.append(PersonFound(index, end, stripped, "son of"))
        return end

    def _weak_supported(self, index: int, spoken: bool) -> bool:
        """Tell whether the words around a word that may be a first name make it one."""
        words, lexicon = self.scene.words, self.lexicon
        if words.gap(index) != " " or index + 1 in self.scene.within:
            return False
        if len(words.words[index]) < 3 or source_of(words, index).endswith(("ى", "ة")):
            return False
        following = words.get(index + 1)
        if lexicon.is_ordinary(following) or not is_arabic(following):
            return following in _RANKS
        if following[0] == "و" and not lexicon.may_be_given(following):
            return False
        if lexicon.is_given(following) or lexicon.looks_foreign(following) or following == "عبد":
            return True
        if words.words[index].endswith(_ALI):
            return self.scene.tells_ali
        if spoken:
            return not lexicon.looks_common(following, source_of(words, index + 1))
        nisba = is_definite(following) and following.endswith("ي")
        return nisba and not source_of(words, index + 1).endswith("ى")

    def _describes_noun(self, index: int) -> bool:
        """Tell whether «العربي» is an adjective: a definite noun or adjective stands before it."""
        words, lexicon = self.scene.words, self.lexicon
        if not is_definite(words.words[index]) or words.gap(index - 1) != " ":
            return False
        before = words.get(index - 1)
        if before in lexicon.honorifics or before in lexicon.nationalities:
            return False
        return is_definite(before) and index - 1 not in self.scene.within

    def _is_foreign_pair(self, index: int) -> bool:
        """Tell whether a word and the next one are spelt as only foreign names are."""
        words, lexicon = self.scene.words, self.lexicon
        return (
            words.gap(index - 1) == " "
            and words.gap(index) == " "
            and index + 1 not in self.scene.within
            and lexicon.looks_foreign(words.words[index])
            and lexicon.looks_foreign(words.get(index + 1))
        )


_ALI: Final = "علي"
_RANKS: Final = frozenset({"مفتي", "امير", "سلطان", "عميد", "ملك", "خليفه", "نقيب"})
"""Titles that are names too behind a first name: «دينا مفتي»."""


_STATE_OFFICES: Final = frozenset(
    {"رييس", "رييسه", "الرييس", "وزير", "وزيره", "الوزير", "مبعوث", "المبعوث", "مبعوثه", "المبعوثه"}
    | {
        "سفير",
        "السفير",
        "محافظ",
        "حاكم",
        "قايد",
        "ملك",
        "امير",
        "سلطان",
        "نايب",
        "مندوب",
        "المندوب",
    }
    | {"المتحدث", "الناطق", "المتحدثه", "الامين", "امين", "المرشد", "نظيره", "نظيرها", "الرييسان"}
    | {"الرييسين", "وزيرا", "وزيري", "وزراء", "ممثل", "ممثله", "المفوض", "المفوضه", "زعيم", "مدير"}
)
