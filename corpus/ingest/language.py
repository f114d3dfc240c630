"""The language of a text, told by letters and by a few words no neighbour shares.

Cheap on purpose: names are found in Arabic only, so it is enough to tell Arabic from what is
written in the same script (Persian, Urdu, Kurdish) and from other scripts.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

UNKNOWN = "und"
"""The code for a text whose letters do not tell (ISO 639-2)."""
_NAMES = {
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "ckb": "Kurdish",
    "en": "English",
    "tr": "Turkish",
    "ru": "Russian",
    "he": "Hebrew",
}
_SAMPLE = 4000
"""How much of a text is looked at, in code points."""
_MIN_LETTERS = 12

# Words that are frequent in one of the languages and unknown or rare in the others.
_WORDS = {
    "ar": "في من على إلى الى أن إن التي الذي عن هذا هذه بين كما وقد قال ذلك بعد ما لا كان مع خلال",
    "fa": "است که این را از با برای شد می‌شود کرد در آن های خود شده بود گفت نیز وی هم",
    "ur": "ہے کے کی میں نے سے کا کو ہیں اور پر تھا یہ کہ گیا اس بھی",
    "ckb": "لە بۆ ئەو کە دەکات بە هەر ئەم لەگەڵ بوو کرد",
}
_LETTERS = {
    "ar": "ةأإيىكؤ",
    "fa": "پچژگکی",
    "ur": "ٹڈڑںھہےۓۃ",
    "ckb": "ێۆەڕڵڤ",
}


@cache
def _words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _WORDS.items()}


@cache
def _english() -> re.Pattern[str]:
    return re.compile(r"\b(?:the|of|and|in|to|that|was|for|with|on|by|said|from)\b", re.I)


def language_name(code: str) -> str:
    """Return the English name of a language, or its code where there is none."""
    return _NAMES.get(code, "an unknown language" if code == UNKNOWN else code)


def is_language_code(text: str) -> bool:
    """Tell whether a text has the form of an ISO 639 code: two or three small letters."""
    return re.fullmatch(r"[a-z]{2,3}", text) is not None


def language_of(text: str) -> str:
    """Return the ISO 639 code of the language most of a text is in.

    Looks at the first 4,000 code points. Arabic quoted in an English article does not change the
    answer, nor does a Persian name in an Arabic one: letters and words are counted, not looked for.
    """
    sample = text[:_SAMPLE]
    letters = Counter(sample)
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter.isalpha():
            scripts[_script(letter)] += count
    if scripts.total() < _MIN_LETTERS:
        return "ar" if scripts["arabic"] else UNKNOWN
    script, _ = scripts.most_common(1)[0]
    if script == "arabic":
        return _in_arabic_script(sample, letters)
    if script == "latin":
        return _in_latin_script(sample, letters)
    return {"cyrillic": "ru", "hebrew": "he"}.get(script, UNKNOWN)


def _script(letter: str) -> str:
    code = ord(letter)
    if 0x600 <= code < 0x780 or 0x8A0 <= code < 0x900 or 0xFB50 <= code < 0xFEFF:
        return "arabic"
    if code < 0x250:
        return "latin"
    if 0x400 <= code < 0x530:
        return "cyrillic"
    return "hebrew" if 0x590 <= code < 0x600 else "other"


def _in_arabic_script(text: str, letters: Counter[str]) -> str:
    """Weigh the words and letters of the four languages against each other.

    A word weighs as much as four letters. Letters alone decide where no word is known, as in
    headlines; Arabic wins where nothing speaks.
    """
    words = Counter(re.findall(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*", text))
    scores = {
        language: 4 * sum(count for word, count in words.items() if word in known)
        + sum(letters[letter] for letter in _LETTERS[language])
        for language, known in _words().items()
    }
    scores["ar"] += 2 * sum(count for word, count in words.items() if word.startswith("ال"))
    return max(scores, key=lambda language: scores[language])


def _in_latin_script(text: str, letters: Counter[str]) -> str:
    if sum(letters[letter] for letter in "ğışİĞŞ") * 60 > len(text):
        return "tr"
    words = len(re.findall(r"[^\W\d_]+", text))
    return "en" if len(_english().findall(text)) * 12 > words else UNKNOWN
