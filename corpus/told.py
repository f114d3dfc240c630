"""Sentences in English that remember what they were made of, so that others can say them anew.

The corpus speaks English and knows no other language. What it tells a person is a text like any
other, for the command line and for tests; whoever shows it to a reader of another language looks
its template up there and puts the values in again.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Told(str):
    """A sentence in English, its template and what stands in it; equal to its text.

    Attributes:
        template: The sentence with ``{name}`` where a value stands; for what is counted, the
            sentence for one.
        other: The template for any number but one; empty where nothing is counted.
        values: What stands in it: numbers, texts, and sentences that are told themselves. What is
            counted is called ``n``.
    """

    __slots__ = ("other", "template", "values")

    template: str
    other: str
    values: dict[str, str | int]

    def __new__(cls, template: str, other: str, values: dict[str, str | int]) -> Told:
        """Make the sentence of a template; braces in one without values stand for themselves."""
        form = template if not other or values["n"] == 1 else other
        text = super().__new__(cls, form.format_map(values) if values else form)
        text.template, text.other, text.values = template, other, values
        return text

    def __reduce__(self) -> tuple[type[Told], tuple[str, str, dict[str, str | int]]]:
        """Return what makes it again in another process."""
        return Told, (self.template, self.other, self.values)


def told(template: str, /, **values: object) -> Told:
    """Return a sentence that can be said in other languages.

    Args:
        template: The English, ``{name}`` for each value, as `str.format` takes it.
        values: Numbers, texts, and sentences of `told`; anything else stands as its text.
    """
    return Told(template, "", _kept(values))


def told_count(one: str, other: str, n: int, /, **values: object) -> Told:
    """Return a sentence that counts something, which other languages do in other forms.

    Args:
        one: The English for one; ``{n}`` stands for the number.
        other: The English for any other number.
        n: What is counted.
        values: Further values, as in `told`.
    """
    return Told(one, other, _kept({"n": n, **values}))


def told_of_system(error: OSError) -> Told:
    """Return the reason of the operating system, such as ``Permission denied``."""
    return told(str(error.strerror))


def one_of(names: Sequence[str]) -> str:
    """Return names of which one is meant: ``a``, ``a or b``, ``a, b or c``."""
    if len(names) < 2:
        return "".join(names)
    return told("{names} or {last}", names=", ".join(names[:-1]), last=names[-1])


def any_of(names: Sequence[str]) -> str:
    """Return names of which several can be meant: ``a``, ``a or b``, ``a or b or c``."""
    said = "".join(names[:1])
    for name in names[1:]:
        said = told("{names} or {last}", names=said, last=name)
    return said


def _kept(values: dict[str, object]) -> dict[str, str | int]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> str | int:
    if isinstance(value, str | int):
        return value
    if isinstance(value, Exception) and len(value.args) == 1 and isinstance(value.args[0], Told):
        return value.args[0]
    return str(value)
