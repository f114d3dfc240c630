"""Tables, templates, folders, and what pandoc makes of a document."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from dataclasses import replace

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.article import EntityName, EntityType
from corpus.errors import BriefError
from corpus.export import Layout, to_markdown
from corpus.export.blocks import Block, Document, blocks_in
from corpus.export.folder import put, put_all
from corpus.export.markdown import document
from corpus.export.names import article_file, entity_file, obsidian_tag, safe_name, wikilink
from corpus.export.pandoc import convert, find_pandoc
from corpus.export.table import COLUMNS, to_csv
from corpus.export.template import render

HOSTILE = st.text(st.one_of(st.sampled_from("=+-@\t\r\n,\"';| ‏"), st.characters()), max_size=20)

# --- tables -----------------------------------------------------------------------------------


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(words=HOSTILE)
def test_no_cell_begins_a_formula_and_every_row_has_all_columns(shelf, words):
    note = replace(shelf[0].note, body=words, gloss=words, tags=(words,), author=words)
    rows = rows_of(to_csv([replace(shelf[0], note=note)]))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 2
    for cell in rows[1]:
        assert not cell.lstrip(" \u00a0\u200e\u200f\u061c\ufeff").startswith(
            ("=", "+", "-", "@", "\t", "\r", "\n")
        )


def test_cells_hold_the_words_themselves(shelf):
    header, first, *_ = rows_of(to_csv(shelf))
    cells = dict(zip(header, first, strict=True))
    assert cells["quote"] == shelf[0].note.quote
    assert (cells["speaker"], cells["office_since"]) == ("Hulusi Akar", "2018-07-10")
    assert (cells["outlet"], cells["agencies"]) == ("وكالة الأناضول", "سبوتنيك")


# --- templates --------------------------------------------------------------------------------


def through(template: str, shelf, **options) -> str:
    return render(template, "my.jinja", shelf, title="t", layout=Layout(**options))


def test_a_template_sees_everything_that_markdown_says(shelf):
    text = through(
        "{% for n in notes %}{{ n.id }} {{ n.where }} {{ n.article.outlet }} {{ n.tags | join('+') }}\n{% endfor %}",
        shelf,
    )
    assert text.splitlines()[0] == "ed4aed100be9 paragraphs 1–2 وكالة الأناضول glance+هدنة"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("a\n{% for %}", "line 2"),
        ("a\nb\n{{ nothing }}", "line 3: 'nothing' is undefined"),
        ("{{ notes[0].mistake }}", "line 1"),
        ("{{ ''.__class__.__mro__ }}", "no template may"),
        ("{{ title.__init__.__globals__ }}", "no template may"),
        ("{% set x = notes.append(1) %}", "no template may"),
        ("{{ range(10**9) | list }}", "line 1"),
        ("{{ 1 / 0 }}", "line 1: division by zero"),
        ("{% include '/etc/passwd' %}", "my.jinja"),
        ("{{ '\ud800' }}", "my.jinja"),
    ],
)
def test_a_template_that_is_wrong_or_wants_too_much_is_told_in_one_line(shelf, template, told):
    with pytest.raises(BriefError, match=r"my\.jinja") as refused:
        through(template, shelf)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_template_that_writes_without_end_is_stopped(shelf):
    with pytest.raises(BriefError, match="writes more than"):
        through("{% set b = 'x' * 90000 %}{% for i in range(9999) %}{{ b }}{% endfor %}", shelf)


# --- names of files ---------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_any_name_is_a_name_in_its_folder_and_nothing_else(tmp_path_factory, text):
    name = safe_name(text)
    assert name == name.strip(". ") != ""
    assert not re.search(r'[/\\:*?"<>|#^\[\]\x00-\x1f]', name)
    assert len(name.encode()) <= 121
    assert safe_name(name) == name
    folder = tmp_path_factory.getbasetemp()
    assert (folder / name).parent == folder
    assert (folder / f"{name}.md").resolve().parent == folder.resolve()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("..", "untitled"),
        ("", "untitled"),
        (".hidden", "hidden"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("M5 | «إدلب» #هدنة", "M5 «إدلب» هدنة"),
        ("a\u202eb\x00c", "ab c"),
    ],
)
def test_names_that_are_paths_or_tricks_become_plain_names(text, name):
    assert safe_name(text) == name


def test_slugs_become_paths_of_two_parts_and_tags_what_obsidian_takes():
    assert entity_file("person/../../x") == "person/x"
    assert entity_file("../x") == "entity/x"
    assert obsidian_tag("two words") == "#two-words"
    assert obsidian_tag("2020") == "#n2020"
    assert obsidian_tag("مؤكّد") == "#مؤكد"
    assert wikilink("person/akar", "a|b]]c") == "[[person/akar|a b c]]"


# --- folders ----------------------------------------------------------------------------------


def files_in(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_one_file_an_article_keeps_its_name_when_the_title_changes(tmp_path, shelf):
    layout = Layout(obsidian=True)
    put_all(tmp_path, shelf, "article", layout=layout)
    before = files_in(tmp_path)
    assert len(before) == 5
    assert f"{article_file(shelf[0].article)}.md" in before
    renamed = replace(shelf[0], article=replace(shelf[0].article, title="عنوان آخر"))
    done = put_all(tmp_path, [renamed], "article", layout=layout)
    assert files_in(tmp_path).keys() == before.keys()
    assert "عنوان آخر" in done[0].path.read_text(encoding="utf-8")


def test_one_file_an_entity_links_to_the_others_and_loses_no_note(tmp_path, shelf):
    put_all(tmp_path, shelf, "entity", layout=Layout(obsidian=True))
    files = files_in(tmp_path)
    assert files.keys() == {
        "person/akar.md",
        "person/lavrov.md",
        "agreement/sochi-memo-2018.md",
        "agreement/moscow-protocol-2020.md",
        "no entity.md",
    }
    assert "[[agreement/sochi-memo-2018|Sochi memo 2018]]" in files["person/akar.md"]
    assert 'aliases: ["خلوصي أكار"]' in files["person/akar.md"]
    for passage in shelf:
        assert any(f"^n-{passage.note.id}\n" in text for text in files.values())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    put_all(tmp_path, shelf, "entity", layout=Layout(obsidian=True))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == before


def test_two_entities_whose_names_make_one_file_name_have_two_files(tmp_path, shelf):
    names = [EntityName(f"person/{key}", EntityType.PERSON, "x", "x") for key in ("a:b", "a?b")]
    passages = [replace(p, entities=(name,)) for p, name in zip(shelf, names, strict=False)]
    assert len(put_all(tmp_path, passages, "entity", layout=Layout())) == 2
    assert len(files_in(tmp_path)) == 2


def test_hostile_titles_and_slugs_never_leave_the_folder(tmp_path, shelf):
    folder = tmp_path / "vault"
    evil = replace(shelf[0].article, title="../../../evil", id="../../x")
    name = EntityName("person/../../../evil", EntityType.PERSON, "x", "x")
    put_all(folder, [replace(shelf[0], article=evil)], "article", layout=Layout())
    put_all(folder, [replace(shelf[0], entities=(name,))], "entity", layout=Layout())
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    assert len(files_in(folder)) == 2


def test_a_file_of_somebody_else_is_never_touched(tmp_path, shelf):
    path = tmp_path / "mine.md"
    for content in (b"# Mine\n", b"\xff\xfe\x00", b""):
        path.write_bytes(content)
        with pytest.raises(BriefError, match="exists already") as refused:
            put(path, document(shelf, title="x"), markers=True)
        assert "--force" in refused.value.hint
        assert path.read_bytes() == content


def test_where_nothing_can_be_written_it_is_told_in_one_line(tmp_path, shelf):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    for folder in (blocked, blocked / "deeper", tmp_path / ("x" * 300)):
        with pytest.raises(BriefError) as refused:
            put_all(folder, shelf, "article", layout=Layout())
        assert "\n" not in str(refused.value)
    assert blocked.read_text(encoding="utf-8") == "x"


# --- other readers ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pandoc() -> str:
    """The program: the system's, or the one that pypandoc_binary (a dev dependency) brings."""
    found = find_pandoc()
    assert found, "pip install pypandoc_binary"
    return found


def visible(html: str) -> str:
    return re.sub(r"<!--.*?-->", "", html, flags=re.S)


def test_pandoc_makes_a_page_whose_quotes_run_right_to_left(pandoc, shelf):
    text = to_markdown(shelf, title="x", layout=Layout(markers=False))
    html = convert(text, "html", title="ملخص").decode()
    assert "<title>ملخص</title>" in html
    blocks = re.findall(r'<div dir="rtl" lang="ar">\s*<blockquote>(.*?)</blockquote>', html, re.S)
    assert len(blocks) == 4
    assert "«الاتفاق صامد» بنسبة 3.5 في المئة..." in blocks[0]
    assert "<script>" not in html
    assert html.count('class="footnote-ref"') == 6
    assert "<p>^n-" not in html


def test_a_hostile_title_or_tag_is_no_markup_on_the_page(pandoc, shelf):
    evil = "<script>alert(1)</script> *x* $y$ <img src=x onerror=alert(1)>"
    note = replace(
        shelf[0].note, tags=(evil,), body=f"{evil}\n---\ntitle: {evil}\n---\n", author=evil
    )
    text = to_markdown(
        [replace(shelf[0], note=note)], title=evil, layout=Layout(markers=False, who=True)
    )
    html = convert(text, "html", title=evil).decode()
    assert "<script" not in html.replace("<script src", "")
    assert "<img" not in html
    assert html.count("<h1") == 1


def test_pandoc_makes_the_same_bytes_of_the_same_notes(pandoc, shelf):
    text = to_markdown(shelf, title="x", layout=Layout(markers=False))
    for kind in ("html", "docx"):
        assert convert(text, kind) == convert(text, kind)
    with zipfile.ZipFile(io.BytesIO(convert(text, "docx"))) as made:
        body = made.read("word/document.xml").decode()
    assert "w:bidi" in body
    assert "الاتفاق صامد" in body


def test_without_pandoc_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setattr("corpus.export.pandoc.find_pandoc", lambda: None)
    with pytest.raises(BriefError, match="needs pandoc") as refused:
        convert("x", "docx")
    assert "pypandoc_binary" in refused.value.hint


def test_github_shows_the_document_as_it_is_meant(shelf):
    text = to_markdown(shelf, title="x")
    body = text.split("---\n", 2)[2]
    options = cmarkgfm.Options.CMARK_OPT_FOOTNOTES | cmarkgfm.Options.CMARK_OPT_UNSAFE
    html = visible(cmarkgfm.github_flavored_markdown_to_html(body, options))
    blocks = re.findall(r'<div dir="rtl" lang="ar">\s*<blockquote>(.*?)</blockquote>', html, re.S)
    assert len(blocks) == 4
    assert html.count('<a href="#fn-') == 6
    assert html.count("<h2>") == 6
    assert "idlib-brief-note" not in html
    assert "&lt;script" in html


def test_the_markers_show_nowhere(shelf, pandoc):
    marked, bare = (
        to_markdown(shelf, title="x"),
        to_markdown(shelf, title="x", layout=Layout(markers=False)),
    )
    words = [
        re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", visible(MarkdownIt("commonmark").render(text))))
        for text in (marked, bare)
    ]
    assert words[0] == words[1]
    read = [
        subprocess.run(
            [pandoc, "-f", "markdown-smart", "-t", "plain"],
            input=text.encode(), capture_output=True, check=True,
        ).stdout.decode().split()
        for text in (marked, bare)
    ]  # fmt: skip
    assert read[0] == read[1]


HARD_LINES = ["---", "...", "<!-- /idlib-brief title -->", "<!-- idlib-brief title 000000000000 -->",
              "# x", "\u202e\u2066", "[^8d6f152f6332]: x", "```", "</div>", "- Source: x", "**Note.**"]  # fmt: skip


def test_no_words_of_a_note_can_end_a_block_or_begin_another(shelf):
    hostile = "\n".join(HARD_LINES)
    note = replace(shelf[0].note, body=hostile, gloss=hostile, tags=(hostile,), author=hostile)
    text = to_markdown([replace(shelf[0], note=note)], title=hostile)
    keys = [block.key for block in blocks_in(text)]
    assert keys == [
        "title", "glance", "article-3c568c3e", "note-ed4aed100be9", "source-8d6f152f6332",
    ]  # fmt: skip
    assert not any(block.edited for block in blocks_in(text))


def test_five_thousand_notes_and_one_of_a_hundred_kilobytes_are_written(passage_on):
    big = passage_on("نص.", note={"body": "كلمة *_[]<>#| " * 8000})
    many = [replace(big, note=replace(big.note, id=f"{n:012x}", body="رأي")) for n in range(5000)]
    text = to_markdown([big, *many], title="x", layout=Layout(group="none"))
    assert text.count("\n^n-") == 5001


def test_a_file_that_another_program_begins_meanwhile_is_brought_up_to_date(tmp_path):
    path = tmp_path / "brief.md"

    class Overtaken(Document):
        def marked(self) -> str:
            theirs = Document(("title: x",), (Block("title", "# theirs"),)).marked()
            path.write_text(f"{theirs}\nby hand\n", encoding="utf-8")
            return super().marked()

    done = put(path, Overtaken(("title: x",), (Block("title", "# ours"),)), markers=True)
    assert done.update is not None
    assert done.update.changed == ("title",)
    text = path.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "by hand" in text


def test_a_name_that_leads_nowhere_stays_taken(tmp_path):
    path = tmp_path / "brief.md"
    path.symlink_to(tmp_path / "gone" / "brief.md")
    with pytest.raises(BriefError, match="exists already"):
        put(path, Document(("title: x",), (Block("title", "# ours"),)), markers=True)
