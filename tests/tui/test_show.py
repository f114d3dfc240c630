"""Showing an article as a picture."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from corpus.ingest.pipeline import read_article
from corpus.library.store import Library
from tui.bidi.layout import analyse
from tui.cli import main
from tui.picture import CELL_WIDTH
from tui.wording import byline

if TYPE_CHECKING:
    from pathlib import Path


SVG = "{http://www.w3.org/2000/svg}"

ARTICLE = """\
لقاءٌ بين بوتين وأردوغان في «سوتشي»

قال الرئيس التركي رجب طيب أردوغان (66 عاما) إنّ طريق M4 سيبقى مفتوحا بنسبة 95%، وذلك في مُؤتَمَرٍ صحافي.

وأضاف أن «الهدنة» قائمة في إدلب.
"""


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def pictured(capsys: pytest.CaptureFixture[str], *arguments: str) -> ElementTree.Element:
    assert main(["show", *arguments, "--svg"]) == 0
    return ElementTree.fromstring(capsys.readouterr().out.encode())


def rows_of(root: ElementTree.Element) -> list[str]:
    rows: dict[float, str] = {}
    for text in root.iter(f"{SVG}text"):
        y = float(text.attrib["y"])
        rows[y] = rows.get(y, "") + (text.text or "")
    return [rows[y].strip() for y in sorted(rows)]


def test_a_picture_has_the_lines_the_reader_shows(article_file, capsys):
    article = read_article(article_file)
    headline, *body = [analyse(p.span.slice(article.text)) for p in article.paragraphs]
    shown = [headline, analyse(byline(article), headline.base), *body]
    lines = [line for layout in shown for line in layout.lines(40)]
    assert len(lines) > 5
    assert rows_of(pictured(capsys, str(article_file), "--width", "40")) == [
        line.text.strip() for line in lines
    ]


def test_a_picture_keeps_harakat_and_every_line_ends_at_its_right(article_file, capsys):
    root = pictured(capsys, str(article_file), "--width", "40")
    assert "\u064f" in "".join(rows_of(root))
    ends: dict[str, float] = {}
    for text in root.iter(f"{SVG}text"):
        end = float(text.attrib["x"]) + float(text.attrib["textLength"])
        ends[text.attrib["y"]] = max(end, ends.get(text.attrib["y"], 0))
    assert all(end == pytest.approx(40 * CELL_WIDTH, abs=0.01) for end in ends.values())
    assert len(ends) > 5


def test_the_mode_for_the_terminal_does_not_reach_a_picture(article_file, capsys):
    plain = rows_of(pictured(capsys, str(article_file), "--width", "40"))
    asked = ("--width", "40", "--bidi", "chunks", "--harakat", "strip")
    assert rows_of(pictured(capsys, str(article_file), *asked)) == plain


def test_headline_and_entities_stand_out(article_file, capsys):
    root = pictured(capsys, str(article_file), "--width", "60")
    style = root.findtext(f"{SVG}style")
    assert style is not None
    looks = dict(
        line.strip().removeprefix(".").split(" ", 1)
        for line in style.splitlines()
        if "fill" in line
    )
    texts = [(looks[text.attrib["class"]], text.text or "") for text in root.iter(f"{SVG}text")]
    first = next(look for look, text in texts if "ﺀﺎﻘﻟ" in text.replace("\u064c", ""))
    assert "bold" in first
    (person,) = [look for look, text in texts if "ﺐﺟﺭ" in text]
    assert "#56b4e9" in person


def test_an_article_of_the_library_is_pictured_by_its_id(library, library_file, capsys):
    id_ = library.article_ids()[0]
    root = pictured(capsys, id_, "--width", "50", "--library", str(library_file))
    assert root.findtext(f"{SVG}title") == library.article(id_).title


def test_a_hostile_article_is_a_valid_picture(tmp_path, capsys):
    path = tmp_path / "hostile.txt"
    path.write_text(
        "عنوان </text><script>alert(1)</script> \x1b]0;owned\x07\n\nنص \u202eabc\u202c & <b> \x9b.\n",
        encoding="utf-8",
    )
    root = pictured(capsys, str(path), "--width", "70")
    assert not list(root.iter(f"{SVG}script"))
    text = "".join(rows_of(root))
    assert "<script>" in text
    assert "\u202e" not in text


def test_a_picture_is_not_json_as_well(article_file):
    with pytest.raises(SystemExit) as end:
        main(["show", str(article_file), "--svg", "--json"])
    assert end.value.code == 2


def test_json_counts_the_characters_that_are_not_seen(tmp_path, capsys):
    path = tmp_path / "marked.txt"
    path.write_text("عنوان الخبر\n\nقال \u200fM4\u200f و\u202eabc\u202c هنا.\n", encoding="utf-8")
    assert main(["show", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["controls"] == {"RLM": 2, "RLO": 1, "PDF": 1}


def test_json_of_an_article_without_such_characters_counts_none(article_file, capsys):
    assert main(["show", str(article_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["controls"] == {}


def test_a_picture_needs_no_screen(article_file):
    code = (
        "import sys; from tui.cli import main;"
        f"main(['show', {str(article_file)!r}, '--svg', '--width', '40']);"
        "sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_plain_says_title_byline_paragraphs_and_entities_in_logical_order(library_file, capsys):
    with Library(library_file, writable=False) as library:
        article = library.article(library.article_ids()[0])
    assert main(["show", article.id, "--plain", "--library", str(library_file)]) == 0
    out = capsys.readouterr().out
    blocks = out.split("\n\n")
    assert blocks[0] == article.title
    assert article.published.day in blocks[1]
    body = [p.span.slice(article.text) for p in article.paragraphs if p.role != "headline"]
    assert blocks[2] == " ".join(body[0].split())
    entities = blocks[-1].splitlines()
    assert entities[0] == f"Entities: {len(entities) - 1}"
    assert any(line.startswith("agreement: ") and "Moscow protocol" in line for line in entities)
    assert "\x1b" not in out
    assert "\u2068" not in out


def test_a_file_is_read_plainly_too(tmp_path, capsys):
    file = tmp_path / "article.txt"
    file.write_text("عنوان الخبر\n\n" + "بحث أردوغان وبوتين في سوتشي اتفاق إدلب. " * 8, "utf-8")
    assert main(["show", str(file), "--plain"]) == 0
    assert "person: فلاديمير بوتين, Vladimir Putin, 8 mentions" in capsys.readouterr().out


def test_the_environment_asks_for_plain_lines_everywhere(library_file, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("IDLIB_BRIEF_PLAIN", "1")
    assert main(["list", "--library", str(library_file)]) == 0
    environment = capsys.readouterr().out
    monkeypatch.delenv("IDLIB_BRIEF_PLAIN")
    assert main(["list", "--plain", "--library", str(library_file)]) == 0
    assert capsys.readouterr().out == environment
    assert len(environment.splitlines()[0].split("\t")) == 4
