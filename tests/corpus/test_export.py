from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import time
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus import __version__
from corpus.article import EntityName, EntityType, Published, Span
from corpus.errors import BriefError
from corpus.export import Layout, Passage, escape, is_right_to_left, plain, to_markdown
from corpus.files import write_file
from corpus.notes import take

GOLDENS = Path(__file__).parents[1] / "goldens" / "export"
NOW = "2020-03-15T08:00:00Z"
RLM = "\u200f"
HOSTILE = "M5 | «إدلب» [x](y) <script>alert(1)</script> `a` **b** _c_ #هدنة --- &amp; {.k} $5$ \\"

COMMENT = re.compile(r"<!-- /?idlib-brief[^<>]* -->\n*")

needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def document(
    *passages: Passage, title: str = "Idlib brief", day: str | None = "2020-03-15", **layout: Any
) -> str:
    return to_markdown(passages, title=title, day=day, layout=Layout(**layout))


def front_matter(text: str) -> dict[str, Any]:
    opening, header, _ = text.split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(header)


@pytest.fixture(scope="session")
def passage_of(article_of):
    """Make a passage: the whole of an article of these paragraphs, with a note on it."""

    def make(*parts: str, body: str = "", tags=(), entities=(), orphaned=False, **fields):
        article = article_of(*parts, **fields)
        note = take(article, Span(0, max(len(article.text), 1)), body, NOW)
        return Passage(replace(note, tags=tuple(tags)), article, tuple(entities), orphaned)

    return make


# --- reading the document back as two families of readers do --------------------------------


def by_markdown_it(text: str) -> dict[str, list[Any]]:
    """What a CommonMark reader makes of a document: quotes, headings, HTML, anything else."""
    seen: dict[str, list[Any]] = {"quotes": [], "headings": [], "html": [], "marks": []}
    text = text.split("---\n", 2)[2]
    depth, heading = 0, False
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "blockquote_open":
            depth += 1
            if depth == 1:
                seen["quotes"].append([])
        depth -= token.type == "blockquote_close"
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type == "html_block" and not COMMENT.fullmatch(token.content):
            seen["html"].append(token.content)
        if token.type != "inline":
            continue
        words = ""
        for child in token.children or ():
            if child.type in ("text", "text_special", "code_inline"):
                words += child.content
            elif child.type == "html_inline":
                seen["html"].append(child.content)
            else:
                seen["marks"].append(child.type)
        if depth:
            seen["quotes"][-1].append(words)
        elif heading:
            seen["headings"].append(words)
    return seen


def by_pandoc(text: str) -> list[Any]:
    run = subprocess.run(
        ["pandoc", "-f", "markdown-smart", "-t", "json"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return json.loads(run.stdout)["blocks"]


def words_of(node: Any) -> str:
    """The text of pandoc's inlines; a typographic quote or a link is not the text that went in."""
    if isinstance(node, list):
        return "".join(map(words_of, node))
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Span":
        return words_of(content[1])
    return f"[{kind}]"


def quotes_by_pandoc(blocks: list[Any]) -> list[list[str]]:
    found = []
    for block in blocks:
        if block["t"] == "Div":
            (_, _, attributes), inner = block["c"]
            assert dict(map(tuple, attributes))["dir"] == "rtl"
            found += quotes_by_pandoc(inner)
        elif block["t"] == "BlockQuote":
            assert {paragraph["t"] for paragraph in block["c"]} == {"Para"}
            found.append([words_of(paragraph["c"]) for paragraph in block["c"]])
    return found


def expected_quote(text: str) -> list[str]:
    return [line for line in map(plain, text.splitlines()) if line]


def without_marks(quotes: list[list[str]]) -> list[list[str]]:
    return [[line.removeprefix(RLM) for line in quote] for quote in quotes]


# --- the bytes --------------------------------------------------------------------------------

AKAR = EntityName("person/akar", EntityType.PERSON, "خلوصي أكار", "Hulusi Akar")
SOCHI = EntityName("agreement/sochi-2018", EntityType.AGREEMENT, "مذكرة سوتشي", "Sochi memorandum")
DAY = EntityName("date/2018-09-17", EntityType.DATE, "17 أيلول 2018", "17 September 2018")
UNKNOWN = EntityName("person/سالم الحلبي", EntityType.PERSON, "سالم الحلبي", "سالم الحلبي")


@pytest.fixture
def golden_documents(passage_of):
    told = {"title": "وفد روسي في أنقرة", "source": "وكالة الأناضول", "place": "أنقرة"}
    return {
        "one-note": document(
            passage_of(
                "أعلن أكار أن الدوريات على طريق M4 تبدأ الأحد.",
                body="First date for the M4 patrols.",
                day="2020-03-11",
                entities=(AKAR,),
                **told,
            )
        ),
        "many-notes": document(
            passage_of(
                "M4 طريق يمر بأريحا.",
                "وأضاف: «الاتفاق صامد» بنسبة 3.5 في المئة...",
                published=Published("2018-09-17", "dateline", "17 أيلول 2018"),
                entities=(SOCHI, DAY, UNKNOWN),
                tags=("هدنة", "M4", "two words"),
                references=("https://example.org/a_b?c=1&d=2", "not an address_"),
                **told,
            ),
            passage_of(
                "نص تغير بعد ذلك.",
                body="رأي محلل عن M4.\n\nSee أكار (Akar), then شويغو.",
                orphaned=True,
                published=Published("2020-02-26", "inferred", ""),
                title=HOSTILE,
                origin="ملفات/003.txt",
            ),
            passage_of("Plain English quote.", body="", origin="sample:x"),
            title='ملخص إدلب: "آذار"',
        ),
        "no-notes": document(),
    }


@pytest.mark.parametrize("name", ["one-note", "many-notes", "no-notes"])
def test_the_bytes_are_those_that_were_agreed(golden_documents, name):
    golden = (GOLDENS / f"{name}.md").read_bytes()
    assert golden_documents[name].encode() == golden.replace(b"VERSION", __version__.encode())


def test_the_same_notes_make_the_same_bytes(passage_of):
    passages = [passage_of(f"نص {n}.", day="2020-03-11", entities=(AKAR,)) for n in range(3)]
    assert document(*passages) == document(*passages)


def test_a_second_export_keeps_the_anchors_of_the_first(passage_of):
    first, second = passage_of("نص أول."), passage_of("نص ثان.")
    anchors = re.findall(r"^\^n-([0-9a-f]+)$", document(first), re.MULTILINE)
    assert anchors == [first.note.id]
    both = re.findall(r"^\^n-([0-9a-f]+)$", document(second, first), re.MULTILINE)
    assert both == [second.note.id, first.note.id]


# --- front matter -----------------------------------------------------------------------------


def test_the_front_matter_says_what_the_document_holds(golden_documents):
    assert front_matter(golden_documents["many-notes"]) == {
        "title": 'ملخص إدلب: "آذار"',
        "date": date(2020, 3, 15),
        "period": [date(2018, 9, 17), date(2020, 2, 26)],
        "lang": "en",
        "entities": ["agreement/sochi-2018", "person/سالم الحلبي"],
        "agreements": ["sochi-2018"],
        "tags": ["هدنة", "M4", "two words"],
        "sources": 3,
        "notes": 3,
        "generator": f"idlib-brief {__version__}",
    }


def test_without_dated_articles_there_is_no_period(golden_documents):
    header = front_matter(golden_documents["no-notes"])
    assert "period" not in header
    assert (header["sources"], header["entities"]) == (0, [])


@given(title=st.text(), tags=st.lists(st.text(max_size=8), max_size=3), slug=st.text(max_size=8))
def test_any_title_tag_and_slug_survive_the_front_matter(passage_of, title, tags, slug):
    entity = EntityName(f"agreement/{slug}", EntityType.AGREEMENT, "اتفاق", "x")
    text = document(passage_of("نص.", tags=tags, entities=(entity,)), title=title)
    header = front_matter(text)
    assert header["title"] == plain(title)
    assert header["tags"] == list(filter(None, dict.fromkeys(map(plain, tags))))
    assert header["agreements"] == [plain(slug)]


@pytest.mark.parametrize("word", ["no", "null", "true", "2254", "1.5", "a: b", "- a", "~", "#x"])
def test_a_tag_that_yaml_would_read_as_something_else_stays_a_word(passage_of, word):
    assert front_matter(document(passage_of("نص.", tags=(word,))))["tags"] == [word]


# --- quotes -----------------------------------------------------------------------------------

TRICKY = [
    HOSTILE,
    "- بند",
    "1. بند",
    "١. بند",
    "123456789012. بند",
    "(1) بند",
    "(a) بند",
    "iv) بند",
    "A.  بند",
    "# عنوان",
    "> اقتباس",
    ": تعريف",
    "~ تعريف",
    "::: div",
    "+++ ---",
    "+---+",
    "=====",
    "---",
    "- - -",
    "* * *",
    "| خلية |",
    "%% تعليق %%",
    "==لون==",
    "    مسافات",
    "\tجدولة",
    "قال \"الوزير\" و'الرئيس' -- ... ثم --- و....",
    "M4's end",
    "https://example.org/a_b_c*d*?x=1&y=2#z",
    "user@example.org و@user و-@cite",
    "[^1] و[[رابط]] و![صورة](x) و^[حاشية]",
    "H~2~O و2^10^ و~~شطب~~",
    "سعره $5 أو $6 و$x$ و\\(x\\) و\\begin{x}",
    "<div dir='ltr'> و</div> و<!-- تعليق --> و<https://a.b>",
    "&lt; &#35; &#x23; &nbsp; & &x",
    "\\ \\\\ \\* نهاية\\",
    "`رمز` و``رمز``",
    "{.صنف} {#id} {=html}",
    "Table: جدول",
    "^n-000000000000",
    "نص\u202eعكس\u202c\u200b\x1b[31m\x07 ونص\u00a0ثان",
    "أول\n\n\nثان\n- ثالث\n    رابع",
    "٪50 و50% و100 %",
    "😀 نص 😀",
    "لا\u200cيزال م\u200dع",
]


@pytest.mark.parametrize("text", TRICKY)
def test_a_commonmark_reader_gives_the_quote_back(passage_of, text):
    seen = by_markdown_it(document(passage_of(text)))
    assert without_marks(seen["quotes"]) == [expected_quote(text)]
    assert seen["marks"] == []


@needs_pandoc
def test_pandoc_gives_every_quote_back(passage_of):
    text = document(*(passage_of(text) for text in TRICKY))
    got = without_marks(quotes_by_pandoc(by_pandoc(text)))
    assert got == [expected_quote(text) for text in TRICKY]


MARKUP = st.sampled_from([*"\\`*_[]<>#|~^$@{}\"'&;:.-+=%!()1aiv/", "ا", "ب", "é", " ", "\n", "\t"])
HOSTILE_TEXT = st.text(st.one_of(MARKUP, st.characters()), min_size=1, max_size=40)


@given(text=HOSTILE_TEXT)
def test_a_commonmark_reader_gives_any_quote_and_title_back(passage_of, text):
    seen = by_markdown_it(document(passage_of(text, title=text), title=text))
    quote = expected_quote(text)
    assert without_marks(seen["quotes"]) == ([quote] if quote else [])
    assert seen["marks"] == []
    assert all(
        re.fullmatch(r'<span dir="rtl" lang="ar">|</?div.*>\n?|</span>', h) for h in seen["html"]
    )
    assert seen["headings"] == [plain(text), "At a glance", plain(text)]


@needs_pandoc
@settings(max_examples=8, deadline=None)
@given(texts=st.lists(HOSTILE_TEXT, min_size=40, max_size=60, unique=True))
def test_pandoc_gives_any_quote_back(passage_of, texts):
    blocks = by_pandoc(document(*(passage_of(text, body=text, title=text) for text in texts)))
    quotes = [quote for quote in map(expected_quote, texts) if quote]
    assert without_marks(quotes_by_pandoc(blocks)) == quotes


@needs_pandoc
def test_pandoc_writes_quotes_right_to_left_and_hostile_words_as_words(golden_documents):
    html = subprocess.run(
        ["pandoc", "-f", "markdown-smart", "-t", "html"],
        input=golden_documents["many-notes"].encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    blocks = re.findall(r'<div dir="rtl" lang="ar">\s*<blockquote>(.*?)</blockquote>', html, re.S)
    assert len(blocks) == 2
    assert f"{RLM}M4 طريق يمر بأريحا." in blocks[0]
    assert "«الاتفاق صامد» بنسبة 3.5 في المئة..." in blocks[0]
    assert "<script" not in html
    assert html.count('class="footnote-ref"') == 3
    assert html.count('role="doc-endnote"') + html.count("role='doc-endnote'") == 3


def test_every_footnote_is_referred_to_once_and_defined_once(golden_documents):
    text = golden_documents["many-notes"]
    defined = re.findall(r"^\[\^(\w+)\]: ", text, re.MULTILINE)
    referred = re.findall(r"(?<=\.)\[\^(\w+)\]$", text, re.MULTILINE)
    assert defined == referred
    assert len(set(defined)) == 3


# --- direction --------------------------------------------------------------------------------


@given(text=HOSTILE_TEXT)
def test_no_control_character_leaves_but_a_mark_that_begins_a_line_of_a_quote(passage_of, text):
    passage = passage_of(
        text, body=text, title=text, source=text, place=text, origin=text, tags=(text,)
    )
    written = document(passage, title=text)
    for line in written.split("\n"):
        rest = line.removeprefix(f"> {RLM}") if line.startswith("> ") else line
        unwanted = [
            c
            for c in rest
            if unicodedata.category(c) in ("Cc", "Cs")
            or unicodedata.bidirectional(c)
            in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            or c in "\u200e\u200f\u061c\u2028\u2029\ufeff"
        ]
        assert unwanted == []
    assert written.encode().decode() == written


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("M4 طريق", True),
        ("RT: قال", True),
        ("«M4» طريق", True),
        ("(2) NATO قال", True),
        ("طريق M4", False),
        ("«طريق» M4", False),
        ("2020 عام", False),
        ("3.5 في المئة", False),
        ("English only", False),
    ],
)
def test_a_mark_leads_only_a_line_that_latin_letters_would_turn(passage_of, line, marked):
    (quote,) = by_markdown_it(document(passage_of(line)))["quotes"]
    assert quote == [f"{RLM}{line}" if marked else line]


def test_an_arabic_quote_stands_in_a_block_of_its_own_between_blank_lines(passage_of):
    text = document(passage_of("أول.", "ثان."))
    assert '\n\n<div dir="rtl" lang="ar">\n\n> أول.\n>\n> ثان.\n\n^n-' in text
    assert "\n\n</div>\n\n" in text


def test_a_quote_without_arabic_keeps_its_direction(passage_of):
    text = document(passage_of("Plain words."))
    assert "\n\n> Plain words.\n\n^n-" in text
    assert "dir=" not in text


def test_the_users_own_words_take_the_direction_they_begin_with(passage_of):
    text = document(passage_of("نص.", body="Akar (أكار ثم شويغو) said 5.\n\nرأي M4."))
    own = text.partition("**Note.**\n\n")[2]
    assert own.startswith(
        'Akar (<span dir="rtl" lang="ar">أكار ثم شويغو</span>) said 5.\n\n'
        '<div dir="rtl" lang="ar">\n\nرأي M4.\n\n</div>\n'
    )


def test_every_line_of_a_note_is_a_paragraph_of_its_own_direction(passage_of):
    body = "أولًا:\n2018 / 2019\n\n  ثانيًا M4\nThe road أوتوستراد.\n- 5\nثالثًا"
    text = document(passage_of("نص.", body=body))
    words = text.split("**Note.**\n\n")[1].split("\n\n- Source")[0]
    assert words == (
        '<div dir="rtl" lang="ar">\n\nأولًا:\n\n2018 / 2019\n\nثانيًا M4\n\n</div>\n\n'
        'The road <span dir="rtl" lang="ar">أوتوستراد</span>.\n\n\\- 5\n\n'
        '<div dir="rtl" lang="ar">\n\nثالثًا\n\n</div>'
    )


def test_a_vowelled_word_keeps_its_marks_inside_its_span(passage_of):
    text = document(passage_of("نص.", body="see مؤكّدًا now"))
    assert 'see <span dir="rtl" lang="ar">مؤكّدًا</span> now' in text


@given(st.text(st.one_of(MARKUP, st.characters(exclude_categories=("Cs",)))))
def test_direction_is_that_of_the_first_strong_character(text):
    strong = [unicodedata.bidirectional(c) for c in text]
    strong = [direction for direction in strong if direction in ("L", "R", "AL")]
    assert is_right_to_left(text) == (bool(strong) and strong[0] != "L")


@given(HOSTILE_TEXT)
def test_escaping_only_adds_backslashes(text):
    line = plain(text)
    assert re.sub(r"\\([\\`*_\[\]<>#|~^$@{}\"'&.%=\-+:)])", r"\1", escape(line)) == line


def test_long_text_is_escaped_in_no_time(passage_of):
    # Runs that a pattern with a way back would try again and again.
    for run in ("...", "---", "&", "((((", "1", "i", "[", "M4 ", "ا b "):
        document(passage_of(run * 50_000, body=run * 50_000))


# --- what is said about a passage --------------------------------------------------------------


def test_a_passage_says_where_it_stands(passage_of):
    headline, body = passage_of("عنوان", "نص أول", "نص ثان"), passage_of("نص")
    article = headline.article
    first = replace(article.paragraphs[0], role="headline")
    article = replace(article, paragraphs=(first, *article.paragraphs[1:]))
    last = take(article, article.paragraphs[2].span, "", NOW)
    alone = take(article, article.paragraphs[0].span, "", NOW)
    assert "Where: headline;" in document(replace(headline, article=article, note=alone))
    assert "Where: headline to paragraph 2;" in document(replace(headline, article=article))
    assert "Where: paragraph 2;" in document(replace(headline, article=article, note=last))
    assert "Where: no longer in the article" in document(replace(body, orphaned=True))
    assert "paragraph" not in document(replace(body, orphaned=True))


@pytest.mark.parametrize(
    ("title", "begins"), [("أخبار إدلب", "أ"), ("M4 طريق مفتوح", "M"), ("بلا [وصلة](x) <b>", "ب")]
)
def test_a_heading_in_arabic_begins_on_the_right_in_every_reader(passage_of, title, begins):
    text = document(passage_of("نص", title=title), title="أخبار" if begins == "M" else title)
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    found = re.search(r'<div dir="rtl" lang="ar">\s*<h2>(.*?)</h2>\s*</div>', html)
    assert found is not None
    shown = found[1]
    # A reader that goes by the first letter sees a right-to-left one, or is told.
    assert is_right_to_left(shown) or shown.startswith('<span dir="rtl"')
    assert re.sub(r"^<span[^>]*>", "", shown).startswith(begins)


def test_a_heading_in_latin_letters_stands_in_no_block(passage_of):
    text = document(passage_of("نص", title="Plain title"), title="Brief, with إدلب in it")
    assert "\n## Plain title\n" in text
    assert '\n# Brief, with <span dir="rtl" lang="ar">إدلب</span> in it\n' in text


# --- the file ---------------------------------------------------------------------------------


def test_a_document_is_written_as_utf_8_with_plain_newlines(tmp_path):
    path = write_file(tmp_path / "brief.md", "ملخص\nسطر\n")
    assert path == tmp_path / "brief.md"
    assert path.read_bytes() == "ملخص\nسطر\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_taken_is_refused_unless_it_may_be_replaced(tmp_path):
    path = tmp_path / "brief.md"
    path.write_text("mine", encoding="utf-8")
    path.chmod(0o640)
    with pytest.raises(BriefError, match="exists already") as refused:
        write_file(path, "new")
    assert "another name" in refused.value.hint
    assert path.read_text(encoding="utf-8") == "mine"
    write_file(path, "new", replace=True)
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_a_taken_name_and_stays_a_link_when_replaced(tmp_path):
    target, link, dangling = tmp_path / "target.md", tmp_path / "link.md", tmp_path / "gone.md"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "nowhere.md")
    for taken in (link, dangling):
        with pytest.raises(BriefError, match="exists already"):
            write_file(taken, "new")
    write_file(link, "new", replace=True)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_new_file_has_the_permissions_the_user_gives_new_files(tmp_path):
    before = os.umask(0o027)
    try:
        path = write_file(tmp_path / "brief.md", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["no folder/brief.md", "a file/brief.md", "x" * 300, "n\0ul", "."])
@pytest.mark.parametrize("force", [True, False])
def test_where_no_file_can_be_it_is_told_in_one_line_and_nothing_is_left(tmp_path, name, force):
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    with pytest.raises(BriefError) as refused:
        write_file(tmp_path / name, "text", replace=force)
    assert "\n" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_no_file(tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(BriefError, match="Cannot write"):
            write_file(tmp_path / "brief.md", "ا" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_leaves_no_file(tmp_path):
    with pytest.raises(BriefError, match="Cannot write"):
        write_file(tmp_path / "brief.md", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_has_left_is_swept_and_nothing_else(tmp_path):
    now = time.time()
    ages = {
        ".idlib-brief-0123456789abcdef": 2 * 3600,
        ".idlib-brief-fedcba9876543210": 60,
        ".idlib-brief-my own": 2 * 3600,
        ".idlib-brief-0123456789abcde~": 2 * 3600,
        "notes.md": 2 * 3600,
    }
    for name, age in ages.items():
        (tmp_path / name).write_text("half", encoding="utf-8")
        os.utime(tmp_path / name, (now - age, now - age))
    (tmp_path / ".idlib-brief-00000000aaaaaaaa").mkdir()
    os.utime(tmp_path / ".idlib-brief-00000000aaaaaaaa", (0, 0))
    before = {path.name for path in tmp_path.iterdir()}
    write_file(tmp_path / "notes.md", "new", replace=True)
    write_file(tmp_path / "more.md", "new")
    after = {path.name for path in tmp_path.iterdir()}
    assert before - after == {".idlib-brief-0123456789abcdef"}
    assert after - before == {"more.md"}


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no names here")
@pytest.mark.parametrize("replace_", [True, False])
def test_a_pipe_is_written_to_and_not_replaced(replace_):
    there, here = os.pipe()
    try:
        write_file(Path(f"/dev/fd/{here}"), "سطر\n", replace=replace_)
        assert os.read(there, 100) == "سطر\n".encode()
    finally:
        os.close(there)
        os.close(here)


def test_a_passage_of_several_paragraphs_says_from_where_to_where(article_of):
    article = article_of("فقرة أولى.", "فقرة ثانية.", "فقرة ثالثة.")
    first, second, _ = article.paragraphs
    note = take(article, Span(first.span.start, second.span.end), "", "2020-03-15T08:00:00Z")
    text = document(Passage(note, article, ()))
    assert "Where: paragraphs 1–2;" in text
