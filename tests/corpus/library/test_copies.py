"""Copies of an article: how many, of which kind, which came first, and where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.library.copies import MOST, CopyGroup, copies_of, groups
from corpus.library.imports import Import, Source
from corpus.library.intake import open_intake


@pytest.fixture
def wire(empty, article_of, prose):
    """A wire story of three outlets, the oldest last, one that quotes it, and one of its own."""
    body = prose(5, 120)
    made = [
        article_of(f"{body} سانا.", day="2020-03-07", source="سانا"),
        article_of(f"{body} رويترز.", day="2020-03-06", source="رويترز"),
        article_of(f"{body} الأناضول.", day="2020-03-05", source="الأناضول"),
        article_of(f"{' '.join(body.split()[:70])} {prose(6, 90)}", source="الغد"),
        article_of(prose(7, 120)),
    ]
    intake = open_intake(empty)
    for article in made:
        assert intake.store(article)
    return empty, [article.id for article in made]


def test_copies_are_counted_by_kind_and_the_first_to_publish_is_named(wire):
    library, (late, middle, first, quoting, alone) = wire
    found = groups(library, [late, middle, first, quoting, alone])
    assert alone not in found
    assert found[late] == CopyGroup(first, 0, 2, 1, 0)
    assert found[middle].first == found[first].first == first
    assert (found[quoting].shares_passages, found[quoting].articles) == (3, 3)


def test_only_what_was_asked_for_is_told(wire):
    library, (late, *_) = wire
    assert set(groups(library, [late])) == {late}
    assert groups(library, []) == groups(library, ["f" * 12]) == {}


def test_the_closest_copy_comes_first_with_its_outlet_and_day(wire):
    library, (late, middle, first, quoting, alone) = wire
    rows = copies_of(library, late)
    assert [row.id for row in rows] == [first, middle, quoting]
    assert [(row.source, row.published) for row in rows[:2]] == [
        ("الأناضول", "2020-03-05"),
        ("رويترز", "2020-03-06"),
    ]
    assert [row.kind for row in rows] == ["same text", "same text", "shares passages"]
    assert rows[0].containment > 0.8 > rows[2].containment
    assert copies_of(library, alone) == ()


def test_another_place_of_the_very_content_is_a_copy_without_an_article(empty, tmp_path):
    text = (
        "---\ntitle: لقاء\nsource: {}\ndate: 2020-03-0{}\n---\n\nوصل الوفد إلى أنقرة مساء اليوم.\n"
    )
    for n, outlet in enumerate(["الأناضول", "سانا"], 1):
        (tmp_path / f"{n}.md").write_text(text.format(outlet, n), encoding="utf-8")
    first, _ = Import(empty, Source((str(tmp_path),))).run()
    (row,) = copies_of(empty, first.id)
    assert (row.kind, row.id, row.source, row.published) == (
        "same content",
        None,
        "سانا",
        "2020-03-02",
    )
    assert groups(empty, [first.id])[first.id] == CopyGroup(first.id, 1, 0, 0, 0)


def test_versions_of_one_page_are_told_apart_from_wire_copies(empty, article_of, prose):
    intake = open_intake(empty)
    versions = [
        replace(article_of(prose(seed, 60)), url="https://example.org/a") for seed in (1, 2)
    ]
    for article in versions:
        intake.store(article)
    assert groups(empty, [versions[0].id])[versions[0].id].versions == 1
    assert copies_of(empty, versions[0].id)[0].kind == "version"


def test_a_list_asks_for_no_whole_table(wire):
    library, ids = wire
    asked = []
    library._db.set_trace_callback(asked.append)
    groups(library, ids)
    copies_of(library, ids[0])
    library._db.set_trace_callback(None)
    assert len(asked) == 2
    for sql in asked:
        plan = [row[3] for row in library._db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        scans = [step for step in plan if step.startswith("SCAN") and "json_each" not in step]
        assert not [
            step for step in scans if step.split()[1] in ("a", "o", "similar", "copy", "s", "c")
        ]


def test_numbers_in_a_list_stay_short(wire):
    library, (late, *_) = wire
    (seq,) = library._db.execute("SELECT seq FROM article WHERE id = ?", (late,)).fetchone()
    with library._writing("fill") as db:
        db.executemany(
            "INSERT INTO similar VALUES (?, ?, 'version', 0.1)",
            [(seq, 1000 + n) for n in range(300)],
        )
    assert groups(library, [late])[late].versions == MOST
