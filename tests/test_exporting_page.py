"""Every command of docs/exporting.md does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tui.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "exporting.md"
COMMANDS = re.findall(r"^    (idlib-brief .*)$", PAGE.read_text("utf-8"), re.M)


def test_the_commands_of_the_page_work_one_after_the_other(
    sample_file, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(shutil.copy(sample_file, tmp_path / "l.sqlite")))
    (tmp_path / "my.jinja").write_text("{% for note in notes %}{{ note.block }}{% endfor %}")
    main(["list"])
    article = capsys.readouterr().out.split("\t")[0]
    for command in COMMANDS:
        capsys.readouterr()
        main(["notes"])
        note = capsys.readouterr().out.split("\t")[0]
        words = [
            {"ARTICLE": article, "NOTE": note}.get(word, word) for word in shlex.split(command)[1:]
        ]
        code = main(words)
        assert code == 0, (command, capsys.readouterr().err)


@pytest.mark.parametrize("verb", ["notes", "export", "brief"])
def test_the_page_speaks_of_every_verb_and_action(verb):
    assert any(shlex.split(command)[1] == verb for command in COMMANDS)
    from tui.verbs.notes import EXAMPLES

    page = PAGE.read_text("utf-8")
    for action in EXAMPLES:
        assert f"notes {action}" in page
