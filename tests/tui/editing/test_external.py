"""Handing the words to another program and taking them back."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tui.editing.external import editor_command, written_elsewhere

WORDS = "سطر أول\n\nline (M4) 2018"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Where the files for the editor go."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def editor(tmp_path):
    """Write an editor: a script that is given the file as ``path``."""

    def made(body: str) -> list[str]:
        script = tmp_path / "editor with blank.py"
        script.write_text(
            f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{body}\n", encoding="utf-8"
        )
        return [sys.executable, str(script)]

    return made


def test_what_the_editor_wrote_comes_back_without_the_new_line_at_its_end(editor, own_folder):
    command = editor(
        "assert path.suffix == '.md'\n"
        "path.write_text(path.read_text(encoding='utf-8') + 'سطر آخر\\n', encoding='utf-8')"
    )
    written = written_elsewhere(WORDS, command)
    assert written.text == WORDS + "\nسطر آخر"
    assert written.problem == ""
    assert list(own_folder.iterdir()) == []


def test_an_empty_text_is_an_empty_file(editor):
    command = editor("assert path.read_bytes() == b''\npath.write_text('x')")
    assert written_elsewhere("", command).text == "x"


def test_nothing_written_is_nothing_changed(editor, own_folder):
    written = written_elsewhere(WORDS, editor(""))
    assert written.text == WORDS
    assert "Nothing changed" in written.problem
    assert list(own_folder.iterdir()) == []


def test_an_emptied_file_empties_the_text(editor):
    assert written_elsewhere(WORDS, editor("path.write_bytes(b'')")).text == ""


def test_an_editor_that_fails_changes_nothing(editor, own_folder):
    written = written_elsewhere(WORDS, editor("sys.exit(3)"))
    assert written.text == WORDS
    assert "ended with 3" in written.problem
    assert list(own_folder.iterdir()) == []


def test_what_a_failing_editor_wrote_is_left_where_it_is(editor, own_folder):
    written = written_elsewhere(WORDS, editor("path.write_text('rescued')\nsys.exit(1)"))
    assert written.text == WORDS
    (left,) = own_folder.iterdir()
    assert left.read_text() == "rescued"
    assert str(left) in written.problem


def test_an_editor_that_is_not_there_is_named():
    written = written_elsewhere(WORDS, ["no-such-editor"])
    assert written.text == WORDS
    assert "no-such-editor" in written.problem


def test_no_editor_at_all_is_said():
    assert "EDITOR" in written_elsewhere(WORDS, []).problem


def test_a_file_that_was_deleted_changes_nothing(editor):
    written = written_elsewhere(WORDS, editor("path.unlink()"))
    assert written.text == WORDS
    assert "deleted" in written.problem


def test_bytes_that_are_no_utf_8_change_nothing_and_are_kept(editor, own_folder):
    written = written_elsewhere(WORDS, editor("path.write_bytes(b'\\xc7\\xc8')"))
    assert written.text == WORDS
    (left,) = own_folder.iterdir()
    assert str(left) in written.problem


def test_a_byte_order_mark_and_windows_line_ends_are_not_text(editor):
    command = editor("path.write_bytes(b'\\xef\\xbb\\xbfone\\r\\ntwo\\r\\n')")
    assert written_elsewhere("x", command).text == "one\ntwo"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_nobody_else_may_read_the_file(editor):
    command = editor("path.write_text(oct(path.stat().st_mode & 0o777))")
    assert written_elsewhere("x", command).text == "0o600"


def test_the_editor_is_visual_or_else_editor_with_its_arguments(tmp_path):
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor_command({"VISUAL": " ", "EDITOR": "'my editor' -n"}) == ["my editor", "-n"]
    named = tmp_path / "my editor"
    named.touch()
    assert editor_command({"EDITOR": str(named)}) == [str(named)]
    assert editor_command({"EDITOR": "vi 'unclosed"}) == ["vi 'unclosed"]


def test_without_a_variable_an_editor_that_is_there_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert editor_command({}) == []
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert [Path(word).name for word in editor_command({})] == ["nano"]
