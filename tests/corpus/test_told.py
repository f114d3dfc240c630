"""What the corpus tells is English like any other text, and remembers what it was made of."""

from __future__ import annotations

import ast
import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BriefError, InputError
from corpus.told import Told, any_of, one_of, told, told_count, told_of_system

CORPUS = Path(__file__).parents[2] / "corpus"
VALUES = st.text() | st.integers()


@given(VALUES, VALUES)
def test_the_text_is_that_of_the_template_with_its_values(one, other):
    said = told("{other}: no {one!r} – {{}}", one=one, other=other)
    assert said == f"{other}: no {one!r} – {{}}"
    assert said.template == "{other}: no {one!r} – {{}}"
    assert said.values == {"one": one, "other": other}


@given(st.text())
def test_a_text_without_values_stays_as_it_is(text):
    assert told(text) == text


@given(st.text(), st.integers())
def test_it_is_a_text_like_any_other(name, number):
    said = told("{n:,} of {name}", n=number, name=name)
    plain = f"{number:,} of {name}"
    assert hash(said) == hash(plain)
    assert {plain: 1}[said] == 1
    assert repr(said) == repr(plain)
    assert f"{said}!" == f"{plain}!"
    assert said.removeprefix("x") == plain.removeprefix("x")


@given(st.text(), st.integers(0, 3))
def test_it_goes_to_other_processes_whole(name, number):
    said = told("{what} in {name}", what=told_count("{n} line", "{n} lines", number), name=name)
    for other in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):
        assert isinstance(other, Told)
        assert (other, other.template, other.values) == (said, said.template, said.values)
        assert isinstance(other.values["what"], Told)
        assert other.values["what"].other == "{n} lines"


def test_an_error_takes_its_sentence_to_other_processes():
    error = InputError(told("{file} is empty", file="a.txt"), told("Give another"))
    other = pickle.loads(pickle.dumps(error))
    assert str(other) == "a.txt is empty. Give another"
    assert other.message.template == "{file} is empty"
    assert other.hint == "Give another"


@pytest.mark.parametrize(("n", "said"), [(0, "0 hours"), (1, "1 hour"), (2, "2 hours")])
def test_what_is_counted_takes_the_form_of_its_number(n, said):
    assert told_count("{n} hour", "{n} hours", n) == said


@pytest.mark.parametrize(
    ("names", "one", "any_"),
    [
        ((), "", ""),
        (("a",), "a", "a"),
        (("a", "b"), "a or b", "a or b"),
        (("a", "b", "c"), "a, b or c", "a or b or c"),
    ],
)
def test_names_are_listed(names, one, any_):
    assert one_of(names) == one
    assert any_of(names) == any_


def test_a_reason_inside_another_error_stays_a_sentence():
    inner = ValueError(told("{key} is missing", key="id"))
    said = told("{where} is no note: {error}", where="a", error=inner)
    assert said == "a is no note: id is missing"
    assert isinstance(said.values["error"], Told)


def test_the_reason_of_the_system_is_its_own():
    with pytest.raises(OSError, match="missing") as failed:
        Path("missing").read_text(encoding="utf-8")
    assert told_of_system(failed.value) == failed.value.strerror


def test_an_error_is_told_as_it_is_written():
    for error in (BriefError("No"), BriefError("No", "Go"), InputError(told("N {n}", n=1), "G")):
        assert error.told == str(error)


def test_it_costs_nothing_to_start_with():
    code = (
        "import sys, corpus.errors\n"
        "assert not {'gettext', 'string', 're', 'typing'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True, cwd=CORPUS.parent)


FOR_THOSE_WHO_BUILD_IT = {"base.py", "world.py", "patterns.py"}
"""Faults of the knowledge base that comes with the program: no reader of articles sees them."""


@pytest.mark.parametrize(
    "path",
    sorted(path for path in CORPUS.rglob("*.py") if path.name not in FOR_THOSE_WHO_BUILD_IT),
    ids=lambda path: str(path.relative_to(CORPUS)),
)
def test_an_error_for_a_person_is_told_rather_than_glued_together(path):
    kinds = {BriefError.__name__}
    found = BriefError.__subclasses__()
    while found:
        one = found.pop()
        kinds.add(one.__name__)
        found += one.__subclasses__()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {*kinds, "QueryError", "FetchError", "NoSuchDayError", "_fail"}:
                assert not any(isinstance(one, ast.JoinedStr) for one in node.args), node.lineno
