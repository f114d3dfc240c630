"""Organisations the base does not know: a head noun, or a definite one with adjectives."""

from __future__ import annotations

from typing import Final

from corpus.arabic.clitics import segmentations
from corpus.article import EntityType
from corpus.entities.unknown.heads import LONGEST, TIMES, BodyFound, HeadReader
from corpus.entities.unknown.words import is_definite
from corpus.entities.words import lexicon as word_list

_MINISTRY: Final = "وزاره"
_MINISTER: Final = frozenset({"وزير", "وزيره", "لوزير", "ووزير", "ووزيره"})
_MINISTERS: Final = word_list(
    "وزير وزيره وزراء وزيري وزيرا وزيرتي رييس مدير نايب وكيل لجنه لجان مستشار"
)
_FOLLOWS_YEAR: Final = word_list("الماضي الجاري المقبل الحالي القادم المنصرم")
_GENERAL: Final = word_list("اداره مكتب دايره رياسه قياده قوات جيش قوي دار حكومه قايمه")
"""Heads of which only what stands with them in `_GENERAL_NOUNS` is a name."""
_GENERAL_NOUNS: Final = {
    "قوات": word_list("الدعم البيشمركه الحشد الحزام النخبه الامن الصاعقه الباسيج"),
    "رياسه": word_list("الوزراء الجمهوريه البرلمان"),
    "اداره": frozenset(),
    "حكومه": word_list("الوفاق الوحده الانقاذ"),
    "قوي": word_list("الحريه"),
    "دار": word_list("الافتاء الازهر"),
    "جيش": word_list("الاحتلال"),
}
_OF_STATE: Final = frozenset({"شوري", "امن", "نواب"})
_BOTH: Final = word_list("بلديه قناه جامع كنيسه دوله")
_ELLIPTIC: Final = word_list(
    "الخارجيه الداخليه الدفاع الماليه العدل الصحه الاعلام الطاقه النفط الخزانه"
)
_ELLIPTIC_SURE: Final = word_list("الخارجيه الداخليه الدفاع")
_PLAIN: Final = word_list(
    "اللجنه المركز القناه المجموعه الشركه المكتب القوات القياده الشبكه الجهاز الوزاره"
)
"""Definite heads that one adjective does not make a name."""
_STRONG: Final = word_list("الدستوريه الاولمبيه المركزي المركزيه السيادي العليا الاعلي")
_JOINED: Final = word_list(
    "التنميه العداله البناء التغيير الاصلاح الخدمات التعاون الديمقراطيه التجديد الكرامه الحريه "
    "المعاصره التعمير النقد الزراعه المخابرات الثقافه العلوم الدواء الحوار السلام المساواه"
)
_GOALS: Final = word_list("الانتخابات الهجره السلام التنميه الدعم النفط الدوله الطاقه البيءه")
_PASSING: Final = word_list(
    "الحالي الحاليه الماضي الماضيه الجاري الجاريه التالي الثاني الثانيه الرييسي الرييسيه المحلي "
    "الاجنبي الاجنبيه الموالي المواليه الحكومي"
)
_TRAFFIC: Final = word_list(
    "المرور البضايع العبور الملاحه الطيران التجاره السفر النقل الاموال السير القطارات التنقل "
    "السكان القمر الارض الكواكب الطايرات التداول الاتصالات "
    "المدنيين الاسواق الاسعار الاحتجاج الاحتجاجات البناء النزوح التاريخ السوق البيع الصادرات السفن"
)
_BRIGADE: Final = "اللواء"
_ORGANISING: Final = "تنظيم"
_ORGANISED: Final = word_list("القاعده الدوله الاخوان الجهاد الشباب الضباط")
"""«تنظيم الدولة» is an organisation, «تنظيم الانتخابات» is work."""
_FIELDS: Final = word_list(
    "للدراسات للابحاث للبحوث للاعلام للحوار للتنميه للسلام للاغاثه للانتاج للطيران للنفط للتوثيق"
)
"""«مركز جسور للدراسات»."""
_OF_COURT: Final = word_list("الدفاع التحكيم المحلفين")
_ORDINARY_NOUNS: Final = word_list(
    "الدوله البلاد الحكومه المدينه المنطقه العالم الشعب المرور السيارات المباراه المشروع العمل "
    "الناس الانترنت الحوافز الفعاليات "
    "المعركه الاقتصاد الطاءره المبني الشارع السوق التواصل الاداره الملاحه الطيران التجاره النقل"
)


class OrganisationReader(HeadReader):
    """Reads organisations by their head noun."""

    __slots__ = ()

    def read_at(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read the organisation that begins with a head noun, if one does."""
        words, lexicon = self.scene.words, self.lexicon
        found = None
        if head in lexicon.org_heads:
            found = self._in_construct(index, head, stripped)
        if index and words.gap(index - 1) == " " and words.words[index - 1] in _MINISTER:
            return found
        if found is None and head in lexicon.org_definite:
            found = self._definite(index, head, stripped)
        if found is None and head in lexicon.ministries:
            found = self._ministry(index, head, stripped)
        return found

    def _in_construct(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read a head in the construct and the name behind it: «حزب الأمة», «شركة توتال»."""
        words, lexicon = self.scene.words, self.lexicon
        at = index + 1
        quoted = self.quoted(index)
        if quoted is not None and head in lexicon.org_naming:
            return BodyFound(EntityType.ORG, index, quoted, stripped, "head noun and quoted name")
        if words.gap(index) != " ":
            return None
        following = words.get(at)
        known = self.scene.known.get(at)
        if known is not None:
            return self._with_known(index, head, stripped)
        if at in self.scene.within:
            return None
        if is_definite(following):
            return self._construct(index, at, head, stripped)
        if following in lexicon.org_links:
            return self._linked(index, at, head, stripped)
        if head == _ORGANISING and (stripped or not lexicon.looks_foreign(following)):
            return None
        if head in lexicon.org_naming and self.is_name(at):
            end = at + 1
            while (
                end < len(words)
                and end - at < 3
                and words.gap(end - 1) in (" ", "-")
                and end not in self.scene.within
                and not lexicon.is_given(words.words[end])
                and lexicon.looks_foreign(words.words[end])
            ):
                end += 1
            if words.gap(end - 1) == " " and words.get(end) in _FIELDS:
                end += 1
            return BodyFound(EntityType.ORG, index, end, stripped, "head noun and name")
        return None

    def _linked(self, index: int, at: int, head: str, stripped: int) -> BodyFound | None:
        """Read «هيئة مكافحة الفساد», «حركة تحرير السودان», «لجنة تنسيق إعادة الانتشار»."""
        words, lexicon = self.scene.words, self.lexicon
        links = 0
        while links < 3 and words.get(at) in lexicon.org_links and words.gap(at) == " ":
            at += 1
            links += 1
        if self.is_place(at) and not self.scene.known[at].candidate.stripped:
            last = self._adjectives(self.known_end(at))
            return BodyFound(EntityType.ORG, index, last, stripped, f"head noun «{head}»")
        if not is_definite(words.get(at)):
            return None
        if self._is_generic_noun(words.words[at]) and words.words[at - 1] in _OF_STATE:
            return BodyFound(EntityType.ORG, index, at + 1, stripped, f"head noun «{head}»")
        return self._construct(index, at, head, stripped)

    def _construct(self, index: int, at: int, head: str, stripped: int) -> BodyFound | None:
        """Read a head and the definite noun it is bound to, with what describes that."""
        words, lexicon = self.scene.words, self.lexicon
        noun = words.words[at]
        if at in self.scene.within and at not in self.scene.known:
            return None
        if noun in lexicon.org_generic or noun in TIMES:
            return None
        if self._is_generic_noun(noun) and head != "حزب":
            return None
        if head == "حركه" and noun in _TRAFFIC:
            return None
        if head == _ORGANISING and noun not in _ORGANISED:
            return None
        if head == "هييه" and noun in _OF_COURT:
            return None
        if head in _GENERAL and noun not in _GENERAL_NOUNS.get(head, ()):
            return None
        if head == _BRIGADE and noun in lexicon.former:
            return None
        if noun in lexicon.nationalities or noun in lexicon.honorifics or noun in lexicon.offices:
            return None
        if head in lexicon.place_heads and head not in _BOTH:
            return None
        last = self._adjectives(at + 1, bound=True)
        bare = head == _MINISTRY and noun not in lexicon.ministries and last == at + 1
        if bare and lexicon.is_ordinary(noun) and not noun.endswith("ات"):
            return None
        return BodyFound(EntityType.ORG, index, last, stripped, f"head noun «{head}»")

    def _adjectives(self, at: int, *, bound: bool = False) -> int:
        """Return the index after the adjectives, joined nouns and «لل…» that go on from an index.

        Behind a noun that a head is bound to an adjective says what that is: «الحزام الأمني».
        """
        words, lexicon = self.scene.words, self.lexicon
        start = at
        while at < len(words) and at - start < LONGEST and words.gap(at - 1) == " ":
            word = words.words[at]
            known = self.scene.known.get(at)
            if known is not None and known.candidate.stripped:
                break
            if at in self.scene.within and (
                known is None or known.candidate.type is EntityType.PERSON
            ):
                break
            if is_definite(word) and self._describes(at, bound=bound):
                at += 1
                continue
            if word.startswith("وال") and self._joins(at):
                at += 1
                continue
            if word.startswith("لل") and len(word) > 4 and self._for_what(at):
                at += 1
                continue
            linked = word[:1] == "ل" and word[1:] in lexicon.org_links and words.gap(at) == " "
            if not linked or not (is_definite(words.get(at + 1)) or self.is_place(at + 1)):
                break
            at = max(self.known_end(at + 1), at + 2)
        return at

    def _describes(self, at: int, *, bound: bool = False) -> bool:
        """Tell whether a definite word is an adjective that belongs to a name."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[at]
        if word in TIMES or word in lexicon.honorifics or word in lexicon.offices:
            return False
        if word in lexicon.nationalities or word in lexicon.org_adjectives:
            return word != "العام" or words.get(at + 1) not in _FOLLOWS_YEAR
        if word in lexicon.org_generic and not (bound and word not in _PASSING):
            return False
        return word.endswith(("ي", "يه")) and len(word) > 4

    def _joins(self, at: int) -> bool:
        """Tell whether «والتنمية» goes on with the name rather than with the sentence."""
        words, lexicon = self.scene.words, self.lexicon
        word = words.words[at][1:]
        before = words.words[at - 1]
        if word in lexicon.ministries and _MINISTRY in words.words[max(at - 5, 0) : at]:
            return True
        if word in lexicon.heads or word in lexicon.nationalities or word in TIMES:
            return False
        if before in lexicon.nationalities or lexicon.is_ordinary(word):
            return False
        if word in lexicon.honorifics or word in lexicon.offices:
            return False
        return _MINISTRY in words.words[max(at - 5, 0) : at] or word in _JOINED

    def _for_what(self, at: int) -> bool:
        word = "ال" + self.scene.words.words[at][2:]
        return (
            word not in TIMES
            and word not in self.lexicon.org_generic
            and (self.scene.words.words[at - 1].endswith(("ي", "يه", "ه")) or word in _GOALS)
        )

    def _definite(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read «المجلس الانتقالي الجنوبي», «الجيش الليبي»."""
        words, lexicon = self.scene.words, self.lexicon
        at = index + 1
        if words.gap(index) != " " or not is_definite(words.get(at)):
            return None
        if at in self.scene.within and at not in self.scene.known:
            return None
        last = self._adjectives(at)
        if last == at:
            if words.get(at) not in lexicon.org_generic or words.get(at) in TIMES:
                return None
            last = at + 1
            while words.gap(last - 1) == " " and words.get(last) in lexicon.org_generic:
                last += 1
            after = self._adjectives(last)
            if after == last or not any(
                words.words[i] not in lexicon.nationalities or head not in lexicon.org_state
                for i in range(last, after)
            ):
                return None
            last = after
        described = words.words[at:last]
        nationals = [word for word in described if word in lexicon.nationalities]
        if len(nationals) == len(described):
            if head not in lexicon.org_state:
                return None
        elif (
            head in _PLAIN and not nationals and len(described) < 2 and described[0] not in _STRONG
        ):
            return None
        return BodyFound(EntityType.ORG, index, last, stripped, f"head noun «{head}»")

    def _ministry(self, index: int, noun: str, stripped: int) -> BodyFound | None:
        """Read «الخارجية الجزائرية», which leaves out «وزارة»."""
        words, lexicon = self.scene.words, self.lexicon
        if words.gap(index) != " " or words.get(index + 1) not in lexicon.nationalities:
            return None
        if not words.get(index + 1).endswith("ه"):
            return None
        before = words.get(index - 1) if words.gap(index - 1) == " " else ""
        if noun not in _ELLIPTIC or (not stripped and not self._may_precede(before, noun)):
            return None
        return BodyFound(EntityType.ORG, index, index + 2, stripped, "ministry without its head")

    def _may_precede(self, before: str, noun: str) -> bool:
        """Tell whether a ministry may follow a word: no minister, and no noun it describes."""
        if not before:
            return True
        if any(cut.stem in _MINISTERS for cut in segmentations(before)):
            return False
        return noun in _ELLIPTIC_SURE or before.lstrip("وف") in self.lexicon.verbs

    def _with_known(self, index: int, head: str, stripped: int) -> BodyFound | None:
        """Read a head before a known place («جامعة دمشق») or organisation («حزب المؤتمر»)."""
        named = self.scene.known[index + 1]
        if named.candidate.stripped:
            return None
        if named.candidate.type is EntityType.PLACE and head in self.lexicon.org_placed:
            last = self._adjectives(named.candidate.last)
            return BodyFound(EntityType.ORG, index, last, stripped, f"head noun «{head}» and place")
        return None

    def _is_generic_noun(self, word: str) -> bool:
        """Tell whether «الشركة» and its like stand where a name would."""
        return word in self.lexicon.org_definite or word in _ORDINARY_NOUNS
