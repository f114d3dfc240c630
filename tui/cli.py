"""The front door: verbs over the corpus, and the screen.

stdout is data, stderr is narration, exit codes are an API: 0 done, 1 the work failed or nothing
was found where something was asked for by name, 2 usage or settings, 130 interrupted. A verb's
code and what it needs are imported when the verb is called.
"""

from __future__ import annotations

import argparse
import os
import sys

from corpus.errors import BriefError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130

VERBS: dict[str, tuple[str, str]] = {
    "add": (
        "take files, folders and pages into the library",
        "idlib-brief add article.txt ~/articles https://example.org/page --dry-run",
    ),
    "feeds": (
        "follow feeds: add, list, remove, refresh, import, export",
        "idlib-brief feeds add https://example.org/feed --refresh",
    ),
    "imports": (
        "report on past imports, or take the last one back",
        "idlib-brief imports --undo",
    ),
    "edit": (
        "change title, date, outlet or language of an article",
        "idlib-brief edit 3fa2 --date 2020-03-05 --source الأناضول",
    ),
    "diff": ("print what differs between two articles", "idlib-brief diff 3fa2 9b41"),
    "list": ("list the articles, newest first", "idlib-brief list سوتشي --json"),
    "search": (
        "find articles, what fits best first, with the words around what was found",
        "idlib-brief search 'agreement:sochi before:2020-03 -source:RT'",
    ),
    "show": ("print an article as the reader shows it", "idlib-brief show 3fa2 --width 72"),
    "extract": (
        "find the entities of files without touching the library",
        "idlib-brief extract article.txt --date 2020-03-05 --json",
    ),
    "entity": (
        "say who or what an entity is and where it is mentioned",
        "idlib-brief entity agreement/sochi-memo-2018",
    ),
    "concordance": (
        "print every place of an entity or a query with the words around it",
        "idlib-brief concordance agreement/sochi-memo-2018 --sort r1",
    ),
    "timeline": (
        "print what was published when and of which days is told, in order",
        "idlib-brief timeline سوتشي --from 2018-09 --to 2018-10 --of events",
    ),
    "tag": (
        "star, tag and mark as read all that a query finds",
        "idlib-brief tag 'agreement:sochi is:unread' +later --star --dry-run",
    ),
    "views": (
        "keep queries under a name: list, save, remove, show",
        "idlib-brief views save 'unread Sochi' 'agreement:sochi is:unread'",
    ),
    "correct": (
        "say what words or an entity mean, or take that back",
        "idlib-brief correct أكار --is person/akar --in 3fa2",
    ),
    "reindex": (
        "read the articles again after rules, knowledge or corrections have changed",
        "idlib-brief reindex",
    ),
    "notes": ("list the notes", "idlib-brief notes --json"),
    "export": ("write notes as Markdown", "idlib-brief export --all -o brief.md"),
    "brief": (
        "draft a brief of what was said and told in a period",
        "idlib-brief brief سوتشي --from 2020-03 --to 2020-03 -o brief.md",
    ),
    "doctor": ("check terminal, SQLite and library", "idlib-brief doctor --json"),
    "config": (
        "show, check, edit and change the settings",
        "idlib-brief config set look.theme light",
    ),
    "keys": (
        "list what the keys do, with your own, and check them",
        "idlib-brief keys --preset vim",
    ),
    "completion": (
        "print what completes commands in bash, zsh or fish",
        "idlib-brief completion bash > ~/.local/share/bash-completion/completions/idlib-brief",
    ),
    "man": ("print the manual page", "idlib-brief man | man -l -"),
}
"""Every verb: what it does, and an example of it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(words)
        sys.stdout.flush()
    except BriefError as error:
        if "--debug" in words:
            raise
        _tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has had enough.
        _drop_output()
        return 0
    except OSError as error:
        if "--debug" in words:
            raise
        _drop_output()
        print(f"idlib-brief: Cannot write the output: {error.strerror}", file=sys.stderr)
        return 1
    return code


def _tell(error: BriefError) -> None:
    """Say what is wrong on one line, below the token where a query is."""
    from corpus.query.errors import QueryError
    from tui.bidi.sanitize import visible

    if isinstance(error, QueryError):
        from tui.verbs.pointed import pointed

        for line in pointed(error):
            print(f"  {line}", file=sys.stderr)
    print(f"idlib-brief: {visible(str(error))}", file=sys.stderr)


def _drop_output() -> None:
    """Keep Python from trying to write what is left, and complaining, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    place = _first_word(words)
    word = words[place] if place < len(words) else ""
    if word in VERBS:
        return _run_verb(word, words[:place] + words[place + 1 :])
    if word and not word.startswith("-"):
        _require_article_like(word)
    options = _opening_parser().parse_args(words)
    if options.version:
        return _print_version()
    from tui.verbs.open import run

    return run(options)


def _first_word(words: list[str]) -> int:
    """Return the index of the first word that is none of the options every verb has."""
    place = 0
    while place < len(words) and words[place].startswith(("--library", "--debug")):
        place += 2 if words[place] == "--library" else 1
    return place


def _run_verb(verb: str, words: list[str]) -> int:
    from importlib import import_module

    module = import_module(f"tui.verbs.{verb}")
    help_, example = VERBS[verb]
    parser = _parser(f"idlib-brief {verb}", help_, example)
    module.configure(parser)
    parser.set_defaults(parsers=parsers)
    return int(module.run(parser.parse_args(words)))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every verb by its name, that of the program itself under no name."""
    from importlib import import_module

    made = {"": _opening_parser()}
    for verb, (help_, example) in VERBS.items():
        made[verb] = _parser(f"idlib-brief {verb}", help_, example)
        import_module(f"tui.verbs.{verb}").configure(made[verb])
    return made


def _parser(program: str, description: str, example: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description=description[0].upper() + description[1:] + ".",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--library",
        metavar="PATH",
        help="the library's file (default: IDLIB_BRIEF_LIBRARY, or the platform's data folder)",
    )
    parser.add_argument("--debug", action="store_true", help="show a traceback on an error")
    return parser


def _opening_parser() -> argparse.ArgumentParser:
    verbs = "\n".join(f"  {verb:<12} {help_}" for verb, (help_, _) in VERBS.items())
    parser = _parser(
        "idlib-brief",
        "read Arabic press articles, follow officials and agreements through them, take notes",
        "idlib-brief add articles/ && idlib-brief",
    )
    parser.epilog = f"verbs (each has --help):\n{verbs}\n\n{parser.epilog}"
    parser.add_argument("article", nargs="?", metavar="ARTICLE_ID", help="open this article")
    parser.add_argument("--bidi", metavar="MODE", help="how the terminal wants Arabic")
    parser.add_argument("--harakat", metavar="CHOICE", help="auto, keep or strip vowel marks")
    parser.add_argument("--language", choices=("auto", "ar", "en"), help="what the screen speaks")
    parser.add_argument("--version", action="store_true", help="print the versions and end")
    return parser


def _print_version() -> int:
    from tui.verbs.versions import versions

    for name, version in versions():
        print(f"{name} {version}")
    return 0


def _require_article_like(word: str) -> None:
    """Refuse a first word that is neither a verb nor like an article id.

    Raises:
        UsageError: It is more likely a verb misspelt.
    """
    if all(digit in "0123456789abcdef" for digit in word.lower()):
        return
    from difflib import get_close_matches

    near = get_close_matches(word, VERBS, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Verbs: {', '.join(VERBS)}"
    raise UsageError(f"There is no verb {word!r}, and no article has such an id", hint)


if __name__ == "__main__":
    sys.exit(main())
