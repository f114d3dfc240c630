from __future__ import annotations

import re

import pytest

from corpus.article import Article, EntityType, Extraction, Paragraph, Span
from corpus.entities.extract import Extractor
from corpus.entities.unknown.slugs import slug_of
from corpus.knowledge.base import load


def article_of(text: str) -> Article:
    """Make an article of a text, a paragraph a line."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Article("a" * 12, text, tuple(paragraphs), None, None, None, "test", "0" * 64)


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    return Extractor(load())


@pytest.fixture(scope="module")
def found(shipped):
    def names(text: str, type_: str) -> list[str]:
        mentions = shipped.extract(article_of(text))
        return [
            mention.span.slice(text)
            for mention in mentions
            if mention.type == type_ and mention.kind == "name"
        ]

    return names


@pytest.fixture(scope="module")
def read_all(shipped):
    def read(text: str) -> Extraction:
        return shipped.read(article_of(text))

    return read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Yemen
        ("قال محافظ شبوة فهد الباعوضي إن الطريق آمن", "فهد الباعوضي"),
        ("عين الرئيس اليمني اللواء منصور الحرازي قائدا للمنطقة", "منصور الحرازي"),
        ("أكد المتحدث باسم الجيش اليمني عبده مرداس ذلك", "عبده مرداس"),
        ("وصل وكيل وزارة الصحة اليمنية علي الوليدي إلى عدن", "علي الوليدي"),
        # Libya
        ("أعلن رئيس المجلس البلدي في زوارة حافظ بن ساسي فتح المعبر", "حافظ بن ساسي"),
        ("قال عضو مجلس النواب الليبي زياد دغيم إن الجلسة أجلت", "زياد دغيم"),
        ("حذر قائد المنطقة الغربية أسامة جويلي من التصعيد", "أسامة جويلي"),
        # Sudan
        ("صرح وزير الري السوداني ياسر الحضري بذلك", "ياسر الحضري"),
        ("قالت القيادية في قوى الحرية والتغيير أسماء الطيبي إن المسيرة سلمية", "أسماء الطيبي"),
        ("استقبل والي كسلا صالح عمارنة الوفد", "صالح عمارنة"),
        # Lebanon
        ("أوضح وزير الطاقة اللبناني ريمون غبريل أن الباخرة وصلت", "ريمون غبريل"),
        ("أكد النائب ميشال كرباج موقفه", "ميشال كرباج"),
        ("دعا البطريرك بطرس الحداد إلى الحوار", "بطرس الحداد"),
        # Iraq
        ("أعلن وزير النفط العراقي ثامر الغريبي رفع الصادرات", "ثامر الغريبي"),
        ("كشف النائب عن محافظة نينوى شيروان دوبرداني تفاصيل الملف", "شيروان دوبرداني"),
        # Egypt
        ("قال رئيس هيئة الدواء المصرية تامر عسام إن الشحنة وصلت", "تامر عسام"),
        ("وزيرة الصحة المصرية هالة زهران زارت المصنع", "هالة زهران"),
        # Algeria
        ("أفاد وزير الاتصال الجزائري عمار بلحيمر بأن القناة أغلقت", "عمار بلحيمر"),
        ("أوقفت الشرطة الناشط كريم طابوش أمس", "كريم طابوش"),
        # economy
        ("خفض محافظ البنك المركزي اليمني محمد زمامي سعر الصرف", "محمد زمامي"),
        ("قال كبير الاقتصاديين في المصرف جيسون تورفي إن النمو بطيء", "جيسون تورفي"),
        ("توقع الرئيس التنفيذي للشركة أمين ناصري ارتفاع الطلب", "أمين ناصري"),
        # Europe
        ("قال وزير الخارجية البرتغالي أوغوستو سيلفانو إن الاتحاد متفق", "أوغوستو سيلفانو"),
        ("التقت وزيرة الدفاع السويدية كارولين هولتكفيست نظيرها", "كارولين هولتكفيست"),
        ("رحب المستشار النمساوي ألكسندر شالنبرغر بالقرار", "ألكسندر شالنبرغر"),
        # no title
        ("وأضاف أحمد المرصدي أن الطريق مغلق", "أحمد المرصدي"),
        ("وتحدث إلى محمود السرياني في القرية", "محمود السرياني"),
        ("شارك في الندوة عبد الرحيم الكتاني وآخرون", "عبد الرحيم الكتاني"),
        # the name first, the title after it
        ("قال غسان دلبوح المبعوث الخاص إلى ليبيا إن الهدنة هشة", "غسان دلبوح"),
    ],
)
def test_people_are_found_by_their_title_or_first_name(found, text, name):
    assert found(text, "PERSON") == [name]


def test_titles_conjoined_give_each_their_own_name(found):
    text = "اجتمع وزيرا الري المصري محمد عبد الباري والسوداني عمر قمر الدين في الخرطوم"
    assert found(text, "PERSON") == ["محمد عبد الباري", "عمر قمر الدين"]


@pytest.mark.parametrize(
    "text",
    [
        "قال رئيس الوفد إن الجلسة أجلت",
        "استقبل الرئيس وفدا من رجال الأعمال",
        "أكد مصدر عسكري أن القصف توقف",
        "قال وزير الدفاع بأن القوات جاهزة",
        "بحث وزير التجارة سبل تعزيز التبادل",
        "أعلن رئيس اللجنة وقف العمل",
        "وصف النص بأنه عادل ومتوازن",
        "يزيد الفارق بين السعرين على دولارين",
        "تحدث باسم المجموعة وشدد على الوحدة",
        "طالب أهالي القرية بتحسين الطريق",
        "وقالت مصادر محلية إن الطريق مغلق",
        "حضر الحفل مدير المبيعات وأعضاء الإدارة",
        "ارتفع عمر السد إلى خمسين عاما",
    ],
)
def test_titles_and_words_that_are_first_names_too_invent_nobody(found, text):
    assert found(text, "PERSON") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة الصحة السودانية الحصيلة", "وزارة الصحة السودانية"),
        ("قالت وزارة الموارد المائية والري المصرية ذلك", "وزارة الموارد المائية والري المصرية"),
        ("نفت الخارجية الموريتانية الخبر", "الخارجية الموريتانية"),
        ("أصدرت هيئة مكافحة الفساد تقريرها", "هيئة مكافحة الفساد"),
        ("انشق عن حركة تحرير الصحراء", "حركة تحرير الصحراء"),
        ("علق حزب الوئام مشاركته", "حزب الوئام"),
        ("قال حزب الشعب الاشتراكي إنه سيقاطع", "حزب الشعب الاشتراكي"),
        ("نظمت جامعة تعز ندوة", "جامعة تعز"),
        ("اشترت شركة توتيكا الحقل", "شركة توتيكا"),
        ("تبنت جماعة «رايات الصحراء» الهجوم", "جماعة «رايات الصحراء"),
        ("انتخب المجلس الوطني الانتقالي رئيسا", "المجلس الوطني الانتقالي"),
        ("رفع البنك المركزي النيجيري الفائدة", "البنك المركزي النيجيري"),
        ("بحثت الهيئة العليا المستقلة للانتخابات الطعون", "الهيئة العليا المستقلة للانتخابات"),
        ("رد الجيش الإريتري على القصف", "الجيش الإريتري"),
        ("أيدت محكمة النقض الحكم", "محكمة النقض"),
        ("اجتمعت لجنة تنسيق إعادة الإعمار", "لجنة تنسيق إعادة الإعمار"),
    ],
)
def test_organisations_are_found_by_their_head_noun(found, text, name):
    assert [covered.rstrip("»") for covered in found(text, "ORG")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "شكل الطرفان لجنة مشتركة لبحث الملف",
        "توقفت حركة المرور في المدينة",
        "عادت حركة العبور بين الضفتين",
        "اجتمع مجلس إدارة الشركة أمس",
        "فتح مركز صحي في القرية",
        "وصلت مجموعة كبيرة من الزوار",
        "قالت الشركة المذكورة إنها ستستأنف",
        "دعت الحكومة الجديدة إلى الحوار",
        "التقى وزير الدفاع الفنلندي الوفد",
        "أنشأت الدولة صندوقا لدعم المزارعين",
        "اللجنة المشتركة ستجتمع غدا",
    ],
)
def test_head_nouns_of_common_things_name_no_organisation(found, text):
    assert found(text, "ORG") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انسحبت القوات من مدينة ورشفيلة", "ورشفيلة"),
        ("قصف الطيران بلدة السوانية", "السوانية"),
        ("هبطت الطائرة في مطار تعز", "مطار تعز"),
        ("فاض نهر القاش مجددا", "نهر القاش"),
        ("وصل اللاجئون إلى مخيم أم راكوبة", "مخيم أم راكوبة"),
        ("أغلق معبر الدبداب الحدودي", "معبر الدبداب"),
        ("تظاهر سكان ولاية تيبازة", "تيبازة"),
        ("اشتباكات في مديرية نعمان", "نعمان"),
        ("سيطر الجيش على قرية تل السلطان", "تل السلطان"),
    ],
)
def test_places_are_found_by_what_they_are(found, text, name):
    assert found(text, "PLACE") == [name]


def test_a_dual_head_names_two_places(found):
    assert found("معارك في مديريتي حيران وعبس أمس", "PLACE") == ["حيران", "عبس"]


@pytest.mark.parametrize(
    "text",
    [
        "زار الوفد المدينة القديمة",
        "أقيمت منطقة عازلة على الحدود",
        "وصل إلى قرية صغيرة قرب النهر",
        "بدأت ولاية ثانية للرئيس",
        "المفاوضات في طريق مسدود",
        "بنى السكان سدا ترابيا",
        "قرر مدينة كاملة من الخيام",
    ],
)
def test_places_without_a_name_are_none(found, text):
    assert found(text, "PLACE") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نص اتفاق الحديدة على الانسحاب", "اتفاق الحديدة"),
        ("وقع الوفدان إعلان نواكشوط", "إعلان نواكشوط"),
        ("انسحبت من معاهدة الأجواء المفتوحة", "معاهدة الأجواء المفتوحة"),
        ("التزمت مصر باتفاقية مياه البحيرة", "اتفاقية مياه البحيرة"),
        ("صوت البرلمان على «اتفاق الواحات الكبرى»", "اتفاق الواحات الكبرى"),
        ("أشار إلى القرار 1325 في كلمته", "القرار 1325"),
        ("مدد المجلس المهمة في قراره 2551", "قراره 2551"),
        ("قرار مجلس الأمن رقم 1973 أجاز الحظر", "قرار مجلس الأمن رقم 1973"),
        ("أقر البرلمان اتفاق التجارة والتعاون", "اتفاق التجارة والتعاون"),
        ("وقعوا بروتوكول نيروبي للسلام", "بروتوكول نيروبي للسلام"),
    ],
)
def test_agreements_are_found_by_head_and_name(found, text, name):
    assert [covered.rstrip("»") for covered in found(text, "AGREEMENT")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "تم الاتفاق على وقف القتال",
        "لم يوقع الطرفان أي اتفاق",
        "رحب باتفاق الطرفين",
        "وقعت الشركة اتفاقية شراكة مع المصرف",
        "رفضت إعلان النتائج",
        "صدر القرار 2019 بعد الجلسة",
        "قال إن القرار اتخذ بالإجماع",
        "وثيقة السفر ضاعت منه",
    ],
)
def test_agreements_without_a_name_are_none(found, text):
    assert found(text, "AGREEMENT") == []


class TestWithinAnArticle:
    def test_a_surname_alone_means_who_was_named_in_full(self, read_all):
        text = "قال وزير الري السوداني ياسر الحضري ذلك\nوأضاف الحضري أن السد آمن\nوعلى الحضري الرد"
        found = [m for m in read_all(text).mentions if m.type == "PERSON"]
        assert [m.span.slice(text) for m in found] == ["ياسر الحضري", "الحضري", "الحضري"]
        assert len({m.entities for m in found}) == 1

    def test_a_headline_may_have_the_surname_before_the_name(self, read_all):
        text = "الحضري: السد آمن\nقال وزير الري السوداني ياسر الحضري ذلك"
        found = [m for m in read_all(text).mentions if m.type == "PERSON"]
        assert [m.span.slice(text) for m in found] == ["الحضري", "ياسر الحضري"]

    def test_a_surname_of_two_people_is_left_alone(self, read_all):
        text = "التقى أحمد الحضري ومحمود الحضري أمس\nوقال الحضري ذلك"
        found = [m.span.slice(text) for m in read_all(text).mentions if m.type == "PERSON"]
        assert found == ["أحمد الحضري", "محمود الحضري"]

    def test_a_surname_that_is_a_noun_needs_no_owner(self, read_all):
        text = "قال الوزير نادر حماية ذلك\nوطالب بضمان حماية المدنيين"
        found = [m.span.slice(text) for m in read_all(text).mentions if m.type == "PERSON"]
        assert "حماية" not in found

    def test_a_surname_that_is_a_first_name_counts_where_it_acts(self, read_all):
        text = "قال المدير طارق عامر ذلك\nوأوضح عامر أن السعر ثابت"
        found = [m for m in read_all(text).mentions if m.type == "PERSON"]
        assert [m.span.slice(text) for m in found][-1] == "عامر"
        assert len({m.entities for m in found}) == 1

    def test_an_alias_in_brackets_is_the_same(self, read_all):
        text = "قال القائد محمود الدغري (الصقر) ذلك\nووصل الصقر إلى البلدة"
        found = [m for m in read_all(text).mentions if m.type == "PERSON"]
        assert [m.span.slice(text) for m in found] == ["محمود الدغري", "الصقر", "الصقر"]
        assert len({m.entities for m in found}) == 1

    def test_the_beginning_of_a_long_name_is_its_short_form(self, read_all):
        text = "رحب المجلس الوطني الصحراوي بالقرار\nوقال المجلس الوطني ذلك"
        found = [m for m in read_all(text).mentions if m.type == "ORG"]
        assert len({m.entities for m in found}) == 1

    def test_a_title_without_a_name_is_an_open_role(self, read_all):
        text = "لم يحضر وزير الخارجية الموريتاني الاجتماع"
        (role,) = read_all(text).mentions
        assert role.span.slice(text) == "وزير الخارجية الموريتاني"
        assert (role.kind, role.entities, role.certainty) == ("role", (), "open")

    def test_a_title_beside_an_unknown_name_is_no_role(self, read_all):
        text = "قال وزير الخارجية الموريتاني ولد مرزوق إن الحدود مغلقة"
        assert [m.kind for m in read_all(text).mentions if m.type == "PERSON"] != ["role"]


class TestNames:
    def test_an_unknown_person_is_called_by_name_and_title(self, read_all):
        (name,) = read_all("قال وزير الري السوداني ياسر الحضري إنه موافق").names
        assert (name.ar, name.type) == ("ياسر الحضري", "PERSON")
        assert name.about == "وزير الري السوداني"
        assert name.en.isascii()

    def test_what_the_base_knows_needs_no_name(self, read_all):
        assert read_all("قال رجب طيب أردوغان ذلك في أنقرة").names == ()

    def test_every_unknown_slug_has_its_name(self, read_all):
        read = read_all("أعلنت وزارة الصحة السودانية ذلك في مدينة ورشفيلة وفق اتفاقية كيفارا")
        unknown = {s for m in read.mentions for s in m.entities if "/u-" in s}
        assert unknown == {name.slug for name in read.names}
        assert len(unknown) == 3


class TestSlugs:
    @pytest.mark.parametrize(
        "spelling",
        [
            "قال النائب أحمد الإرياني ذلك",
            "قال النائب احمد الارياني ذلك",
            "لقاء النائب أحمدَ الأرياني",
        ],
    )
    def test_spellings_that_fold_alike_are_one_entity(self, read_all, spelling):
        first = read_all("قال النائب أحمد الإرياني ذلك").mentions[0].entities
        assert read_all(spelling).mentions[0].entities == first

    def test_proclitics_and_the_article_make_no_other_entity(self, read_all):
        slugs = {
            read_all(text).mentions[0].entities
            for text in ("دعم الجيش الإريتري", "دعم للجيش الإريتري", "دعم بالجيش الإريتري")
        }
        assert len(slugs) == 1

    def test_other_names_with_the_same_latin_letters_are_other_entities(self):
        first = slug_of(EntityType.PERSON, ("حادي", "سالم"))
        second = slug_of(EntityType.PERSON, ("هادي", "سالم"))
        assert first != second
        assert first[:-4] == second[:-4]

    def test_slugs_keep_to_ascii(self, read_all):
        read = read_all("قال النائب أحمد الإرياني إن حزب الوئام في مدينة ورشفيلة")
        for mention in read.mentions:
            assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", mention.entities[0])

    def test_a_resolution_has_one_slug_however_it_is_named(self, read_all):
        read = read_all("القرار 1325 هو قرار مجلس الأمن رقم 1325 وهو القرار الدولي رقم 1325")
        assert len({m.entities for m in read.mentions if m.type == "AGREEMENT"}) == 1


def test_a_known_name_wins_over_a_rule(shipped):
    text = "حركة نور الدين الزنكي ومجلس الأمن ووزارة الدفاع الروسية"
    slugs = [mention.entities for mention in shipped.extract(article_of(text))]
    assert slugs == [("org/zenki",), ("org/unsc",), ("org/ru-mod",)]


def test_on_one_long_line_every_unknown_name_is_found(shipped):
    unit = "قال وزير الري  السوداني ياسر الحضري  إن حزب الوئام في مدينة  ورشفيلة وقع إعلان نواكشوط "
    copies = 50
    mentions = shipped.extract(article_of(unit * copies))
    assert [mention.span.start for mention in mentions] == [
        at + copy * len(unit)
        for copy in range(copies)
        for at in map(unit.index, ("ياسر", "حزب", "ورشفيلة", "إعلان"))
    ]


class TestOrdinaryWords:
    @pytest.mark.parametrize(
        "text",
        [
            "أسفر انفجار عبوة وأدى انفجارها إلى إصابة مدنيين",
            "قتلت القوات منفذ الهجوم أمس",
            "شهدت العاصمة تحركات واسعة",
            "أصدرت الشركة تحديثا لسد ثغرة في البرنامج",
            "تعمل المصفاة وهي أول مصفاة لتكرير الخام",
        ],
    )
    def test_behind_a_place_noun_name_no_place(self, found, text):
        assert found(text, "PLACE") == []

    @pytest.mark.parametrize(
        "text",
        [
            "قرر مدير البنك علي إصدار السندات",
            "يشرف رئيس اللجنة علي هامش المؤتمر",
            "كلف المدرب بافتتاح التسجيل",
            "طالب رئيس لجنة التحقيق في اغتيال الصحفي بالحماية",
            "وصل الحاكم رعاه الله إلى القصر",
            "عقد الاجتماع الإقليمي العربي التنسيقي",
            "ينطلق رائد الفضاء غدا",
            "سقطت المدينة في أيدي النصارى",
        ],
    )
    def test_behind_a_title_name_nobody(self, found, text):
        assert found(text, "PERSON") == []

    @pytest.mark.parametrize(
        "text",
        [
            "أصبح الملف في مركز اهتمام الرأي العام",
            "تأسست مؤسسة للطبع والنشر",
            "يعمل على تنظيم المعرض وتنظيم صفوف المتطوعين",
            "عين اللواء المتقاعد في المنصب",
            "قالت هيئة الدفاع عن المتهم إنه بريء",
        ],
    )
    def test_behind_an_organisation_noun_name_none(self, found, text):
        assert found(text, "ORG") == []

    def test_ali_is_a_name_behind_a_rank_where_on_is_not_spelt(self, found):
        assert found("دعا الشيخ علي بلحاج إلى فتح الحدود", "PERSON") == ["علي بلحاج"]

    def test_a_name_ends_where_an_ordinary_word_begins(self, found):
        assert found("التقت بريجيت ماكرون البالغة من العمر 64 عاما زوجها", "PERSON") == [
            "بريجيت ماكرون"
        ]

    def test_what_a_centre_is_for_belongs_to_its_name(self, found):
        assert found("يقول الباحث في مركز جسور للدراسات ذلك", "ORG") == ["مركز جسور للدراسات"]
