"""A site on this machine, made by a test: what it answers, and what it was asked for."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass
class Reply:
    """One answer."""

    body: bytes = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


class Site:
    """A server on the loopback address; ``routes`` may be changed while it runs."""

    def __init__(self) -> None:
        self.routes: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.requests: list[Request] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                request = Request(self.path, dict(self.headers), time.monotonic())
                site.requests.append(request)
                try:
                    site._answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    request.ended = time.monotonic()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        route = self.routes.get(handler.path)
        if route is None:
            route = Reply(b"", status=404)
        if callable(route):
            route(handler)
            return
        if route.etag and handler.headers.get("If-None-Match") == route.etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(route.status)
        if route.content_type:
            handler.send_header("Content-Type", route.content_type)
        if route.etag:
            handler.send_header("ETag", route.etag)
        handler.send_header("Content-Length", str(len(route.body)))
        for name, value in route.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(route.body)


@dataclass(frozen=True)
class Story:
    """What an article says, before any page is built around it."""

    title: str
    day: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)


_WHO = (
    "وزير الدفاع التركي خلوصي أكار",
    "وزير الخارجية الروسي سيرغي لافروف",
    "الرئيس التركي رجب طيب أردوغان",
    "المبعوث الأممي غير بيدرسون",
    "وزير الخارجية التركي مولود جاويش أوغلو",
    "نائب وزير الخارجية الروسي سيرغي فيرشينين",
)
_WHERE = ("موسكو", "أنقرة", "سوتشي", "جنيف", "طهران", "إسطنبول")
_WHAT = (
    "فتح الطريق الدولي أمام المدنيين قبل نهاية الشهر",
    "تثبيت وقف إطلاق النار في المنطقة العازلة",
    "تسيير دوريات مشتركة على امتداد الطريق الساحلي",
    "سحب السلاح الثقيل من خطوط التماس",
    "إدخال المساعدات عبر المعابر الحدودية",
    "عقد جولة جديدة من اجتماعات اللجنة المشتركة",
)
_MONTHS = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران")


def story(number: int) -> Story:
    """Return one of any number of stories that share no passage."""
    who, where = _WHO[number % 6], _WHERE[(number // 2) % 6]
    what, other = _WHAT[number % 6], _WHAT[(number + 2) % 6]
    month = number % 6 + 1
    town = ("سراقب", "معرة النعمان", "جسر الشغور", "أريحا", "خان شيخون", "كفرنبل")[number % 6]
    return Story(
        f"{who.split()[-1]} يبحث في {where} {' '.join(what.split()[:4])} رقم {number + 10}",
        f"2020-{month:02}-{number % 27 + 1:02}",
        (
            f"وصل {who} إلى {where} على رأس وفد من {number + 3} أعضاء، ومن المقرر أن يناقش مع "
            f"نظرائه {what}، بحسب ما أفاد به مسؤول مطلع طلب عدم ذكر اسمه.",
            f"وقال المسؤول إن الملف رقم {number + 40} سيطرح في الجلسة المسائية، وإن الجانبين "
            f"اتفقا من حيث المبدأ على {other}، على أن تستكمل الفرق الفنية بحث التفاصيل المتعلقة "
            f"ببلدة {town} وما حولها من القرى خلال {number + 2} أيام.",
            f"ويأتي الاجتماع بعد مكالمة هاتفية دامت {number + 15} دقيقة، وشدد فيها الطرفان على "
            f"حماية سكان {town} وعلى ضرورة أن تصل القوافل إلى مستحقيها من دون تأخير.",
        ),
    )


def arabic_day(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


_MENU = "".join(
    f'<li><a href="/{n}">{word}</a></li>'
    for n, word in enumerate(("الرئيسية", "سياسة", "اقتصاد", "رياضة", "من نحن", "اتصل بنا"))
)
_RELATED = "".join(
    f'<li><a href="/r{n}">{words}</a></li>'
    for n, words in enumerate(
        ("تعرف على أسعار الصرف اليوم", "حالة الطقس في عطلة الأسبوع", "نتائج الجولة السابعة")
    )
)


def _paragraphs(told: Story) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in told.paragraphs)


def blog(told: Story, charset: str) -> str:
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>{told.title} - مدونة الشمال</title>
<meta property="article:published_time" content="{told.day}T09:30:00+03:00"></head>
<body><nav><ul>{_MENU}</ul></nav><article><h1 class="entry-title">{told.title}</h1>
<div class="entry-content">{_paragraphs(told)}</div></article>
<aside><h3>مقالات ذات صلة</h3><ul>{_RELATED}</ul></aside>
<footer>جميع الحقوق محفوظة 2026</footer></body></html>"""


def portal(told: Story, charset: str) -> str:
    return f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{told.title} | بوابة الغد</title></head><body><div id="menu"><ul>{_MENU}</ul></div>
<div class="main"><h1>{told.title}</h1><div class="date">تاريخ النشر: {arabic_day(told.day)}</div>
<div class="share">شارك: فيسبوك تويتر واتساب</div><div class="text">{_paragraphs(told)}</div>
<div class="more"><h4>اقرأ أيضا</h4><ul>{_RELATED}</ul></div></div></body></html>"""


def tables(told: Story, charset: str) -> str:
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">
<META NAME="date" CONTENT="{told.day}"><TITLE>{told.title}</TITLE></HEAD><BODY>
<TABLE width="100%"><TR><TD width="20%"><A href="/">الرئيسية</A><BR><A href="/n">أخبار</A></TD>
<TD><H2>{told.title}</H2>{_paragraphs(told)}</TD></TR></TABLE></BODY></HTML>"""


def structured(told: Story, charset: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "datePublished": f"{told.day}T12:00:00+03:00",
        "articleBody": "\n\n".join(told.paragraphs),
    }
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>{told.title}</title>
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><h1>{told.title}</h1><div>{_paragraphs(told)}</div><ul>{_RELATED}</ul></body></html>"""


def wire(told: Story, charset: str) -> str:
    first, *rest = told.paragraphs
    lines = "".join(f"<p>{line}</p>" for line in (f"{first}", *rest))
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}">
<title>{told.title}</title><meta name="description" content="{first[:60]}..."></head>
<body><header>وكالة الشمال للأنباء</header><main><h1>{told.title}</h1>
<p class="lead">{first[:70]}...</p><time datetime="{told.day}">{arabic_day(told.day)}</time>
{lines}<p>المصدر: وكالات</p><p>الوسوم: سياسة</p></main></body></html>"""


STYLES = (blog, portal, tables, structured, wire)


def rss(items: Sequence[str], title: str = "بوابة الغد", more: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{title}</title><link>http://127.0.0.1/</link>{more}{"".join(items)}</channel></rss>"""


def item(
    told: Story, link: str | None, *, guid: str | None = None, whole: bool = False, date: str = ""
) -> str:
    """Return an RSS item; without ``whole`` it carries the first 90 characters as a teaser."""
    body = (
        f"<content:encoded><![CDATA[{_paragraphs(told)}]]></content:encoded>"
        if whole
        else f"<description>{escape(told.paragraphs[0][:90])}…</description>"
    )
    where = f"<link>{link}</link>" if link else ""
    name = f'<guid isPermaLink="false">{guid or link or told.title}</guid>'
    date = date or f"{told.day}T08:00:00+03:00"
    return f"<item><title>{told.title}</title>{where}{name}<pubDate>{date}</pubDate>{body}</item>"
