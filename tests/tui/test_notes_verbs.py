from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import zipfile
from pathlib import Path

import pytest

from corpus.export.blocks import blocks_in
from corpus.library.note_backups import backups
from corpus.library.store import Library
from tui.cli import main


@pytest.fixture(autouse=True)
def at_home(library_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    monkeypatch.delenv("IDLIB_BRIEF_AUTHOR", raising=False)
    return library_file


@pytest.fixture
def run(capsys):
    """Run the program; returns exit code, stdout and stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def article(at_home):
    """An article in which a person in office says something."""
    with Library(at_home) as library:
        for id_ in library.article_ids():
            for said in library.statements(id_):
                if "person/akar" in said.entities:
                    return library.article(id_), said
    raise AssertionError


def taken(run, *words: str) -> str:
    code, out, err = run("notes", "add", *words)
    assert code == 0, err
    return out.strip()


def notes_of(run, *words: str) -> list[dict]:
    code, out, _ = run("notes", *words, "--json")
    assert code == 0
    return json.loads(out)["notes"]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no names here")
@pytest.mark.parametrize(
    "words", [("export", "--all"), ("export", "--all", "--format", "json"), ("notes", "export-all")]
)
def test_an_export_goes_to_a_pipe_by_its_name_and_never_reads_it(run, article, words):
    text, _ = article
    taken(run, text.id, "--whole", "--text", "all of it")
    there, here = os.pipe()
    try:
        code, _, err = run(*words, "-o", f"/dev/fd/{here}")
        os.close(here)
        with os.fdopen(there, encoding="utf-8") as pipe:
            assert "all of it" in pipe.read()
    except BaseException:
        os.close(there)
        raise
    assert code == 0, err


# --- taking -----------------------------------------------------------------------------------


def test_a_note_is_taken_on_words_on_a_place_and_on_an_article(run, article):
    text, said = article
    quote = text.paragraphs[1].span.slice(text.text)
    ids = [
        taken(run, text.id[:6], "--quote", quote, "--text", "رأي", "--tag", "هدنة", "--tag", "M4"),
        taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}", "--gloss", "so he said"),
        taken(run, text.id, "--whole", "--text", "all of it", "--colour", "green"),
    ]
    first, second, third = notes_of(run)
    assert [first["id"], second["id"], third["id"]] == ids
    assert (first["quote"], first["body"], first["tags"]) == (quote, "رأي", ["هدنة", "M4"])
    assert second["quote"] == said.span.slice(text.text)
    assert (third["quote"], third["colour"]) == ("", "green")


def test_the_speaker_and_the_office_on_the_day_are_filled_in_and_can_be_edited(run, article):
    text, said = article
    id_ = taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}")
    filled = json.loads(run("notes", "show", id_, "--json")[1])["idlib:filled"]
    assert filled["speakers"][0]["slug"] == "person/akar"
    assert filled["speakers"][0]["office"]
    assert "person/akar" in [entity["slug"] for entity in filled["entities"]]
    run("notes", "edit", id_, "--office", "وزير آخر", "--entity", "place/idlib")
    shown = run("notes", "show", id_)[1]
    assert "وزير آخر" in shown
    assert "`place/idlib`" in shown
    assert "`person/akar`" not in shown
    run("notes", "edit", id_, "--fill", "office", "--fill", "entities")
    assert json.loads(run("notes", "show", id_, "--json")[1])["idlib:filled"] == filled


def test_the_author_is_nobody_until_somebody_says_so(run, article, monkeypatch):
    text, _ = article
    taken(run, text.id, "--whole", "--text", "1")
    assert run("notes", "author", " A.  Analyst ")[0] == 0
    assert run("notes", "author")[1] == "A. Analyst\n"
    taken(run, text.id, "--whole", "--text", "2")
    monkeypatch.setenv("IDLIB_BRIEF_AUTHOR", "B")
    taken(run, text.id, "--whole", "--text", "3")
    taken(run, text.id, "--whole", "--text", "4", "--author", "")
    assert [note["author"] for note in notes_of(run)] == ["", "A. Analyst", "B", ""]
    assert [note["body"] for note in notes_of(run, "--by", "B")] == ["3"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--quote", "لا يوجد هذا في أي خبر"], 1, "do not stand in article"),
        (["--quote", "   "], 1, "do not stand in article"),
        (["--quote", "في"], 2, "--nth"),
        (["--quote", "في", "--nth", "999"], 2, "--nth cannot be 999"),
        (["--at", "5:5"], 2, "--at cannot be"),
        (["--at", "0:99999999"], 2, "--at cannot be"),
        (["--at", "-1:4"], 2, ""),
        (["--at", "x"], 2, "--at cannot be"),
        (["--whole", "--colour", "pink"], 2, "no colour"),
        (["--whole", "--entity", "akar"], 2, "no slug"),
    ],
)
def test_what_cannot_be_noted_is_said_in_one_line_and_nothing_is_kept(
    run, article, words, code, told
):
    text, _ = article
    try:
        got, _, err = run("notes", "add", text.id, *words)
    except SystemExit as end:
        assert end.code == code
    else:
        assert got == code
        assert told in err
        assert err.count("\n") == 1
    assert notes_of(run) == []


# --- changing ---------------------------------------------------------------------------------


def test_notes_are_edited_moved_deleted_and_brought_back(run, article):
    text, _ = article
    ids = [taken(run, text.id, "--whole", "--text", str(n)) for n in range(3)]
    run("notes", "edit", ids[0], "--text", "رأي\nسطر", "--add-tag", "a", "--add-tag", "b")
    run("notes", "edit", ids[0], "--no-tag", "a")
    assert (notes_of(run)[0]["body"], notes_of(run)[0]["tags"]) == ("رأي\nسطر", ["b"])
    for words, order in (
        (["--last"], [1, 2, 0]),
        (["--first"], [0, 1, 2]),
        (["--after", ids[1]], [1, 0, 2]),
        (["--before", ids[1]], [0, 1, 2]),
    ):
        assert run("notes", "move", ids[0], *words)[0] == 0
        assert [note["id"] for note in notes_of(run)] == [ids[n] for n in order]
    assert run("notes", "delete", ids[0][:5], ids[2])[0] == 0
    assert [note["id"] for note in notes_of(run)] == [ids[1]]
    assert run("notes", "undo")[0] == 0
    assert [note["id"] for note in notes_of(run)] == ids
    assert run("notes", "redo")[0] == 0
    assert [note["id"] for note in notes_of(run)] == [ids[1]]
    assert run("notes", "redo")[0] == 1
    assert run("notes", "move", ids[1], "--before", ids[1])[0] == 2
    assert run("notes", "edit", ids[1])[0] == 2
    assert run("notes", "delete", "ffff")[0] == 1


def test_notes_are_chosen_by_what_they_are_about(run, article):
    text, said = article
    first = taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}", "--colour", "red")
    taken(run, text.id, "--whole", "--text", "x", "--tag", "t")
    assert [n["id"] for n in notes_of(run, "--entity", "person/akar")] == [first]
    assert [n["id"] for n in notes_of(run, "--query", "said-by:akar")] == [first]
    assert [n["id"] for n in notes_of(run, "--colour", "red")] == [first]
    assert [n["body"] for n in notes_of(run, "--tag", "t")] == ["x"]
    assert notes_of(run, "--orphans") == []
    assert len(notes_of(run, "--article", text.id[:5])) == 2
    assert run("notes", "--query", "before:")[0] == 2


# --- keeping safe -----------------------------------------------------------------------------


def test_notes_are_copied_unasked_and_come_back(run, article, at_home, tmp_path):
    text, _ = article
    id_ = taken(run, text.id, "--whole", "--text", "رأي")
    (copy,) = backups(at_home)
    assert run("notes", "backup", "--list")[1] == f"{copy}\n"
    run("notes", "delete", id_)
    assert run("notes", "restore", str(copy))[0] == 0
    assert [note["id"] for note in notes_of(run)] == [id_]
    assert run("notes", "backup", str(tmp_path / "mine.json"))[0] == 0
    assert run("notes", "backup", str(tmp_path / "mine.json"))[0] == 1
    assert run("notes", "backup", str(tmp_path / "no" / "mine.json"))[0] == 1


def test_check_says_what_became_of_every_note(run, article, at_home):
    text, said = article
    id_ = taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}")
    code, out, err = run("notes", "check")
    assert (code, out) == (0, "")
    assert "1 note checked" in err
    with sqlite3.connect(at_home) as db:
        db.execute("UPDATE note SET quote = replace(quote, substr(quote, 1, 1), '¶')")
    db.close()
    code, out, _ = run("notes", "check", "--json")
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["id"], finding["state"]) == (1, id_, "orphan")
    assert "no longer in its article" in run("notes", "check")[1]
    assert [note["id"] for note in notes_of(run, "--orphans")] == [id_]


def test_all_notes_go_out_and_in_again(run, article, tmp_path, monkeypatch):
    text, said = article
    taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}", "--text", "رأي")
    taken(run, text.id, "--whole", "--text", "كله", "--tag", "هدنة")
    before = notes_of(run)
    path, document = tmp_path / "all.json", tmp_path / "all.md"
    assert run("notes", "export-all", "-o", str(path))[0] == 0
    assert run("notes", "export-all", "-o", str(path))[0] == 1
    assert run("notes", "export-all")[1] == path.read_text(encoding="utf-8")
    assert run("export", "--all", "-o", str(document))[0] == 0
    for number, file in enumerate((path, document)):
        monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(tmp_path / f"{number}.sqlite"))
        assert run("notes", "import", str(file))[0] == 0
        assert notes_of(run) == before
    code, out, _ = run("notes", "merge", str(tmp_path / "0.sqlite"), "--json")
    assert code == 0
    assert len(json.loads(out)["same"]) == 2


# --- exporting --------------------------------------------------------------------------------


@pytest.fixture
def two(run, article):
    text, said = article
    return [
        taken(run, text.id, "--at", f"{said.span.start}:{said.span.end}", "--text", "First."),
        taken(run, text.id, "--whole", "--text", "=SUM(1)", "--tag", "glance"),
    ]


def test_a_file_is_brought_up_to_date_and_what_was_written_in_it_stays(run, two, tmp_path):
    path = tmp_path / "brief.md"
    assert run("export", "--all", "-o", str(path))[0] == 0
    first = path.read_bytes()
    assert run("export", "--all", "-o", str(path))[0] == 0
    assert path.read_bytes() == first
    path.write_text(path.read_text("utf-8") + "\nMy own end.\n", encoding="utf-8")
    run("notes", "edit", two[0], "--text", "Second.")
    assert run("export", "--all", "-o", str(path))[0] == 0
    text = path.read_text("utf-8")
    assert text.endswith("\nMy own end.\n")
    assert "Second." in text
    by_hand = text.replace("\nSecond.\n", "\nBy hand.\n")
    path.write_text(by_hand, encoding="utf-8")
    run("notes", "edit", two[0], "--text", "Third.")
    _, _, err = run("export", "--all", "-o", str(path))
    assert f"note-{two[0]} was changed by hand and stays" in err
    assert path.read_text("utf-8") == by_hand
    run("export", "--all", "-o", str(path), "--overwrite-edits")
    assert "Third." in path.read_text("utf-8")
    assert "By hand." not in path.read_text("utf-8")


def test_a_file_of_ones_own_is_replaced_only_by_force(run, two, tmp_path):
    path = tmp_path / "mine.md"
    path.write_text("# Mine\n", encoding="utf-8")
    code, _, err = run("export", "--all", "-o", str(path))
    assert (code, path.read_text("utf-8")) == (1, "# Mine\n")
    assert "--force" in err
    assert run("export", "--all", "-o", str(path), "--force")[0] == 0
    assert blocks_in(path.read_text("utf-8"))


def test_every_format_is_written_to_a_file_and_text_to_stdout(run, two, tmp_path):
    rows = list(csv.reader(io.StringIO(run("export", "--all", "--format", "csv")[1])))
    assert len(rows) == 3
    assert "'=SUM(1)" in rows[2]
    assert json.loads(run("export", "--all", "--format", "json")[1])["total"] == 2
    for kind in ("csv", "json", "html", "docx"):
        path = tmp_path / f"notes.{kind}"
        assert run("export", "--all", "--format", kind, "-o", str(path))[0] == 0
        assert run("export", "--all", "--format", kind, "-o", str(path))[0] == 1
    assert (tmp_path / "notes.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert "idlib-brief-note" not in (tmp_path / "notes.html").read_text("utf-8")
    assert zipfile.is_zipfile(tmp_path / "notes.docx")


def test_groups_appendices_folders_and_templates(run, two, tmp_path):
    out = run("export", "--all", "--group", "entity", "--who", "--agreements", "--plain")[1]
    assert "## Who is who" in out
    assert "## Agreements cited" in out
    assert "<!--" not in out
    folder = tmp_path / "vault"
    assert run("export", "--all", "--split", "entity", "--obsidian", "-o", str(folder))[0] == 0
    assert (folder / "person" / "akar.md").exists()
    template = tmp_path / "t.jinja"
    template.write_text("{% for n in notes %}{{ n.note }};{% endfor %}", encoding="utf-8")
    assert run("export", "--all", "--template", str(template))[1] == "First.;=SUM(1);"
    template.write_text("{% for %}", encoding="utf-8")
    assert run("export", "--all", "--template", str(template))[0] == 1
    assert run("export", "--all", "--split", "entity")[0] == 2
    assert run("export", "--all", "--template", str(template), "--format", "csv")[0] == 2
    assert run("export", "--all", "--date", "yesterday")[0] == 2


def test_the_order_given_to_the_notes_is_that_of_the_export(run, two):
    run("notes", "move", two[0], "--last")
    out = run("export", "--all", "--group", "none")[1]
    assert out.index(f"^n-{two[1]}") < out.index(f"^n-{two[0]}\n")
    chosen = run("export", two[0], "--group", "none")[1]
    assert two[1] not in chosen


# --- the brief --------------------------------------------------------------------------------


def test_a_brief_is_drafted_brought_up_to_date_and_written_in_every_format(run, two, tmp_path):
    path = tmp_path / "brief.md"
    words = ["brief", "سوتشي", "--from", "2020", "--to", "2020-03"]
    assert run(*words, "-o", str(path))[0] == 0
    first = path.read_bytes()
    assert run(*words, "-o", str(path))[0] == 0
    assert path.read_bytes() == first
    assert "Period: 2020-01-01 to 2020-03-31." in first.decode()
    data = json.loads(run(*words, "--format", "json")[1])
    assert data["period"] == ["2020-01-01", "2020-03-31"]
    assert data["method"]["found"] == len(data["articles"]) > 0
    assert run(*words, "--format", "docx", "-o", str(tmp_path / "b.docx"))[0] == 0
    assert run(*words, "--format", "csv")[0] == 2
    assert run("brief", "--from", "1999", "--to", "1999")[0] == 1
    assert run("brief", "--from", "2020", "--to", "2019")[0] == 2
    assert run("brief", "--from", "soon")[0] == 2
    assert run("brief", "before:")[0] == 2


def test_verbs_of_notes_load_jinja_and_pandoc_only_when_they_are_asked_for(at_home):
    import subprocess
    import sys

    code = (
        "import sys; from tui.cli import main; main(['notes', '--json']); main(['brief']);"
        "print({'jinja2', 'pypandoc', 'textual'} & set(sys.modules), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.stderr.strip().endswith("set()")
