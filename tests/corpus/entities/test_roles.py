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


class TestOfficesOfTheWorld:
    """With the packaged base: other officials, years and letters than the rules were made from."""

    @pytest.mark.parametrize(
        ("text", "published", "covered", "slugs"),
        [
            (
                "التقى رئيس الوزراء العراقي الوفد",
                "2019-02-01",
                "رئيس الوزراء العراقي",
                "abdul-mahdi",
            ),
            (
                "التقى رئيس الحكومة العراقية الوفد",
                "2019-02-01",
                "رئيس الحكومة العراقية",
                "abdul-mahdi",
            ),
            ("صرح وزير خارجية فرنسا لصحيفة", "2018-02-01", "وزير خارجية فرنسا", "ledrian"),
            ("قال المبعوث الروسي إلى سوريا", "2019-12-01", "المبعوث الروسي", "lavrentiev"),
            ("اتصل الرئيس الأمريكي به", "2016-05-01", "الرئيس الأمريكي", "obama"),
            ("اتصل الرئيس الأميركي به", "2018-05-01", "الرئيس الأميركي", "trump"),
            ("قال رئيس المخابرات التركية", "2018-05-01", "رئيس المخابرات التركية", "fidan"),
            (
                "اجتمع وزيرا الدفاع الروسي والتركي أمس",
                "2018-09-20",
                "وزيرا الدفاع الروسي والتركي",
                "shoigu+akar",
            ),
            (
                "اجتمع وزراء خارجية روسيا وتركيا وإيران",
                "2018-04-28",
                "وزراء خارجية روسيا وتركيا وإيران",
                "lavrov+cavusoglu+zarif",
            ),
            (
                "اجتمع رؤساء الأركان الأمريكي والروسي والتركي",
                "2017-03-07",
                "رؤساء الأركان الأمريكي والروسي والتركي",
                "dunford+gerasimov+akar",
            ),
        ],
    )
    def test_a_title_means_its_holder_on_that_day(self, know, text, published, covered, slugs):
        assert _roles(know(text, published))[0] == (covered, slugs)

    def test_one_holder_ever_is_sure_and_one_by_date_likely(self, know):
        found = know("التقى الرئيس الروسي الرئيس الأمريكي", "2018-07-16")
        certainties = [mention.certainty for mention in found.mentions]
        assert certainties == ["sure", "likely"]

    def test_an_office_between_two_people_shows_both(self, know):
        mention = know("قال نائب وزير الخارجية الروسي", "2019-02-01").mentions[0]
        assert mention.entities == ()
        assert mention.certainty == "open"
        assert len(mention.candidates) > 1

    @pytest.mark.parametrize(
        "text",
        ["قال الرئيس الفيجي إن بلاده", "أعلن وزير الري البلجيكي ذلك", "رئيس الوزراء الأيرلندي"],
    )
    def test_an_unknown_holder_is_shown_unsettled(self, know, text):
        mention = know(text, "2019-02-01").mentions[0]
        assert mention.kind is MentionKind.ROLE
        assert (mention.entities, mention.certainty) == ((), "open")

    def test_a_former_holder_is_not_the_present_one(self, know):
        found = know("قالت رئيسة الوزراء البريطانية السابقة", "2020-02-01")
        mention = found.mentions[0]
        assert mention.certainty != "sure"
        assert "person/johnson" not in (*mention.entities, *mention.candidates)


class TestTitlesWithoutACountry:
    def test_the_country_that_acts_last_decides(self, know):
        text = "أعلنت {} موقفها، وقال المتحدث باسم الرئاسة إن الاتصالات مستمرة"
        assert _roles(know(text.format("تركيا"), "2020-02-01")) == [
            ("المتحدث باسم الرئاسة", "kalin")
        ]
        assert _roles(know(text.format("روسيا"), "2020-02-01")) == [
            ("المتحدث باسم الرئاسة", "peskov")
        ]

    def test_without_a_country_it_stays_open(self, know):
        mention = know("قال المتحدث باسم الرئاسة إن ذلك صحيح", "2020-02-01").mentions[0]
        assert (mention.entities, mention.certainty) == ((), "open")

    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("قال وزير الدفاع سيرغي شويغو ذلك. وأكد الوزير أن القصف توقف", ("الوزير", "shoigu")),
            (
                "صرحت المتحدثة باسم الخارجية ماريا زاخاروفا. وأضافت المتحدثة أن",
                ("المتحدثة", "zakharova"),
            ),
            (
                "قال وزير الخارجية المصري سامح شكري ذلك. ثم حذر الوزير المصري",
                ("الوزير المصري", "shoukry"),
            ),
            ("وصل المبعوث الأممي غير بيدرسن. وقال المبعوث إن", ("المبعوث", "pedersen")),
        ],
    )
    def test_a_title_of_one_word_takes_up_its_last_holder(self, know, text, last):
        assert _roles(know(text, "2020-02-01"))[-1] == last

    def test_a_title_of_one_word_alone_is_nobody(self, know):
        assert _roles(know("وأكد الوزير أن القصف توقف", "2020-02-01")) == []

    def test_both_presidents_are_the_last_two_of_different_countries(self, know):
        found = know(
            "بحث إيمانويل ماكرون الأمر مع حسن روحاني. واتفق الرئيسان على ذلك", "2019-09-01"
        )
        assert _roles(found) == [("الرئيسان", "macron+rouhani")]

    def test_a_headline_speaks_of_two_presidents_named_below(self, know):
        found = know("اتصال بين الرئيسين\nبحث أردوغان الأمر مع ترامب", "2019-10-06")
        assert _roles(found) == [("الرئيسين", "erdogan+trump")]

    def test_the_two_whom_a_dual_introduced_stay_the_two(self, know):
        found = know(
            "اجتمع الرئيسان الروسي فلاديمير بوتين والتركي رجب طيب أردوغان في إسطنبول بحضور "
            "الرئيس الفرنسي إيمانويل ماكرون. وهذا لقاء آخر بين الرئيسين",
            "2018-10-27",
        )
        assert _roles(found) == [("الرئيسين", "putin+erdogan")]

    def test_a_third_president_joins_the_two(self, know):
        found = know(
            "التقى بوتين أردوغان في سوتشي. وينضم الرئيس الإيراني إلى الرئيسين غدا", "2019-02-13"
        )
        assert _roles(found)[-1] == ("الرئيسين", "putin+erdogan")


class TestCounterpartsOfTheSubject:
    def test_the_reason_names_the_antecedent(self, know):
        found = know(
            "بحث رئيس الأركان التركي الأمر مع نظيره الروسي\nوقال أردوغان إنه سيلتقي نظيره الروسي",
            "2019-05-31",
        )
        first, second = found.all("نظيره الروسي")
        assert first.entities == ("person/gerasimov",)
        assert "«رئيس الأركان التركي» (person/guler)" in first.why
        assert second.entities == ("person/putin",)
        assert "«أردوغان» (person/erdogan)" in second.why
        assert {first.certainty, second.certainty} == {"likely"}

    @pytest.mark.parametrize(
        ("text", "published", "last"),
        [
            ("التقى بوتين نظيره الأمريكي في هلسنكي", "2018-07-16", ("نظيره الأمريكي", "trump")),
            ("استقبل محمد جواد ظريف نظيره الألماني", "2019-06-10", ("نظيره الألماني", "maas")),
            (
                "قال بيسكوف إن الرئيس الروسي سيلتقي نظيره التركي",
                "2019-06-10",
                ("نظيره التركي", "erdogan"),
            ),
            (
                "أكد شويغو بعد لقاء بوتين أنه اتصل بنظيره التركي",
                "2019-06-10",
                ("بنظيره التركي"[1:], "akar"),
            ),
            (
                "زار الرئيس الفيجي أنقرة والتقى نظيره التركي",
                "2019-06-10",
                ("نظيره التركي", "erdogan"),
            ),
        ],
    )
    def test_the_subject_of_the_clause_gives_the_office(self, know, text, published, last):
        assert _roles(know(text, published))[-1] == last

    def test_joined_to_somebody_it_is_that_ones_counterpart(self, know):
        found = know(
            "بحث بومبيو مع لافروف اتصالا جرى بين الرئيس التركي ونظيره الأمريكي", "2020-02-15"
        )
        assert _roles(found)[-1] == ("نظيره الأمريكي", "trump")

    def test_a_counterpart_of_nobody_stays_open(self, know):
        mention = know("ثم التقى نظيره الروسي", "2019-06-10").mentions[0]
        assert (mention.entities, mention.certainty) == ((), "open")

    def test_a_president_who_is_the_object_is_no_title_of_the_subject(self, know):
        found = know("التقى أردوغان الرئيس الروسي", "2019-06-10")
        assert found.links("PERSON") == [("أردوغان", "erdogan"), ("الرئيس الروسي", "putin")]


class TestIntroductions:
    @pytest.mark.parametrize(
        "text",
        [
            "قال وزير الدفاع السوري العماد علي أيوب ذلك",
            "قال رئيس مكتب الأمن الوطني اللواء علي مملوك ذلك",
            "قال المبعوث الروسي الخاص إلى سوريا ألكسندر لافرينتيف ذلك",
            "قال الرئيس الأمريكي السابق باراك أوباما ذلك",
            "لقاء وزيري الخارجية التركي مولود جاويش أوغلو والروسي سيرغي لافروف",
        ],
    )
    def test_a_rank_or_a_posting_may_stand_before_the_name(self, know, text):
        assert _roles(know(text, "2019-06-10")) == []

    def test_an_unknown_namesake_is_not_the_holder(self, know):
        found = know("قال وزير الخارجية التركي سمير عثمان ذلك", "2019-06-10")
        assert "cavusoglu" not in [slug for _, slug in found.links("PERSON")]


class TestBodiesWithoutTheirState:
    @pytest.mark.parametrize(
        ("text", "covered", "slug"),
        [
            ("حذرت أنقرة دمشق. وقالت وزارة الدفاع إن الرد جاهز", "وزارة الدفاع", "tr-mod"),
            ("قال لافروف ذلك، وأوضحت الخارجية أن الموعد تغير", "الخارجية", "ru-mfa"),
            ("قال مولود جاويش أوغلو إن وزارة الخارجية استدعت السفير", "وزارة الخارجية", "tr-mfa"),
        ],
    )
    def test_they_belong_to_who_acted_last(self, know, text, covered, slug):
        mention = know(text, "2019-06-10").all(covered)[-1]
        assert mention.entities == (f"org/{slug}",)
        assert mention.certainty == "likely"

    def test_the_one_named_in_full_before_is_meant(self, know):
        found = know("قالت وزارة الدفاع الروسية ذلك. وأضاف بيان عن وزارة الدفاع أن", "2019-06-10")
        assert found.links("ORG")[-1] == ("وزارة الدفاع", "ru-mod")

    def test_without_an_antecedent_they_stay_open(self, know):
        mention = know("قالت وزارة الدفاع إن الرد جاهز", "2019-06-10").only("وزارة الدفاع")
        assert (mention.entities, mention.certainty) == ((), "open")

    @pytest.mark.parametrize(
        "text", ["تحسنت الخارجية كلها", "وزير الخارجية وحده", "الدفاع عن النفس"]
    )
    def test_ordinary_words_are_no_body(self, know, text):
        assert know("قالت أنقرة ذلك. " + text, "2019-06-10").links("ORG") == []


class TestEnvoysOfOneSender:
    @pytest.mark.parametrize(
        ("places", "slug"),
        [("إدلب وحلب", "pedersen"), ("الحديدة وصنعاء", "griffiths"), ("بنغازي", "salame")],
    )
    def test_the_places_of_the_article_decide(self, know, places, slug):
        found = know(f"قصف على {places}. وقال المبعوث الأممي إن الحل قريب", "2019-07-02")
        assert _roles(found) == [("المبعوث الأممي", slug)]
        assert "most places" in found.only("المبعوث الأممي").why

    def test_without_a_place_all_are_shown(self, know):
        mention = know("قال المبعوث الأممي إن الحل سياسي", "2019-07-02").mentions[0]
        assert mention.entities == ()
        assert {"person/pedersen", "person/griffiths"} <= set(mention.candidates)

    def test_a_posting_behind_the_title_decides(self, know):
        found = know("قال المبعوث الأممي إلى اليمن إن الحل قريب", "2019-07-02")
        assert _roles(found) == [("المبعوث الأممي", "griffiths")]


class TestOwnMinisters:
    def test_a_pronoun_means_the_country_of_the_subject(self, know):
        found = know("وصل الرئيس الإيراني ووزير خارجيته إلى أنقرة", "2018-04-04")
        assert _roles(found) == [("الرئيس الإيراني", "rouhani"), ("وزير خارجيته", "zarif")]

    def test_beside_a_name_it_introduces(self, know):
        found = know("وصل بوتين ووزير دفاعه سيرغي شويغو", "2018-04-04")
        assert found.links("PERSON") == [("بوتين", "putin"), ("سيرغي شويغو", "shoigu")]


def test_a_president_elect_is_not_the_president(know):
    mention = know("هنأ الرئيس الأمريكي المنتخب بفوزه", "2020-11-20").mentions[0]
    assert (mention.entities, mention.certainty) == ((), "open")
