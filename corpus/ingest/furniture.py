"""What stands around an article on its page: words that tell a line is none of the article's own.

Only whole lines are judged here, and only short ones; where a line stands is for ``clean``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.ingest.outlets import is_generic_credit, looks_like_outlet

MAX_LINE = 220
"""Longer lines are running text whatever their first words are, in code points."""


class CutReason(StrEnum):
    """Why a stretch of text is not part of the article, in words a reader can be shown."""

    FRONT_MATTER = "front matter"
    MARKUP = "Markdown markup"
    PAGE_TITLE = "page title"
    OUTLET = "outlet name"
    SECTION = "section name"
    DATE = "date line"
    AUTHOR = "author line"
    REPEATED = "repeated text"
    LEAD = "shortened lead"
    CAPTION = "picture caption"
    RELATED = "related headlines"
    CREDIT = "credit"
    SHARE = "share bar"
    TAGS = "tags"
    COMMENTS = "comments"
    FOOTER = "site footer"
    LINK = "link"
    ADVERT = "advertisement"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line of page furniture is, and what it means for the lines after it."""

    reason: CutReason
    resumes_after: int | None = None
    """How many running paragraphs in a row prove that the article goes on after this line; 0 where
    nothing does; ``None`` where the line stands alone and says nothing about the next."""


# Heads of blocks that a site also sets into the middle of an article.
_INSET_HEADS = """
اقرأ أيضا | اقرأ/ي أيضا | اقرؤوا أيضا | اقرأوا أيضا | واقرأ أيضا | اقرأ كذلك
اقرأ المزيد | اقرأ أكثر | قراءة المزيد | للمزيد | المزيد | لقراءة المزيد
للاطلاع على المزيد | طالع أيضا | طالعوا أيضا | شاهد أيضا | شاهدوا أيضا | انظر أيضا
تابع أيضا | تابعوا أيضا | قد يهمك | قد يهمك أيضا | قد يهمك قراءة | قد يعجبك
قد يعجبك أيضا | ربما يعجبك أيضا | ربما يهمك | ذات صلة | له صلة | اخترنا لك
اخترنا لكم | ننصحك بقراءة | إقرأ في هذا الملف | Read also | Read more | See also
"""
_RELATED_HEADS = """
مقالات ذات صلة | مقالات ذات صله | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة
مواد ذات صلة | تقارير ذات صلة | مقالات متعلقة | أخبار متعلقة | مواضيع متعلقة
موضوعات متعلقة | مواد متعلقة | مقالات مشابهة | مواضيع مشابهة | أخبار مشابهة
مقالات مرتبطة | أخبار مرتبطة | مواضيع مرتبطة | مقالات أخرى | أخبار أخرى
مواضيع أخرى | المزيد من الأخبار | المزيد من المقالات | المزيد من المواضيع
المزيد حول هذا الموضوع | المزيد في هذا القسم | المزيد حول | الأكثر قراءة
الأكثر قراءه | الأكثر مشاهدة | الأكثر تداولا | الأكثر شعبية | الأكثر تعليقا
الأكثر مشاركة | آخر الأخبار | أحدث الأخبار | أحدث المقالات | آخر المقالات
أهم الأخبار | أخبار مختارة | مختارات | من نفس القسم | من القسم نفسه | في هذا القسم
المقال السابق | المقال التالي | الخبر السابق | الخبر التالي | الموضوع السابق
الموضوع التالي | التدوينة السابقة | التدوينة التالية | السابق | التالي
السابق التالي | Related articles | Related posts | Related | Most read | Latest news
"""
_SECTION_HEADS = """
أقسام | الأقسام | التصنيفات | التصنيف | تصنيفات | القسم | أرشيف | الأرشيف
Categories
"""
_TAG_HEADS = """
الوسوم | وسوم | الوسم | كلمات مفتاحية | الكلمات المفتاحية | الكلمات المفتاحيه
كلمات دلالية | الكلمات الدلالية | كلمات البحث | علامات | العلامات | تاغات | هاشتاغ
مفاتيح | Tags | Keywords
"""
_SHARE_LINES = """
مشاركة | شارك | شاركها | شاركه | شاركنا | انشر | نشر | مشاركات | أرسل | طباعة | اطبع
إرسال | إرسال إلى صديق | أرسل إلى صديق | نسخ الرابط | انسخ الرابط | رابط مختصر
الرابط المختصر | حفظ المقال | حفظ | استمع | استمع للمقال | استمع إلى المقال
حجم الخط | تكبير الخط | تصغير الخط | تم النسخ | مشاركة عبر | مشاركة على
مشاركة عبر البريد | تابع كل الأخبار | شارك عبر | شارك على | شارك مع أصدقائك | تابعنا | تابعونا
تابعنا على | تابعونا على | أضف إلى المفضلة | القائمة البريدية | النشرة البريدية | اشترك
اشترك في النشرة البريدية | اشترك في القائمة البريدية | حمل التطبيق | حمل تطبيقنا
Share | Share this | Print | Copy link
Email
"""
_COMMENT_HEADS = """
التعليقات | تعليقات | تعليق | اترك تعليقا | اترك تعليق | اترك تعليقك | أضف تعليقا
أضف تعليق | أضف تعليقك | اكتب تعليقا | اترك ردا | اترك رد | اترك ردك | إلغاء الرد
لا توجد تعليقات | إرسال التعليق | اقترح تصحيحا | لا يوجد تعليقات | التعليق | شارك برأيك
شاركنا رأيك | شاركنا برأيك | ما رأيك | Comments | Leave a comment | Leave a reply
"""
_FOOTER_LINES = """
من نحن | اتصل بنا | تواصل معنا | سياسة الخصوصية | شروط الاستخدام | الشروط والأحكام
خريطة الموقع | أعلن معنا | عن الموقع | حول الموقع | حقوق النشر | حقوق الملكية
عن الكاتب | نبذة عن الكاتب | عن المؤلف | العودة إلى الأعلى | Copyright | Privacy policy
About us | Contact us
"""
_ADVERT_LINES = """
إعلان | إعلانات | مساحة إعلانية | محتوى إعلاني | Advertisement | Ad | Ads
"""
_SECTION_NAMES = """
الرئيسية | الصفحة الرئيسية | أخبار | الأخبار | الاخبار | سياسة | السياسة
أخبار سياسية | أخبار عاجلة | عاجل | محليات | محلي | عربي | عربي ودولي | عربي وعالمي
عربي دولي | عربية | دولي | دولية | عالمي | العالم | العالم العربي | الشرق الأوسط
أخبار سوريا | أخبار سورية | أخبار العالم | أخبار عربية | أخبار دولية | أخبار عالمية
أخبار محلية | أخبار عربية ودولية | أخبار تركيا | أخبار روسيا | الشأن السوري
شؤون سورية | سورية | سوريا | تقارير | تقارير خاصة | تقرير | تحليلات | تحليل | مقالات
مقالات رأي | رأي | آراء | الرأي | ملفات | ميداني | أخبار الميدان | حوارات | تصريحات
بيانات | بيان | صحافة | صحف | ترجمات | Home | News
"""
_NETWORKS = """
فيسبوك | فيس بوك | تويتر | تيليجرام | تليجرام | تلغرام | تيلغرام | واتساب | واتس اب
لينكد إن | انستغرام | انستقرام | إنستغرام | يوتيوب | ماسنجر | مسنجر | بنترست | بريد
البريد الإلكتروني | إيميل | طباعة | نسخ الرابط | رديت | تمبلر | على | و | في | أو
Facebook | Twitter | X | Telegram | WhatsApp | LinkedIn | Instagram | YouTube
Messenger | Pinterest | Email | E-mail | Print | Reddit | Tumblr | Viber | Skype
Copy link | Google plus | Google+ | Google
"""
_TRIM = " \t\xa0.:…·•*#|-–—_=~><»«›‹[](){}،؛!؟\"'“”►▶◄◀▪■●○◆✦★☆→←↓↑+/"


@cache
def _heads() -> dict[str, Furniture]:
    """Return every phrase that makes up a whole line of furniture, in folded form."""
    tables = (
        (_INSET_HEADS, Furniture(CutReason.RELATED, 1)),
        (_RELATED_HEADS, Furniture(CutReason.RELATED, 2)),
        (_SECTION_HEADS, Furniture(CutReason.SECTION, 2)),
        (_TAG_HEADS, Furniture(CutReason.TAGS, 2)),
        (_SHARE_LINES, Furniture(CutReason.SHARE, 1)),
        (_COMMENT_HEADS, Furniture(CutReason.COMMENTS, 0)),
        (_FOOTER_LINES, Furniture(CutReason.FOOTER, 0)),
        (_ADVERT_LINES, Furniture(CutReason.ADVERT)),
    )
    return {phrase: furniture for table, furniture in tables for phrase in _phrases(table)}


@cache
def _section_names() -> frozenset[str]:
    return frozenset(_phrases(_SECTION_NAMES))


@cache
def _network_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases(_NETWORKS) for word in phrase.split())


def _phrases(table: str) -> list[str]:
    return [folded_line(phrase) for phrase in table.replace("\n", "|").split("|") if phrase.strip()]


def folded_line(line: str) -> str:
    """Return a line as the tables hold it: folded, ornaments at the ends gone, blanks single."""
    return " ".join(fold_text(line).strip(_TRIM).split())


def furniture(line: str) -> Furniture | None:
    """Tell what piece of page furniture a line is, or ``None`` where it may be the article's.

    Args:
        line: One line without blanks at its ends.
    """
    if len(line) > MAX_LINE:
        return None
    if not any(map(str.isalnum, line)):
        return Furniture(CutReason.SEPARATOR)
    folded = folded_line(line)
    return (
        _heads().get(folded)
        or _labelled(line, folded)
        or _by_pattern(line, folded)
        or _networks_only(folded)
    )


def is_section_name(line: str) -> bool:
    """Tell whether a line is the name of a section or a trail of them down to the page's title."""
    if len(line) > 80:
        return False
    parts = re.split(r"[/\\>»›|•·\-–—]+", line)
    names = [folded_line(part) for part in parts if part.strip()]
    if len(names) > 1 and ">" in line and names[0] in _section_names():
        return True
    return bool(names) and all(name in _section_names() for name in names)


def is_author_line(line: str) -> bool:
    """Tell whether a line only names who wrote, compiled or translated the article."""
    return len(line) <= 80 and _author().match(folded_line(line)) is not None


def is_credit_line(line: str) -> bool:
    """Tell whether a line only names outlets or agencies, «(وكالات)» for one."""
    if len(line) > 80:
        return False
    parts = [part for part in re.split(r"[/\\|+،,()\[\]\-–—:]| و(?=[^ ])", line) if part.strip()]
    return bool(parts) and all(looks_like_outlet(part) or is_generic_credit(part) for part in parts)


def _labelled(line: str, folded: str) -> Furniture | None:
    """Judge «label: something on the same line», a link to another article or a list of tags."""
    label, colon, rest = line.partition(":")
    if not colon or not rest.strip() or len(label) > 30:
        return None
    found = _heads().get(folded_line(label))
    if found is None or found.reason in (CutReason.COMMENTS, CutReason.FOOTER):
        return found
    if found.reason is CutReason.SHARE and len(folded.split()) > 12:
        return None
    # A link inside the article stands alone; a list of tags or sections ends the article.
    alone = found.reason in (CutReason.RELATED, CutReason.SHARE)
    return Furniture(found.reason) if alone else found


def _by_pattern(line: str, folded: str) -> Furniture | None:
    for pattern, found in _patterns():
        if pattern.match(folded):
            return found
    if line[0] == "©" or _picture_credit().fullmatch(line):
        return Furniture(CutReason.CAPTION)
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    """Return patterns over folded lines whose words vary, each with what it means."""
    share = Furniture(CutReason.SHARE)
    share_bar = Furniture(CutReason.SHARE, 1)
    comments = Furniture(CutReason.COMMENTS, 0)
    footer = Furniture(CutReason.FOOTER, 0)
    table = (
        (
            r"(?:جميع|كافه|كل)(?: ال| )حقوق"
            r"(?: (?:النشر|الطبع|الملكيه)(?: و[^ ]+)?)?(?: محفوظه|$)"
            r"|حقوق (?:النشر|الطبع|الملكيه) (?:و[^ ]+ )?محفوظه"
            r"|©|copyright|all rights reserved|powered by",
            footer,
        ),
        (
            r"(?:هذا الموقع يستخدم|يستخدم (?:هذا )?الموقع|نحن نستخدم|نستخدم|يجب تفعيل)\b.*"
            r"(?:كوكيز|ملفات? تعريف|الارتباط|cookies?)",
            footer,
        ),
        (r"the post .* (?:appeared first|first appeared) on", footer),
        (
            r"(?:شارك|شاركوا|انشر|مشاركه|ارسل|نشر) (?:هذا |هذه )?"
            r"(?:المقال|المقاله|الخبر|الموضوع|التقرير|الصفحه|التدوينه|الماده|المنشور)\b",
            share_bar,
        ),
        (
            r"(?:تابعونا|تابعنا|تابعوا|اشترك|اشتركوا|انضموا|انضم الينا|للاشتراك|"
            r"لمتابعه (?:اخر|اهم|كل|المزيد))\b.*"
            r"(?:فيسبوك|فيس بوك|تويتر|تلغرام|تليغرام|تيليغرام|تلجرام|تليجرام|تيليجرام|واتساب|واتس|"
            r"يوتيوب|انستغرام|انستقرام|غوغل نيوز|google|telegram|facebook|twitter|whatsapp)",
            share_bar,
        ),
        (r"(?:تابعونا|تابعنا|تابعوا) (?:[^ ]+ ){0,4}علي$", share_bar),
        (r"(?:حمل|حملوا|نزل) (?:ال)?تطبيق(?:نا)?\b", share_bar),
        (r"(?:اضغط|انقر|اضغطوا) (?:هنا|علي)\b", share),
        (r"[0-9]{1,3}$", share),
        (
            r"(?:يمكنك|يمكنكم|لقراءه|اقرا) (?:قراءه )?(?:الخبر|المقال|الماده) "
            r"(?:في|من) (?:مصدره|المصدر)",
            share,
        ),
        (r"[0-9]+ ?(?:تعليق|تعليقات|تعليقا|comments?)$", comments),
        (
            r"(?:الاراء|التعليقات|المقالات) (?:الوارده|المنشوره|المذكوره|ادناه)\b.*"
            r"(?:لا تعبر|لا تمثل|تعبر عن|تمثل) ",
            comments,
        ),
        (r"(?:لن يتم نشر|لن ينشر) (?:عنوان )?بريدك", comments),
        (
            r"(?:عدد )?(?:المشاهدات|المشاهده|مشاهدات|القراءات|الزيارات|مرات القراءه)\b[0-9:., ]*$",
            share,
        ),
        (r"[0-9.,]+ (?:مشاهده|مشاهدات|قراءه|زياره)$", share),
        (r"(?:مده|وقت|زمن) القراءه\b|[0-9]+ (?:دقيقه|دقائق) (?:قراءه|للقراءه)", share),
        (r"(?:https?://|www\.)[^ ]+$", Furniture(CutReason.LINK)),
        (
            r"(?:صوره|الصوره|تصوير|مصدر الصوره|photo|image) ?:|صوره (?:ارشيفيه|تعبيريه)$"
            r"|(?:ارشيف|ارشيفيه|من الارشيف|getty images)$",
            Furniture(CutReason.CAPTION),
        ),
    )
    return tuple((re.compile(pattern), found) for pattern, found in table)


@cache
def _picture_credit() -> re.Pattern[str]:
    """Return the pattern of a caption that ends in its agency: «… (رويترز)», without a stop."""
    return re.compile(
        r"[^.؟!]{1,140}\((?:[^().]{0,30}[ /-])?(?:أرشيف|أرشيفية|ارشيف|الأناضول|رويترز|فرانس برس|"
        r"أ ف ب|أ\.ف\.ب|Getty|AFP|Reuters|EPA|AP|AA|مواقع التواصل|إنترنت|الإنترنت)[^().]{0,30}\)"
    )


@cache
def _author() -> re.Pattern[str]:
    return re.compile(
        r"(?:بقلم|كتب|كتبت|كتبه|كتبها|كاتب المقال|الكاتب|اعداد|اعدها|ترجمه|تحرير)"
        r"(?: و(?:ترجمه|تحرير|اعداد))? ?[:/|\-] ?[^ ]+(?: [^ ]+){0,5}$"
        r"|(?:بقلم|by) [^ ]+(?: [^ ]+){0,3}$"
        r"|(?:حوار|حاوره|حاورها|حاورته|اجري الحوار|اجرت الحوار) ?: ?(?!مع )[^ ]+(?: [^ ]+){0,2}$"
    )


def _networks_only(folded: str) -> Furniture | None:
    """Judge lines that hold only names of social networks, or only hashtags."""
    words = folded.split()
    if not 0 < len(words) <= 24:
        return None
    if all(word.strip("|,،:/") in _network_words() for word in words) and len(folded) > 3:
        return Furniture(CutReason.SHARE)
    return None


def is_hashtag_line(line: str) -> bool:
    """Tell whether a line holds nothing but hashtags."""
    words = line.split()
    return 0 < len(words) <= 40 and all(word[0] == "#" and len(word) > 1 for word in words)
