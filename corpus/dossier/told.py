"""What the library tells of an entity: when it is mentioned, its words and those about it."""

from __future__ import annotations

from corpus.article import EntityType, Span
from corpus.dossier.values import PAGE, Line, Section, Spot
from corpus.library import dossier_rows
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.dossier.values import Subject
    from corpus.library.dossier_rows import Appearance, Month, Passage
    from corpus.library.store import Library

NO_DATE = told("no date")
BARS = "▁▂▃▄▅▆▇█"
"""A column from the lowest to the highest."""

_SAID = {"said": ("Statements by", "تصريحات له"), "said-of": ("Statements about", "تصريحات عنه")}
_LONGEST = 600
"""Code points of a passage that are shown."""


def told_section(library: Library, subject: Subject, key: str, start: int = 0) -> Section | None:
    """Return a page of one of the sections that a library tells; None where it has nothing.

    Args:
        library: Where the articles are.
        subject: Whom or what the dossier is about.
        key: ``when``, ``said``, ``said-of``, ``published`` or ``articles``.
        start: How many entries come before the page.
    """
    slug = subject.slug
    if key == "when":
        return _when(library, subject)
    if key in _SAID:
        title, arabic = _SAID[key]
        passages, total = dossier_rows.said(library, slug, start, PAGE, about=key == "said-of")
        return _page(key, title, arabic, [_quoted(one) for one in passages], total, start)
    if key == "published":
        day = slug.partition("/")[2]
        total = dossier_rows.count_on(library, day)
        found = dossier_rows.published_on(library, day, start, PAGE)
        lines = [_article(appearance) for appearance in found]
        return _page("published", "Published that day", "نشر في ذلك اليوم", lines, total, start)
    found = dossier_rows.appearances(library, slug, start, PAGE)
    lines = [_article(appearance) for appearance in found]
    return _page("articles", "Articles", "المقالات", lines, subject.articles, start)


def _page(
    key: str, title: str, arabic: str, lines: Sequence[Line], total: int, start: int
) -> Section | None:
    if not total:
        return None
    reached = start + len(lines)
    rest = reached if lines and reached < total else None
    return Section(key, title, arabic, tuple(lines), total, told("newest first"), rest)


def source_of(source: str | None) -> str:
    """Return the outlet, or that none is stated."""
    return source or told("outlet not stated")


def _article(appearance: Appearance) -> Line:
    source = source_of(appearance.source)
    if appearance.mentions > 1:
        source = told("{source} ×{n}", source=source, n=appearance.mentions)
    return Line(
        " ".join(appearance.label.split()),
        appearance.day or NO_DATE,
        source,
        Spot(appearance.article_id, appearance.first),
    )


def _quoted(passage: Passage) -> Line:
    return Line(
        shortened(passage.text),
        passage.day or NO_DATE,
        source_of(passage.source),
        Spot(passage.article_id, passage.span),
    )


def shortened(text: str) -> str:
    """Return a passage on one line, cut at the end of a word where it is very long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rpartition(" ")[0] + "…"


def inside(article_text: str, around: Span, parts: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Return a passage on one line, and where parts of it stand in that line.

    Args:
        article_text: The text of the article.
        around: The passage.
        parts: Stretches inside it, in code points of the article.
    """
    line: list[str] = []
    places = []
    for character in around.slice(article_text):
        places.append(len(line))
        if not character.isspace():
            line.append(character)
        elif line and line[-1] != " ":
            line.append(" ")
    places.append(len(line))
    return "".join(line).rstrip(), tuple(
        Span(places[part.start - around.start], places[part.end - around.start])
        for part in parts
        if around.start <= part.start and part.end <= around.end
    )


def _when(library: Library, subject: Subject) -> Section | None:
    months = dossier_rows.months(library, subject.slug)
    if not months:
        return None
    said = told_count(
        "{mentioned} {n} article",
        "{mentioned} {n} articles",
        subject.articles,
        mentioned=told_count("{n} mention in", "{n} mentions in", subject.mentions),
    )
    lines = [Line(said, told("in all"))]
    dated = [month for month in months if month.month]
    if dated:
        lines.extend(_ends(library, subject, sum(month.articles for month in dated)))
        lines.extend(_bars(dated))
    undated = subject.articles - sum(month.articles for month in dated)
    if undated:
        said = told_count(
            "{n} of the articles has no known day", "{n} of the articles have no known day", undated
        )
        lines.append(Line(said, told("undated"), tone="muted"))
    return Section("when", "When mentioned", "متى ذكر", tuple(lines), subject.mentions)


def _ends(library: Library, subject: Subject, dated: int) -> Iterator[Line]:
    first = dossier_rows.appearances(library, subject.slug, 0, 1, oldest=True)
    last = dossier_rows.appearances(library, subject.slug, 0, 1)
    for one in first:
        yield _end(one, told("first {day}", day=one.day or NO_DATE))
    for one in last if dated > 1 else ():
        yield _end(one, told("last {day}", day=one.day or NO_DATE))


def _end(one: Appearance, label: str) -> Line:
    spot = Spot(one.article_id, one.first)
    return Line(" ".join(one.label.split()), label, source_of(one.source), spot)


def _bars(months: Sequence[Month]) -> Iterator[Line]:
    """Yield a line a year, a column a month."""
    counts = {month.month: month.mentions for month in months}
    highest = max(counts.values())
    for year in range(int(months[0].month[:4]), int(months[-1].month[:4]) + 1):
        of_year = [counts.get(f"{year}-{month:02}", 0) for month in range(1, 13)]
        if not any(of_year):
            yield Line("·" * 12, str(year), "0", tone="muted")
            continue
        columns = "".join(_bar(count, highest) for count in of_year)
        busiest = max(range(12), key=of_year.__getitem__)
        said = told(
            "{bars}  {mentions}, most in {month}: {n}",
            bars=columns,
            mentions=told_count("{n} mention", "{n} mentions", sum(of_year)),
            month=f"{year}-{busiest + 1:02}",
            n=of_year[busiest],
        )
        yield Line(said, str(year))


def _bar(count: int, highest: int) -> str:
    return BARS[(count * len(BARS) - 1) // highest] if count else "·"


def is_day(subject: Subject) -> bool:
    """Tell whether a dossier is about one day."""
    day = subject.slug.partition("/")[2]
    return subject.name.type is EntityType.DATE and len(day) == 10 and day[0] != "X"
