"""Lists of feeds in and out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.ingest.opml import Outline, is_opml, parse, written


def _list(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_feeds_come_with_their_folders_and_titles() -> None:
    found = parse(
        _list(
            '<outline text="سوريا"><outline text="شمال"><outline type="rss" text="الغد"'
            ' xmlUrl="https://example.org/feed" htmlUrl="https://example.org/"/></outline>'
            '<outline title="ب" xmlurl="http://b.example/"/></outline>'
            '<outline text="no feed"/><outline text="again" xmlUrl="http://b.example/"/>'
        ),
        "a.opml",
    )
    assert found == (
        Outline("https://example.org/feed", "الغد", "https://example.org/", "سوريا/شمال"),
        Outline("http://b.example/", "ب", None, "سوريا"),
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_lists_are_read_in_every_charset(codec: str) -> None:
    text = _list('<outline text="بوابة الغد" xmlUrl="http://a/"/>', "").decode()
    assert parse(text.encode(codec), "a.opml")[0].title == "بوابة الغد"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:a()", "", "/feed"])
def test_what_is_no_address_is_left_out(url: str) -> None:
    body = f'<outline xmlUrl="{url}"/><outline xmlUrl="http://a/"/>'
    assert [one.url for one in parse(_list(body), "a")] == ["http://a/"]


def test_an_entity_bomb_is_refused_before_it_goes_off() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(15))
    began = time.process_time()
    with pytest.raises(InputError, match="declares XML entities"):
        parse(_list('<outline text="&l14;"/>', f"<!DOCTYPE opml [{levels}]>"), "bomb.opml")
    assert time.process_time() - began < 0.5


def test_an_entity_of_a_file_is_refused() -> None:
    head = '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(InputError, match="declares XML entities"):
        parse(_list('<outline text="&a;" xmlUrl="http://a/"/>', head), "a.opml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><body/></html>", "is no OPML list"),
        (_list('<outline text="a"/>'), "names no feed"),
        (_list("<outline>"), "its XML breaks at line 1"),
        (_list("<outline>" * 5000), "more than 64 deep"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_list_says_so(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse(data, "a.opml")


def test_lists_are_told_from_feeds() -> None:
    assert is_opml(_list("")) and is_opml(_list("").decode().encode("utf-16"))
    assert not is_opml(b"<rss/>")


_names = st.text(alphabet="ابج <>&\"'/x", max_size=12).map(lambda text: " ".join(text.split()))
_outlines = st.lists(
    st.builds(
        Outline,
        url=st.integers(0, 99).map("http://example.org/?a=1&b={}".format),
        title=_names.filter(bool),
        site=st.sampled_from([None, "http://example.org/"]),
        folder=st.lists(
            _names.map(lambda name: " ".join(name.replace("/", " ").split())).filter(bool),
            max_size=3,
        ).map("/".join),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda outline: outline.url,
)


@given(_outlines)
def test_what_is_written_is_read_back(outlines: list[Outline]) -> None:
    assert set(parse(written(outlines).encode(), "a.opml")) == set(outlines)
