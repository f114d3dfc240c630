"""The verbs about imports: add, imports, edit, diff and what list says of similar articles."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.library.store import Library
from corpus.notes import take
from tui.cli import main
from tui.verbs.add import progress_line

WIRE = " ".join(f"كلمة{n}" for n in range(80))


@pytest.fixture
def at_home(library_file, monkeypatch) -> Path:
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    return library_file


@pytest.fixture
def folder(tmp_path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    (path / "a.md").write_text(f"---\ntitle: أ\nsource: سانا\n---\n\n{WIRE} وصل أمس.\n", "utf-8")
    (path / "b.md").write_text(f"---\ntitle: ب\ndate: 2020-03-05\n---\n\n{WIRE} غادر.\n", "utf-8")
    (path / "c.txt").write_bytes(b"")
    return path


def added(folder, capsys, *options) -> dict[str, dict]:
    main(["add", str(folder), "--json", *options])
    lines = capsys.readouterr().out.splitlines()
    return {Path(one["input"]).name: one for one in map(json.loads, lines)}


def printed(capsys, *words) -> dict:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_wire_copy_is_told_while_adding_and_in_the_list(at_home, folder, capsys):
    outcomes = added(folder, capsys)
    assert [outcomes[name]["status"] for name in outcomes] == ["added", "similar", "rejected"]
    first, second = outcomes["a.md"]["id"], outcomes["b.md"]["id"]
    assert first in outcomes["b.md"]["reason"]
    rows = {row["id"]: row for row in printed(capsys, "list")["articles"]}
    assert [near["id"] for near in rows[first]["similar"]] == [second]
    assert rows[second]["similar"][0]["kind"] == "same text"
    assert all(isinstance(row["similar"], list) for row in rows.values())


def test_the_report_of_an_import_is_printed_again(at_home, folder, capsys):
    outcomes = added(folder, capsys)
    (row,) = printed(capsys, "imports")["imports"]
    assert row["state"] == "done"
    assert row["counts"] == {"added": 1, "similar": 1, "rejected": 1, "unchanged": 0}
    report = printed(capsys, "imports", str(row["id"]))
    keys = ("input", "status", "id", "title", "reason")
    assert report["items"] == [{key: one[key] for key in keys} for one in outcomes.values()]
    assert main(["imports"]) == main(["imports", str(row["id"])]) == 0
    assert "c.txt" in capsys.readouterr().out
    assert main(["imports", "99"]) == 1
    assert "no import 99" in capsys.readouterr().err


def test_the_last_import_is_taken_back_but_for_articles_with_notes(at_home, folder, capsys):
    id_ = added(folder, capsys)["a.md"]["id"]
    with Library(at_home) as library:
        library.save_note(take(library.article(id_), Span(0, 5), "رأي", "2020-03-15T08:00:00Z"))
    undone = printed(capsys, "imports", "--undo")
    assert undone["kept"] == [id_]
    assert len(undone["removed"]) == 1
    with Library(at_home) as library:
        assert len(library.article_ids()) == 29
    assert main(["imports", "--undo"]) == 1
    assert "no import to take back" in capsys.readouterr().err
    assert main(["imports", "1", "--undo"]) == 2


def test_an_article_is_edited_in_place(at_home, folder, capsys):
    id_ = added(folder, capsys)["a.md"]["id"]
    edited = printed(
        capsys,
        "edit",
        id_,
        "--date",
        "2019-10-23",
        "--title",
        "عنوان",
        "--source",
        "",
        "--language",
        "fa",
    )
    assert edited == {
        "id": id_,
        "title": "عنوان",
        "published": "2019-10-23",
        "published_from": "option",
        "source": None,
        "language": "fa",
    }
    rows = {row["id"]: row for row in printed(capsys, "list")["articles"]}
    assert rows[id_]["published_from"] == "option"
    assert main(["edit", id_]) == 2
    assert main(["edit", id_, "--date", "gestern"]) == 2
    assert main(["edit", "fff", "--title", "x"]) == 1
    assert main(["edit", id_, "--title", "آخر"]) == 0
    assert "آخر" in capsys.readouterr().err


def test_what_differs_is_printed_word_by_word(at_home, folder, capsys):
    outcomes = added(folder, capsys)
    first, second = outcomes["a.md"]["id"], outcomes["b.md"]["id"]
    made = printed(capsys, "diff", first, second)
    with Library(at_home) as library:
        old, new = library.article(first).text, library.article(second).text
    for run in made["runs"]:
        side, text = ("old", old) if run["change"] == "delete" else ("new", new)
        assert text[slice(*run[side])] == run["text"]
    assert [run["text"] for run in made["runs"] if run["change"] == "delete"] == ["أ", "وصل أمس."]
    assert main(["diff", first, second]) == 0
    out, err = capsys.readouterr()
    assert "-\tوصل أمس." in out
    assert "%" in err
    assert main(["diff", first, "fff"]) == 1


def test_a_dry_run_needs_no_right_to_write(at_home, folder, capsys):
    before = at_home.read_bytes()
    assert [one["status"] for one in added(folder, capsys, "--dry-run").values()] == [
        "added",
        "similar",
        "rejected",
    ]
    assert at_home.read_bytes() == before
    assert printed(capsys, "imports") == {"imports": []}


@pytest.mark.parametrize(
    "words",
    [
        ["--every", "0", "--watch"],
        ["--map", "title"],
        ["--workers", "-1"],
        ["--watch", "--dry-run"],
    ],
)
def test_options_that_say_nothing_are_refused(at_home, folder, words, capsys):
    try:
        assert main(["add", str(folder), *words]) == 2
    except SystemExit as ended:
        assert ended.code == 2


@pytest.mark.parametrize("one", ["nowhere", "https://example.org/"])
def test_what_is_no_folder_cannot_be_watched(at_home, tmp_path, one, capsys):
    assert main(["add", "--watch", one if ":" in one else str(tmp_path / one)]) == 2
    assert "no folder" in capsys.readouterr().err


def test_progress_says_how_far_how_fast_and_how_long():
    assert progress_line(0, 10_000, 0.0) == "0 of 10,000"
    assert progress_line(1240, 10_000, 6.8) == "1,240 of 10,000  182/s  48 s left"
    assert progress_line(100, 10_000, 10.0) == "100 of 10,000  10/s  16 min 30 s left"
    assert progress_line(10, 10, 1.0) == "10 of 10  10/s  0 s left"


def running(at_home, *words, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *words],
        env={**os.environ, "IDLIB_BRIEF_LIBRARY": str(at_home)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **options,
    )


@pytest.mark.parametrize("words", [[], ["--workers", "0"]])
def test_ctrl_c_keeps_what_was_told_and_the_same_command_goes_on(at_home, tmp_path, words):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(
            f"{' '.join(f'كلمة{n}و{m}' for m in range(60))}\n", "utf-8"
        )
    process = running(at_home, "add", str(folder), "--json", *words, start_new_session=True)
    first = process.stdout.readline()
    assert json.loads(first)["status"] == "added"
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "goes on with the rest" in err
    assert "Traceback" not in err
    told = 1 + len(out.splitlines())
    with Library(at_home) as library:
        kept = len(library.article_ids()) - 28
    assert told <= kept < 400
    out, err = running(at_home, "add", str(folder), "--json").communicate(timeout=60)
    statuses = [json.loads(line)["status"] for line in out.splitlines()]
    assert statuses == ["duplicate"] * kept + ["added"] * (400 - kept)


def test_a_watch_takes_in_what_comes_and_ctrl_c_ends_it_with_the_report(at_home, tmp_path):
    folder = tmp_path / "watched"
    folder.mkdir()
    process = running(at_home, "add", "--watch", "--every", "0.1", "--json", str(folder))
    assert "Watching" in process.stderr.readline()
    (folder / "a.txt").write_text(f"{WIRE}\n", "utf-8")
    assert json.loads(process.stdout.readline())["status"] == "added"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert "1 added" in err


def test_progress_is_shown_on_a_terminal_and_wiped(at_home, tmp_path):
    pty = pytest.importorskip("pty")
    folder = tmp_path / "some"
    folder.mkdir()
    for n in range(50):
        (folder / f"{n:03}.txt").write_text(
            f"{' '.join(f'كلمة{n}و{m}' for m in range(30))}\n", "utf-8"
        )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "add", str(folder)],
        env={**os.environ, "IDLIB_BRIEF_LIBRARY": str(at_home)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait(30) == 0
    assert b" of 50  " in shown
    assert b"left\r\x1b[K" in shown
    assert shown.endswith(b"50 added\r\n")


PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>لقاء في أنقرة</title>
<meta property="article:published_time" content="2020-03-05T10:00:00+03:00"></head>
<body><article><h1>لقاء في أنقرة</h1>{}</article></body></html>"""


@pytest.fixture
def site():
    """A server on this machine that has one page; its address."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    body = "".join(f"<p>{WIRE} وصل الوفد الروسي إلى أنقرة في اليوم {n}.</p>" for n in range(3))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/a.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.format(body).encode() if found else b"")

        def log_message(self, *words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_addresses_and_files_come_in_together_and_addresses_at_home_only_when_allowed(
    at_home, folder, site, capsys
):
    inputs = [f"{site}/a.html", str(folder / "a.md"), f"{site}/none.html"]
    assert main(["add", *inputs, "--json"]) == 1
    refused = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["status"] for one in refused] == ["rejected", "added", "rejected"]
    assert main(["add", *inputs, "--json", "--allow-private"]) == 1
    page, file, missing = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert page["status"] in ("added", "similar")
    assert (page["title"], page["published"]) == ("لقاء في أنقرة", "2020-03-05")
    assert (file["status"], missing["status"]) == ("duplicate", "rejected")
    assert "404" in missing["reason"]
    assert main(["add", inputs[0], "--json", "--allow-private"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "duplicate"
    from corpus.library.fetched import fetched_for

    with Library(at_home) as library:
        (kept,) = fetched_for(library, page["id"])
    assert "وصل الوفد" in kept.data.decode()
