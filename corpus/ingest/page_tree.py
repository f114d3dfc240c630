"""The tree of a web page: parsing it, its visible lines, taking out what is no article."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from corpus.ingest.datelines import find_date
from corpus.ingest.plain import is_blank
from corpus.ingest.titles import words_key
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

PAGE_HINT = told("Save the article's own page, or its text as a .txt file")
PARAGRAPH = 100
"""From this length on a line is running text whatever it ends in, in code points."""
_WHOLE_ARTICLE = 400
_BLOCK_TAGS = """
address article aside blockquote body br caption center cell dd details div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html item lb li list main nav ol
option p pre quote row section summary table tbody td tfoot th thead title tr ul
"""
_UNSEEN_TAGS = "script style noscript template svg iframe object select textarea"
_BARE_BLOCK_TAGS = "div article section main td center body blockquote li"
_LINK_BLOCK_TAGS = "div ul ol nav aside section td table tr dl header footer p span"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BARE_BLOCKS = tuple(_BARE_BLOCK_TAGS.split())
UNSEEN = frozenset(_UNSEEN_TAGS.split())
_LINK_BLOCKS = frozenset(_LINK_BLOCK_TAGS.split())
_MAX_DEPTH = 250
"""How deep elements may lie in one another; libxml2 and every browser stop about there."""
_BREAK = "\x00"
"""Stands for a line break that counts; no parsed page holds it."""
_BARE_LINE = 40
_MAX_CARD = 400


def parsed(markup: str, shown: str) -> HtmlElement:
    """Parse a page as browsers do: whatever it holds, some tree comes out."""
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    data = markup.encode("utf-8", "replace")
    if len(data.translate(None, _UNPARSABLE)) != len(data):
        data = _unparsable().sub(" ", markup).encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # lxml.html looks the class of every element up in Python, for methods of forms.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(told("{file} holds no text", file=shown), PAGE_HINT) from error
    return tree


_UNPARSABLE = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
"""Control characters, which no HTML may hold (HTML 13.2.3.5), and the form feed, which lxml reads
as a blank but refuses to write."""


@cache
def _unparsable() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_UNPARSABLE.decode())}]+")


def lines_of(tree: HtmlElement, shown: str = "the text") -> Iterator[str]:
    """Yield what a page paints, a line a block, blanks folded, in the order of the page.

    Raises:
        InputError: Its elements lie too deep in one another.
    """
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end"))
    pieces: list[str] = []
    typed = depth = 0
    for event, element in walk:
        tag = element.tag
        if event == "start":
            depth += 1
            if depth > _MAX_DEPTH:
                raise InputError(
                    told("{file} is nested more than {n} deep", file=shown, n=_MAX_DEPTH),
                    PAGE_HINT,
                )
            if tag in UNSEEN:
                walk.skip_subtree()
                continue
            typed += tag == "pre"
            piece = element.text
        else:
            depth -= 1
            typed -= tag == "pre"
            piece = element.tail
        if pieces and tag in _BLOCKS:
            yield from _joined(pieces)
            pieces = []
        # Blanks that begin a line are no part of it, and most of a page is such blanks.
        if piece and (pieces or not piece.isspace()):
            pieces.append(piece.replace("\n", _BREAK) if typed else piece)
    yield from _joined(pieces)


def open_noscript(tree: HtmlElement) -> None:
    """Read a ``noscript`` that holds a whole article, meant so or never closed, as a block."""
    for element in tree.iter("noscript"):
        if len(" ".join(element.text_content().split())) >= _WHOLE_ARTICLE:
            element.tag = "div"


def show_moments(tree: HtmlElement) -> None:
    """Let ``time`` elements show their moment in place of «a year ago»."""
    for element in tree.iter("time"):
        moment = element.get("datetime")
        if moment and find_date(moment) and not find_date(element.text_content()[:200]):
            for child in list(element):
                element.remove(child)
            element.text = moment


def _joined(pieces: list[str]) -> Iterator[str]:
    """Yield the line that pieces make, if it paints anything."""
    if not pieces:
        return
    for part in "".join(pieces).split(_BREAK):
        line = " ".join(part.split())
        if line and (line[0].isalnum() or not is_blank(line)):
            yield line


def drop_other_articles(tree: HtmlElement, key: str) -> None:
    """Take out ``article`` elements beside the one that holds the title, or else the longest.

    Sites hang the next story under the first, and cards of others around it.
    """
    outer = [one for one in tree.iter("article") if not _lies_in_article(one)]
    texts = {one: " ".join(one.text_content().split()) for one in outer}
    titled = [one for one in outer if key and key in words_key(texts[one][:2000])]
    stories = [one for one in outer if one in titled or not _is_card(one, texts[one])]
    kept = titled[0] if titled else max(stories, key=lambda one: len(texts[one]), default=None)
    for one in outer:
        if one is not kept:
            _remove(one)


def _lies_in_article(element: HtmlElement) -> bool:
    return next(element.iterancestors("article"), None) is not None


def _is_card(element: HtmlElement, text: str) -> bool:
    """Tell whether an element is another story's card: a linked heading and at most a teaser."""
    return len(text) < _MAX_CARD and any(
        element.find(f".//{level}//a") is not None or element.find(f".//a//{level}") is not None
        for level in ("h2", "h3", "h4", "h5", "h6")
    )


def wrap_bare_text(tree: HtmlElement) -> None:
    """Set text that only line breaks part into paragraphs of its own.

    The extractor loses such text, above all the first line of a block.
    """
    parents: Counter[Any] = Counter()
    for element in list(tree.iter(*_BARE_BLOCKS)):
        content = _bare_content(element)
        if any(isinstance(one, list) and _length(one) >= _BARE_LINE for one in content):
            _rebuild(element, content)
            parents[element.getparent()] += len(content) == 1
    # Where blocks stand for paragraphs, so do the short ones among them.
    for parent in [parent for parent, count in parents.items() if count > 1]:
        for child in list(parent.iterchildren("div")):
            content = _bare_content(child)
            if len(content) == 1 and isinstance(content[0], list):
                _rebuild(child, content)


def _bare_content(element: HtmlElement) -> list[Any]:
    """Return an element's blocks and, as lists of strings and inline elements, its bare lines."""
    content: list[Any] = [[]]
    for piece in _pieces(element):
        if isinstance(piece, str) or not _is_block(piece):
            content[-1].append(piece)
        elif piece.tag == "br":
            content.append([])
        else:
            content += [piece, []]
    return [one for one in content if not isinstance(one, list) or _length(one)]


def _pieces(element: HtmlElement) -> Iterator[Any]:
    """Yield the texts and elements right inside an element, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _is_block(element: HtmlElement) -> bool:
    """Tell whether an element is a block, or one in line that holds blocks beside line breaks."""
    if element.tag in _BLOCKS:
        return True
    return any(inner.tag in _BLOCKS and inner.tag != "br" for inner in element.iter())


def _length(line: list[Any]) -> int:
    texts = (piece if isinstance(piece, str) else piece.text_content() for piece in line)
    return sum(len(text.strip()) for text in texts)


def _rebuild(element: HtmlElement, content: list[Any]) -> None:
    """Give an element its content anew, each bare line in a paragraph."""
    from lxml.html import Element

    element.text = None
    for child in list(element):
        child.tail = None
        element.remove(child)
    for one in content:
        if not isinstance(one, list):
            element.append(one)
            continue
        paragraph = Element("p")
        element.append(paragraph)
        for piece in one:
            if not isinstance(piece, str):
                paragraph.append(piece)
            elif len(paragraph):
                paragraph[-1].tail = (paragraph[-1].tail or "") + piece
            else:
                paragraph.text = (paragraph.text or "") + piece


def drop_link_blocks(tree: HtmlElement) -> None:
    """Take out blocks that are little but links: menus, related headlines, trails, share bars."""
    lengths: dict[Any, tuple[int, int, int]] = {}
    for element in reversed(list(tree.iter())):
        tag, text = element.tag, element.text
        own = len(text.strip()) if text else 0
        linked = links = 0
        for child in element:
            child_text, child_linked, child_links = lengths.pop(child, (0, 0, 0))
            own += child_text
            if tail := child.tail:
                own += len(tail.strip())
            linked += child_linked
            links += child_links
        if tag in UNSEEN:
            lengths[element] = (0, 0, 0)
            continue
        if tag == "a":
            # What is as long as a paragraph is one, linked or not.
            linked, links = (own, 1) if own < PARAGRAPH else (0, 0)
        if links >= 2 and tag in _LINK_BLOCKS and linked * 10 >= own * 7:
            _remove(element)
            own = linked = links = 0
        lengths[element] = (own, linked, links)


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
