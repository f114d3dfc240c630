"""Agreements that are named by a date, described, or taken up again."""

from __future__ import annotations

import pytest

from corpus.article import EntityType, MentionKind


def _agreements(found, kind=None):
    return [
        (
            mention.span.slice(found.text),
            "+".join(slug.partition("/")[2] for slug in mention.entities) or "?",
        )
        for mention in found.mentions
        if mention.type is EntityType.AGREEMENT and (kind is None or mention.kind is kind)
    ]


@pytest.mark.parametrize(
    ("text", "published", "slug"),
    [
        ("قصف متواصل رغم اتفاقية تخفيض التصعيد", "2018-03-01", "memo-deescalation-2017"),
        ("أدان خرق اتفاق تخفيف التوتر", "2018-03-01", "memo-deescalation-2017"),
        ("الدول الراعية لاتفاق وقف التصعيد", "2018-03-01", "memo-deescalation-2017"),
        ("وفق مذكرة مناطق عدم التصعيد", "2018-03-01", "memo-deescalation-2017"),
        ("بقي من تفاهمات أستانا القليل", "2020-01-10", "memo-deescalation-2017"),
        ("بموجب اتفاق (سوتشي) وحده", "2018-12-20", "sochi-memo-2018"),
        ("بموجب اتفاق «سوتشي» وحده", "2018-12-20", "sochi-memo-2018"),
        ("ناقش الوفدان مذكرة تثبيت الاستقرار", "2019-02-01", "sochi-memo-2018"),
        ("لم يعد بروتوكول موسكو قائما", "2020-06-01", "moscow-protocol-2020"),
    ],
)
def test_every_form_of_a_name_is_one_agreement(know, text, published, slug):
    assert [found for _, found in _agreements(know(text, published))] == [slug]


class TestOneNameForTwo:
    @pytest.mark.parametrize(
        ("published", "slug"),
        [("2018-11-05", "sochi-memo-2018"), ("2020-04-20", "moscow-protocol-2020")],
    )
    def test_the_publication_day_decides(self, know, published, slug):
        found = know("صمد الاتفاق الروسي التركي حول إدلب أسبوعا", published)
        mention = found.mentions[0]
        assert mention.entities == (f"agreement/{slug}",)

    def test_the_words_near_decide_later(self, know):
        east = know("انسحبت الوحدات من تل رفعت بموجب اتفاق سوتشي", "2020-01-10").mentions[-1]
        west = know("طالب بتنفيذ اتفاق سوتشي في ريف إدلب", "2020-01-10").mentions[0]
        assert east.entities == ("agreement/sochi-memo-2019",)
        assert west.entities == ("agreement/sochi-memo-2018",)
        assert west.certainty == "likely"
        assert west.candidates == ("agreement/sochi-memo-2018", "agreement/sochi-memo-2019")

    def test_another_agreement_named_near_does_not_decide(self, know):
        found = know(
            "قال إن الاتفاق الروسي التركي أوقف القصف، بخلاف اتفاق سوتشي لعام 2018", "2020-05-10"
        )
        assert _agreements(found)[0] == ("الاتفاق الروسي التركي", "moscow-protocol-2020")

    def test_what_stays_open_shows_everything_it_could_be(self, know):
        mention = know("عن اتفاق سوتشي وحده", "2020-01-10").only("اتفاق سوتشي")
        assert mention.entities == ()
        assert mention.certainty == "open"
        assert set(mention.candidates) == {
            "agreement/sochi-memo-2018",
            "agreement/sochi-memo-2019",
        }

    def test_a_name_of_one_agreement_is_sure(self, know):
        mention = know("نص بروتوكول موسكو على ممر", "2020-06-01").mentions[0]
        assert mention.certainty == "sure"
        assert mention.candidates == ()

    def test_before_any_of_them_was_made_it_names_none(self, know):
        linked = [slug for _, slug in _agreements(know("خلاف على هدنة إدلب", "2018-05-08"))]
        assert not {"ceasefire-2020-01", "truce-2019-08-31", "moscow-protocol-2020"} & {*linked}


class TestCities:
    def test_two_cities_share_a_head(self, know):
        found = know("تمسكت أنقرة باتفاقي أستانا وسوتشي حول إدلب", "2019-03-03")
        assert _agreements(found) == [
            ("اتفاقي أستانا", "memo-deescalation-2017"),
            ("سوتشي", "sochi-memo-2018"),
        ]

    def test_a_bare_city_after_a_breach_is_the_agreement(self, know):
        found = know("حذر من انهيار أستانا", "2018-03-03")
        assert _agreements(found) == [("أستانا", "memo-deescalation-2017")]

    def test_a_bare_city_elsewhere_stays_a_city(self, know):
        found = know("وصل الوفد إلى أستانا بعد محادثات سوتشي", "2018-03-03")
        assert _agreements(found) == []
        assert [slug for _, slug in found.links("PLACE")] == ["astana", "sochi"]

    def test_a_place_of_the_agreement_is_not_turned_into_it(self, know):
        found = know("بعد انهيار إدلب واتفاق سوتشي وإدلب", "2019-03-03")
        assert [covered for covered, _ in found.links("PLACE")] == ["إدلب", "إدلب"]


class TestNamedByDate:
    @pytest.mark.parametrize(
        ("text", "published", "covered", "slug"),
        [
            ("التزم بمذكرة 17 أيلول 2018", "2019-05-01", "مذكرة 17 أيلول 2018", "sochi-memo-2018"),
            ("منذ مذكرة أيار 2017", "2019-05-01", "مذكرة أيار 2017", "memo-deescalation-2017"),
            (
                "وبقيت مذكرة تشرين الأول/أكتوبر 2019 حبرا",
                "2020-05-01",
                "مذكرة تشرين الأول/أكتوبر 2019",
                "sochi-memo-2019",
            ),
            (
                "انهارت هدنة كانون الثاني سريعا",
                "2020-02-15",
                "هدنة كانون الثاني",
                "ceasefire-2020-01",
            ),
            ("استند إلى مذكرة 2018 مرارا", "2020-02-15", "مذكرة 2018", "sochi-memo-2018"),
        ],
    )
    def test_head_and_date(self, know, text, published, covered, slug):
        assert (covered, slug) in _agreements(know(text, published))

    def test_a_date_of_no_agreement_names_none(self, know):
        assert _agreements(know("مذكرة 3 حزيران 2015 الداخلية", "2020-02-15")) == []


class TestDescriptions:
    @pytest.mark.parametrize(
        ("text", "published", "slug"),
        [
            (
                "يسري الاتفاق الموقع في موسكو في 5 آذار الماضي بين بوتين وأردوغان",
                "2020-04-02",
                "moscow-protocol-2020",
            ),
            (
                "نفذت أنقرة التفاهمات التي أبرمها الرئيسان التركي والروسي في موسكو في 5 مارس 2020",
                "2020-07-01",
                "moscow-protocol-2020",
            ),
            (
                "خرق الاتفاق المبرم في سوتشي في أيلول 2018",
                "2019-08-01",
                "sochi-memo-2018",
            ),
            (
                "نقضت دمشق الهدنة التي أعلنتها أنقرة في 12 كانون الثاني",
                "2020-01-20",
                "ceasefire-2020-01",
            ),
            (
                "وقعوا مذكرة تفاهم في أستانا بشأن إقامة مناطق خفض التصعيد",
                "2017-06-01",
                "memo-deescalation-2017",
            ),
        ],
    )
    def test_day_place_and_parties_identify_an_agreement(self, know, text, published, slug):
        found = know(text, published)
        assert [link for _, link in _agreements(found, MentionKind.NOMINAL)] == [slug]
        mention = next(m for m in found.mentions if m.kind is MentionKind.NOMINAL)
        assert mention.certainty == "likely"
        assert mention.why.startswith("description: ")

    def test_the_span_is_the_head_with_its_adjective(self, know):
        found = know("الاتفاقات الثنائية التي توصلا إليها في موسكو في 5 آذار 2020", "2020-03-20")
        assert _agreements(found)[0][0] == "الاتفاقات الثنائية"
        assert found.dates() == [("5 آذار 2020", "2020-03-05")]

    @pytest.mark.parametrize(
        "text",
        [
            "الاتفاق الموقع في جنيف في 5 آذار 2020",
            "الاتفاق الموقع في موسكو في 9 نيسان 2020",
            "الاتفاق الفرنسي البريطاني الموقع في 5 آذار 2020",
            "الاتفاق الموقع في 5 آذار 2031",
        ],
    )
    def test_a_description_that_contradicts_every_known_one_is_none_of_them(self, know, text):
        found = know(text, "2020-06-01")
        assert [m for m in found.mentions if m.kind is MentionKind.NOMINAL] == []

    def test_a_description_of_two_stays_open_between_them(self, know):
        mention = know("مذكرة التفاهم الموقعة في سوتشي بين روسيا وتركيا", "2020-02-20").mentions[0]
        assert mention.entities == ()
        assert set(mention.candidates) == {
            "agreement/sochi-memo-2018",
            "agreement/sochi-memo-2019",
        }


class TestAnaphors:
    @pytest.mark.parametrize(
        ("text", "covered"),
        [
            ("وقعا بروتوكول موسكو. ورحبت أنقرة بالاتفاق", "الاتفاق"),
            ("وقعا بروتوكول موسكو. ثم خرق البروتوكول مرتين", "البروتوكول"),
            ("وقعا بروتوكول موسكو.\nوصمد هذا التفاهم شهرا", "التفاهم"),
            ("وقعا بروتوكول موسكو. وتنص الاتفاقية على دوريات", "الاتفاقية"),
            ("وقعا بروتوكول موسكو. وينص الاتفاق على دوريات", "الاتفاق"),
            ("وقعا بروتوكول موسكو. وجاء ذلك خرقا للاتفاق", "لاتفاق"),
        ],
    )
    def test_a_definite_word_takes_up_the_last_fitting_agreement(self, know, text, covered):
        found = know(text, "2020-06-01")
        assert _agreements(found, MentionKind.ANAPHOR) == [(covered, "moscow-protocol-2020")]
        mention = found.only(covered)
        assert mention.certainty == "likely"
        assert "بروتوكول موسكو" in mention.why

    def test_the_kind_of_agreement_must_fit(self, know):
        found = know(
            "بين اتفاق أستانا وبروتوكول موسكو فرق. فالمذكرة أقدم والبروتوكول أحدث", "2020-06-01"
        )
        assert _agreements(found, MentionKind.ANAPHOR) == [
            ("المذكرة", "memo-deescalation-2017"),
            ("البروتوكول", "moscow-protocol-2020"),
        ]

    def test_an_agreement_unknown_here_is_not_taken_for_an_older_one(self, know):
        found = know("بعد بروتوكول موسكو وقعت الأطراف اتفاق الجبل. ونقض الاتفاق", "2020-06-01")
        assert ("الاتفاق", "moscow-protocol-2020") not in _agreements(found)

    def test_nothing_is_taken_up_from_far_away(self, know):
        found = know("عن بروتوكول موسكو\n" + "فقرة\n" * 6 + "ثم الاتفاق وحده", "2020-06-01")
        assert _agreements(found, MentionKind.ANAPHOR) == []


@pytest.mark.parametrize(
    "text",
    [
        "وتم الاتفاق على عقد جولة أخرى",
        "وجرى الاتفاق بين الطرفين على التهدئة",
        "تحركت القوات بالاتفاق مع الجانب الإيراني",
        "الخطوط المتفق عليها في طهران",
        "سعيا للتوصل إلى اتفاق يوقف القتال",
        "انتهت الجولة من دون اتفاق",
        "اقترب الوفدان من اتفاق جديد",
        "لم يحسم الاتفاق بعد",
        "أبدى تفاهما لموقف أنقرة",
    ],
)
def test_agreeing_is_no_agreement(know, text):
    assert _agreements(know(text, "2020-06-01")) == []


@pytest.mark.parametrize(
    ("text", "slug", "published"),
    [
        (
            "وقع الوزيران مذكرة تفاهم بشأن استقرار الوضع في منطقة خفض التصعيد بإدلب",
            "sochi-memo-2018",
            "2018-09-18",
        ),
        (
            "تلا الوزيران البروتوكول الإضافي لمذكرة إعادة الاستقرار في منطقة خفض التصعيد بإدلب",
            "moscow-protocol-2020",
            "2020-03-05",
        ),
        ("ينص الاتفاق الروسي التركي على هدنة في إدلب", "moscow-protocol-2020", "2022-03-01"),
    ],
)
def test_the_press_words_the_names_of_the_texts_in_its_own_way(know, text, slug, published):
    found = [
        mention
        for mention in know(text, published).mentions
        if mention.type == "AGREEMENT" and mention.kind is MentionKind.NAME
    ]
    assert len(found) == 1
    assert f"agreement/{slug}" in (*found[0].entities, *found[0].candidates)
