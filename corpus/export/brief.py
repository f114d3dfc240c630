"""A draft of a brief: what articles say, put in order; nothing that none of them says.

All words are quoted from articles or are the user's own; the rest are fixed labels, dates and
numbers. Every quoted line has a footnote that names its article and paragraph.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus import __version__
from corpus.article import EntityType
from corpus.export.annotation import annotation_of
from corpus.export.appendix import agreement_lines, who_lines
from corpus.export.blocks import Block, Document
from corpus.export.markdown import (
    GLANCE_TAG,
    attribution,
    dated,
    note_block,
    speaker_line,
)
from corpus.export.passage import Layout
from corpus.export.text import (
    code,
    heading,
    inline,
    lines_of,
    link,
    own_line,
    plain,
    quote_block,
    yaml_list,
    yaml_quoted,
)
from corpus.knowledge.base import Agreement
from corpus.notes import paragraph_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Article, EntityName
    from corpus.export.passage import Passage
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.brief import Material
    from corpus.timeline import TimelineItem

AT_A_GLANCE = 5
"""Lines at the top."""


def document(
    material: Material, base: KnowledgeBase, *, title: str = "", markers: bool = True
) -> Document:
    """Return a brief as Markdown, block by block.

    Args:
        material: What it is made of.
        base: The knowledge base, for offices and agreements.
        title: Its title; one made of the query and the period if empty.
        markers: Whether notes carry their data, for a file that is to be updated.
    """
    made = _Brief(material, base, markers=markers)
    title = title or usual_title(material)
    blocks = [
        Block("title", f"{heading(1, own_line(title))}\n\nPeriod: {_period(material)}."),
        Block("glance", made.glance()),
        *made.news(),
        *made.notes(),
        Block("accounts", made.accounts()),
        Block("timeline", made.timeline()),
        Block("who", who_lines(made.people(), made.days(), base)),
        Block("agreements", agreement_lines(made.agreements(), base)),
        Block("sources", made.sources()),
        Block("method", made.method()),
        *made.footnotes(),
    ]
    return Document(made.front_matter(title), tuple(blocks))


def usual_title(material: Material) -> str:
    """Return the title of a brief that was given none."""
    about = f": {material.query}" if material.query.strip() else ""
    return f"Idlib brief{about}, {_period(material)}"


def _period(material: Material) -> str:
    if not material.begin and not material.end:
        return "no dated article"
    return f"{material.begin or '…'} to {material.end or '…'}"


class _Brief:
    """Writes the parts of a brief, and remembers which paragraphs they refer to."""

    def __init__(self, material: Material, base: KnowledgeBase, *, markers: bool) -> None:
        self._material = material
        self._base = base
        self._layout = Layout(markers=markers)
        self._articles = {article.id: article for article in material.articles}
        self._retrieved = dict(material.retrieved)
        self._referred: dict[tuple[str, str], Article] = {}

    def _reference(self, article: Article, start: int, end: int) -> str:
        """Return the reference to the footnote of a passage, and remember that it is needed."""
        first = paragraph_number(article, start)
        last = paragraph_number(article, max(start, end - 1))
        place = _place(first, last)
        self._referred[article.id, place] = article
        return f"[^{_key(article.id, place)}]"

    def _of_passage(self, passage: Passage) -> str:
        span = passage.note.span
        if passage.orphaned or not len(span):
            self._referred[passage.article.id, ""] = passage.article
            return f"[^{_key(passage.article.id, '')}]"
        return self._reference(passage.article, span.start, span.end)

    # --- parts --------------------------------------------------------------------------

    def glance(self) -> str:
        """Return the lines at the top: marked notes, else the latest notes, else statements."""
        material = self._material
        marked = [p for p in material.notes if GLANCE_TAG in p.note.tags]
        latest = sorted(material.notes, key=_day, reverse=True)
        chosen = (marked or latest or list(material.statements))[:AT_A_GLANCE]
        lines = [f"- {self._line(passage)}" for passage in chosen]
        return "## At a glance\n\n" + ("\n".join(lines) or "Nothing was found.")

    def _line(self, passage: Passage) -> str:
        """Return one line: the user's gloss or words, else who said what."""
        note = passage.note
        own = next(iter(lines_of(note.gloss or note.body)), "")
        day = _day(passage) or "no date"
        if own:
            return f"{day}: {own_line(own, begins=False)}{self._of_passage(passage)}"
        who = "; ".join(map(speaker_line, passage.speakers))
        said = f"{who}: " if who else ""
        return f"{day}: {said}{inline(note.quote)}.{self._of_passage(passage)}"

    def news(self) -> Iterator[Block]:
        """Yield what was said, the latest first, and who and what is named for the first time."""
        material = self._material
        head = ["## What is new"]
        if material.first_named:
            head.append("Named for the first time in the library:")
            head.append("\n".join(f"- {line}" for line in self._first_named()))
        if not material.statements and not material.first_named:
            head.append("Nothing was found.")
        yield Block("new", "\n\n".join(head))
        for passage in material.statements:
            yield Block(f"said-{passage.note.id}", self._statement(passage))

    def _first_named(self) -> Iterator[str]:
        for first in self._material.first_named:
            span = first.mention.span
            yield (
                f"{_named(first.name)}, as {inline(span.slice(first.article.text))},"
                f" {dated(first.article)}.{self._reference(first.article, span.start, span.end)}"
            )

    def _statement(self, passage: Passage) -> str:
        how = {"direct": ", between quotation marks", "reported": ", in reported speech"}
        said = how.get(passage.wording or "", "")
        who = "; ".join(map(speaker_line, passage.speakers)) or "Speaker not settled"
        article = passage.article
        return "\n\n".join(
            (
                f"{who}; {article.published.day if article.published else 'no date'}{said};"
                f" {attribution(article)}.{self._of_passage(passage)}",
                quote_block(passage.note.quote, f"^s-{passage.note.id}"),
            )
        )

    def notes(self) -> Iterator[Block]:
        """Yield the user's notes, each as an export has it."""
        if not self._material.notes:
            return
        yield Block("notes", "## Notes")
        for passage in self._material.notes:
            self._referred[passage.article.id, ""] = passage.article
            yield Block(f"note-{passage.note.id}", note_block(passage, self._layout))

    def accounts(self) -> str:
        """Return what differs or can: days that several outlets tell of, and known disputes."""
        parts = ["## Accounts that differ"]
        several = self._material.told_by_several
        if several:
            parts.append("Days that more than one outlet tells of, for comparison:")
        for moment, told in several:
            parts.append(f"**{plain(moment.value)}**")
            parts += [self._account(item) for item in told]
        known = list(self._known_accounts())
        if known:
            parts.append("Known to differ, by the knowledge base:")
            parts.append("\n".join(f"- {line}" for line in known))
        doubts = [
            f"- {inline(article.label)}: {own_line(article.published.conflict, begins=False)}."
            f"{self._whole(article)}"
            for article in self._material.articles
            if article.published and article.published.conflict
        ]
        if doubts:
            parts.append("Days of publication in doubt:")
            parts.append("\n".join(doubts))
        if len(parts) == 1:
            parts.append("None was found.")
        return "\n\n".join(parts)

    def _account(self, item: TimelineItem) -> str:
        article = self._articles[item.article_id]
        reference = self._reference(article, item.span.start, item.span.end)
        head = f"{item.published or 'No date'}, {attribution(article)}:{reference}"
        return f"{head}\n\n{quote_block(item.text, '')}"

    def _known_accounts(self) -> Iterator[str]:
        for slug in self.agreements():
            entity = self._base.entities.get(slug)
            if not isinstance(entity, Agreement):
                continue
            for account in entity.accounts:
                by = self._base.entities.get(account.by)
                yield (
                    f"{inline(entity.en)}: {inline(by.en if by else account.by)} says"
                    f" {own_line(account.says, begins=False)} ({link(account.source)})."
                )

    def timeline(self) -> str:
        """Return the days that articles tell of as a table, Arabic alone in its cells."""
        rows = [
            f"| {plain(item.moment.value)} | {inline(item.text)} | {self._cell(item)} |"
            for item in self._material.timeline
        ]
        if not rows:
            return "## Timeline\n\nNo day is told of."
        table = ["| Day told of | What the article says | Source |", "|---|---|---|", *rows]
        more = self._material.more_rows
        rest = f"\n\nRows left out: {more}." if more else ""
        return "## Timeline\n\n" + "\n".join(table) + rest

    def _cell(self, item: TimelineItem) -> str:
        article = self._articles[item.article_id]
        reference = self._reference(article, item.span.start, item.span.end)
        return f"published {item.published or 'without a date'}{reference}"

    def sources(self) -> str:
        """Return every article that the brief refers to, with all that is known of it."""
        ids = dict.fromkeys(id_ for id_, _ in self._referred)
        ordered = [article for article in self._material.articles if article.id in ids]
        lines = [f"- {self._source(article)}" for article in ordered]
        return "## Sources\n\n" + ("\n".join(lines) or "None.")

    def _source(self, article: Article) -> str:
        read = self._retrieved.get(article.id, "")[:10]
        fetched = f", fetched {plain(read)}" if read else ""
        origin = link(article.url) if article.url else inline(article.origin)
        excerpt = " Only an excerpt was read." if article.excerpt else ""
        return (
            f"{inline(article.label.rstrip('. '))}. {attribution(article)};"
            f" published: {dated(article)}. From {origin}{fetched}; article {article.id},"
            f" sha256:{article.content_hash[:16]}.{excerpt}"
        )

    def method(self) -> str:
        """Return how the brief was made: what was searched, found, folded and left out."""
        material = self._material
        query = f"for {code(material.query)}" if material.query.strip() else "for everything"
        told = [
            f"Articles of the library searched {query}: {material.searched}.",
            f"Found in the period: {material.found}, of which folded as copies of others:"
            f" {len(material.folded)}.",
            f"Left out because their day is not known: {material.undated}.",
            f"Statements quoted: {len(material.statements)}, left out:"
            f" {material.more_statements}. Notes: {len(material.notes)}.",
            "Statements, speakers and days were found by rules, offices come from the knowledge"
            f" base; nothing was translated or rewritten. Made by idlib-brief {__version__}.",
        ]
        return "## Method\n\n" + " ".join(told)

    def footnotes(self) -> Iterator[Block]:
        """Yield the footnotes: one an article and paragraph that something refers to."""
        for (id_, place), article in sorted(self._referred.items(), key=lambda pair: pair[0]):
            if not place:
                yield Block(f"source-{id_}", self._footnote(article, id_, "the whole article"))
            else:
                key = _key(id_, place)
                yield Block(f"source-{key}", self._footnote(article, key, place))

    def _footnote(self, article: Article, key: str, place: str) -> str:
        origin = link(article.url) if article.url else inline(article.origin)
        return (
            f"[^{key}]: {inline(article.label.rstrip('. '))}, {place}."
            f" {attribution(article)}, {dated(article)}. {origin}, article {article.id}."
        )

    def _whole(self, article: Article) -> str:
        self._referred[article.id, ""] = article
        return f"[^{article.id}]"

    # --- who and what -------------------------------------------------------------------

    def _names(self, type_: EntityType) -> dict[str, EntityName]:
        found: dict[str, EntityName] = {}
        for passage in (*self._material.notes, *self._material.statements):
            spoken = (speaker.name for speaker in passage.speakers if speaker.name)
            for name in (*spoken, *passage.entities):
                if name.type is type_:
                    found.setdefault(name.slug, name)
        for first in self._material.first_named:
            if first.name.type is type_:
                found.setdefault(first.name.slug, first.name)
        return found

    def people(self) -> dict[str, EntityName]:
        """Return the people of the brief by slug."""
        return self._names(EntityType.PERSON)

    def agreements(self) -> dict[str, EntityName]:
        """Return the agreements of the brief by slug."""
        found = self._names(EntityType.AGREEMENT)
        for item in self._material.timeline:
            for slug in item.entities:
                entity = self._base.entities.get(slug)
                if isinstance(entity, Agreement):
                    found.setdefault(slug, entity.name)
        return found

    def days(self) -> dict[str, set[str]]:
        """Return the days on which each person of the brief is named, by slug."""
        days: dict[str, set[str]] = {}
        for passage in (*self._material.notes, *self._material.statements):
            spoken = (speaker.name for speaker in passage.speakers if speaker.name)
            for name in (*spoken, *passage.entities):
                if passage.article.published:
                    days.setdefault(name.slug, set()).add(passage.article.published.day)
        for first in self._material.first_named:
            if first.article.published:
                days.setdefault(first.name.slug, set()).add(first.article.published.day)
        return days

    def front_matter(self, title: str) -> tuple[str, ...]:
        """Return the lines of the front matter."""
        material = self._material
        period = [day for day in (material.begin, material.end) if day]
        slugs = (*self.people(), *self.agreements())
        prefix = EntityType.AGREEMENT.prefix + "/"
        return (
            f"title: {yaml_quoted(title)}",
            *([f"date: {material.end}"] if material.end else []),
            *([f"period: [{period[0]}, {period[-1]}]"] if period else []),
            "lang: en",
            f"query: {yaml_quoted(material.query)}",
            f"entities: {yaml_list(slugs)}",
            f"agreements: {yaml_list(s.removeprefix(prefix) for s in self.agreements())}",
            f"sources: {len(dict.fromkeys(id_ for id_, _ in self._referred))}",
            f"notes: {len(material.notes)}",
            f"generator: idlib-brief {__version__}",
        )


def _place(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return "outside the body"
    if first == last:
        return f"paragraph {first}" if first else "headline"
    return f"paragraphs {first}–{last}" if first else f"headline to paragraph {last}"


def _key(article_id: str, place: str) -> str:
    """Return the key of a footnote: Latin letters, digits and hyphens."""
    if not place:
        return article_id
    numbers = "-".join(part for part in place.replace("–", " ").split() if part.isdecimal())
    if place == "headline":
        return f"{article_id}-h"
    if place.startswith("headline"):
        return f"{article_id}-h-{numbers}"
    return f"{article_id}-{numbers or 'x'}"


def _day(passage: Passage) -> str:
    return passage.article.published.day if passage.article.published else ""


def _named(name: EntityName) -> str:
    return inline(name.en) + ("" if name.ar == name.en else f" ({inline(name.ar)})")


# --- data ---------------------------------------------------------------------------------


def to_json(material: Material, *, title: str = "") -> str:
    """Return what a brief is made of as one JSON object, for other programs."""
    told = {
        "title": title or usual_title(material),
        "query": material.query,
        "period": [material.begin, material.end],
        "notes": [annotation_of(passage) for passage in material.notes],
        "statements": [annotation_of(passage) for passage in material.statements],
        "first_named": [
            {
                "entity": first.name.slug,
                "article": first.article.id,
                "start": first.mention.span.start,
                "end": first.mention.span.end,
            }
            for first in material.first_named
        ],
        "timeline": [_item(item) for item in material.timeline],
        "articles": [article.id for article in material.articles],
        "method": {
            "searched": material.searched,
            "found": material.found,
            "folded": [list(pair) for pair in material.folded],
            "undated": material.undated,
            "more_statements": material.more_statements,
            "more_rows": material.more_rows,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _item(item: TimelineItem) -> dict[str, Any]:
    return {
        "day": item.moment.value,
        "article": item.article_id,
        "published": item.published,
        "start": item.span.start,
        "end": item.span.end,
        "text": item.text,
        "entities": list(item.entities),
        "said_by": list(item.said_by),
    }
