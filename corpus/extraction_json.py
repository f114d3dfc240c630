"""What was found in an article, as JSON: for scripts, and for commands that are given one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article, Extraction, Mention, Span, Statement


def as_json(name: str, article: Article, found: Extraction) -> dict[str, object]:
    """Return an article and what was found in it, its parts as ranges of code points.

    Args:
        name: What the article is called, such as its file.
        article: The article.
        found: What was found in it.
    """
    published = article.published
    return {
        "file": name,
        "title": article.title,
        "source": article.source,
        "published": published.day if published else None,
        "published_from": published.known_from if published else None,
        "body": [[p.span.start, p.span.end] for p in article.paragraphs],
        "mentions": [_mention_as_json(article.text, mention) for mention in found.mentions],
        "statements": [_statement_as_json(article, said) for said in found.statements],
    }


def _mention_as_json(text: str, mention: Mention) -> dict[str, object]:
    fields: dict[str, object] = {
        **_stretch(text, mention.span),
        "type": mention.type.value,
        "kind": mention.kind.value,
        "entity": _one_or_list(mention.entities),
    }
    if mention.value is not None:
        fields["value"] = mention.value
    fields["certainty"] = mention.certainty
    if mention.candidates:
        fields["candidates"] = list(mention.candidates)
    return fields | {"why": mention.why}


def _statement_as_json(article: Article, statement: Statement) -> dict[str, object]:
    from corpus.notes import paragraph_number

    speaker = statement.speaker
    return {
        **_stretch(article.text, statement.span),
        "wording": statement.wording,
        "speaker": None if speaker is None else _stretch(article.text, speaker),
        "entity": _one_or_list(statement.entities),
        "verb": statement.verb.slice(article.text),
        "paragraph": paragraph_number(article, statement.span.start),
        "why": statement.why,
    }


def _stretch(text: str, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.slice(text)}


def _one_or_list(entities: tuple[str, ...]) -> str | list[str] | None:
    return list(entities) if len(entities) > 1 else next(iter(entities), None)
