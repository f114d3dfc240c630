"""What the words around a form say about it: false friends, and support for forms too weak alone.

Every list holds lookup forms (`corpus.arabic.folding.fold_text`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE, segmentations
from corpus.article import EntityType
from corpus.entities.names.given import GIVEN_NAMES
from corpus.entities.words import lexicon

if TYPE_CHECKING:
    from corpus.entities.names.gazetteer import Candidate, Gazetteer
    from corpus.entities.words import Words

_REGIME: Final = "الاسد"
_TANWIN_FATH: Final = "\u064b"
_HAMZA: Final = frozenset("أإؤئ")

REGIME_HEADS: Final = frozenset(
    {"نظام", "نظان", "قوات", "جيش", "مليشيا", "مليشيات", "ميليشيا", "ميليشيات", "عصابات", "شبيحه"}
    | {"حكومه", "طايرات", "طيران", "مقاتلات", "مدفعيه", "مخابرات", "استخبارات", "سوريا", "كتايب"}
)
"""Before «الأسد» they make it the regime or its troops, not the man."""

PLACE_HEADS: Final = frozenset(
    {"مدينه", "مدينتي", "بلده", "بلدتي", "بلدات", "بلدتا", "قريه", "قريتي", "قري", "محافظه"}
    | {"محافظتي", "محافظات", "ريف", "ريفي", "منطقه", "مناطق", "ناحيه", "ضاحيه", "حي", "معبر"}
    | {"مطار", "جبل", "سهل", "تل", "ولايه", "العاصمه", "طريق", "قاعده", "نقطه", "محيط", "اطراف"}
)
LOCATIVES: Final = frozenset(
    {"في", "من", "الي", "علي", "نحو", "صوب", "باتجاه", "قرب", "داخل", "خارج", "شمال", "جنوب", "شرق"}
    | {"غرب", "شمالي", "جنوبي", "شرقي", "غربي", "وسط", "عبر", "تجاه", "حول", "بين", "ضد", "مع"}
)
ORG_HEADS: Final = frozenset(
    {"تنظيم", "تنظيمي", "حركه", "حركتي", "جبهه", "هييه", "فصيل", "فصيلي", "جماعه", "حزب", "جيش"}
    | {
        "حركتا",
        "باسم",
        "وكاله",
        "قناه",
        "صحيفه",
        "جريده",
        "مجله",
        "موقع",
        "شبكه",
        "اذاعه",
        "تلفزيون",
        "لواء",
        "كتيبه",
    }
    | {"فيلق", "قوات", "ميليشيا", "مليشيا", "مسلحو", "مسلحي", "عناصر", "مقاتلي", "مقاتلو"}
)
REPORTING: Final = frozenset(
    {
        "نقلت",
        "ذكرت",
        "قالت",
        "افادت",
        "اوردت",
        "نشرت",
        "كشفت",
        "بحسب",
        "حسب",
        "وفق",
        "مراسل",
        "مراسله",
    }
)
TITLES: Final = frozenset(
    {"الرييس", "رييس", "وزير", "الوزير", "وزيره", "المبعوث", "مبعوث", "الجنرال", "العميد", "اللواء"}
    | {"القايد", "قايد", "السيد", "الناطق", "المتحدث", "المتحدثه", "السفير", "المندوب", "مندوب"}
    | {"نايب", "المستشار", "المستشاره", "امين", "الامين", "الزعيم", "زعيم", "العقيد", "الدكتور"}
)
MINISTER_HEADS: Final = frozenset(
    {
        "وزير",
        "وزيره",
        "وزيرا",
        "وزيري",
        "وزراء",
        "وزيرتا",
        "وزيرتي",
        "رييس",
        "رييسا",
        "رييسي",
        "روساء",
    }
)
"""Before an elliptical «الدفاع الروسية» they make it part of a title."""

_COMPOUND_HEADS: Final = frozenset(
    {"كفر", "خان", "تل", "معره", "معر", "دير", "بيت", "راس", "ابو", "ام", "بني", "كفرا", "حوش"}
)
"""Before the name of a place they make it part of another place's name."""

_ADJECTIVE_OR_COUNTRY: Final = frozenset({"سوريه"})
"""«سورية»: the country where a place is called for, else «Syrian»."""
_ADVERB_OR_TOWN: Final = lexicon("دوما حرض ينبع عتق مقلي الخمس")
"""«دوما»: the town where a place is called for, else «always»; «حرض على», «الدول الخمس»."""
_VERBS_WITH: Final = {"حرض": "علي", "ينبع": "من"}
"""Towns that are verbs before their preposition: «من حرض على القتل»."""
_PALMYRA: Final = "تدمر"
_BEFORE_VERBS: Final = lexicon(
    "التي لم ولم لن ولن ان قد وقد لا ولا سوف كانت كادت كي لكي حتي ثم فلم او"
)
_OF_PALMYRA: Final = lexicon(
    "الاثريه التاريخيه السوريه الصحراويه القديمه الواقعه الخاضعه المحاصره المدمره المحرره "
    "الاستراتيجيه"
)
"""«تدمر»: the town, but the verb behind «التي» and before its object: «تدمر البلاد»."""
_BILLION: Final = "بليون"
_COUNTED: Final = lexicon("دولار يورو ليره ريال درهم جنيه برميل متر نسمه طن روبل دينار شخص قدم")

# Words that end in alef and are no indefinite accusative noun: particles, adverbs, verbs.
_PARTICLES = """
ما لا هذا اما انما ايما كما مما فيما بما عما لما ربما كلما مهما حينما بينما عندما ريثما طالما
حيثما اينما اذا الا لولا هنا هكذا ماذا لماذا ذا كذا عدا خلا حاشا انا كلا كلتا يا ايا
"""
_ADVERBS = """
ايضا لاحقا سابقا حاليا موخرا خصوصا تحديدا مثلا معا غدا جدا فورا اخيرا اولا ثانيا ثالثا رابعا حتما
فعلا مبدييا رسميا علنا سرا يوميا اسبوعيا تقريبا غالبا احيانا دايما قطعا فضلا عوضا بدلا خلافا نظرا
وفقا تبعا طبقا استنادا مجددا تباعا عموما طبعا حقا شمالا جنوبا شرقا غربا صباحا ليلا كثيرا قليلا سلفا
قدما محليا دوليا اقليميا عالميا داخليا خارجيا
"""
_VERBS = """
دعا بدا رجا شكا اتهما طالبا حثا اكدا اعلنا بحثا اتفقا ناقشا
"""
_NO_ACCUSATIVE: Final = frozenset((_PARTICLES + _ADVERBS + _VERBS).split())
_PRONOUN_TAILS: Final = ("ها", "هما", "كما", "كنا")
_NOUNS_IN_HA: Final = frozenset({"وجها", "توجها", "شبها", "مشبوها", "تنبيها", "فقيها"})
_NOUNS_IN_WA: Final = frozenset({"عضوا", "عدوا", "نموا", "غزوا", "جوا", "محوا", "عفوا"})
_DUALS: Final = frozenset({"وفدا", "رييسا", "وزيرا", "جيشا", "دولتا", "حكومتا", "زعيما", "خارجيتا"})
"""Nominative duals in construct: «وفدا تركيا وروسيا» are the delegations of two states."""

_NO_NOUNS: Final = lexicon("الي الا التي الذي الذين اللتين الان اليوم")
"""Words that only look definite."""
_LONGEST_CHAIN: Final = 3
"""How many nationalities in a row are read as adjectives of one noun."""
_NO_FIRST_NAME: Final = lexicon(
    "غير بن نور عبد يان جو اول ان من عن مع كان قال بين ثم كما لان سيد ما لا لم اي اذ هو لي دي"
) | {""}
"""First names in the base that are words before a surname: «غير بوتين» is «other than Putin»."""
_THE_REGIME: Final = "النظام"
_OF_THE_REGIME: Final = lexicon("السوري الاسدي البعثي القمعي الدموي المجرم")
_OTHER_STATES: Final = lexicon(
    "ايران مصر العراق السودان ليبيا اليمن تونس الجزاير المغرب تركيا روسيا السعوديه قطر البحرين"
)
_RELATIVES: Final = frozenset({"حافظ", "رفعت", "باسل", "اسماء", "ماهر", "بلال", "امينه", "ايفانكا"})
"""First names of others who share a surname that is linked alone."""


def is_false_friend(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the words around a form, or a hamza inside it, rule out what it names."""
    type_ = candidate.entries[0].type
    if type_ is EntityType.PLACE:
        return _no_place(candidate, words, gazetteer)
    if candidate.last - candidate.first == 1 and _has_other_hamza(candidate, words):
        return True
    if type_ is EntityType.PERSON:
        return _no_person(candidate, words, gazetteer)
    if type_ is EntityType.ORG:
        return _no_organisation(candidate, words)
    return False


def _has_other_hamza(candidate: Candidate, words: Words) -> bool:
    """Tell whether a hamza stands inside a word where none of its forms has one.

    A hamza is left out at will, most of all at the beginning, but never put in: «ترأس» is a verb
    and not the name «تراس».
    """
    written = words.surface(candidate.start, candidate.end)
    if _HAMZA.isdisjoint(written[1:]):
        return False
    for entry in candidate.entries:
        form = entry.text
        if len(form) != len(written) or entry.respelt:
            return False
        if all(
            mine == its or mine not in _HAMZA
            for mine, its in zip(written[1:], form[1:], strict=True)
        ):
            return False
    return True


def is_supported(candidate: Candidate, words: Words) -> bool:
    """Tell whether a title or a generic word before a weak form makes it the name.

    For a person that is a title, directly or with a nationality and a ministry between; for an
    organisation «تنظيم» and its like or a verb of reporting; for a place «مدينة» and its like.
    """
    before = _stems_before(candidate, words)
    if candidate.type is EntityType.PLACE:
        # What may be an adverb has been ruled out where no place is called for.
        lone = words.words[candidate.first][candidate.stripped :]
        return bool(before & PLACE_HEADS) or lone in _ADVERB_OR_TOWN
    if candidate.type is EntityType.ORG:
        return bool(before & (ORG_HEADS | REPORTING)) or _is_credited(candidate, words)
    if candidate.type is EntityType.PERSON:
        return not candidate.stripped and _has_title(candidate, words)
    return False


def _is_credited(candidate: Candidate, words: Words) -> bool:
    """Tell whether a form stands alone in brackets, as an agency does: «الكويت (كونا)»."""
    around = words.text[max(candidate.start - 1, 0) : candidate.end + 1]
    return around[:1] == "(" and around[-1:] == ")"


def _has_title(candidate: Candidate, words: Words) -> bool:
    for at in range(candidate.first - 1, max(candidate.first - 5, -1), -1):
        if words.gap(at) != " ":
            return False
        word = words.words[at]
        if any(cut.stem in TITLES for cut in segmentations(word)):
            return True
        if not word.startswith("ال"):
            return False
    return False


def before_of(candidate: Candidate, words: Words) -> str:
    """Return the word right before a form, nothing where punctuation or a proclitic stands."""
    at = candidate.first - 1
    return words.words[at] if at >= 0 and words.gaps[at] == " " else ""


def _stems_before(candidate: Candidate, words: Words) -> set[str]:
    return {cut.stem for cut in segmentations(before_of(candidate, words))}


def _no_place(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    if candidate.last - candidate.first > 1:
        return _no_road(candidate, words)
    word = words.words[candidate.first][candidate.stripped :]
    before = before_of(candidate, words)
    proclitic = words.words[candidate.first][: candidate.stripped]
    following = words.get(candidate.last) if words.gap(candidate.last - 1) == " " else ""
    if word in _VERBS_WITH and following == _VERBS_WITH[word]:
        return True
    if word in _ADJECTIVE_OR_COUNTRY or word in _ADVERB_OR_TOWN:
        if proclitic[-1:] in ("ب", "ل"):
            return False
        stems = _stems_before(candidate, words)
        heads = PLACE_HEADS | LOCATIVES
        return not stems & heads and not (proclitic and _is_place(before, gazetteer))
    if word == _PALMYRA and _is_verb(candidate, words, before):
        return True
    if word == _BILLION and (following in _COUNTED or before.isdecimal()):
        return True
    if candidate.stripped:
        return False
    if before in _COMPOUND_HEADS:
        return True
    if word in gazetteer.nationalities and _takes_adjective(before, gazetteer):
        return True
    return word.endswith("يا") and is_accusative_adjective(candidate.first, words, gazetteer)


def _is_verb(candidate: Candidate, words: Words, before: str) -> bool:
    """Tell whether «تدمر» is the verb: a particle stands before it, or its object behind."""
    following = words.get(candidate.last) if words.gap(candidate.last - 1) == " " else ""
    return before in _BEFORE_VERBS or (
        following.startswith(ARTICLE) and following not in _OF_PALMYRA
    )


def _takes_adjective(word: str, gazetteer: Gazetteer) -> bool:
    """Tell whether «السعودية» behind a word is an adjective: after a definite noun or a place."""
    return any(
        (cut.stem.startswith(ARTICLE) and cut.stem not in _NO_NOUNS)
        or cut.stem in gazetteer.single_places
        for cut in segmentations(word)
    )


def _no_road(candidate: Candidate, words: Words) -> bool:
    """Tell whether «أم 4» is a mother of four rather than a road."""
    first = words.words[candidate.first][candidate.stripped :]
    if first != "ام" or words.gap(candidate.first) != " ":
        return False
    if words.folded.source[words.folded.offsets[candidate.start]] == "إ":
        return False
    near = words.words[max(candidate.first - 4, 0) : candidate.first]
    roads = {
        "طريق",
        "الطريق",
        "طريقي",
        "الطريقين",
        "الدولي",
        "الدوليين",
        "اوتوستراد",
        "الاوتوستراد",
    }
    return not any(cut.stem in roads for word in near for cut in segmentations(word))


def _is_place(word: str, gazetteer: Gazetteer) -> bool:
    return any(cut.stem in gazetteer.single_places for cut in segmentations(word))


def is_accusative_adjective(
    index: int, words: Words, gazetteer: Gazetteer, chained: int = 0
) -> bool:
    """Tell whether «تركيا» at ``index`` means «Turkish»: the noun before is indefinite accusative.

    «عسكريا تركيا» are Turkish soldiers, «وفدا عسكريا روسيا» is a Russian delegation, «لقاء ثلاثيا
    سوريا روسيا تركيا» a meeting of three. ``chained`` counts the adjectives of such a chain.
    """
    if words.gap(index - 1) not in (" ", " - ", "-"):
        return False
    if words.get(index - 1).endswith("يا") and words.get(index - 1) in gazetteer.single_places:
        return chained < _LONGEST_CHAIN and is_accusative_adjective(
            index - 1, words, gazetteer, chained + 1
        )
    noun = words.get(index - 1)
    if not noun.endswith("ا") or len(noun) < 4 or noun.startswith("ال"):
        return False
    if _TANWIN_FATH in _source(words, index - 1) and noun not in _NO_ACCUSATIVE:
        return True
    stems = {cut.stem for cut in segmentations(noun)}
    if stems & _NO_ACCUSATIVE or _is_place(noun, gazetteer):
        return False
    if noun.endswith(_PRONOUN_TAILS) and not stems & _NOUNS_IN_HA:
        return False
    if noun.endswith("وا") and not stems & _NOUNS_IN_WA:
        return False
    if stems & _DUALS:
        following = words.get(index + 1)
        joined = following.startswith("و") and following[1:] in gazetteer.single_places
        return not (joined and words.gap(index) == " ")
    return True


def _source(words: Words, index: int) -> str:
    return words.folded.span(words.starts[index], words.ends[index]).slice(words.folded.source)


def _no_person(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    for entry in candidate.entries:
        if not entry.short:
            return False
    before = before_of(candidate, words)
    regime = words.words[candidate.first] == _REGIME and _stems_before(candidate, words)
    if regime and regime & REGIME_HEADS:
        return True
    if candidate.stripped or before in _NO_FIRST_NAME:
        return False
    # «على» folds to the first name «علي».
    if words.folded.source[words.folded.offsets[words.ends[candidate.first - 1] - 1]] == "ى":
        return False
    given = before[1:] if before[:1] in ("و", "ف") and before not in GIVEN_NAMES else before
    return before in gazetteer.first_names or given in _RELATIVES or given in GIVEN_NAMES


def _is_other_regime(candidate: Candidate, words: Words) -> bool:
    """Tell whether «النظام» is another state's, or no government at all: «النظام الجزائري»."""
    if words.gap(candidate.last - 1) != " ":
        return False
    following = words.get(candidate.last)
    if following == "في":
        return words.get(candidate.last + 1) in _OTHER_STATES
    return (
        following.startswith(ARTICLE)
        and following.endswith(("ي", "يه"))
        and following not in _OF_THE_REGIME
    )


def _no_organisation(candidate: Candidate, words: Words) -> bool:
    first = words.words[candidate.first][candidate.stripped :]
    if first == _THE_REGIME and candidate.word_count == 1:
        return _is_other_regime(candidate, words)
    if first == "العربي" and words.words[candidate.last - 1] == "الجديد":
        # «الاهتمام العربي الجديد» is no outlet.
        return before_of(candidate, words).startswith(ARTICLE)
    if first not in ("الخارجيه", "الدفاع", "الداخليه", "الاركان") or candidate.stripped:
        return False
    return bool(_stems_before(candidate, words) & MINISTER_HEADS)
