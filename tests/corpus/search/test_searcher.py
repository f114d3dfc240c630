"""Asking a library: which articles, in which order, where in them, and what they share."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Note, Span
from corpus.errors import BriefError
from corpus.library.edits import Changes, edit
from corpus.library.store import Library
from corpus.query.errors import QueryError
from corpus.query.parse import parse
from corpus.search import index
from corpus.search.pattern import PatternRunner, TooSlowError
from corpus.search.searcher import Searcher, snippet
from corpus.search.words import forms_of

WORDS = (
    "سوتشي", "erdogan", "اتفاق", "=اتفاق", "إدلب", "تنف*", '"خفض التصعيد"', '"وقف إطلاق النار"',
    '"نقاط المراقبة"', '"أكار شويغو"~9', '"روسيا تركيا إيران"~4', "agreement:sochi", "official:putin",
    "said-by:lavrov", "place:m4", "before:2019", "after:2018-09", "on:2018-09-18", "date:2018-09",
    "title:سوتشي", "title:\"منطقة منزوعة\"", "is:unread", "has:statement", "has:note", "source:idlib",
    "source:سانا", "lang:ar", "/M[45]/", "#وسم", "دبلوماسي", "M4", "15", "is:undated",
)  # fmt: skip


def leaf():
    return st.sampled_from(WORDS)


def queries():
    return st.recursive(
        leaf(),
        lambda some: st.one_of(
            st.lists(some, min_size=2, max_size=3).map(" ".join),
            st.lists(some, min_size=2, max_size=3).map(lambda p: f"({' OR '.join(p)})"),
            some.map(lambda q: f"-({q})"),
        ),
        max_leaves=5,
    )


@settings(max_examples=60, deadline=None)
@given(text=queries(), sort=st.sampled_from(["newest", "oldest", "title", "source", "unread"]))
def test_the_index_and_a_scan_find_the_same(searcher, scanner, text, sort):
    query = replace(parse(text), sort=sort)
    found = searcher.ids(query)
    assert found == scanner.ids(query)
    assert searcher.count(query) == len(found) == len(set(found))
    assert searcher.ids(query, 5) == found[:5]
    assert set(searcher.ids(replace(query, sort="relevance"))) == set(found)
    assert len(searcher.ids(replace(query, sort="relevance"), 3)) == min(3, len(found))


@settings(max_examples=40, deadline=None)
@given(text=queries())
def test_what_holds_and_what_does_not_are_all_articles(searcher, samples, text):
    found = set(searcher.ids(parse(text)))
    others = set(searcher.ids(parse(f"-({text})")))
    assert not found & others
    assert found | others == set(samples.article_ids())


@settings(max_examples=40, deadline=None)
@given(text=leaf())
def test_every_hit_is_what_was_asked_for(searcher, samples, text):
    query = parse(text)
    for id_ in searcher.ids(query, 6):
        article = samples.article(id_)
        hits = searcher.hits(query, article)
        assert all(any(p.span.start <= hit.start < hit.end <= p.span.end
                       for p in article.paragraphs) for hit in hits)  # fmt: skip
        assert all(one.end <= other.start for one, other in pairwise(hits))
        own = snippet(article, hits)
        assert "\n" not in own.text
        if hits:
            first = " ".join(hits[0].slice(article.text).split())
            assert own.text[own.spans[0].start : own.spans[0].end] == first


@pytest.mark.parametrize(("text", "stem"), [("اتفاق", "اتفاق"), ("هجوم", "هج"), ("دورية", "دوري")])
def test_a_words_hits_are_its_forms_in_the_original(searcher, samples, text, stem):
    query = parse(text)
    for id_ in searcher.ids(query):
        article = samples.article(id_)
        for hit in searcher.hits(query, article):
            assert stem in forms_of(hit.slice(article.text))[0]


@pytest.mark.parametrize(
    "names",
    [
        ("erdogan", "أردوغان", "اردوغان", "Erdoğan"),
        ("lavrov", "لافروف"),
        ("sochi", "سوتشي", "سوتشى"),
        ("putin", "بوتين"),
    ],
)
def test_a_name_finds_the_same_in_every_script_and_spelling(ids, names):
    assert len({ids(name) for name in names}) == 1
    assert ids(names[0])


def test_a_word_finds_its_proclitics_and_the_exact_form_does_not(ids, samples):
    wide, narrow = ids("اتفاق"), ids("=اتفاق")
    assert set(narrow) < set(wide)
    for id_ in set(wide) - set(narrow):
        assert not re.search(r"(?<!\w)اتفاق(?![\w\u064b-\u0652])", samples.article(id_).text)


def test_a_phrase_allows_the_article_and_a_preposition_inside(empty, article_of):
    texts = ("وقف إطلاق النار", "وقف إطلاق نار", "وقف لإطلاق النار", "بوقف إطلاق النار")
    articles = [article_of(f"بدأ {text} اليوم", day="2020-03-05") for text in texts]
    other = article_of("وقف الجندي ثم إطلاق النار بدأ", day="2020-03-05")
    for article in (*articles, other):
        empty.add(article, [], [])
    found = Searcher(empty).ids(parse('"وقف إطلاق النار"'))
    assert set(found) == {article.id for article in articles}


def test_a_phrase_does_not_run_over_the_end_of_a_paragraph(empty, article_of):
    empty.add(article_of("انتهى وقف", "إطلاق النار"), [], [])
    assert Searcher(empty).ids(parse('"وقف إطلاق النار"')) == ()


def test_english_text_is_found_by_its_words(empty, article_of):
    article = article_of("Foreign ministers met in Sochi; Çavuşoğlu spoke.", language="en")
    empty.add(article, [], [])
    searcher = Searcher(empty)
    for text in ("minister", "MINISTERS", "cavusoglu", '"foreign ministers"', "sochi"):
        assert searcher.ids(parse(text)) == (article.id,), text


def test_sort_newest_is_by_day_with_the_undated_first_and_oldest_the_other_way(ids, samples):
    days = [row.published for row in samples.rows(ids("إدلب"))]
    assert days == sorted(days, reverse=True)
    assert ids("إدلب sort:oldest") == ids("إدلب")[::-1]


def test_relevance_puts_what_mentions_the_entity_most_first(searcher, samples):
    found = searcher.ids(parse("أردوغان sort:relevance"))
    counts = [
        sum("person/erdogan" in mention.entities for mention in samples.mentions(id_))
        for id_ in found
    ]
    assert counts == sorted(counts, reverse=True)


def test_a_facet_counts_the_articles_that_its_term_leaves(searcher):
    for text in ("سوتشي", "agreement:sochi", "is:unread", "-أستانا", "official:lavrov"):
        facets = searcher.facets(parse(text))
        assert {facet.kind for facet in facets} >= {"source", "month", "agreement", "official"}
        for facet in facets:
            assert searcher.count(parse(f"({text}) {facet.term}")) == facet.count, facet


def test_facets_of_nothing_are_none(searcher):
    assert searcher.facets(parse("قطارسريع")) == ()


def test_results_say_where_and_how_often(searcher, samples):
    query = parse('"خفض التصعيد"')
    results = searcher.results(query, 0, 4)
    assert [result.article_id for result in results] == list(searcher.ids(query, 4))
    assert searcher.results(query, 2, 2) == results[2:]
    for result in results:
        hits = searcher.hits(query, samples.article(result.article_id))
        assert result.hits == len(hits) > 0
        for span in result.snippet.spans:
            assert "خفض" in span.slice(result.snippet.text)


def test_an_unknown_name_is_told_at_its_token_with_the_nearest(searcher):
    with pytest.raises(QueryError) as told:
        searcher.ids(parse("سوتشي official:lavrv"))
    assert told.value.at.slice(told.value.text).endswith("lavrv")
    assert "person/lavrov" in told.value.hint


@pytest.mark.parametrize("scan", [False, True])
def test_signs_of_the_index_and_of_sql_are_harmless(samples, scan):
    searcher = Searcher(samples, scan=scan)
    for text in ('NEAR سوتشي', "body:سوتشي", "سوتشي^", "rowid", "{title}", "'; DROP TABLE words;",
                 "a AND b", "\x00", "سوتشي +إدلب", '"body : سوتشي"', "%", "_", "٪"):  # fmt: skip
        try:
            searcher.ids(parse(text))
        except BriefError as error:
            assert "sql" not in str(error).lower()
    assert searcher.count(parse("سوتشي")) > 0


def test_a_pattern_that_would_run_for_ever_is_stopped_and_pointed_at(
    empty, article_of, monkeypatch
):
    from corpus.search import pattern

    monkeypatch.setattr(pattern, "SECONDS", 0.5)
    empty.add(article_of("ا" * 60 + "ب"), [], [])
    with pytest.raises(QueryError) as told:
        Searcher(empty).ids(parse("/(ا+)+ج/"))
    assert told.value.at.slice(told.value.text) == "/(ا+)+ج/"


def test_a_pattern_is_stopped_after_its_time():
    with pytest.raises(TooSlowError):
        PatternRunner("(a+)+$", seconds=0.3).spans(["a" * 60 + "b"])
    assert PatternRunner("a+").spans(["xaay", "b"]) == [[[1, 3]], []]


def test_states_tags_and_notes_narrow(library):
    from corpus.library import desk

    searcher = Searcher(library)
    first, second, third = library.article_ids()[:3]
    library.mark_read(first)
    desk.star(library, [second])
    desk.tag(library, [third], add=["متابعة"])
    library.save_note(
        Note(
            "n1",
            first,
            Span(0, 1),
            "أ",
            "",
            "",
            "",
            "",
            "2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00Z",
            ("قمة",),
        )
    )
    assert searcher.ids(parse("is:read")) == (first,)
    assert searcher.ids(parse("is:starred")) == (second,)
    assert searcher.ids(parse("#متابعه")) == (third,)
    assert searcher.ids(parse("#قمة")) == (first,)
    assert searcher.ids(parse("has:note")) == (first,)
    assert len(searcher.ids(parse("is:unread"))) == 27
    assert len(searcher.ids(parse("-#متابعة"))) == 27


def test_an_edited_article_is_found_by_what_it_is_now(library):
    searcher = Searcher(library)
    id_ = library.article_ids()[5]
    edit(library, id_, Changes(title="قطارسريع", source="وكالةجديدة", published="2021-05-06"))
    assert searcher.ids(parse("قطارسريع")) == (id_,)
    assert searcher.ids(parse("source:وكالةجديدة")) == (id_,)
    assert searcher.ids(parse("on:2021-05")) == (id_,)
    assert searcher.ids(parse("إدلب"), 1) == (id_,)
    edit(library, id_, Changes(title="غيره", source=""))
    assert searcher.ids(parse("قطارسريع")) == ()
    assert searcher.ids(parse("source:وكالةجديدة")) == ()


def agrees(library: Library) -> bool:
    """Tell whether the index holds exactly what the texts do."""
    with_index, without = Searcher(library), Searcher(library, scan=True)
    return all(
        with_index.ids(parse(text)) == without.ids(parse(text))
        for text in ("سوتشي", "-سوتشي", "قوات", "M4", '"وقف إطلاق النار"', "إدلب", "source:idlib")
    )


def test_an_article_that_goes_leaves_the_index(empty, article_of):
    from corpus.library.import_reports import _remove

    one, two = (article_of(f"نص {n} مشترك", day="2020-03-05") for n in "اب")
    for article in (one, two):
        empty.add(article, [], [])
    with empty._writing("test") as db:
        _remove(db, one.id)
    assert Searcher(empty).ids(parse("مشترك")) == (two.id,)
    empty._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    assert agrees(empty)


def test_a_library_written_without_fts5_is_scanned_and_indexed_by_the_next_that_has_it(
    empty_file, article_of, monkeypatch
):
    first, second = article_of("قمة سوتشي", day="2020-01-01"), article_of("هدنة إدلب")
    with Library(empty_file) as library:
        library.add(first, [], [])
    with monkeypatch.context() as patched, Library(empty_file) as library:
        patched.setattr(index, "has_fts5", lambda _: False)
        library.add(second, [], [])
        searcher = Searcher(library)
        assert not searcher.indexed
        assert searcher.ids(parse("إدلب")) == (second.id,)
        assert searcher.ids(parse("سوتشي")) == (first.id,)
    with Library(empty_file) as library:
        searcher = Searcher(library)
        assert searcher.indexed
        assert searcher.ids(parse("إدلب")) == (second.id,)
        assert agrees(library)


def test_articles_of_one_day_come_in_the_order_of_the_list(empty, article_of):
    for n in range(12):
        empty.add(article_of(f"نص {n} كلمة", day="2020-03-05"), [], [])
    searcher = Searcher(empty)
    edit_first = empty.article_ids()[-1]
    edit(empty, edit_first, Changes(published="2020-03-06"))
    edit(empty, edit_first, Changes(published="2020-03-05"))
    assert searcher.ids(parse("كلمة"), 4) == empty.article_ids()[:4]
    assert searcher.ids(parse("كلمة")) == empty.article_ids()
