"""The way a reader came: places left behind, and those gone back from."""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST_TRAIL = 200
"""Places kept; beyond it the oldest are forgotten, since nobody walks back further."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in an article."""

    article_id: str
    top: int
    """Code point that begins the topmost line of text on the screen."""
    lead: int
    """Lines on the screen above that one: blank lines and the byline are no text."""
    cursor: int
    """Code point the current mention begins at, -1 without one."""
    entity: str | None = None
    """The entity that was being followed."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where one is, with the places behind and ahead. Every step makes a new trail."""

    here: Place | None = None
    behind: tuple[Place, ...] = ()
    ahead: tuple[Place, ...] = ()

    def standing(self, place: Place) -> Trail:
        """Return the trail with the present spot brought up to date, moving nowhere."""
        return replace(self, here=place)

    def visit(self, place: Place) -> Trail:
        """Return the trail after a jump; what lay ahead is forgotten."""
        if self.here is None or place == self.here:
            return replace(self, here=place)
        return Trail(place, (*self.behind, self.here)[-LONGEST_TRAIL:])

    def back(self) -> Trail:
        """Return the trail one jump earlier, or itself at the first place."""
        if self.here is None or not self.behind:
            return self
        return Trail(self.behind[-1], self.behind[:-1], (self.here, *self.ahead))

    def forward(self) -> Trail:
        """Return the trail one jump later, or itself at the last place."""
        if self.here is None or not self.ahead:
            return self
        return Trail(self.ahead[0], (*self.behind, self.here), self.ahead[1:])
