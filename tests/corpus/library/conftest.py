"""Files of articles of their own, as many as wanted."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS: list[str] = (  # noqa: SIM905
    "قال وصل التقى نظيره الروسي التركي في إدلب سوتشي أنقرة موسكو الاتفاق وقف إطلاق النار وزير الدفاع "
    "الخارجية خلوصي أكار سيرغي لافروف الطريق الدولي نقاط المراقبة الجيش المعارضة المدنيين الحدود مساء "
    "صباح خلال اجتماع مشترك بيان مصدر دورية هدنة تصعيد غارات شمال غرب سوريا منطقة أستانا جولة"
).split()


def _prose(seed: int, words: int = 60) -> str:
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words)) + "."


def _articles(folder: Path, count: int, words: int = 60) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        text = f"---\ntitle: خبر {n}\ndate: 2020-03-{n % 28 + 1:02}\n---\n\n{_prose(n, words)}\n"
        (folder / f"{n:05}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def prose() -> Callable[..., str]:
    """Make Arabic words without sense, others for every seed: ``prose(seed, words=60)``."""
    return _prose


@pytest.fixture(scope="session")
def write_articles() -> Callable[..., Path]:
    """Write different articles into a folder: ``write_articles(folder, count, words=60)``."""
    return _articles
