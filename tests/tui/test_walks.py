"""Random walks over the keys of every screen: nothing breaks, and there is always a way out."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.library.store import Library
from tui.keys import ACTIONS

if TYPE_CHECKING:
    from textual.pilot import Pilot

LEAVING = 40
"""Times Escape may have to be pressed: each layer of a screen takes one."""
ELSEWHERE = {"app.quit", "app.suspend_process", "whole", "write_elsewhere", "edit_elsewhere"}
"""Actions that end the program, or call another one or the network."""
KEYS = sorted({key for one in ACTIONS if one.action not in ELSEWHERE for key in one.keys} - {"q"})
DOORS = ("F", "R", "C", "T", "N", "E", "d", "c", "a", "t", "f", "m", "D", "vertical_line", "colon")
"""Keys that open something, and so lead where the others mean more."""
STEPS = ("enter", "escape", "right_square_bracket", "right_curly_bracket", "J", "tab", "v", "slash")
ASKED = ("سوتشي", "agreement:sochi", "((", '"a', "/(ا+)+$/", "\u202e", "before:2020-02-30", "9")
SIZES = ((120, 36), (80, 24), (40, 10), (20, 5), (200, 50))

key = st.sampled_from(DOORS) | st.sampled_from(STEPS) | st.sampled_from(KEYS)
typed = st.sampled_from(ASKED).map(lambda text: (*text, "enter"))
walks = st.lists(key.map(lambda one: (one,)) | typed | st.sampled_from(SIZES), max_size=25)


async def leave(pilot: Pilot[None]) -> bool:
    """Press Escape until one is back at reading, then q; tell whether the program ends."""
    app = pilot.app
    for _ in range(LEAVING):
        if len(app.screen_stack) == 1:
            break
        await pilot.press("escape")
        await pilot.pause(0.01)
    for _ in range(3):
        # A search of the text, a selection and a zoomed pane take one each.
        await pilot.press("escape")
    await pilot.press("q")
    await pilot.pause()
    return app._exit


@given(walk=walks)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_over_the_keys_breaks_anything_or_ends_where_one_cannot_leave(
    sample_file, drive, walk
):
    async def go() -> None:
        with Library(Path(shutil.copy(sample_file, "library.sqlite"))) as library:
            async with drive(library) as on_screen:
                pilot = on_screen.pilot
                for step in walk:
                    if isinstance(step[0], int):
                        await pilot.resize_terminal(*step)
                    else:
                        # Faster than anybody types: no step waits for what the last one began.
                        await pilot.press(*("space" if one == " " else one for one in step))
                assert await leave(pilot), [
                    type(one).__name__ for one in on_screen.app.screen_stack
                ]

    # What is exported on the way is written where nobody minds.
    with TemporaryDirectory() as folder, chdir(folder):
        asyncio.run(go())
