"""What docs/tour.md, entities.md and architecture.md say is so: commands, keys, files."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from corpus.knowledge.base import load
from corpus.knowledge.corrections import parse
from tui.cli import main
from tui.keymap import shown_keys
from tui.keys import ACTIONS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("tour.md", "entities.md")}
COMMANDS = {name: re.findall(r"^    (idlib-brief .+)$", text, re.M) for name, text in PAGES.items()}
KEYS = {shown_keys(key) for action in ACTIONS for key in action.keys}
MADE = ("--merge", "entity person/governor")
"""What speaks of the entity that the command before it on the page has made."""


@pytest.fixture
def desk(tmp_path, monkeypatch, library_file):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    body = "قال المحافظ الجديد إن الاتفاق قائم في إدلب وطريق حلب اللاذقية. " * 8
    (tmp_path / "article.txt").write_text(f"عنوان أول\n\n{body}", "utf-8")
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_work_one_after_another(desk, capsys, page):
    assert main(["add", "article.txt"]) == 0
    for command in COMMANDS[page]:
        words = shlex.split(command)[1:]
        # Without a terminal the screen cannot open; a note is taken by hand.
        if words and words[0] != "export":
            assert main(words) == 0, command


def test_the_name_that_was_added_is_found_in_the_article(desk, capsys):
    main(["add", "article.txt"])
    for command in COMMANDS["entities.md"]:
        words = shlex.split(command)[1:]
        if "person/governor" in words and "--merge" not in words:
            assert main(words) == 0
    out = capsys.readouterr().out
    assert out.count("المحافظ الجديد إن") >= 8


@pytest.mark.parametrize("name", ["tour.md", "entities.md"])
def test_every_key_of_a_page_stands_in_the_table(name):
    fenced = re.sub(r"^```.*?^```$", "", PAGES[name], flags=re.M | re.S)
    prose = re.sub(r"^    .*$", "", fenced, flags=re.M)
    named = {code for code in re.findall(r"`([^`\s]+)`", prose) if is_like_a_key(code)}
    assert named <= KEYS
    if name == "tour.md":
        assert len(named) > 30


def is_like_a_key(code: str) -> bool:
    ends = ("Enter", "Esc", "Space", "Tab", "F2")
    return len(code) == 1 or code in ends or code.startswith(("Ctrl-", "Alt-"))


def test_the_tables_of_the_page_are_such_as_are_read():
    correction, entity = re.findall(r"```toml\n(.*?)```", PAGES["entities.md"], re.S)
    (made,) = parse(correction, "the page")
    assert made.entity in load().entities
    (fields,) = tomllib.loads(entity).values()
    assert set(fields) <= {"ar", "en", "about", "aliases", "sources"}


def test_the_rooms_and_the_tests_that_the_architecture_names_are_there():
    page = (DOCS / "architecture.md").read_text("utf-8")
    for path in re.findall(r"`(tests/[\w/]+\.py)`", page):
        assert (ROOT / path).is_file(), path
    rooms = {
        floor: re.findall(r"^\| `([\w/.*` ,]+)` \|", part, re.M) for floor, part in floors(page)
    }
    for floor, rows in rooms.items():
        for name in (one.strip("` ") for row in rows for one in row.split(",")):
            assert list((ROOT / floor).glob(name.rstrip("/"))), name
    topics = {path.stem for path in (ROOT / "tui/screens/browse").glob("*.py")}
    (line,) = [line for line in page.splitlines() if line.startswith("| `screens/browse/`")]
    assert topics - {"__init__", "reading"} == set(re.findall(r"`(\w+)`", line))


def test_every_room_is_named():
    page = (DOCS / "architecture.md").read_text("utf-8")
    for floor, part in floors(page):
        for room in (ROOT / floor).iterdir():
            if (room / "__init__.py").is_file() and room.name != "presets":
                assert f"`{room.name}/`" in part, room.name


def floors(page: str) -> list[tuple[str, str]]:
    _, corpus, screen = re.split(r"^## Rooms of .*$", page, flags=re.M)
    return [("corpus", corpus), ("tui", screen.partition("\n## ")[0])]


def test_the_readme_leads_to_every_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


def test_every_link_of_the_documents_leads_somewhere():
    for page in [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
