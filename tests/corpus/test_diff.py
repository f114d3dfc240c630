"""What differs between two articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.diff import diff, share_equal

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["أكار", "اكار", "قال", "في", "«إدلب»", "إدلب،", "هدنة", "…"]), min_size=1,
             max_size=6).map(" ".join),
    min_size=1, max_size=4,
)  # fmt: skip


def told(runs, old, new) -> list[tuple[str, str]]:
    return [(run.change, run.new.slice(new.text) or run.old.slice(old.text)) for run in runs]


def test_words_that_came_and_went_stand_between_those_that_stayed(article_of):
    old = article_of("وصل أكار إلى أنقرة مساء أمس", "✂اقرأ أيضا", "ولم يعلق أحد")
    new = article_of("وصل لافروف إلى أنقرة أمس", "ولم يعلق أحد", "ثم غادر")
    assert told(diff(old, new), old, new) == [
        ("equal", "وصل"),
        ("delete", "أكار"),
        ("insert", "لافروف"),
        ("equal", "إلى أنقرة"),
        ("delete", "مساء"),
        ("equal", "أمس"),
        ("equal", "ولم يعلق أحد"),
        ("insert", "ثم غادر"),
    ]


def test_spelling_counts_only_when_asked(article_of):
    old, new = article_of("قال إنّ «الاتفاق» صامد"), article_of("قال ان الاتفاق، صامد")
    assert [run.change for run in diff(old, new)] == ["equal"]
    assert share_equal(diff(old, new)) == 1.0
    assert {run.change for run in diff(old, new, exact=True)} == {"equal", "delete", "insert"}


def test_what_is_not_there_has_a_place_where_it_would_be(article_of):
    old, new = article_of("وصل أمس"), article_of("وصل أكار أمس")
    _, inserted, _ = diff(old, new)
    assert (inserted.old.start, inserted.old.end) == (3, 3)
    _, deleted, _ = diff(new, old)
    assert (deleted.new.start, deleted.new.end) == (3, 3)


def test_articles_without_text_differ_in_nothing(article_of):
    empty = article_of("✂سطر")
    assert diff(empty, empty) == ()
    assert share_equal(()) == 1.0
    (run,) = diff(empty, article_of("نص جديد"))
    assert run.change == "insert"


@given(PARAGRAPHS, PARAGRAPHS, st.booleans())
def test_runs_hold_every_word_of_both_once_and_in_order_and_no_run_leaves_a_paragraph(
    article_of, ours, theirs, exact
):
    old, new = article_of(*ours), article_of(*theirs)
    runs = diff(old, new, exact=exact)
    for article, side, gone in ((old, "old", "insert"), (new, "new", "delete")):
        spans = [getattr(run, side) for run in runs if run.change != gone]
        words = [word for span in spans for word in span.slice(article.text).split()]
        assert words == [
            word for p in article.paragraphs for word in p.span.slice(article.text).split()
        ]
        assert spans == sorted(spans)
        assert all(
            any(p.span.start <= span.start and span.end <= p.span.end for p in article.paragraphs)
            for span in spans
        )


def test_long_articles_are_compared_paragraph_by_paragraph(article_of):
    paragraphs = [" ".join(f"كلمة{n}و{m}" for m in range(40)) for n in range(150)]
    old = article_of(*paragraphs)
    new = article_of(
        *paragraphs[:70], paragraphs[70].replace("كلمة70و3", "أخرى"), *paragraphs[71:], "خاتمة"
    )
    changes = [run for run in diff(old, new) if run.change != "equal"]
    assert [(run.change, run.new.slice(new.text) or run.old.slice(old.text)) for run in changes][
        -1
    ] == ("insert", "خاتمة")
    assert sum(run.change == "delete" for run in changes) < 4
