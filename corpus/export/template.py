"""Notes through a template of the user's own, in Jinja2, which can reach nothing else."""

from __future__ import annotations

from typing import Any

from corpus.errors import BriefError
from corpus.export.annotation import annotation
from corpus.export.markdown import (
    attribution,
    dated,
    footnote,
    grouped,
    note_block,
    speaker_line,
    where,
)
from corpus.export.passage import Layout
from corpus.export.text import escape, inline, own_line, own_words, plain, quote_block
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.export.passage import Passage

_MOST = 50_000_000
"""Characters a template may write."""


def render(
    template: str, name: str, passages: Sequence[Passage], *, title: str, layout: Layout
) -> str:
    """Return what a template makes of notes.

    The template sees ``title``, ``notes`` (each as `_facts` gives it) and ``groups`` (each with
    ``heading`` and ``notes``), and the filters ``md`` (escape one line), ``inline`` (a line of the
    press), ``own`` (a line of the user's), ``rtl`` (a quote as a block), ``words`` (paragraphs).

    Args:
        template: Its text.
        name: What to call it in an error.
        passages: The notes.
        title: The document's title.
        layout: How the notes are grouped.

    Raises:
        BriefError: Jinja2 is not installed, or the template is wrong; the message says where.
    """
    try:
        from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
        from jinja2.exceptions import SecurityError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError as error:
        raise BriefError(
            "Templates need Jinja2, which is not installed", "pip install 'idlib-brief[templates]'"
        ) from error
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=lambda text: escape(plain(str(text))),
        inline=lambda text: inline(str(text)),
        own=lambda text: own_line(str(text)),
        words=lambda text: own_words(str(text)),
        rtl=lambda text, anchor="": quote_block(str(text), str(anchor)),
    )
    bare = Layout(group=layout.group, obsidian=layout.obsidian, markers=False)
    facts = {passage.note.id: _facts(passage, bare) for passage in passages}
    try:
        made = environment.from_string(template)
        parts = []
        size = 0
        for part in made.generate(
            title=title,
            notes=[facts[passage.note.id] for passage in passages],
            groups=[
                {"heading": heading, "notes": [facts[one.note.id] for one in group]}
                for _, heading, group in grouped(passages, bare)
            ],
        ):
            size += len(part)
            if size > _MOST:
                raise BriefError(
                    told("{name} writes more than {most:,} characters", name=name, most=_MOST),
                    "Mend its loops",
                )
            parts.append(part)
        written = "".join(parts)
        written.encode()
    except TemplateSyntaxError as error:
        raise BriefError(
            told("{name}, line {n}: {error}", name=name, n=error.lineno, error=error.message),
            _HELP,
        ) from error
    except SecurityError as error:
        raise BriefError(
            told("{name} asks for what no template may: {error}", name=name, error=error), _HELP
        ) from error
    except TemplateError as error:
        raise BriefError(
            told("{place}: {error}", place=f"{name}{_line(error)}", error=error), _HELP
        ) from error
    except BriefError:
        raise
    except Exception as error:
        # What a template computes can fail in any way that Python can.
        raise BriefError(
            told("{place}: {error}", place=f"{name}{_line(error)}", error=error), _HELP
        ) from error
    return written


_HELP = told("See: docs/exporting.md, Templates")


def _line(error: BaseException) -> str:
    """Return the template's line an error came from, where Python knows it."""
    import traceback

    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>"
    ]
    return f", line {lines[-1]}" if lines else ""


def _facts(passage: Passage, layout: Layout) -> dict[str, Any]:
    """Return what a template sees of one note: plain values, nothing with methods of ours."""
    note, article = passage.note, passage.article
    known = article.published
    return {
        "id": note.id,
        "anchor": f"^n-{note.id}",
        "quote": note.quote,
        "gloss": note.gloss,
        "note": note.body,
        "tags": list(note.tags),
        "colour": note.colour,
        "author": note.author,
        "created": note.created,
        "modified": note.modified,
        "speakers": [
            {
                "label": speaker.label,
                "en": speaker.name.en if speaker.name else speaker.words,
                "ar": speaker.name.ar if speaker.name else speaker.words,
                "slug": speaker.name.slug if speaker.name else "",
                "office": speaker.office.en if speaker.office else "",
                "office_ar": speaker.office.ar if speaker.office else "",
                "since": speaker.office.since if speaker.office else "",
                "line": speaker_line(speaker),
            }
            for speaker in passage.speakers
        ],
        "wording": passage.wording or "",
        "entities": [
            {"slug": e.slug, "type": e.type.value, "en": e.en, "ar": e.ar} for e in passage.entities
        ],
        "where": where(passage),
        "orphaned": passage.orphaned,
        "missing": passage.missing,
        "retrieved": passage.retrieved,
        "article": {
            "id": article.id,
            "title": article.label,
            "outlet": article.source or "",
            "agencies": list(article.agencies),
            "attribution": attribution(article),
            "place": article.place or "",
            "author": article.author or "",
            "published": known.day if known else "",
            "published_from": known.known_from if known else "",
            "dated": dated(article),
            "url": article.url or "",
            "origin": article.origin,
            "hash": article.content_hash or note.content_hash,
            "footnote": footnote(passage),
        },
        "block": note_block(passage, layout),
        "annotation": annotation(note),
    }
