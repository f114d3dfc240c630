"""Every text of the screen has its Arabic, and the catalogue has nothing beside."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.language.compiled import read_po, to_mo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.language.compiled import Entry

ROOT = Path(__file__).parents[3] / "tui"
WRITTEN, COMPILED = ROOT / "language" / "ar.po", ROOT / "language" / "ar.mo"

ELSEWHERE = ("verbs", "terminal", "settings", "bidi", "presets")
"""What speaks on the command line, in English for scripts, or not at all."""
ON_THE_SCREEN = sorted(
    path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in ELSEWHERE
)
NOT_SAID = {
    # Why a terminal is taken for what it is: for doctor, which speaks English.
    ("app.py", "chosen by a key"),
    # What is looked for in lines of the corpus, which speaks English.
    *(
        ("language/from_corpus.py", text)
        for text in (
            "(year not stated)",
            "View saved: ",
            "View removed: ",
            " given to ",
            " taken from ",
        )
    ),
    # Names of facts in the library, of what is allowed, and SQL.
    ("screens/brief.py", "what the last brief asked"),
    ("screens/brief.py", "choices of a brief"),
    ("screens/export.py", "choices of an export"),
    ("screens/export.py", "take out"),
    ("screens/draft.py", "hold the draft"),
    ("screens/draft.py", "INSERT OR REPLACE INTO fact VALUES (?, ?)"),
    ("screens/draft.py", "SELECT value FROM fact WHERE name = ?"),
    # Values: of the knowledge base, of a moment's precision, in the query language.
    ("screens/correct.py", "added by hand"),
    ("screens/timeline.py", "year unknown"),
}
"""Texts with blanks in them that nobody reads on the screen, and where they stand."""
SPEAKS_TO_NOBODY = {
    # The front door and what it reads speak before there is a screen.
    "cli.py",
    "keymap.py",
    "themes.py",
    "driver.py",
    # Texts that a test of their own finds in the tables they come from.
    "keys.py",
    # Names for the makers of browsers and their files.
    "picture.py",
    "language/compiled.py",
    "browser.py",
    "piping.py",
    "looks.py",
    # What goes wrong before there is a screen, or after it, is told in English.
    "crash.py",
    "theme_files.py",
}


CORPUS = sorted((ROOT.parent / "corpus").rglob("*.py"))


@cache
def errors_of_the_corpus() -> frozenset[str]:
    """The names of what takes a message and a hint: the errors for a person, and those they own."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in CORPUS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"BriefError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return frozenset({*found, "NoSuchDayError", "_fail"})


def told_by_the_corpus(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Yield the templates of what a module of the corpus tells, and its words for errors."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "told":
            yield from ((text, None) for text in constants(node.args[0]))
        elif name == "told_count":
            for one in constants(node.args[0]):
                for other in constants(node.args[1]):
                    yield one, other
        elif name in errors_of_the_corpus():
            for text in (text for given in node.args for text in constants(given)):
                if text:
                    yield text, None


@cache
def texts() -> dict[str, str | None]:
    """Every text that the code asks the catalogue for, with its plural where it counts."""
    from corpus.query.fields import FIELDS, SIGNS
    from tui.keys import ACTIONS, REASONS

    found: dict[str, str | None] = {}
    for path in ON_THE_SCREEN:
        for one, other in asked(ast.parse(path.read_text(encoding="utf-8"))):
            found[one] = other or found.get(one)
    for path in (*CORPUS, *ON_THE_SCREEN):
        for one, other in told_by_the_corpus(ast.parse(path.read_text(encoding="utf-8"))):
            found[one] = other or found.get(one)
    for action in ACTIONS:
        for text in filter(None, (action.name, action.help, action.group)):
            found.setdefault(text)
    for text in (
        *REASONS.values(),
        *(sign.says for sign in SIGNS),
        *(field.says for field in FIELDS),
        *(value.says for field in FIELDS for value in field.values),
    ):
        found.setdefault(text)
    return found


def asked(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Yield the texts of the calls of `_`, `noted`, `plural` and `counted` in a module."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name, given = node.func.id, node.args
        if name in ("_", "noted") and given:
            yield from ((text, None) for text in constants(given[0]))
        elif name == "plural":
            for one in constants(given[0]):
                for other in constants(given[1]):
                    yield one, other
        elif name == "counted":
            for thing in constants(given[1]):
                yield f"{{n}} {thing}", f"{{n}} {thing}s"


def constants(node: ast.AST) -> Iterator[str]:
    """Yield the texts an argument can be: a constant, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(read_po(WRITTEN.read_text(encoding="utf-8").splitlines()))


def translated() -> dict[str, Entry]:
    return {entry.text: entry for entry in entries() if entry.text}


def test_every_text_has_its_arabic():
    missing = {text: other for text, other in texts().items() if text not in translated()}
    assert not missing


def test_the_catalogue_has_nothing_that_nobody_says():
    assert not sorted(translated().keys() - texts().keys())


def test_what_counts_has_all_six_forms():
    for text, other in texts().items():
        assert len(translated()[text].said) == (6 if other else 1), text
        assert translated()[text].plural == other


def test_no_text_stands_twice():
    assert len(translated()) == len(entries()) - 1


def test_the_compiled_catalogue_is_that_of_the_written_one():
    assert COMPILED.read_bytes() == to_mo(entries()), "python -m tui.language.compiled"


def test_gettext_reads_the_compiled_catalogue():
    from gettext import GNUTranslations

    with COMPILED.open("rb") as file:
        found = GNUTranslations(file)
    for entry in entries():
        if entry.text and entry.plural is None:
            assert found.gettext(entry.text) == entry.said[0]
    assert found.info()["language"] == "ar"


def parts_of(text: str) -> list[tuple[str | None, str | None]]:
    return sorted((name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name)


def test_a_translation_puts_in_the_parts_of_its_text():
    for entry in translated().values():
        wanted = parts_of(entry.plural or entry.text)
        for index, said in enumerate(entry.said):
            found = parts_of(said)
            assert set(found) <= set(wanted), entry.text
            # None, one and two can be said without a number.
            can_be_left_out = {"n", "at", "sign", "key"} if entry.plural and index < 3 else set()
            assert {name for name, _ in set(wanted) - set(found)} <= can_be_left_out, entry.text


def outside(said: str) -> str:
    """Return what of a translation is neither a part nor between backquotes."""
    return re.sub(r"`[^`]*`|\{[^}]*\}", "", said)


def test_a_translation_is_arabic_outside_keys_and_parts():
    for entry in translated().values():
        for said in entry.said:
            assert said.count("`") % 2 == 0, said
            assert not re.search(r"[A-Za-z]", outside(said)), said


def test_a_translation_begins_as_arabic_does():
    for entry in translated().values():
        for said in entry.said:
            strong = (unicodedata.bidirectional(letter) for letter in outside(said))
            assert next((kind for kind in strong if kind in "LRAL"), "AL") in ("R", "AL"), said


SAYERS = ("_", "noted", "plural", "counted", "told", "TypeVar")


def is_prose(text: str) -> bool:
    """Tell whether a text is one that a person reads, rather than an id or a selector."""
    if re.match(r"^\s*$|^[\w.:/#-]*$", text):
        return False
    return bool(re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+ ", text))


def unsaid(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that a person would read and that go by the catalogue."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            passed.update(
                id(one.value) for one in body if isinstance(one, ast.Expr)
            )  # docstrings, also of fields
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYERS:
            passed.update(id(child) for child in ast.walk(node))
        if isinstance(node, ast.Assert | ast.Raise | ast.Subscript):
            passed.update(id(child) for child in ast.walk(node))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in ("DEFAULT_CSS", "BINDINGS"):
                passed.update(id(child) for child in ast.walk(node))
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(v.value for v in node.values if isinstance(v, ast.Constant))
            passed.update(id(child) for child in ast.walk(node) if isinstance(child, ast.Constant))
            if is_prose(text):
                yield node.lineno, text
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in passed and is_prose(node.value):
            yield node.lineno, node.value


@pytest.mark.parametrize(
    "path",
    [path for path in ON_THE_SCREEN if str(path.relative_to(ROOT)) not in SPEAKS_TO_NOBODY],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_what_a_person_reads_goes_through_the_catalogue(path):
    name = path.relative_to(ROOT).as_posix()
    found = unsaid(ast.parse(path.read_text(encoding="utf-8")))
    assert not [(line, text) for line, text in found if (name, text) not in NOT_SAID]


SINKS = {"say", "notify", "Static", "BidiVisual", "AskScreen", "text_strip", "_say", "Heading"}


@pytest.mark.parametrize(
    "path",
    [path for path in ON_THE_SCREEN if path.parent.name in ("screens", "panes", "browse")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_sink_of_the_screen_is_given_a_bare_word(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in SINKS and node.args:
            said = list(constants(node.args[0]))
            assert not any(re.search(r"[A-Za-z]{2}", text) for text in said), (node.lineno, said)


def test_the_words_of_the_corpus_are_said_by_it():
    from tui.language.from_corpus import WORDS

    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT.parent / "corpus").rglob("*.py")
    )
    plain = re.sub(r"\{[^{}]*\}", "#", sources)
    for word in WORDS:
        for piece in re.split(r"\{n\}|[,:]", word):
            assert piece.strip() in plain, word
