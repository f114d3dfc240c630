from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.export import Layout
from corpus.export.blocks import Block, Document, blocks_in, is_ours, update
from corpus.export.markdown import document

NOTE = "note-ed4aed100be9"


def made(*passages, **options):
    return document(passages, title="ملخص", layout=Layout(**options))


def edited(passage, **changes):
    return replace(passage, note=replace(passage.note, **changes))


def lines_that_differ(before: str, after: str) -> set[str]:
    return set(before.split("\n")) ^ set(after.split("\n"))


# --- the same again -------------------------------------------------------------------------


def test_a_second_export_of_the_same_notes_changes_no_byte(shelf):
    text = made(*shelf).marked()
    again = update(text, made(*shelf))
    assert again.text == text
    assert (again.changed, again.added, again.removed, again.kept) == ((), (), (), ())


def test_after_one_note_was_edited_only_its_block_differs(shelf):
    text = made(*shelf).marked()
    now = (edited(shelf[0], body="Something else."), *shelf[1:])
    after = update(text, made(*now))
    assert after.changed == (NOTE,)
    before_block = re.search(
        rf"<!-- idlib-brief {NOTE} .*?<!-- /idlib-brief {NOTE} -->", text, re.S
    )
    after_block = re.search(
        rf"<!-- idlib-brief {NOTE} .*?<!-- /idlib-brief {NOTE} -->", after.text, re.S
    )
    assert before_block and after_block
    assert text.replace(before_block[0], "") == after.text.replace(after_block[0], "")
    assert "Something else." in after_block[0]


def test_an_update_gives_what_a_new_export_would(shelf):
    for group in ("entity", "tag", "none"):
        after = update(made(*shelf).marked(), made(*shelf[::-1], group=group))
        assert after.text == made(*shelf[::-1], group=group).marked()


# --- what a person wrote --------------------------------------------------------------------


def with_own_words(text: str, words: str, behind: str) -> str:
    closing = f"<!-- /idlib-brief {behind} -->\n"
    assert closing in text
    return text.replace(closing, f"{closing}{words}")


@pytest.mark.parametrize(
    "words",
    [
        "\nMy own paragraph.\n",
        "\n\n\n  indented, and blank lines kept  \n\n\n\n",
        "glued to both",
        "\n<!-- a comment of mine -->\n",
        "\n<!-- idlib-brief note-ffffffffffff 000000000000 -->\n",
        "\n<!-- /idlib-brief note-ffffffffffff -->\n",
        "\nكلمات بالعربية\u2028وسطر\x0bآخر\n",
    ],
)
def test_what_is_written_between_blocks_stays_to_the_byte(shelf, words):
    text = with_own_words(made(*shelf).marked(), words, NOTE)
    assert update(text, made(*shelf)).text == text
    now = (edited(shelf[0], body="Else."), *shelf[1:])
    assert words in update(text, made(*now)).text


def test_own_words_go_along_with_the_block_they_follow(shelf):
    text = with_own_words(made(*shelf, group="none").marked(), "\nBehind the first.\n", NOTE)
    after = update(text, made(*shelf[::-1], group="none")).text
    assert f"<!-- /idlib-brief {NOTE} -->\n\nBehind the first.\n" in after


def test_own_words_behind_a_note_that_goes_stay(shelf):
    text = with_own_words(made(*shelf, group="none").marked(), "\nStill true.\n", NOTE)
    after = update(text, made(*shelf[1:], group="none"))
    assert NOTE in after.removed
    assert "Still true." in after.text
    assert NOTE not in after.text


def test_words_before_the_first_block_and_at_the_end_stay(shelf):
    text = made(*shelf).marked()
    marker = "<!-- idlib-brief title"
    text = text.replace(marker, f"A preface.\n\n{marker}") + "\nAn afterword"
    now = (edited(shelf[0], body="Else."), *shelf[1:])
    after = update(text, made(*now)).text
    assert "-->\n\nA preface.\n\n<!-- idlib-brief title" in after
    assert after.endswith("\nAn afterword\n")


def test_newlines_of_another_system_stay(shelf):
    text = made(*shelf).marked().replace("\n", "\r\n")
    assert update(text, made(*shelf)).text == text
    now = (edited(shelf[0], body="Else."), *shelf[1:])
    after = update(text, made(*now)).text
    assert after.count("\n") == after.count("\r\n")


# --- blocks changed by hand -----------------------------------------------------------------


def by_hand(text: str) -> str:
    assert "First date for" in text
    return text.replace("First date for", "By hand: first date for")


def test_a_block_changed_by_hand_stays_and_is_told_of(shelf):
    text = by_hand(made(*shelf).marked())
    assert update(text, made(*shelf)).kept == ()
    now = (edited(shelf[0], gloss="Else."), *shelf[1:])
    after = update(text, made(*now))
    assert after.kept == (NOTE,)
    assert "By hand: first date for" in after.text
    assert NOTE in update(after.text, made(*now)).kept


def test_a_block_changed_by_hand_is_overwritten_only_when_that_is_asked_for(shelf):
    text = by_hand(made(*shelf).marked())
    assert update(text, made(*shelf), overwrite=True).text == made(*shelf).marked()
    assert update(text, made(*shelf), overwrite=[NOTE]).text == made(*shelf).marked()
    assert update(text, made(*shelf), overwrite=["title"]).text == text


def test_a_block_changed_by_hand_stays_even_when_its_note_goes(shelf):
    after = update(by_hand(made(*shelf).marked()), made(*shelf[1:]))
    assert after.kept == (NOTE,)
    assert "By hand: first date for" in after.text


def test_what_was_changed_by_hand_and_taken_in_counts_as_ours_again(shelf):
    text = by_hand(made(*shelf).marked())
    body = shelf[0].note.body.replace("First date for", "By hand: first date for")
    now = (edited(shelf[0], body=body), *shelf[1:])
    assert update(text, made(*now)).text == made(*now).marked()


# --- front matter ---------------------------------------------------------------------------


def test_keys_of_ones_own_in_the_front_matter_stay(shelf):
    text = made(*shelf).marked().replace("lang: en\n", "lang: en\ncssclasses:\n  - wide\n")
    after = update(text, made(*shelf[:2])).text
    assert "\ncssclasses:\n  - wide\n" in after
    assert "\nnotes: 2\n" in after


def test_a_front_matter_of_ones_own_is_left_alone(shelf):
    text = made(*shelf).marked().replace('title: "ملخص"', "title: My title")
    after = update(text, made(*shelf[:2]))
    assert "front" in after.kept
    assert "title: My title" in after.text
    assert "notes: 5" in after.text
    assert "notes: 2" in update(text, made(*shelf[:2]), overwrite=True).text


def test_a_file_without_front_matter_gets_it(shelf):
    text = made(*shelf).marked().partition("---\n\n")[2]
    assert update(text, made(*shelf)).text.startswith("---\ntitle: ")


# --- files that are something else ----------------------------------------------------------


def test_a_file_of_somebody_else_is_none_of_ours():
    assert not is_ours("# Notes\n\nidlib-brief -->\n<!-- idlib-brief -->\n")
    assert blocks_in("---\nunclosed") == ()


def test_a_block_that_lost_its_end_or_stands_there_twice_is_the_persons_own(shelf):
    text = made(*shelf).marked()
    closing = f"<!-- /idlib-brief {NOTE} -->"
    after = update(text.replace(closing, ""), made(*shelf))
    assert NOTE in after.added
    assert after.text.count("First date for the M4 patrols: <span") == 2
    block = re.search(rf"<!-- idlib-brief {NOTE} .*?{closing}", text, re.S)
    assert block
    twice = f"{text}\n{block[0]}\n"
    assert update(twice, made(*shelf)).text == twice


PIECES = st.sampled_from(["a", "ا", "\n", " ", "-", "<!--", "-->", "#", "---\n", "\u2028"])
WORDS = st.lists(PIECES, max_size=12).map("".join)


@given(first=WORDS, second=WORDS, order=st.permutations(range(4)))
def test_whatever_a_person_writes_between_blocks_is_still_there(first, second, order):
    blocks = tuple(Block(f"note-{n}", f"> {n}") for n in range(4))
    text = Document(("title: x",), blocks).marked()
    own = f"\n{first}¶{second}\n"
    text = with_own_words(text, own, "note-1")
    now = Document(("title: x",), tuple(blocks[n] for n in order))
    after = update(text, now).text
    assert own in after
    assert update(after, now).text == after


def test_a_large_document_is_brought_up_to_date_in_no_time():
    blocks = tuple(Block(f"note-{n}", f"> {n}") for n in range(20_000))
    text = Document(("title: x",), blocks).marked()
    assert update(text, Document(("title: x",), blocks[::-1])).text.count("-->") == 40_001
