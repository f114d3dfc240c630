"""A dossier as Markdown that stays right-to-left wherever it is read."""

from __future__ import annotations

import re

from corpus.export import escape, is_right_to_left, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.dossier.values import Line, Section, Subject

_ISOLATED = re.compile("[\u2068\u2069]")


def to_markdown(subjects: Sequence[Subject], sections: Sequence[Section], day: str) -> str:
    """Return a dossier as one document.

    Every line that speaks of a text names the article and the code points it stands at.

    Args:
        subjects: Whom it is about: one entity, or two.
        sections: Its sections, in order.
        day: The day of the export, ISO.
    """
    title = " and ".join(plain(subject.name.en) for subject in subjects)
    slugs = ", ".join(f'"{plain(subject.slug)}"' for subject in subjects)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    head = f'---\ntitle: "Dossier: {quoted}"\ndate: {day}\nentities: [{slugs}]\nlang: en\n---\n'
    parts = [head, f"# Dossier: {_words(title)}\n"]
    parts.extend(_section(section) for section in sections)
    return "\n".join(parts)


def _section(section: Section) -> str:
    note = f" — {_words(section.note)}" if section.note else ""
    head = f"## {section.title}\n\n{section.total} in all{note}.\n"
    return "\n".join([head, *_blocks(section.lines), ""])


def _blocks(lines: Sequence[Line]) -> list[str]:
    blocks = []
    for line in lines:
        if line.tone == "heading":
            count = f" ({_words(line.label)})" if line.label else ""
            blocks.append(f"\n**{_words(line.text)}**{count}.\n")
        else:
            blocks.append(_item(line))
    return blocks


def _item(line: Line) -> str:
    """Return a line as an item that begins in Latin, so that Arabic in it turns nothing round."""
    label = f"**{_words(line.label)}** " if line.label else ""
    aside = f" ({_words(line.aside)})" if line.aside else ""
    where = ""
    if line.spot is not None:
        span = line.spot.span
        where = f" [article {line.spot.article_id}, {span.start}–{span.end}]"
        where = where.replace("[", "\\[").replace("]", "\\]")
    elif line.entity is not None:
        where = f" `{plain(line.entity).replace('`', chr(39))}`"
    return f"- {label}{_words(line.text)}{aside}{where}."


def _words(text: str) -> str:
    """Return words for the inside of a line, those in Arabic with their direction.

    What stands in isolates keeps together; else Arabic words and all between them do.
    """
    parts: list[str] = []
    for part in _ISOLATED.split(text):
        line = plain(part)
        lead = " " if parts and part[:1].isspace() else ""
        parts.append(f"{lead}{_directed(line)}{' ' if part[-1:].isspace() and line else ''}")
    return "".join(parts).strip()


def _directed(line: str) -> str:
    if is_right_to_left(line):
        return _turned(line)
    places = [n for n, letter in enumerate(line) if is_right_to_left(letter)]
    if not places:
        return escape(line)
    first, last = places[0], places[-1] + 1
    return f"{escape(line[:first])}{_turned(line[first:last])}{escape(line[last:])}"


def _turned(line: str) -> str:
    return f'<span dir="rtl" lang="ar">{escape(line)}</span>'
