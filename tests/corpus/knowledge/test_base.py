from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.arabic.folding import fold_text
from corpus.article import EntityName, EntityType
from corpus.errors import KnowledgeError
from corpus.knowledge.base import (
    FILES,
    INVERSE,
    Agreement,
    KnowledgeBase,
    Organisation,
    Person,
    Place,
    Relation,
    Role,
    Sense,
    expand,
    load,
    validate,
)

ROOT = Path(__file__).parents[3]

NO_NATIONALITY = {
    # The word is another one («مالي»: financial), the country's own name, or hardly ever used.
    *("mali", "equatorial-guinea", "central-african-republic", "zimbabwe", "malawi", "paraguay"),
    *("haiti", "northern-ireland", "montenegro", "monaco", "hong-kong", "brunei", "east-timor"),
    *("papua-new-guinea", "somaliland"),
}
PERSON = """
[ali]
ar = 'علي'
en = 'Ali'
about = 'A person'
sources = ['x']
"""
AGREEMENT = """
[pact]
ar = 'اتفاق الواحة'
en = 'Oasis pact'
about = 'An agreement'
kind = 'agreement'
date = '2018-05-01'
sources = ['x']
"""
ORG = """
[guild]
ar = 'نقابة الواحة'
en = 'Oasis guild'
about = 'An organisation'
kind = 'civil-society'
sources = ['x']
"""
PLACE = """
[oasis]
ar = 'الواحة'
en = 'Oasis'
about = 'A place'
kind = 'town'
sources = ['x']
"""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load()


class Folder:
    """A small base on disk, sound as it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write(people=PERSON, agreements=AGREEMENT, organisations=ORG, places=PLACE)
        self.write(ambiguous="")

    def write(self, **files: str) -> Folder:
        for name, text in files.items():
            (self.path / f"{name}.toml").write_text(text, encoding="utf-8")
        return self

    def problems(self, **files: str) -> list[str]:
        return validate(load(self.write(**files).path))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def forms(base: KnowledgeBase, slug: str, strength: str | None = None) -> set[str]:
    entity = base.entities[slug]
    return {
        fold_text(form.text)
        for form in entity.forms
        if strength is None or form.strength == strength
    }


def owners(base: KnowledgeBase, text: str) -> set[str]:
    return {slug for slug in base.entities if fold_text(text) in forms(base, slug)}


class TestShippedBase:
    def test_has_no_problem(self, base: KnowledgeBase) -> None:
        assert validate(base) == []

    def test_knows_every_kind_of_entity_under_its_own_prefix(self, base: KnowledgeBase) -> None:
        kinds = {
            EntityType.PERSON: Person,
            EntityType.AGREEMENT: Agreement,
            EntityType.ORG: Organisation,
            EntityType.PLACE: Place,
        }
        for slug, entity in base.entities.items():
            assert slug == f"{entity.type.prefix}/{entity.key}"
            assert type(entity) is kinds[entity.type]

    def test_covers_the_officials_agreements_groups_and_places_of_the_subject(
        self, base: KnowledgeBase
    ) -> None:
        counted = {
            kind: sum(1 for _ in base.of_class(kind))
            for kind in (Person, Agreement, Organisation, Place)
        }
        assert counted[Person] >= 141
        assert counted[Agreement] >= 37
        assert counted[Organisation] >= 125
        assert counted[Place] >= 125

    def test_is_read_once_a_process(self, base: KnowledgeBase) -> None:
        assert load() is base

    def test_keeps_the_order_of_the_files(self, base: KnowledgeBase) -> None:
        text = (ROOT / "corpus/knowledge/people.toml").read_text(encoding="utf-8")
        keys = re.findall(r"^\[([a-z0-9-]+)\]$", text, re.MULTILINE)
        assert [person.key for person in base.of_class(Person)][: len(keys)] == keys

    def test_says_what_an_entity_is_called(self, base: KnowledgeBase) -> None:
        assert base.name("person/akar") == EntityName(
            "person/akar",
            EntityType.PERSON,
            "خلوصي أكار",
            "Hulusi Akar",
            "Turkish defence minister since July 2018, chief of the general staff before",
        )

    def test_does_not_name_a_stranger(self, base: KnowledgeBase) -> None:
        with pytest.raises(KeyError):
            base.name("person/nobody")

    def test_names_no_seed_article_by_number(self) -> None:
        for file in FILES.values():
            text = (ROOT / "corpus/knowledge" / file).read_text(encoding="utf-8")
            assert not re.search(r"article:\d|\bseed\b", text, re.IGNORECASE)


class TestOfficesChangeWithTime:
    @pytest.mark.parametrize(
        ("slug", "day", "org", "title"),
        [
            ("person/akar", "2017-08-17", "org/tr-genstaff", "Chief of the General Staff"),
            ("person/akar", "2019-05-31", "org/tr-mod", "Minister of National Defence"),
            ("person/akar", "2018-07-10", "org/tr-mod", "Minister of National Defence"),
            ("person/guler", "2019-05-31", "org/tr-genstaff", "Chief of the General Staff"),
            ("person/demistura", "2018-12-31", "org/un-envoy", "UN Special Envoy for Syria"),
            ("person/pedersen", "2019-01-07", "org/un-envoy", "UN Special Envoy for Syria"),
            (
                "person/johnson",
                "2020-03-05",
                "org/uk-government",
                "Prime Minister of the United Kingdom",
            ),
        ],
    )
    def test_role_on_a_day(
        self, base: KnowledgeBase, slug: str, day: str, org: str, title: str
    ) -> None:
        person = base.entities[slug]
        assert isinstance(person, Person)
        role = person.role_on(day)
        assert role is not None
        assert (role.org, role.en) == (org, title)

    @pytest.mark.parametrize(
        ("slug", "day"),
        [
            ("person/pedersen", "2018-12-31"),
            ("person/demistura", "2019-01-01"),
            ("person/soleimani", "2020-01-04"),
            ("person/nazarbayev", "2019-06-01"),
        ],
    )
    def test_no_role_before_taking_or_after_leaving_office(
        self, base: KnowledgeBase, slug: str, day: str
    ) -> None:
        person = base.entities[slug]
        assert isinstance(person, Person)
        assert person.role_on(day) is None

    def test_two_offices_at_once_come_latest_first(self, base: KnowledgeBase) -> None:
        jeffrey = base.entities["person/jeffrey"]
        assert isinstance(jeffrey, Person)
        assert [role.since for role in jeffrey.roles_on("2019-10-17")] == ["2019-01", "2018-08"]

    @pytest.mark.parametrize(
        ("since", "until", "day", "held"),
        [
            ("2018", "2018", "2018-01-01", True),
            ("2018", "2018", "2018-12-31", True),
            ("2018", "2018", "2019-01-01", False),
            ("2018-02", "2018-03", "2018-01-31", False),
            ("2018-02", "2018-03", "2018-03-31", True),
            ("2018-02-10", None, "2031-01-01", True),
            ("2018-02-10", None, "2018-02-09", False),
        ],
    )
    def test_a_month_or_year_stands_for_all_of_it(
        self, since: str, until: str | None, day: str, held: bool
    ) -> None:
        assert Role("", "", None, since, until).held_on(day) is held


class TestForms:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("آكار", "person/akar"),
            ("ياشار غيولير", "person/guler"),
            ("بوتن", "person/putin"),
            ("تشاووش أوغلو", "person/cavusoglu"),
            ("غراسيموف", "person/gerasimov"),
            ("لافرينتيف", "person/lavrentiev"),
            ("الدفاع الروسية", "org/ru-mod"),
            ("الخارجية التركية", "org/tr-mfa"),
            ("الأركان الروسية", "org/ru-genstaff"),
            ("الرئاسة الروسية", "org/ru-kremlin"),
            ("جبهة فتح الشام", "org/jfs"),
            ("هيئة تحرير الشام", "org/hts"),
            ("آستانة", "place/astana"),
            ("إم-4", "place/m4"),
            ("أم 4", "place/m4"),
            ("M4", "place/m4"),
            ("طريق اللاذقية حلب", "place/m4"),
            ("إم5", "place/m5"),
            ("محافظة إدلب", "place/idlib"),
            ("مدينة إدلب", "place/idlib"),
            ("اتفاق تخفيف التوتر", "agreement/memo-deescalation-2017"),
            ("اتفاق أستانا", "agreement/memo-deescalation-2017"),
            ("مسار أستانة", "agreement/astana-process"),
            ("صيغة أستانا", "agreement/astana-process"),
            ("اتفاق سوتشي لعام 2018", "agreement/sochi-memo-2018"),
            ("قرار مجلس الأمن الدولي رقم 2254", "agreement/unscr-2254"),
        ],
    )
    def test_press_spelling_belongs_to_one_entity(
        self, base: KnowledgeBase, text: str, slug: str
    ) -> None:
        assert owners(base, text) == {slug}
        assert fold_text(text) in forms(base, slug, "strong")

    @pytest.mark.parametrize(
        "head", ["مباحثات", "اجتماعات", "محادثات", "مفاوضات", "لقاءات", "جولة"]
    )
    @pytest.mark.parametrize("city", ["أستانا", "أستانة", "جنيف"])
    def test_a_meeting_leaves_its_city_to_the_places(
        self, base: KnowledgeBase, head: str, city: str
    ) -> None:
        assert owners(base, f"{head} {city}") == set()
        assert {slug.partition("/")[0] for slug in owners(base, city)} == {"place"}

    @pytest.mark.parametrize(
        "text",
        [
            "غير",
            "ماس",
            "ظريف",
            "المعلم",
            "حجاب",
            "النمر",
            "أوغلو",
            "القاعدة",
            "النصرة",
            "النظام",
            "الباب",
            "دوما",
            "قالن",
            "شعبان",
            "الهيئة",
            "الجيش الوطني",
            "الحديدة",
            "سيول",
        ],
    )
    def test_an_ordinary_word_is_no_strong_form(self, base: KnowledgeBase, text: str) -> None:
        for slug in base.entities:
            assert fold_text(text) not in forms(base, slug, "strong")

    @pytest.mark.parametrize(
        "text",
        [
            "الاتفاق",
            "الاتفاقية",
            "مذكرة التفاهم",
            "الاتفاق الأخير",
            "الغد",
            "العالم",
            "العربية",
            "الجبهة",
            "خميس",
            "ميت",
            "عدنان",
            "الشام",
            "الإنقاذ",
            "الطريق الدولي",
            "سوتشي 2018",
        ],
    )
    def test_a_word_for_anything_is_no_form_at_all(self, base: KnowledgeBase, text: str) -> None:
        assert owners(base, text) == set()

    def test_a_surname_is_told_from_a_full_name(self, base: KnowledgeBase) -> None:
        short = {form.text: form.short for form in base.entities["person/akar"].forms}
        assert short["خلوصي أكار"] is False
        assert short["أكار"] is True

    def test_a_summit_is_known_but_not_looked_for(self, base: KnowledgeBase) -> None:
        assert base.entities["agreement/tehran-summit-2018"].forms == ()
        assert base.entities["agreement/tehran-summit-2018"].ar == "قمة طهران الثلاثية"

    def test_every_country_has_its_nationality_word(self, base: KnowledgeBase) -> None:
        countries = [place for place in base.of_class(Place) if place.kind == "country"]
        assert len(countries) > 60
        assert all(place.country for place in countries)
        assert {place.key for place in countries if not place.demonyms} == NO_NATIONALITY

    def test_neighbours_and_their_capitals_are_there(self, base: KnowledgeBase) -> None:
        for name in ("العراق", "لبنان", "إسرائيل", "السعودية", "قطر", "بغداد", "بيروت", "الدوحة"):
            assert len(owners(base, name)) == 1


class TestPatterns:
    def test_stands_for_every_combination(self) -> None:
        assert expand("(a|b) c(| d)") == ("a c", "a c d", "b c", "b c d")

    def test_an_empty_choice_leaves_no_double_blank(self) -> None:
        assert expand("(x |)y( z|)") == ("x y z", "x y", "y z", "y")

    def test_text_without_a_stroke_keeps_its_brackets(self) -> None:
        assert expand("عين العرب (كوباني)") == ("عين العرب (كوباني)",)

    def test_brackets_without_a_choice_stay_beside_a_pattern(self) -> None:
        assert expand("(a|b) (c)") == ("a (c)", "b (c)")

    def test_the_same_form_comes_once(self) -> None:
        assert expand("(a|a) b") == ("a b",)


class TestAmbiguousForms:
    @pytest.mark.parametrize("head", ["اتفاق", "اتفاقية", "مذكرة تفاهم", "تفاهمات"])
    def test_sochi_has_two_memoranda(self, base: KnowledgeBase, head: str) -> None:
        senses = base.senses[f"{head} سوتشي"]
        assert [sense.entity for sense in senses] == [
            "agreement/sochi-memo-2018",
            "agreement/sochi-memo-2019",
        ]

    def test_sochi_by_date_then_by_words(self, base: KnowledgeBase) -> None:
        earlier, later = base.senses["اتفاق سوتشي"]
        assert earlier.standing_on("2018-09-16") == "excluded"
        assert earlier.standing_on("2019-05-31") == "preferred"
        assert later.standing_on("2019-10-21") == "excluded"
        assert earlier.standing_on("2020-03-05") == later.standing_on("2020-03-05") == "open"
        assert earlier.standing_on(None) == later.standing_on(None) == "open"
        assert "إدلب" in earlier.near
        assert "شرق الفرات" in later.near
        assert not set(earlier.near) & set(later.near)

    @pytest.mark.parametrize(
        ("day", "slug"),
        [
            ("2018-10-01", "agreement/sochi-memo-2018"),
            ("2019-11-01", "agreement/sochi-memo-2019"),
            ("2020-03-14", "agreement/moscow-protocol-2020"),
        ],
    )
    def test_the_russian_turkish_agreement_is_the_latest_one(
        self, base: KnowledgeBase, day: str, slug: str
    ) -> None:
        senses = base.senses["الاتفاق الروسي التركي"]
        assert [s.entity for s in senses if s.standing_on(day) == "preferred"] == [slug]

    def test_an_ambiguous_form_is_a_form_of_all_it_can_mean(self, base: KnowledgeBase) -> None:
        for text, senses in base.senses.items():
            assert owners(base, text) == {sense.entity for sense in senses}

    def test_a_shared_surname_is_weak_for_all(self, base: KnowledgeBase) -> None:
        for slug in ("person/cavusoglu", "person/davutoglu", "person/sinirlioglu"):
            assert fold_text("أوغلو") in forms(base, slug, "weak")

    def test_an_agreement_is_not_meant_before_it_was_made(self, base: KnowledgeBase) -> None:
        for senses in base.senses.values():
            for sense in senses:
                entity = base.entities[sense.entity]
                if isinstance(entity, Agreement):
                    assert sense.since is not None
                    # A truce announced ahead can be talked of some days before it begins.
                    assert sense.since[:7] >= entity.date[:7]


class TestRelations:
    def test_show_from_both_ends(self, base: KnowledgeBase) -> None:
        assert Relation("supplements", "agreement/sochi-memo-2018") in base.relations(
            "agreement/moscow-protocol-2020"
        )
        assert Relation("supplemented-by", "agreement/moscow-protocol-2020") in base.relations(
            "agreement/sochi-memo-2018"
        )

    def test_of_a_person_are_none(self, base: KnowledgeBase) -> None:
        assert base.relations("person/akar") == ()

    def test_every_type_has_an_inverse_of_another_name_but_one(self) -> None:
        assert [name for name, inverse in INVERSE.items() if name == inverse] == ["distinct-from"]
        assert len(set(INVERSE.values())) == len(INVERSE)


class TestSmallBase:
    def test_is_sound_as_it_stands(self, folder: Folder) -> None:
        assert folder.problems() == []

    def test_is_read_afresh_from_a_directory(self, folder: Folder) -> None:
        assert load(folder.path).entities["person/ali"].en == "Ali"
        folder.write(people=PERSON.replace("'Ali'", "'Aly'"))
        assert load(folder.path).entities["person/ali"].en == "Aly"

    @pytest.mark.parametrize(
        ("files", "told"),
        [
            ({"people": PERSON.replace("[ali]", "[Ali_1]")}, "people.toml [Ali_1]: the key"),
            ({"people": PERSON.replace("'علي'", "' '")}, "people.toml [ali]: “ar” is empty"),
            ({"people": PERSON.replace("'Ali'", "''")}, "people.toml [ali]: “en” is empty"),
            ({"people": PERSON.replace("'A person'", "''")}, "people.toml [ali]: “about” is empty"),
            (
                {"people": PERSON.replace("'A person'", f"'{'x' * 121}'")},
                "people.toml [ali]: “about” must be one line of at most 120",
            ),
            (
                {"people": PERSON.replace("'A person'", '"two\\nlines"')},
                "people.toml [ali]: “about” must be one line",
            ),
            ({"people": PERSON.replace("['x']", "[]")}, "people.toml [ali]: “sources” is empty"),
            ({"people": PERSON + "aliases = ['']"}, "people.toml [ali]: a form is empty"),
            (
                {"people": PERSON + "country = 'Syria'"},
                "people.toml [ali]: “Syria” is not a country code",
            ),
            (
                {
                    "people": PERSON
                    + "roles = [{ ar = 'ر', en = 'h', org = 'gild', since = '2018' }]"
                },
                "people.toml [ali]: org “org/gild” does not exist",
            ),
            (
                {"people": PERSON + "roles = [{ ar = 'ر', en = 'h', since = '18.5.2018' }]"},
                "people.toml [ali]: roles: “18.5.2018” is not an ISO date",
            ),
            (
                {"people": PERSON + "roles = [{ ar = 'ر', en = 'h', since = '2018-13' }]"},
                "people.toml [ali]: roles: “2018-13” is not an ISO date",
            ),
            (
                {
                    "people": PERSON
                    + "roles = [{ ar = 'ر', en = 'h', since = '2019-01', until = '2018' }]"
                },
                "people.toml [ali]: roles: 2018 is before 2019-01",
            ),
            (
                {"agreements": AGREEMENT + "place = 'desert'"},
                "agreements.toml [pact]: place “place/desert” does not exist",
            ),
            (
                {"agreements": AGREEMENT + "parties = ['RU', 'gild']"},
                "agreements.toml [pact]: parties “org/gild” does not exist",
            ),
            (
                {"agreements": AGREEMENT + "signatories = ['RU']"},
                "agreements.toml [pact]: signatories “RU” is a country code",
            ),
            (
                {"agreements": AGREEMENT + "signatories = ['org/guild']"},
                "agreements.toml [pact]: signatories “org/guild” is an entry of another file",
            ),
            (
                {"agreements": AGREEMENT + "effective = '2018-04-30T12:00'"},
                "agreements.toml [pact]: effective: 2018-04-30T12:00 is before 2018-05-01",
            ),
            (
                {
                    "agreements": AGREEMENT
                    + "relations = [{ type = 'implements', target = 'pakt' }]"
                },
                "agreements.toml [pact]: relations “agreement/pakt” does not exist",
            ),
            (
                {"agreements": AGREEMENT + "relations = [{ type = 'likes', target = 'pact' }]"},
                "agreements.toml [pact]: relation type “likes” is not known",
            ),
            (
                {"agreements": AGREEMENT + "relations = [{ type = 'recalls', target = 'pact' }]"},
                "agreements.toml [pact]: recalls pact: an agreement does not relate to itself",
            ),
            (
                {"organisations": ORG + "parent = 'gild'"},
                "organisations.toml [guild]: parent “org/gild” does not exist",
            ),
            (
                {
                    "organisations": ORG
                    + "relations = [{ type = 'part-of', target = 'place/moon' }]"
                },
                "organisations.toml [guild]: relations “place/moon” does not exist",
            ),
            (
                {"organisations": ORG + "founded = '2019'\nended = '2018'"},
                "organisations.toml [guild]: founded: 2018 is before 2019",
            ),
            (
                {"places": PLACE + "parent = 'desert'"},
                "places.toml [oasis]: parent “place/desert” does not exist",
            ),
            (
                {"places": PLACE + "aliases = ['نقابه الواحه']"},
                "places.toml [oasis]: “نقابه الواحه” also means org/guild; say in ambiguous.toml",
            ),
        ],
    )
    def test_each_problem_is_told_with_its_file_and_entry(
        self, folder: Folder, files: dict[str, str], told: str
    ) -> None:
        (problem,) = folder.problems(**files)
        assert problem.startswith(told)

    def test_relations_that_run_both_ways_contradict(self, folder: Folder) -> None:
        supplements = "relations = [{ type = 'complements', target = '%s' }]\n"
        second = AGREEMENT.replace("[pact]", "[deal]").replace("اتفاق", "صفقة")
        problems = folder.problems(
            agreements=AGREEMENT + supplements % "deal" + second + supplements % "pact"
        )
        assert problems == [
            "agreements.toml [pact]: complements deal: the other says the same of this one",
            "agreements.toml [deal]: complements pact: the other says the same of this one",
        ]

    @pytest.mark.parametrize(
        ("relation", "told"),
        [("implements", "2018-05-01 is before 2018-06-01"), ("endorsed-by", "")],
    )
    def test_relations_do_not_run_against_time(
        self, folder: Folder, relation: str, told: str
    ) -> None:
        own = f"relations = [{{ type = '{relation}', target = 'deal' }}]\n"
        later = AGREEMENT.replace("[pact]", "[deal]").replace("اتفاق", "صفقة")
        later = later.replace("2018-05-01", "2018-06-01")
        problems = folder.problems(agreements=AGREEMENT + own + later)
        assert [problem.rpartition(": ")[2] for problem in problems] == ([told] if told else [])

    def test_a_shared_form_with_two_senses_is_no_problem(self, folder: Folder) -> None:
        assert (
            folder.problems(
                places=PLACE + "aliases = ['نقابة الواحة']",
                ambiguous=senses("near = ['سوق']", "near = ['نخل']"),
            )
            == []
        )

    @pytest.mark.parametrize(
        ("ambiguous", "told"),
        [
            (("near = ['سوق']", "near = ['سوق']"), "two senses have the same deciders"),
            (("near = ['سوق']", ""), "place/oasis has nothing that decides for it"),
            (("since = 'May'", "near = ['سوق']"), "org/guild: “May” is not an ISO date"),
            (
                ("since = '2019-01-01'\nuntil = '2018-01-01'", "near = ['سوق']"),
                "org/guild: 2018-01-01 is before 2019-01-01",
            ),
        ],
    )
    def test_senses_must_differ_in_what_decides(
        self, folder: Folder, ambiguous: tuple[str, str], told: str
    ) -> None:
        (problem,) = folder.problems(ambiguous=senses(*ambiguous))
        assert problem == f"ambiguous.toml “نقابة الواحة”: {told}"

    def test_one_sense_is_not_ambiguous(self, folder: Folder) -> None:
        one = "[x]\nforms = ['كلمة']\n[[x.sense]]\nentity = 'org/guild'\nnear = ['سوق']\n"
        assert folder.problems(ambiguous=one) == [
            "ambiguous.toml “كلمة”: one sense is not ambiguous"
        ]

    def test_a_sense_of_no_entity_is_told(self, folder: Folder) -> None:
        text = senses("near = ['سوق']", "near = ['نخل']").replace("place/oasis", "place/moon")
        (problem,) = folder.problems(ambiguous=text)
        assert problem == "ambiguous.toml “نقابة الواحة”: place/moon does not exist"

    def test_an_entity_left_out_of_the_senses_is_told(self, folder: Folder) -> None:
        (problem,) = folder.problems(
            people=PERSON + "aliases = ['نقابة الواحة']",
            ambiguous=senses("near = ['سوق']", "near = ['نخل']"),
        )
        assert problem.endswith("no sense for person/ali, which has this form too")

    def test_weak_ambiguous_forms_are_weak(self, folder: Folder) -> None:
        text = senses("near = ['سوق']", "near = ['نخل']").replace("forms", "weak = true\nforms", 1)
        base = load(folder.write(ambiguous=text).path)
        assert forms(base, "place/oasis", "weak") == {fold_text("نقابة الواحة")}


def senses(first: str, second: str) -> str:
    return (
        "[x]\nforms = ['نقابة الواحة']\n"
        f"[[x.sense]]\nentity = 'org/guild'\n{first}\n"
        f"[[x.sense]]\nentity = 'place/oasis'\n{second}\n"
    )


class TestUnreadableBase:
    @pytest.mark.parametrize(
        ("files", "told"),
        [
            ({"people": "[ali\n"}, "people.toml is not valid TOML"),
            ({"people": PERSON + PERSON}, "people.toml is not valid TOML"),
            ({"people": "ali = 'علي'\n"}, "people.toml [ali]: expected a table"),
            ({"people": PERSON.replace("en =", "eng =")}, "people.toml [ali]: “en” is missing"),
            (
                {"people": PERSON + "alias = ['علي']"},
                "people.toml [ali]: “alias” is not a key of this table",
            ),
            (
                {"people": PERSON + "aliases = 'علي'"},
                "people.toml [ali]: “aliases” must be a list in brackets",
            ),
            (
                {"people": PERSON + "aliases = ['علي', 4]"},
                "people.toml [ali]: “aliases” must hold texts in quotes",
            ),
            (
                {"people": PERSON + "silent = 'yes'"},
                "people.toml [ali]: “silent” must be true or false",
            ),
            ({"people": PERSON + "country = 4"}, "people.toml [ali]: “country” must be text"),
            (
                {
                    "people": PERSON
                    + "roles = [{ ar = 'ر', en = 'h', since = '2018', to = '2019' }]"
                },
                "people.toml [ali] roles 1: “to” is not a key of this table",
            ),
            (
                {"people": PERSON + "roles = [{ ar = 'ر', en = 'h' }]"},
                "people.toml [ali] roles 1: “since” is missing",
            ),
            (
                {"agreements": AGREEMENT + "provisions = [{ n = '1', what = 'x' }]"},
                "agreements.toml [pact] provisions 1: “n” must be a whole number",
            ),
            (
                {"agreements": AGREEMENT.replace("'2018-05-01'", "2018-05-01")},
                "agreements.toml [pact]: “date” must be text in quotes",
            ),
            (
                {"ambiguous": "[x]\nforms = ['أ']\n[y]\nforms = ['أ']\n"},
                "ambiguous.toml: “أ” stands in two entries",
            ),
        ],
    )
    def test_says_which_file_and_entry(
        self, folder: Folder, files: dict[str, str], told: str
    ) -> None:
        with pytest.raises(KnowledgeError) as raised:
            load(folder.write(**files).path)
        assert raised.value.message.startswith(told)

    @pytest.mark.parametrize("file", ["places.toml", "ambiguous.toml"])
    def test_a_missing_file_is_named(self, folder: Folder, file: str) -> None:
        (folder.path / file).unlink()
        with pytest.raises(KnowledgeError, match=f"{file} is missing"):
            load(folder.path)

    def test_bytes_that_are_no_text_are_told(self, folder: Folder) -> None:
        (folder.path / "places.toml").write_bytes(b"\xff\xfe")
        with pytest.raises(KnowledgeError, match=r"places\.toml cannot be read"):
            load(folder.path)


def test_a_sense_stands_by_the_day() -> None:
    sense = Sense("agreement/x", since="2018-09-17", until="2019-10-21")
    assert [sense.standing_on(day) for day in ("2018-09-16", "2018-09-17", "2019-10-21")] == [
        "excluded",
        "preferred",
        "preferred",
    ]
    assert sense.standing_on("2019-10-22") == "open"
    assert Sense("agreement/x", since="2018-09-17").standing_on("2018-09-17") == "open"


def test_importing_the_loader_does_not_import_the_parser() -> None:
    code = "import corpus.knowledge.base, sys; print('tomllib' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert result.stdout == "False\n"
