"""What a person has settled, and who decides in the terminal's place."""

from __future__ import annotations

import json

import pytest

from corpus.errors import UsageError
from tui.app import BriefApp
from tui.settings import (
    Answer,
    Settings,
    keep_answer,
    read_answers,
    read_settings,
    usable_settings,
)
from tui.terminal.here import choices, chosen, recognised, terminal_here
from tui.terminal.recognise import recognise
from tui.terminal.replies import Replies


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(folder))
    for name in ("IDLIB_BRIEF_BIDI", "IDLIB_BRIEF_HARAKAT", "TEXTUAL_DRIVER", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    return folder


def write(config, text):
    (config / "settings.toml").write_text(text, encoding="utf-8")


def test_without_a_file_nothing_is_settled(config):
    assert read_settings() == Settings()
    assert read_answers().by_terminal == {}


def test_settings_are_read(config):
    write(config, '[terminal]\nbidi = "jitter"\nharakat = "strip"\n')
    assert read_settings() == Settings("jitter", "strip")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[terminal]\nbdi = "visual"\n', ["settings.toml, line 2", "'bdi'", "bidi"]),
        ('[terminl]\nbidi = "visual"\n', ["settings.toml, line 1", "'terminl'", "terminal"]),
        ('\n[terminal]\nbidi = "sideways"\n', ["line 3", "'sideways'", "chunks"]),
        ("[terminal]\nbidi = 3\n", ["line 2", "3", "visual"]),
        ("[terminal]\nbidi = ['visual']\n", ["line 2", "visual"]),
        ("bidi\n", ["settings.toml", "line 1"]),
        ('bidi = "visual"\n', ["line 1", "'bidi'", "terminal"]),
    ],
)
def test_what_is_no_setting_is_refused_with_file_line_and_what_was_meant(config, text, says):
    write(config, text)
    with pytest.raises(UsageError) as caught:
        read_settings()
    for part in says:
        assert part in str(caught.value)


def test_settings_that_are_no_text_are_refused(config):
    (config / "settings.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"settings\.toml"):
        read_settings()


def test_an_answer_is_kept_for_its_terminal_alone_and_can_be_forgotten(config):
    keep_answer("kitty(0.41.1)", Answer("visual", "keep"))
    keep_answer("‮Konsole 22", Answer("braille"))
    assert read_answers().by_terminal["kitty(0.41.1)"] == Answer("visual", "keep")
    keep_answer("kitty(0.41.1)", None)
    assert list(read_answers().by_terminal) == ["‮Konsole 22"]
    assert [path.name for path in config.iterdir()] == ["terminals.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"a": 1}', '{"a": {"bidi": "sideways"}}', '{"a": {"bidi": 1}}']
)
def test_a_damaged_file_of_answers_is_warned_of_and_can_be_written_anew(config, text):
    (config / "terminals.json").write_text(text)
    answers = read_answers()
    assert answers.by_terminal == {}
    assert "terminals.json" in answers.warning
    keep_answer("st", Answer("visual"))
    assert not read_answers().warning
    assert json.loads((config / "terminals.json").read_text())["st"]["bidi"] == "visual"


def test_a_damaged_file_of_answers_stops_nothing_and_is_said_in_one_line(config, capsys):
    (config / "terminals.json").write_text("{")
    assert terminal_here().mode
    error = capsys.readouterr().err
    assert "terminals.json" in error
    assert error.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path / "file" / "below"))
    with pytest.raises(UsageError, match=r"terminals\.json cannot be written"):
        keep_answer("st", Answer("visual"))


def test_the_option_counts_first_then_variable_settings_answer_and_terminal(config, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-kitty")
    assert terminal_here().mode == "chunks"
    keep_answer(terminal_here().key, Answer("jitter", "keep"))
    assert terminal_here().mode == "jitter"
    assert terminal_here().keep_harakat
    write(config, '[terminal]\nbidi = "braille"\n')
    assert terminal_here().mode == "braille"
    assert "settings" in terminal_here().why
    monkeypatch.setenv("IDLIB_BRIEF_BIDI", "logical")
    monkeypatch.setenv("IDLIB_BRIEF_HARAKAT", "strip")
    assert terminal_here().mode == "logical"
    assert "IDLIB_BRIEF_BIDI" in terminal_here().why
    assert not terminal_here().keep_harakat
    assert terminal_here("visual", "keep").mode == "visual"
    assert "--bidi" in terminal_here("visual").why
    assert terminal_here(None, "keep").keep_harakat


def test_auto_leaves_it_to_the_next(config, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setenv("IDLIB_BRIEF_BIDI", "auto")
    write(config, '[terminal]\nbidi = "jitter"\n')
    assert terminal_here("auto").mode == "jitter"


@pytest.mark.parametrize("options", [{"bidi": "sideways"}, {"harakat": "maybe"}])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(options):
    with pytest.raises(UsageError, match=r"auto"):
        terminal_here(**options)


@pytest.mark.parametrize("name", ["IDLIB_BRIEF_BIDI", "IDLIB_BRIEF_HARAKAT"])
def test_a_variable_with_no_choice_is_refused_by_name(monkeypatch, name):
    monkeypatch.setenv(name, "nonsense")
    with pytest.raises(UsageError, match=name):
        terminal_here()


@pytest.mark.parametrize("mode", ["braille", "logical"])
def test_a_mode_that_counts_on_reordering_is_sent_no_cure_against_it(mode):
    vte = recognise(Replies(da3="7E565445"), {})
    changed = chosen(vte, choices({}, Settings(bidi=mode), Answer()))
    assert vte.before
    assert (changed.mode, changed.before, changed.after) == (mode, "", "")


def test_a_choice_that_agrees_with_the_terminal_leaves_its_ways_alone():
    konsole = recognise(Replies(xtversion="Konsole 25.04.2"), {})
    kept = chosen(konsole, choices({}, Settings(), Answer("visual")))
    assert (kept.mode, kept.before, kept.printing) == ("visual", konsole.before, "braille")


@pytest.mark.parametrize(
    ("environment", "mode", "keeps_harakat", "before"),
    [
        ({"TERM": "xterm-256color"}, "visual", False, "\x1b[8l"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "chunks", False, "\x1b[8l"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "visual", False, "\x1b[8l"),
        ({"TERM": "alacritty"}, "visual", False, "\x1b[8l"),
        ({"TERM": "mlterm"}, "visual", True, "\x1b]5379;use_ctl=false\x07"),
        ({"TERM": "foot"}, "visual", False, "\x1b[8l"),
        ({"TERM": "tmux-256color"}, "visual", False, ""),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "jitter", True, "\x1b[8l"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "braille", False, ""),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, "visual", False, "\x1b[8l"),
        ({"TERM": "linux"}, "visual", False, ""),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, "jitter", True, ""),
        ({}, "visual", False, "\x1b[8l"),
    ],
)
def test_a_terminal_not_asked_is_known_by_what_it_says_of_itself_alone(
    environment, mode, keeps_harakat, before
):
    terminal = recognised(environment, None)
    assert (terminal.mode, terminal.keep_harakat, terminal.before) == (mode, keeps_harakat, before)
    assert terminal.why
    assert terminal.key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[look]\nthem = "dark"\nlist_width = 30\n', "line 2: there is no key 'them'"),
        ('[look]\nlist_width = 30\n[keys.actions]\n"no.such" = "x"\n', "no.such"),
    ],
)
def test_a_mistake_is_told_and_everything_else_counts(config, text, told):
    (config / "settings.toml").write_text(text, "utf-8")
    settings, (problem,) = usable_settings()
    assert settings.list_width == 30
    assert not settings.actions
    assert told in str(problem)


@pytest.mark.parametrize(
    "content", [b"no toml {", b"version = 99\n", b"\xff\xfe", b"x" * 2_000_000]
)
def test_where_nothing_can_be_read_the_defaults_count(config, content):
    (config / "settings.toml").write_bytes(content)
    settings, problems = usable_settings()
    assert settings == Settings()
    assert len(problems) == 1


async def test_the_screen_opens_and_says_what_cannot_be(config, library):
    (config / "settings.toml").write_text('[look]\nthem = "dark"\n', "utf-8")
    settings, problems = usable_settings()
    app = BriefApp(library, settings=settings, problems=problems)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        (told,) = app._notifications
        assert "there is no key 'them'" in " ".join(told.message.split())
        assert "Did you mean theme?" in " ".join(told.message.split())
