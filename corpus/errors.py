"""The errors a person can do something about: what is wrong, and what to do."""

from __future__ import annotations

from corpus.told import told


class BriefError(Exception):
    """Something failed in a way the user can be told about in one line.

    Attributes:
        message: What is wrong and where, without a trailing full stop.
        hint: What to do about it; may be empty.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message

    @property
    def told(self) -> str:
        """The same as one sentence, which others can say in their language."""
        if not self.hint:
            return self.message
        return told("{message}. {hint}", message=self.message, hint=self.hint)


class UsageError(BriefError):
    """The command line or the settings ask for something that does not exist."""

    exit_code = 2


class InputError(BriefError):
    """A file, page or feed cannot be taken in."""


class KnowledgeError(BriefError):
    """The knowledge base contradicts itself or names what is not there."""


class LibraryError(BriefError):
    """The library cannot be opened, read or written."""


class NotFoundError(BriefError):
    """What was asked for by name is not in the library."""
