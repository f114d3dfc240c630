"""Regular expressions over texts, with a limit of time.

Python cannot stop a search that it has begun, so a process of its own does it and is ended when it
takes too long.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from corpus.errors import BriefError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 2.0
"""How long one lot of texts may take."""
_PROGRAM = """
import json, re, sys
source, most, texts = json.loads(sys.stdin.buffer.read())
wanted = re.compile(source)
found = []
for text in texts:
    spans = []
    for match in wanted.finditer(text):
        if match.end() > match.start():
            spans.append(match.span())
            if len(spans) >= most:
                break
    found.append(spans)
sys.stdout.write(json.dumps(found))
"""


class TooSlowError(BriefError):
    """A regular expression took too long."""


class PatternRunner:
    """Runs one regular expression over lots of texts.

    Args:
        source: The expression, as Python's ``re`` reads it.
        seconds: How long a lot may take.
        total: How long all lots together may take.
    """

    def __init__(self, source: str, seconds: float = SECONDS, total: float = 20.0) -> None:
        self._source = source
        self._seconds = seconds
        self._left = total

    def spans(self, texts: Sequence[str], most: int = 10_000) -> list[list[tuple[int, int]]]:
        """Return for each text where the expression matches something, at most so many.

        Raises:
            TooSlowError: It takes too long.
        """
        asked = json.dumps([self._source, most, list(texts)]).encode()
        began = time.monotonic()
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-S", "-c", _PROGRAM],
                input=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=max(0.1, min(self._seconds, self._left)),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TooSlowError("This expression takes too long") from None
        self._left -= time.monotonic() - began
        if done.returncode:
            raise TooSlowError("This expression cannot be run")
        found: list[list[tuple[int, int]]] = json.loads(done.stdout)
        return found
