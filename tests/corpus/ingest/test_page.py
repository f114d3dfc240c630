"""Whole pages: what is put into the template of a site comes out of it again."""

from __future__ import annotations

import json
import logging
import time
from html import escape
from pathlib import Path
from string import Template

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Published
from corpus.errors import InputError
from corpus.ingest.page import read_page
from corpus.ingest.page_facts import clean_url
from corpus.ingest.pipeline import Rejection, article_from_bytes, articles_from, cuts_of, samples

SITES = Path(__file__).parents[2] / "data" / "ingest" / "sites"
STYLES = sorted(path.stem for path in SITES.glob("*.html"))
TITLE = "لجنة المياه تجتمع في البلدة وتقر خطة الصيف"
PARAGRAPHS = [
    "اجتمعت لجنة المياه في البلدة أمس الاثنين وأقرت خطة الصيف بعد نقاش دام ثلاث ساعات كاملة.",
    "وقال رئيس اللجنة إن إصلاح الخزان العلوي يبدأ يوم الأحد المقبل.",
    "ونقلت صحيفة عنب بلدي عن مهندس في اللجنة قوله إن الشبكة القديمة تحتاج إلى تبديل قبل الشتاء.",
]


def page_of(
    style: str,
    title: str = TITLE,
    paragraphs: list[str] = PARAGRAPHS,
    charset: str = "utf-8",
    declared: bool = True,
) -> bytes:
    def elements(texts: list[str]) -> str:
        return "\n".join(f"<p>{escape(text)}</p>" for text in texts)

    first = paragraphs[0]
    declaration = f'<META http-equiv="Content-Type" content="text/html; charset={charset}">'
    template = Template((SITES / f"{style}.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=escape(title),
        charset=charset,
        declaration=declaration if declared else "",
        paragraphs=elements(paragraphs),
        lines="<br><br>".join(map(escape, paragraphs)),
        json_body=json.dumps("\n\n".join(paragraphs), ensure_ascii=False)[1:-1],
        first=escape(first),
        lead=escape(first),
        lead_cut=escape(first[: len(first) // 2].rsplit(" ", 1)[0]),
        rest=elements(paragraphs[1:]),
    ).encode(charset, "xmlcharrefreplace")


def only(data: bytes, name: str = "page.html", **terms: object) -> Article:
    [article] = articles_from(data, name, **terms)
    assert isinstance(article, Article), article
    return article


def reason(data: bytes, name: str = "page.html") -> str:
    [rejection] = articles_from(data, name)
    assert isinstance(rejection, Rejection)
    return rejection.reason


def body(article: Article) -> list[str]:
    return [p.span.slice(article.text) for p in article.paragraphs if p.role == "body"]


def bare(style: str, paragraphs: list[str]) -> list[str]:
    """Return paragraphs without the dateline that the wire's template sets before the first."""
    if style != "wire":
        return paragraphs
    return [paragraphs[0].partition(") ")[2], *paragraphs[1:]]


# What is put in comes out


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("style", STYLES)
def test_title_and_body_are_those_put_in(style: str, charset: str):
    article = only(page_of(style, charset=charset))
    assert article.title == TITLE
    assert bare(style, body(article)) == PARAGRAPHS
    assert article.language == "ar"


@pytest.mark.parametrize("style", STYLES)
def test_every_sample_comes_out_of_every_site_as_it_went_in(style: str):
    for sample in samples():
        article = only(page_of(style, sample.title or "", body(sample)))
        assert bare(style, body(article)) == body(sample), sample.origin
        assert article.title == sample.title


def test_a_page_in_windows_1256_that_declares_nothing_is_read():
    article = only(page_of("tables", charset="windows-1256", declared=False))
    assert (article.title, body(article)) == (TITLE, PARAGRAPHS)
    assert article.charset == "cp1256"


@pytest.mark.parametrize(
    ("style", "published"),
    [
        ("wordpress", ("2019-04-02", "metadata", "2019-04-02T22:40:00+03:00", "+03:00")),
        ("portal", ("2019-04-02", "dateline", "الثلاثاء 2 نيسان 2019 - 14:35", "")),
        ("aggregator", ("2019-04-02", "dateline", "نشر في: 02/04/2019 الساعة 14:20", "")),
        ("tables", ("2019-04-02", "dateline", "التاريخ: الثلاثاء 2 نيسان 2019", "")),
        ("json-ld", ("2019-04-02", "metadata", "2019-04-02T05:10:00Z", "Z")),
        ("flash", ("2019-04-02", "dateline", "2019/04/02 - 09:12", "")),
        ("wire", ("2019-04-02", "dateline", "02 أبريل 2019ء", "")),
    ],
)
def test_the_day_is_the_stated_one_with_its_words_and_zone(style: str, published):
    known = only(page_of(style)).published
    assert known is not None
    assert (known.day, known.known_from, known.raw, known.zone) == published


def test_a_moment_behind_a_year_ago_is_read():
    shown = '<time datetime="2019-04-02T10:00:00+03:00">قبل سنة</time>'
    known = only(wrapped(f"<h1>{TITLE}</h1>{shown}{LINES}")).published
    assert (known.day, known.zone) == ("2019-04-02", "+03:00")


def test_a_page_that_states_no_day_has_none_and_none_is_made_up():
    # The years of copyright lines and related headlines are no day of publication.
    assert only(page_of("lead-twice")).published is None


def test_a_day_given_by_a_feed_counts_only_where_the_page_states_none():
    given = Published("2019-04-05", "feed", "Fri, 05 Apr 2019")
    assert only(page_of("portal"), published=given).published.day == "2019-04-02"
    dateless = only(page_of("lead-twice", paragraphs=PARAGRAPHS[1:]), published=given)
    assert dateless.published == given


@pytest.mark.parametrize(
    ("style", "outlet"),
    [
        ("wordpress", "نشرة الوادي"),
        ("portal", "بلدي نيوز"),
        ("json-ld", "قناة الأفق"),
        ("flash", "وكالة الضفة للأنباء"),
        ("lead-twice", "ufuq.example"),
    ],
)
def test_the_outlet_is_named_by_the_page_and_never_by_its_theme(style: str, outlet: str):
    assert only(page_of(style)).source == outlet


def test_the_host_names_the_outlet_before_the_page_does():
    article = only(page_of("portal"), url="https://m.enabbaladi.net/archives/1")
    assert article.source == "عنب بلدي"


def test_author_and_chain_of_agencies_are_read():
    article = only(page_of("wordpress"))
    assert article.author == "سلمى الحاج"
    assert article.agencies == ("عنب بلدي", "الأناضول")
    assert only(page_of("lead-twice")).author is None  # «admin» is nobody


@pytest.mark.parametrize(
    ("style", "url", "canonical"),
    [
        ("wordpress", None, "https://wadi-bulletin.example/2019/04/water/"),
        ("portal", "http://www.portal.example/x?id=4711", "http://www.portal.example/news/4711"),
        ("lead-twice", "https://ufuq.example/s/18?fbclid=1", "https://ufuq.example/story/18"),
        # Another site's address on a page is a template's mistake.
        ("wordpress", "https://copy.example/1?utm_medium=x", "https://copy.example/1"),
        ("flash", "https://flash.example/n?id=3&utm_source=y#top", "https://flash.example/n?id=3"),
    ],
)
def test_the_canonical_address_is_the_articles_own(style: str, url: str | None, canonical: str):
    assert only(page_of(style), url=url).url == canonical


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "x", ""])
def test_only_the_addresses_of_the_web_are_kept(url: str):
    assert clean_url(url) is None


def test_what_was_cut_from_a_page_can_be_told():
    article = only(page_of("wordpress"))
    cuts = {cut.span.slice(article.text): str(cut.reason) for cut in cuts_of(article)}
    assert cuts["المصدر: الأناضول + وكالات"] == "credit"
    assert "اقرأ أيضا: بدء صيانة الشبكة في الحي الغربي" in cuts


def test_a_page_has_the_hash_of_the_same_article_as_text():
    text = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)
    plain = article_from_bytes(text.encode(), "a.txt")
    assert only(page_of("wordpress")).content_hash == plain.content_hash


def test_nothing_is_printed_or_logged_about_odd_pages(caplog: pytest.LogCaptureFixture, capsys):
    with caplog.at_level(logging.WARNING):
        list(articles_from(b"<html><body><p>x", "page.html"))
    assert not caplog.records
    assert capsys.readouterr() == ("", "")


# Shapes of bodies


def wrapped(inside: str, head: str = "") -> bytes:
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{inside}</body></html>"
    return page.encode()


LINES = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "inside",
    [
        f"<h1>{TITLE}</h1>" + "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
        f"<h1>{TITLE}</h1><div>" + "<br>".join(PARAGRAPHS) + "</div>",
        f"<h1>{TITLE}</h1><pre>" + "\n\n".join(PARAGRAPHS) + "</pre>",
        f"<font size=6>{TITLE}</font><p>" + "<p>".join(PARAGRAPHS),
        f"<h1>{TITLE}</h1>{LINES}".replace("اللجنة", "<a href='/t'>اللجنة</a>"),
        f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><figure><img src=x><figcaption>الخزان العلوي"
        f"</figcaption></figure><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>",
        f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>اشترك في القائمة البريدية"
        f"</p><p>{PARAGRAPHS[2] + ' ' + PARAGRAPHS[2]}</p>",
        f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><div><span>اقرأ أيضا</span><a href=x>خبر آخر عن "
        f"السوق</a></div><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>",
        f"<h1>{TITLE}</h1><article>{LINES}</article><article><h2>خبر آخر عن السوق القديم</h2><p>وهذا "
        "نص خبر آخر يبدأ تحت المقال الأول ولا علاقة له به أبدا.</p></article>",
        f"<div>{TITLE}</div><article>"
        + "<br/>".join(PARAGRAPHS)
        + "</article><p>شارك هذا المقال</p>",
        f"<h1>{TITLE}</h1>"
        + "".join(f"<div>{text}</div>" for text in PARAGRAPHS)
        + "<div>شارك</div>",
        f"<h2>{TITLE}</h2><p>كتب: سامر</p><div>"
        + "<br>".join(PARAGRAPHS)
        + "</div><aside><h4>آخر الأخبار"
        "</h4><a href=x>خبر عن السوق</a><a href=x>خبر عن المدرسة</a></aside>",
        f"<h1>{TITLE}</h1><div>{LINES}</div><section>"
        + "<article><h3><a href=x>خبر عن السوق القديم</a></h3><p>خبر عن السوق مع تفاصيل أخرى كثيرة عن "
        "الموضوع كله...</p></article>" * 3 + "</section>",
        f"<noscript><iframe></iframe><h1>{TITLE}</h1>{LINES * 3}",
    ],
    ids=[
        *("div", "br", "pre", "font", "links", "figure", "newsletter", "inset", "next article"),
        *("bare", "short div", "after bare text", "cards", "noscript"),
    ],
)
def test_bodies_of_every_shape_are_read_whole(inside: str):
    article = only(wrapped(inside))
    assert article.title == TITLE
    assert [text.removesuffix(" " + PARAGRAPHS[2]) for text in body(article)] == PARAGRAPHS


# Bad input


def test_a_page_cut_short_is_read_as_far_as_it_goes_and_says_so():
    whole = page_of("portal")
    article = only(whole[: whole.index("آخر الأخبار".encode()) + 5])
    assert (article.title, body(article)) == (TITLE, PARAGRAPHS)
    assert "the page is cut short" in article.warnings


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (wrapped(""), "holds no article, only headings and links"),
        (b"<html></html>", "holds no article, only headings and links"),
        (
            wrapped("<ul>" + "<li><a href=x>خبر من أخبار كثيرة</a></li>" * 30 + "</ul>"),
            "holds no article, only headings and links",
        ),
        (wrapped("<div>" * 5000 + LINES), "is nested more than 250 deep"),
        (b"<html>" + b"a" * (50 * 1024 * 1024), "is larger than 10 MB"),
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
            b"<html><body><p>&b;</p></body></html>",
            "defines its own entities",
        ),
        (b"<?xml version='1.0'?>\n<rss version='2.0'></rss>", "is a feed, not an article"),
        (b"<html>\x00\x00</html>", "is binary, not text"),
    ],
    ids=["empty", "blank", "menu", "deep", "large", "entities", "feed", "binary"],
)
def test_what_is_no_article_is_refused_with_one_reason(data: bytes, told: str):
    assert reason(data) == f"page.html {told}"


@given(st.text(max_size=300), st.sampled_from(STYLES), st.integers(0, 3000))
@settings(deadline=None, max_examples=60)
def test_no_page_breaks_the_reading(noise: str, style: str, where: int):
    data = page_of(style).decode()
    torn = data[:where] + noise + data[where + 40 :]
    try:
        page = read_page(torn, "page.html")
    except InputError as error:
        assert error.hint
    else:
        assert all(line == " ".join(line.split()) for line in page.lines)


@pytest.mark.parametrize(
    "unit",
    [
        LINES,
        "<a href=x>رابط</a>",
        "<div><ul><li><a href=x>خبر من الأخبار</a></ul></div>",
        "سطر.<br>",
    ],
    ids=["paragraphs", "links", "lists", "breaks"],
)
def test_cost_grows_no_faster_than_the_page(unit: str):
    def cost(size: int) -> float:
        data = wrapped(unit * (size // len(unit)))
        began = time.process_time()
        list(articles_from(data, "page.html"))
        return time.process_time() - began + 0.005

    cost(1000)
    assert cost(240_000) < 20 * cost(30_000)
