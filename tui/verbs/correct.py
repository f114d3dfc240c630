"""Telling what a form, a passage or an entity means, and taking it back."""

from __future__ import annotations

from corpus.errors import NotFoundError, UsageError
from tui.corrections import told
from tui.verbs.common import Lines, narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import EntityName
    from corpus.knowledge.corrections import Correction
    from corpus.library.store import Library


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("form", nargs="?", metavar="FORM", help="words as the articles have them")
    meaning = parser.add_mutually_exclusive_group()
    meaning.add_argument("--is", dest="entity", metavar="SLUG", help="what the form means")
    meaning.add_argument("--nothing", action="store_true", help="the form names no entity")
    meaning.add_argument("--merge", metavar="SLUG", help="this entity is the one of --into")
    meaning.add_argument("--new", metavar="SLUG", help="an entity nobody knows yet")
    meaning.add_argument("--undo", action="store_true", help="take the last correction back")
    meaning.add_argument("--list", action="store_true", help="the corrections in order")
    parser.add_argument("--in", dest="article", metavar="ID", help="in this article alone")
    parser.add_argument("--at", type=int, metavar="OFFSET", help="its code point (default: first)")
    parser.add_argument("--into", metavar="SLUG")
    parser.add_argument("--ar", default="", metavar="NAME", help="its Arabic name")
    parser.add_argument("--en", default="", metavar="NAME", help="its English name")
    parser.add_argument("--about", default="", metavar="LINE", help="who or what it is")
    parser.add_argument("--json", action="store_true", help="JSON Lines for --list")


def run(options: Namespace) -> int:
    """Keep one correction, or take one back, and read again what it touches.

    Raises:
        UsageError: The options say nothing, or too much.
        NotFoundError: There is no such article, passage, or correction to take back.
        KnowledgeError: The corrections cannot be read or written.
    """
    from corpus.library import reindex

    with open_library(options, writable=not options.list) as library:
        if options.list:
            return _list(library, as_json=options.json)
        if options.undo:
            undone, ids = reindex.undo(library)
            if undone is None:
                raise NotFoundError("There is no correction to take back", "See: --list")
            narrate(f"Taken back: {told(undone)}. Articles read again: {len(ids)}")
            return 0
        for correction in _asked(options, library):
            ids = reindex.correct(library, correction)
            narrate(f"Kept: {told(correction)}. Articles read again: {len(ids)}")
    return 0


def _asked(options: Namespace, library: Library) -> list[Correction]:
    """Return what is to be kept: a new entity first, then what is said to mean it."""
    from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs, checked_slug

    if options.merge or options.into:
        if not (options.merge and options.into):
            raise UsageError("Two entities are needed", "correct --merge SLUG --into SLUG")
        if options.form:
            raise UsageError("Two entities are merged, not words", "Leave FORM out")
        if options.merge == options.into:
            raise UsageError("An entity is itself already", "Name two different ones")
        return [Merge(checked_slug(options.merge), checked_slug(options.into))]
    new: list[Correction] = []
    if options.new:
        new.append(NewEntity(_name(options)))
        if not options.form:
            return new
    if not options.form or not (options.entity or options.nothing or new):
        raise UsageError("Nothing to correct", "correct FORM --is SLUG, or FORM --nothing")
    slug = options.new or options.entity
    entity = checked_slug(slug) if slug else None
    if options.article is None:
        return [*new, FormIs(options.form, entity)]
    article = library.article(library.resolve(options.article))
    start = article.text.find(options.form) if options.at is None else options.at
    if start < 0 or not article.text.startswith(options.form, start):
        raise NotFoundError(f"«{options.form}» does not stand there in article {article.id}")
    return [*new, PassageIs(article.id, start, options.form, entity)]


def _name(options: Namespace) -> EntityName:
    from corpus.article import EntityName, EntityType
    from corpus.knowledge.corrections import checked_slug

    slug = checked_slug(options.new)
    ar = options.ar or options.form
    if not ar:
        raise UsageError("A new entity needs a name", "correct --new SLUG --ar NAME --en NAME")
    type_ = EntityType(slug.partition("/")[0].upper())
    return EntityName(slug, type_, ar, options.en or ar, options.about)


def _list(library: Library, *, as_json: bool) -> int:
    from corpus.knowledge.corrections import corrections_path, fields, read

    lines = Lines()
    for number, correction in enumerate(read(corrections_path(library.path)), 1):
        if as_json:
            print_json(fields(correction))
        else:
            lines.print([str(number), told(correction)])
    return 0
