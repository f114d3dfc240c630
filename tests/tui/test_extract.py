from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

# The base names the people of the talks, so what they say here is their publicly known position.
ARTICLE = (
    "لافروف: اتفاق سوتشي قائم\n\n"
    "قالت وزارة الدفاع الروسية إن الدوريات على الطريق الدولي مستمرة، مضيفة أن الهدنة صامدة.\n\n"
    "وأفاد مصدر محلي بأن الطريق مقطوع. وبحث بوتين وأردوغان الوضع في إدلب.\n"
)


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_extracting_as_json_says_who_said_what(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(article_file), "--json"]) == 0
    statements = json.loads(capsys.readouterr().out)["statements"]
    assert [(said["entity"], said["verb"], said["text"]) for said in statements] == [
        ("person/lavrov", ":", "اتفاق سوتشي قائم"),
        ("org/ru-mod", "قالت", "الدوريات على الطريق الدولي مستمرة"),
        ("org/ru-mod", "مضيفة", "الهدنة صامدة"),
        (None, "أفاد", "الطريق مقطوع"),
    ]
    assert [said["paragraph"] for said in statements] == [0, 1, 1, 2]
    assert [said["speaker"] and said["speaker"]["text"] for said in statements] == [
        "لافروف",
        "وزارة الدفاع الروسية",
        None,
        "مصدر محلي",
    ]
    for said in statements:
        assert list(said) == [
            "start", "end", "text", "wording", "speaker", "entity", "verb", "paragraph", "why",
        ]  # fmt: skip
        assert said["wording"] == "reported"
        assert ARTICLE[said["start"] : said["end"]] == said["text"]
        assert said["why"]


def test_the_plain_listing_has_the_statements_too(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(article_file)]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    said = [row for row in rows if row[1] == "STATEMENT"]
    assert [(row[3], row[4]) for row in said] == [
        ("person/lavrov", "اتفاق سوتشي قائم"),
        ("org/ru-mod", "الدوريات على الطريق الدولي مستمرة"),
        ("org/ru-mod", "الهدنة صامدة"),
        ("? مصدر محلي", "الطريق مقطوع"),
    ]
