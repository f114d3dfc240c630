"""What the knowledge base says in Arabic: whole, faithful in its figures, and read only when asked."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata

import pytest

from corpus.article import EntityType
from corpus.bilingual import Bilingual
from corpus.errors import KnowledgeError
from corpus.knowledge import words
from corpus.knowledge.arabic import FILE, in_arabic, name_in_arabic, sentences
from corpus.knowledge.base import INVERSE, Agreement, Organisation, Person, Place, load
from corpus.told import Told

KEYS = {"about", "summary", "note", "terms", "accounts"}
NAMED_IN_LATIN = {"M4", "M5"}
"""Roads, which the Arabic press writes in Latin letters too."""


def texts():
    """Yield every Arabic text with its slug, its key and the English it stands for."""
    base = load()
    for slug, said in sentences().items():
        entity = base.entities[slug]
        for key, arabic in said.items():
            if key == "terms":
                english = [item.what for item in entity.provisions]
            elif key == "accounts":
                english = [account.says for account in entity.accounts]
            else:
                english, arabic = [getattr(entity, key)], [arabic]
            assert len(english) == len(arabic), (slug, key)
            yield from ((slug, key, *both) for both in zip(english, arabic, strict=True))


def test_every_entry_is_of_an_entity_that_says_the_same_in_english():
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert set(tables) <= {type_.prefix for type_ in EntityType}
    assert not sentences().keys() - load().entities.keys()
    for slug, said in sentences().items():
        assert said.keys() <= KEYS, slug
    for slug, key, english, arabic in texts():
        assert english and arabic.strip(), (slug, key)


def test_every_entity_says_in_arabic_who_or_what_it_is():
    base = load()
    for entity in base.entities.values():
        about = in_arabic(entity, base).about
        assert isinstance(about, Bilingual | Told), entity.slug


def test_all_that_is_said_of_an_entity_has_its_arabic():
    base = load()
    for entity in base.entities.values():
        known = in_arabic(entity, base)
        said = [known.note]
        if isinstance(known, Agreement):
            said += [known.summary, *(item.what for item in known.provisions)]
            said += [account.says for account in known.accounts]
        assert all(isinstance(text, Bilingual) for text in said if text), entity.slug
        if isinstance(known, Agreement):
            assert known.provisions == entity.provisions
            assert known.accounts == entity.accounts


def test_the_arabic_is_arabic():
    for slug, key, _, arabic in texts():
        latin = set(re.findall(r"[A-Za-z][A-Za-z0-9]*", arabic))
        assert latin <= NAMED_IN_LATIN, (slug, key)
        for letter in arabic:
            # Presentation forms and controls belong to a screen, not to a text.
            assert unicodedata.normalize("NFKC", letter) == letter, (slug, key, letter)
            assert unicodedata.category(letter) not in ("Cf", "Cc"), (slug, key, letter)


SPELLED = {"2": "كيلومترين", "4": "الرابعة", "20": "العشرين"}
MONTHS = {
    "January": "كانون الثاني/يناير",
    "February": "شباط/فبراير",
    "March": "آذار/مارس",
    "April": "نيسان/أبريل",
    "May": "أيار/مايو",
    "June": "حزيران/يونيو",
    "July": "تموز/يوليو",
    "August": "آب/أغسطس",
    "September": "أيلول/سبتمبر",
    "October": "تشرين الأول/أكتوبر",
    "November": "تشرين الثاني/نوفمبر",
    "December": "كانون الأول/ديسمبر",
}


def test_the_arabic_has_the_figures_and_months_of_the_english_and_no_other():
    figure = re.compile(r"\d+")
    for slug, key, english, arabic in texts():
        spelled = {figure for figure, word in SPELLED.items() if word in arabic}
        wanted, found = set(figure.findall(english)), set(figure.findall(arabic))
        assert found <= wanted, (slug, key)
        assert wanted - found <= spelled, (slug, key)
        wanted = {ar for en, ar in MONTHS.items() if re.search(rf"\b{en}\b", english)}
        assert wanted == {ar for ar in MONTHS.values() if ar in arabic}, (slug, key)


def test_a_name_of_the_library_alone_has_its_arabic_too():
    base = load()
    name = name_in_arabic(base.name("agreement/sochi-memo-2018"))
    assert name == base.name("agreement/sochi-memo-2018")
    assert isinstance(name.about, Bilingual)
    assert not isinstance(base.name("agreement/sochi-memo-2018").about, Bilingual)


@pytest.mark.parametrize(
    ("known", "used"),
    [
        (words.kinds, lambda e: [getattr(e, "kind", "")]),
        (words.sides, lambda e: [e.side] if isinstance(e, Person) else []),
        (words.stances, lambda e: [e.stance] if isinstance(e, Organisation) else []),
        (words.relations, lambda e: [one.type for one in getattr(e, "relations", ())]),
    ],
    ids=["kinds", "sides", "stances", "relations"],
)
def test_every_value_of_a_closed_set_has_its_words(known, used):
    values = {value for entity in load().entities.values() for value in used(entity) if value}
    assert values
    assert not values - known().keys()
    assert not any("-" in word or (word.islower() and "_" in word) for word in known().values())


def test_relations_seen_from_the_other_end_have_their_words():
    assert not {*INVERSE, *INVERSE.values()} - words.relations().keys()
    written = {
        one.type for body in load().of_class(Organisation) for one in body.relations
    } - INVERSE.keys()
    assert not written - words.seen_from_there().keys()


def test_the_country_of_a_place_of_the_world_is_named():
    base = load()
    place = next(
        one for one in base.of_class(Place) if one.country == "FR" and one.about == "City (FR)"
    )
    about = in_arabic(place, base).about
    assert isinstance(about, Told)
    assert about == "city (France)"


def test_the_arabic_is_not_read_until_somebody_asks():
    code = (
        "import sys\n"
        "import tui.app, tui.screens.dossier\n"
        "from corpus.knowledge.base import load\n"
        "load()\n"
        "assert 'corpus.knowledge.arabic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_wrong_number_of_terms_is_refused(monkeypatch):
    base = load()
    agreement = base.entities["agreement/sochi-memo-2018"]
    said = {agreement.slug: {"terms": ["بند"]}}
    monkeypatch.setattr("corpus.knowledge.arabic.sentences", lambda: said)
    with pytest.raises(KnowledgeError, match="terms"):
        in_arabic(agreement, base)
