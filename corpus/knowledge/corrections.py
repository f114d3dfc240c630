"""The user's corrections to what was found, in a file a person can read and edit.

The file lies beside the library and holds one ``[[correction]]`` after another, in the order
made; the later one wins. A correction is one of:

* ``form`` and ``is``: wherever this is written by itself it means this entity, or none (``''``);
* ``article``, ``start``, ``text`` and ``is``: the same for one passage alone;
* ``merge`` and ``into``: two entities are one;
* ``new``, ``ar``, ``en`` and ``about``: an entity the knowledge base does not have.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus.article import EntityName, EntityType, is_slug
from corpus.errors import KnowledgeError, UsageError
from corpus.told import told, told_of_system

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUFFIX: Final = ".corrections.toml"
HEADER: Final = "[[correction]]\n"
PREAMBLE: Final = """\
# What you told idlib-brief about what it found; the later correction wins.
# Edit it by hand if you like, and then run: idlib-brief reindex

"""


@dataclass(frozen=True, slots=True)
class FormIs:
    """Wherever a form stands by itself, it means an entity, or nothing at all."""

    form: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class PassageIs:
    """One passage means an entity, or nothing at all."""

    article: str
    start: int
    """Code point of the article's text."""
    text: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities are one."""

    source: str
    into: str


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity the knowledge base does not have."""

    name: EntityName


Correction = FormIs | PassageIs | Merge | NewEntity

_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "form": frozenset({"form", "is"}),
    "article": frozenset({"article", "start", "text", "is"}),
    "merge": frozenset({"merge", "into"}),
    "new": frozenset({"new", "ar", "en", "about"}),
}


def corrections_path(library: Path) -> Path:
    """Return where the corrections to a library's articles lie."""
    return library.with_name(library.stem + SUFFIX)


def read(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file in order; none if there is no file.

    Raises:
        KnowledgeError: The file is no TOML, or holds what is no correction; the message names the
            file and the correction.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            told("Cannot read {path}: {reason}", path=path, reason=error), "See: idlib-brief doctor"
        ) from error
    return parse(text, str(path))


def parse(text: str, name: str) -> tuple[Correction, ...]:
    """Return the corrections a text holds.

    Args:
        text: The contents of a file.
        name: What to call the file in an error.

    Raises:
        KnowledgeError: As `read` does.
    """
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(
            told("{place}: {error}", place=name, error=error), "Mend the line, or take it out"
        ) from error
    rows = tables.pop("correction", [])
    if tables or not isinstance(rows, list):
        odd = next(iter(tables), "correction")
        raise KnowledgeError(
            told("{name}: {odd} is not known", name=name, odd=odd),
            told("Write {header} tables only", header=HEADER.strip()),
        )
    return tuple(
        _correction(row, told("{name}: correction {n}", name=name, n=n))
        for n, row in enumerate(rows, 1)
    )


def _correction(row: Any, where: str) -> Correction:
    kind = next((key for key in _KEYS if isinstance(row, dict) and key in row), None)
    if kind is None or set(row) != _KEYS[kind]:
        known = "; ".join(", ".join(sorted(keys)) for keys in _KEYS.values())
        raise KnowledgeError(
            told("{where} has not the keys of one", where=where),
            told("They are: {known}", known=known),
        )
    for key, value in row.items():
        if not isinstance(value, int if key == "start" else str) or value is True:
            raise KnowledgeError(
                told("{where}: {key} has not the right kind of value", where=where, key=key)
            )
    if kind == "form":
        return FormIs(row["form"], _slug(row["is"], where) if row["is"] else None)
    if kind == "article":
        entity = _slug(row["is"], where) if row["is"] else None
        return PassageIs(row["article"], row["start"], row["text"], entity)
    if kind == "merge":
        return Merge(_slug(row["merge"], where), _slug(row["into"], where))
    slug = _slug(row["new"], where)
    type_ = EntityType(slug.partition("/")[0].upper())
    return NewEntity(EntityName(slug, type_, row["ar"], row["en"], row["about"]))


def _slug(slug: str, where: str) -> str:
    try:
        return checked_slug(slug)
    except UsageError as error:
        raise KnowledgeError(
            told("{place}: {error}", place=where, error=error.message), error.hint
        ) from error


def checked_slug(slug: str) -> str:
    """Return a slug.

    Raises:
        UsageError: It is none.
    """
    if not is_slug(slug):
        kinds = ", ".join(type_.prefix for type_ in EntityType)
        raise UsageError(
            told("{slug!r} is no slug", slug=slug),
            told("A slug is a kind ({kinds}), / and a name", kinds=kinds),
        )
    return slug


def fields(correction: Correction) -> dict[str, str | int]:
    """Return the keys and values of a correction, as the file and JSON have them."""
    if isinstance(correction, FormIs):
        return {"form": correction.form, "is": correction.entity or ""}
    if isinstance(correction, PassageIs):
        return {
            "article": correction.article,
            "start": correction.start,
            "text": correction.text,
            "is": correction.entity or "",
        }
    if isinstance(correction, Merge):
        return {"merge": correction.source, "into": correction.into}
    name = correction.name
    return {"new": name.slug, "ar": name.ar, "en": name.en, "about": name.about}


def written(correction: Correction) -> str:
    """Return a correction as it stands in the file."""
    lines = [f"{key} = {_toml(value)}\n" for key, value in fields(correction).items()]
    return HEADER + "".join(lines) + "\n"


def _toml(value: str | int) -> str:
    # A JSON string is a TOML string but for DEL, which TOML wants escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def append(path: Path, correction: Correction) -> None:
    """Add a correction at the end of a file, whole or not at all.

    Raises:
        KnowledgeError: The file cannot be written.
    """
    before = path.read_text("utf-8") if path.exists() else PREAMBLE
    if not before.endswith("\n"):
        before += "\n"
    _write(path, before + written(correction))


def take_back(path: Path) -> Correction | None:
    """Take the last correction out of a file and return it, None if there is none.

    Raises:
        KnowledgeError: The file cannot be read or written.
    """
    corrections = read(path)
    if not corrections:
        return None
    before, _, block = path.read_text("utf-8").rpartition(HEADER.strip())
    kept = before + _behind_keys(block)
    if parse(kept, str(path)) != corrections[:-1]:
        raise KnowledgeError(
            told("{path}: the last correction cannot be told", path=path), "Take it out by hand"
        )
    _write(path, kept)
    return corrections[-1]


def _behind_keys(block: str) -> str:
    """Return what stands behind a correction's own lines: comments, which are the user's."""
    lines = block.splitlines(keepends=True)[1:]
    while lines and "=" in lines[0] and not lines[0].lstrip().startswith("#"):
        lines.pop(0)
    if lines and not lines[0].strip():
        lines.pop(0)
    return "".join(lines)


def _write(path: Path, text: str) -> None:
    from corpus.files import replace_file

    try:
        replace_file(path, text)
    except OSError as error:
        raise KnowledgeError(
            told("Cannot write {path}: {reason}", path=path, reason=told_of_system(error)),
            "Make its folder writable",
        ) from error
