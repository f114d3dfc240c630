"""Titles: how the press writes offices, read without knowing who holds them.

A title is compared without what the press adds or leaves out («هيئة», «العامة», «وزارة»), without
gender, and as a singular. Its nationality can be one of several («الرئيسان الروسي والتركي») or a
country's name («وزير خارجية روسيا»).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE, segmentations
from corpus.arabic.folding import fold_text
from corpus.entities.words import canonical, cut_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from corpus.entities.words import Words
    from corpus.knowledge.base import Role

Title = tuple[str, ...]
"""A title's words in the form in which titles are compared."""

SKIPPED: Final = frozenset(
    {"هييه", "العامه", "المشتركه", "للقوات", "المسلحه", "وزاره", "الخاص", "والمغتربين", "بالوكاله"}
    | {"الخاصه", "العام", "المغتربين", "رياسه", "مجلس", "جهاز", "الرسمي", "الرسميه"}
    | {"الدايم", "الدايمه"}
)
_SAME: Final = {
    "وزيره": "وزير",
    "وزيرا": "وزير",
    "وزيري": "وزير",
    "وزراء": "وزير",
    "الوزيره": "الوزير",
    "الوزيران": "الوزير",
    "الوزيرين": "الوزير",
    "رييسه": "رييس",
    "رييسا": "رييس",
    "رييسي": "رييس",
    "روساء": "رييس",
    "الرييسه": "الرييس",
    "الرييسان": "الرييس",
    "الرييسين": "الرييس",
    "الروساء": "الرييس",
    "المتحدثه": "المتحدث",
    "الناطق": "المتحدث",
    "الناطقه": "المتحدث",
    "متحدث": "المتحدث",
    "متحدثه": "المتحدث",
    "ناطق": "المتحدث",
    "المندوبه": "المندوب",
    "المبعوثه": "المبعوث",
    "المبعوثان": "المبعوث",
    "المبعوثين": "المبعوث",
    "السفيره": "السفير",
    "السفيران": "السفير",
    "المستشاره": "المستشار",
    "نايبه": "نايب",
    "الدولي": "الاممي",
    "الحكومه": "الوزراء",
    "حكومه": "وزراء",
    "الجيوش": "الدفاع",
    "المخابرات": "الاستخبارات",
}
PRESIDENT: Final = ("الرييس",)
PAIRS: Final = frozenset({"الرييسان", "الرييسين", "الوزيران", "الوزيرين"})
"""Duals that mean the last two holders of an office the article spoke of."""
COUNTERPARTS: Final = frozenset(
    {"نظيره", "نظيرها", "نظيريه", "نظيريها", "نظيرهما", "نظيرهم", "نظيرته", "نظيرتها"}
    | {"نظراءه", "نظرايه", "نظراءها", "نظيراه", "نظيراها"}
)
SINGLE: Final = frozenset({"الوزير", "المتحدث", "المبعوث", "الرييس", "السفير"})
"""Titles of one word: whoever was last spoken of by such a title."""
_LEFT_OPEN: Final = frozenset({"الوزير", "المتحدث"})
"""Titles that a nationality does not complete: of which office only the article tells."""
BARE: Final = frozenset(
    {("رييس", "الاركان"), ("وزير", "الدفاع"), ("وزير", "الخارجيه"), ("وزير", "الداخليه")}
    | {("رييس", "الوزراء"), ("المتحدث", "باسم", "الرياسه"), ("المتحدث", "باسم", "الخارجيه")}
    | {("المتحدث", "باسم", "الدفاع"), ("رييس", "اركان", "الجيش"), ("رييس", "الجمهوريه")}
    | {("رييس", "الاستخبارات"), ("رييس", "البرلمان"), ("رييس", "النواب")}
)
"""Titles that are read without a nationality too."""
_NATIONAL_HEADS: Final = frozenset(
    {"الرييس", "العاهل", "المبعوث", "السفير", "المندوب", "الممثل", "المستشار", "الامير"}
)
"""Titles that a nationality right behind them completes."""
_WITH_OFFICE: Final = frozenset({"وزير", "رييس", "نايب", "ولي", "مساعد", "مستشار", "امين", "قايد"})
"""Titles that an office and a nationality behind them complete."""
_OFFICES: Final = frozenset(
    {"الوزراء", "وزراء", "البرلمان", "الاركان", "اركان", "مجلس", "جهاز", "رييس", "وزير", "العهد"}
    | {"النواب", "الاستخبارات", "المخابرات", "القوات", "الوفد", "وفد", "الجيش"}
)
_CONSTRUCT_OFFICES: Final = {
    "خارجيه": "الخارجيه",
    "دفاع": "الدفاع",
    "داخليه": "الداخليه",
    "وزراء": "الوزراء",
    "برلمان": "البرلمان",
    "اركان": "الاركان",
}
"""Offices before the name of a country: «وزير خارجية روسيا»."""
_OWN_OFFICES: Final = {
    f"{stem}{pronoun}": office
    for stem, office in (("خارجيت", "الخارجيه"), ("دفاع", "الدفاع"), ("داخليت", "الداخليه"))
    for pronoun in ("ه", "ها", "هم", "هما")
}
"""Offices with a pronoun: «وزير خارجيته», of the country of whoever the clause speaks of."""
_LONGEST_OFFICE: Final = 5
_DEPUTIES: Final = frozenset(
    {"نايب", "نايبه", "مساعد", "مساعده", "معاون", "وكيل", "مستشار", "مستشاره", "مستشارو", "مكتب"}
    | {"مدير", "زوجه", "نجل", "مبعوث", "ممثل", "مندوب", "كبير", "مساعدي", "سكرتير", "منصب", "حرس"}
    | {"صهر", "شقيق", "ابن", "والد", "وزاره", "بمنصب", "طايره", "قصر", "نواب", "حزب", "مستشاري"}
)
_COMPLETE: Final = frozenset({"الرييس", "الوزراء", "الخارجيه", "الدفاع", "الداخليه", "البرلمان"})
"""Words behind which an adjective is the nationality of an office."""
_NO_NATIONALITY: Final = frozenset(
    {"الحالي", "التنفيذي", "السياسي", "الشرفي", "الامني", "الاقليمي", "الفخري", "الانتقالي"}
    | {"الاسمي", "الفعلي", "الشرعي", "الثاني", "الدوري", "المحلي", "الماضي"}
)
_SUBSTITUTES: Final = frozenset({"نايب", "نايبه", "منصب", "بمنصب"})
FORMER: Final = frozenset({"السابق", "السابقه", "الاسبق", "الراحل", "المخلوع", "سابقا", "السابقين"})
COMING: Final = frozenset({"المنتخب", "المنتخبه", "المقبل", "المقبله"})
_POSTING: Final = frozenset({"الي", "لدي", "في", "الخاص", "الخاصه", "الدايم", "الدايمه"})
"""Words that lead from an envoy's title to where the envoy is sent."""
POSTED: Final = frozenset({"المبعوث", "السفير", "المندوب", "الممثل", "المتحدث", "المنسق"})
_LONGEST_POSTING: Final = 6
_RANKS: Final = frozenset(
    {
        "اللواء",
        "العماد",
        "العميد",
        "العقيد",
        "الجنرال",
        "الفريق",
        "المشير",
        "الامير",
        "الشيخ",
        "الدكتور",
    }
    | {"السيد", "السيده", "المقدم", "الرايد", "الادميرال", "السلطان", "الملك", "انذاك", "حينها"}
    | {"الحالي", "الجديد", "بالوكاله", "المكلف", "وقتها", "يدعي", "ويدعي", "البروفسور", "الاول"}
)
"""Words that can stand between a title and the name."""
_BEFORE_NAME: Final = _RANKS | FORMER | COMING
_DIRECT: Final = frozenset({"الاممي"})


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A title found in a paragraph, with the titles it stands for."""

    paragraph: int
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    start: int
    """Position in the folded paragraph, proclitics left out."""
    end: int
    titles: tuple[Title, ...]
    """One a nationality; none for «نظيره» and for titles that name no country."""
    bare: Title = ()
    """The title without nationality."""
    nationalities: tuple[str, ...] = ()
    counterpart: bool = False
    former: bool = False
    """«السابق» stands behind it."""
    coming: bool = False
    """«المنتخب» stands behind it."""


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Reads titles; made once for a knowledge base."""

    holders: Mapping[Title, tuple[tuple[str, Role], ...]]
    """Who ever held an office, by its title."""
    heads: frozenset[str]
    """The first words of titles."""
    nationalities: Mapping[str, str]
    """Every definite nationality word, by itself and in the feminine: the masculine."""
    countries: Mapping[str, str]
    """Countries of one word: the nationality word."""
    longest: int
    """How many words a title in a text may have."""

    def match(self, number: int, words: Words, index: int) -> RoleMatch | None:
        """Read the longest title that begins at a word."""
        for cut in segmentations(words.words[index]):
            stem = cut.stem
            if stem in COUNTERPARTS:
                return self._counterpart(number, words, index, cut.stripped)
            head = _SAME.get(stem, stem)
            if head not in self.heads or _deputises(words, index, head):
                continue
            match = self._title(number, words, index, cut.stripped, head)
            if match is not None:
                return _marked(match, words)
        return None

    def _title(
        self, number: int, words: Words, index: int, stripped: int, head: str
    ) -> RoleMatch | None:
        """Read a known title, else one of a known shape, else one without nationality."""
        start = words.starts[index] + stripped
        known, bare = self._known(words, index, head)
        if known is not None:
            last, key = known
            national = key[-1] in self.nationalities
            if national or len(key) > 1:
                return self._national(number, words, index, last, start, key)
        shaped = self._shaped(words, index, head)
        if shaped is not None:
            return self._national(number, words, index, shaped[0], start, shaped[1])
        posed = self._of_country(number, words, index, start, head)
        if posed is not None:
            return posed
        again = self._again(number, words, index, start, head)
        if again is not None:
            return again
        if bare is not None:
            if words.get(bare[0]) in self.nationalities:
                return None
            return RoleMatch(number, index, bare[0], start, words.ends[bare[0] - 1], (), bare[1])
        # «النائب الأول للرئيس» speaks of an office and of nobody who holds it.
        if head in SINGLE and not words.words[index].startswith("ل"):
            return RoleMatch(number, index, index + 1, start, words.ends[index], (), (head,))
        return None

    def is_nationality(self, title: Title) -> bool:
        """Tell whether a title ends in a nationality, one the base does not know included."""
        if title[-1] in self.nationalities:
            return True
        return _unknown_nationality(title[-1], list(title[:-1])) is not None

    def _again(
        self, number: int, words: Words, index: int, start: int, head: str
    ) -> RoleMatch | None:
        """Read «الوزير التركي», a title of one word with a nationality that leaves it open."""
        nationality = self.nationalities.get(words.get(index + 1))
        if head not in _LEFT_OPEN or nationality is None or words.gap(index) != " ":
            return None
        end = words.ends[index + 1]
        return RoleMatch(number, index, index + 2, start, end, (), (head,), (nationality,))

    def _known(
        self, words: Words, index: int, head: str
    ) -> tuple[tuple[int, Title] | None, tuple[int, Title] | None]:
        """Read the longest title of the knowledge base, and the longest one without nationality."""
        title: list[str] = [head]
        best: tuple[int, Title] | None = None
        bare: tuple[int, Title] | None = None
        at = index
        while True:
            key = tuple(title)
            if key in self.holders:
                best = (at + 1, key)
            elif key in BARE:
                bare = (at + 1, key)
            at += 1
            if at >= len(words.words) or words.gaps[at - 1] != " " or at - index > self.longest:
                return best, bare
            word = words.words[at]
            if word in SKIPPED:
                if best is None and bare is not None and bare[0] == at:
                    bare = (at + 1, bare[1])
                continue
            title.append(self.nationalities.get(word, _SAME.get(word, word)))

    def _shaped(self, words: Words, index: int, head: str) -> tuple[int, Title] | None:
        """Read a title that ends in a nationality, whoever holds it: «وزير الري المصري»."""
        title = [head]
        for at in range(index + 1, min(index + 2 + _LONGEST_OFFICE, len(words))):
            if words.gap(at - 1) != " ":
                return None
            word = words.words[at]
            if word in SKIPPED:
                continue
            nationality = self.nationalities.get(word) or _unknown_nationality(word, title)
            if nationality is not None or word in _DIRECT:
                complete = len(title) > 1 or head in _NATIONAL_HEADS
                return (at + 1, (*title, nationality or word)) if complete else None
            word = _SAME.get(word, word)
            if not self._is_office(head, title, word):
                return None
            title.append(word)
        return None

    def _is_office(self, head: str, title: list[str], word: str) -> bool:
        """Tell whether a word can belong to an office between a title and its nationality."""
        if head == "المتحدث":
            return word == "باسم" if len(title) == 1 else word.startswith(ARTICLE)
        if head not in _WITH_OFFICE:
            return False
        if len(title) == 1 and head != "وزير":
            return word in _OFFICES
        definite = word.removeprefix("و").removeprefix("ل").startswith((ARTICLE, "ل"))
        return definite or word in _OFFICES or (word == "الدوله" and head == "وزير")

    def _of_country(
        self, number: int, words: Words, index: int, start: int, head: str
    ) -> RoleMatch | None:
        """Read «وزير خارجية روسيا», «رئيس وزراء العراق», «وزراء خارجية روسيا وتركيا»."""
        if head not in ("وزير", "رييس") or words.gap(index) != " ":
            return None
        office = _CONSTRUCT_OFFICES.get(words.get(index + 1))
        own = _OWN_OFFICES.get(words.get(index + 1))
        if own is not None and head == "وزير":
            return RoleMatch(
                number, index, index + 2, start, words.ends[index + 1], (), (head, own)
            )
        if office is None and head == "وزير":
            return None
        at = index + 1 + (office is not None)
        if words.gap(at - 1) != " ":
            return None
        country = self.countries.get(words.get(at))
        if country is None:
            return None
        bare: Title = PRESIDENT if office is None else (head, office)
        found = [country]
        while words.gap(at) == " " and words.get(at + 1).startswith("و"):
            other = self.countries.get(words.words[at + 1][1:])
            if other is None:
                break
            found.append(other)
            at += 1
        titles = tuple((*bare, who) for who in found)
        return RoleMatch(number, index, at + 1, start, words.ends[at], titles, bare, tuple(found))

    def _national(
        self, number: int, words: Words, index: int, last: int, start: int, key: Title
    ) -> RoleMatch:
        """Make a match of a title, with the nationalities joined to the one it ends in."""
        nationality = key[-1] if self.is_nationality(key) else ""
        titles = [key]
        if nationality:
            others, last = self._joined_after(words, last)
            titles += [(*key[:-1], other) for other in others]
        end = words.ends[last - 1]
        if "الي" in key:
            end = words.ends[index + words.words[index:last].index("الي") - 1]
        return RoleMatch(
            number,
            index,
            last,
            start,
            end,
            tuple(titles),
            key[:-1] if nationality else key,
            tuple(title[-1] for title in titles) if nationality else (),
        )

    def _counterpart(
        self, number: int, words: Words, index: int, stripped: int
    ) -> RoleMatch | None:
        nationalities, last = self._joined(words, index + 1)
        if not nationalities:
            return None
        start = words.starts[index] + stripped
        return RoleMatch(
            number,
            index,
            last,
            start,
            words.ends[last - 1],
            (),
            nationalities=nationalities,
            counterpart=True,
        )

    def _joined(self, words: Words, index: int) -> tuple[tuple[str, ...], int]:
        """Read «التركي والإيراني» at an index; return the nationalities and the index after."""
        first = self.nationalities.get(words.get(index))
        if first is None or words.gap(index - 1) != " ":
            return (), index
        others, last = self._joined_after(words, index + 1)
        return (first, *others), last

    def _joined_after(self, words: Words, index: int) -> tuple[list[str], int]:
        """Read «والتركي» and more of its kind at an index."""
        found: list[str] = []
        while words.gap(index - 1) in (" ", "، ") and words.get(index).startswith("و"):
            nationality = self.nationalities.get(words.words[index][1:])
            if nationality is None:
                break
            found.append(nationality)
            index += 1
        return found, index


def heads_of(holders: Collection[Title]) -> frozenset[str]:
    """Return the words that titles begin with, in the form in which they are compared."""
    known = {title[0] for title in holders} | {title[0] for title in BARE}
    return frozenset(known | _NATIONAL_HEADS | _WITH_OFFICE | SINGLE)


def beginnings(heads: frozenset[str]) -> frozenset[str]:
    """Return the words a title in a text can begin with: of every number and gender."""
    forms = {word for word, same in _SAME.items() if same in heads}
    return heads | forms | COUNTERPARTS


def title_of(text: str, nationalities: Mapping[str, str]) -> Title:
    """Return a title in the form in which titles are compared; brackets are left out."""
    words = cut_words(canonical(fold_text(text.partition("(")[0])))
    kept = [_SAME.get(word, word) for word in words if word not in SKIPPED]
    return tuple(nationalities.get(word, word) for word in kept)


def construct_office(word: str) -> str:
    """Return the definite word for an office before a country's name: «خارجية» for «الخارجية»."""
    return _CONSTRUCT_OFFICES.get(word, word)


def is_pair(word: str) -> bool:
    """Tell whether a word is «الرئيسان» or its like, proclitics allowed."""
    return any(cut.stem in PAIRS for cut in segmentations(word))


def places_of_name(match: RoleMatch, words: Words) -> Iterator[int]:
    """Yield the indices at which a name may stand: behind «اللواء», «الخاص إلى سوريا» too."""
    yield match.last
    at = match.last
    while words.get(at) in _BEFORE_NAME and words.gap(at - 1) in (" ", "، "):
        at += 1
        yield at
    title = next((title for title in (*match.titles, match.bare) if title), ("",))
    if title[0] not in POSTED or words.get(match.last) not in _POSTING:
        return
    for at in range(match.last, min(match.last + _LONGEST_POSTING, len(words))):
        if words.gap(at - 1) != " ":
            return
        yield at


def _unknown_nationality(word: str, title: list[str]) -> str | None:
    """Return the masculine of a word behind an office that looks like a nationality."""
    masculine = word.removesuffix("ه")
    looks_so = word.startswith(ARTICLE) and masculine.endswith("ي") and len(masculine) > 5
    if not looks_so or masculine in _NO_NATIONALITY or not title:
        return None
    return masculine if title[-1] in _COMPLETE else None


def _marked(match: RoleMatch, words: Words) -> RoleMatch:
    if words.gap(match.last - 1) != " ":
        return match
    following = words.get(match.last)
    if following not in FORMER and following not in COMING:
        return match
    return replace(match, former=following in FORMER, coming=following in COMING)


def _deputises(words: Words, index: int, head: str) -> bool:
    """Tell whether the word before makes it somebody else's title.

    «مستشار الرئيس التركي» speaks of the president too, «نائب الرئيس التركي» of another office.
    """
    if words.gap(index - 1) != " ":
        return False
    offices = _SUBSTITUTES if head in PRESIDENT else _DEPUTIES
    return any(cut.stem in offices for cut in segmentations(words.get(index - 1)))
