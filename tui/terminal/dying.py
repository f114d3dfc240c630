"""Setting the terminal right when a signal is about to end the program."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

DEADLY = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""Signals that end a program that has not asked for them; Windows has the first alone."""


def before_dying(action: Callable[[], object]) -> Callable[[], None]:
    """Do something before a signal ends the program as it would have.

    Signals somebody handles already are left alone, and so are all outside the main thread, where
    Python knows no handlers.

    Args:
        action: What to do; it may run between any two steps of the program.

    Returns:
        What takes the handlers back, except those somebody has replaced since.
    """
    if threading.current_thread() is not threading.main_thread():
        return _nothing

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        try:
            action()
        finally:
            os.kill(os.getpid(), number)

    numbers = [getattr(signal, name) for name in DEADLY if hasattr(signal, name)]
    taken = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)

    def take_back() -> None:
        for number in taken:
            if signal.getsignal(number) is end:
                signal.signal(number, signal.SIG_DFL)

    return take_back


def _nothing() -> None:
    return
