from __future__ import annotations

import pytest

from corpus.article import MentionKind


def _roles(found):
    return [
        (
            mention.span.slice(found.text),
            "+".join(slug.partition("/")[2] for slug in mention.entities) or "?",
        )
        for mention in found.mentions
        if mention.kind is MentionKind.ROLE
    ]


@pytest.mark.parametrize(
    ("text", "published", "covered", "slug"),
    [
        ("أعلن وزير الدفاع التركي ذلك", "2019-05-31", "وزير الدفاع التركي", "akar"),
        ("أعلن رئيس الأركان التركي ذلك", "2017-08-17", "رئيس الأركان التركي", "akar"),
        ("أعلن رئيس الأركان التركي ذلك", "2019-05-31", "رئيس الأركان التركي", "guler"),
        (
            "وصل رئيس هيئة الأركان العامة للقوات المسلحة الإيرانية",
            "2017-08-17",
            "رئيس هيئة الأركان العامة للقوات المسلحة الإيرانية",
            "bagheri",
        ),
        ("قال المبعوث الأممي إلى سوريا", "2018-10-01", "المبعوث الأممي", "demistura"),
        ("قال المبعوث الأممي", "2019-10-01", "المبعوث الأممي", "pedersen"),
        ("دعا الرئيس الروسي إلى الهدنة", None, "الرئيس الروسي", "putin"),
        ("رسالة للرئيس السوري", None, "لرئيس السوري", "assad"),
        ("قال المتحدث باسم الكرملين", None, "المتحدث باسم الكرملين", "peskov"),
        ("قال الناطق باسم الرئاسة التركية", None, "الناطق باسم الرئاسة التركية", "kalin"),
    ],
)
def test_a_title_means_who_held_the_office_then(read, text, published, covered, slug):
    assert _roles(read(text, published)) == [(covered, slug)]


def test_an_office_with_two_holders_stays_open_without_a_date(read):
    found = read("أعلن رئيس الأركان التركي ذلك")
    assert _roles(found) == [("رئيس الأركان التركي", "?")]
    assert "person/akar and person/guler" in found.mentions[0].why


def test_the_holder_the_article_names_is_meant_without_a_date(read):
    found = read("قال رئيس الأركان التركي يشار غولر ذلك\nوأضاف رئيس الأركان التركي أن خلوصي أكار")
    assert _roles(found) == [("رئيس الأركان التركي", "guler")]


def test_nobody_held_the_office_then(read):
    assert _roles(read("قال المبعوث الأممي", "2019-01-03")) == [("المبعوث الأممي", "?")]


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس التركي رجب طيب أردوغان ذلك",
        "أعلن وزير الخارجية الروسي، سيرغي لافروف، ذلك",
        "قال رئيس الأركان التركي “يشار غولر” ذلك",
        "لقاء مع “خلوصي أكار” رئيس الأركان التركي",
        "قال المبعوث الأممي الخاص إلى سوريا غير بيدرسون",
        "لقاء الرئيسين الروسي فلاديمير بوتين والتركي رجب طيب أردوغان",
        "قال نظيره الروسي فلاديمير بوتين",
    ],
)
def test_a_title_beside_a_name_is_no_mention(read, text):
    assert _roles(read(text, "2019-05-31")) == []


@pytest.mark.parametrize(
    "text",
    [
        "قال نائب وزير الدفاع التركي",
        "قال وزير الدفاع التركي السابق",
        "قال وزير الدفاع الفنلندي",
        "مسؤولون في وزارة الدفاع",
        "قال نظيره الروسي",
        "رئيس الأركان وحده",
        "الوفد التركي والرئيس",
    ],
)
def test_other_offices_mean_nobody_known(read, text):
    assert [slug for _, slug in _roles(read(text, "2019-05-31")) if slug != "?"] == []


def test_a_title_wins_over_the_office_in_it(read):
    assert read("شدد المتحدث باسم الرئاسة التركية").links() == [
        ("المتحدث باسم الرئاسة التركية", "kalin")
    ]
    assert read("المتحدث باسم الرئاسة التركية إبراهيم قالن").links() == [
        ("الرئاسة التركية", "tr-presidency"),
        ("إبراهيم قالن", "kalin"),
    ]


def test_two_titles_in_one_are_two_people(read):
    assert _roles(read("وقّعها الرئيسان الروسي والتركي في أنقرة")) == [
        ("الرئيسان الروسي والتركي", "putin+erdogan")
    ]
    found = read("أكد رجب طيب أردوغان لفلاديمير بوتين ذلك\nجرى اتصال بين الرئيسين أمس الأول")
    assert _roles(found) == [("الرئيسين", "erdogan+putin")]


class TestCounterparts:
    def test_one_word_means_two_people_in_one_article(self, read):
        found = read(
            "التقى رئيس الأركان التركي “يشار غولر” الوفد\n"
            "أجرى رئيس الأركان العامة محادثات مع نظيره الروسي\n"
            "وقال أردوغان إنه سيتصل مع نظيره الروسي\n"
            "وحضر فاليري غيراسيموف",
            "2019-05-31",
        )
        assert _roles(found) == [
            ("رئيس الأركان العامة", "guler"),
            ("نظيره الروسي", "gerasimov"),
            ("نظيره الروسي", "putin"),
        ]

    def test_two_counterparts_are_found_by_date(self, read):
        text = "زيارة رئيس الأركان الروسي فاليري غيراسيموف للقاء نظيريه التركي والإيراني"
        assert _roles(read(text, "2017-08-17")) == [("نظيريه التركي والإيراني", "akar+bagheri")]
        assert _roles(read(text, "2019-08-17")) == [("نظيريه التركي والإيراني", "guler+bagheri")]

    def test_the_office_the_article_gives_counts(self, read):
        text = "بحث رئيس الأركان التركي خلوصي أكار الأمر مع نظيره الروسي"
        assert _roles(read(text)) == [("نظيره الروسي", "gerasimov")]

    def test_a_name_joined_to_a_title_is_somebody_else(self, read):
        found = read("التقى الرئيس التركي وبوتين في سوتشي")
        assert found.links("PERSON") == [("الرئيس التركي", "erdogan"), ("بوتين", "putin")]

    def test_a_countryman_is_not_his_own_counterpart(self, read):
        text = "أكد وزير الخارجية التركي مولود جاويش أوغلو بحضور سيرغي لافروف ونظيره الروسي"
        assert _roles(read(text))[0][1] == "lavrov"
