"""Notes to Markdown that stays right-to-left wherever it is read; the bytes are the contract."""

from __future__ import annotations

from hashlib import sha256

from corpus import __version__
from corpus.article import EntityType
from corpus.export.annotation import in_comment
from corpus.export.blocks import Block, Document
from corpus.export.names import article_file, entity_file, obsidian_tag, wikilink
from corpus.export.passage import Layout
from corpus.export.text import (
    code,
    heading,
    inline,
    is_arabic,
    lines_of,
    link,
    own_line,
    own_words,
    plain,
    quote_block,
    yaml_list,
    yaml_quoted,
)
from corpus.notes import is_on_article, paragraph_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Article, EntityName
    from corpus.export.passage import Passage
    from corpus.knowledge.base import KnowledgeBase
    from corpus.notes.filled import Speaker

GLANCE_TAG = "glance"
"""Notes with this tag stand at the top, in their gloss or the first line of their words."""

KNOWN_FROM = {
    "metadata": "as the file states",
    "dateline": "from its dateline",
    "feed": "from its feed",
    "option": "given by hand",
    "inferred": "inferred",
}
"""How the day of publication is known, as it is said."""

_WORDING = {"direct": "between quotation marks", "reported": "in reported speech"}
_DATE = EntityType.DATE.prefix + "/"


def to_markdown(
    passages: Sequence[Passage],
    *,
    title: str,
    day: str | None = None,
    layout: Layout | None = None,
    base: KnowledgeBase | None = None,
) -> str:
    """Return notes as one Markdown document, in the order given within each group.

    Args:
        passages: The notes.
        title: The document's title, in any language.
        day: The document's ISO day; None for the one the newest note was taken on, so that the
            same notes make the same bytes on any day.
        layout: How it is laid out.
        base: The knowledge base, for the appendices; they are left out without it.
    """
    made = document(passages, title=title, day=day, layout=layout, base=base)
    return made.plain() if layout and not layout.markers else made.marked()


def document(
    passages: Sequence[Passage],
    *,
    title: str,
    day: str | None = None,
    layout: Layout | None = None,
    base: KnowledgeBase | None = None,
    aliases: Sequence[str] = (),
) -> Document:
    """Return what `to_markdown` writes, block by block, to bring a file up to date with.

    Args:
        passages: As there.
        title: As there.
        day: As there.
        layout: As there.
        base: As there.
        aliases: Further names of the document, for its front matter.
    """
    layout = layout or Layout()
    blocks = [Block("title", heading(1, own_line(title)))]
    if layout.glance and passages:
        blocks.append(Block("glance", _glance(passages)))
    for key, named, group in grouped(passages, layout):
        if key:
            blocks.append(Block(key, heading(2, named)))
        blocks.extend(
            Block(f"note-{passage.note.id}", note_block(passage, layout)) for passage in group
        )
    if base is not None and (layout.who or layout.agreements):
        from corpus.export.appendix import agreements_cited, who_is_who

        if layout.who:
            blocks.append(Block("who", who_is_who(passages, base)))
        if layout.agreements:
            blocks.append(Block("agreements", agreements_cited(passages, base)))
    articles = {passage.article.id: passage for passage in passages}
    blocks.extend(Block(f"source-{id_}", footnote(one)) for id_, one in articles.items())
    front = _front_matter(passages, len(articles), title, day, aliases)
    return Document(front, tuple(blocks))


# --- groups -------------------------------------------------------------------------------


def grouped(
    passages: Sequence[Passage], layout: Layout
) -> Iterator[tuple[str, str, list[Passage]]]:
    """Yield each group: the key of its block, its heading in Markdown, and its notes.

    Every note stands in one group: that of its first speaker, agreement or tag. Articles come in
    the order of their first note, days in order of time, all else by name; what belongs nowhere
    comes last.
    """
    if layout.group == "none":
        if passages:
            yield "", "", list(passages)
        return
    groups: dict[tuple[bool, str, str], list[Passage]] = {}
    headings: dict[tuple[bool, str, str], str] = {}
    for passage in passages:
        sort, name, heading = _group_of(passage, layout)
        key = (not name, sort, name)
        groups.setdefault(key, []).append(passage)
        headings[key] = heading
    for key in groups if layout.group == "article" else sorted(groups):
        yield f"{layout.group}-{_digest(key[2])}", headings[key], groups[key]


def _group_of(passage: Passage, layout: Layout) -> tuple[str, str, str]:
    """Return what a note's group is sorted by, what it is known by, and its heading."""
    if layout.group == "article":
        return "", passage.article.id, inline(passage.article.label)
    if layout.group == "date":
        known = passage.article.published
        return ("", known.day, known.day) if known else ("", "", "Date not stated")
    if layout.group == "tag":
        tag = next((tag for tag in map(plain, passage.note.tags) if tag), "")
        return tag, tag, own_line(tag) if tag else "Without a tag"
    names = [*(s.name for s in passage.speakers if s.name), *passage.entities]
    if layout.group == "agreement":
        names = [name for name in names if name.type is EntityType.AGREEMENT]
    else:
        names = [name for name in names if name.type is not EntityType.DATE]
    if not names:
        missing = "No agreement named" if layout.group == "agreement" else "No entity named"
        return "", "", missing
    return names[0].en.casefold(), names[0].slug, _named(names[0])


def _digest(name: str) -> str:
    return sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]


def _named(name: EntityName) -> str:
    return inline(name.en) + ("" if name.ar == name.en else f" ({inline(name.ar)})")


# --- parts of the document ----------------------------------------------------------------


def _front_matter(
    passages: Sequence[Passage],
    articles: int,
    title: str,
    day: str | None,
    aliases: Sequence[str],
) -> tuple[str, ...]:
    found = {entity.slug: entity.type for passage in passages for entity in passage.entities}
    prefix = EntityType.AGREEMENT.prefix + "/"
    agreements = [slug.removeprefix(prefix) for slug in found if slug.startswith(prefix)]
    days = sorted(p.article.published.day for p in passages if p.article.published)
    tags = dict.fromkeys(plain(tag) for passage in passages for tag in passage.note.tags)
    day = day or max((passage.note.created[:10] for passage in passages), default="")
    return (
        f"title: {yaml_quoted(title)}",
        *([f"aliases: {yaml_list(aliases)}"] if aliases else []),
        *([f"date: {day}"] if day else []),
        *([f"period: [{days[0]}, {days[-1]}]"] if days else []),
        "lang: en",
        f"entities: {yaml_list(slug for slug, type_ in found.items() if type_ != EntityType.DATE)}",
        f"agreements: {yaml_list(agreements)}",
        f"tags: {yaml_list(filter(None, tags))}",
        f"sources: {articles}",
        f"notes: {len(passages)}",
        f"generator: idlib-brief {__version__}",
    )


def _glance(passages: Sequence[Passage]) -> str:
    """Return what the document holds, and what the user marked to stand at its top."""
    articles = {passage.article.id for passage in passages}
    days = sorted(p.article.published.day for p in passages if p.article.published)
    period = ""
    if days:
        period = f", published {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")
    held = f"{_counted(len(passages), 'note')} on {_counted(len(articles), 'article')}{period}."
    lines = [held]
    speakers: dict[str, int] = {}
    for speaker in (speaker for passage in passages for speaker in passage.speakers):
        if speaker.label:
            speakers[speaker.label] = speakers.get(speaker.label, 0) + 1
    if speakers:
        told = ", ".join(f"{inline(label)} ({count})" for label, count in speakers.items())
        lines.append(f"Speakers: {told}.")
    for passage in passages:
        if GLANCE_TAG in passage.note.tags:
            words = next(iter(lines_of(passage.note.gloss or passage.note.body)), "")
            shown = own_line(words) if words else inline(passage.note.quote)
            lines.append(f"{shown}{reference(passage.article)}")
    return "## At a glance\n\n" + "\n".join(f"- {line}" for line in lines)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def note_block(passage: Passage, layout: Layout) -> str:
    """Return one note: who speaks, the quote, the gloss, the user's words, and all facts."""
    note = passage.note
    parts = []
    if passage.speakers:
        wording = f"; {_WORDING[passage.wording]}" if passage.wording else ""
        parts.append(f"Speaker: {'; '.join(map(speaker_line, passage.speakers))}{wording}.")
    parts.append(quote_block(note.quote, f"^n-{note.id}"))
    if note.gloss.strip():
        parts += "**Gloss.**", own_words(note.gloss)
    if note.body.strip():
        parts += "**Note.**", own_words(note.body)
    parts.append("\n".join(f"- {fact}" for fact in _facts(passage, layout)))
    if layout.markers:
        parts.append(f"<!-- idlib-brief-note {in_comment(note)} -->")
    return "\n\n".join(parts)


def speaker_line(speaker: Speaker) -> str:
    """Return name and office of a speaker; the office is that of the article's day."""
    shown = f"**{inline(speaker.label or 'not named')}**"
    if speaker.name and speaker.name.ar != speaker.name.en:
        shown += f" ({inline(speaker.name.ar)})"
    if speaker.office is None:
        return shown
    since = f" (since {plain(speaker.office.since)})" if speaker.office.since else ""
    return f"{shown}, {own_line(speaker.office.en, begins=False)}{since}"


def _facts(passage: Passage, layout: Layout) -> Iterator[str]:
    note, article = passage.note, passage.article
    by = f" by {own_line(note.author, begins=False)}" if note.author.strip() else ""
    yield f"Source: {_source(passage, layout)}.{reference(article)}"
    yield f"Where: {where(passage)}; article {article.id}; taken {plain(note.created)}{by}."
    events = [name for name in passage.entities if name.slug.startswith(_DATE)]
    day = article.published.day if article.published else None
    dates = [name for name in events if name.slug.removeprefix(_DATE) != day]
    if dates:
        yield f"Dates in the passage: {'; '.join(map(_dated_name, dates))}."
    entities = [name for name in passage.entities if name not in events]
    if entities:
        yield f"Entities: {'; '.join(_entity(name, layout) for name in entities)}."
    if any(map(plain, note.tags)):
        yield f"Tags: {', '.join(_tag(tag, layout) for tag in note.tags if plain(tag))}."
    if note.colour:
        yield f"Colour: {own_line(note.colour, begins=False)}."
    if note.conflict:
        yield (
            f"Another version of ^n-{note.conflict}, which was edited on both sides:"
            " compare the two, and delete one."
        )


def _source(passage: Passage, layout: Layout) -> str:
    article = passage.article
    told = f"{attribution(article)}, published: {dated(article)}"
    if not layout.obsidian:
        return told
    return f"{wikilink(article_file(article), article.label)}, {told}"


def attribution(article: Article) -> str:
    """Return the chain a story came along: the outlet, and behind it whom it has it from."""
    outlet = inline(article.source) if article.source else "outlet not stated"
    return " ← ".join((outlet, *map(inline, article.agencies)))


def _outlet(article: Article) -> str:
    told = attribution(article)
    return f"Outlet: {told}" if article.source else told[:1].upper() + told[1:]


def dated(article: Article) -> str:
    """Return the day of publication and how it is known."""
    known = article.published
    if known is None:
        return "date not stated"
    doubt = "" if known.certainty == "sure" else ", likely"
    return f"{known.day} ({KNOWN_FROM[known.known_from]}{doubt})"


def reference(article: Article) -> str:
    """Return the reference to an article's footnote."""
    return f"[^{article.id}]"


def where(passage: Passage) -> str:
    """Return where in its article a note's passage stands."""
    if passage.missing:
        return "the article is not in the library any more"
    if passage.orphaned:
        return "no longer in the article, whose text has changed"
    if is_on_article(passage.note):
        return "the whole article"
    span = passage.note.span
    first = paragraph_number(passage.article, span.start)
    last = paragraph_number(passage.article, span.end - 1)
    if first is None or last is None:
        return "outside the body"
    if first == last:
        return f"paragraph {first}" if first else "headline"
    return f"paragraphs {first}–{last}" if first else f"headline to paragraph {last}"


def _dated_name(name: EntityName) -> str:
    return f"{plain(name.slug.removeprefix(_DATE))} ({inline(name.ar)})"


def _entity(name: EntityName, layout: Layout) -> str:
    arabic = "" if name.ar == name.en else f" ({inline(name.ar)})"
    if layout.obsidian:
        return f"{wikilink(entity_file(name.slug), name.en)}{arabic}"
    return f"{inline(name.en)}{arabic} {code(name.slug)}"


def _tag(tag: str, layout: Layout) -> str:
    if layout.obsidian:
        name = obsidian_tag(tag)
        return f'<span dir="rtl" lang="ar">{name}</span>' if is_arabic(name) else name
    return own_line(tag, begins=False)


def footnote(passage: Passage) -> str:
    """Return the source of an article's notes: all that is known of where it is from."""
    article = passage.article
    known = article.published
    raw = f", in the words {inline(known.raw)}" if known and is_arabic(known.raw) else ""
    conflict = f" ({own_line(known.conflict, begins=False)})" if known and known.conflict else ""
    filed = f"; filed from {inline(article.place)}" if article.place else ""
    author = f"; by {inline(article.author)}" if article.author else ""
    facts = "".join(f" Facts: {link(url)}." for url in article.references)
    digest = article.content_hash or passage.note.content_hash
    hash_ = f", sha256:{plain(digest)[:16]}" if digest else ""
    return (
        f"[^{article.id}]: {inline(article.label.rstrip('. '))}."
        f" {_outlet(article)}{filed}{author};"
        f" published: {dated(article)}{raw}{conflict}."
        f" From {_origin(article)}{_read(passage)}{hash_}.{facts}"
        + (" Only an excerpt of the article was read." if article.excerpt else "")
        + (" The article is not in the library any more." if passage.missing else "")
    )


def _origin(article: Article) -> str:
    if article.url:
        return link(article.url)
    return inline(article.origin) if article.origin else "an unknown place"


def _read(passage: Passage) -> str:
    return f", fetched {plain(passage.retrieved)[:10]}" if passage.retrieved else ""
