from __future__ import annotations

import json

import pytest

from corpus.article import Article
from corpus.errors import UsageError
from corpus.ingest.pipeline import Rejection, articles_from, articles_from_file
from corpus.ingest.records import field_map

TITLE = "لجنة المياه تجتمع في البلدة"
BODY = ["اجتمعت لجنة المياه في البلدة وأقرت خطة الصيف.", "وقال رئيسها إن العمل يبدأ قريبا."]
RECORD = {
    "headline": TITLE,
    "content": "\n\n".join(BODY),
    "published_at": "2019-04-02T10:00:00+03:00",
    "link": "https://www.enabbaladi.net/1?utm_source=x",
    "publisher": {"name": "نشرة الوادي"},
    "author": ["سلمى الحاج"],
}


def read(data: str, name: str, **terms: object) -> list[Article | Rejection]:
    return list(articles_from(data.encode(), name, **terms))


def paragraphs(article: Article) -> list[str]:
    return [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (json.dumps(RECORD), "a.json"),
        (json.dumps([RECORD], ensure_ascii=False), "a.json"),
        (json.dumps({"status": "ok", "articles": [RECORD]}), "a.json"),
        (json.dumps({"hits": {"hits": [{"_id": 1, "_source": RECORD}]}}), "a.json"),
        (json.dumps(RECORD) + "\n\n", "a.jsonl"),
        (json.dumps(RECORD), "a.ndjson"),
    ],
)
def test_records_are_read_by_the_names_fields_usually_have(data: str, name: str):
    [article] = read(data, name)
    assert isinstance(article, Article)
    assert (article.title, paragraphs(article)) == (TITLE, BODY)
    assert (article.published.day, article.published.zone) == ("2019-04-02", "+03:00")
    assert (article.source, article.author) == ("نشرة الوادي", "سلمى الحاج")
    assert article.url == "https://www.enabbaladi.net/1"
    assert article.origin == f"{name}#1"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_line_of_names(delimiter: str):
    body = '"' + "\n".join(BODY) + '"'
    rows = [["Title", "Text", "Date"], [f'"{TITLE}"', body, "2019-04-02"], [TITLE, "", ""]]
    data = "\ufeff" + "\r\n".join(map(delimiter.join, rows))
    article, empty = read(data, "a.csv")
    assert isinstance(article, Article)
    assert (article.title, paragraphs(article)) == (TITLE, BODY)
    assert article.published.day == "2019-04-02"
    assert isinstance(empty, Rejection)
    assert empty.reason == "a.csv#2 holds no text"


def test_a_table_in_windows_1256_is_read():
    data = f"title,text\n{TITLE},{BODY[0]}\n".encode("windows-1256")
    [article] = articles_from(data, "a.csv")
    assert (article.title, article.charset) == (TITLE, "cp1256")


def test_a_map_names_other_fields_also_inside_others():
    data = json.dumps({"h": TITLE, "parts": {"main": BODY}, "title": "غيره"})
    names = field_map("title=h, body=parts.main")
    [article] = read(data, "a.json", map=names)
    assert (article.title, paragraphs(article)) == (TITLE, BODY)


def test_a_body_in_html_gives_its_text():
    data = json.dumps(
        {"title": TITLE, "content_html": f"<p>{BODY[0]}<script>x</script><p>{BODY[1]}"}
    )
    [article] = read(data, "a.json")
    assert paragraphs(article) == BODY


@pytest.mark.parametrize("stated", ["", "title", "title=", "colour=x", "title=a,,body=b"])
def test_a_map_that_is_none_is_a_usage_error(stated: str):
    with pytest.raises(UsageError):
        field_map(stated)


@pytest.mark.parametrize(
    ("data", "name", "reasons"),
    [
        ('{"title": "x"', "a.json", ["a.json is no valid JSON at line 1"]),
        ("[" * 100_000, "a.json", ["a.json is nested too deep"]),
        ('{"text": ' + "9" * 5000 + "}", "a.json", ["a.json is no valid JSON"]),
        ("[]", "a.json", ["a.json holds no articles"]),
        ("[1]", "a.json", ["a.json#1 is no object with fields"]),
        ('{"colour": "red"}', "a.json", ["a.json#1 holds no text"]),
        (
            '{"x"\n{"text": ""}\n',
            "a.jsonl",
            ["a.jsonl#1 is no valid JSON", "a.jsonl#2 holds no text"],
        ),
        ("colour,size\n1,2\n", "a.csv", ["a.csv has no line of known field names"]),
        (
            'title,text\n"' + "a" * 200_000,
            "a.csv",
            ["a.csv#1 is no row of a table (field larger than field limit (131072))"],
        ),
    ],
)
def test_a_broken_record_is_refused_and_keeps_no_other_out(data: str, name: str, reasons):
    assert [found.reason for found in read(data, name)] == reasons


def test_a_long_file_of_records_is_read_one_at_a_time(tmp_path):
    path = tmp_path / "many.jsonl"
    line = json.dumps({"title": TITLE, "text": BODY[0], "picture": "x" * 400_000}) + "\n"
    path.write_text(line * 30, encoding="utf-8")
    assert path.stat().st_size > 10 * 1024 * 1024
    assert sum(isinstance(found, Article) for found in articles_from_file(path)) == 30
