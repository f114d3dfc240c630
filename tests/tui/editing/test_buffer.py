"""A text that is being written, and the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.editing.buffer import MOST_STEPS, Buffer

edits = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.integers(0, 5),
        st.text("ابcd \n", max_size=4),
        st.sampled_from(["type", "erase", "delete", "other"]),
    ),
    max_size=30,
)


def typed(buffer: Buffer, text: str) -> None:
    for letter in text:
        buffer.insert(letter, "type")


@given(st.text("ابcd \n", max_size=20), edits)
def test_undoing_everything_gives_the_first_text_and_redoing_the_last(text, steps):
    buffer = Buffer(text)
    for start, length, inserted, kind in steps:
        start = min(start, len(buffer.text))
        buffer.replace(start, min(start + length, len(buffer.text)), inserted, kind)
    last = buffer.text
    while buffer.undo():
        pass
    assert buffer.text == text
    while buffer.redo():
        pass
    assert buffer.text == last


def test_a_word_typed_is_one_step():
    buffer = Buffer()
    typed(buffer, "وقف إطلاق النار")
    seen = []
    while buffer.undo():
        seen.append(buffer.text)
    assert seen == ["وقف إطلاق ", "وقف ", ""]


def test_a_run_of_deletions_is_one_step_and_moving_begins_another():
    buffer = Buffer("سلام")
    for _ in range(2):
        buffer.replace(buffer.caret - 1, buffer.caret, "", "erase")
    buffer.move(0)
    for _ in range(2):
        buffer.replace(0, 1, "", "delete")
    assert buffer.text == ""
    buffer.undo()
    assert buffer.text == "سل"
    buffer.undo()
    assert buffer.text == "سلام"


def test_undo_brings_the_selection_back():
    buffer = Buffer("قال المبعوث")
    buffer.select(4, 11)
    buffer.insert("x", "type")
    assert buffer.text == "قال x"
    buffer.undo()
    assert buffer.selected_text == "المبعوث"


def test_writing_after_undo_leaves_nothing_to_redo():
    buffer = Buffer()
    typed(buffer, "one two")
    buffer.undo()
    typed(buffer, "x")
    assert not buffer.redo()
    assert buffer.text == "one x"


def test_the_selection_goes_either_way():
    buffer = Buffer("abc")
    buffer.select(2, 1)
    assert buffer.selection == (1, 2)
    assert buffer.caret == 1
    buffer.move(99, select=True)
    assert buffer.selection == (2, 3)


def test_only_so_many_steps_are_remembered():
    buffer = Buffer()
    for _ in range(MOST_STEPS + 5):
        buffer.insert("x")
    while buffer.undo():
        pass
    assert buffer.text == "x" * 5
