from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Note, Span
from corpus.errors import InputError
from corpus.export import Layout, to_markdown
from corpus.export.annotation import (
    annotation,
    collection,
    from_json,
    in_comment,
    read,
    to_json,
)
from corpus.export.reading import from_markdown

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
SLUGS = st.sampled_from(["person/akar", "org/un", "person/سالم الحلبي"])


@st.composite
def notes(draw: Any) -> Note:
    quote = draw(WORDS)
    start = draw(st.integers(0, 1000)) if quote else 0
    return Note(
        id=draw(st.text("0123456789abcdef", min_size=12, max_size=12)),
        article_id=draw(st.text("0123456789abcdef", min_size=12, max_size=12)),
        span=Span(start, start + len(quote)),
        quote=quote,
        prefix=draw(WORDS) if quote else "",
        suffix=draw(WORDS) if quote else "",
        content_hash=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        body=draw(WORDS),
        created="2020-03-15T08:00:00Z",
        modified="2020-03-15T08:00:01Z",
        tags=tuple(draw(st.lists(WORDS, max_size=3))),
        gloss=draw(WORDS),
        colour=draw(st.sampled_from(["", "green"])),
        author=draw(WORDS),
        speaker=draw(st.none() | WORDS),
        office=draw(st.none() | WORDS),
        entities=draw(st.none() | st.lists(SLUGS, max_size=2).map(tuple)),
        conflict=draw(st.sampled_from(["", "0123456789ab"])),
    )


@given(notes())
def test_any_note_comes_back_from_its_annotation(note):
    assert read(json.loads(json.dumps(annotation(note))), "x") == note
    (back,), _ = from_json(collection([annotation(note)], "x"), "x")
    assert back == note


@given(notes())
def test_any_note_comes_back_from_its_comment_which_ends_nowhere_else(note):
    line = in_comment(note)
    assert "--" not in line
    assert "<" not in line
    assert ">" not in line
    kinds = {unicodedata.category(character) for character in line}
    assert not {kind for kind in kinds if kind[0] == "C" or kind in ("Zl", "Zp")}
    assert read(json.loads(line), "x") == note


def test_notes_come_back_from_json_and_from_markdown_as_they_were(shelf):
    expected = [passage.note for passage in shelf]
    back, sources = from_json(to_json(shelf), "x")
    assert list(back) == expected
    assert [source.source for source in sources] == ["وكالة الأناضول", "RT", None, None]
    for group in ("article", "none"):
        text = to_markdown(shelf, title="x", layout=Layout(group=group))
        assert [one.note for one in from_markdown(text, "x")] == expected


@given(st.lists(notes(), max_size=3, unique_by=lambda note: note.id))
def test_any_notes_come_back_from_markdown(article_of, made):
    from corpus.export import Passage

    passages = [Passage(note, article_of("نص"), ()) for note in made]
    text = to_markdown(passages, title="x", layout=Layout(group="none"))
    if made:
        assert [one.note for one in from_markdown(text, "x")] == made


def test_selectors_are_those_of_the_standard(shelf):
    target = annotation(shelf[2].note)["target"]
    quote, position = target["selector"]
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == shelf[2].note.quote
    assert position == {"type": "TextPositionSelector", "start": 0, "end": 35}
    assert "selector" not in annotation(shelf[1].note)["target"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "urn:idlib-brief:note:../../x"}, "no id"),
        ({"id": 7}, "id is no text"),
        ({"target": {}}, "idlib:article is missing"),
        ({"target": None}, "NoneType"),
        ({"body": [{"purpose": "tagging"}]}, "value is missing"),
        ({"idlib:speaker": 1}, "no text"),
        ({"created": "\ud800"}, "half a character"),
    ],
)
def test_what_is_no_note_is_named_and_nothing_is_taken_for_it(shelf, change, told):
    item = annotation(shelf[2].note) | change
    with pytest.raises(InputError, match="annotation 2 is no note") as refused:
        from_json(json.dumps([annotation(shelf[0].note), item]), "notes.json")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("span", [(5, 4), (-1, 3), (0, 2), (True, 35), (2**60, 2**60 + 35)])
def test_offsets_that_fit_no_quote_are_refused(shelf, span):
    item = annotation(shelf[2].note)
    item["target"]["selector"][1] |= {"start": span[0], "end": span[1]}
    with pytest.raises(InputError, match="annotation 1 is no note"):
        from_json(json.dumps(item), "notes.json")


@pytest.mark.parametrize("text", ["", "{", "[1", "7", '{"type": "x"}', "[" * 100_000])
def test_what_holds_no_annotations_is_said_in_one_line(text):
    with pytest.raises(InputError, match=r"notes\.json") as refused:
        from_json(text, "notes.json")
    assert "\n" not in str(refused.value)


# --- Markdown read back -----------------------------------------------------------------------


def test_words_and_gloss_changed_by_hand_come_back_changed(shelf):
    text = to_markdown(shelf, title="x")
    text = text.replace("The agreement holds.\n\n**Note", "The *deal* holds, see \\#5.\n\n**Note")
    text = text.replace("\n\nرأي محلل.\n\n", "\n\nرأي آخر.\n\nوثالث.\n\n")
    first = from_markdown(text, "x")[0]
    assert first.edited == ("gloss", "body")
    assert first.note.gloss == "The *deal* holds, see #5."
    assert first.note.body == "First date for the M4 patrols: أريحا.\nرأي آخر.\nوثالث."
    assert first.exported == shelf[0].note
    assert not any(one.edited or one.unclear for one in from_markdown(text, "x")[1:])


def test_a_quote_changed_by_hand_is_told_of_and_the_note_stays(shelf):
    text = to_markdown(shelf, title="x").replace("> قال مصدر", "> زعم مصدر")
    third = from_markdown(text, "x")[2]
    assert (third.note, third.edited, third.unclear) == (shelf[2].note, (), True)


@given(body=WORDS)
def test_words_that_were_not_changed_are_never_taken_for_changed(shelf, body):
    passage = replace(shelf[0], note=replace(shelf[0].note, body=body, gloss=body))
    text = to_markdown([passage], title="x").replace("> وأضاف", "> وأكد")
    (back,) = from_markdown(text, "x")
    assert (back.note, back.unclear) == (passage.note, True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("<!-- idlib-brief-note {", "<!-- gone {", 1), "lost its data"),
        (lambda text: text.replace('"type":"Annotation"', '"type":', 1), "damaged"),
        (lambda text: re.sub('"start":0,"end":..', '"start":0,"end":2', text, count=1), "offsets"),
        (lambda text: "# Nothing", "no notes of ours"),
        (lambda text: text.partition("<!-- idlib-brief note-")[0], "no notes of ours"),
    ],
)
def test_a_damaged_document_is_told_in_one_line(shelf, change, told):
    text = to_markdown(shelf, title="x")
    assert change(text) != text
    with pytest.raises(InputError, match=told) as refused:
        from_markdown(change(text), "brief.md")
    assert "brief.md" in str(refused.value)
