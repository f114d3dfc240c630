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
        (b"\n <!DOCTYPE html><p>", "is a web page, not text"),
        (b"<html dir='rtl'>", "is a web page, not text"),
        (ARABIC.encode("windows-1256"), "is not UTF-8 text"),
        (ARABIC.encode("iso8859-6"), "is not UTF-8 text"),
        (ARABIC.encode("utf-16-le"), "is UTF-16 without a byte order mark"),
        ("Plain English words".encode("utf-16-be"), "is UTF-16 without a byte order mark"),
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
