"""The outlets of the Arabic press by the names they sign with, and how an unknown one looks."""

from __future__ import annotations

import re
from functools import cache

from corpus.arabic.folding import fold_text

# Agencies first; spellings that fold alike stand once. Names that are everyday words («العالم»,
# «تشرين», «الرياض») are left out: alone on a line they are a section, a month or a city as well.
_NAMES = """
الأناضول | وكالة الأناضول | وكالة أنباء الأناضول | AA | سبوتنيك | سبوتنيك عربي
وكالة سبوتنيك | Sputnik | رويترز | وكالة رويترز | Reuters | فرانس برس | وكالة فرانس برس
أ ف ب | أ.ف.ب | ا ف ب | AFP | أسوشيتد برس | أسوشييتد برس | AP | د ب أ | د.ب.أ | DPA
سانا | وكالة سانا | SANA | تاس | وكالة تاس | TASS | نوفوستي | ريا نوفوستي
وكالة نوفوستي | إنترفاكس | Interfax | شينخوا | إرنا | وكالة إرنا | وكالة فارس | تسنيم
وكالة تسنيم | وكالة مهر | وفا | RT | RT عربي | RT Arabic | آر تي | روسيا اليوم
قناة روسيا اليوم | الجزيرة | الجزيرة نت | الجزيرة مباشر | الجزيرة.نت | العربية
العربية نت | العربية.نت | سكاي نيوز عربية | سكاي نيوز | بي بي سي | بي بي سي عربي | BBC
BBC عربي | BBC Arabic | سي إن إن | CNN | CNN بالعربية | CNN Arabic | دويتشه فيله | DW
DW عربية | فرانس 24 | فرانس24 | France 24 | مونت كارلو الدولية | يورونيوز | الحرة
إندبندنت عربية | اندبندنت عربية | TRT | TRT عربي | تي آر تي عربي | ترك برس | يني شفق
ديلي صباح | ديلي صباح العربية | تركيا الآن | نيو ترك بوست | بلدي نيوز | عنب بلدي
زمان الوصل | الدرر الشامية | شبكة شام | شبكة شام الإخبارية | أورينت نت | أورينت
أورينت نيوز | تلفزيون سوريا | سوريا تي في | السورية نت | كلنا شركاء | الاتحاد برس
صحيفة جسر | جرف نيوز | نداء سوريا | وكالة ستيب | ستيب نيوز | وكالة ستيب الإخبارية
قاسيون | وكالة قاسيون | سمارت نيوز | وكالة سمارت | حلب اليوم | قناة حلب اليوم
راديو الكل | روزنة | إذاعة روزنة | صوت العاصمة | سناك سوري | هاشتاغ سوريا | شام تايمز
داماس بوست | شام برس | دام برس | عكس السير | الوطن | الوطن السورية | الوطن أون لاين
المركز الإعلامي العام | المرصد السوري لحقوق الإنسان | المرصد السوري | المدن
جريدة المدن | العربي الجديد | صحيفة العربي الجديد | القدس العربي | صحيفة القدس العربي
الشرق الأوسط | صحيفة الشرق الأوسط | رأي اليوم | صحيفة العرب | عربي21 | عربي 21
عربي بوست | هاف بوست عربي | الخليج أونلاين | الخليج الجديد | إيلاف | النهار | لبنان 24
لبنان24 | النشرة | الميادين | المنار | قناة العالم | الكوثر | شبكة رصد | رصد نيوز
الشروق | اليوم السابع | المصري اليوم | مصراوي | الأهرام | بوابة الأهرام | البوابة نيوز
صدى البلد | القاهرة 24 | الإمارات اليوم | الإمارات 24 | العين الإخبارية | إرم نيوز
العرب القطرية | رووداو | شبكة رووداو الإعلامية | كردستان 24 | كوردستان 24 | باسنيوز
وكالة هاوار | نورث برس | آدار برس | السومرية نيوز | السومرية | شفق نيوز | المغرب اليوم
هسبريس | دنيا الوطن | وطن يغرد خارج السرب | بوابة الشرق | أخبار اليوم | أخبار الآن
أوردو بوينت | اردو پوائنٹ | UrduPoint | پاکستان پوائنٹ نیوز | پاکستان پوائنٹ
باكستان بوينت نيوز
"""

# How the names of outlets begin and end that are not in the table.
_HEADS = (
    "وكالة|شبكة|موقع|صحيفة|جريدة|قناة|تلفزيون|إذاعة|راديو|مجلة|بوابة|منصة|"
    "المركز الإعلامي|المكتب الإعلامي|المركز الصحفي|هيئة الإذاعة"
)
_TAILS = (
    "نيوز|برس|بوست|تايمز|ميديا|أونلاين|اونلاين|أون لاين|نت|تي في|الإخبارية|الإخباري|الإعلامية|"
    "للأنباء|للإعلام|news|press|post|tv"
)
_GENERIC = (
    "وكالات | الوكالات | وكالات أنباء | متابعات | متابعة | خاص | حصري | ترجمات | ترجمة | "
    "ترجمة خاصة | رصد | صحف | مواقع | مواقع التواصل | وسائل إعلام | مصادر"
)


@cache
def _known() -> frozenset[str]:
    return frozenset(_key(name) for name in _NAMES.replace("\n", "|").split("|") if name.strip())


@cache
def _generic() -> frozenset[str]:
    return frozenset(_key(name) for name in _GENERIC.split("|"))


@cache
def _shape() -> re.Pattern[str]:
    """Return the pattern of a name that is made as outlets' names are, over folded text."""
    heads = "|".join(fold_text(head) for head in _HEADS.split("|"))
    tails = "|".join(fold_text(tail) for tail in _TAILS.split("|"))
    return re.compile(
        rf"(?:(?:{heads})(?: [^ ]+){{1,3}}|(?:[^ ]+ ){{1,3}}(?:{tails})"
        r"|[^ ]+\.(?:com|net|org|info|news|tv|co|me|sy|tr|ru|eg|qa|ae|uk))"
    )


def _key(name: str) -> str:
    return " ".join(fold_text(name).strip(" .:-|()[]«»\"'“”").split())


def is_known_outlet(name: str) -> bool:
    """Tell whether the words are the name of an outlet in the table, whatever the spelling."""
    return len(name) <= 60 and _key(name) in _known()


def looks_like_outlet(name: str) -> bool:
    """Tell whether the words are a known outlet or are made like the name of one.

    «شبكة … الإخبارية», «… نيوز» and host names are; a sentence is not, since at most four words
    are looked at.
    """
    if len(name) > 60:
        return False
    key = _key(name)
    return key in _known() or _shape().fullmatch(key) is not None


def is_generic_credit(name: str) -> bool:
    """Tell whether the words credit nobody in particular, as «وكالات» and «خاص» do."""
    return len(name) <= 40 and _key(name) in _generic()
