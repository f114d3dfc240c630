"""Words of the knowledge base that are known in English and in Arabic."""

from __future__ import annotations


class Bilingual(str):
    """A text in English that has its Arabic with it; equal to its English.

    Attributes:
        arabic: The same in Arabic.
    """

    __slots__ = ("arabic",)

    arabic: str

    def __new__(cls, english: str, arabic: str) -> Bilingual:
        """Make the text of both."""
        text = super().__new__(cls, english)
        text.arabic = arabic
        return text

    def __reduce__(self) -> tuple[type[Bilingual], tuple[str, str]]:
        """Return what makes it again in another process."""
        return Bilingual, (str(self), self.arabic)
