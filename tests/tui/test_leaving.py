"""What leads out of the program: the browser, the editor, a command."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from corpus.ingest.pipeline import read_article
from corpus.library.intake import open_intake
from tui import browser, piping
from tui.editing.external import read_elsewhere
from tui.panes.output import OutputView
from tui.screens.keystroke import KeystrokeScreen
from tui.screens.pipe import OutputScreen, PipeScreen

ADDRESS = "https://example.org/2020/agreement"


@pytest.fixture
def with_page(library):
    """The id of an article whose page is known."""
    article = library.article(library.article_ids()[0])
    with library._writing("give an address") as db:
        db.execute("UPDATE article SET url = ? WHERE id = ?", (ADDRESS, article.id))
    return article.id


@pytest.fixture
def witness(tmp_path, monkeypatch):
    """A browser that writes down what it was given."""
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/opened\n')
    script.chmod(0o755)
    for name in ("SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BROWSER", str(script))
    return tmp_path / "opened"


async def test_the_page_is_shown_and_opened_when_that_is_wanted(drive, library, with_page, witness):
    async with drive(library, first=with_page) as on_screen:
        await on_screen.press("o")
        assert isinstance(on_screen.app.screen, KeystrokeScreen)
        assert any(ADDRESS in row for row in on_screen.rows)
        await on_screen.press("y")
        await on_screen.app.workers.wait_for_complete()
        await on_screen.settle()
        assert witness.read_text() == ADDRESS
        assert "given to" in on_screen.status


async def test_any_other_key_opens_nothing(drive, library, with_page, witness):
    async with drive(library, first=with_page) as on_screen:
        await on_screen.press("o", "n")
        await on_screen.app.workers.wait_for_complete()
        assert not witness.exists()


async def test_over_ssh_the_address_is_copied_instead(drive, library, with_page, monkeypatch):
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    async with drive(library, first=with_page, messages=True) as on_screen:
        await on_screen.press("o")
        assert on_screen.app.clipboard == ADDRESS
        assert any("No browser here" in row for row in on_screen.rows)


async def test_without_a_page_the_status_line_says_so(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("o")
        assert "no address" in on_screen.status


@pytest.mark.parametrize(
    ("address", "may_be_opened"),
    [
        (ADDRESS, True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://example.org/\x1b[2J", False),
        ("https://example.org/a b", False),
        ("https://exa\u202emple.org/", False),
        ("http://[half", False),
    ],
)
def test_only_addresses_of_the_web_can_be_opened(address, may_be_opened):
    assert browser.is_web_address(address) is may_be_opened


def test_letters_that_look_like_latin_ones_are_told():
    assert browser.host_as_sent("https://example.org") == ""
    assert browser.host_as_sent("https://ex\u0430mple.org").startswith("xn--")


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"DISPLAY": ":0"}, ("xdg-open",)),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, None),
        ({}, None),
        ({"BROWSER": "firefox --new-tab %s"}, ("firefox", "--new-tab", "%s")),
        ({"BROWSER": "w3m"}, None),
        ({"BROWSER": "'", "WAYLAND_DISPLAY": "w"}, ("xdg-open",)),
    ],
)
def test_the_browser_is_the_persons_or_the_desktops(environment, command):
    assert browser.opener(environment, lambda name: f"/bin/{name}", "linux") == command


def test_a_browser_that_fails_says_so():
    assert "3" in browser.open_address(("sh", "-c", "exit 3"), ADDRESS)
    assert browser.open_address(("nowhere-to-be-found",), ADDRESS)


# --- a command ---------------------------------------------------------------------------


async def ask(on_screen, command: str) -> None:
    await on_screen.press("exclamation_mark")
    assert isinstance(on_screen.app.screen, PipeScreen)
    await on_screen.type(command)


async def answer_of(on_screen) -> str:
    for _ in range(200):
        await on_screen.pilot.pause(0.02)
        screen = on_screen.app.screen
        if isinstance(screen, OutputScreen) and screen._has_ended:
            return screen._text
    raise AssertionError("the command has not ended")


async def test_a_command_runs_only_when_it_was_shown_and_consented_to(drive, library, tmp_path):
    target = tmp_path / "got"
    async with drive(library) as on_screen:
        await ask(on_screen, f"tee {target}")
        await on_screen.press("enter")
        assert any("tee" in row and "Runs" in row for row in on_screen.rows)
        assert not target.exists()
        await on_screen.press("escape")
        assert isinstance(on_screen.app.screen, PipeScreen)
        await on_screen.press("enter", "enter")
        said = await answer_of(on_screen)
        article = on_screen.reader.article
        assert said == target.read_text("utf-8")
        for paragraph in article.paragraphs:
            assert paragraph.span.slice(article.text) in said


async def test_what_is_selected_comes_first_and_json_is_there_too(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("2", "v")
        selected = on_screen.app.screen.get_selected_text()
        await ask(on_screen, "cat")
        await on_screen.press("enter", "enter")
        assert await answer_of(on_screen) == selected
        await on_screen.press("q")
        await on_screen.press("exclamation_mark", "shift+tab", "enter", "enter")
        found = json.loads(await answer_of(on_screen))
        assert found["text"] == on_screen.reader.article.text
        assert len(found["mentions"]) == len(on_screen.reader.mentions)


async def test_a_text_full_of_shell_is_no_command(drive, library, tmp_path):
    file = tmp_path / "evil.txt"
    body = "وقال الوزير إن الاتفاق قائم. " * 20
    file.write_text(
        f"عنوان $(touch {tmp_path}/a) `touch {tmp_path}/b`\n\n; touch {tmp_path}/c; {body}"
    )
    article = read_article(file)
    open_intake(library).store(article)
    async with drive(library, first=article.id) as on_screen:
        await ask(on_screen, "cat | wc -c")
        await on_screen.press("enter", "enter")
        assert int(await answer_of(on_screen)) > 200
        assert not [name for name in "abc" if (tmp_path / name).exists()]


async def test_what_a_command_says_is_laid_out_from_the_right_and_stops_on_escape(drive, library):
    async with drive(library) as on_screen:
        await ask(on_screen, "sh -c 'echo سلام; sleep 60'")
        await on_screen.press("enter", "enter")
        for _ in range(100):
            await on_screen.pilot.pause(0.02)
            if any("ﺳ" in row or "س" in row for row in on_screen.rows):
                break
        view = on_screen.app.screen.query_one(OutputView)
        assert view.render_line(0).text.startswith(" " * 20)
        begun = monotonic()
        await on_screen.press("escape")
        await answer_of(on_screen)
        assert monotonic() - begun < 5
        await on_screen.press("escape")
        assert not isinstance(on_screen.app.screen, OutputScreen)


def test_words_go_to_a_shell_only_where_they_need_one():
    assert piping.words_of("wc -w") == ("wc", "-w")
    assert piping.words_of("grep 'a|b'") == ("grep", "a|b")
    assert piping.words_of("sort | uniq -c") == ("sh", "-c", "sort | uniq -c")
    for broken in ("echo 'x", "  "):
        with pytest.raises(ValueError, match=r"quot|command"):
            piping.words_of(broken)


def test_a_command_that_says_too_much_or_takes_too_long_is_ended():
    begun = monotonic()
    ran = piping.run(("yes",), "")
    assert len(ran.said) <= piping.LONGEST
    assert "stopped after" in ran.problem
    ran = piping.run(("sleep", "60"), "", time_out=0.3)
    assert "longer" in ran.problem
    assert monotonic() - begun < 8


def test_a_command_may_leave_what_it_gets_unread_and_end_as_it_likes():
    text = "نص " * 200_000
    assert piping.run(("true",), text) == piping.Ran("")
    assert piping.run(("sh", "-c", "echo no; exit 4"), text) == piping.Ran(
        "no\n", "sh ended with 4"
    )
    assert piping.run(("nowhere-to-be-found",), text).problem


# --- the editor --------------------------------------------------------------------------


def test_an_editor_gets_a_copy_that_is_gone_afterwards(tmp_path):
    report = tmp_path / "report"
    look = f"import os, sys, time; p = sys.argv[1]; open({str(report)!r}, 'w').write(f'{{p}}\\n{{os.stat(p).st_mode & 0o222}}\\n' + open(p).read()); time.sleep(0.6)"
    assert read_elsewhere("نص المقال\n", "3fa2", [sys.executable, "-c", look]) == ""
    path, mode, text = report.read_text().split("\n", 2)
    assert (mode, text) == ("0", "نص المقال\n")
    assert path.endswith("3fa2.txt")
    assert not Path(path).exists()


def test_an_editor_that_is_not_there_is_told():
    assert "EDITOR" in read_elsewhere("x", "3fa2", ["nowhere-to-be-found"])


async def test_the_source_file_is_offered_where_it_is_still_there(drive, library, tmp_path):
    file = tmp_path / "article.txt"
    file.write_text("عنوان\n\n" + "وقال الوزير إن الاتفاق قائم في إدلب. " * 20)
    article = read_article(file)
    open_intake(library).store(article)
    async with drive(library, first=article.id) as on_screen:
        await on_screen.press("ctrl+e")
        assert isinstance(on_screen.app.screen, KeystrokeScreen)
        assert any("article.txt" in row for row in on_screen.rows)
        await on_screen.press("s")
        assert "No other program" in on_screen.status
    assert replace(article, origin="") == replace(library.article(article.id), origin="")
