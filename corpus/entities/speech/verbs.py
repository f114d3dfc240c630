"""The words that tell of speech: verbs with their forms, and what an article puts around them.

The tables are written as the press writes and are folded when they are first used; every lookup
is made in lookup form (`corpus.arabic.folding.fold_text`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from corpus.arabic.folding import fold_text

if TYPE_CHECKING:
    from collections.abc import Mapping

Gender = Literal["m", "f"]

# Past (he), past (she), present (he), participle, and what may open the words said beside «أن», a
# quotation mark or a colon: a preposition, «ب» joined to a noun, «noun» for a noun of content such
# as «ضرورة». A dash stands for a form that the press does not use or that means something else; of
# a participle with ! only «مطالبا» is meant, as «مطالبة» is another word. «call» marks an act that
# is a statement only of a speaker who is known.
_VERBS: Final = """
قال     قالت     يقول     قائل
أكد     أكدت     يؤكد     مؤكد     على noun
أوضح    أوضحت    يوضح     موضح
أضاف    أضافت    يضيف     مضيف
تابع    تابعت    يتابع    متابع
أردف    أردفت    يردف     مردف
استطرد  استطردت  يستطرد   مستطرد
استدرك  استدركت  يستدرك   مستدرك
شدد     شددت     يشدد     مشدد     على
أشار    أشارت    يشير     مشير     إلى
لفت     لفتت     يلفت     لافت     إلى
نوه     نوهت     ينوه     منوه     إلى ب
ألمح    ألمحت    يلمح     ملمح     إلى
لمح     لمحت     -        ملمح     إلى
ذكر     ذكرت     يذكر     -
صرح     صرحت     يصرح     مصرح
أعلن    أعلنت    يعلن     معلن
أعرب    أعربت    يعرب     معرب     عن
عبر     عبرت     يعبر     معبر     عن
أبدى    أبدت     يبدي     مبدي     noun call
جدد     جددت     يجدد     -        noun
حذر     حذرت     يحذر     محذر     من
نفى     نفت      ينفي     نافي     noun
اعتبر   اعتبرت   يعتبر    معتبر
رأى     رأت      يرى      -
كشف     كشفت     يكشف     كاشف
أفاد    أفادت    يفيد     -
بين     بينت     يبين     مبين
زعم     زعمت     يزعم     زاعم
ادعى    ادعت     يدعي     مدعي
أقر     أقرت     يقر      مقر!
اعترف   اعترفت   يعترف    معترف
رد      ردت      يرد      -
أجاب    أجابت    يجيب     مجيب
تساءل   تساءلت   يتساءل   متسائل!
علق     علقت     يعلق     معلق
كتب     كتبت     يكتب     -
غرد     غردت     يغرد     -
خاطب    خاطبت    يخاطب    مخاطب!
أبلغ    أبلغت    يبلغ     مبلغ
أخبر    أخبرت    يخبر     مخبر
تحدث    تحدثت    يتحدث    متحدث!   عن
نقل     نقلت     ينقل     -
أورد    أوردت    يورد     -
وصف     وصفت     يصف      واصف
وصفه    وصفته    يصفه     -
وصفها   وصفتها   يصفها    -
عزا     عزت      يعزو     -        إلى call
توقع    توقعت    يتوقع    متوقع
رجح     رجحت     يرجح     مرجح
هدد     هددت     يهدد     مهدد!    ب call
توعد    توعدت    يتوعد    متوعد    ب call
تعهد    تعهدت    يتعهد    متعهد    ب call
لوح     لوحت     يلوح     ملوح!    ب call
طالب    طالبت    يطالب    مطالب!   ب call
دعا     دعت      يدعو     داعي!    إلى call
أصر     أصرت     يصر      مصر!     على
كرر     كررت     يكرر     مكرر!
جزم     جزمت     يجزم     جازم!
استبعد  استبعدت  يستبعد   مستبعد!
اقترح   اقترحت   يقترح    مقترح!
تمنى    تمنت     يتمنى    متمني
شكك     شككت     يشكك     مشكك     في
نبه     نبهت     ينبه     منبه     إلى من
حث      حثت      يحث      -        على call
ناشد    ناشدت    يناشد    مناشد!
أوصى    أوصت     يوصي     -        ب call
أنكر    أنكرت    ينكر     منكر     noun
"""

_NEEDS_EVIDENCE: Final = {"بين": "\u0651", "راي": "ى", "نفي": "ى", "عبر": "", "رد": "", "كتب": ""}
"""Forms that are more often another word, with what the article must show for the verb: a letter or
mark in its spelling, or else «أن» right behind it; where nothing is named, a speaker it knows."""

_OPENERS: Final = "أن إن أنه أنها أنهم أنهما أنني أني أننا إنه إنها إنهم إنهما إنني إني إننا"
_NOUNS: Final = """
ضرورة أهمية التزام رفض دعم حرص استعداد تمسك موقف وجود عدم حق وحدة استمرار سعي أمل رغبة ثقة قلق
أسف ارتياح تأييد تضامن إدانة مواصلة عزم تصميم صحة أي علم نية معارضة تفاؤل تحفظ إصرار وقوف
"""


class SpeechVerb(NamedTuple):
    """One form of a verb of speech, as it can stand in a text."""

    lemma: str
    """The verb, he in the past, in lookup form."""
    gender: Gender | None
    """None where the form fits both."""
    plural: bool
    participle: bool
    past: bool
    joined: str
    """The conjunction written onto it, or nothing."""
    prepositions: frozenset[str]
    takes_bi: bool
    takes_noun: bool
    is_call: bool
    """An act as much as a statement."""
    evidence: str | None
    """What the spelling must show; empty where a known speaker must be its subject."""


@cache
def speech_verbs() -> Mapping[str, SpeechVerb]:
    """Return every form of a verb of speech, in lookup form."""
    found: dict[str, SpeechVerb] = {}
    for line in _VERBS.strip().splitlines():
        row = line.split()
        takes = frozenset(fold_text(word) for word in row[4:])
        for form, gender, plural, participle, past in _forms(*map(fold_text, row[:4])):
            for joined in ("", "و", "ف"):
                if joined + form in ATTRIBUTIONS:
                    continue
                found.setdefault(
                    joined + form,
                    SpeechVerb(
                        fold_text(row[0]),
                        gender,
                        plural,
                        participle,
                        past,
                        joined,
                        takes - {"ب", "noun", "call"},
                        "ب" in takes,
                        "noun" in takes,
                        "call" in takes,
                        _NEEDS_EVIDENCE.get(form),
                    ),
                )
    return found


def _forms(
    he: str, she: str, present: str, participle: str
) -> list[tuple[str, Gender | None, bool, bool, bool]]:
    """Return the forms with gender, plural, participle and past of each."""
    forms: list[tuple[str, Gender | None, bool, bool, bool]] = [(he, "m", False, False, True)]
    weak = he[-1] in "يا"
    forms.append(((he[:-1] if weak else he) + "وا", "m", True, False, True))
    if not weak:
        forms.append((he + "ا", "m", True, False, True))
    if she != "-":
        forms += [(she, "f", False, False, True), (she + "ا", "f", True, False, True)]
    if present != "-":
        stem = present[:-1] if present[-1] in "يو" else present
        forms += [
            (present, "m", False, False, False),
            ("ت" + present[1:], "f", False, False, False),
            (stem + "ون", "m", True, False, False),
            (stem + "ان", "m", True, False, False),
        ]
    if participle != "-":
        stem = participle.rstrip("!")
        forms.append((stem + "ا", "m", False, True, False))
        if stem == participle:
            plural = stem[:-1] if stem[-1] == "ي" else stem
            forms += [
                (stem + "ه", "f", False, True, False),
                (plural + "ين", None, True, True, False),
            ]
    return forms


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold_text, text.split()))


@cache
def clause_openers() -> frozenset[str]:
    """Return «أن», «إنه», «بأن» and their like."""
    plain = _folded(_OPENERS)
    return plain | {joined + word for word in plain for joined in "ب"}


@cache
def content_nouns() -> frozenset[str]:
    """Return the nouns that open what is said without «أن»: «ضرورة», «رفضها», «دعمهما»."""
    found = set()
    for noun in _folded(_NOUNS):
        found.add(noun)
        bound = noun[:-1] + "ت" if noun.endswith("ه") else noun
        found.update(bound + suffix for suffix in ("ه", "ها", "هم", "هما", "نا"))
    return frozenset(found)


ATTRIBUTIONS: Final = frozenset(
    joined + word
    for word in ("بحسب", "حسب", "وفق", "وفقا", "طبقا", "نقلا")
    for joined in ("", "و", "ف")
)
"""Words that name a source outside the sentence's grammar: «بحسب», «وفقا ل», «نقلا عن»."""

OWN_WORDS: Final = frozenset(
    {"قوله", "قولها", "قولهم", "قولهما", "تعبيره", "تعبيرها", "تعبيرهم"}
) | {
    "وصفه",
    "وصفها",
    "وصفهم",
    "زعمه",
    "زعمها",
    "زعمهم",
}
"""Behind «على حد» they say that the last speaker's own words were given."""

QUOTING_NOUNS: Final = OWN_WORDS | {"القول", "بالقول", "بقوله", "بقولها", "تاكيده", "تاكيدها"}
"""Between a speaker and what is said they add nothing: «نقل عن المصدر قوله إن»."""

DOCUMENTS: Final = frozenset(
    {"بيان", "البيان", "تصريح", "تصريحات", "تصريحاته", "كلمه", "رساله", "تقرير", "التقرير"}
    | {"بيانه", "بيانها", "خطاب", "خطابه", "كلمته", "رسالته", "مذكره", "تغريده", "تعليق"}
)
"""What words said stand in: «جاء في بيان ل…»."""

CONNECTORS: Final = frozenset(
    {"كما", "فيما", "بينما", "حين", "حيث", "اذ", "لكن", "ولكن", "ثم", "وكان", "كان", "وكانت"}
    | {"كانت", "اما", "وقد", "فقد", "قد", "وفيما", "وبينما", "لكنه", "لكنها", "وهو", "وهي", "انه"}
)
"""Words a clause begins with before its verb or its subject."""

NEGATIONS: Final = frozenset(
    {"لم", "لن", "لا", "ولم", "ولن", "ولا", "دون", "ليس", "فلم"} | {"عدم", "رفض", "بعدم"}
)
"""Before a verb of speech they say that nothing was said."""

UNREAL: Final = frozenset(
    {"ان", "بان", "كي", "لكي", "ربما", "سوف", "لو", "اذا", "هل", "وان"}
    | {"ما", "مما", "وما", "اول", "عندما", "حينما"}
)
"""Before a verb in the present they make the speech a wish, a plan or a question."""

BACKGROUND: Final = frozenset({"يذكر", "ويذكر", "يشار", "ويشار", "تجدر", "وتجدر"})
"""They introduce background of the reporter's own when nobody is named: «يذكر أن»."""

WEEKDAYS: Final = frozenset(
    {"الجمعه", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس"}
)
ADJUNCTS: Final = frozenset(
    {"في", "خلال", "عقب", "بعد", "قبل", "عن", "علي", "الي", "من", "مع", "عبر", "عند", "حسب", "ردا"}
    | {"امام", "بشان", "حول", "ضمن", "لدي", "يوم", "اليوم", "امس", "وذلك", "اثناء", "اثر", "بين"}
    | {"منذ", "حتي", "ضد", "بخصوص", "لاحقا", "سابقا", "ايضا", "كل", "مساء", "صباح", "غداه", "مبينا"}
    | {"الذي", "التي", "الذين", "اللذان", "لم", "لن", "قد", "بان", "تعليقا", "موخرا", "الماضي"}
    | {"انذاك", "وقتها", "حينها", "مجددا", "كذلك", "بدوره", "بدورها"}
    | WEEKDAYS
)
"""Words at which a speaker's designation ends: what follows says when, where or to whom."""

SKIPPED: Final = WEEKDAYS | frozenset(
    {"ايضا", "بدوره", "بدورها", "كذلك", "لاحقا", "فيه", "فيها", "قد", "مجددا", "انذاك", "سابقا"}
    | {"امس", "اليوم", "رسميا", "هنا", "مرارا", "اخيرا", "بدورهم", "له", "لها", "لهم", "لهما"}
)
"""Words between a verb and its subject that say nothing about either."""

ENVOYS: Final = frozenset(
    {"المبعوث", "مبعوث", "الممثل", "ممثل", "ممثله", "مستشار", "مستشاره", "مساعد", "نايب", "مندوب"}
    | {"المندوب", "الناطق", "المتحدث", "المتحدثه", "المستشار"}
)
"""Titles in which another holder or place can stand before the name: «مبعوث … إلى …»."""

PERSON_TITLES: Final = ENVOYS | {
    *("الرييس", "رييس", "رييسه", "وزير", "وزيره", "الوزير", "الوزيره", "قايد", "القايد", "مدير"),
    *("النقيب", "المقدم", "الرايد", "الملازم"),
    *("الجنرال", "العميد", "اللواء", "العقيد", "السفير", "سفير", "الامين", "امين", "السيد"),
    *("السيده", "الدكتور", "المدير", "رييسا", "وزيرا", "نايبه", "الملك", "الامير", "المرشد"),
    *("زعيم", "الزعيم", "المستشاره", "نظيره", "المنسق", "منسق", "القيادي", "الكاتب", "المحلل"),
    *("الباحث", "الخبير", "عضو", "النايب", "المسوول", "الدبلوماسي", "الصحفي", "كبير", "ناطق"),
    *("متحدث", "متحدثه", "مسوول", "الناطقه"),
}
"""First words of a person's designation before the name."""

ORG_TITLES: Final = frozenset(
    {"جبهه", "هييه", "لجنه", "مجلس", "شركه", "قوات", "جيش", "حكومه", "بعثه", "وزاره", "رياسه"}
    | {"وكاله", "وكالات", "صحيفه", "قناه", "موقع", "شبكه", "اذاعه", "مجله", "جريده", "تلفزيون"}
    | {"تنظيم", "حركه", "جماعه", "حزب", "فصيل", "منظمه", "موسسه"}
)
"""First words of an organisation's designation before the name."""

SOURCES: Final = ORG_TITLES | {
    *("مصدر", "مصادر", "المصدر", "المصادر", "مسوول", "مسوولون", "مسوولين", "المسوول", "تقارير"),
    *("التقارير", "وسايل", "ناشطون", "ناشطين", "شهود", "مراقبون", "مراقبين", "محللون", "محللين"),
    *("خبراء", "دبلوماسي", "دبلوماسيون", "دبلوماسيين", "اعلام", "الاعلام", "روايه", "الجانب"),
    *("نشطاء", "صحفيون", "صحفيين", "تصريحات", "بيان", "البيان", "وزاره", "المرصد", "المركز"),
}
"""Who can be a source without a name, behind «بحسب» and «وفق»."""

SAME_PERSON: Final = frozenset(
    {"الرييس", "الوزير", "الوزيره", "المتحدث", "المتحدثه", "الناطق", "المبعوث", "السفير", "القايد"}
    | {"المدير", "الجنرال", "المندوب", "المستشار", "المستشاره", "الدبلوماسي", "الامين"}
)
SAME_BODY: Final = frozenset(
    {"الوزاره", "الوكاله", "البيان", "الهييه", "المنظمه", "الصحيفه", "القناه", "الحركه", "الرياسه"}
    | {"المرصد", "المركز", "الحزب", "التقرير"}
)
"""Alone they stand for the last speaker, a person or a body."""

_STATES: Final = """
موسكو أنقرة طهران دمشق واشنطن باريس برلين لندن الرياض الدوحة القاهرة بغداد بكين بروكسل بيروت طرابلس
كييف روما مدريد تركيا روسيا إيران سوريا أمريكا فرنسا ألمانيا بريطانيا قطر السعودية مصر العراق لبنان
الأردن الصين إيطاليا كازاخستان إسرائيل الكويت الإمارات الرباط الجزائر تونس
الخرطوم أبوظبي صنعاء كابول طوكيو أوسلو المغرب السودان اليمن ليبيا اليونان أوكرانيا اليابان الهند
أرمينيا أذربيجان باكو يريفان عمان جنيف أثينا نيودلهي
"""


@cache
def states() -> frozenset[str]:
    """Return capitals and countries, which stand for their governments."""
    return _folded(_STATES)
