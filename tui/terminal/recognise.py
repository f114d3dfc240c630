"""Which terminal this is, and what must be written to it so that Arabic reads right.

What a terminal draws was looked at, terminal by terminal; docs/terminals.md has the findings. One
table holds what follows from them. A terminal's own answers come first: they travel over ssh and
do not leak from one terminal into another that is started from it, as variables do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.terminal.replies import NO_REPLIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.bidi.encode import Mode
    from tui.terminal.replies import Replies


@dataclass(frozen=True, slots=True)
class Cure:
    """What keeps a terminal from reordering, and what lets it reorder again."""

    before: str = ""
    after: str = ""


NO_CURE = Cure()
BDSM = Cure("\x1b[8l", "\x1b[8h")
"""Explicit mode of the terminal working group's bidi recommendation; unknown elsewhere."""
KONSOLE = Cure("\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07")
"""Konsole's profile change, for this tab and not saved; to xterm and urxvt OSC 50 is a font."""
MLTERM = Cure("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07")

CURED_MODES = ("visual", "jitter", "chunks")
"""The others count on a terminal that reorders."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of the terminal and what follows from it.

    Attributes:
        name: What to call it.
        mode: How cells are encoded on the alternate screen.
        keep_harakat: Whether it puts marks where they belong.
        why: How it was recognised, or who chose the mode.
        before: Sent before the alternate screen is entered.
        after: Sent when it has been left.
        printing: The mode for lines that stay when the program has ended and the cure is undone.
        advice: A setting that helps where nothing else does; may be empty.
        key: Under what an answer given to doctor is kept: the terminal's name and version.
        replies: What it answered.
        redraw: A command that makes a multiplexer paint anew once ``before`` has been sent.
        uncured: The mode where neither ``before`` nor every shade of colour reaches it.
        multiplexer: Whether it is tmux or screen, and another terminal shows what it is sent.
    """

    name: str
    mode: Mode
    keep_harakat: bool
    why: str
    before: str = BDSM.before
    after: str = BDSM.after
    printing: Mode = "visual"
    advice: str = ""
    key: str = ""
    replies: Replies = NO_REPLIES
    redraw: tuple[str, ...] = ()
    uncured: Mode = "visual"
    multiplexer: bool = False


def in_mode(terminal: Terminal, mode: Mode, why: str) -> Terminal:
    """Return the terminal with another mode than the one found for it.

    A mode that counts on the terminal's reordering is sent no cure against it.
    """
    chosen = replace(terminal, mode=mode, printing=mode, why=why)
    return chosen if mode in CURED_MODES else replace(chosen, before="", after="", redraw=())


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing by which a terminal is known.

    Attributes:
        of: ``XTVERSION``, ``DA2``, ``DA3``, ``DECRQM 8``, ``TN``, or an environment variable.
        begins: What the value begins with; for DA2 whole numbers.
        ends: What it ends with.
    """

    of: str
    begins: str = ""
    ends: str = ""

    def fits(self, value: str | None) -> bool:
        """Tell whether a value is the one looked for."""
        if value is None:
            return False
        if self.of == "DA2":
            # 65 is not the beginning of 651.
            return f"{value};".startswith(f"{self.begins};") and value.endswith(self.ends)
        return value.startswith(self.begins) and value.endswith(self.ends)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is written to one kind of terminal; any of its signs is enough."""

    name: str
    signs: tuple[Sign, ...]
    mode: Mode
    keep_harakat: bool
    cure: Cure = BDSM
    uncured: Mode | None = None
    """Where neither the cure nor every shade of colour reaches it; None where ``mode`` does."""
    lasting: bool = False
    """Whether lines printed under the cure stay as they are when it has been undone."""
    advice: str = ""
    multiplexer: bool = False

    def known_by(self, values: Mapping[str, str]) -> Sign | None:
        """Return the first sign that fits what is known of the terminal."""
        return next((sign for sign in self.signs if sign.fits(values.get(sign.of))), None)


_PUTTY_ADVICE = (
    "in PuTTY switch on both 'Disable Arabic text shaping' and 'Disable bidirectional text "
    "display' (Terminal, Features), then answer doctor with visual"
)
_APPLE_ADVICE = (
    "Apple's Terminal reorders every line and cannot be told not to: see which sample of doctor "
    "reads right, or use another terminal, such as iTerm2, WezTerm, kitty or Ghostty"
)
_KITTY_ADVICE = "with force_ltr yes in kitty.conf answer doctor with visual"
_UNSEEN_ADVICE = "if lines read backwards, choose the sample of doctor that reads right"
_BIDI_OPTION_ADVICE = "if its own bidi option is on, choose the sample of doctor that reads right"
_FOOT_ADVICE = "harakat show with [tweak] grapheme-shaping=no in foot.ini and --harakat keep"

# The order counts: the first rule with a fitting sign is taken.
BY_REPLY: tuple[Rule, ...] = (
    Rule(
        "tmux",
        (Sign("XTVERSION", "tmux "), Sign("DA2", "84")),
        "visual",
        False,
        multiplexer=True,
    ),
    Rule("screen", (Sign("DA2", "83"),), "visual", False, multiplexer=True),
    Rule("mosh", (Sign("DA2", "1;10;0"),), "visual", False, advice=_UNSEEN_ADVICE),
    Rule(
        "kitty",
        (Sign("XTVERSION", "kitty("), Sign("DA2", "1;4000")),
        "chunks",
        False,
        advice=_KITTY_ADVICE,
    ),
    Rule(
        "Konsole",
        (Sign("XTVERSION", "Konsole "), Sign("DA3", "7E4B4445")),
        "visual",
        True,
        KONSOLE,
        uncured="braille",
    ),
    Rule(
        "VTE",
        (
            Sign("XTVERSION", "VTE("),
            Sign("DA3", "7E565445"),
            Sign("DECRQM 8", "1"),
            Sign("DECRQM 8", "2"),
        ),
        "visual",
        True,
        uncured="braille",
        lasting=True,
    ),
    Rule(
        "mlterm",
        (Sign("TN", "mlterm"), Sign("DA2", "24;279;0")),
        "visual",
        True,
        MLTERM,
        uncured="logical",
    ),
    Rule("xterm", (Sign("XTVERSION", "XTerm("),), "visual", True),
    Rule(
        "foot",
        (Sign("XTVERSION", "foot("), Sign("DA3", "464F4F54")),
        "visual",
        False,
        advice=_FOOT_ADVICE,
    ),
    Rule("Ghostty", (Sign("XTVERSION", "ghostty "),), "visual", False),
    Rule("WezTerm", (Sign("XTVERSION", "WezTerm "),), "visual", False, advice=_BIDI_OPTION_ADVICE),
    Rule(
        "iTerm2",
        (Sign("XTVERSION", "iTerm2 "), Sign("DA2", "0;95;0")),
        "visual",
        False,
        advice=_BIDI_OPTION_ADVICE,
    ),
    Rule("mintty", (Sign("XTVERSION", "mintty "), Sign("DA2", "77")), "visual", False),
    Rule("xterm.js", (Sign("XTVERSION", "xterm.js("), Sign("DA2", "0;276;0")), "jitter", True),
    Rule("QTerminal", (Sign("DA2", "0;115;0"),), "jitter", False, uncured="braille"),
    Rule("PuTTY", (Sign("DA2", "0;136;0"),), "braille", False, NO_CURE, advice=_PUTTY_ADVICE),
    Rule("Windows Terminal", (Sign("DA2", "0;10;1"),), "visual", False),
    Rule("Termux", (Sign("DA2", "41;320;0"),), "visual", False, advice=_UNSEEN_ADVICE),
    Rule("xterm", (Sign("DA2", "41"),), "visual", True),
    Rule("urxvt", (Sign("DA2", "85"),), "visual", True),
    Rule("zutty", (Sign("DA2", "64;0;0"),), "visual", False),
    Rule("Alacritty", (Sign("DA2", "0", ends=";1"),), "visual", False),
    Rule(
        "Apple Terminal",
        (Sign("DA2", "1;95;0"),),
        "braille",
        False,
        NO_CURE,
        advice=_APPLE_ADVICE,
    ),
    # Without a name of ours it is called what it calls itself.
    Rule("", (Sign("XTVERSION"),), "visual", False, advice=_UNSEEN_ADVICE),
)

VTE_BEHIND = "VTE_VERSION of tmux"

BY_ENVIRONMENT: tuple[Rule, ...] = (
    Rule("tmux", (Sign("TMUX"), Sign("TERM", "tmux")), "visual", False, multiplexer=True),
    Rule("screen", (Sign("STY"), Sign("TERM", "screen")), "visual", False, multiplexer=True),
    Rule("kitty", (Sign("TERM", "xterm-kitty"),), "chunks", False, advice=_KITTY_ADVICE),
    Rule("mlterm", (Sign("TERM", "mlterm"),), "visual", True, MLTERM, uncured="logical"),
    Rule("foot", (Sign("TERM", "foot"),), "visual", False, advice=_FOOT_ADVICE),
    Rule("Alacritty", (Sign("TERM", "alacritty"),), "visual", False),
    Rule("st", (Sign("TERM", "st-"), Sign("TERM", "st", ends="st")), "visual", False),
    Rule("urxvt", (Sign("TERM", "rxvt-unicode"),), "visual", True),
    Rule("Linux console", (Sign("TERM", "linux"),), "visual", False, NO_CURE),
    Rule("dumb", (Sign("TERM", "dumb"),), "visual", False, NO_CURE),
    # TERM says what a terminal thinks of itself; these leak into others started from it.
    Rule("VS Code", (Sign("TERM_PROGRAM", "vscode"),), "jitter", True),
    Rule(
        "Apple Terminal",
        (Sign("TERM_PROGRAM", "Apple_Terminal"),),
        "braille",
        False,
        NO_CURE,
        advice=_APPLE_ADVICE,
    ),
    Rule("VTE", (Sign(VTE_BEHIND),), "visual", True, uncured="braille"),
    Rule("Windows Terminal", (Sign("WT_SESSION"),), "visual", False),
    Rule("Termux", (Sign("TERMUX_VERSION"),), "visual", False, advice=_UNSEEN_ADVICE),
)

_UNKNOWN = Rule("unknown", (), "visual", False, advice=_UNSEEN_ADVICE)
"""Most terminals print cells as they come, and not one ``BDSM`` does harm to."""


def rule_by_reply(replies: Replies) -> tuple[Rule, str] | None:
    """Return what an answer says of the terminal, and why; None if the answers say nothing."""
    values = {label: value for label, value in _values(replies) if value}
    return _first(BY_REPLY, values, "it answers {sign} with {value}")


def _values(replies: Replies) -> Iterator[tuple[str, str | None]]:
    yield "XTVERSION", replies.xtversion
    yield "DA2", replies.da2
    yield "DA3", replies.da3
    yield "TN", replies.termname
    yield "DECRQM 8", None if replies.bdsm is None else str(replies.bdsm)


def _first(rules: tuple[Rule, ...], values: Mapping[str, str], why: str) -> tuple[Rule, str] | None:
    for rule in rules:
        if sign := rule.known_by(values):
            return rule, why.format(sign=sign.of, value=values[sign.of])
    return None


def recognise(replies: Replies, environment: Mapping[str, str]) -> Terminal:
    """Return what to write to the terminal that gave these answers.

    Args:
        replies: Its answers; empty ones if it was not asked.
        environment: The environment's variables.
    """
    if environment.get("TEXTUAL_DRIVER"):
        # What is written there is a protocol of packets, in which a sequence would be garbage.
        why = "TEXTUAL_DRIVER is set"
        return Terminal("web", "jitter", True, why, "", "", "jitter", key="web", uncured="jitter")
    named = {name: value for name, value in environment.items() if value}
    if replies.da1 is not None:
        # A multiplexer would have said so: these have leaked from the one it was started in.
        named = {name: value for name, value in named.items() if name not in ("TMUX", "STY")}
    rule, why = (
        rule_by_reply(replies)
        or _first(BY_ENVIRONMENT, named, "{sign} is {value}")
        or (_UNKNOWN, "it gave no answer that is known")
    )
    return _as_terminal(rule, why, replies, named)


def _as_terminal(
    rule: Rule, why: str, replies: Replies, environment: Mapping[str, str]
) -> Terminal:
    identity = replies.identity or f"TERM {environment.get('TERM', 'unset')}"
    name = rule.name or identity.partition("(")[0].partition(" ")[0] or "unknown"
    return Terminal(
        name,
        rule.mode,
        rule.keep_harakat,
        why,
        rule.cure.before,
        rule.cure.after,
        rule.mode if rule.lasting else rule.uncured or rule.mode,
        rule.advice,
        identity if replies.identity else f"{name}, {identity}",
        replies,
        multiplexer=rule.multiplexer,
        uncured=rule.uncured or rule.mode,
    )
