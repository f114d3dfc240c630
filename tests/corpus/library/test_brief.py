from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from corpus import __version__
from corpus.article import EntityName, EntityType, Mention, MentionKind, Span, Statement
from corpus.export.brief import document, to_json
from corpus.export.text import plain
from corpus.knowledge.base import load
from corpus.library.brief import gather
from corpus.notes import paragraph_number, take

GOLDEN = Path(__file__).parents[2] / "goldens" / "export" / "brief.md"
NOW = "2020-03-20T08:00:00Z"
AKAR = EntityName("person/akar", EntityType.PERSON, "خلوصي أكار", "Hulusi Akar")
LAVROV = EntityName("person/lavrov", EntityType.PERSON, "سيرغي لافروف", "Sergey Lavrov")
SOCHI = EntityName(
    "agreement/sochi-memo-2018", EntityType.AGREEMENT, "مذكرة سوتشي 2018", "Sochi memo 2018"
)
DAY = EntityName("date/2020-03-06", EntityType.DATE, "6 آذار 2020", "6 March 2020")
NAMES = (AKAR, LAVROV, SOCHI, DAY)


def add(library, article, *, mentions=(), said=()):
    """Add an article with mentions and statements, given as (words, slug)."""

    def span(words: str) -> Span:
        start = article.text.index(words)
        return Span(start, start + len(words))

    library.add(
        article,
        sorted(
            (
                Mention(
                    span(words),
                    EntityType(slug.partition("/")[0].upper()),
                    MentionKind.NAME,
                    (slug,),
                    "name",
                    value=slug.partition("/")[2] if slug.startswith("date/") else None,
                )
                for words, slug in mentions
            ),
            key=lambda mention: mention.span,
        ),
        NAMES,
        [
            Statement(span(words), "reported", span(who), (slug,), span(who), "rule")
            for words, who, slug in said
        ],
    )
    return article


@pytest.fixture
def shelf(empty, article_of):
    """Two outlets that tell of one day, a copy, an article out of the period, one undated."""
    first = article_of(
        "مذكرة سوتشي",
        "قال أكار إن وقف إطلاق النار بدأ يوم 6 آذار في إدلب.",
        "ثم غادر | الوفد *أنقرة*.",
        day="2020-03-07",
        title="خبر أول",
        source="الأناضول",
        url="https://example.org/1",
    )
    add(
        empty,
        first,
        mentions=(("مذكرة سوتشي", SOCHI.slug), ("أكار", AKAR.slug), ("6 آذار", DAY.slug)),
        said=(("وقف إطلاق النار بدأ يوم 6 آذار في إدلب", "أكار", AKAR.slug),),
    )
    second = article_of(
        "أعلن لافروف أن الهدنة تبدأ ليلة 6 آذار من دون شروط.",
        day="2020-03-08",
        title="خبر ثان",
        source="سبوتنيك",
    )
    add(
        empty,
        second,
        mentions=(("لافروف", LAVROV.slug), ("6 آذار", DAY.slug)),
        said=(("الهدنة تبدأ ليلة 6 آذار من دون شروط", "لافروف", LAVROV.slug),),
    )
    add(
        empty,
        article_of("قال أكار كلاما قديما جدا قبل ذلك.", day="2019-01-01", source="قديم"),
        mentions=(("أكار", AKAR.slug),),
        said=(("كلاما قديما جدا قبل ذلك", "أكار", AKAR.slug),),
    )
    add(empty, article_of("نص بلا تاريخ.", source="؟"))
    return empty, first, second


def drafted(library, **options):
    material = gather(library, "", date(2020, 3, 1), date(2020, 3, 31), **options)
    return material, document(material, load(), title="Brief", markers=False).plain()


def test_a_brief_has_the_bytes_that_were_agreed(shelf):
    library, first, _ = shelf
    note = take(first, first.paragraphs[2].span, "First words.", NOW)
    library.save_note(replace(note, gloss="Then they left."))
    _, text = drafted(library)
    assert text.encode() == GOLDEN.read_bytes().replace(b"VERSION", __version__.encode())


def test_a_brief_holds_what_was_said_in_the_period_the_latest_first(shelf):
    library, first, second = shelf
    material, text = drafted(library)
    assert [passage.article.id for passage in material.statements] == [second.id, first.id]
    assert (material.searched, material.found, material.undated) == (4, 2, 1)
    assert text.index("من دون شروط") < text.index("وقف إطلاق النار بدأ")
    assert "كلاما قديما" not in text
    assert "searched for everything: 4. Found in the period: 2, of which" in text


def test_accounts_of_one_day_by_two_outlets_stand_side_by_side(shelf):
    library, *_ = shelf
    material, text = drafted(library)
    ((moment, told),) = material.told_by_several
    assert (moment.value, len(told)) == ("2020-03-06", 2)
    section = text.split("## Accounts that differ")[1].split("\n## ")[0]
    assert "الأناضول" in section
    assert "سبوتنيك" in section


def test_who_is_named_for_the_first_time_is_told_of_the_whole_library(shelf):
    library, *_ = shelf
    material, _ = drafted(library)
    assert {first.name.slug for first in material.first_named} == {SOCHI.slug, LAVROV.slug}


def test_what_a_note_quotes_is_not_said_twice(shelf):
    library, first, _ = shelf
    said = library.statements(first.id)[0]
    library.save_note(take(first, said.span, "رأي", NOW))
    material, text = drafted(library)
    assert len(material.statements) == 1
    assert text.count("> وقف إطلاق النار بدأ") == 1
    assert gather(library, "", notes_query="colour").notes == ()


def test_copies_are_folded_and_counted(empty, article_of, prose):
    words = prose(1)
    for source in ("أ", "ب"):
        empty.add(article_of(words, day="2020-03-07", source=source, title=source), (), ())
    material, text = drafted(empty)
    assert len(material.articles) == 1
    assert len(material.folded) == 1
    assert "folded as copies of others: 1." in text


def test_too_much_is_cut_and_counted(shelf):
    library, *_ = shelf
    material, text = drafted(library, statements=1, rows=1)
    assert (len(material.statements), material.more_statements) == (1, 1)
    assert (len(material.timeline), material.more_rows) == (1, 1)
    assert "Rows left out: 1." in text


def test_of_nothing_a_brief_says_so(empty):
    material, text = drafted(empty)
    assert material.articles == ()
    assert "Nothing was found." in text
    assert to_json(material)


# --- nothing that no article says -------------------------------------------------------------


def footnotes(text: str) -> dict[str, str]:
    return dict(re.findall(r"^\[\^([\w-]+)\]: (.*)$", text, re.MULTILINE))


def paragraph_words(library, key: str) -> str:
    """Return the words of the paragraphs that a footnote's key names."""
    id_, _, rest = key.partition("-")
    article = library.article(id_)
    wanted = {0 if part == "h" else int(part) for part in rest.split("-") if part}
    return plain(
        " ".join(
            p.span.slice(article.text)
            for p in article.paragraphs
            if not wanted or paragraph_number(article, p.span.start) in wanted
        )
    )


def test_every_line_of_arabic_stands_in_the_paragraph_its_footnote_names(library):
    for id_ in library.article_ids()[:6]:
        article = library.article(id_)
        library.save_note(take(article, article.paragraphs[1].span, "", NOW))
    material = gather(library, "")
    text = document(material, load(), markers=False).plain()
    known = footnotes(text)
    referred = set(re.findall(r"\[\^([\w-]+)\](?!:)", text))
    assert referred == set(known)
    rows = re.findall(
        r'^\| .* \| (?:<span dir="rtl" lang="ar">)?(.*?)(?:</span>)? \| .*\[\^([\w-]+)\] \|$',
        text,
        re.M,
    )
    assert len(rows) == len(material.timeline) > 10
    said = re.findall(r"\[\^([\w-]+)\]\n\n(?:<div[^>]*>\n\n)?((?:> ?.*\n)+)", text)
    assert len(said) >= len(material.statements) > 10
    for words, key in [*rows, *((quote, key) for key, quote in said)]:
        shown = re.sub(r"^> ?\u200f?", "", words, flags=re.M)
        shown = plain(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown))
        assert shown in paragraph_words(library, key), (key, shown)


def test_outside_of_quotes_names_and_notes_a_brief_has_no_arabic_of_its_own(shelf):
    library, *_ = shelf
    _, text = drafted(library)
    bare = re.sub(r'<div dir="rtl".*?</div>', "", text, flags=re.S)
    bare = re.sub(r'<span dir="rtl" lang="ar">.*?</span>', "", bare)
    assert not re.search(r"[\u0600-\u06ff]", bare)


def test_a_commonmark_reader_sees_one_table_and_all_sections(shelf):
    library, *_ = shelf
    _, text = drafted(library)
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(text.split("---\n", 2)[2])
    headings = [tokens[n + 1].content for n, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings == [
        "Brief", "At a glance", "What is new", "Accounts that differ", "Timeline", "Who is who",
        "Agreements cited", "Sources", "Method",
    ]  # fmt: skip
    cells = [token for token in tokens if token.type == "td_open"]
    assert len(cells) == 6
