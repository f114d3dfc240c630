"""Agreements the base does not know: a head noun and a name, a matter, a place or a number."""

from __future__ import annotations

from typing import Final

from corpus.article import EntityType
from corpus.entities.unknown.heads import LONGEST, TIMES, BodyFound, HeadReader
from corpus.entities.unknown.words import is_definite
from corpus.entities.words import lexicon as word_list

_LOOSE: Final = word_list("تفاهم تفاهمات هدنه مبادره مذكره وثيقه")
_MATTER_WORDS: Final = word_list(
    "السلام اطلاق النار السلطه الاسري الحدود البحريه السلاح الانتاج التجاره الاسلحه النوويه انتشار "
    "المناخ الدفاع المشترك الاستراتيجي السجناء المعتقلين التسلح"
)
_RESOLUTION_HEADS: Final = frozenset({"القرار", "قرار", "قراره", "القرارين", "قراريه"})
_RESOLUTION_WORDS: Final = frozenset(
    {"مجلس", "الامن", "الدولي", "الاممي", "رقم", "الجمعيه", "العامه", "الصادر", "الامم", "المتحده"}
)
_RESOLUTIONS: Final = 3000
_TREATIES: Final = frozenset({"اتفاقيه", "معاهده", "بروتوكول"})
_FIRM: Final = frozenset({"اتفاق", "اتفاقيه", "معاهده", "بروتوكول", "ميثاق"})
_LOOSE_MATTERS: Final = word_list("السلام وقف اطلاق الهدنه نزع تبادل منع حظر عدم الحظر الغاز")
_MATTER_ADJECTIVES: Final = word_list(
    "الشامل الشامله الدايم الدايمه المنشط العالمي العالميه الحر الحره البحريه الموقت السياسي "
    "الاستراتيجي الاستراتيجيه المشترك المشتركه العظيمه ايتماني النيل الجديد"
)
_PARTIES: Final = word_list(
    "الطرفين الجانبين البلدين الاطراف الدول القاده الوزراء الروساء الفصايل القوي الجميع الاعضاء "
    "الاصدقاء الدولتين الحكومه الاخير الاول الثاني الجانبان الطرفان الفرقاء الاخوه الحلفاء "
    "المنتجين "
    "الكتل الاحزاب الشعب الضامنين العمل"
)
_FIXED_AGREEMENTS: Final = frozenset(
    {
        ("الوثيقه", "الدستوريه"),
        ("الاتفاق", "السياسي"),
        ("الاتفاق", "الاطاري"),
        ("المبادره", "الخليجيه"),
        ("الاتفاق", "النووي"),
    }
    | {("المبادره", "العربيه"), ("الاتفاقيه", "الابراهيميه"), ("الاعلان", "الدستوري")}
)


class AgreementReader(HeadReader):
    """Reads agreements by their head noun."""

    __slots__ = ()

    def read_at(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read an agreement by what stands behind its head: quotes, a place, what it is about."""
        words, lexicon = self.scene.words, self.lexicon
        if head in _RESOLUTION_HEADS:
            return self._resolution(index, stripped)
        if head not in lexicon.agreement_heads and head not in lexicon.agreement_definite:
            return None
        quoted = self.quoted(index) or self.in_quotes(index)
        if quoted is not None and head not in lexicon.agreement_definite:
            why = "agreement and quoted name"
            return BodyFound(EntityType.AGREEMENT, index, quoted, stripped, why)
        if head in lexicon.agreement_definite:
            return self._definite_agreement(index, stripped)
        at = index + 1
        if words.gap(index) != " ":
            return None
        if words.get(at) == "تفاهم" and head == "مذكره" and words.gap(at) == " ":
            at += 1
        if self.is_place(at) and not self.scene.known[at].candidate.stripped:
            if self._is_party(at):
                return None
            last = self._agreement_tail(self.known_end(at))
            return BodyFound(EntityType.AGREEMENT, index, last, stripped, "agreement and place")
        if head in _LOOSE or at in self.scene.within:
            return None
        end = self._matter_end(at, head)
        if end is None and head in _TREATIES and self.is_name(at):
            end = at + 1
        if end is None:
            return None
        return BodyFound(EntityType.AGREEMENT, index, end, stripped, "agreement and matter")

    def _is_party(self, at: int) -> bool:
        """Tell whether a place is whose agreement it is: «إعلان تركيا», «اتفاق موسكو وأنقرة»."""
        words = self.scene.words
        if self.scene.known[at].slugs[:1] and self.scene.known[at].slugs[0] in (
            self.lexicon.countries
        ):
            return True
        end = self.known_end(at)
        joined = self.scene.known.get(end)
        return words.gap(end - 1) == " " and (
            words.get(end) == "مع"
            or (
                joined is not None
                and joined.candidate.type is EntityType.PLACE
                and joined.candidate.stripped > 0
                and words.get(end)[0] == "و"
            )
        )

    def _resolution(self, index: int, stripped: int) -> BodyFound | None:
        """Read «القرار 2451», «قرار مجلس الأمن رقم 2254», «قراره 2548»."""
        words = self.scene.words
        at = index + 1
        while words.gap(at - 1) == " " and words.get(at) in _RESOLUTION_WORDS:
            at += 1
        number = words.get(at)
        if words.gap(at - 1) != " " or not number.isdigit() or not 3 <= len(number) <= 4:
            return None
        year = number.startswith("20") and number[2] in "012" and words.get(at - 1) != "رقم"
        if year or not 100 <= int(number) < _RESOLUTIONS:
            return None
        why = "resolution and number"
        return BodyFound(EntityType.AGREEMENT, index, at + 1, stripped, why, is_resolution=True)

    def _agreement_tail(self, at: int) -> int:
        """Return the index after «السياسي», «للسلام», «للمناخ» behind an agreement's name."""
        words, lexicon = self.scene.words, self.lexicon
        while words.gap(at - 1) == " " and (
            words.get(at) in lexicon.agreement_adjectives
            or (
                words.get(at).startswith("لل")
                and "ال" + words.get(at)[2:] in lexicon.agreement_matters
            )
        ):
            at += 1
        return at

    def _matter_end(self, at: int, head: str) -> int | None:
        """Return the index after what an agreement is about, if with it the agreement is one."""
        words, lexicon = self.scene.words, self.lexicon
        noun = words.get(at)
        if noun not in lexicon.agreement_matters and not self._is_subject(noun, head):
            return None
        firm = noun not in _LOOSE_MATTERS
        tied = firm and is_definite(noun)
        start = at
        at += 1
        while at < len(words) and at - start < LONGEST and words.gap(at - 1) == " ":
            word = words.words[at]
            if word == "في" and self.is_place(at + 1) and not firm and head in _FIRM:
                return self.known_end(at + 1)
            if at in self.scene.within:
                break
            bound = is_definite(word) and not is_definite(words.words[at - 1])
            if self._ties(word) or (bound and firm and word not in TIMES):
                tied = True
            elif word not in _MATTER_WORDS:
                break
            at += 1
        last = self._agreement_tail(at)
        return last if tied or last > at else None

    def _ties(self, word: str) -> bool:
        """Tell whether a word makes «اتفاق السلام» one agreement: «الشامل», «السوداني»."""
        lexicon = self.lexicon
        if word in lexicon.nationalities or word in _MATTER_ADJECTIVES:
            return True
        return word[0] == "و" and is_definite(word[1:]) and word[1:] in lexicon.agreement_matters

    def _is_subject(self, noun: str, head: str) -> bool:
        """Tell whether a definite noun behind «اتفاقية» is what it is about, no party to it."""
        lexicon = self.lexicon
        return (
            head in _FIRM
            and is_definite(noun)
            and not lexicon.is_ordinary(noun)
            and not noun.endswith(("ين", "ان", "ون", "ات"))
            and noun not in _PARTIES
            and noun not in TIMES
        )

    def _definite_agreement(self, index: int, stripped: int) -> BodyFound | None:
        """Read «الاتفاق السياسي الليبي», «الوثيقة الدستورية», «المبادرة الخليجية»."""
        words, lexicon = self.scene.words, self.lexicon
        at = index + 1
        national = 0
        adjective = 0
        while words.gap(at - 1) == " " and at - index < 4:
            word = words.get(at)
            if word in lexicon.nationalities:
                national += 1
            elif word in lexicon.agreement_adjectives:
                adjective += 1
            else:
                break
            at += 1
        head = words.words[index][stripped:]
        if at == index + 1 and self.is_place(at) is False:
            return None
        fixed = (head, words.get(index + 1)) in _FIXED_AGREEMENTS
        if not fixed and not (national and adjective) and national < 2:
            return None
        return BodyFound(EntityType.AGREEMENT, index, at, stripped, "agreement and adjectives")
