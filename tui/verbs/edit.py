"""Changing what is known of an article."""

from __future__ import annotations

from corpus.errors import UsageError
from tui.verbs.common import narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("article", metavar="ID", help="the article")
    parser.add_argument("--title", metavar="TEXT", help="its headline; '' takes it away")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="its day; '' for unknown")
    parser.add_argument("--source", metavar="OUTLET", help="its outlet; '' for unknown")
    parser.add_argument("--language", metavar="CODE", help="its language, such as ar, fa or en")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """Change an article; its text, its id and the notes on it stay as they are.

    Raises:
        UsageError: Nothing is to be changed, or into what cannot be.
        NotFoundError: There is no such article.
    """
    from corpus.library.edits import Changes, edit

    changes = Changes(options.title, options.date, options.source, options.language)
    if changes == Changes():
        raise UsageError("Nothing to change", "edit ID --date 2020-03-05 --source OUTLET")
    with open_library(options, writable=True) as library:
        article = edit(library, library.resolve(options.article), changes)
    known = article.published
    if options.json:
        print_json(
            {
                "id": article.id,
                "title": article.title,
                "published": known.day if known else None,
                "published_from": known.known_from if known else None,
                "source": article.source,
                "language": article.language,
            }
        )
    else:
        day = known.day if known else "no date"
        told = (day, article.source or "—", article.language, article.label)
        narrate(f"{article.id} is now: {' · '.join(told)}")
    return 0
