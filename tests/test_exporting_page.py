"""Every command of docs/exporting.md does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tui.cli import main
from tui.keymap import shown_keys
from tui.keys import ACTIONS

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


PLACES = {
    "Writing a note": {"browse"},
    "The form": {"note", "note_form", "note_colour", "prompt"},
    "The tray": {"notes", "rows"},
    "The export": {"notes", "export", "field", "prompt"},
    "The preview": {"notes", "export", "preview"},
    "The brief": {"browse", "brief"},
}
"""Under which heading of the page the keys of which places are named."""


def test_every_key_of_the_page_works_where_it_is_named():
    on_screen = PAGE.read_text("utf-8").partition("## On the screen\n")[2].partition("\n## ")[0]
    parts = re.split(r"^### (.+)$", on_screen, flags=re.M)[1:]
    told = dict(zip(parts[::2], parts[1::2], strict=True))
    assert set(told) == set(PLACES)
    for heading, words in told.items():
        known = {
            shown_keys(key)
            for action in ACTIONS
            if action.where in PLACES[heading]
            for key in action.keys
        }
        named = set(re.findall(r"`([^`]+)`", words))
        assert named
        assert named <= known, heading
