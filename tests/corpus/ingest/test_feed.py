"""Feeds to entries."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.ingest.feed import (
    MAX_ENTRIES,
    Entry,
    Feed,
    article_of,
    discover,
    is_feed,
    parse,
    published,
)

HEAD = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
    "<title>بوابة الغد » سوريا</title><link>https://example.org/</link>"
)
TAIL = "</channel></rss>"
LONG = "يناقش الوفدان تثبيت وقف إطلاق النار في المنطقة. " * 30


def _feed(items: str, declared: str = "utf-8") -> str:
    return f'<?xml version="1.0" encoding="{declared}"?>{HEAD}{items}{TAIL}'


def _entry(item: str) -> Entry:
    (entry,) = parse(_feed(f"<item>{item}</item>").encode(), "feed.xml").entries
    return entry


# Charsets


@pytest.mark.parametrize(
    ("codec", "declared", "header"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8-sig", "utf-8", None),
        ("utf-8", "windows-1256", "text/xml; charset=windows-1256"),
        ("utf-16", "utf-16", None),
        ("cp1256", "windows-1256", None),
        ("cp1256", "utf-8", "application/rss+xml; charset=utf-8"),
        ("cp1256", "iso-8859-1", None),
        ("iso8859_6", "iso-8859-6", None),
    ],
)
def test_titles_are_right_in_every_charset_also_a_wrongly_declared_one(
    codec: str, declared: str, header: str | None
) -> None:
    title, text = "أكار يصل إلى موسكو على رأس وفد عسكري", f"<p>{LONG}</p>".replace("<", "&lt;")
    data = _feed(
        f"<item><title>{title}</title><description>{text}</description></item>", declared
    ).replace("»", "-")
    feed = parse(data.encode(codec), "feed.xml", content_type=header)
    assert feed.entries[0].title == title
    assert feed.entries[0].paragraphs == (LONG.strip(),)


# Titles and texts


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("أكار &quot;في&quot; موسكو", 'أكار "في" موسكو'),
        ("أكار &amp;quot;في&amp;quot; موسكو", 'أكار "في" موسكو'),
        ("<![CDATA[<b>أكار</b> &#8220;في&#8221; موسكو]]>", "أكار “في” موسكو"),
        ("&lt;b&gt;أكار&lt;/b&gt; في موسكو", "أكار في موسكو"),
        ("  أكار\n   في \u202eموسكو", "أكار في موسكو"),
    ],
)
def test_a_title_is_one_line_of_text(written: str, title: str) -> None:
    assert _entry(f"<title>{written}</title>").title == title


def test_an_atom_title_of_type_html_loses_its_tags() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>موقع</title><entry><id>1</id>'
        '<title type="html">&lt;b&gt;خبر&lt;/b&gt; عاجل</title>'
        '<link href="http://example.org/1"/><published>2020-03-05T10:00:00+03:00</published>'
        '<content type="html">&lt;p&gt;نص أول&lt;/p&gt;&lt;p&gt;نص ثان&lt;/p&gt;</content>'
        "</entry></feed>"
    )
    (entry,) = parse(data.encode(), "a.atom").entries
    assert entry.title == "خبر عاجل"
    assert entry.paragraphs == ("نص أول", "نص ثان")
    assert entry.link == "http://example.org/1"
    assert entry.published is not None and entry.published.day == "2020-03-05"
    assert not entry.excerpt


@pytest.mark.parametrize(
    "tail",
    [
        "&lt;p&gt;The post &lt;a&gt;أكار&lt;/a&gt; appeared first on &lt;a&gt;الغد&lt;/a&gt;.&lt;/p&gt;",
        "&lt;p&gt;المقالة أكار في موسكو ظهرت أولاً على بوابة الغد.&lt;/p&gt;",
        "&lt;p&gt;&lt;a href='x'&gt;اقرأ المزيد&lt;/a&gt;&lt;/p&gt;",
        "&lt;br&gt;Continue reading أكار في موسكو",
        " قراءة المزيد »",
    ],
)
def test_the_tails_of_publishing_systems_are_cut(tail: str) -> None:
    entry = _entry(f"<title>أكار</title><description>وصل الوزير اليوم.{tail}</description>")
    assert entry.paragraphs == ("وصل الوزير اليوم.",)


def test_a_paragraph_that_only_speaks_of_reading_is_kept() -> None:
    text = "دعا الوزير إلى قراءة المزيد من الوثائق قبل الاجتماع المقبل في جنيف."
    assert _entry(f"<description>{text}</description>").paragraphs == (text,)


@pytest.mark.parametrize(
    ("item", "excerpt"),
    [
        ("<description>وصل الوزير إلى موسكو…</description>", True),
        ("<description>وصل الوزير إلى موسكو.</description>", True),
        (f"<description>{LONG}</description>", False),
        (f"<description>{LONG} [&#8230;]</description>", True),
        ("<content:encoded>وصل الوزير إلى موسكو.</content:encoded>", False),
        ("<content:encoded>وصل الوزير إلى [...]</content:encoded>", True),
        ("<title>وصل الوزير إلى موسكو</title>", True),
    ],
)
def test_a_teaser_is_told_from_the_whole_text(item: str, excerpt: bool) -> None:
    assert _entry(item).excerpt is excerpt


def test_an_entry_that_says_nothing_is_left_out() -> None:
    assert parse(_feed("<item><link>http://a/</link></item>").encode(), "f").entries == ()


def test_a_title_alone_makes_an_excerpt_that_is_only_a_headline() -> None:
    feed = parse(_feed("<item><title>وصل الوزير إلى موسكو</title></item>").encode(), "f")
    article = article_of(feed.entries[0], feed, "f")
    assert (article.title, article.excerpt) == ("وصل الوزير إلى موسكو", True)
    assert [paragraph.role for paragraph in article.paragraphs] == ["headline"]


# Names and links


def test_entries_keep_their_names_when_their_words_change() -> None:
    before = _entry("<guid>tag:1</guid><title>وصل الوزير</title>")
    after = _entry("<guid>tag:1</guid><title>غادر الوزير</title>")
    assert before.guid == after.guid
    assert before.digest != after.digest


def test_entries_without_a_name_go_by_link_and_then_by_words() -> None:
    assert _entry("<title>خبر</title><link>http://a/1</link>").guid == "http://a/1"
    assert _entry("<title>خبر</title>").guid == _entry("<title>خبر</title>").guid
    assert _entry("<title>خبر</title>").guid != _entry("<title>نبأ</title>").guid


def test_an_entry_that_stands_twice_counts_once() -> None:
    items = "<item><guid>1</guid><title>أ ب</title></item>" * 2
    assert len(parse(_feed(items).encode(), "f").entries) == 1


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>/a?b=1</link>", "https://example.org/a?b=1"),
        ("<guid>https://example.org/7</guid>", "https://example.org/7"),
        ("<guid>7</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
    ],
)
def test_links_are_whole_and_lead_into_the_web(item: str, link: str | None) -> None:
    assert _entry(f"<title>خبر</title>{item}").link == link


# Days


@pytest.mark.parametrize(
    ("stated", "day", "zone"),
    [
        ("Thu, 05 Mar 2020 10:21:00 +0300", "2020-03-05", "+03:00"),
        ("Thu, 05 Mar 2020 00:21:00 +0300", "2020-03-05", "+03:00"),
        ("Thu, 05 Mar 2020 10:21:00 GMT", "2020-03-05", "Z"),
        ("5 Mar 2020 10:21", "2020-03-05", ""),
        ("2020-03-05T10:21:00Z", "2020-03-05", "Z"),
        ("2020-03-05", "2020-03-05", ""),
        ("الخميس, 05 آذار 2020 10:21", "2020-03-05", ""),
        ("الخميس 5 مارس/آذار 2020 - 10:21", "2020-03-05", ""),
        ("خميس, 03/05/2020 - 10:21", "2020-03-05", ""),
        ("٥ آذار ٢٠٢٠", "2020-03-05", ""),
    ],
)
def test_days_are_read_as_they_are_stated(stated: str, day: str, zone: str) -> None:
    known = published(stated)
    assert known is not None
    assert (known.day, known.known_from, known.zone, known.raw) == (day, "feed", zone, stated)


@pytest.mark.parametrize(
    "stated", ["", "today", "Thu, 01 Jan 1970 00:00:00 GMT", "32/13/2020", "0001-01-01T00:00:00Z"]
)
def test_what_is_no_day_dates_nothing(stated: str) -> None:
    assert published(stated) is None


def test_late_in_the_evening_of_utc_the_day_is_only_likely() -> None:
    late, early = published("2020-03-05T22:10:00Z"), published("2020-03-05T20:10:00Z")
    assert late is not None and late.certainty == "likely" and "Damascus" in late.conflict
    assert early is not None and early.certainty == "sure"


def test_the_day_of_a_change_is_only_likely() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>خبر مهم</title>'
        "<updated>2020-03-05T10:00:00+03:00</updated></entry></feed>"
    )
    known = parse(data.encode(), "f").entries[0].published
    assert known is not None
    assert (known.day, known.certainty) == ("2020-03-05", "likely")


# JSON


def _json(*items: object, **fields: object) -> bytes:
    stated = {"version": "https://jsonfeed.org/version/1.1", "title": "الغد", **fields}
    return json.dumps({**stated, "items": list(items)}).encode()


def test_a_json_feed_is_read() -> None:
    feed = parse(
        _json(
            {
                "id": 7,
                "url": "/7",
                "title": "أكار &amp; لافروف",
                "content_html": "<p>نص أول</p><p>نص ثان</p>",
                "date_published": "2020-03-05T10:00:00+03:00",
                "authors": [{"name": "سليم"}, {"name": "هند"}],
            },
            {"id": "8", "content_text": "سطر < سطر\nسطر ثان"},
            {"id": "9", "summary": "ملخص"},
            "no item",
            home_page_url="https://example.org/",
        ),
        "f.json",
    )
    first, second, third = feed.entries
    assert (first.guid, first.link, first.title) == ("7", "https://example.org/7", "أكار & لافروف")
    assert (first.paragraphs, first.author) == (("نص أول", "نص ثان"), "سليم، هند")
    assert first.published is not None and first.published.day == "2020-03-05"
    assert (second.paragraphs, second.excerpt) == (("سطر < سطر", "سطر ثان"), False)
    assert (third.paragraphs, third.excerpt) == (("ملخص",), True)
    assert (feed.title, feed.site) == ("الغد", "https://example.org/")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "its JSON breaks at line 1"),
        (_json().replace(b"[]", b"[" * 100_000), "its JSON"),
    ],
)
def test_a_broken_json_feed_says_where(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse(data, "f.json")


def test_json_with_odd_values_is_read_all_the_same() -> None:
    data = _json({"id": [], "title": 5, "content_text": "نص"}, authors=3, title={"a": 1})
    assert [entry.paragraphs for entry in parse(data, "f").entries] == [("نص",)]


# What is a feed, and what is wrong with it


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        (_feed("").encode(), True),
        (_feed("").encode("utf-16"), True),
        (b"\xef\xbb\xbf\n<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b'<?xml version="1.0"?><!-- <html> --><!DOCTYPE rss [<!ENTITY a "b">]><rss>', True),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        (b'<rdf:RDF xmlns="http://xmlns.com/foaf/0.1/">', False),
        (_json(), True),
        (b'{"version": "1"}', False),
        (b"<html><body><rss>", False),
        ("نص عن <rss>".encode(), False),
        (b"", False),
    ],
)
def test_feeds_are_told_from_everything_else(data: bytes, yes: bool) -> None:
    assert is_feed(data) is yes


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(InputError, match="is no feed"):
        parse(b"<html><body>no</body></html>", "page.html")


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    items = "<item><title>خبر أول</title></item><item><title>خبر ثان</title><descr"
    feed = parse(_feed(items).removesuffix(TAIL).encode(), "f")
    assert feed.entries[0].title == "خبر أول"
    assert any("XML" in problem for problem in feed.problems)


def test_control_characters_do_not_spoil_a_feed() -> None:
    feed = parse(_feed("<item><title>خبر \x0b مهم</title></item>").encode(), "f")
    assert feed.entries[0].title == "خبر مهم"


def _bomb() -> bytes:
    levels = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{levels}]><rss version="2.0"><channel>'
        "<title>&l11;</title><item><title>&l11;</title><description>&l11;</description></item>"
        "</channel></rss>"
    ).encode()


def test_an_entity_bomb_does_not_go_off() -> None:
    began = time.process_time()
    feed = parse(_bomb(), "bomb.xml")
    assert time.process_time() - began < 2
    assert all(len(entry.title or "") < 100 for entry in feed.entries)


def test_an_entity_of_a_file_is_not_read() -> None:
    data = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        '<rss version="2.0"><channel><item><title>خبر &secret; مهم</title></item></channel></rss>'
    )
    from pathlib import Path

    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
    titles = [entry.title or "" for entry in parse(data.encode(), "f").entries]
    assert titles and not any(secret in title for title in titles)


def test_the_bytes_of_a_feed_are_never_taken_for_a_file_name(tmp_path: object) -> None:
    with pytest.raises(InputError, match="is no feed"):
        parse(b"/etc/hostname", "f")


def test_no_more_than_so_many_entries_are_read() -> None:
    items = "".join(f"<item><title>خبر رقم {n}</title></item>" for n in range(MAX_ENTRIES + 5))
    feed = parse(_feed(items).encode(), "f")
    assert len(feed.entries) == MAX_ENTRIES
    assert f"only the first {MAX_ENTRIES}" in feed.problems[0]


@pytest.mark.parametrize("unit", ["<", "<a ", "<p>", "<item>", "<![CDATA[", "&lt;", "<!--", "]]>"])
def test_broken_feeds_take_no_longer_than_their_length(unit: str) -> None:
    start = _feed("<item><title>خبر</title><description>").removesuffix(TAIL)
    began = time.process_time()
    parse((start + unit * 10_000).encode(), "f")
    assert time.process_time() - began < 2


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120), st.integers(0, 600))
def test_a_damaged_feed_is_read_or_refused(junk: bytes, place: int) -> None:
    whole = _feed("<item><guid>1</guid><title>خبر</title><description>نص</description></item>")
    data = whole.encode()
    try:
        assert isinstance(parse(data[:place] + junk + data[place:], "f"), Feed)
    except InputError as error:
        assert "\n" not in str(error)


# What a feed asks for, and what pages name


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<ttl>soon</ttl>", 0),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 1440),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
        ("", 0),
    ],
)
def test_a_feed_may_ask_to_be_left_alone(stated: str, minutes: int) -> None:
    assert parse(_feed(stated).encode(), "f").minutes == minutes


def test_a_page_names_its_feeds() -> None:
    page = (
        '<html><head><link rel="stylesheet" href="/a.css"><link href="/feed" '
        'type="application/rss+xml" rel="alternate" title="الغد"><link rel="alternate" '
        'type="application/feed+json" href="https://other.example/f.json">'
        '<link rel="alternate" hreflang="en" href="/en"></head><body>نص</body></html>'
    )
    assert discover(page.encode(), "https://example.org/a/") == (
        "https://example.org/feed",
        "https://other.example/f.json",
    )


# Articles


def test_an_article_says_where_it_came_from() -> None:
    feed = parse(
        _feed(
            "<item><title>أكار يصل إلى موسكو</title><link>https://example.org/1</link>"
            "<dc:creator>سليم الحلبي</dc:creator>"
            "<pubDate>Thu, 05 Mar 2020 10:21:00 +0300</pubDate>"
            "<description>وصل الوزير إلى موسكو، ومن المقرر أن يلتقي نظيره…</description></item>"
        ).encode("cp1256"),
        "feed.xml",
    )
    article = article_of(feed.entries[0], feed, "feed.xml")
    assert article.title == "أكار يصل إلى موسكو"
    assert article.source == "بوابة الغد"
    assert (article.origin, article.url) == ("https://example.org/1", "https://example.org/1")
    assert article.author == "سليم الحلبي"
    assert article.published is not None
    assert (article.published.day, article.published.known_from) == ("2020-03-05", "feed")
    assert (article.excerpt, article.charset) == (True, "cp1256")
    body = [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]
    assert body == ["وصل الوزير إلى موسكو، ومن المقرر أن يلتقي نظيره…"]


def test_a_dateline_counts_before_the_day_of_the_feed() -> None:
    feed = parse(
        _feed(
            "<item><title>أكار يصل إلى موسكو</title>"
            "<pubDate>Fri, 06 Mar 2020 10:21:00 +0300</pubDate><content:encoded>"
            f"(سبوتنيك - 5 آذار/مارس 2020) {LONG}</content:encoded></item>"
        ).encode(),
        "feed.xml",
    )
    known = article_of(feed.entries[0], feed, "feed.xml").published
    assert known is not None
    assert (known.day, known.known_from) == ("2020-03-05", "dateline")
