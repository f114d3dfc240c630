"""Entities away from the subject, read from ``world.toml``: one line each, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.article import EntityType
from corpus.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE: Final = "world.toml"
SOURCES: Final = ("general knowledge",)

_COLUMNS: Final[Mapping[str, int]] = {
    "countries": 5,
    "places": 5,
    "organisations": 5,
    "people": 6,
    "agreements": 5,
}


class WorldLine(NamedTuple):
    """What a line says."""

    type: EntityType
    key: str
    ar: str
    english: str
    about: str
    full: tuple[str, ...]
    """Full forms, patterns as they are written."""
    short: tuple[str, ...]
    weak: tuple[str, ...]
    country: str | None = None
    kind: str = ""
    date: str = ""
    demonyms: tuple[str, ...] = ()
    roles: tuple[tuple[str, str, str | None], ...] = ()
    """Offices in Arabic, since when and until when."""


def read_lines(directory: Path) -> Iterator[WorldLine]:
    """Yield every line of the file, nothing where there is no such file.

    Raises:
        KnowledgeError: The file is not TOML, or a line has too many or too few columns.
    """
    import tomllib

    path = directory / FILE
    if not path.exists():
        return
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{FILE} is not valid TOML: {error}") from error
    for section, text in document.items():
        if section not in _COLUMNS or not isinstance(text, str):
            raise KnowledgeError(f"{FILE}: “{section}” must be one of {', '.join(_COLUMNS)}")
        for line in text.splitlines():
            if not line.strip():
                continue
            cells = _outside_brackets(line) if "(" in line else line.split("|")
            if len(cells) != _COLUMNS[section]:
                raise KnowledgeError(
                    f"{FILE} {section}: “{line.strip()}” must have {_COLUMNS[section]} columns"
                )
            try:
                yield _line(section, [cell.strip() for cell in cells])
            except (IndexError, ValueError):
                raise KnowledgeError(
                    f"{FILE} {section}: “{line.strip()}” lacks a full form or a day of office"
                ) from None


def _outside_brackets(line: str) -> list[str]:
    """Cut a line at the strokes that stand outside brackets, which hold choices of a form."""
    cells: list[str] = []
    opened = False
    for part in line.split("|"):
        if opened:
            cells[-1] += f"|{part}"
        else:
            cells.append(part)
        opened = cells[-1].count("(") > cells[-1].count(")")
    return cells


def _line(section: str, cells: list[str]) -> WorldLine:
    if section == "countries":
        key, country, forms, english, demonyms = cells
        line = _named(EntityType.PLACE, key, forms, english, "Country", country)
        return line._replace(kind="country", demonyms=_list(demonyms))
    if section == "places":
        key, country, kind, forms, english = cells
        about = f"{kind.capitalize()} ({country})" if country else kind.capitalize()
        return _named(EntityType.PLACE, key, forms, english, about, country, kind)
    if section == "organisations":
        key, country, kind, forms, english = cells
        return _named(EntityType.ORG, key, forms, english, english, country, kind)
    if section == "agreements":
        key, date, kind, forms, english = cells
        line = _named(EntityType.AGREEMENT, key, forms, english, english, "", kind)
        return line._replace(date=date)
    key, country, forms, english, about, offices = cells
    line = _named(EntityType.PERSON, key, forms, english, about, country)
    if not offices:
        return line
    return line._replace(roles=tuple(map(_role, offices.split("/"))))


def _named(
    type_: EntityType,
    key: str,
    forms: str,
    english: str,
    about: str,
    country: str,
    kind: str = "",
) -> WorldLine:
    """Return a line's common part; the first full form is the name."""
    written = _list(forms)
    full = tuple(form for form in written if form[0] not in "-~")
    first = full[0]
    return WorldLine(
        type_,
        key,
        _first(first) if "|" in first else first,
        english,
        about,
        full if "|" in first else full[1:],
        tuple(form[1:].strip() for form in written if form[0] == "-"),
        tuple(form[1:].strip() for form in written if form[0] == "~"),
        country if country and country != "EU" else None,
        kind,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(form for part in cell.split(";") if (form := part.strip()))


def _first(pattern: str) -> str:
    """Return the first of the forms a pattern stands for."""
    out = ""
    rest = pattern
    while "(" in rest:
        before, _, rest = rest.partition("(")
        choices, _, rest = rest.partition(")")
        out += before + choices.split("|")[0]
    return " ".join((out + rest).split())


def _role(text: str) -> tuple[str, str, str | None]:
    office, since, *until = (part.strip() for part in text.split(";"))
    return office, since, until[0] if until else None
