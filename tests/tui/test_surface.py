"""Completion in shells, the manual page, the versions and the table of keys."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tui.cli import VERBS, main, parsers
from tui.keymap import ACTIVE_TOGETHER, shown_keys
from tui.keys import ACTIONS, bindings
from tui.verbs.completion import SHELLS, bash, kind_of
from tui.verbs.keys import handbook
from tui.verbs.man import escaped, page
from tui.verbs.surface import commands, every


@pytest.fixture(scope="module")
def program():
    return commands(parsers())


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path))
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(tmp_path / "library.sqlite"))
    return tmp_path


# --- completion -----------------------------------------------------------------------------

TRY = """
source "$1"
COMP_LINE="$2"; COMP_POINT=${#2}; COMP_WORDBREAKS=$' \\t\\n"\\047><=;|&(:'
_idlib_brief
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def completed(program, tmp_path_factory):
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    script = tmp_path_factory.mktemp("bash") / "idlib-brief"
    script.write_text(bash(program), "utf-8")

    def complete(line):
        done = subprocess.run(
            ["bash", "--norc", "-c", TRY, "bash", str(script), line],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        assert done.stderr == ""
        return done.stdout.split()

    return complete


def test_every_verb_and_its_actions_are_completed(completed):
    assert completed("idlib-brief ") == list(VERBS)
    assert completed("idlib-brief conc") == ["concordance"]
    assert completed("idlib-brief views ") == ["list", "save", "remove", "show"]
    assert completed("idlib-brief nothing x") == []


def test_options_are_those_of_the_verb(completed):
    assert completed("idlib-brief export --form") == ["--format"]
    assert "--format" not in completed("idlib-brief list --")
    assert completed("idlib-brief --vers") == ["--version"]
    assert completed("idlib-brief notes add --quo") == ["--quote"]


def test_choices_stand_behind_their_option(completed):
    assert completed("idlib-brief completion ") == ["bash", "zsh", "fish"]
    assert completed("idlib-brief keys --preset v") == ["vim"]
    assert completed("idlib-brief keys --preset=em") == ["emacs"]
    assert completed("idlib-brief --bidi ji") == ["jitter"]


def test_the_verb_is_found_behind_options_with_values(completed):
    assert completed("idlib-brief --library some.sqlite config pa") == ["path"]
    assert completed("idlib-brief --library=some.sqlite config pa") == ["path"]


def test_queries_are_completed_by_keyword_word_and_entity(completed):
    assert completed("idlib-brief search agr") == ["agreement:"]
    # Bash has kept what stands before the colon.
    assert "unread" in completed("idlib-brief list is:un")
    assert "sochi-memo-2018" in completed("idlib-brief search agreement:sochi-m")
    assert "akar" in completed("idlib-brief search إدلب official:ak")
    assert completed("idlib-brief entity person/aka") == ["person/akar"]


def test_settings_are_completed(completed):
    assert completed("idlib-brief config set look.th") == ["look.theme"]


def test_a_place_for_a_file_is_left_to_the_shell(completed):
    assert completed("idlib-brief add ") == []


CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "-n"]}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_one_its_shell_can_read(shell, tmp_path, capsys):
    assert main(["completion", shell]) == 0
    text = capsys.readouterr().out
    for verb in VERBS:
        assert verb in text
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    script = tmp_path / "script"
    script.write_text(text, "utf-8")
    done = subprocess.run([*CHECKS[shell], str(script)], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("idlib-brief conc", "concordance"),
        ("idlib-brief views s", "save"),
        ("idlib-brief search official:aka", "official:akar"),
        ("idlib-brief keys --preset v", "vim"),
        ("idlib-brief list --js", "--json"),
    ],
)
def test_fish_completes_the_same(tmp_path, program, line, there):
    script = tmp_path / "script.fish"
    script.write_text(SHELLS["fish"](program), "utf-8")
    command = f"source {script}; complete -C '{line}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", command], capture_output=True, text=True, timeout=30
    )
    assert there in [row.split("\t")[0] for row in done.stdout.splitlines()]


def test_a_shell_that_is_not_known_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["completion", "tcsh"])
    assert ended.value.code == 2


def test_every_command_has_help_and_every_value_a_kind_that_is_known(program):
    kinds = {"", "file", "slug", "query", "setting", "word"}
    for command in every(program):
        assert command.help, command.path
        for argument in (*command.options, *command.words):
            kind = kind_of(argument)
            assert kind in kinds or kind.startswith("one-of "), (command.path, argument)


# --- the manual page ------------------------------------------------------------------------


def test_the_page_has_every_verb_option_key_setting(program):
    text = page(program)
    for command in every(program):
        for option in command.options:
            assert escaped(option.flags[-1]) in text, (command.path, option)
    for action in ACTIONS:
        assert escaped(action.help or action.name) in text, action.id
        assert escaped(shown_keys(action.keys[0])) in text, action.id
    for name in ("look.theme", "NO_COLOR", "IDLIB_BRIEF_LIBRARY"):
        assert escaped(name) in text


def test_no_line_of_the_page_is_a_request_by_accident(program):
    known = (".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".br", ".nf", ".fi", '.\\"')
    for line in page(program).splitlines():
        assert line, "an empty line"
        assert not line.startswith("'")
        if line.startswith("."):
            assert line.split()[0] in known, line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a-b", "a\\-b"),
        ("C:\\x", "C:\\ex"),
        (".TH", "\\&.TH"),
        ("it's `x`", "it\\(aqs \\(gax\\(ga"),
        ("a\n.b", "a .b"),
    ],
)
def test_text_in_the_page_stays_text(text, said):
    assert escaped(text) == said


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_sets_the_page_without_a_warning(program):
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww"],
        input=page(program).encode(),
        capture_output=True,
        timeout=60,
    )
    assert done.stderr.decode() == ""
    assert "look.theme" in done.stdout.decode()


# --- versions and keys ----------------------------------------------------------------------


def test_the_versions_are_printed(capsys):
    assert main(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = ["idlib-brief", "Python", "Textual", "SQLite", "knowledge base"]
    assert [line[: len(name)] for line, name in zip(lines, names, strict=True)] == names
    assert all(any(c.isdigit() for c in line) for line in lines)


def test_the_keys_are_listed_with_ones_own(config, capsys):
    (config / "settings.toml").write_text(
        '[keys]\npreset = "vim"\n[keys.actions]\n"mention.next" = ["f10"]\n"zen" = []\n'
    )
    assert main(["keys", "--json"]) == 0
    found = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(found) == {action.id for action in ACTIONS}
    assert found["mention.next"]["shown"] == ["F10"]
    assert found["row.first"]["shown"][0] == "g g"
    assert found["zen"]["keys"] == []
    assert main(["keys", "--preset", "default", "--json"]) == 0
    found = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["mention.next"]["shown"] == ["]"]


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('"menton.next" = "w"', "mention.next"),
        ('"find" = "strg+f"', "strg+f"),
        ('"find" = "q"', "quit"),
        ('"search.edit" = "o"', "search.order"),
        ('"timeline.close" = ["d"]', "timeline.day"),
        ('"find" = "g"\n"page.first" = "g g"', "begin alike"),
    ],
)
def test_faulty_keys_are_named_and_the_exit_code_says_so(config, capsys, keys, says):
    (config / "settings.toml").write_text(f"[keys.actions]\n{keys}\n")
    assert main(["keys", "--check"]) == 2
    assert says in capsys.readouterr().err


def test_right_keys_are_called_so(config, capsys):
    (config / "settings.toml").write_text('[keys.actions]\n"zen" = "f10"\n')
    assert main(["keys", "--check"]) == 0
    assert "right" in capsys.readouterr().err


def test_the_page_of_keys_is_that_of_the_table(request):
    page_ = (request.config.rootpath / "docs" / "keys.md").read_text("utf-8")
    assert page_ == handbook(), "write it anew: idlib-brief keys --markdown > docs/keys.md"


def test_every_place_of_the_table_is_looked_at_for_clashes():
    looked_at = {place for places in ACTIVE_TOGETHER for place in places}
    assert {action.where for action in ACTIONS} == looked_at


async def test_places_pressed_together_are_those_of_the_screens(drive, library):
    async with drive(library) as on_screen:
        screen = on_screen.app.screen
        for pane in ("articles", "reader"):
            screen.query_one(f"#{pane}").focus()
            await on_screen.settle()
            ids = {
                one.id
                for _, chain in screen._binding_chain
                for some in chain.key_to_bindings.values()
                for one in some
            }
            together = max(
                ({a.id for a in ACTIONS if a.where in places} for places in ACTIVE_TOGETHER),
                key=lambda known: len(known & ids),
            )
            assert {id_ for id_ in ids if id_ in {a.id for a in ACTIONS}} <= together
    assert bindings("everywhere")
