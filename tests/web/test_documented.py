"""The commands of docs/importing.md that ask servers, one after the other, against a site here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.ingest import courtesy
from corpus.library.feeds import feeds
from corpus.library.store import Library
from tui.cli import main

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text("utf-8")
COMMANDS = re.findall(
    r"^    (?:\*/15 \* \* \* \* )?((?:https?_proxy=\S+ )?idlib-brief .*)$", PAGE, re.M
)
ASKING = [
    command
    for command in COMMANDS
    if ("https://" in command or " feeds " in command) and "--watch" not in command
]


@pytest.fixture
def here(
    site: Any, web: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_file: Path
) -> Any:
    """A site with all the page speaks of, and a folder with its files."""
    stories = [web.story(n) for n in range(5)]
    for number, told in enumerate(stories):
        site.routes[f"/{number}"] = web.Reply(web.blog(told, "utf-8").encode())
    site.routes["/article"] = site.routes["/4"]
    for name, numbers in (("feed", (0, 1)), ("second", (2,)), ("third", (3,))):
        items = [web.item(stories[number], f"{site.url}/{number}") for number in numbers]
        site.routes[f"/{name}"] = web.Reply(web.rss(items).encode(), "application/rss+xml")
    outlines = "".join(f'<outline xmlUrl="{site.url}/{name}"/>' for name in ("second", "third"))
    (tmp_path / "subscriptions.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    (tmp_path / "articles").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(empty_file))
    monkeypatch.setattr(courtesy.Visitor, "_visit", _without_pause(courtesy.Visitor._visit))
    return site


def _without_pause(visit: Any) -> Any:
    def visited(self: Any, *words: Any) -> Any:
        self.pause = 0
        return visit(self, *words)

    return visited


def _words(command: str, url: str) -> list[str]:
    words = [word.replace("https://example.org", url) for word in shlex.split(command)]
    words = words[words.index("idlib-brief") + 1 :]
    asks = words[0] == "add" or words[:2] in (["feeds", "add"], ["feeds", "import"])
    return [*words, "--allow-private"] if asks or words[:2] == ["feeds", "refresh"] else words


def test_every_command_works_in_the_order_of_the_page(here: Any, empty_file: Path) -> None:
    assert len(ASKING) >= 11
    # What is removed is followed again first, so that the page can be read from its beginning.
    for command in ASKING:
        assert main(_words(command, here.url)) == 0, command
    with Library(empty_file) as library:
        assert len(library.article_ids()) == 5
        assert [Path(row.url).name for row in feeds(library)] == ["articles", "feed", "third"]


def test_the_page_shows_every_action_of_feeds() -> None:
    actions = {words[1] for words in map(shlex.split, ASKING) if words[:1] == ["idlib-brief"]}
    shown = {
        shlex.split(command)[2] for command in ASKING if command.startswith("idlib-brief feeds ")
    }
    assert shown == {"add", "import", "list", "refresh", "remove", "export"}
    assert {"add", "feeds"} <= actions
