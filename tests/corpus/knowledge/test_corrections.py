"""The file of corrections: what is written is read back, and what is wrong is said."""

from __future__ import annotations

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import EntityName, EntityType
from corpus.errors import KnowledgeError
from corpus.knowledge.corrections import (
    FormIs,
    Merge,
    NewEntity,
    PassageIs,
    append,
    corrections_path,
    parse,
    read,
    take_back,
    written,
)

SAMPLES = (
    FormIs("صويلو", "person/soylu"),
    FormIs('اتفاق "الغد"', None),
    PassageIs("0123456789ab", 12, "نظيره الروسي", "person/putin"),
    Merge("person/u-a", "person/akar"),
    NewEntity(EntityName("person/x", EntityType.PERSON, "فلان", "Someone", "")),
)


def test_what_is_written_is_read_back_in_order(tmp_path):
    path = corrections_path(tmp_path / "library.sqlite")
    assert read(path) == ()
    for correction in SAMPLES:
        append(path, correction)
    assert read(path) == SAMPLES
    assert path.name == "library.corrections.toml"


def test_a_file_that_lies_elsewhere_is_written_there_and_keeps_its_permissions(tmp_path):
    real, link = tmp_path / "shared.toml", tmp_path / "c.toml"
    append(real, SAMPLES[0])
    real.chmod(0o640)
    link.symlink_to(real)
    append(link, SAMPLES[1])
    assert read(real) == SAMPLES[:2]
    assert take_back(link) == SAMPLES[1]
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.toml", "shared.toml"]


def test_where_no_file_can_be_written_it_is_told(tmp_path):
    with pytest.raises(KnowledgeError, match="Cannot write") as refused:
        append(tmp_path / "no folder" / "c.toml", SAMPLES[0])
    assert "writable" in refused.value.hint


def test_the_last_correction_is_taken_back_and_a_comment_by_hand_stays(tmp_path):
    path = tmp_path / "c.toml"
    append(path, SAMPLES[0])
    path.write_text(path.read_text("utf-8") + "# [[correction]] seen by me\n", "utf-8")
    append(path, SAMPLES[1])
    assert take_back(path) == SAMPLES[1]
    assert read(path) == SAMPLES[:1]
    assert "seen by me" in path.read_text("utf-8")


def test_a_comment_behind_the_last_correction_is_not_taken_back_with_it(tmp_path):
    path = tmp_path / "c.toml"
    append(path, SAMPLES[0])
    append(path, SAMPLES[1])
    path.write_text(path.read_text("utf-8") + "# to be checked with the desk\n", "utf-8")
    assert take_back(path) == SAMPLES[1]
    assert path.read_text("utf-8").endswith("# to be checked with the desk\n")
    assert read(path) == SAMPLES[:1]


def test_nothing_is_taken_back_where_there_is_nothing(tmp_path):
    assert take_back(tmp_path / "none.toml") is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_form_survives_the_file(form):
    assert parse(written(FormIs(form, "org/x")), "f") == (FormIs(form, "org/x"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[correction]]\nform = 'a'\n", "correction 1"),
        ("[[correction]]\nform = 'a'\nis = 'putin'\n", "no slug"),
        ("[[correction]]\nform = 'a'\nis = 'person/ x'\n", "no slug"),
        ("[[correction]]\nform = 1\nis = ''\n", "kind of value"),
        ("[[corection]]\nform = 'a'\nis = ''\n", "corection is not known"),
        ("form = \n", "line 1"),
    ],
)
def test_what_is_no_correction_is_refused_with_its_place(tmp_path, text, said):
    path = tmp_path / "c.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=said) as caught:
        read(path)
    assert str(path) in str(caught.value)
