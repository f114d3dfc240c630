"""Every command of docs/importing.md does what the page says, or is run against a site elsewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "importing.md"
COMMANDS = re.findall(
    r"^    (?:\*/15 \* \* \* \* )?(idlib-brief .*)$", PAGE.read_text("utf-8"), re.M
)
NEED_A_SITE = ("https://", "subscriptions.opml --refresh", "refresh", "remove", "--watch")
"""What names an address or waits for files: tests/web and tests/corpus run these."""

BODY = "اجتمع الوفدان الروسي والتركي في أنقرة وبحثا الوضع في إدلب وطريق حلب اللاذقية الدولي. " * 4


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files the page speaks of, and a library of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(tmp_path / "library.sqlite"))
    (tmp_path / "article.txt").write_text(f"عنوان أول\n\n{BODY}", "utf-8")
    (tmp_path / "undated.txt").write_text(f"عنوان ثان\n\n{BODY} نهاية.", "utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(f"عنوان ثالث\n\nقال الوزير إن {BODY}", "utf-8")
    (folder / "two.md").write_text(f"# عنوان رابع\n\nوأضاف أن {BODY}", "utf-8")
    record = '{"headline": "عنوان خامس", "content": "%s"}\n' % ("وذكر أن " + BODY)
    (tmp_path / "records.jsonl").write_text(record, "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [c for c in COMMANDS if not any(n in c for n in NEED_A_SITE)])
def test_a_command_of_the_page_works(desk, capsys, command):
    main(["add", "articles", "article.txt"])
    ids = [line.split("\t")[0] for line in _listed(capsys)][:2]
    words = shlex.split(command)[1:]
    words = [ids[0] if word == "ID" else ids[1] if word == "OTHER" else word for word in words]
    assert main(words) == 0


def _listed(capsys) -> list[str]:
    capsys.readouterr()
    main(["list"])
    return capsys.readouterr().out.splitlines()


def test_the_page_has_commands_of_every_kind():
    verbs = {shlex.split(command)[1] for command in COMMANDS}
    assert {"add", "edit", "imports", "diff", "feeds", "list"} <= verbs
