"""The settings file: read, shown, checked, edited and written with its comments."""

from __future__ import annotations

import json
import os
import stat
import tomllib

import pytest

from corpus.errors import UsageError
from tui.cli import main
from tui.settings import Settings, read_settings, usable_settings
from tui.settings.reading import LARGEST_FILE, mistakes, settings_of
from tui.settings.table import SETTINGS, TABLES, setting_named
from tui.settings.writing import commented_file, handbook, schema
from tui.theme_files import own_theme
from tui.themes import COLOURS, PALETTES
from tui.verbs.open import _require_utf8


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(folder))
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(tmp_path / "library.sqlite"))
    return folder


def write(config, text, name="settings.toml"):
    path = config / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def text_of(config):
    return (config / "settings.toml").read_text("utf-8")


def test_the_table_and_what_is_read_have_the_same_keys_and_defaults():
    defaults = Settings()
    assert [one.key for one in SETTINGS] == list(Settings.__slots__)
    for one in SETTINGS:
        assert getattr(defaults, one.key) == one.default, one.name
        assert one.table in TABLES
        assert one.help.endswith(".")
        assert not one.choices or one.default in one.choices


def test_the_commented_file_settles_nothing_and_names_everything(tmp_path):
    text = commented_file()
    assert settings_of(tmp_path, text) == Settings()
    for one in SETTINGS:
        assert f"# {one.key} = " in text or f"[{one.name}]" in text
    # Every line that shows a default is right when it counts.
    counting = "\n".join(
        line.removeprefix("# ") if " = " in line and line.startswith("# ") else line
        for line in text.splitlines()
    )
    assert settings_of(tmp_path, counting).list_width == 0


def test_every_setting_can_be_read_from_the_file(config):
    write(
        config,
        'version = 1\n[terminal]\nbidi = "jitter"\n[look]\nmirrored = true\nlist_width = 40\n'
        '[keys]\npreset = "vim"\n[keys.actions]\n"find" = "ctrl+f"\n"quit" = ["q", "Z Z"]\n'
        '[notes]\nauthor = "ليلى"\n[intake]\nrefresh = false\n',
    )
    settings = read_settings()
    assert settings.bidi == "jitter"
    assert settings.mirrored is True
    assert settings.list_width == 40
    assert settings.actions == {"find": ("ctrl+f",), "quit": ("q", "Z Z")}
    assert settings.author == "ليلى"
    assert settings.refresh is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[look]\nthem = "dark"\n', ["line 2", "'them'", "theme"]),
        ('[terminal]\n\ntheme = "dark"\n', ["line 3", "'theme'", "[look]"]),
        ('[look]\ntheme = "drak"\n', ["line 2", "'drak'", "dark"]),
        ('[look]\nmirrored = "yes"\n', ["line 2", "mirrored", "true, false"]),
        ("[look]\nlist_width = 7\n", ["line 2", "7", "16 to 120"]),
        ("[look]\nlist_width = true\n", ["line 2", "True", "16 to 120"]),
        ("[look]\nlist_width = 30.5\n", ["line 2", "30.5"]),
        ('[notes]\nauthor = "a\\nb"\n', ["line 2", "author"]),
        ('[keys]\nactions = "q"\n', ["line 2", "actions"]),
        ('[keys.actions]\n"find" = 3\n', ["find", "3", "ctrl+o"]),
        ('look = "dark"\n', ["line 1", "'look'"]),
        ("look.theme = 1\n", ["line 1", "1"]),
        ("version = 2\n", ["line 1", "newer", "Update"]),
        ('version = "x"\n', ["line 1", "'x'"]),
        ("version = 0\n", ["line 1", "0"]),
        ("[look\n", ["settings.toml", "no TOML", "line 1"]),
        ('[look]\ntheme = "dark"\n[look]\n', ["no TOML", "line 3"]),
    ],
)
def test_a_mistake_is_named_by_file_line_and_key_in_one_line(config, text, says, capsys):
    write(config, text)
    assert main(["config", "show"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "settings.toml" in error
    for part in says:
        assert part in error


def test_a_key_of_the_same_name_in_another_table_is_not_taken_for_the_one_meant(config):
    write(config, '[notes]\nauthor = "bidi"\n[terminal]\nbidi = "wrong"\n')
    with pytest.raises(UsageError, match="line 4"):
        read_settings()


def test_all_mistakes_are_told_at_once(config, capsys):
    write(config, '[look]\nthem = "dark"\nmirrored = 3\n[nots]\nauthor = "x"\n')
    assert main(["config", "check"]) == 2
    error = capsys.readouterr().err
    assert error.count("error:") == 3
    assert main(["config", "check", "--json"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["error"] * 3


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"# " + b"x" * LARGEST_FILE])
def test_what_is_no_text_or_no_settings_at_all_is_refused(config, data, capsys):
    path = write(config, "")
    path.write_bytes(data)
    assert main(["config", "check"]) == 2
    assert main(["config", "set", "look.theme", "light"]) == 2
    assert path.read_bytes() == data
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_in_the_files_place_is_refused(config, capsys):
    (config / "settings.toml").mkdir(parents=True)
    assert main(["config", "show"]) == 2
    assert "settings.toml" in capsys.readouterr().err


def test_nesting_without_end_is_refused(config, tmp_path):
    (problem,) = mistakes(tmp_path, "x = " + "[" * 5000)
    assert "no TOML" in problem.message


def test_a_name_with_control_characters_cannot_act_on_the_terminal(config, capsys):
    write(config, '"\\u001b[31mred" = 1\n')
    assert main(["config", "check"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_what_holds_is_shown_with_where_it_is_from(config, capsys):
    write(config, '[look]\ntheme = "light"\n')
    assert main(["config", "show"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["look.theme", "file", "light"] in rows
    assert ["look.mirrored", "default", "false"] in rows
    assert main(["config", "show", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["look.theme"] == "light"
    assert found["from_file"] == ["look.theme"]


def test_nothing_is_written_unless_it_is_asked_for(config):
    for words in (["config", "show"], ["config", "check"], ["config", "path"], ["keys", "--check"]):
        assert main(words) == 0
    assert not config.exists()


def test_the_file_is_begun_once(config, capsys):
    assert main(["config", "init"]) == 0
    write(config, "# mine\n")
    assert main(["config", "init"]) == 2
    assert text_of(config) == "# mine\n"


def test_a_setting_is_written_where_its_comment_stands_and_all_else_stays(config):
    assert main(["config", "init"]) == 0
    before = text_of(config).splitlines()
    assert main(["config", "set", "look.theme", "contrast-light"]) == 0
    after = text_of(config).splitlines()
    at = after.index('theme = "contrast-light"')
    assert after[at - 1] == '# theme = "auto"'
    assert [*after[:at], *after[at + 1 :]] == before
    assert main(["config", "unset", "look.theme"]) == 0
    assert text_of(config).splitlines() == before


def test_a_persons_own_comments_and_order_stay(config):
    text = (
        '# hands off\n[look] # mine\n\n  theme = "dark"   # at night\nmirrored = true\n\n[notes]\n'
    )
    write(config, text)
    assert main(["config", "set", "look.theme", "light"]) == 0
    assert text_of(config) == text.replace('"dark"', '"light"')
    assert main(["config", "set", "notes.author", 'Layla "L" \\ ليلى']) == 0
    assert read_settings().author == 'Layla "L" \\ ليلى'
    assert "# at night" in text_of(config)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "look.mirrored = true\n",
        'look = { mirrored = true }\n[notes]\nauthor = "x"\n',
        "[ look ]\nmirrored = true",
        '[keys]\nactions = { "find" = "ctrl+f" }\n',
        "[look]\r\nmirrored = true\r\n",
    ],
)
def test_a_setting_is_written_however_the_file_is_laid_out(config, text):
    path = write(config, "")
    path.write_bytes(text.encode())
    before = tomllib.loads(text)
    assert main(["config", "set", "look.theme", "light"]) == 0
    assert main(["config", "set", "keys.actions.mention.next", "w, g ]"]) == 0
    settings = read_settings()
    assert settings.theme == "light"
    assert settings.actions["mention.next"] == ("w", "g ]")
    after = tomllib.loads(path.read_text("utf-8"))
    for table, keys in before.items():
        for key, value in keys.items():
            assert key == "actions" or after[table][key] == value
    assert set(before.get("keys", {}).get("actions", {})) <= set(settings.actions)


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("theme", "light", "look.theme"),
        ("look.thme", "light", "look.theme"),
        ("look.theme", "ligth", "light"),
        ("look.mirrored", "maybe", "true, false"),
        ("look.list_width", "٤٠", "16 to 120"),
        ("look.list_width", "-3", "16 to 120"),
        ("keys.actions", "x", "keys.actions.ACTION"),
        ("keys.actions.mention.nxt", "w", "mention.next"),
        ("keys.actions.mention.next", "strg+w", "ctrl+o"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_written(config, name, typed, says, capsys):
    assert main(["config", "set", name, "--", typed]) == 2
    assert says in capsys.readouterr().err
    assert not (config / "settings.toml").exists()


def test_a_faulty_file_is_not_written_into(config):
    write(config, '[look]\nthem = "dark"\n')
    assert main(["config", "set", "look.theme", "light"]) == 2
    assert text_of(config) == '[look]\nthem = "dark"\n'


def test_a_link_stays_a_link_and_rights_stay(config, tmp_path):
    real = tmp_path / "dotfiles.toml"
    real.write_text("[look]\n")
    real.chmod(0o640)
    config.mkdir()
    (config / "settings.toml").symlink_to(real)
    assert main(["config", "set", "look.theme", "light"]) == 0
    assert (config / "settings.toml").is_symlink()
    assert "light" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path / "file" / "below"))
    assert main(["config", "init"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1


def editor(tmp_path, monkeypatch, script):
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(path))


@pytest.mark.skipif(os.name == "nt", reason="the editors here are shell scripts")
def test_what_an_editor_writes_is_taken_over(config, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, """printf '[look]\\ntheme = "light"\\n' > "$1" """)
    assert main(["config", "edit"]) == 0
    assert text_of(config) == '[look]\ntheme = "light"\n'


@pytest.mark.skipif(os.name == "nt", reason="the editors here are shell scripts")
@pytest.mark.parametrize(
    ("script", "says"),
    [("exit 3", "ended with 3"), ('rm "$1"', "deleted"), (":", "Nothing changed")],
)
def test_an_editor_that_fails_is_named_and_the_file_is_as_before(
    config, tmp_path, monkeypatch, capsys, script, says
):
    write(config, "# mine\n")
    editor(tmp_path, monkeypatch, script)
    assert main(["config", "edit"]) == 2
    assert says in capsys.readouterr().err
    assert text_of(config) == "# mine\n"


def test_an_editor_that_is_not_there_is_named(config, monkeypatch, capsys):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert main(["config", "edit"]) == 2
    assert "no-such-editor" in capsys.readouterr().err
    assert not (config / "settings.toml").exists()


@pytest.mark.skipif(os.name == "nt", reason="the editors here are shell scripts")
def test_faulty_words_from_an_editor_are_kept_beside_the_file(
    config, tmp_path, monkeypatch, capsys
):
    write(config, "# mine\n")
    editor(tmp_path, monkeypatch, """printf '[look]\\nthem = 1\\n' > "$1" """)
    assert main(["config", "edit"]) == 2
    error = capsys.readouterr().err
    assert "line 2" in error
    assert "settings.toml.faulty" in error
    assert text_of(config) == "# mine\n"
    assert "them = 1" in (config / "settings.toml.faulty").read_text()


def test_faulty_themes_and_keys_are_found_by_the_check(config, capsys):
    write(config, '[keys.actions]\n"find" = "q"\n')
    write(config, 'persn = "#000000"\n', "themes/mine.toml")
    assert main(["config", "check"]) == 2
    error = capsys.readouterr().err
    assert "quit" in error
    assert "persn" in error


def test_a_partial_theme_is_a_note_and_no_error(config, capsys):
    write(config, 'base = "light"\nplace = "#DDDDDD"\n', "themes/mine.toml")
    assert main(["config", "check"]) == 0
    error = capsys.readouterr().err
    assert "leaves out" in error
    assert "place stands out" in error


def test_a_theme_of_ones_own_can_be_settled_once_it_is_there(config):
    assert main(["config", "set", "look.theme", "mine"]) == 2
    write(config, "", "themes/mine.toml")
    assert main(["config", "set", "look.theme", "mine"]) == 0
    assert read_settings().theme == "mine"


def test_the_schema_has_every_setting_with_its_default(capsys):
    assert main(["config", "schema"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == json.loads(json.dumps(schema()))
    for one in SETTINGS:
        about = found["properties"][one.table]["properties"][one.key]
        assert about["default"] == one.default
        if one.choices and not one.open_to:
            assert about["enum"] == list(one.choices)


def test_the_page_has_the_table_of_settings_as_it_is(request):
    page = (request.config.rootpath / "docs" / "settings.md").read_text("utf-8")
    assert handbook().strip() in page
    for name in PALETTES:
        assert f"`{name}`" in page


def test_names_are_looked_up_with_their_tables():
    assert setting_named("look.theme").key == "theme"
    assert setting_named("theme") is None


def test_a_key_of_an_unknown_action_is_told_by_line_with_the_nearest_and_the_rest_counts(config):
    write(config, '[keys.actions]\n"menton.next" = "w"\n"help" = "h"\n')
    settings, (problem,) = usable_settings()
    assert "line 2" in str(problem)
    assert "mention.next" in str(problem)
    assert settings.actions == {"help": ("h",)}


@pytest.mark.parametrize(
    ("variables", "refused"),
    [
        ({"LANG": "ar_SY.ISO-8859-6"}, "ISO-8859-6"),
        ({"LANG": "C.UTF-8", "LC_ALL": "en_US.ISO-8859-1"}, "LC_ALL"),
        ({"LC_CTYPE": "ru_RU.KOI8-R", "LANG": "C.UTF-8"}, "KOI8-R"),
        ({"LANG": "de_DE.utf8@euro"}, ""),
        ({"LANG": "nonsense"}, ""),
        ({"LANG": "xx_YY"}, ""),
        ({}, ""),
    ],
)
def test_a_terminal_without_utf8_is_refused_with_what_to_do(variables, refused):
    if refused:
        with pytest.raises(UsageError, match=refused) as caught:
            _require_utf8(variables)
        assert "LC_ALL=C.UTF-8" in str(caught.value)
    else:
        _require_utf8(variables)


def test_the_commands_of_the_page_do_what_it_says(config, request, capsys):
    page = (request.config.rootpath / "docs" / "settings.md").read_text("utf-8")
    commands = [
        line.split()[1:] for line in page.splitlines() if line.startswith("    idlib-brief")
    ]
    assert len(commands) == 7
    for words in commands:
        assert main(words) == 0, words
    capsys.readouterr()


def test_the_theme_of_the_page_is_one(config, request):
    page = (request.config.rootpath / "docs" / "settings.md").read_text("utf-8")
    lines = page.partition("themes/NAME.toml`")[2].splitlines()
    text = "\n".join(line.strip() for line in lines if line.startswith("    "))
    write(config, text, "themes/mine.toml")
    own = own_theme("mine")
    assert own.problems == ()
    assert own.palette.person == "#7FB7FF"
    for colour in COLOURS:
        assert f"`{colour}`" in page


def test_the_keys_of_the_page_of_keys_can_be_chosen_so(config, request, capsys):
    page = (request.config.rootpath / "docs" / "keys.md").read_text("utf-8")
    lines = page.partition("## Keys of your own")[2].partition("\n## ")[0].splitlines()
    text = "\n".join(line.strip() for line in lines if line.startswith("    "))
    write(config, text)
    assert main(["keys", "--check"]) == 0
    assert read_settings().preset == "vim"
