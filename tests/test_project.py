"""What the documents promise is what is there."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from corpus.ingest.pipeline import samples
from tui.cli import VERBS
from tui.keys import ACTIONS, shown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARABIC_WORD = re.compile(r"[\u0621-\u0652\u0670-\u06d3]{2,}|\w*\d\w*|[A-Za-z]\S*")


def test_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [
        line.strip() for line in README.splitlines() if line.startswith("    python3 -m venv")
    ]
    assert len(commands) == 2
    assert commands[0].endswith("/idlib-brief")
    assert commands[1] in script.splitlines()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb):
    assert f"`{verb}`" in README or f"idlib-brief {verb}" in README


def test_every_key_of_the_readme_does_something():
    keys = {shown(key) for action in ACTIONS for key in action.keys}
    table = [line for line in README.splitlines() if line.startswith("| `")]
    named = {key for line in table for key in re.findall(r"`([^`]+)`", line.split("|")[1])}
    assert len(named) > 20
    assert named <= keys, named - keys


def test_no_two_actions_of_one_place_share_a_key():
    for place in {action.where for action in ACTIONS}:
        keys = [key for action in ACTIONS if action.where == place for key in action.keys]
        assert len(keys) == len(set(keys)), place


def test_the_samples_are_enough_and_cover_the_years():
    days = sorted(article.published.day for article in samples())
    assert len(days) >= 24
    assert days[0][:7] == "2017-05"
    assert days[-1][:7] == "2020-03"
    assert {day[:4] for day in days} == {"2017", "2018", "2019", "2020"}


@pytest.mark.parametrize("article", list(samples()), ids=lambda article: article.origin)
def test_a_sample_is_whole_clean_and_sourced(article):
    body = [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]
    words = sum(len(ARABIC_WORD.findall(paragraph)) for paragraph in body)
    assert 115 <= words <= 360
    assert article.title
    assert article.place
    assert article.references
    assert article.source == "idlib-brief"
    assert article.published.day == article.origin.removeprefix("sample:")[:10]
    assert unicodedata.normalize("NFC", article.text) == article.text
    assert not [c for c in article.text if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"]
