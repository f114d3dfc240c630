from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Published
from corpus.errors import InputError, UsageError
from corpus.ingest.furniture import CutReason
from corpus.ingest.pipeline import (
    Outcome,
    Rejection,
    article_from_bytes,
    articles_from,
    articles_from_file,
    cuts_of,
    iter_inputs,
    read_article,
    rejection,
    samples,
)

MARKDOWN = """---
title: "لجنة المياه تجتمع في البلدة"
date: 2019-04-02
place: البلدة
source: نشرة البلدة
url: https://example.org/water
sources: [https://example.org/1, general-knowledge]
---

# لجنة المياه تجتمع في البلدة

اجتمعت لجنة المياه في البلدة أمس وأقرت خطة الصيف.

- إصلاح الخزان العلوي.
"""
TEXT = "لجنة المياه تجتمع في البلدة\n\nاجتمعت لجنة المياه في البلدة أمس وأقرت خطة الصيف.\nإصلاح الخزان العلوي.\n"


def test_a_markdown_file_gives_all_that_its_front_matter_states():
    article = article_from_bytes(MARKDOWN.encode(), "water.md")
    assert article.title == "لجنة المياه تجتمع في البلدة"
    assert article.published == Published("2019-04-02", "metadata", "2019-04-02")
    assert (article.place, article.source) == ("البلدة", "نشرة البلدة")
    assert article.references == (
        "https://example.org/water",
        "https://example.org/1",
        "general-knowledge",
    )
    assert article.origin == "water.md"
    assert article.text == MARKDOWN


def test_the_headline_of_a_markdown_file_is_the_title_in_its_front_matter():
    article = article_from_bytes(MARKDOWN.encode(), "water.md")
    headline, *body = article.paragraphs
    assert headline.role == "headline"
    assert headline.span.start == MARKDOWN.index("لجنة المياه")
    assert [paragraph.span.slice(MARKDOWN) for paragraph in body] == [
        "اجتمعت لجنة المياه في البلدة أمس وأقرت خطة الصيف.",
        "إصلاح الخزان العلوي.",
    ]


def test_front_matter_in_a_text_file_is_text():
    article = article_from_bytes(MARKDOWN.encode(), "water.txt")
    assert article.place is None
    assert "place: البلدة" in [p.span.slice(article.text) for p in article.paragraphs]


def test_front_matter_that_is_never_closed_loses_no_text():
    text = "---\ntitle: عنوان\n\nفقرة من المتن تنتهي بنقطة كما ينبغي لها أن تنتهي.\n"
    article = article_from_bytes(text.encode(), "a.md")
    kept = " ".join(paragraph.span.slice(text) for paragraph in article.paragraphs)
    assert kept == "title: عنوان فقرة من المتن تنتهي بنقطة كما ينبغي لها أن تنتهي."


def test_front_matter_alone_with_a_title_is_an_article_and_without_one_is_refused():
    article = article_from_bytes("---\ntitle: عنوان\n---\n".encode(), "a.md")
    assert [paragraph.role for paragraph in article.paragraphs] == ["headline"]
    with pytest.raises(InputError, match="holds no text besides its front matter"):
        article_from_bytes(b"---\ndate: 2019-04-02\n---\n", "a.md")


def test_the_same_article_as_text_and_as_markdown_has_the_same_hash():
    plain = article_from_bytes(TEXT.encode(), "a.txt")
    assert plain.content_hash == article_from_bytes(MARKDOWN.encode(), "b.md").content_hash
    assert plain.id == plain.content_hash[:12]
    assert set(plain.id) <= set("0123456789abcdef")


def test_another_word_gives_another_hash():
    other = TEXT.replace("الصيف", "الشتاء")
    first, second = (article_from_bytes(text.encode(), "a.txt") for text in (TEXT, other))
    assert first.content_hash != second.content_hash


@given(
    st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \n", "\xa0\n  "]),
    st.sampled_from(["", "\n", "  \n\n"]),
)
@settings(deadline=None)
def test_the_hash_does_not_see_marks_newlines_and_outer_blanks(words, mark, newline, around):
    plain = "\n".join(words)
    other = around + newline.join(words) + around
    data = other.encode("utf-8-sig" if mark else "utf-8")
    one, two = article_from_bytes(plain.encode(), "a.txt"), article_from_bytes(data, "b.txt")
    assert one.content_hash == two.content_hash


@given(st.text(), st.sampled_from(["a.txt", "a.md"]), st.booleans())
@settings(deadline=None)
def test_any_text_is_refused_or_gives_paragraphs_that_are_disjoint_and_ordered(text, name, fenced):
    page = f"---\ntitle: عنوان\n---\n{text}" if fenced else text
    try:
        article = article_from_bytes(page.encode(), name)
    except InputError:
        return
    covered = 0
    pieces = sorted([p.span for p in article.paragraphs] + [cut.span for cut in cuts_of(article)])
    for span in pieces:
        assert covered <= span.start < span.end <= len(article.text)
        covered = span.end
    assert list(article.paragraphs) == sorted(article.paragraphs, key=lambda p: p.span)
    assert sum(p.role == "headline" for p in article.paragraphs) <= 1


def test_the_day_the_caller_gives_counts_before_the_stated_one():
    article = article_from_bytes(MARKDOWN.encode(), "a.md", published="2019-05-01")
    assert article.published == Published("2019-05-01", "option")


@pytest.mark.parametrize("day", ["", "2019-02-30", "1 مايو 2019", "2019-05-01T00:00"])
def test_a_day_that_is_none_is_a_usage_error(day: str):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        article_from_bytes(TEXT.encode(), "a.txt", published=day)


def test_a_day_in_front_matter_may_be_written_in_arabic_and_no_day_is_no_day():
    arabic = MARKDOWN.replace("2019-04-02", "2 نيسان/أبريل 2019")
    assert article_from_bytes(arabic.encode(), "a.md").published == Published(
        "2019-04-02", "metadata", "2 نيسان/أبريل 2019"
    )
    vague = MARKDOWN.replace("2019-04-02", "نيسان 2019")
    assert article_from_bytes(vague.encode(), "a.md").published is None


def test_values_are_cleaned_of_control_characters_and_the_text_is_not():
    text = MARKDOWN.replace(
        "لجنة المياه تجتمع", "\x1b[31mلجنة\x1b[0m \u202eالمياه\u202c\t تجتمع", 1
    )
    article = article_from_bytes(text.encode(), "a.md")
    assert article.title == "لجنة المياه تجتمع في البلدة"
    assert article.text == text


def test_cuts_name_front_matter_and_markup():
    article = article_from_bytes(MARKDOWN.encode(), "a.md")
    assert [cut.reason for cut in cuts_of(article)] == [
        CutReason.FRONT_MATTER,
        CutReason.FRONT_MATTER,
        CutReason.MARKUP,
        CutReason.REPEATED,
        CutReason.MARKUP,
    ]


def test_a_file_is_read_under_the_name_it_was_given(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read_article(path).origin == str(path)
    assert read_article(str(path)) == read_article(path)


def test_the_origin_can_always_be_stored_and_printed():
    name = os.fsdecode(b"bad\xffname.txt")
    article_from_bytes(TEXT.encode(), name).origin.encode()
    with pytest.raises(InputError) as raised:
        read_article(name)
    raised.value.message.encode()


# Many inputs


def names(found: list[Path | Rejection], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found if isinstance(path, Path)]


def test_a_folder_stands_for_its_articles_sorted_and_without_hidden_ones(tmp_path: Path):
    for name in ("b.txt", "a.md", "c.markdown", "D.TXT", ".hidden.txt", "e.pdf", "f", "g.png"):
        (tmp_path / name).write_text("x")
    for name in ("z/1.txt", "y/2.md", "y/deep/3.txt", ".git/4.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = list(iter_inputs([tmp_path]))
    assert names(found, tmp_path) == [
        "D.TXT",
        "a.md",
        "b.txt",
        "c.markdown",
        "e.pdf",
        "y/2.md",
        "y/deep/3.txt",
        "z/1.txt",
    ]


def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path):
    given = [tmp_path / ".hidden", tmp_path / "note", tmp_path / "missing.txt"]
    assert list(iter_inputs(given)) == given


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("x")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert names(list(iter_inputs([tmp_path])), tmp_path) == ["a/1.txt"]


def test_a_very_deep_folder_is_walked_to_its_end(tmp_path: Path):
    folder = tmp_path.joinpath(*["d"] * 300)
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text("x")
    assert len(list(iter_inputs([tmp_path]))) == 1


def test_a_folder_without_articles_says_so(tmp_path: Path):
    (tmp_path / "a.png").write_text("x")
    [found] = iter_inputs([tmp_path])
    assert isinstance(found, Rejection)
    assert found.reason.startswith(f"{tmp_path} holds no .txt, .md, .markdown, .html")
    assert found.hint == "Name a file by itself to take it as text"


def test_a_folder_of_all_kinds_with_junk_gives_every_article_and_one_reason_each(tmp_path: Path):
    page = f"<html><title>عنوان</title><p>{TEXT}</p></html>"
    good = {"1.txt": TEXT, "2.md": MARKDOWN, "3.html": page, "4.json": '{"text": "متن المقال."}'}
    junk = {
        "5.txt": "",
        "6.html": "<html></html>",
        "7.json": "{",
        "8.pdf": "x",
        "9.zip": "PK\x03\x04",
    }
    for name, content in (good | junk).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = {
        path.name: list(articles_from_file(path))
        for path in iter_inputs([tmp_path])
        if isinstance(path, Path)
    }
    assert sorted(found) == sorted(good | junk)
    assert all(isinstance(one, Article) for name in good for one in found[name])
    reasons = [
        one.reason.removeprefix(f"{tmp_path}/") for name in sorted(junk) for one in found[name]
    ]
    assert reasons == [
        "5.txt is empty",
        "6.html holds no article, only headings and links",
        "7.json is no valid JSON at line 1",
        "8.pdf is no PDF document",
        "9.zip is a damaged ZIP archive",
    ]


def test_files_that_cannot_be_read_are_rejections(tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing.html", "bad\0name"):
        [found] = articles_from_file(path)
        assert isinstance(found, Rejection)
        assert found.hint


def test_one_article_is_asked_for_and_several_are_refused():
    two = '{"text": "متن المقال."}\n{"text": "متن آخر."}\n'.encode()
    with pytest.raises(InputError, match="holds several articles"):
        article_from_bytes(two, "a.jsonl")
    one = article_from_bytes(two.split(b"\n")[0], "a.jsonl", published="2019-05-01")
    assert one.published == Published("2019-05-01", "option")


def test_problems_of_front_matter_are_told():
    text = MARKDOWN.replace("place: البلدة", "place: |\n  البلدة")
    assert article_from_bytes(text.encode(), "a.md").warnings == (
        "front matter: line 4 begins its value with «|»; put it in quotes",
        "front matter: line 5 continues «place», whose value must stand on one line",
    )


def test_a_folder_without_permission_says_so(public_folder: Path, without_privileges):
    (public_folder / "a").mkdir()
    (public_folder / "a").chmod(0)
    with without_privileges():
        [found] = iter_inputs([public_folder])
    assert isinstance(found, Rejection)
    assert found.reason == f"{public_folder / 'a'} cannot be read (permission denied)"


def test_an_outcome_is_the_line_of_add_json():
    article = article_from_bytes(MARKDOWN.encode(), "water.md")
    assert Outcome.of(article, "added").record() == {
        "input": "water.md",
        "status": "added",
        "id": article.id,
        "title": "لجنة المياه تجتمع في البلدة",
        "published": "2019-04-02",
        "published_from": "metadata",
        "source": "نشرة البلدة",
        "reason": None,
    }


def test_a_rejected_input_keeps_its_name_and_reason(tmp_path: Path):
    path = tmp_path / "a.txt"
    with pytest.raises(InputError) as raised:
        read_article(path)
    record = Outcome.rejected(rejection(path, raised.value)).record()
    assert json.loads(json.dumps(record)) == {
        "input": str(path),
        "status": "rejected",
        "id": None,
        "title": None,
        "published": None,
        "published_from": None,
        "source": None,
        "reason": f"{path} does not exist",
    }


# Any bytes

SUFFIXED = [
    "a.txt",
    "a.md",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.csv",
    "a.zip",
    "a.pdf",
    "a.warc",
    "a",
]
BEGINNINGS = [
    "",
    "<html>",
    "%PDF-1.4\n",
    "PK\x03\x04",
    "WARC/1.0\r\n",
    "---\n",
    "[{",
    "title,text\n",
]


@given(st.sampled_from(SUFFIXED), st.sampled_from(BEGINNINGS), st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_under_any_name_give_articles_or_reasons_of_one_line(name, beginning, data):
    for found in articles_from(beginning.encode() + data, name):
        if isinstance(found, Rejection):
            assert len(found.reason.splitlines()) == 1
            assert found.reason.startswith("a")
        else:
            assert found.paragraphs


# The built-in articles


def test_every_sample_keeps_every_paragraph_it_was_written_with():
    articles = list(samples())
    assert articles
    for article in articles:
        _, _, body = article.text.split("---\n", 2)
        kept = [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]
        assert kept == [block for block in body.strip().split("\n\n") if block], article.origin


def test_every_sample_states_title_day_place_and_sources():
    for article in samples():
        assert article.paragraphs[0].role == "headline"
        assert article.paragraphs[0].span.slice(article.text) == article.title
        assert article.published is not None
        assert article.published.known_from == "metadata"
        assert article.origin.startswith(f"sample:{article.published.day}-")
        assert article.place
        assert article.references


def test_samples_come_in_order_of_their_days_and_no_two_are_the_same():
    articles = list(samples())
    assert [a.origin for a in articles] == sorted(a.origin for a in articles)
    assert len({article.id for article in articles}) == len(articles)


def test_a_link_that_leads_to_itself_keeps_nothing_else_out(tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "a.txt").write_text("نص")
    assert [path.name for path in iter_inputs([tmp_path])] == ["a.txt"]
