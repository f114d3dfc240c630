"""What is wrong with a query, and where in it."""

from __future__ import annotations

from corpus.article import Span
from corpus.errors import UsageError

_AROUND = 24


class QueryError(UsageError):
    """A query cannot be understood.

    Attributes:
        text: The query as typed.
        at: The token that is wrong, in code points of ``text``.
        message: What is wrong with it; names the token.
        hint: What to type instead; may be empty.
        is_unfinished: Whether what is typed behind the query may mend it.
    """

    def __init__(
        self, text: str, at: Span, message: str, hint: str = "", *, is_open: bool = False
    ) -> None:
        super().__init__(message, hint)
        self.text = text
        self.at = at
        self.is_unfinished = is_open or at.end >= len(text.rstrip())

    def excerpt(self) -> tuple[str, Span]:
        """Return the part of the query around the token, and where the token stands in it.

        It is one line in logical order; what takes no column, such as marks, is left out.
        """
        start = max(0, self.at.start - _AROUND)
        before = _columns(self.text[start : self.at.start])
        token = _columns(self.at.slice(self.text)[: 2 * _AROUND])
        behind = _columns(self.text[self.at.end : self.at.end + _AROUND])
        return f"{before}{token}{behind}", Span(len(before), len(before) + len(token))

    def drawn(self) -> tuple[str, str]:
        """Return the part of the query around the token, and a line that points at it.

        A column is a code point in logical order: for a pipe, a file, or text without Arabic.
        """
        text, token = self.excerpt()
        return text, " " * token.start + "^" * max(1, len(token))


def _columns(text: str) -> str:
    from unicodedata import category

    return "".join(
        " " if letter.isspace() else letter
        for letter in text
        if category(letter) not in ("Mn", "Me", "Cf", "Cc", "Cs") or letter.isspace()
    )
