"""Every option and every format, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import __version__
from corpus.export import GROUPS, Layout, to_markdown
from corpus.export.annotation import to_json
from corpus.export.table import to_csv
from corpus.export.template import render
from corpus.knowledge.base import load

GOLDENS = Path(__file__).parents[2] / "goldens" / "export"

LAYOUTS = {
    "everything": Layout(who=True, agreements=True),
    "plain": Layout(markers=False),
    "without-glance": Layout(glance=False, markers=False),
    "obsidian": Layout(obsidian=True, markers=False),
    **{f"by-{group}": Layout(group=group, markers=False, glance=False) for group in GROUPS[1:]},
}


def golden(name: str) -> bytes:
    return (GOLDENS / name).read_bytes().replace(b"VERSION", __version__.encode())


@pytest.mark.parametrize("name", LAYOUTS)
def test_markdown_of_every_layout_has_the_bytes_that_were_agreed(shelf, name):
    text = to_markdown(shelf, title="ملخص إدلب", layout=LAYOUTS[name], base=load())
    assert text.encode() == golden(f"{name}.md")


def test_annotations_and_tables_have_the_bytes_that_were_agreed(shelf):
    assert to_json(shelf, title="ملخص إدلب").encode() == golden("everything.json")
    assert to_csv(shelf).encode() == golden("everything.csv")


def test_a_template_of_ones_own_has_the_bytes_that_were_agreed(shelf):
    template = (GOLDENS / "template.jinja").read_text(encoding="utf-8")
    made = render(template, "template.jinja", shelf, title="ملخص إدلب", layout=Layout(group="tag"))
    assert made.encode() == golden("template.md")


def test_twice_the_same_notes_make_the_same_bytes(shelf):
    for layout in LAYOUTS.values():
        first = to_markdown(shelf, title="x", layout=layout, base=load())
        assert to_markdown(shelf, title="x", layout=layout, base=load()) == first
