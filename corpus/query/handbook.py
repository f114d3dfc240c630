"""The tables of the query language as documents show them, made from the one table of it."""

from __future__ import annotations

from corpus.query.fields import FIELDS, SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def sign_table() -> str:
    """Return the signs as a Markdown table."""
    rows = (
        (_code(sign.written), sign.says, _code(sign.example), _code(sign.arabic_example))
        for sign in SIGNS
    )
    return _table(("sign", "finds", "example", "مثال"), rows)


def keyword_table() -> str:
    """Return the keywords with all their names as a Markdown table."""
    rows = (
        (
            " ".join(_code(f"{name}:") for name in (field.name, *field.also)),
            " ".join(_code(f"{name}:") for name in field.arabic),
            field.says,
            _code(field.example),
            _code(field.arabic_example),
        )
        for field in FIELDS
    )
    return _table(("keyword", "بالعربية", "asks for", "example", "مثال"), rows)


def value_table() -> str:
    """Return the words that may stand behind some keywords as a Markdown table."""
    rows = (
        (
            _code(f"{field.name}:{value.name}"),
            " ".join(_code(name) for name in value.also),
            " ".join(_code(f"{field.arabic[0]}:{name}") for name in value.arabic),
            value.says,
        )
        for field in FIELDS
        for value in field.values
    )
    return _table(("written", "or", "بالعربية", "means"), rows)


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
