from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.article import EntityType


@pytest.mark.parametrize(
    ("text", "covered", "slug"),
    [
        ("التقى الوزير وأردوغان أمس الأول", "أردوغان", "erdogan"),
        ("رحب ببوتن في القصر", "بوتن", "putin"),
        ("هجوم واسع بإدلب", "إدلب", "idlib"),
        ("تحذير لإيران من التصعيد", "إيران", "iran"),
        ("بيان لوزارة الدفاع الروسية", "وزارة الدفاع الروسية", "ru-mod"),
        ("موقف للأمم المتحدة", "لأمم المتحدة", "un"),
        ("دعم لليمن", "ليمن", "yemen"),
        ("تحرك للجيش التركي", "لجيش التركي", "tr-army"),
        ("لقاء للجولاني", "لجولاني", "julani"),
        ("اجتماع للجنة الدستورية", "لجنة الدستورية", "committee"),
        ("انتهاك لاتفاق أستانة", "اتفاق أستانة", "memo-deescalation-2017"),
        ("صرح باسم بالكرملين", "الكرملين", "kremlin"),
        ("تحدث باقري عن الهدنة", "باقري", "bagheri"),
        ("أكد لافروف ذلك", "لافروف", "lavrov"),
        ("شدد بوتين على الحوار", "بوتين", "putin"),
        ("زار كازاخستان وفد", "كازاخستان", "kazakhstan"),
        ("قال بيسكوف للصحافة", "بيسكوف", "peskov"),
    ],
)
def test_proclitics_stay_outside_and_letters_of_the_name_inside(read, text, covered, slug):
    assert (covered, slug) in read(text).links()


@pytest.mark.parametrize(
    "name",
    ["أكار", "آكار", "اكار", "أكّار", "أكـــار", "أَكَار", "اَكار"],
)
def test_spellings_of_one_name_are_one_entity_and_the_span_is_exact(read, name):
    assert read(f"أعلن {name} ذلك").links() == [(name, "akar")]


def test_persian_letters_and_no_break_blanks_do_not_hide_a_name(read):
    text = "زار رجب\xa0طيب أردوغان ترکیا"
    assert read(text).links() == [("رجب\xa0طيب أردوغان", "erdogan"), ("ترکیا", "turkey")]


def test_quotes_around_a_name_stay_outside_and_one_opened_inside_is_closed(read):
    text = 'التقى “خلوصي أكار” وأيد اتفاق "منطقة خفض التصعيد" في إدلب'
    assert read(text).links() == [
        ("خلوصي أكار", "akar"),
        ('اتفاق "منطقة خفض التصعيد"', "memo-deescalation-2017"),
        ("إدلب", "idlib"),
    ]


def test_an_unbalanced_quote_is_not_carried_to_the_next_words(read):
    assert read("تنفيذ اتفاق «خفض التصعيد فورا").links() == [
        ("اتفاق «خفض التصعيد", "memo-deescalation-2017")
    ]


@pytest.mark.parametrize("road", ["إم-4", "إم 4", "إم4", "M4", "m-4", "ام 4"])
def test_every_spelling_of_a_road_is_one_road(read, road):
    assert read(f"دورية على الطريق الدولي {road} اليوم").links("PLACE") == [(road, "m4")]


def test_a_mother_of_four_is_no_road(read):
    assert read("قتلت أم 4 أطفال").links("PLACE") == []


def test_a_name_does_not_run_over_a_comma_a_stop_or_a_paragraph(read):
    assert read("قال فلاديمير، بوتين").links() == [("بوتين", "putin")]
    assert read("إلى الأمم. المتحدة").links() == []
    assert read("هيئة تحرير\nالشام").links() == []


def test_words_glued_by_a_stop_are_still_read(read):
    assert read("عاد من تركيا.وقال بوتين").links() == [("تركيا", "turkey"), ("بوتين", "putin")]


def test_two_people_under_one_plural_title_are_two_mentions(read):
    text = "لقاء الرئيسين الروسي فلاديمير بوتين والتركي رجب طيب أردوغان"
    assert read(text).links("PERSON") == [
        ("فلاديمير بوتين", "putin"),
        ("رجب طيب أردوغان", "erdogan"),
    ]


def test_the_case_of_abu_does_not_matter(read):
    assert read("عن أبي محمد الجولاني").links() == [("أبي محمد الجولاني", "julani")]


def test_generic_heads_and_nationality_tails_are_left_out_of_the_span(read):
    text = "نقلت وكالة الأناضول التركية من محافظة إدلب ومن إدلب السورية"
    assert read(text).links() == [("الأناضول", "aa"), ("إدلب", "idlib"), ("إدلب", "idlib")]


class TestLongerNames:
    def test_a_ministry_keeps_its_nationality(self, read):
        assert read("في وزارة الخارجية التركية").links() == [("وزارة الخارجية التركية", "tr-mfa")]

    def test_an_agreement_holds_the_place_in_its_name(self, read):
        found = read("بموجب اتفاق سوتشي حول إدلب", "2019-01-10").links()
        assert found == [("اتفاق سوتشي", "sochi-memo-2018"), ("إدلب", "idlib")]

    def test_a_city_of_a_meeting_is_a_place(self, read):
        assert read("في إطار اجتماعات أستانة").links() == [("أستانة", "astana")]

    def test_an_agreement_wins_over_a_longer_place_that_begins_inside_it(self, read):
        found = read("بموجب اتفاق منطقة خفض التصعيد في إدلب").links()
        assert found[0] == ("اتفاق منطقة خفض التصعيد", "memo-deescalation-2017")

    def test_an_agreement_named_by_a_date_holds_the_date(self, read):
        found = read("خرق اتفاق 5 آذار مرارا", "2020-04-01")
        assert found.links() == [("اتفاق 5 آذار", "moscow-protocol-2020")]

    def test_a_group_holds_the_city_in_its_name(self, read):
        assert read("قال تيار الغد السوري").links() == [("تيار الغد السوري", "ghad")]


class TestFalseFriends:
    @pytest.mark.parametrize(
        "text",
        [
            "مقتل ثلاثين عسكريا تركيا في الغارة",
            "استقبل وفدا عسكريا روسيا أمس",
            "شيع جنديا سوريا قتل هناك",
            "نشر بياناً تركياً",
            "قدم اقتراحا روسيا جديدا",
        ],
    )
    def test_an_accusative_adjective_is_no_state(self, read, text):
        assert read(text).links("PLACE") == []

    @pytest.mark.parametrize(
        ("text", "states"),
        [
            ("دعا تركيا إلى الحوار", ["تركيا"]),
            ("قالت إن لدى حليفتها روسيا رأيا", ["روسيا"]),
            ("الدول الضامنة روسيا تركيا إيران", ["روسيا", "تركيا", "إيران"]),
            ("اتفق وفدا تركيا وروسيا على ذلك", ["تركيا", "روسيا"]),
            ("بينما تركيا ترفض", ["تركيا"]),
            ("أيضا روسيا وافقت", ["روسيا"]),
            ("طالبوا تركيا بالرد", ["تركيا"]),
        ],
    )
    def test_a_state_after_other_words_in_alef_stays_a_state(self, read, text, states):
        assert [covered for covered, _ in read(text).links("PLACE")] == states

    @pytest.mark.parametrize("text", ["نظام الأسد", "قوات الأسد", "ميليشيات الأسد", "نظان الأسد"])
    def test_the_regime_is_not_the_man(self, read, text):
        assert read(f"قصف {text} البلدة").links("PERSON") == []

    def test_the_man_is_linked_elsewhere(self, read):
        assert read("قال الأسد أمس").links("PERSON") == [("الأسد", "assad")]

    def test_always_is_not_douma(self, read):
        assert read("الخبراء يجتمعون دوما لبحث ذلك").links() == []
        assert read("قصف على مدينة دوما ثم خرج من دوما").links() == [
            ("دوما", "douma"),
            ("دوما", "douma"),
        ]

    def test_syrian_is_not_syria(self, read):
        assert read("قوات سورية تتقدم").links() == []
        assert read("الوضع في سورية").links() == [("سورية", "syria")]

    @pytest.mark.parametrize(
        "text",
        [
            "زيارة إلى جاكارتا",
            "عمل غير مسبوق",
            "وقفوا أمام الباب طويلا",
            "كلام ظريف قالن إنه صحيح",
            "انتهى نظام خفض الأسعار",
            "هذه هي القاعدة الأولى",
            "غدا يوم جديد والغد أفضل",
        ],
    )
    def test_common_words_are_nobody(self, read, text):
        assert [link for link in read(text).links() if link[1] != "?"] == []

    def test_a_town_whose_name_holds_a_city_is_not_the_city(self, read):
        assert "aleppo" not in [slug for _, slug in read("في كفر حلب اشتباكات").links()]

    @pytest.mark.parametrize(
        "text",
        [
            "تم الاتفاق على وقف النار",
            "الحدود المتفق عليها بينهما",
            "بالاتفاق مع الجانبين",
            "التوصل إلى اتفاق ينهي التصعيد",
            "موقف مشترك أو اتفاق إزاء الأحداث",
            "نظام خفض التصعيد في المنطقة",
            "إبرام اتفاق خفض تصعيد جديد",
        ],
    )
    def test_agreeing_is_no_agreement(self, read, text):
        assert read(text).links("AGREEMENT") == []

    def test_a_minister_holds_no_ministry(self, read):
        assert read("قال وزير الدفاع الروسية الجديد").links("ORG") == []
        assert read("قالت الدفاع الروسية").links("ORG") == [("الدفاع الروسية", "ru-mod")]

    def test_another_member_of_the_family_is_not_linked(self, read):
        assert read("عاد رفعت الأسد").links() == []
        assert read("لا أحد غير بوتين").links() == [("بوتين", "putin")]


class TestWeakForms:
    def test_a_weak_surname_needs_the_full_name(self, read):
        assert read("أشار قالن إلى ذلك").links() == []
        assert read("صرح إبراهيم قالن ثم أشار قالن إلى ذلك").links() == [
            ("إبراهيم قالن", "kalin"),
            ("قالن", "kalin"),
        ]

    def test_a_title_supports_a_weak_surname(self, read):
        assert read("قال وزير الخارجية الإيراني ظريف").links("PERSON") == [("ظريف", "zarif")]

    def test_a_generic_word_supports_a_weak_place_or_group(self, read):
        assert ("الباب", "al-bab") in read("في بلدة الباب").links()
        assert ("القاعدة", "alqaeda") in read("عناصر القاعدة").links()

    def test_a_weak_form_joined_to_a_strong_one_counts(self, read):
        assert read("كتنظيمي داعش والقاعدة").links() == [("داعش", "isis"), ("القاعدة", "alqaeda")]
        assert read("بين منبج والباب").links() == [("منبج", "manbij"), ("الباب", "al-bab")]

    def test_the_end_of_a_full_name_alone_means_that_person(self, read):
        found = read("التقى مولود جاويش أوغلو نظيره\nوأوضح أوغلو الأمر ثم جاويش أوغلو")
        assert found.links("PERSON") == [
            ("مولود جاويش أوغلو", "cavusoglu"),
            ("أوغلو", "cavusoglu"),
            ("جاويش أوغلو", "cavusoglu"),
        ]

    def test_the_end_of_a_name_means_whoever_was_named_last(self, read):
        found = read("مولود جاويش أوغلو قال. أحمد داود أوغلو رد. وختم أوغلو كلامه")
        assert found.links("PERSON")[-1] == ("أوغلو", "davutoglu")

    def test_the_end_of_a_name_alone_is_nobody_before_it(self, read):
        assert read("أوضح أوغلو الأمر").links() == []


class TestSenses:
    TEXT = "أكد أهمية اتفاق سوتشي"

    @pytest.mark.parametrize(
        ("tail", "published", "slug"),
        [
            ("", "2019-01-10", "sochi-memo-2018"),
            (" حول إدلب", "2020-02-01", "sochi-memo-2018"),
            (" حول منبج", "2020-02-01", "sochi-memo-2019"),
            (" في إدلب", None, "sochi-memo-2018"),
            (" لعام 2018", None, "sochi-memo-2018"),
            (" لعام 2019 في إدلب", "2020-02-01", "sochi-memo-2019"),
            (" في 17 سبتمبر/ أيلول 2018", None, "sochi-memo-2018"),
            (" في منبج وإدلب", "2020-02-01", "?"),
            ("", None, "?"),
            ("", "2020-02-01", "?"),
        ],
    )
    def test_date_and_neighbours_decide_between_two_agreements(self, read, tail, published, slug):
        assert read(self.TEXT + tail, published).links("AGREEMENT")[0][1] == slug

    def test_a_year_with_the_agreement_belongs_to_it(self, read):
        found = read("إطار اتفاق سوتشي لعام 2018 وحده")
        assert found.links() == [("اتفاق سوتشي لعام 2018", "sochi-memo-2018")]

    def test_what_the_article_names_elsewhere_decides(self, read):
        far = " كلمة" * 60
        found = read(f"اتفاق سوتشي لعام 2018{far}\nثم اتفاق سوتشي{far}")
        assert [slug for _, slug in found.links()] == ["sochi-memo-2018"] * 2

    def test_words_far_away_in_another_paragraph_do_not_decide(self, read):
        found = read("عن اتفاق سوتشي وحده\nعن منبج وحدها")
        assert found.links("AGREEMENT") == [("اتفاق سوتشي", "?")]

    def test_an_open_name_says_between_whom(self, read):
        mention = read(self.TEXT).mentions[0]
        assert "agreement/sochi-memo-2018 and agreement/sochi-memo-2019" in mention.why

    @pytest.mark.parametrize(
        "name", ["اتفاق سوتشي", "اتفاقية سوتشي", "اتفاقات سوتشي", "مذكرة تفاهم سوتشي"]
    )
    def test_the_names_of_one_agreement_meet(self, read, name):
        assert read(f"تطبيق {name} في إدلب", "2020-02-01").links()[0] == (name, "sochi-memo-2018")

    @pytest.mark.parametrize(
        "name",
        [
            "الاتفاق الروسي التركي بشأن إدلب",
            "الاتفاق التركي الروسي حول إدلب",
            "الاتفاقية الروسية التركية بشأن إدلب",
        ],
    )
    def test_order_gender_and_preposition_vary(self, read, name):
        assert read(f"خرق {name}").links() == [(name, "moscow-protocol-2020")]


def test_every_mention_says_why(read):
    found = read("قال أكار إن تركيا ترحب")
    assert found.mentions[0].why == "name: alias «أكار» (surname)"
    assert found.mentions[1].why == "name: alias «تركيا»"


def test_a_capital_by_description_is_no_second_name_beside_the_city(read):
    assert read("في العاصمة الإيرانية طهران").links() == [("طهران", "tehran")]
    alone = read("في العاصمة الإيرانية").mentions
    assert [(mention.kind, mention.entities) for mention in alone] == [
        ("nominal", ("place/tehran",))
    ]


class TestSpellingsNotListed:
    """With the packaged base: spellings that follow from those it lists by rule."""

    @pytest.mark.parametrize(
        ("spelling", "slug"),
        [
            ("جاويش أغلو", "cavusoglu"),
            ("سيرغيه لفروف", "lavrov"),
            ("فلاديمر بوتن", "putin"),
            ("جيراسيمف", "gerasimov"),
            ("انطونيو جوتيرس", "guterres"),
            ("ديمستورا", "demistura"),
            ("ميخائل بوغدانف", "bogdanov"),
            ("ستيفن ديمستورا", "demistura"),
        ],
    )
    def test_dropped_vowels_and_sounds_of_one_letter(self, know, spelling, slug):
        mention = know(f"وقال {spelling} إن الهدنة صامدة").only(spelling)
        assert mention.entities == (f"person/{slug}",)
        assert mention.certainty in ("likely", "sure")

    def test_the_reason_names_the_spelling_it_was_taken_for(self, know):
        mention = know("وقال جيراسيمف إن الهدنة صامدة").mentions[0]
        assert "a spelling of alias «" in mention.why
        assert mention.certainty == "likely"

    @pytest.mark.parametrize(
        "text",
        [
            "الأمر مقرون بذلك",
            "حسين روحاني جار لنا",
            "في البيت الأبيض المقابل",
            "كتاب عن بدر وسلمان",
            "تراجع الطلب على البيوت",
        ],
    )
    def test_an_ordinary_word_is_no_spelling_of_a_name(self, know, text):
        known = [
            mention
            for mention in know(text).mentions
            if mention.type is EntityType.PERSON and "/u-" not in "".join(mention.entities)
        ]
        assert known == []

    def test_a_hamza_that_no_form_has_makes_another_word(self, know):
        assert know("ترأس الوفد موظف كبير").links("PERSON") == []

    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ("موسكووأنقرة متفقتان", [("موسكو", "moscow"), ("أنقرة", "ankara")]),
            ("قرب معرةالنعمان أمس الأول", [("معرةالنعمان", "maarrat-numan")]),
            ("الطريقان M4 وM5 مغلقان", [("M4", "m4"), ("M5", "m5")]),
            ("عاد من سراقب.وبقي", [("سراقب", "saraqib")]),
            (
                "في خان-شيخون وخان  شيخون",
                [
                    ("خان-شيخون", "khan-shaykhun"),
                    ("خان  شيخون", "khan-shaykhun"),
                ],
            ),
        ],
    )
    def test_words_glued_or_parted(self, know, text, links):
        assert know(text).links("PLACE") == links

    @pytest.mark.parametrize(
        "zone",
        ["منطقة تخفيف التوتر", "منطقة تخفيض التصعيد", "منطقة وقف التصعيد", "منطقة عدم التصعيد"],
    )
    def test_words_the_press_exchanges_freely(self, know, zone):
        assert know(f"دخل الجيش {zone} فجرا").links("PLACE") == [(zone, "idlib-zone")]


class TestNamesakes:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("قال أحمد لافروف للصحيفة", "lavrov"),
            ("حضر خالد أردوغان الحفل", "erdogan"),
            ("سافر كمال بوتين أمس الأول", "putin"),
            ("قالت زينب ترامب للصحيفة", "trump"),
        ],
    )
    def test_another_first_name_is_somebody_else(self, know, text, slug):
        assert slug not in [found for _, found in know(text).links("PERSON")]

    @pytest.mark.parametrize(
        "text",
        [
            "قال إن بوتين وافق",
            "على أردوغان أن يرد",
            "لصالح لافروف",
            "ويلاحظ أن أكار غائب",
            "ثم بوتين",
        ],
    )
    def test_a_word_that_is_no_first_name_does_not_hide_the_man(self, know, text):
        assert len(know(text).links("PERSON")) == 1

    def test_a_brother_with_his_own_entry_is_himself(self, know):
        assert know("قصفت قوات ماهر الأسد البلدة").links("PERSON") == [
            ("ماهر الأسد", "assad-maher")
        ]


class TestChainsOfNationalities:
    @pytest.mark.parametrize(
        "text",
        ["عقد لقاء ثلاثيا سوريا روسيا تركيا", "استقبلوا وفدا أمنيا روسيا", "قتل ضابطا سوريا"],
    )
    def test_adjectives_in_a_row_are_no_states(self, know, text):
        assert know(text).links("PLACE") == []


class TestCountriesThatAreAdjectives:
    @pytest.mark.parametrize(
        "text", ["في العاصمة السعودية أمس", "بلدة الخفجي السعودية", "قالت الشركة السعودية ذلك"]
    )
    def test_behind_a_definite_noun_it_is_an_adjective(self, know, text):
        assert "saudi-arabia" not in [slug for _, slug in know(text).links("PLACE")]

    @pytest.mark.parametrize("text", ["أعلنت السعودية ذلك", "زار السعودية", "إلى السعودية وقطر"])
    def test_elsewhere_it_is_the_country(self, know, text):
        assert know(text).links("PLACE")[0] == ("السعودية", "saudi-arabia")


class TestBadInput:
    """Whatever the state of a text, the names in it are found where they stand."""

    def test_a_text_vocalised_throughout(self, know):
        text = "قَالَ خُلُوصِي أَكَارُ إِنَّ سِيرْغِي لَافْرُوفَ فِي أَنْقَرَةَ"
        assert [slug for _, slug in know(text).links()] == ["akar", "lavrov", "ankara"]

    def test_every_blank_doubled(self, know):
        text = "قال خلوصي أكار إن وزير الدفاع الروسي ينفذ اتفاق سوتشي".replace(" ", "  ")
        found = know(text, "2019-02-01")
        assert [slug for _, slug in found.links()] == ["akar", "shoigu", "sochi-memo-2018"]

    def test_bidi_controls_inside_names(self, know):
        text = "قال \u202bخلوصي\u200f أكار\u202c إن \u2067سيرغي \u2069لافروف في إد\u200dلب"
        assert [slug for _, slug in know(text).links()] == ["akar", "lavrov", "idlib"]

    @pytest.mark.parametrize(
        "text",
        [
            "وزیر خارجه روسیه سرگئی لاوروف با همتای ترک خود گفتگو کرد",
            "ترک صدر رجب طیب اردوان نے کہا کہ ادلب میں جنگ بندی ہے",
            "",
            "\n\n",
            "،،،!!!؟؟؟",
            "ة" * 50,
            "و" * 200,
            "«" * 100 + "أمس",
        ],
    )
    def test_other_languages_and_noise_are_read_without_harm(self, know, text):
        found = know(text, "2020-03-01")
        assert all(mention.span.slice(text).strip() for mention in found.mentions)

    def test_a_known_name_in_persian_letters_is_found(self, know):
        assert know("در ترکیا و ایران").links("PLACE") == [("ترکیا", "turkey"), ("ایران", "iran")]

    @pytest.mark.parametrize(
        "unit",
        [
            "قال وزير الدفاع إن الاتفاق الموقع في سوتشي ينص على ذلك أمس ",
            "«قال أمس إن نظيره الروسي ",
            "الرئيس الفيجي فلان ونظيره التركي ",
            "اتفاق سوتشي والاتفاق الروسي التركي ",
            "في 5 منه و6 من الشهر ",
            "موسكوووو",
        ],
    )
    def test_on_one_long_line_mentions_stand_apart_and_cover_words(self, know, unit):
        text = unit * 40
        mentions = know(text, "2020-02-01").mentions
        assert all(mention.span.slice(text).strip() for mention in mentions)
        assert all(before.span.end <= after.span.start for before, after in pairwise(mentions))


class TestOrdinaryWordsThatAreNames:
    @pytest.mark.parametrize(
        "text",
        [
            "الغارات التي تدمر المشافي مستمرة",
            "قال إن الحرب تدمر البلاد",
            "بكلفة 3 بليون دولار",
            "بلغت الديون بليون ليرة",
            "أدان البيان من حرض على القتل",
            "العنف ينبع من غياب الحل",
            "رحبت الدول الخمس بالبيان",
            "أطلقت الطائرات غازا ساما على البلدة",
            "اللاعبان كونا فريقا",
            "هو واع بما يجري",
            "أبدى الاهتمام العربي الجديد بالملف",
        ],
    )
    def test_are_none_where_the_words_around_say_so(self, know, text):
        assert know(text).mentions == ()

    @pytest.mark.parametrize(
        ("text", "name", "slug"),
        [
            ("انسحبت القوات من تدمر باتجاه السخنة", "تدمر", "palmyra"),
            ("استعادة مدينة تدمر الأثرية", "تدمر", "palmyra"),
            ("قصف الطيران بلدة بليون جنوب إدلب", "بليون", "balyun"),
            ("وصلت السفينة إلى ينبع", "ينبع", "yanbu"),
            ("القصف على مدينة حرض", "حرض", "haradh"),
        ],
    )
    def test_are_places_where_a_place_is_called_for(self, know, text, name, slug):
        assert (name, slug) in know(text).links("PLACE")

    def test_an_agency_stands_in_brackets(self, know):
        assert know("الكويت (كونا) -- أدانت الحكومة الهجوم").links("ORG") == [("كونا", "kuna")]

    @pytest.mark.parametrize(
        "text", ["رد النظام الجزائري", "النظام الداخلي للمجلس", "الحوار مع النظام في المغرب"]
    )
    def test_the_regime_of_others_is_not_the_syrian_one(self, know, text):
        found = know(f"قصف نظام الأسد البلدة\n{text}")
        assert [m.span.slice(found.text) for m in found.mentions if m.type == "ORG"] == [
            "نظام الأسد"
        ]

    def test_a_pair_of_towns_is_two_places(self, know):
        links = know("خرج سكان بلدتي كفريا والفوعة").links("PLACE")
        assert links == [("كفريا", "kafraya-fua"), ("الفوعة", "fua")]

    def test_a_post_in_a_town_leaves_the_town_a_place(self, know):
        links = know("حاصرت القوات نقطة المراقبة التركية في مورك").links("PLACE")
        assert [name for name, _ in links] == ["مورك"]


def test_a_word_that_is_a_movement_too_is_one_behind_movement_and_spokesman(know):
    found = know("رفضت ذلك حركتا حماس والجهاد الإسلامي، وقال المتحدث باسم حماس حازم قاسم إنه خطأ")
    assert [name for name, slug in found.links("ORG") if slug == "hamas"] == ["حماس", "حماس"]
    assert [name for name, _ in found.links("PERSON")] == ["حازم قاسم"]


def test_a_first_name_is_its_bearer_where_that_one_was_named_in_full(know):
    found = know("مقتل علي عبد الله صالح\nوكان صالح دعا السبت إلى حوار")
    assert [slug for _, slug in found.links("PERSON")] == ["saleh-ali", "saleh-ali"]
