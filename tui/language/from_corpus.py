"""What the corpus says in English and the screen shows: its words, and lines made of them.

The corpus speaks one language, so that scripts can rely on it. Words that come from one of its
tables are looked up as they are; lines with a number in them by their shape, ``{n}`` in its place.
"""

from __future__ import annotations

from typing import Final

from tui.language.said import _, digits, in_line, is_from_right, noted, plural, spoken, translated

WORDS: Final = (
    # corpus/dossier: labels, notes of sections, and what stands beside a line
    noted("English"),
    noted("Arabic"),
    noted("what"),
    noted("note"),
    noted("also"),
    noted("own name"),
    noted("looked for"),
    noted("{n} forms"),
    noted("source"),
    noted("kind"),
    noted("summary"),
    noted("side"),
    noted("part of"),
    noted("existed"),
    noted("stance"),
    noted("country"),
    noted("signed"),
    noted("date"),
    noted("begun"),
    noted("in force"),
    noted("over"),
    noted("status"),
    noted("place"),
    noted("party"),
    noted("third party"),
    noted("mediated"),
    noted("signed by"),
    noted("announced by"),
    noted("document"),
    noted("account"),
    noted("no end recorded"),
    noted("clause {n}"),
    noted("term"),
    noted("from {n}"),
    noted("by {n}"),
    noted("over on {n}"),
    noted("round {n}"),
    noted("{n} mentions in {n} articles"),
    noted("in all"),
    noted("undated"),
    noted("{n} of the articles have no known day"),
    noted("first {n}"),
    noted("last {n}"),
    noted("newest first"),
    noted("in date order"),
    noted("{n} of {n} articles, spread over time"),
    noted("outlet not stated"),
    noted("without proclitics"),
    noted("spellings that fold alike stand together"),
    noted("{n} of its {n} articles"),
    noted("{n} forms more"),
    noted("No more than chance would have it"),
    noted("articles / paragraphs / sentences in common of {n} articles"),
    noted("by log-likelihood (G² over articles, above {n} hardly chance)"),
    noted("Signed or announced"),
    noted("In force"),
    noted("known"),
    noted("knowledge base"),
    noted("differs"),
    noted("agrees"),
    noted("1 article"),
    noted("{n} articles"),
    noted("1 matter"),
    noted("{n} matters"),
    noted("shown, not merged"),
    noted("none differs"),
    noted("Office on the day"),
    noted("together"),
    noted("relation"),
    noted("of"),
    noted("{n} of {n} articles mention both"),
    noted("The knowledge base relates them in no way"),
    noted("Not in the knowledge base: found by rules in the articles"),
    noted("{n} more in the knowledge base"),
    noted("{n} mentions, most in {n}: {n}"),
    noted("announced"),
    noted("since {n}"),
    noted("party to"),
    noted("scene of"),
    noted("office of"),
    noted("has part"),
    noted("holds"),
    noted("no office known"),
    # corpus/search/broaden.py: what is other about a query that finds something
    noted("Did you mean"),
    noted("In any spelling and form"),
    noted("Without"),
    noted("Only"),
    noted("Only, in any spelling and form,"),
    # corpus/library: kinds of copies, fields of an article
    noted("same content"),
    noted("same text"),
    noted("shares passages"),
    noted("version"),
    noted("title"),
    noted("day"),
    noted("outlet"),
    noted("language"),
    # corpus/timeline.py: days of the week and months
    noted("Mon"),
    noted("Tue"),
    noted("Wed"),
    noted("Thu"),
    noted("Fri"),
    noted("Sat"),
    noted("Sun"),
    noted("Jan"),
    noted("Feb"),
    noted("Mar"),
    noted("Apr"),
    noted("May"),
    noted("Jun"),
    noted("Jul"),
    noted("Aug"),
    noted("Sep"),
    noted("Oct"),
    noted("Nov"),
    noted("Dec"),
    noted("(year not stated)"),
)
"""The words and the shapes of lines that the catalogue has beside what this package says itself."""

_OF_NUMBERS: Final = frozenset("0123456789-.,:/+%×")


def said_in_parts(text: str) -> str:
    """Return a line of the corpus, each part of it translated that the catalogue has.

    Args:
        text: Parts in English with ``; `` between them, each a known word or shape, or anything.
    """
    if not is_from_right() or not text:
        return text
    return "؛ ".join(map(_part_said, text.split("; ")))


def _part_said(text: str) -> str:
    # Bars of signs stand before what is said of them; they keep their order.
    bars, gap, rest = text.rpartition("  ")
    if gap and not any(map(str.isalnum, bars)):
        return f"{in_line(bars)}{gap}{_part_said(rest)}"
    said = translated(text)
    if said is not text:
        return said
    words = text.split(" ")
    numbers = [_number_in(word) for word in words]
    if not any(numbers):
        return text
    shape = " ".join(
        word.replace(found, "{n}") if found else word
        for word, found in zip(words, numbers, strict=True)
    )
    said = translated(shape)
    if said is shape:
        return text
    for found in filter(None, numbers):
        said = said.replace("{n}", digits(found) if found.isdecimal() else found, 1)
    return said


def _number_in(word: str) -> str:
    """Return a number or a day that a word is, brackets and commas aside; nothing for others."""
    bare = word.strip("(),;:")
    is_number = set(bare) <= _OF_NUMBERS and any(map(str.isdecimal, bare))
    return bare if is_number else ""


def moment_said(text: str) -> str:
    """Return a moment of the timeline, such as ``Mon 17 Sep 2018``, in the language spoken."""
    if spoken().tag == "en":
        return text
    text = text.replace("(year not stated)", _("(year not stated)"))
    return " ".join(map(translated, text.split(" ")))


def act_said(text: str) -> str:
    """Return what was done at the desk, such as ``Starred: 3 articles``, in the language spoken."""
    if spoken().tag == "en":
        return text
    return "؛ ".join(map(_one_act_said, text.split("; ")))


_DONE: Final = (
    (noted("Starred"), "Starred: "),
    (noted("Unstarred"), "Unstarred: "),
    (noted("Read"), "Read: "),
    (noted("Unread"), "Unread: "),
    (noted("View saved"), "View saved: "),
    (noted("View removed"), "View removed: "),
)


_TAGGED: Final = (
    (noted("{tag} given to {what}"), " given to "),
    (noted("{tag} taken from {what}"), " taken from "),
)


def _one_act_said(text: str) -> str:
    for done, opening in _DONE:
        if text.startswith(opening):
            return f"{_(done)}: {_articles_said(text.removeprefix(opening))}"
    for said, joint in _TAGGED:
        tag, found, what = text.partition(joint)
        if found and tag.startswith("#"):
            return _(said, tag=tag, what=_articles_said(what))
    return text


def _articles_said(text: str) -> str:
    count = text.partition(" ")[0].replace(",", "")
    if count.isdecimal() and text.endswith((" article", " articles")):
        return plural("{n} article", "{n} articles", int(count))
    return text
