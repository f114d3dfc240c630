from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.ingest.decode import MAX_BYTES, decode, read_bytes

ARABIC = "نص قصير عن اجتماع اللجنة.\nسطر ثان.\n"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (ARABIC.encode(), "utf-8"),
        (ARABIC.encode("utf-8-sig"), "utf-8-sig"),
        (ARABIC.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + ARABIC.encode("utf-16-be"), "utf-16"),
        (ARABIC.encode("utf-32"), "utf-32"),
    ],
)
def test_the_byte_order_mark_tells_the_charset_and_is_no_text(data: bytes, charset: str):
    decoded = decode(data, "a.txt")
    assert decoded.text == ARABIC
    assert decoded.charset == charset


LONG = """أعلنت اللجنة في بيان أن إصلاح الخزان العلوي يبدأ يوم الأحد، وأن العمل يستغرق شهرا.
وقال رئيسها: «سنبدأ من الحي الغربي» (بنسبة 50%) ثم ننتقل إلى الأحياء الأخرى.
"""
HEADLINE = "لجنة المياه تقر خطة الصيف"


@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6", "cp720", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [LONG, HEADLINE], ids=["text", "headline"])
def test_the_charsets_of_the_arabic_press_are_detected_without_a_word_from_anyone(text, codec):
    data = text.encode(codec, "ignore")
    decoded = decode(data, "a.txt")
    assert decoded.text == data.decode(codec)
    assert (decoded.charset, decoded.known_from, decoded.warnings) == (codec, "detected", ())


@pytest.mark.parametrize(
    "declaration",
    [
        b'<meta charset="windows-1256">',
        b'<META http-equiv=Content-Type content="text/html; charset=windows-1256">',
        b'<?xml version="1.0" encoding="windows-1256"?>',
    ],
)
def test_a_page_may_declare_its_charset(declaration: bytes):
    decoded = decode(declaration + LONG.encode("cp1256"), "a.html")
    assert decoded.text.endswith(LONG)
    assert (decoded.charset, decoded.known_from) == ("cp1256", "declared")


def test_a_header_declares_before_the_page_does():
    data = b'<meta charset="windows-1251">' + LONG.encode("cp1256")
    decoded = decode(data, "a.html", content_type="text/html; charset='windows-1256'")
    assert (decoded.charset, decoded.known_from) == ("cp1256", "declared")


@pytest.mark.parametrize(
    ("declared", "codec", "told"),
    [
        ("utf-8", "cp1256", "declared utf-8 but reads as cp1256"),
        ("iso-8859-1", "cp1256", "declared iso8859-1 but reads as cp1256"),
        ("windows-1252", "iso8859_6", "declared cp1252 but reads as iso8859_6"),
        ("iso-8859-6", "cp1256", "declared iso8859-6 but reads as cp1256"),
        ("windows-1256", "iso8859_6", "declared cp1256 but reads as iso8859_6"),
    ],
)
def test_a_lying_charset_is_not_believed_and_told(declared: str, codec: str, told: str):
    data = LONG.encode(codec, "ignore")
    decoded = decode(data, "a.html", content_type=f"text/html; charset={declared}")
    assert decoded.text == data.decode(codec)
    assert decoded.warnings == (told,)


@pytest.mark.parametrize("declared", ["windows-1256", "rot13", "hex", "no-such", "utf-7", "a" * 99])
def test_what_is_utf_8_is_read_so_whatever_is_declared(declared: str):
    decoded = decode(LONG.encode(), "a.html", content_type=f"text/html; charset={declared}")
    assert (decoded.text, decoded.charset) == (LONG, "utf-8")


def test_a_few_broken_bytes_do_not_refuse_a_text():
    data = LONG.encode()
    decoded = decode(data[:60] + b"\xff" + data[60:-3], "a.txt")
    assert decoded.text.count("\ufffd") == 2
    assert decoded.text.replace("\ufffd", "")[:30] == LONG[:30]
    assert decoded.warnings == ("2 bytes of broken UTF-8 shown as \ufffd",)


def test_an_english_text_with_odd_quotes_is_read():
    decoded = decode("The committee “met” – again – in the town.".encode("cp1252"), "a.txt")
    assert decoded.text == "The committee “met” – again – in the town."


def test_offsets_are_those_of_a_python_script_that_opens_the_file(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes("سطر\r\nسطر\rسطر\n\r\n\n\u2028نهاية\x0b\x85".encode())
    assert decode(read_bytes(path), "a.txt").text == path.read_text(encoding="utf-8")


@given(st.text(min_size=1))
@settings(deadline=None)
def test_any_text_is_read_as_python_reads_it_or_refused_with_a_reason(text: str):
    try:
        decoded = decode(text.encode(), "a.txt")
    except InputError as error:
        assert error.message.startswith("a.txt is ")
    else:
        assert decoded.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes):
    try:
        assert decode(data, "a.txt").text
    except InputError as error:
        assert error.message.startswith("a.txt ")
        assert error.hint


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is blank"),
        ("  \n\t\xa0\u200f\n".encode(), "is blank"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF document, not text"),
        (b"PK\x03\x04abc", "is a ZIP archive or an office document, not text"),
        (b"\x89PNG\r\n\x1a\n", "is an image, not text"),
        (b"\xff\xd8\xff\xe0", "is an image, not text"),
        (b"GIF89a", "is an image, not text"),
        (b"\x1f\x8b\x08\x00", "is a compressed file, not text"),
        (b"\x7fELF\x02", "is a program, not text"),
        (b"{\\rtf1\\ansi", "is an RTF document, not text"),
        ("Иван пришёл домой".encode("koi8-r"), "is in a charset that cannot be told"),
        (bytes(range(128, 256)) * 3, "is in a charset that cannot be told"),
        (b"\x00\x01\x02\x03" * 50, "is binary, not text"),
        (b"text \x00 text", "is binary, not text"),
        (b"\x01\x02\x03\x04\x05\x06\x07" * 9, "is mostly control characters, not text"),
        (b"\xff\xfe\x00\xd8", "is damaged: no valid UTF-16 at byte 2"),
        (b"a" * (MAX_BYTES + 1), "is larger than 10 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_one_reason(data: bytes, reason: str):
    with pytest.raises(InputError) as raised:
        decode(data, "a.txt")
    assert raised.value.message == f"a.txt {reason}"
    assert raised.value.hint


def test_a_few_stray_control_characters_do_not_refuse_a_text():
    text = f"\x1b[31m{ARABIC}\x07"
    assert decode(text.encode(), "a.txt").text == text


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES


def test_a_zip_file_by_any_name_is_refused(tmp_path: Path):
    path = tmp_path / "a.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(InputError, match="ZIP archive"):
        decode(read_bytes(path), path.name)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read_bytes(path)
    assert raised.value.hint
    assert raised.value.message.startswith(str(path))
    return raised.value.message.removeprefix(str(path)).strip()


def test_a_missing_file_is_named(tmp_path: Path):
    assert refusal(tmp_path / "a.txt") == "does not exist"


def test_a_path_through_a_file_does_not_exist(tmp_path: Path):
    (tmp_path / "a.txt").write_text("a")
    assert refusal(tmp_path / "a.txt" / "b.txt") == "does not exist"


def test_a_folder_is_no_file(tmp_path: Path):
    assert refusal(tmp_path) == "is a folder, not a file"


def test_a_broken_link_names_its_target(tmp_path: Path):
    (tmp_path / "a.txt").symlink_to("gone.txt")
    assert refusal(tmp_path / "a.txt") == "is a broken link to gone.txt"


def test_a_link_to_itself_ends(tmp_path: Path):
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert refusal(tmp_path / "a.txt") == "is a link that leads to itself"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_without_a_writer_does_not_hold_the_program_up(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt") == "is a pipe, not a file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_no_file():
    assert refusal(Path("/dev/zero")) == "is a device, not a file"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets here")
def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.txt")
        assert refusal(tmp_path / "a.txt") == "is a socket, not a file"


def test_a_file_without_permission_says_so(public_folder: Path, without_privileges):
    path = public_folder / "a.txt"
    path.write_text("a")
    path.chmod(0)
    with without_privileges():
        assert refusal(path) == "may not be read"


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1000)
    assert refusal(path) == "is larger than 10 MB"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no such files here")
def test_a_file_whose_size_is_not_told_is_read():
    assert b"Name:" in read_bytes(Path("/proc/self/status"))


def test_messages_never_carry_control_characters_of_a_name():
    with pytest.raises(InputError) as raised:
        read_bytes(Path("a\x1b[31m\n\u202eb.txt"))
    assert raised.value.message == "a b.txt does not exist"


def test_a_name_with_a_null_character_is_refused():
    with pytest.raises(InputError, match="is no file name"):
        read_bytes(Path("a\x00b"))
