"""One thing measured, its bound, and how a table of them is printed."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Figure:
    """One thing measured, and its bound."""

    name: str
    value: float
    bound: float
    detail: str

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.value <= self.bound


def report(description: str | None, measure: Callable[[], Sequence[Figure]]) -> int:
    """Print every figure, as JSON where that is asked for; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure()
    if options.json:
        print(json.dumps([vars(figure) for figure in figures]))
    else:
        for figure in figures:
            sign = "ok " if figure.holds else "BAD"
            value = f"{figure.value:7.2f}  ≤ {figure.bound:<6}"
            print(f"{sign} {figure.name:<40}{value}{figure.detail}")
    return 0 if all(figure.holds for figure in figures) else 1
