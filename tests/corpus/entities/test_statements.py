"""Who said what, in passages of our own: invented people, or public positions as reported speech."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import (
    Article,
    EntityType,
    Mention,
    MentionKind,
    Paragraph,
    ParagraphRole,
    Span,
    Statement,
)
from corpus.entities.speech.quotations import find_quotations
from corpus.entities.speech.statements import find_statements
from corpus.entities.words import Words, split

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPES = {
    "P": EntityType.PERSON,
    "R": EntityType.PERSON,
    "O": EntityType.ORG,
    "L": EntityType.PLACE,
    "D": EntityType.DATE,
    "A": EntityType.AGREEMENT,
}
_MARK = re.compile(r"\[([^\[\]|]+)\|([PROLDA]) ([\w+?-]+)\]")

SALIM = "[سالم الزيتوني|P salim]"
NADIR = "[نادر البحري|P nadir]"
HANA = "[هناء الكرمي|P hana]"
MINISTRY = "[وزارة الموانئ|O ports]"
AGENCY = "[وكالة المنارة|O manara]"
ANKARA = "[أنقرة|L ankara]"
MOSCOW = "[موسكو|L moscow]"


def _annotated(marked: str) -> tuple[str, list[Mention]]:
    """Take the mentions out of ``[words|TYPE key]``; R is a role, ``a+b`` two entities."""
    text = ""
    mentions = []
    position = 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        span = Span(len(text), len(text) + len(match[1]))
        text += match[1]
        position = match.end()
        type_ = _TYPES[match[2]]
        kind = MentionKind.ROLE if match[2] == "R" else MentionKind.NAME
        slugs = () if match[3] == "?" else tuple(match[3].split("+"))
        mentions.append(Mention(span, type_, kind, slugs, "given"))
    return text + marked[position:], mentions


def _article(text: str, *, headline: bool = False) -> Article:
    """Make an article of a text, a paragraph a line, the first one its headline if asked."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            role: ParagraphRole = "headline" if headline and not paragraphs else "body"
            paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    return Article("a" * 12, text, tuple(paragraphs), None, None, None, "test", "0" * 64)


def _find(
    text: str, mentions: Sequence[Mention], *, headline: bool = False
) -> tuple[Statement, ...]:
    article = _article(text, headline=headline)
    words = [split(article, paragraph) for paragraph in article.paragraphs]
    return find_statements(article, words, mentions)


def _told(marked: str, *, headline: bool = False) -> list[str]:
    """Return each statement as ``speaker verb: words``, words between marks if they are direct."""
    text, mentions = _annotated(marked)
    lines = []
    for statement in _find(text, mentions, headline=headline):
        said = statement.span.slice(text)
        said = f"“{said}”" if statement.wording == "direct" else said
        speaker = "+".join(statement.entities) or "?"
        lines.append(f"{speaker} {statement.verb.slice(text)}: {said}")
    return lines


def _speakers(marked: str) -> list[str | None]:
    """Return what the article calls the speaker of each statement."""
    text, mentions = _annotated(marked)
    return [
        statement.speaker.slice(text) if statement.speaker else None
        for statement in _find(text, mentions)
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، وإن السفن تصل. ثم غادر.",
            ["salim قال: المرفأ يعمل، وإن السفن تصل"],
            id="reported to the full stop and over commas",
        ),
        pytest.param(
            f"قال وزير الموانئ، {SALIM}، إن المرفأ يعمل.",
            ["salim قال: المرفأ يعمل"],
            id="name between commas behind its title",
        ),
        pytest.param(
            f"وكان وزير الموانئ، {SALIM}، قد أعلن في وقت سابق أن المرفأ يعمل.",
            ["salim أعلن: المرفأ يعمل"],
            id="subject before the verb with قد",
        ),
        pytest.param(
            f"{MOSCOW} تؤكد أن المحادثات بناءة",
            ["moscow تؤكد: المحادثات بناءة"],
            id="capital for its government before the verb",
        ),
        pytest.param(
            f"أكّدت {MOSCOW} أن المحادثات بناءة.",
            ["moscow أكّدت: المحادثات بناءة"],
            id="shadda in the verb",
        ),
        pytest.param(
            f"اكد {SALIM} ان المرفأ يعمل.",
            ["salim اكد: المرفأ يعمل"],
            id="hamzas left out",
        ),
        pytest.param(
            f"أما {MINISTRY} فأعلنت في اليوم التالي أن المرفأ مغلق.",
            ["ports أعلنت: المرفأ مغلق"],
            id="أما brings the subject forward",
        ),
        pytest.param(
            f"قال {SALIM}: «المرفأ يعمل. السفن تصل». ثم غادر.",
            ["salim قال: “المرفأ يعمل. السفن تصل”"],
            id="direct speech behind a colon holds full stops",
        ),
        pytest.param(
            f"أوضح {SALIM} أن “العمل جار على توسيع المرفأ”. وغادر.",
            ["salim أوضح: “العمل جار على توسيع المرفأ”"],
            id="direct speech behind أن",
        ),
        pytest.param(
            f'أكدت {MINISTRY}، في بيان اليوم، "إن المرفأ يعمل بكامل طاقته".',
            ["ports أكدت: “إن المرفأ يعمل بكامل طاقته”"],
            id="direct speech behind a comma",
        ),
        pytest.param(
            f"“المرفأ يعمل بكامل طاقته”، قال {SALIM}.",
            ["salim قال: “المرفأ يعمل بكامل طاقته”"],
            id="verb behind the quotation",
        ),
        pytest.param(
            f"«المرفأ يعمل بكامل طاقته» بحسب {SALIM}.",
            ["salim بحسب: “المرفأ يعمل بكامل طاقته”"],
            id="source behind the quotation",
        ),
        pytest.param(
            f'أضافت {MINISTRY} أن "الدورية ستسير على طريق "ق-4" الساحلي غدا".',
            ['ports أضافت: “الدورية ستسير على طريق "ق-4" الساحلي غدا”'],
            id="straight marks within straight marks",
        ),
        pytest.param(
            f"قال {SALIM}: «قرأت «دليل المرافئ» كله».",
            ["salim قال: “قرأت «دليل المرافئ» كله”"],
            id="guillemets within guillemets",
        ),
        pytest.param(
            f"قال {SALIM}: “المرفأ يعمل والسفن تصل",
            ["salim قال: “المرفأ يعمل والسفن تصل”"],
            id="closing mark missing",
        ),
        pytest.param(
            f"قال {SALIM}: “المرفأ يعمل. وأكد {NADIR} أن السفن تصل.",
            ["salim قال: “المرفأ يعمل”", "nadir أكد: السفن تصل"],
            id="closing mark missing before the next speaker",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل.\nوأضاف أن السفن تصل.",
            ["salim قال: المرفأ يعمل", "salim أضاف: السفن تصل"],
            id="وأضاف carries the speaker over paragraphs",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل.\nوتابع قائلا إن السفن تصل.",
            ["salim قال: المرفأ يعمل", "salim تابع: السفن تصل"],
            id="verb and participle are one",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، مؤكدا أن السفن تصل، ومشيرا إلى نقص الوقود.",
            ["salim قال: المرفأ يعمل", "salim مؤكدا: السفن تصل", "salim مشيرا: نقص الوقود"],
            id="participles continue the speaker",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، كما أشار إلى نقص الوقود.",
            ["salim قال: المرفأ يعمل", "salim أشار: نقص الوقود"],
            id="كما أشار continues the speaker",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، فيما أكدت {MINISTRY} أن السفن تصل.",
            ["salim قال: المرفأ يعمل", "ports أكدت: السفن تصل"],
            id="the next verb of speech ends what was told",
        ),
        pytest.param(
            f"قال {SALIM} إن {NADIR} أكد له أن السفن تصل.",
            ["salim قال: نادر البحري أكد له أن السفن تصل"],
            id="speech within what is told is part of it",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل. وقال مصدر في الشرطة إن الطريق مقطوع. وأضاف أنه سيفتح.",
            ["salim قال: المرفأ يعمل", "? قال: الطريق مقطوع", "? أضاف: سيفتح"],
            id="an unnamed source breaks the chain",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل. وأضافت المصادر أن الطريق مقطوع.",
            ["salim قال: المرفأ يعمل", "? أضافت: الطريق مقطوع"],
            id="sources break the chain",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل. وأضاف الوزير أن السفن تصل.",
            ["salim قال: المرفأ يعمل", "salim أضاف: السفن تصل"],
            id="a bare title is the last speaker",
        ),
        pytest.param(
            f"أعلنت {MINISTRY} أن المرفأ يعمل. وأوضحت الوزارة أن السفن تصل.",
            ["ports أعلنت: المرفأ يعمل", "ports أوضحت: السفن تصل"],
            id="a bare body is the last speaker",
        ),
        pytest.param(
            f"أعلنت {MINISTRY} أن المرفأ مغلق. وقال {SALIM} إنه يعمل. وأضافت أن السفن تنتظر.",
            ["ports أعلنت: المرفأ مغلق", "salim قال: يعمل", "ports أضافت: السفن تنتظر"],
            id="the gender of the verb chooses who goes on",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل. وأضافت أن السفن تصل.",
            ["salim قال: المرفأ يعمل", "? أضافت: السفن تصل"],
            id="she is not he",
        ),
        pytest.param(
            f"أكد {SALIM} و{NADIR} أن المرفأ يعمل. وأضافا أن السفن تصل.",
            ["salim+nadir أكد: المرفأ يعمل", "salim+nadir أضافا: السفن تصل"],
            id="two speakers",
        ),
        pytest.param(
            "أكد الجانبان أن المرفأ يعمل.",
            ["? أكد: المرفأ يعمل"],
            id="both sides are nobody in particular",
        ),
        pytest.param(
            "أكد [الوزيران|R salim+nadir] أن المرفأ يعمل.",
            ["salim+nadir أكد: المرفأ يعمل"],
            id="a role of two people",
        ),
        pytest.param(
            f"نقلت {AGENCY} عن {SALIM} قوله إن المرفأ يعمل.",
            ["salim نقلت: المرفأ يعمل"],
            id="an agency passes on",
        ),
        pytest.param(
            f"نقلت {AGENCY} عن مصادر في الشرطة أن المرفأ يعمل.",
            ["? نقلت: المرفأ يعمل"],
            id="an agency passes on sources",
        ),
        pytest.param(
            f"المرفأ مغلق اليوم، وفق ما ذكرت {AGENCY}.",
            ["manara وفق: المرفأ مغلق اليوم"],
            id="an agency says so itself",
        ),
        pytest.param(
            f"وبحسب {SALIM}، وصلت السفن أمس.",
            ["salim بحسب: وصلت السفن أمس"],
            id="the source comes first",
        ),
        pytest.param(
            f"ووفقا ل{MINISTRY}، وصلت السفن أمس.",
            ["ports وفقا: وصلت السفن أمس"],
            id="وفقا with a proclitic",
        ),
        pytest.param(
            f"قال {SALIM} ل{AGENCY} إن المرفأ يعمل.",
            ["salim قال: المرفأ يعمل"],
            id="whom it was told is not who said it",
        ),
        pytest.param(
            f"وقال ل{AGENCY} إن المرفأ يعمل.",
            [],
            id="nobody has spoken yet and only the hearer is named",
        ),
        pytest.param(
            f"شدد {SALIM} على ضرورة فتح الطريق.",
            ["salim شدد: ضرورة فتح الطريق"],
            id="شدد على and a noun",
        ),
        pytest.param(
            f"شدد {SALIM} على أن الطريق مفتوح.",
            ["salim شدد: الطريق مفتوح"],
            id="شدد على أن",
        ),
        pytest.param(
            f"أكد {SALIM}، ل{NADIR}، ضرورة فتح الطريق.",
            ["salim أكد: ضرورة فتح الطريق"],
            id="أكد and a noun of content",
        ),
        pytest.param(f"حذر {SALIM} من نقص الوقود.", ["salim حذر: نقص الوقود"], id="حذر من"),
        pytest.param(
            f"أعرب {SALIM} عن أمله في فتح الطريق.",
            ["salim أعرب: أمله في فتح الطريق"],
            id="أعرب عن",
        ),
        pytest.param(f"هدد {SALIM} بإغلاق المرفأ.", ["salim هدد: إغلاق المرفأ"], id="هدد ب"),
        pytest.param(f"وصف {SALIM} الوضع بأنه صعب.", ["salim وصف: صعب"], id="وصف بأنه"),
        pytest.param(
            f"رأى {SALIM} أن المرفأ يعمل.", ["salim رأى: المرفأ يعمل"], id="رأى is a verb"
        ),
        pytest.param(
            f"جاء في بيان ل{MINISTRY} أن المرفأ يعمل.",
            ["ports جاء: المرفأ يعمل"],
            id="in a document of a body",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل. والسفن بخير على حد قوله.",
            ["salim قال: المرفأ يعمل", "salim على حد قوله: والسفن بخير"],
            id="على حد قوله",
        ),
        pytest.param(
            f"وأعلن [أمس الجمعة|D x]، {SALIM}، أن المرفأ يعمل.",
            ["salim أعلن: المرفأ يعمل"],
            id="a date before the speaker",
        ),
        pytest.param(
            f"استقبل {SALIM} التجار، مؤكدا أن المرفأ يعمل.",
            ["salim مؤكدا: المرفأ يعمل"],
            id="a participle takes the subject of its sentence",
        ),
        pytest.param(
            "قال المبعوث الخاص [إلى سوريا|L x] إن المرفأ يعمل.",
            ["? قال: المرفأ يعمل"],
            id="a title whose holder is not known",
        ),
        pytest.param(
            f"قالت المتحدثة باسم {MINISTRY} {HANA} إن المرفأ يعمل.",
            ["hana قالت: المرفأ يعمل"],
            id="a spokeswoman is not her ministry",
        ),
        pytest.param(
            f"قال متحدث باسم {MINISTRY} طلب عدم ذكر اسمه إن المرفأ يعمل.",
            ["? قال: المرفأ يعمل"],
            id="a verb's form that is a noun here",
        ),
        pytest.param(
            f"وقالت {AGENCY} نقلا عن {SALIM} إن المرفأ يعمل.",
            ["salim قالت: المرفأ يعمل"],
            id="نقلا عن",
        ),
        pytest.param(
            f"وأكد البيان الصادر عن {MINISTRY} أن المرفأ يعمل.",
            ["ports أكد: المرفأ يعمل"],
            id="a document speaks for its author",
        ),
        pytest.param(
            f"«المرفأ يعمل اليوم»، يقول {SALIM}، «والسفن تصل كل يوم».",
            ["salim يقول: “المرفأ يعمل اليوم”", "salim يقول: “والسفن تصل كل يوم”"],
            id="a quotation parted by its speaker",
        ),
        pytest.param(
            f"المرفأ يعمل، كما قال {SALIM}.",
            ["salim قال: المرفأ يعمل"],
            id="كما قال behind the words",
        ),
        pytest.param(
            f"بحسب {SALIM} فإن المرفأ يعمل.", ["salim بحسب: المرفأ يعمل"], id="بحسب and فإن"
        ),
        pytest.param(
            f"التقى {SALIM} نظيره {NADIR}، وقال له إن المرفأ يعمل.",
            ["salim قال: المرفأ يعمل"],
            id="whom the sentence is about goes on to speak",
        ),
        pytest.param(
            f"وقال {SALIM} ونظيره {NADIR} في مؤتمر صحفي إن المرفأ يعمل.",
            ["salim+nadir قال: المرفأ يعمل"],
            id="a speaker and his counterpart",
        ),
        pytest.param(
            f"وخلال لقاء مع {NADIR} أكد {SALIM} أن المرفأ يعمل.",
            ["salim أكد: المرفأ يعمل"],
            id="whom somebody met does not speak",
        ),
        pytest.param(
            f"قالت المتحدثة باسم {MINISTRY}، {HANA}، إن المرفأ يعمل. وقال {SALIM} إنه مغلق."
            f" وكررت المتحدثة باسم {MINISTRY}: «المرفأ يعمل». وأكدت المتحدثة باسم {MINISTRY} أنه آمن.",
            [
                "hana قالت: المرفأ يعمل",
                "salim قال: مغلق",
                "hana كررت: “المرفأ يعمل”",
                "hana أكدت: آمن",
            ],
            id="a title used again means whom it introduced",
        ),
        pytest.param(
            f"غادر {SALIM}، كما فعل {NADIR} الذي قال إن المرفأ يعمل.",
            ["nadir قال: المرفأ يعمل"],
            id="الذي takes the name before it",
        ),
        pytest.param(
            f"{SALIM} و{NADIR} يؤكدان أن المرفأ يعمل",
            ["salim+nadir يؤكدان: المرفأ يعمل"],
            id="two speakers before the verb",
        ),
        pytest.param(
            f"بحث {SALIM} و{NADIR} الوضع، وأكدا أن المرفأ يعمل.",
            ["salim+nadir أكدا: المرفأ يعمل"],
            id="two people whom the sentence is about",
        ),
        pytest.param(
            f"أكدت كل من {MOSCOW} و{ANKARA} أن الهدنة صامدة.",
            ["moscow+ankara أكدت: الهدنة صامدة"],
            id="كل من",
        ),
        pytest.param(
            f"المحادثات بين {MOSCOW} و{ANKARA} أكدت أن الحل بعيد.",
            ["? أكدت: الحل بعيد"],
            id="a noun is the subject, not the names it holds",
        ),
        pytest.param(
            f"وقال المتحدث باسم {MINISTRY}، العقيد {SALIM}، إن المرفأ يعمل.",
            ["salim قال: المرفأ يعمل"],
            id="a rank between the title and the name",
        ),
        pytest.param(
            f'واعتبر {SALIM} أن المرفأ "بوابة مهمة على البحر"، لكنه أضاف: "لا بد من المال".',
            [
                'salim اعتبر: المرفأ "بوابة مهمة على البحر"',
                "salim أضاف: “لا بد من المال”",
            ],
            id="what is told keeps the closing mark of its quotation",
        ),
        pytest.param(
            f'قال {SALIM} على "الجدار": إن المرفأ يعمل.',
            ["salim قال: المرفأ يعمل"],
            id="a colon before أن",
        ),
        pytest.param(
            f"قال رئيس المجلس المحلي في [تل الرمان|L tell]، {SALIM}، في لقاء إن المرفأ يعمل.",
            ["salim قال: المرفأ يعمل"],
            id="a place within the title",
        ),
        pytest.param(
            f"قال مسؤول في {MINISTRY} إن المرفأ يعمل.",
            ["? قال: المرفأ يعمل"],
            id="an official in a ministry",
        ),
        pytest.param(
            f"أعلن {SALIM} عن «بدء العمل في المرفأ الجديد».",
            ["salim أعلن: “بدء العمل في المرفأ الجديد”"],
            id="words in marks behind عن",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، مؤكدة أنه آمن.",
            ["salim قال: المرفأ يعمل", "salim مؤكدة: آمن"],
            id="a participle of the wrong gender goes on with its sentence",
        ),
        pytest.param(
            f"قال {SALIM} إن المرفأ يعمل، مؤكدا الحرص على سلامة السفن.",
            ["salim قال: المرفأ يعمل", "salim مؤكدا: الحرص على سلامة السفن"],
            id="مؤكدا and a noun",
        ),
        pytest.param(
            f"نفى {SALIM} إغلاق المرفأ.", ["salim نفى: إغلاق المرفأ"], id="what is denied"
        ),
        pytest.param(
            f"ونقلت {AGENCY}، في نبأ عاجل، تصريح {MINISTRY}: «المرفأ يعمل».",
            ["ports نقلت: “المرفأ يعمل”"],
            id="an agency passes on a statement",
        ),
        pytest.param(
            f"قال وكيل {MINISTRY} إن المرفأ يعمل.",
            ["? قال: المرفأ يعمل"],
            id="an official is not the ministry",
        ),
    ],
)
def test_statements_are_found(marked: str, expected: list[str]) -> None:
    assert _told(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("يذكر أن المرفأ افتتح قبل عام.", id="background of the reporter's own"),
        pytest.param("جدير بالذكر أن المرفأ افتتح قبل عام.", id="worth mentioning"),
        pytest.param("وقد يقال إن المرفأ صغير.", id="it may be said"),
        pytest.param("وتم الإعلان عن فتح المرفأ.", id="it was announced"),
        pytest.param("ومن المقرر أن يفتح المرفأ غدا.", id="it is planned"),
        pytest.param(f"أعلن {SALIM} عن تشكيل لجنة.", id="an act, not words"),
        pytest.param(f"كشف {SALIM} عن لوحة في المرفأ.", id="something unveiled"),
        pytest.param(f"وأُعلن أن المرفأ مغلق. وحضر {SALIM}.", id="passive with its damma"),
        pytest.param(f"ولم يقل {SALIM} إن المرفأ مغلق.", id="what was not said"),
        pytest.param(f"ومن المتوقع أن يعلن {SALIM} أن المرفأ مغلق.", id="what is yet to be said"),
        pytest.param(f"بحث {SALIM} مع “{NADIR}” وضع المرفأ.", id="marks around a name"),
        pytest.param('سارت الدورية على طريق "ق-4" الساحلي.', id="marks around a road"),
        pytest.param(
            f'أعلن {SALIM} التوصل إلى [اتفاق "منطقة حرة للسفن"|A free-zone] في المرفأ.',
            id="marks within an agreement's name",
        ),
        pytest.param("جرى اللقاء بين الوفدين أن تأخر الجميع.", id="بين is between"),
        pytest.param("وفق [اتفاق المرفأ|A port] تصل السفن غدا.", id="an agreement is no source"),
        pytest.param("بحسب الطقس تصل السفن غدا.", id="the weather is no source"),
        pytest.param("وجددت [مذكرة المرفأ|A port] التزام البلدين.", id="an agreement says nothing"),
        pytest.param("في مذكرة «فتح المرفأ أمام السفن» بنود.", id="a noun like a participle"),
        pytest.param("المصدر: [وكالة المنارة|O manara]", id="credit line"),
        pytest.param(f"وسبق أن طالبت التجارُ {ANKARA} بفتح المرفأ.", id="whom others called on"),
        pytest.param(f"نفى {SALIM} ذلك.", id="a denial of what others said"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_nobody_said_is_no_statement(marked: str) -> None:
    assert _told(marked) == []


def test_a_headline_introduces_its_speaker_by_a_colon() -> None:
    assert _told("[الزيتوني|P salim]: المرفأ يعمل", headline=True) == ["salim :: المرفأ يعمل"]


def test_whom_a_headline_tells_is_not_its_speaker() -> None:
    marked = f"[الزيتوني|P salim] ل{AGENCY}: المرفأ يعمل"
    assert _told(marked, headline=True) == ["salim :: المرفأ يعمل"]


def test_a_headline_may_say_when_before_its_colon() -> None:
    marked = f"[الزيتوني|P salim] عقب لقائه {NADIR}: المرفأ يعمل"
    assert _told(marked, headline=True) == ["salim :: المرفأ يعمل"]


def test_a_town_before_a_colon_says_nothing() -> None:
    assert _told("[إدلب|L idlib]: المرفأ يعمل", headline=True) == []


def test_words_in_no_marks_behind_a_colon_are_reported() -> None:
    assert _told(f"قال {SALIM}: المرفأ يعمل") == ["salim قال: المرفأ يعمل"]


def test_the_speaker_is_shown_where_the_article_names_one() -> None:
    marked = f"قال الوزير {SALIM} إن المرفأ يعمل. وأضاف أن السفن تصل. وقالت مصادر محلية إنها كثيرة."
    assert _speakers(marked) == ["سالم الزيتوني", None, "مصادر محلية"]


def test_a_quotation_runs_on_over_paragraphs_that_open_it_again() -> None:
    assert _told(f"قال {SALIM}: «المرفأ يعمل.\n«والسفن تصل كل يوم».\nوهطل المطر.") == [
        "salim قال: “المرفأ يعمل.”",
        "salim قال: “والسفن تصل كل يوم”",
    ]


def test_a_quotation_runs_on_to_the_paragraph_that_closes_it() -> None:
    assert _told(f"قال {SALIM}: «المرفأ يعمل.\nالسفن تصل.\nوالطريق مفتوح» ثم غادر.") == [
        "salim قال: “المرفأ يعمل.”",
        "salim قال: “السفن تصل.”",
        "salim قال: “والطريق مفتوح”",
    ]


def test_a_quotation_never_closed_does_not_run_on() -> None:
    assert _told(f"قال {SALIM}: «المرفأ يعمل.\nهطل المطر.") == ["salim قال: “المرفأ يعمل.”"]


def test_a_missing_closing_mark_is_told() -> None:
    text, mentions = _annotated(f"قال {SALIM}: “المرفأ يعمل والسفن تصل")
    assert "closing mark is missing" in _find(text, mentions)[0].why


def test_why_names_the_verb_as_the_article_spells_it() -> None:
    text, mentions = _annotated(f"هطل المطر. وأكّد {SALIM} أنّ المرفأ يعمل.")
    assert _find(text, mentions)[0].why.startswith("reported: «أكّد» + «أنّ»")


def test_a_quotation_within_another_one_has_a_depth() -> None:
    text = '«أ “ب” ج» و"د"'
    quotations, strays = find_quotations(text)
    assert [(text[slice(*q.inner)], q.depth) for q in quotations] == [
        ("أ “ب” ج", 0),
        ("ب", 1),
        ("د", 0),
    ]
    assert strays == []


def test_an_apostrophe_opens_nothing() -> None:
    assert find_quotations("It's the ministers' day")[0] == []


_FRAGMENTS = (
    SALIM,
    NADIR,
    HANA,
    MINISTRY,
    AGENCY,
    ANKARA,
    f"و{SALIM}",
    f"ل{MINISTRY}",
    "[أمس|D x]",
    "[اتفاق المرفأ|A port]",
    "قال",
    "وأضاف",
    "قائلا",
    "أكدت",
    "نقلت",
    "عن",
    "مشيرا إلى",
    "وفق ما ذكرت",
    "بحسب",
    "جاء في بيان",
    "على حد قوله",
    "إن",
    "أن",
    "بأنه",
    "فيما",
    "وكان",
    "قد",
    "المصادر",
    "الوزير",
    "ضرورة",
    "المرفأ يعمل",
    "السفن",
    ":",
    "،",
    ".",
    "؛",
    "“",
    "”",
    "«",
    "»",
    '"',
    "'",
    "‘",
    "’",
    "ـ",
    "ّ",
    "\u202e",
    "\xa0",
    "\n",
)
_passages = st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=4)), max_size=40).map(
    lambda parts: " ".join(parts).replace("\r", " ")
) | st.lists(st.sampled_from(_FRAGMENTS), max_size=40).map("".join)


@given(_passages)
def test_statements_lie_in_paragraphs_in_order_and_apart(marked: str) -> None:
    text, mentions = _annotated(marked)
    statements = _find(text, mentions)
    paragraphs = _article(text).paragraphs
    for statement in statements:
        assert statement.span.slice(text).strip()
        assert any(
            paragraph.span.start <= statement.span.start
            and statement.span.end <= paragraph.span.end
            for paragraph in paragraphs
        )
        assert not statement.span.overlaps(statement.verb)
        assert len(statement.verb) > 0
        if statement.speaker is not None:
            assert not statement.speaker.overlaps(statement.span)
            assert not statement.speaker.overlaps(statement.verb)
        assert statement.why
    for first, second in pairwise(statements):
        assert first.span.end <= second.span.start


@given(st.text(alphabet="«»“”„\"'‘’‹› \nاب.", max_size=200))
def test_quotations_nest_whatever_the_marks(text: str) -> None:
    quotations, strays = find_quotations(text)
    for quotation in quotations:
        start, end = quotation.inner
        assert 0 <= quotation.start < start <= end <= quotation.end <= len(text)
    closed = [quotation for quotation in quotations if quotation.closed]
    for first, second in pairwise(closed):
        assert second.start >= first.end or second.end <= first.end
    assert not {quotation.start for quotation in quotations} & set(strays)


class _Counted(tuple[Any, ...]):
    """A tuple that counts how often one of its elements is asked for."""

    asked = 0

    def __getitem__(self, key: Any, /) -> Any:
        _Counted.asked += len(range(*key.indices(len(self)))) if isinstance(key, slice) else 1
        return super().__getitem__(key)


_UNITS = {
    "statements": f"قال {SALIM} إن المرفأ يعمل، مؤكدا أن «السفن» تصل، بحسب {AGENCY}. وأضاف ",
    "one sentence": f"قال {SALIM} إن المرفأ يعمل، وأضاف أن السفن تصل، فيما أكد {NADIR} ذلك، ",
    "verbs only": "قال أكد وأضاف مشيرا بحسب ",
    "openings only": "قال أن إن بأنه أن ",
    "open marks": "قال “ المرفأ « يعمل كل ",
    "closing marks": "قال المرفأ » يعمل ” كل ",
}


@pytest.mark.parametrize("unit", _UNITS.values(), ids=_UNITS.keys())
def test_the_work_grows_with_the_length_and_no_faster(unit: str) -> None:
    def work(copies: int) -> int:
        text, mentions = _annotated(unit * copies)
        article = _article(text)
        plain = split(article, article.paragraphs[0])
        counted = Words(
            plain.folded,
            plain.text,
            plain.base,
            _Counted(plain.words),
            _Counted(plain.starts),
            _Counted(plain.ends),
        )
        _Counted.asked = 0
        find_statements(article, [counted], mentions)
        return _Counted.asked

    assert work(320) < work(40) * 8 * 1.7


def test_quotations_a_thousand_deep_are_read() -> None:
    text, mentions = _annotated(f"قال {SALIM}: " + "«ب " * 1000 + "المرفأ" + "»" * 1000 + ".")
    (statement,) = _find(text, mentions)
    assert statement.entities == ("salim",)
    assert len(statement.span) > 3000


@pytest.mark.parametrize("unit", ["«", "قال: “", "قال ", "أن ", "وأضاف أن ", "بحسب، ", "\u202e"])
def test_a_hundred_thousand_of_anything_are_read(unit: str) -> None:
    text, mentions = _annotated(f"قال {SALIM} إن " + unit * (100_000 // len(unit)))
    for statement in _find(text, mentions):
        assert statement.span.slice(text)


def test_a_megabyte_is_read() -> None:
    unit = "وقال المصدر إن «السفن» تصل. وأضاف، أن ” بحسب: قائلا "
    text, mentions = _annotated(f"قال {SALIM} إنه يعمل. " + unit * 20_000)
    assert len(text) > 900_000
    assert len(_find(text, mentions)) > 20_000


def test_a_rank_may_stand_between_the_body_and_the_name() -> None:
    text, mentions = _annotated(f'قال القيادي في "{MINISTRY}" النقيب {SALIM} إن المرفأ يعمل.')
    (statement,) = _find(text, mentions)
    assert statement.entities == ("salim",)


def test_the_language_somebody_speaks_is_no_speaker() -> None:
    text, mentions = _annotated(f"وصل {SALIM} إلى المرفأ وقال بالتركية إن السفن تصل.")
    assert [statement.entities for statement in _find(text, mentions)] != []
    assert all("بالتركية" not in _speaker(text, found) for found in _find(text, mentions))


def test_what_is_said_of_another_ends_it() -> None:
    text, mentions = _annotated(f"قال {SALIM} إن الرد مناسب، أما {NADIR} فألغى زيارته.")
    (statement,) = _find(text, mentions)
    assert statement.span.slice(text) == "الرد مناسب"


def _speaker(text: str, statement: Statement) -> str:
    return statement.speaker.slice(text) if statement.speaker else ""
