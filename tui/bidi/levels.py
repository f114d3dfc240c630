"""Embedding levels and visual order: the Unicode Bidirectional Algorithm (UAX #9).

A paragraph is worked on as a byte string with one letter per character, its bidi class (see
``ucd.bidi_classes``). Most rules are then one ``replace``, ``translate`` or regular expression
over the whole string, which is what makes pure Python fast enough. Everything is linear in the
length of the text, also for text made to be slow.

Positions and lengths are code points. Levels are byte strings with one level per character;
characters that rule X9 removes have the level of the character before them.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from tui.bidi import ucd

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 125
MAX_OPEN_BRACKETS = 63

_REMOVED = b"12345b"
_ISOLATE_INITIATORS = b"678"
_PDI = 0x39
# Rule W1 converges in as many rounds as marks stack up on one character; more than this is not
# writing but an attack, and a regular expression takes over.
_W1_ROUNDS = 6

_HEAD = 128
"""Characters of a paragraph that nearly always settle its direction."""

_EXPLICIT = re.compile(rb"[1-9]")
_CONTROL = re.compile(rb"[1-9B]")
_ISOLATE = re.compile(rb"[6-9]")
_STRONG_OR_ISOLATE = re.compile(rb"[LRA678]")
_BOUNDARY_NEUTRALS = re.compile(rb"b+")
_MARKS = re.compile(rb"([^M])M+")
_AFTER_ARABIC_LETTER = re.compile(rb"A[^LR]*")
_AFTER_LEFT_TO_RIGHT = re.compile(rb"L[^R]*")
_TERMINATORS = re.compile(rb"\$+")
_NEUTRALS_BETWEEN_LEFT = re.compile(rb"(?<=L)[^LREN]+(?=L)")
_NEUTRALS_BETWEEN_RIGHT = re.compile(rb"(?<=[REN])[^LREN]+(?=[REN])")
_LEVEL_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_PARAGRAPHS = re.compile(rb"[^B]*B|[^B]+")
# One alternation, so that a long run of blanks is looked at once.
_TRAILING = re.compile(rb"[W1-9b]*[SB]|[W1-9b]+")

_SEPARATORS_TO_NEUTRAL = bytes.maketrans(b"+$,", b"OOO")
_NUMBERS_TO_RIGHT = bytes.maketrans(b"EN", b"RR")
_KEPT = bytes(code not in _REMOVED for code in range(256))
_REMOVED_TO_NEUTRAL = bytes.maketrans(_REMOVED, b"b" * len(_REMOVED))
_OVERRIDE = {
    strong: bytes(code if code in b"bB" or code in _REMOVED else strong[0] for code in range(256))
    for strong in (b"L", b"R")
}


def base_level(text: str) -> int:
    """Return the level of a text's first paragraph: 0 left-to-right, 1 right-to-left (P2, P3).

    python-bidi decides it; a text without a strong character is left-to-right.
    """
    if not text:
        return 0
    head = text[:_HEAD]
    classes = ucd.bidi_classes(ucd.profiles(head))
    strong = _STRONG_OR_ISOLATE.search(classes)
    # What follows the first strong character settles nothing, so the head stands for the text
    # unless an isolate, whose end may lie behind the head, comes first.
    if strong is None or strong[0] in _ISOLATE_INITIATORS:
        head = text
    from bidi import get_base_level  # type: ignore[import-untyped]

    # It is handed to Rust as UTF-8, which has no lone surrogates.
    return int(get_base_level(head.encode("utf-8", "replace").decode("utf-8")))


def bracket_string(text: str, kinds: bytes) -> bytes:
    """Return the code of each paired bracket at its place and 0 elsewhere; empty if there is none.

    Args:
        text: A paragraph.
        kinds: Its ``ucd.display_kinds``.
    """
    position = kinds.find(b"k")
    if position < 0:
        return b""
    codes = ucd.bracket_codes()
    found = bytearray(len(kinds))
    while position >= 0:
        found[position] = codes.get(ord(text[position]), 0)
        position = kinds.find(b"k", position + 1)
    return bytes(found)


def text_levels(text: str, base: int) -> bytes:
    """Return the level of each character after rule I2 for a given paragraph level."""
    profiles = ucd.profiles(text)
    brackets = bracket_string(text, ucd.display_kinds(profiles))
    return resolve_levels(ucd.bidi_classes(profiles), base, brackets)


def resolve_levels(classes: bytes, base: int, brackets: bytes = b"") -> bytes:
    """Resolve the embedding level of each character, rules X1 to I2.

    Args:
        classes: Bidi classes as ``ucd.bidi_classes`` returns them. A paragraph separator (B) ends
            all embeddings, and what follows it starts again at ``base``.
        base: The paragraph level, 0 or 1.
        brackets: As ``bracket_string`` returns it; empty where there are no brackets.

    Returns:
        One level per character, before rule L1.
    """
    if b"B" in classes[:-1]:
        return _resolve_paragraphs(classes, base, brackets)
    if _EXPLICIT.search(classes):
        return _resolve_explicit(classes, base, brackets)
    side = b"R" if base & 1 else b"L"
    if b"b" not in classes:
        return _resolve_sequence(classes, brackets, base, side, side)
    kept = classes.replace(b"b", b"")
    kept_brackets = bytes(compress(brackets, _kept_flags(classes))) if brackets else b""
    levels = _resolve_sequence(kept, kept_brackets, base, side, side)
    return _with_removed(classes, levels, base)


def _resolve_paragraphs(classes: bytes, base: int, brackets: bytes) -> bytes:
    """Resolve what lies between paragraph separators one by one (P1)."""
    resolve = lru_cache(maxsize=64)(resolve_levels)
    spans = [part.span() for part in _PARAGRAPHS.finditer(classes)]
    return b"".join(
        [resolve(classes[start:end], base, brackets[start:end]) for start, end in spans]
    )


def line_levels(levels: bytes, classes: bytes, base: int) -> bytes:
    """Apply rule L1 to one line: separators and the blanks before them or at the end are ``base``.

    Args:
        levels: The line's slice of the paragraph's levels.
        classes: The line's slice of the paragraph's original bidi classes.
        base: The paragraph level.
    """
    result = bytearray(levels)
    length = len(levels)
    for run in _TRAILING.finditer(classes):
        start, end = run.span()
        if end == length or classes[end - 1] in b"SB":
            result[start:end] = bytes([base]) * (end - start)
    return bytes(result)


def visual_order(levels: bytes) -> list[int]:
    """Return the indices of a line's characters (or clusters) from left to right, rule L2."""
    order = list(range(len(levels)))
    if not levels:
        return order
    lowest, highest = min(levels), max(levels)
    if lowest == highest:
        return order[::-1] if lowest & 1 else order
    for level in range(highest, lowest - 1 + (not lowest & 1), -1):
        for run in _at_least(level).finditer(levels):
            start, end = run.span()
            order[start:end] = order[start:end][::-1]
    return order


@cache
def _at_least(level: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes([level])) + rb"-\xff]+")


def _kept_flags(classes: bytes) -> bytes:
    """1 for each character that stays, 0 for each that rule X9 removes."""
    return classes.translate(_KEPT)


def _with_removed(classes: bytes, levels: bytes, base: int) -> bytes:
    """Put the boundary neutrals back among ``levels``, at the level before them."""
    parts = []
    taken = 0
    previous_end = 0
    level = bytes([base])
    for run in _BOUNDARY_NEUTRALS.finditer(classes):
        start, end = run.span()
        part = levels[taken : taken + start - previous_end]
        parts.append(part)
        taken += len(part)
        level = part[-1:] or level
        parts.append(level * (end - start))
        previous_end = end
    parts.append(levels[taken:])
    return b"".join(parts)


# ---------------------------------------------------------------------------------------------
# X1–X10: explicit levels, isolates, isolating run sequences


def _matching_isolates(classes: bytes) -> array[int]:
    """Return for each character the place its isolate leads to (BD9).

    That is the matching PDI, or the end of the text, for an isolate initiator, the initiator for a
    matched PDI, and -1 for everything else.
    """
    length = len(classes)
    matches = array("i", [-1]) * length
    open_initiators: list[int] = []
    for control in _ISOLATE.finditer(classes):
        position = control.start()
        if classes[position] != _PDI:
            matches[position] = length
            open_initiators.append(position)
        elif open_initiators:
            initiator = open_initiators.pop()
            matches[initiator] = position
            matches[position] = initiator
    return matches


def _first_strong_level(classes: bytes, start: int, end: int, matches: array[int]) -> int:
    """P2 and P3 on a part of a paragraph, as FSI asks for it (X5c)."""
    position = start
    while strong := _STRONG_OR_ISOLATE.search(classes, position, end):
        if strong[0] not in _ISOLATE_INITIATORS:
            return int(strong[0] != b"L")
        position = matches[strong.start()]
    return 0


def _explicit_levels(classes: bytes, base: int, matches: array[int]) -> tuple[bytearray, bytearray]:
    """Rules X1 to X8: the explicit level of each character and its class after overrides."""
    levels = bytearray()
    types = bytearray()
    stack: list[tuple[int, bytes, bool]] = [(base, b"", False)]
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    previous = 0

    for control in _CONTROL.finditer(classes):
        position = control.start()
        level, override, _ = stack[-1]
        if position > previous:
            span = classes[previous:position]
            levels += bytes([level]) * len(span)
            types += span.translate(_OVERRIDE[override]) if override else span
        previous = position + 1
        code = control[0]
        if code in b"1234":
            odd = code in b"34"
            deeper = (level + 1) | 1 if odd else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                forced = {b"2": b"L", b"4": b"R"}.get(code, b"")
                stack.append((deeper, forced, False))
            elif not overflow_isolates:
                overflow_embeddings += 1
            levels.append(level)
            types += code
        elif code in _ISOLATE_INITIATORS:
            levels.append(level)
            types += override or code
            odd = code == b"7"
            if code == b"8":
                end = matches[position]
                odd = bool(_first_strong_level(classes, position + 1, end, matches))
            deeper = (level + 1) | 1 if odd else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((deeper, b"", True))
            else:
                overflow_isolates += 1
        elif code == b"9":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _ = stack[-1]
            levels.append(level)
            types += override or code
        elif code == b"5":
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif len(stack) > 1 and not stack[-1][2]:
                    stack.pop()
            levels.append(level)
            types += code
        else:
            levels.append(base)
            types += code
    level, override, _ = stack[-1]
    span = classes[previous:]
    levels += bytes([level]) * len(span)
    types += span.translate(_OVERRIDE[override]) if override else span
    return levels, types


def _run_sequences(
    classes: bytes, runs: list[tuple[int, int]], matches: array[int]
) -> Iterator[list[int]]:
    """Yield the numbers of the level runs that form each isolating run sequence (BD13).

    Args:
        classes: Original classes of the characters that rule X9 keeps.
        runs: Start and end of each level run.
        matches: As ``_matching_isolates`` returns it for ``classes``.
    """
    run_at = {start: number for number, (start, _) in enumerate(runs)}
    for number, (start, _) in enumerate(runs):
        if classes[start] == _PDI and matches[start] >= 0:  # it continues a sequence
            continue
        sequence = [number]
        while True:
            last = runs[sequence[-1]][1] - 1
            following = run_at.get(matches[last]) if classes[last] in b"678" else None
            if following is None:
                break
            sequence.append(following)
        yield sequence


def _resolve_explicit(classes: bytes, base: int, brackets: bytes) -> bytes:
    """Rules X1 to I2 for a paragraph with embeddings, overrides or isolates."""
    matches = _matching_isolates(classes)
    all_levels, all_types = _explicit_levels(classes, base, matches)
    flags = _kept_flags(classes)
    kept = bytes(compress(classes, flags))
    levels = bytes(compress(all_levels, flags))
    types = bytes(compress(all_types, flags))
    kept_brackets = bytes(compress(brackets, flags)) if brackets else b""
    if len(kept) < len(classes):
        matches = _matching_isolates(kept)
    runs = [run.span() for run in _LEVEL_RUN.finditer(levels)]
    resolved = bytearray(len(kept))
    # Hostile text repeats a tiny sequence a hundred thousand times.
    known: dict[tuple[bytes, bytes, int, bytes, bytes], bytes] = {}
    for sequence in _run_sequences(kept, runs, matches):
        first, last = runs[sequence[0]][0], runs[sequence[-1]][1]
        level = levels[first]
        before = levels[first - 1] if first else base
        open_isolate = kept[last - 1] in b"678"
        after = levels[last] if last < len(kept) and not open_isolate else base
        start_side = b"R" if max(level, before) & 1 else b"L"
        end_side = b"R" if max(level, after) & 1 else b"L"
        spans = [runs[number] for number in sequence]
        sequence_types = b"".join([types[start:end] for start, end in spans])
        sequence_brackets = b"".join([kept_brackets[start:end] for start, end in spans])
        key = (sequence_types, sequence_brackets, level, start_side, end_side)
        found = known.get(key)
        if found is None:
            found = _resolve_sequence(*key)
            if len(sequence_types) < 64:
                known[key] = found
        offset = 0
        for start, end in spans:
            resolved[start:end] = found[offset : offset + end - start]
            offset += end - start
    return _with_removed(classes.translate(_REMOVED_TO_NEUTRAL), bytes(resolved), base)


# ---------------------------------------------------------------------------------------------
# W1–I2 on one isolating run sequence


def _resolve_sequence(
    types: bytes, brackets: bytes, level: int, start_side: bytes, end_side: bytes
) -> bytes:
    """Rules W1 to I2 on one isolating run sequence, with its sos and eos."""
    if not types:
        return b""
    string = start_side + types + end_side
    unmarked = _resolve_marks(string) if b"M" in string else string
    weak = _resolve_weak(unmarked)
    if brackets and _has_bracket(brackets):
        weak = _resolve_brackets(weak, string, brackets, b"R" if level & 1 else b"L")
    # N1 and N2: only neutrals between two sides opposite to the embedding need a look.
    if level & 1:
        resolved = _NEUTRALS_BETWEEN_LEFT.sub(lambda run: b"L" * len(run[0]), weak)
    else:
        resolved = _NEUTRALS_BETWEEN_RIGHT.sub(lambda run: b"R" * len(run[0]), weak)
    return resolved.translate(_implicit_levels(level))[1:-1]


def _has_bracket(brackets: bytes) -> bool:
    return bool(brackets.strip(b"\x00"))


@cache
def _implicit_levels(level: int) -> bytes:
    """Rules N2, I1 and I2 as one table from class to level."""
    table = bytearray([level]) * 256
    raised = {"L": 1, "E": 1, "N": 1} if level & 1 else {"R": 1, "E": 2, "N": 2}
    for letter, rise in raised.items():
        table[ord(letter)] = level + rise
    return bytes(table)


def _resolve_marks(string: bytes) -> bytes:
    """Rule W1: a mark takes the class of what it stands on."""
    for _ in range(_W1_ROUNDS):
        for initiator_or_pdi in (b"6", b"7", b"8", b"9"):
            string = string.replace(initiator_or_pdi + b"M", initiator_or_pdi + b"O")
        for letter in b"ALRENOW+$,SB":
            pair = bytes((letter, 0x4D))
            if pair in string:
                string = string.replace(pair, bytes((letter, letter)))
        if b"M" not in string:
            return string
    return _MARKS.sub(lambda run: run[1] * len(run[0]), string)


def _resolve_weak(string: bytes) -> bytes:
    """Rules W2 to W7 on a string that starts with sos, ends with eos and has no marks left."""
    if b"E" in string and b"A" in string:
        string = _AFTER_ARABIC_LETTER.sub(lambda run: run[0].replace(b"E", b"N"), string)
    string = string.replace(b"A", b"R")
    has_european = b"E" in string
    if has_european and b"+" in string:
        # Twice, because neighbouring matches share a number.
        string = string.replace(b"E+E", b"EEE").replace(b"E+E", b"EEE")
    if b"," in string:
        if has_european:
            string = string.replace(b"E,E", b"EEE").replace(b"E,E", b"EEE")
        string = string.replace(b"N,N", b"NNN").replace(b"N,N", b"NNN")
    if has_european and b"$" in string:
        string = _TERMINATORS.sub(_terminators_by_number, string)
    string = string.translate(_SEPARATORS_TO_NEUTRAL)
    if has_european and b"L" in string:
        string = _AFTER_LEFT_TO_RIGHT.sub(lambda run: run[0].replace(b"E", b"L"), string)
    return string


def _terminators_by_number(run: re.Match[bytes]) -> bytes:
    """Rule W5: a sequence of terminators beside a European number becomes part of it."""
    start, end = run.span()
    beside_number = run.string[start - 1] == 0x45 or run.string[end] == 0x45
    return (b"E" if beside_number else b"$") * (end - start)


def _bracket_pairs(string: bytes, brackets: bytes) -> list[tuple[int, int]]:
    """Find the bracket pairs (BD16), sorted by opening bracket; positions index ``string``.

    Args:
        string: Classes after W7, with sos in front; a bracket counts only while it is neutral.
        brackets: Bracket codes without sos.
    """
    pairs = []
    stack: list[tuple[int, int]] = []
    open_counts: dict[int, int] = {}
    for position in _bracket_positions(brackets):
        code = brackets[position]
        if string[position + 1] != 0x4F:  # "O"
            continue
        if code & 1:
            if len(stack) == MAX_OPEN_BRACKETS:
                break
            stack.append((code + 1, position + 1))
            open_counts[code + 1] = open_counts.get(code + 1, 0) + 1
        elif open_counts.get(code):
            while True:
                closing, opening = stack.pop()
                open_counts[closing] -= 1
                if closing == code:
                    break
            pairs.append((opening, position + 1))
    pairs.sort()
    return pairs


def _bracket_positions(brackets: bytes) -> list[int]:
    return list(compress(range(len(brackets)), brackets))


def _resolve_brackets(string: bytes, original: bytes, brackets: bytes, embedding: bytes) -> bytes:
    """Rule N0: bracket pairs take the direction of what they hold or of what precedes them.

    Args:
        string: Classes after W7, between sos and eos.
        original: The same before W1, which tells the marks that follow a bracket.
        brackets: Bracket codes without sos and eos.
        embedding: ``L`` or ``R``, the embedding direction.
    """
    pairs = _bracket_pairs(string, brackets)
    if not pairs:
        return string
    opposite = b"L" if embedding == b"R" else b"R"
    result = bytearray(string)
    strong = bytearray(string.translate(_NUMBERS_TO_RIGHT))
    context = bytes(strong[:1])
    seen = 1
    for opening, closing in pairs:
        # Pairs come in the order of their opening brackets, so what precedes is read once.
        last = max(strong.rfind(b"L", seen, opening), strong.rfind(b"R", seen, opening))
        if last >= 0:
            context = bytes(strong[last : last + 1])
        seen = opening
        if strong.find(embedding, opening + 1, closing) >= 0:
            direction = embedding
        elif strong.find(opposite, opening + 1, closing) >= 0:
            direction = context
        else:
            continue
        for bracket in (opening, closing):
            end = bracket + 1
            while original[end] == 0x4D:  # the marks on a bracket go with it
                end += 1
            result[bracket:end] = strong[bracket:end] = direction * (end - bracket)
    return bytes(result)
