"""Notes as W3C Web Annotations, and back.

The W3C Web Annotation Data Model (2017) gives quote, context and offsets as TextQuoteSelector and
TextPositionSelector. What it has no word for stands under ``idlib:`` names of our own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any, Final, get_args

from corpus.article import Article, Note, Published, PublishedFrom, Span
from corpus.errors import InputError
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.export.passage import Passage
    from corpus.notes.filled import Speaker

CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {"idlib": "urn:idlib-brief:", "dc": "http://purl.org/dc/elements/1.1/"},
]
_NOTE = "urn:idlib-brief:note:"
_ARTICLE = "urn:idlib-brief:article:"
_ENTITY = "urn:idlib-brief:entity:"
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_GIVE = told("Give a file that notes export-all made")


# --- writing ------------------------------------------------------------------------------


def to_json(passages: Sequence[Passage], *, title: str = "Notes") -> str:
    """Return notes as one AnnotationCollection, in the order given, with what is filled in."""
    return collection([annotation_of(passage) for passage in passages], title)


def collection(items: Sequence[Mapping[str, Any]], title: str) -> str:
    """Return annotations as JSON: an AnnotationCollection with a single page, a line a note."""
    head = {"@context": CONTEXT, "type": "AnnotationCollection", "label": title}
    page = {"type": "AnnotationPage", "startIndex": 0, "items": []}
    opening = _json(head | {"total": len(items), "first": page}).removesuffix("]}}")
    lines = ",\n".join(map(_json, items))
    return f"{opening}\n{lines}\n]}}}}\n" if items else f"{opening}]}}}}\n"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def annotation_of(passage: Passage) -> dict[str, Any]:
    """Return a note as an annotation with all that is filled in, and whether it is anchored."""
    made = annotation(passage.note, None if _is_bare(passage.article) else passage.article)
    target = made["target"]
    if passage.retrieved:
        target["idlib:retrieved"] = passage.retrieved
    state = "missing" if passage.missing else "orphan" if passage.orphaned else "anchored"
    made["idlib:state"] = state
    made["idlib:filled"] = {
        "speakers": [_speaker(speaker) for speaker in passage.speakers],
        **({"wording": passage.wording} if passage.wording else {}),
        "entities": [{"slug": e.slug, "ar": e.ar, "en": e.en} for e in passage.entities],
    }
    return made


def _is_bare(article: Article) -> bool:
    """Tell whether nothing is known of an article but its id."""
    return not (article.origin or article.url or article.title)


def _speaker(speaker: Speaker) -> dict[str, Any]:
    told: dict[str, Any] = {"words": speaker.words}
    if speaker.name:
        told |= {"slug": speaker.name.slug, "ar": speaker.name.ar, "en": speaker.name.en}
    if speaker.office:
        told["office"] = speaker.office.en
        if speaker.office.since:
            told["since"] = speaker.office.since
    return told


def annotation(note: Note, article: Article | None = None) -> dict[str, Any]:
    """Return a note as an annotation; with the article it says where that is from."""
    made: dict[str, Any] = {
        "id": _NOTE + note.id,
        "type": "Annotation",
        "motivation": "commenting" if note.body.strip() else "highlighting",
        "created": note.created,
        "modified": note.modified,
    }
    if note.author:
        made["creator"] = {"type": "Person", "name": note.author}
    bodies = [_textual("commenting", note.body)] if note.body else []
    bodies += [_textual("describing", note.gloss)] if note.gloss else []
    bodies += [_textual("tagging", tag) for tag in note.tags]
    bodies += [
        {"type": "SpecificResource", "purpose": "identifying", "source": _ENTITY + slug}
        for slug in note.entities or ()
    ]
    if bodies:
        made["body"] = bodies
    made["target"] = _target(note, article)
    for name in ("colour", "conflict"):
        if getattr(note, name):
            made[f"idlib:{name}"] = getattr(note, name)
    for name in ("speaker", "office"):
        if getattr(note, name) is not None:
            made[f"idlib:{name}"] = getattr(note, name)
    if note.entities is not None and not note.entities:
        made["idlib:entities"] = []
    return made


def _textual(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(note: Note, article: Article | None) -> dict[str, Any]:
    target: dict[str, Any] = {
        "source": article.url if article and article.url else _ARTICLE + note.article_id,
        "idlib:article": note.article_id,
        "idlib:contentHash": note.content_hash,
    }
    if note.quote:
        target["selector"] = [
            {
                "type": "TextQuoteSelector",
                "exact": note.quote,
                "prefix": note.prefix,
                "suffix": note.suffix,
            },
            {
                "type": "TextPositionSelector",
                "start": note.span.start,
                "end": note.span.end,
            },
        ]
    if article is None:
        return target
    known = article.published
    told = {
        "dc:title": article.title,
        "dc:publisher": article.source,
        "dc:date": known.day if known else None,
        "idlib:dateKnownFrom": known.known_from if known else None,
        "idlib:agencies": list(article.agencies) or None,
        "idlib:origin": article.origin or None,
    }
    return target | {name: value for name, value in told.items() if value is not None}


def in_comment(note: Note) -> str:
    """Return a note as one line of JSON that can stand in an HTML comment and in any editor."""
    line = json.dumps(annotation(note), ensure_ascii=False, separators=(",", ":"))
    line = line.replace("--", "-\\u002d").replace("<", "\\u003c").replace(">", "\\u003e")
    # Half characters and marks of direction would not survive the file, or would turn the line.
    return line.translate({ord(c): _in_comment(c) for c in set(line)})


@lru_cache(maxsize=4096)
def _in_comment(character: str) -> str:
    kind = unicodedata.category(character)
    if kind[0] != "C" and kind not in ("Zl", "Zp"):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


# --- reading ------------------------------------------------------------------------------


def from_json(text: str, name: str) -> tuple[tuple[Note, ...], tuple[Article, ...]]:
    """Return the notes of a file of annotations, and what it tells of their articles.

    Args:
        text: An annotation, a list of them, a page or a collection.
        name: What to call the file in an error.

    Raises:
        InputError: It is no JSON, or holds what is no note of ours; the message names which.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            told("{name} is no JSON: {error}", name=name, error=error),
            "Give a file that notes export-all made",
        ) from error
    items = _items(data, name)
    notes = tuple(
        read(item, told("{name}, annotation {n}", name=name, n=n))
        for n, item in enumerate(items, 1)
    )
    sources = {
        note.article_id: _source(item, note) for note, item in zip(notes, items, strict=True)
    }
    return notes, tuple(source for source in sources.values() if source)


def _items(data: Any, name: str) -> list[Any]:
    if isinstance(data, dict):
        kind = data.get("type")
        if kind == "Annotation":
            return [data]
        if kind == "AnnotationCollection":
            data = data.get("first")
        if isinstance(data, dict) and isinstance(data.get("items"), list):
            return list(data["items"])
    if isinstance(data, list):
        return data
    raise InputError(told("{name} holds no annotations", name=name), _GIVE)


def read(item: Any, where: str) -> Note:
    """Return the note an annotation is.

    Raises:
        InputError: It is none of ours; the message says where and why.
    """
    try:
        return _note(item)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            told("{where} is no note: {error}", where=where, error=error),
            "Mend it, or take it out; nothing was changed",
        ) from None


def _note(item: Mapping[str, Any]) -> Note:
    target = item["target"]
    selectors = {one["type"]: one for one in target.get("selector", ())}
    quote = selectors.get("TextQuoteSelector", {})
    place = selectors.get("TextPositionSelector", {"start": 0, "end": 0})
    bodies = item.get("body", [])
    entities = [
        _text(body, "source").removeprefix(_ENTITY)
        for body in bodies
        if body.get("purpose") == "identifying"
    ]
    exact = _text(quote, "exact", "")
    span = Span(_offset(place, "start"), _offset(place, "end"))
    if len(span) != len(exact):
        raise ValueError(told("its offsets do not fit its quote"))
    return Note(
        id=_name(_text(item, "id").removeprefix(_NOTE)),
        article_id=_name(_text(target, "idlib:article")),
        span=span,
        quote=exact,
        prefix=_text(quote, "prefix", ""),
        suffix=_text(quote, "suffix", ""),
        content_hash=_text(target, "idlib:contentHash", ""),
        body="".join(_values(bodies, "commenting")[:1]),
        created=_text(item, "created", ""),
        modified=_text(item, "modified", _text(item, "created", "")),
        tags=tuple(_values(bodies, "tagging")),
        gloss="".join(_values(bodies, "describing")[:1]),
        colour=_text(item, "idlib:colour", ""),
        author=_text(item.get("creator") or {}, "name", ""),
        speaker=_text(item, "idlib:speaker") if "idlib:speaker" in item else None,
        office=_text(item, "idlib:office") if "idlib:office" in item else None,
        entities=tuple(entities) if entities or "idlib:entities" in item else None,
        conflict=_text(item, "idlib:conflict", ""),
    )


def _values(bodies: Iterable[Mapping[str, Any]], purpose: str) -> list[str]:
    return [_text(body, "value") for body in bodies if body.get("purpose") == purpose]


def _text(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise ValueError(
            told("{key} is missing", key=key)
            if value is None
            else told("{key} is no text", key=key)
        )
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(told("{key} holds half a character", key=key))
    return value


def _offset(table: Mapping[str, Any], key: str) -> int:
    value = table.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError(told("{key} is no offset", key=key))
    return value


def _name(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(told("{value!r} is no id", value=value))
    return value


def _source(item: Mapping[str, Any], note: Note) -> Article | None:
    """Return what an annotation tells of its article, without text; None if that is nothing."""
    target = item["target"]
    told = {key: value for key, value in target.items() if isinstance(value, str)}
    day, known_from = told.get("dc:date"), told.get("idlib:dateKnownFrom")
    published = None
    if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        kinds = (kind for kind in get_args(PublishedFrom) if kind == known_from)
        published = Published(day, next(kinds, "option"))
    url = told.get("source", "")
    made = Article(
        id=note.article_id,
        text="",
        paragraphs=(),
        title=told.get("dc:title"),
        source=told.get("dc:publisher"),
        published=published,
        origin=told.get("idlib:origin", ""),
        content_hash=note.content_hash,
        url=url if url.startswith(("http://", "https://")) else None,
        agencies=tuple(a for a in target.get("idlib:agencies", ()) if isinstance(a, str)),
    )
    return None if _is_bare(made) else made
