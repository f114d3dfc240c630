"""Every command and every key of the Arabic guide does what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui.cli import main
from tui.keys import ACTIONS, shown

PAGE = (Path(__file__).parent.parent / "docs" / "ar" / "guide.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (idlib-brief .*)$", PAGE, re.M)
KEYS_TABLE = PAGE[PAGE.index("## المفاتيح") : PAGE.index("## إدخال المقالات")]

BODY = "اجتمع الوفدان الروسي والتركي في أنقرة وبحثا الوضع في إدلب وطريق حلب اللاذقية الدولي. " * 4


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files the guide speaks of, and a library with an article and a note."""
    from corpus.article import Span
    from corpus.library.store import Library
    from corpus.notes import take

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(tmp_path / "library.sqlite"))
    (tmp_path / "article.txt").write_text(f"عنوان أول\n\n{BODY}", "utf-8")
    (tmp_path / "undated.txt").write_text(f"عنوان ثان\n\n{BODY} نهاية.", "utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(f"عنوان ثالث\n\n5 آذار 2020\n\nقال الوزير إن {BODY}", "utf-8")
    main(["add", "articles", "--date", "2020-03-06"])
    with Library(tmp_path / "library.sqlite") as library:
        article = library.article(library.article_ids()[0])
        begin = article.paragraphs[-1].span.start
        span = Span(begin, begin + len(article.text[begin:].split()[0]))
        library.save_note(take(article, span, "ملاحظة", "2020-03-07T00:00:00Z"))
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_works(desk, capsys, command):
    capsys.readouterr()
    assert main(shlex.split(command)[1:]) == 0, capsys.readouterr().err


def test_the_guide_has_commands_of_every_kind():
    verbs = {shlex.split(command)[1] for command in COMMANDS}
    assert {"add", "list", "search", "concordance", "timeline", "notes", "export"} <= verbs


def test_every_key_of_the_guide_is_bound():
    bound = {shown(key) for action in ACTIONS for key in action.keys}
    for key in re.findall(r"`([^`]+)`", KEYS_TABLE):
        assert key in bound, key


def test_the_settings_of_the_guide_are_such_as_there_are(tmp_path, monkeypatch):
    from tui.settings import read_settings

    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path))
    written = re.search(r"```toml\n(.*?)```", PAGE, re.S)
    assert written is not None
    (tmp_path / "settings.toml").write_text(written[1], "utf-8")
    settings = read_settings()
    assert (settings.interface, settings.digits) == ("ar", "arabic")
