from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import KnowledgeError
from corpus.knowledge import quick_toml
from corpus.knowledge.base import AMBIGUOUS, FILES, PACKAGED, Person, load
from corpus.knowledge.patterns import load_patterns

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = ("people", "agreements", "organisations", "places", "ambiguous")


def _base(path: Path, world: str):
    for name in EMPTY:
        (path / f"{name}.toml").write_text("", encoding="utf-8")
    (path / "world.toml").write_text(world, encoding="utf-8")
    return load(path)


class TestLines:
    def test_a_line_is_an_entity_with_its_forms(self, tmp_path: Path) -> None:
        base = _base(
            tmp_path,
            "people = '''\nx | SD | سالم كرار ; سالم (كرّار|قرار) ; -كرار ; ~سالم | Salem Karar | "
            "A man | والي كسلا ; 2019-01-02 ; 2020 / والي سنار ; 2020\n'''",
        )
        person = base.entities["person/x"]
        assert isinstance(person, Person)
        assert (person.ar, person.en, person.about) == ("سالم كرار", "Salem Karar", "A man")
        assert [(f.text, f.strength, f.short) for f in person.forms] == [
            ("سالم كرار", "strong", False),
            ("سالم كرّار", "strong", False),
            ("سالم قرار", "strong", False),
            ("كرار", "strong", True),
            ("سالم", "weak", True),
        ]
        assert [(r.ar, r.since, r.until) for r in person.roles] == [
            ("والي كسلا", "2019-01-02", "2020"),
            ("والي سنار", "2020", None),
        ]

    def test_a_country_has_its_nationality_words(self, tmp_path: Path) -> None:
        base = _base(tmp_path, "countries = '''\nx | XX | واحة | Oasis | واحي ; واحاتي\n'''")
        assert base.entities["place/x"].demonyms == ("واحي", "واحاتي")  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("world", "complaint"),
        [
            ("places = '''\nx | XX | واحة | Oasis\n'''", "must have 5 columns"),
            ("cities = ''''''", "must be one of"),
            ("places = 'x", "not valid TOML"),
            ("people = '''\nx | SD | -سالم | S | A man |\n'''", "lacks a full form"),
            ("people = '''\nx | SD | سالم كرار | S | A man | وال\n'''", "a day of office"),
            (
                "places = '''\nx | | city | أ | A\nx | | city | ب | B\n'''",
                "place/x stands twice",
            ),
        ],
    )
    def test_what_is_wrong_is_told(self, tmp_path: Path, world: str, complaint: str) -> None:
        with pytest.raises(KnowledgeError, match=complaint):
            _base(tmp_path, world)


class TestQuickToml:
    @pytest.mark.parametrize("file", [*FILES.values(), AMBIGUOUS])
    def test_reads_the_shipped_files_as_tomllib_does(self, file: str) -> None:
        text = (PACKAGED / file).read_text(encoding="utf-8")
        assert quick_toml.loads(text) == tomllib.loads(text)

    @given(
        st.lists(
            st.sampled_from(
                [
                    "[a]",
                    "[b]",
                    "[[a.s]]",
                    "k = 'v'",
                    'm = "v\'s"',
                    "n = 12",
                    "f = true",
                    "l = ['a', 'b']",
                    "l = [\n  'a',\n  'b',\n]",
                    "l = ['a' 'b']",
                    "t = [{ k = 'v', n = 1 }]",
                    "t = [\n  { k = 'v' },\n  { k = \"w\" },\n]",
                    "# note",
                    "",
                    "e = []",
                    "x = '''y'''",
                    'y = "\\u0041"',
                    "z = 1.5",
                    "k = 'v' # note",
                    "  k = 'v'",
                    "n = 012",
                    "'q' = 'v'",
                    "k = 'v",
                ]
            ),
            max_size=8,
        ).map("\n".join)
    )
    def test_reads_as_tomllib_does_or_not_at_all(self, text: str) -> None:
        found = quick_toml.loads(text)
        if found is not None:
            assert found == tomllib.loads(text)


class TestPatterns:
    def test_no_first_name_stands_in_a_list_twice(self) -> None:
        text = (PACKAGED / "patterns.toml").read_text(encoding="utf-8")
        for lists in tomllib.loads(text).values():
            for name, words in lists.items():
                assert len(words.split()) == len(set(words.split())), name

    def test_a_list_that_is_no_text_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "patterns.toml").write_text("[a]\nb = 1", encoding="utf-8")
        with pytest.raises(KnowledgeError, match="must be text in quotes"):
            load_patterns(tmp_path)
