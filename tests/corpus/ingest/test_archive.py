from __future__ import annotations

import io
import stat
import sys
import tracemalloc
import zipfile

import pytest

from corpus.article import Article
from corpus.ingest.pdf import mended
from corpus.ingest.pipeline import Rejection, articles_from, articles_from_file

TEXT = "لجنة المياه تجتمع في البلدة\n\nاجتمعت لجنة المياه في البلدة أمس وأقرت خطة الصيف.\n"


def archive(*entries: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return held.getvalue()


def read(data: bytes) -> dict[str, str | None]:
    found = {}
    for one in articles_from(data, "a.zip"):
        if isinstance(one, Article):
            found[one.origin] = None
        else:
            found[one.input] = one.reason.removeprefix(f"{one.input} ")
    return found


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_texts_pages_and_records_of_an_archive_are_read_and_junk_is_passed_over():
    page = f"<html><title>عنوان</title><p>{TEXT}</p></html>"
    data = archive(
        ("b/2.html", page),
        ("b/1.txt", TEXT),
        ("a.jsonl", '{"text": "متن المقال هنا."}\n'),
        ("photo.png", b"\x89PNG"),
        ("b/.hidden.txt", TEXT),
        ("__MACOSX/b/1.txt", TEXT),
    )
    assert read(data) == {
        "a.zip!/a.jsonl#1": None,
        "a.zip!/b/1.txt": None,
        "a.zip!/b/2.html": None,
    }


def test_tricks_are_refused_one_by_one_and_keep_nothing_else_out():
    bomb = b"0" * 9_000_000
    data = archive(
        ("../evil.txt", TEXT),
        ("/etc/evil.txt", TEXT),
        ("C:/evil.txt", TEXT),
        ("a\\..\\..\\evil.txt", TEXT),
        (link("link.txt"), "/etc/passwd"),
        ("inner.zip", archive(("1.txt", TEXT))),
        ("inner.txt", archive(("1.txt", TEXT))),
        ("bomb.txt", bomb),
        ("huge.txt", b"0" * 11_000_000),
        ("good.txt", TEXT),
    )
    found = read(data)
    assert found.pop("a.zip!/good.txt") is None
    assert sorted(found.values()) == sorted(
        ["leads out of its archive"] * 4
        + ["is a link", "is larger than 10 MB", "unpacks to more than 200 times its size"]
        + ["is an archive inside an archive"] * 2
    )


def test_an_archive_that_lies_about_sizes_is_cut_off():
    data = bytearray(archive(("a.txt", b"0" * 30_000_000)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    found = read(bytes(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(found.values()) != [None]
    assert peak < 30_000_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 and no more", "a.zip is a damaged ZIP archive"),
        (archive(("1.txt", TEXT))[:-30], "a.zip is a damaged ZIP archive"),
        (
            archive(("[Content_Types].xml", "x"), ("word/document.xml", "x")),
            "a.zip is an office document, not text",
        ),
        (archive(("a.png", "x")), "a.zip holds no "),
        (archive(), "a.zip holds no "),
    ],
)
def test_what_is_no_archive_of_articles_is_refused(data: bytes, reason: str):
    [found] = articles_from(data, "a.zip")
    assert isinstance(found, Rejection)
    assert found.reason.startswith(reason)
    assert found.hint


def test_a_damaged_member_keeps_no_other_out():
    data = bytearray(archive(("1.txt", TEXT * 20), ("2.txt", TEXT)))
    at = data.index(b"1.txt") + 30
    data[at : at + 20] = b"\xff" * 20
    assert read(bytes(data)) == {
        "a.zip!/1.txt": "is damaged inside its archive",
        "a.zip!/2.txt": None,
    }


def test_an_arabic_name_without_the_flag_for_utf_8_is_shown_right():
    data = archive(("bbbbbbbb.txt", TEXT)).replace(b"bbbbbbbb", "خبرا".encode())
    assert list(read(data)) == ["a.zip!/خبرا.txt"]


def test_an_archive_on_disk_may_be_larger_than_an_article(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("large.bin", b"0" * 11_000_000)
        for number in range(3):
            file.writestr(f"{number}.txt", f"{number} {TEXT}")
    assert path.stat().st_size > 10 * 1024 * 1024
    assert sum(isinstance(found, Article) for found in articles_from_file(path)) == 3


# PDF and WARC, by optional packages


def test_a_pdf_without_the_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    [found] = articles_from(b"%PDF-1.4\n", "a.pdf")
    assert isinstance(found, Rejection)
    assert found.reason == "a.pdf is a PDF, which needs the extra «pdf»"
    assert "idlib-brief[pdf]" in found.hint


def test_a_damaged_pdf_is_refused():
    pytest.importorskip("pypdfium2")
    [found] = articles_from(b"%PDF-1.4\nno more", "a.pdf")
    assert isinstance(found, Rejection)
    assert found.reason == "a.pdf is damaged or locked with a password"


def test_a_pdf_of_latin_text_gives_its_paragraphs():
    pytest.importorskip("pypdfium2")
    lines = [
        "The committee met in the town on Monday and",
        "agreed on a plan for the summer.",
        "Work begins soon.",
    ]
    [article] = articles_from(pdf_of(lines), "a.pdf")
    assert isinstance(article, Article)
    assert [p.span.slice(article.text) for p in article.paragraphs] == [
        " ".join(lines[:2]),
        lines[2],
    ]
    assert any("PDF" in warning for warning in article.warnings)


def test_room_between_the_lines_of_a_pdf_begins_a_paragraph():
    pytest.importorskip("pypdfium2")
    long = "The committee met in the town on Monday and agreed on the plan"
    [article] = articles_from(
        pdf_of(["A plan for the town and its people", "", long, long + ".", "", long]), "a.pdf"
    )
    kept = [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]
    assert article.title == "A plan for the town and its people"
    assert kept == [f"{long} {long}.", long]


@pytest.mark.parametrize(
    ("text", "mended_text"),
    [
        ("قرار مجلس الأمن ،2254 الصادر", "قرار مجلس الأمن 2254، الصادر"),
        ("في عام .2015 وبعده", "في عام 2015. وبعده"),
        ("طريق 4M الدولي", "طريق M4 الدولي"),
        ("الوفد )الروسي( قال", "الوفد (الروسي) قال"),
        ("بنسبة 2.5 كما قال (س)، و3M", "بنسبة 2.5 كما قال (س)، و3M"),
    ],
)
def test_what_a_pdf_sets_wrong_in_arabic_is_put_right(text: str, mended_text: str):
    assert mended(text) == mended_text


def pdf_of(lines: list[str]) -> bytes:
    """Return a PDF document of one page that shows lines of ASCII text; an empty one leaves room."""
    drawn = " ".join(f"({line}) Tj 0 -20 Td" if line else "0 -10 Td" for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td {drawn} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return body + tail % (table, len(body))


def warc_of(*pages: tuple[str, bytes]) -> bytes:
    records = b""
    for url, page in pages:
        held = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1256\r\n\r\n" + page
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(held)}\r\n\r\n"
        records += head.encode() + held + b"\r\n\r\n"
    return records


def test_the_pages_of_a_warc_file_are_read_with_their_addresses():
    pytest.importorskip("warcio")
    sentence = "اجتمعت لجنة المياه في البلدة أمس وأقرت خطة الصيف بعد نقاش."
    page = f"<html><title>لجنة المياه تجتمع</title><p>{sentence}</p></html>".encode("windows-1256")
    empty, article = articles_from(
        warc_of(("http://a.example/0", b"<html>"), ("http://a.example/1", page)), "a.warc"
    )
    assert isinstance(empty, Rejection)
    assert isinstance(article, Article)
    assert (article.url, article.charset) == ("http://a.example/1", "cp1256")
    assert article.origin == "a.warc!/http://a.example/1"


def test_a_warc_file_without_the_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    [found] = articles_from(b"WARC/1.0\r\n", "a.warc")
    assert isinstance(found, Rejection)
    assert found.reason == "a.warc is a WARC file, which needs the extra «warc»"
