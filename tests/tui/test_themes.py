"""Colours that can be read, and told apart by every eye; themes of one's own."""

from __future__ import annotations

import itertools
import math
import os

import pytest
from textual.color import Color

from tui.app import BriefApp
from tui.looks import Looks, in_ascii
from tui.settings import Settings
from tui.settings.values import THEMES
from tui.theme_files import faint, own_theme, theme_names
from tui.themes import (
    ENTITIES,
    LEAST_CONTRAST,
    PALETTES,
    built_in_themes,
    contrast,
    has_many_colours,
    is_dark,
    linear,
    suited,
)

# Machado, Oliveira and Fernandes (2009), severity 1: what an eye sees that lacks one receptor.
EYES = {
    "all receptors": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TOLD_APART = 12
"""Distance in CIE L*a*b* beyond which two words in colour are told apart at a glance; 2.3 is the
least that is noticed side by side."""


def lab(red, green, blue):
    """Return CIE L*a*b* of light (D65)."""
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, eye):
    light = linear(colour)
    return lab(
        *(min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in EYES[eye])
    )


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    (folder / "themes").mkdir(parents=True)
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


def write(config, name, text):
    (config / "themes" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", PALETTES)
def test_entity_colours_are_told_apart_by_every_eye(name, eye):
    palette = PALETTES[name]
    for one, other in itertools.combinations(ENTITIES, 2):
        distance = math.dist(seen(getattr(palette, one), eye), seen(getattr(palette, other), eye))
        assert distance > TOLD_APART, (one, other)


@pytest.mark.parametrize("name", PALETTES)
def test_every_word_stands_out_from_its_ground(name):
    palette = PALETTES[name]
    least = 7.0 if name.startswith("contrast") else LEAST_CONTRAST
    for colour in ("foreground", "muted", *ENTITIES):
        assert contrast(getattr(palette, colour), palette.background) >= least, colour
    # Large or bold text and states: WCAG 2.2, 1.4.11.
    cursor = Color.parse(palette.background).blend(Color.parse(palette.primary), 0.6).hex
    for ground in (palette.panel, palette.noted, palette.followed, palette.selection, cursor):
        for colour in ("foreground", *ENTITIES):
            assert contrast(getattr(palette, colour), ground) >= 3, (colour, ground)
    for ground in (palette.warning, palette.accent):
        assert contrast(palette.background, ground) >= LEAST_CONTRAST


@pytest.mark.parametrize("name", PALETTES)
def test_the_pane_with_the_keys_is_known_by_its_frame(name):
    palette = PALETTES[name]
    assert contrast(palette.accent, palette.background) >= 3
    assert contrast(palette.accent, palette.frame) >= 1.5


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_dark_and_light_are_told_by_the_ground():
    assert [is_dark(palette.background) for palette in PALETTES.values()] == [
        "light" not in name for name in PALETTES
    ]


@pytest.mark.parametrize("name", THEMES)
async def test_every_theme_is_put_on_at_the_start_and_on_the_way(library, name):
    app = BriefApp(library, settings=Settings(theme=name))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.theme == name
        for other in THEMES:
            app.theme = other
            await pilot.pause()
        app.theme = name
        await pilot.pause()
        styles = {
            (segment.style.color, segment.style.bgcolor)
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
        }
        numbered = {c.triplet is None for pair in styles for c in pair if c is not None}
        assert numbered == ({True} if name in ("terminal", "none") else {False})


async def test_without_colours_none_is_sent_and_types_and_states_are_told_otherwise(library):
    app = BriefApp(library, settings=Settings(theme="none"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter", *["right_square_bracket"] * 3)
        await pilot.pause()
        reader = app.screen.query_one("#reader")
        segments = [s for strip in app.screen._compositor.render_strips() for s in strip]
        sent = {s.style.color for s in segments if s.style} | {
            s.style.bgcolor for s in segments if s.style
        }
        assert all(color is None or color.is_default for color in sent)
        looks = {}
        for type_ in ("agreement", "person", "org", "place"):
            style = reader.get_component_rich_style(f"entity--{type_}", partial=True)
            looks[type_] = (bool(style.bold), bool(style.underline), bool(style.dim))
        assert len(set(looks.values())) == 4
        states = {
            name: reader.get_component_rich_style(f"reader--{name}", partial=True)
            for name in ("current", "followed", "note", "hit")
        }
        said = {(s.bold, s.underline, s.dim, s.reverse) for s in states.values()}
        assert len(said) == 4


async def test_only_our_themes_are_offered(library, config):
    write(config, "mine", 'base = "light"\n')
    app = BriefApp(library)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert set(app.available_themes) == {*THEMES, "mine"}
        app.theme = "mine"
        await pilot.pause()
        assert app.current_theme.background == PALETTES["light"].background
        # Written anew while the screen is open, it is as it is written.
        write(config, "mine", 'base = "light"\nbackground = "#FFFFEE"\n')
        app.theme = "dark"
        app.theme = "mine"
        await pilot.pause()
        assert app.current_theme.background == "#FFFFEE"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('bakground = "#000000"\n', ["mine.toml, line 1", "'bakground'", "background"]),
        ('\nperson = "blue"\n', ["mine.toml, line 2", "'blue'", "#56B4E9"]),
        ("person = 3\n", ["line 1", "3"]),
        ('base = "nord"\n', ["line 1", "'nord'", "contrast-dark"]),
        ("person\n", ["mine.toml", "no TOML"]),
        ("base = ['dark']\n", ["line 1", "dark"]),
    ],
)
def test_a_faulty_theme_is_told_by_file_and_line_and_shown_as_its_base(config, text, says):
    write(config, "mine", text)
    own = own_theme("mine")
    (problem,) = own.problems
    assert all(part in problem for part in says)
    assert "\n" not in problem
    assert own.palette == PALETTES["dark"]
    assert own.told == problem


def test_a_missing_colour_is_named_in_one_line_and_taken_from_the_base(config):
    write(config, "mine", 'person = "#FFFFFF"\n')
    own = own_theme("mine")
    assert own.palette.person == "#FFFFFF"
    assert own.palette.place == PALETTES["dark"].place
    assert "place" in own.told
    assert "dark" in own.told
    assert "person" not in own.told
    assert "\n" not in own.told


def test_what_a_named_base_is_for_is_not_complained_of(config):
    write(config, "mine", 'base = "contrast-light"\nperson = "#000000"\n')
    assert own_theme("mine").told == ""
    assert "place" in own_theme("mine").left_out


def test_colours_too_faint_are_named(config):
    write(config, "mine", 'base = "dark"\nplace = "#222222"\n')
    ((name, ratio),) = faint(own_theme("mine").palette)
    assert name == "place"
    assert ratio < 2


def test_a_theme_of_ones_own_cannot_take_the_name_of_a_built_in_one(config):
    write(config, "light", 'base = "dark"\n')
    assert theme_names() == THEMES


async def test_what_is_wrong_with_the_theme_is_said_on_the_screen(library, config):
    write(config, "mine", 'persn = "#FFFFFF"\n')
    app = BriefApp(library, settings=Settings(theme="mine"))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert ["persn" in message.message for message in app._notifications] == [True]


MANY = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("chosen", "environment", "ground", "theme"),
    [
        ("auto", MANY, None, "dark"),
        ("auto", MANY, "#FDF6E3", "light"),
        ("auto", MANY, "#002B36", "dark"),
        ("auto", {**MANY, "COLORFGBG": "0;15"}, None, "light"),
        ("auto", {**MANY, "COLORFGBG": "15;default;0"}, None, "dark"),
        ("auto", {**MANY, "COLORFGBG": "0;15"}, "#000000", "dark"),
        ("auto", {"TERM": "xterm"}, None, "terminal"),
        ("auto", {"TERM": "xterm-16color"}, "#FFFFFF", "terminal"),
        ("auto", {"TERM": "linux"}, None, "terminal"),
        ("auto", {"TERM": "xterm", "COLORTERM": "truecolor"}, None, "dark"),
        ("auto", {**MANY, "NO_COLOR": "1"}, None, "none"),
        ("auto", {**MANY, "NO_COLOR": ""}, None, "dark"),
        ("light", {**MANY, "NO_COLOR": "1"}, "#000000", "light"),
        ("contrast-dark", {"TERM": "xterm"}, None, "contrast-dark"),
    ],
)
def test_the_theme_goes_by_the_settings_then_by_the_terminal(chosen, environment, ground, theme):
    assert suited(chosen, environment, ground) == theme


def test_kitty_and_its_like_have_many_colours_without_saying_so():
    for term in ("xterm-kitty", "alacritty", "foot", "tmux-256color", "xterm-direct"):
        assert has_many_colours({"TERM": term})


@pytest.mark.parametrize(
    ("icons", "environment", "plain"),
    [
        ("auto", {"TERM": "xterm", "LANG": "ar_SY.UTF-8"}, False),
        ("auto", {"TERM": "xterm", "LANG": "de_DE.utf8@euro"}, False),
        ("auto", {"TERM": "xterm"}, False),
        ("auto", {"TERM": "xterm", "LANG": "nonsense"}, False),
        ("auto", {"TERM": "linux", "LANG": "C.UTF-8"}, True),
        ("unicode", {"TERM": "linux"}, False),
        ("ascii", {"LANG": "C.UTF-8"}, True),
    ],
)
def test_signs_are_ascii_where_they_are_asked_for_or_cannot_be_shown(icons, environment, plain):
    assert in_ascii(icons, environment) is plain


async def test_in_ascii_nothing_but_letters_and_marks_of_texts_is_left(library):
    app = BriefApp(library, settings=Settings(icons="ascii"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter", "right_square_bracket")
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        left = {c for c in "".join(rows) if not c.isascii() and not c.isalpha()}
        assert not {c for c in left if 0x2190 <= ord(c) <= 0x27BF}, left
        assert rows[0].startswith("+-")
        widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
        assert widths == {120}


def test_a_theme_costs_no_more_colours_than_textual_knows():
    assert {theme.name for theme in built_in_themes()} == set(THEMES)
    assert issubclass(BriefApp, Looks)
    assert os.environ.get("NO_COLOR") is None


async def test_a_theme_that_is_put_on_says_how_to_keep_it(drive, library):
    async with drive(library) as on_screen:
        on_screen.app.theme = "contrast-light"
        await on_screen.settle()
        assert "config set look.theme contrast-light" in on_screen.status


def test_titles_stand_out_in_every_theme():
    for theme in built_in_themes():
        if theme.ansi:
            continue
        variables = theme.to_color_system().generate() | theme.variables
        for name in ("text-primary", "text-accent", "text-success", "text-error", "text-warning"):
            ratio = contrast(Color.parse(variables[name]).hex6, Color.parse(theme.background).hex6)
            assert ratio >= LEAST_CONTRAST, (theme.name, name)
