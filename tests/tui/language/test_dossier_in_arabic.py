"""Every line of every dossier in Arabic: days keep their order, and nothing of ours is English."""

from __future__ import annotations

import re

import pytest
from rich.style import Style

from corpus.bilingual import Bilingual
from corpus.dossier.build import dossier, in_order, pair, subject_of
from corpus.dossier.known import known_sections
from corpus.dossier.markdown import to_markdown
from corpus.knowledge.base import Agreement, load
from corpus.library.store import Library
from corpus.told import Told, told, told_count
from tui.language.choice import Language
from tui.language.from_corpus import line_said
from tui.language.said import speaking
from tui.panes.paint import text_strip
from tui.screens.dossier import with_arabic

ARABIC = Language("ar")
DAY = re.compile(r"(?<![\d-])\d{4}-\d\d(?:-\d\d)?(?![\d-])")
LATIN = re.compile(r"[A-Za-z]{2,}")
RANGE = re.compile(r"\d{4}[\d-]* – \d{4}[\d-]*")
PAIRS = [
    ("agreement/sochi-memo-2018", "agreement/moscow-protocol-2020"),
    ("person/putin", "person/erdogan"),
    ("org/nfl", "org/hts"),
    ("place/idlib", "agreement/sochi-memo-2018"),
]


@pytest.fixture(scope="module")
def sections(sample_file):
    """The sections of the dossiers of all entities in the library, and of some pairs."""
    base = load()
    with Library(sample_file, writable=False) as library:

        def known(slug):
            return with_arabic(subject_of(library, base, slug), base)

        found = []
        mentioned = {name.slug for name in library.all_entities()}
        for slug in sorted(mentioned):
            found.extend(dossier(library, base, known(slug)))
        for agreement in base.of_class(Agreement):
            if agreement.slug not in mentioned:
                found.extend(known_sections(base, known(agreement.slug)))
        for first, second in PAIRS:
            found.extend(pair(library, base, known(first), known(second)))
    return found


def painted(text):
    """Return a text as it stands on the screen, in visual order, where lines begin on the right."""
    return text_strip(text, 2 * len(text) + 4, Style(), side="start").text


def laid_out(text):
    """Return a text as it stands on the screen on the side where it begins itself."""
    return text_strip(text, 2 * len(text) + 4, Style()).text


def own_words(sections):
    """Yield what stands on lines beside the words of articles: labels, asides, the own texts."""
    for section in sections:
        yield section.note, painted
        for line in section.lines:
            yield line.label, painted
            yield line.aside, painted
            if line.spot is None and isinstance(line.text, Told | Bilingual):
                yield line.text, laid_out


def test_no_day_is_turned_round(sections):
    seen = 0
    with speaking(ARABIC):
        for text, paint in set(own_words(sections)):
            said = line_said(text)
            for day in DAY.findall(said):
                seen += 1
                assert day in paint(said), said
            for ends in RANGE.findall(said):
                assert ends in paint(said), said
    assert seen > 500


def test_a_day_in_an_arabic_line_would_be_turned_round_without_isolates():
    with speaking(ARABIC):
        assert "2018-10-15" not in painted("حتى 2018-10-15")
        assert "2018-10-15" in painted(line_said(told("by {day}", day="2018-10-15")))


def test_what_the_program_says_itself_is_arabic(sections):
    """Values such as names of outlets, documents and measures are Latin; words are not."""
    with speaking(ARABIC):
        for text, _ in set(own_words(sections)):
            if isinstance(text, Told):
                said = line_said(text)
                assert said != text, text
                values = {str(value) for value in values_of(text)}
                for value in values:
                    said = said.replace(value, "")
                assert not LATIN.search(said), (said, values)


def values_of(text):
    """Yield the values of what is told that are neither told themselves nor known in Arabic."""
    for value in text.values.values():
        if isinstance(value, Told):
            yield from values_of(value)
        elif isinstance(value, Bilingual):
            # A name in both languages: the English stands behind the Arabic.
            yield str(value)
            yield value.partition(" · ")[0]
        elif isinstance(value, str):
            yield value


def test_the_labels_are_arabic(sections):
    with speaking(ARABIC):
        labels = {line_said(line.label) for section in sections for line in section.lines}
    assert not {label for label in labels if LATIN.search(label)}


def test_english_keeps_its_marks(sections):
    """A line without an Arabic letter has no Arabic comma or semicolon."""
    with speaking(ARABIC):
        for text, _ in set(own_words(sections)):
            said = line_said(text)
            if not re.search(r"[\u0621-\u064a]", said):
                marks = set("،؛؟") & set(said)
                assert not marks or isinstance(text, Told), said
        latin = [line for section in sections for line in section.lines if line.label == "also"]
        assert latin and not any("؛" in line_said(line.text) for line in latin)


def test_in_english_every_line_is_what_the_corpus_says(sections):
    for text, _ in own_words(sections):
        assert line_said(text) is text or line_said(text) == text


@pytest.mark.parametrize(
    ("mentions", "articles", "said"),
    [
        (1, 1, "ذكر مرة واحدة في مقال واحد"),
        (2, 2, "ذكر مرتين في مقالين"),
        (8, 3, "ذكر 8 مرات في 3 مقالات"),
        (11, 10, "ذكر 11 مرة في 10 مقالات"),
        (100, 11, "ذكر 100 مرة في 11 مقالا"),
        (203, 102, "ذكر 203 مرات في 102 مقال"),
    ],
)
def test_how_often_somebody_is_mentioned_is_counted_as_arabic_counts(mentions, articles, said):
    text = told_count(
        "{mentioned} {n} article",
        "{mentioned} {n} articles",
        articles,
        mentioned=told_count("{n} mention in", "{n} mentions in", mentions),
    )
    with speaking(ARABIC):
        assert re.sub("[\u2068\u2069]", "", line_said(text)) == said


def test_a_dossier_is_exported_the_same_whatever_the_screen_speaks(sample_file):
    base = load()
    with Library(sample_file, writable=False) as library:
        subject = subject_of(library, base, "agreement/sochi-memo-2018")
        plain, both = (
            to_markdown([one], in_order(dossier(library, base, one)), "2020-03-20")
            for one in (subject, with_arabic(subject, base))
        )
    assert both == plain
