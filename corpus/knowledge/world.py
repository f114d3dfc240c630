"""Entities away from the subject, read from ``world.toml``: one line each, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
_TYPES: Final[Mapping[str, EntityType]] = {
    "countries": EntityType.PLACE,
    "places": EntityType.PLACE,
    "organisations": EntityType.ORG,
    "people": EntityType.PERSON,
    "agreements": EntityType.AGREEMENT,
}


def read_tables(directory: Path) -> Iterator[tuple[EntityType, str, dict[str, object]]]:
    """Yield every line as a table like those of the other files: its type, key and values.

    Yields nothing where there is no such file.

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
            cells = [cell.strip() for cell in line.split("|")]
            if "(" in line:
                cells = _outside_brackets(line)
            if len(cells) != _COLUMNS[section]:
                raise KnowledgeError(
                    f"{FILE} {section}: “{line.strip()}” must have {_COLUMNS[section]} columns"
                )
            yield _TYPES[section], cells[0], _table(section, cells)


def _outside_brackets(line: str) -> list[str]:
    """Cut a line at the strokes that stand outside brackets, which hold choices of a form."""
    cells = [""]
    depth = 0
    for character in line:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            cells.append("")
        else:
            cells[-1] += character
    return [cell.strip() for cell in cells]


def _table(section: str, cells: list[str]) -> dict[str, object]:
    if section == "countries":
        _, country, forms, english, demonyms = cells
        table = _named(forms, english, "Country")
        table |= {"country": country, "kind": "country", "demonyms": _list(demonyms)}
    elif section == "places":
        _, country, kind, forms, english = cells
        table = _named(forms, english, _sentence(kind, country))
        table |= {"kind": kind}
        if country:
            table["country"] = country
    elif section == "organisations":
        _, country, kind, forms, english = cells
        table = _named(forms, english, english)
        table |= {"kind": kind}
        if country and country != "EU":
            table["country"] = country
    elif section == "people":
        _, country, forms, english, about, roles = (*cells, "")[:6]
        table = _named(forms, english, about)
        table |= {"country": country} if country and country != "EU" else {}
        table["roles"] = [_role(role, about) for role in roles.split("/") if role.strip()]
    else:
        _, date, kind, forms, english = cells
        table = _named(forms, english, english)
        table |= {"kind": kind, "date": date}
    return table


def _sentence(kind: str, country: str) -> str:
    return f"{kind.capitalize()} ({country})" if country else kind.capitalize()


def _list(cell: str) -> list[str]:
    return [form for part in cell.split(";") if (form := part.strip())]


def _named(forms: str, english: str, about: str) -> dict[str, object]:
    """Return the keys that every table has; the first form that can be is the name."""
    written = _list(forms)
    full = [form for form in written if form[0] not in "-~"]
    table: dict[str, object] = {
        "ar": _first(full[0]) if "|" in full[0] else full[0],
        "en": english,
        "about": about,
        "sources": list(SOURCES),
        "aliases": full if "|" in full[0] else full[1:],
        "short": [form[1:].strip() for form in written if form[0] == "-"],
        "weak": [form[1:].strip() for form in written if form[0] == "~"],
    }
    return table


def _first(pattern: str) -> str:
    """Return the first of the forms a pattern stands for."""
    out = ""
    rest = pattern
    while "(" in rest:
        before, _, rest = rest.partition("(")
        choices, _, rest = rest.partition(")")
        out += before + choices.split("|")[0]
    return " ".join((out + rest).split())


def _role(text: str, about: str) -> dict[str, str]:
    office, since, *until = (part.strip() for part in text.split(";"))
    role = {"ar": office, "en": about, "since": since}
    return role | {"until": until[0]} if until else role
