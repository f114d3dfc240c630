"""What is open in one reader, and where one stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.trail import Place, Trail

if TYPE_CHECKING:
    from corpus.article import Article, Mention, Span
    from corpus.passages import Selection
    from tui.panes.reader import Reader


class Reading:
    """One reader with its article, the mention one stands on, the selection, and the trail.

    Args:
        reader: The pane it is read in.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.article: Article | None = None
        self.mentions: tuple[Mention, ...] = ()
        self.current: int | None = None
        """Index of the mention one stands on."""
        self.selected: Selection | None = None
        self.hits: tuple[Span, ...] = ()
        """What was found in the article, in reading order."""
        self.hit = 0
        """Index of the hit one stands on."""
        self.lost = -1
        """Where one stood on a mention that a correction took away."""
        self.trail = Trail()

    def open(self, article: Article, mentions: tuple[Mention, ...]) -> None:
        """Take another article; nothing in it is stood on or selected yet."""
        self.article, self.mentions = article, mentions
        self.current = self.selected = None
        self.hits, self.hit = (), 0

    @property
    def mention(self) -> Mention | None:
        """The mention one stands on."""
        return None if self.current is None else self.mentions[self.current]

    @property
    def passage(self) -> Span | None:
        """The selected passage."""
        return None if self.selected is None else self.selected.passage

    @property
    def cursor(self) -> int:
        """The code point one stands at: the current mention or hit, or the top of the screen."""
        span = self.standing_on
        return self.reader.visible_span.start if span is None else span.start

    @property
    def standing_on(self) -> Span | None:
        """The current mention, or the hit one has gone to, as long as it is in sight."""
        if self.mention is not None:
            return self.mention.span
        hit = self.hits[self.hit] if self.hits else None
        seen = self.reader.visible_span
        return hit if hit is not None and seen.start <= hit.start < seen.end else None

    def index_of(self, start: int) -> int | None:
        """Return the index of the mention that begins at a code point, or None."""
        starts = [mention.span.start for mention in self.mentions]
        return starts.index(start) if start in starts else None

    def place(self, followed: str | None) -> Place:
        """Return the spot one is at, while an entity is followed."""
        assert self.article is not None
        top, lead = self.reader.top_place
        mention = self.mention
        cursor = -1 if mention is None else mention.span.start
        return Place(self.article.id, top, lead, cursor, followed)

    def stand(self, followed: str | None) -> None:
        """Bring the trail up to where the reader is now, before it moves on."""
        if self.article is not None:
            self.trail = self.trail.standing(self.place(followed))

    def visit(self, followed: str | None) -> None:
        """Add the spot one has come to, by a jump, to the trail."""
        if self.article is not None:
            self.trail = self.trail.visit(self.place(followed))
