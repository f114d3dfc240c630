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


# The host a page came from names its outlet better than the page does.
_HOSTS = """
aa.com.tr الأناضول | trtarabi.com TRT عربي | sputniknews.com سبوتنيك عربي
sputnikarabic.ae سبوتنيك عربي | sarabic.ae سبوتنيك عربي | arabic.rt.com RT عربي | rt.com RT
reuters.com رويترز | afp.com فرانس برس | apnews.com أسوشيتد برس | tass.com تاس | tass.ru تاس
ria.ru نوفوستي | interfax.ru إنترفاكس | xinhuanet.com شينخوا | news.cn شينخوا | irna.ir إرنا
tasnimnews.com تسنيم | farsnews.ir فارس | mehrnews.com مهر | sana.sy سانا | spa.gov.sa واس
petra.gov.jo بترا | wafa.ps وفا | aljazeera.net الجزيرة نت | mubasher.aljazeera.net الجزيرة مباشر
alarabiya.net العربية | skynewsarabia.com سكاي نيوز عربية | bbc.com بي بي سي عربي
bbc.co.uk بي بي سي عربي | arabic.cnn.com CNN بالعربية | cnn.com CNN | dw.com دويتشه فيله
france24.com فرانس 24 | mc-doualiya.com مونت كارلو الدولية | arabic.euronews.com يورونيوز
alhurra.com الحرة | independentarabia.com إندبندنت عربية | turkpress.co ترك برس
yenisafak.com يني شفق | dailysabah.com ديلي صباح | baladi-news.com بلدي نيوز
enabbaladi.net عنب بلدي | zamanalwsl.net زمان الوصل | eldorar.com الدرر الشامية
shaam.org شبكة شام | orient-news.net أورينت نت | orient-news.com أورينت نت
syria.tv تلفزيون سوريا | alsouria.net السورية نت | jesrpress.com صحيفة جسر
nedaa-sy.com نداء سوريا | stepagency-sy.net وكالة ستيب | qasioun-news.com قاسيون
smartnews-agency.com سمارت نيوز | halabtodaytv.net حلب اليوم | radioalkul.com راديو الكل
rozana.fm روزنة | snacksyrian.com سناك سوري | alwatan.sy الوطن | syriahr.com المرصد السوري
almodon.com المدن | alaraby.co.uk العربي الجديد | alquds.co.uk القدس العربي
aawsat.com الشرق الأوسط | raialyoum.com رأي اليوم | alarab.co.uk صحيفة العرب
arabi21.com عربي21 | arabicpost.net عربي بوست | alkhaleejonline.net الخليج أونلاين
thenewkhalij.news الخليج الجديد | elaph.com إيلاف | annahar.com النهار
lebanon24.com لبنان 24 | elnashra.com النشرة | almayadeen.net الميادين | almanar.com.lb المنار
alalam.ir قناة العالم | alalamtv.net قناة العالم | rassd.com شبكة رصد | youm7.com اليوم السابع
almasryalyoum.com المصري اليوم | masrawy.com مصراوي | ahram.org.eg الأهرام
albawabhnews.com البوابة نيوز | elbalad.news صدى البلد | emaratalyoum.com الإمارات اليوم
al-ain.com العين الإخبارية | eremnews.com إرم نيوز | rudaw.net رووداو | rudawarabia.net رووداو
kurdistan24.net كردستان 24 | basnews.com باسنيوز | hawarnews.com وكالة هاوار
npasyria.com نورث برس | alsumaria.tv السومرية نيوز | shafaq.com شفق نيوز | hespress.com هسبريس
alwatanvoice.com دنيا الوطن | akhbaralaan.net أخبار الآن | urdupoint.com أوردو بوينت
xeber24.org خبر24 | 7al.net الحل نت | imlebanon.org IMLebanon | voltairenet.org شبكة فولتير
kassioun.org قاسيون | alghad.tv قناة الغد | huffpostarabi.com هاف بوست عربي
"""


@cache
def _hosts() -> dict[str, str]:
    entries = (entry.split(None, 1) for entry in _HOSTS.replace("\n", "|").split("|"))
    return {entry[0]: entry[1].strip() for entry in entries if entry}


def outlet_of_host(url: str) -> str | None:
    """Return the outlet whose site an address belongs to, ``None`` where the host is unknown.

    Subdomains count as their site: ``mubasher.aljazeera.net`` stands for itself in the table and
    ``m.aljazeera.net`` for ``aljazeera.net``.
    """
    from urllib.parse import urlsplit

    labels = (urlsplit(url).hostname or "").split(".")
    hosts = _hosts()
    for first in range(len(labels) - 1):
        if name := hosts.get(".".join(labels[first:])):
            return name
    return None


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
