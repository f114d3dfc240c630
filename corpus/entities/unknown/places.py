"""Places the base does not know: what they are, and their name behind it."""

from __future__ import annotations

from typing import Final

from corpus.arabic.clitics import segmentations
from corpus.article import EntityType
from corpus.entities.unknown.heads import BodyFound, HeadReader
from corpus.entities.unknown.words import is_arabic, is_definite, source_of
from corpus.entities.words import lexicon as word_list

_DUALS: Final = word_list("محافظتي مدينتي بلدتي قريتي ولايتي محافظتا مدينتا بلدتا مديريتي")

_CAPITAL: Final = "العاصمه"
_VALLEY: Final = "وادي"
"""With a hamza it is the verb: «وأدى»."""


class PlaceReader(HeadReader):
    """Reads places by their head noun."""

    __slots__ = ()

    def read_at(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read the place that begins with a head noun, if one does."""
        if head not in self.lexicon.place_heads:
            return None
        if head == "بلده" and not source_of(self.scene.words, index).endswith("ة"):
            return None
        if head == _VALLEY and "أ" in source_of(self.scene.words, index):
            return None
        words, lexicon = self.scene.words, self.lexicon
        at = index + 1
        known = self.scene.known.get(at)
        if known is not None:
            whole = head in lexicon.place_whole and known.candidate.type is EntityType.PLACE
            if whole and words.gap(index) == " " and not known.candidate.stripped:
                last = known.candidate.last
                if words.gap(last - 1) == " " and words.get(last) in ("الدولي", "الدوليه"):
                    last += 1
                return BodyFound(EntityType.PLACE, index, last, stripped, f"«{head}» and place")
            return None
        if head == _CAPITAL and words.get(at) in lexicon.nationalities and words.gap(index) == " ":
            at += 1
            if not lexicon.looks_foreign(words.get(at)):
                return None
        end = self._place_name(at, head)
        if end is None:
            return None
        if head in lexicon.place_whole:
            return BodyFound(EntityType.PLACE, index, end, stripped, f"head noun «{head}»")
        return BodyFound(EntityType.PLACE, at, end, 0, f"head noun «{head}»")

    def _place_name(self, at: int, head: str) -> int | None:
        """Return the index after the name of a place that begins at an index."""
        words, lexicon = self.scene.words, self.lexicon
        if at >= len(words) or at in self.scene.within:
            return None
        gap = words.gap(at - 1)
        if gap != " " and not (len(gap) <= 3 and gap.strip() in ('"', "«", "“", "(")):
            return None
        word = words.words[at]
        if words.get(at + 1) in ("بن", "ابن"):
            return None
        careful = head in lexicon.place_careful
        if word in lexicon.place_compound and words.gap(at) == " " and at + 1 < len(words):
            following = words.words[at + 1]
            named = not lexicon.is_ordinary(following) or is_definite(following)
            if named and is_arabic(following) and following not in lexicon.nationalities:
                return at + 2
        if not is_arabic(word) or lexicon.is_ordinary(word) or word in lexicon.place_generic:
            return None
        if word in lexicon.agreement_matters or word in lexicon.ministries:
            return None
        if word[0] in "وفبل" and (lexicon.is_ordinary(word[1:]) or is_definite(word[1:])):
            return None
        if word[0] in "بل" and not lexicon.looks_foreign(word):
            rest = word[1:]
            if (rest[0] == "ت" and len(rest) > 4) or rest.endswith(("ات", "يين", "يون")):
                return None
        if word.endswith("ها") or word.startswith(("انت", "است", "افت", "اعت")):
            return None
        if word.startswith(("لل", "وا", "وم", "وت")) and word not in lexicon.place_compound:
            return None
        if is_definite(word):
            if careful or word.endswith(("ات", "ين", "ون")) or lexicon.is_ordinary(word[2:]):
                return None
            return at + 1
        source = source_of(words, at)
        if not lexicon.looks_foreign(word):
            if source.endswith(("ية", "ين", "ات", "ى")) or len(word) < 3:
                return None
            if careful or (source.endswith("ة") and word[0] == "م"):
                return None
            whole = head in lexicon.place_whole
            if whole and word.endswith("ي"):
                return None
            if (
                (whole or word[0] not in "يت")
                and lexicon.looks_common(word, "")
                and word[-1] != "ا"
            ):
                return None
        end = at + 1
        if (
            words.gap(at) == " "
            and end not in self.scene.within
            and lexicon.looks_foreign(words.get(end))
            and lexicon.looks_foreign(word)
        ):
            end += 1
        return end

    def second(self, found: BodyFound) -> BodyFound | None:
        """Read the second of two places behind a dual: «محافظتي مأرب والجوف»."""
        words, at = self.scene.words, found.last
        head = words.get(found.first - 1)
        if not any(cut.stem in _DUALS for cut in segmentations(head or "-")):
            return None
        word = words.get(at)
        if not word.startswith("و") or words.gap(at - 1) != " " or at in self.scene.within:
            return None
        if not is_arabic(word[1:]) or self.lexicon.is_ordinary(word[1:]):
            return None
        if not is_definite(word[1:]) and source_of(words, at).endswith(("ية", "ات", "ين")):
            return None
        return BodyFound(EntityType.PLACE, at, at + 1, 1, "second of two places")
