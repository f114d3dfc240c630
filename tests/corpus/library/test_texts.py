"""Texts as the library keeps them."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

from corpus.library.schema import deflated, inflated

NEVER_CHANGES = "9a9feba7918e8344011bc9f717e7b363dda753b0a44cee0eb28678d31d294e19"


def test_the_words_that_texts_refer_to_never_change():
    assert sha256(files("corpus.library").joinpath("press.txt").read_bytes()).hexdigest() == (
        NEVER_CHANGES
    )


def test_a_text_comes_back_whole_and_an_older_one_too():
    for text in ("", "نص\nEnglish", "وقف إطلاق النار " * 200):
        size = len(text.encode())
        assert inflated(deflated(text, ""), size) == text
        assert inflated(deflated(text, "صيغة مطوية"), size) == text


def test_an_article_of_the_press_takes_little_room():
    text = "أعلنت وزارة الدفاع التركية أن قوات من الجيش سيّرت دورية جديدة مع القوات الروسية في ريف إدلب."
    assert len(deflated(text, "")) < len(text.encode()) * 0.6
