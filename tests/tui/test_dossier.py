"""The dossier on the screen: sections by number, lines that lead to their place, and back."""

from __future__ import annotations

import pytest

from corpus.errors import NotFoundError
from tui.cli import main
from tui.panes.choices import ChoiceList
from tui.panes.dossier import DossierView, SectionList
from tui.screens.dossier import DossierScreen, Goto, OpenConcordance, OpenTimeline
from tui.screens.meet import MeetScreen

SOCHI, MOSCOW = "agreement/sochi-memo-2018", "agreement/moscow-protocol-2020"


class Opened:
    """A dossier on the screen, and what it answers."""

    def __init__(self, on_screen, screen):
        self.on_screen = on_screen
        self.screen = screen
        self.answers = []

    @property
    def view(self):
        return self.screen.query_one(DossierView)

    @property
    def titles(self):
        return [section.title for section in self.view.sections]

    @property
    def line(self):
        return self.view.line

    async def press(self, *keys):
        for key in keys:
            await self.on_screen.press(key)
        await self.ready()

    async def go_to(self, title):
        self.screen.action_go_to_section(self.titles.index(title))
        await self.ready()

    async def down_to(self, **wanted):
        """Go down to the first line whose fields are these."""
        for _ in range(200):
            if all(getattr(self.line, field) == value for field, value in wanted.items()):
                return
            await self.on_screen.press("j")
        raise AssertionError(f"no line with {wanted}")

    async def ready(self):
        for _ in range(2):
            manager = self.on_screen.app.workers
            reading = [w for w in manager if w.group in ("dossier", "more", "finder")]
            if reading:
                await manager.wait_for_complete(reading)
            await self.on_screen.settle()


async def opened(on_screen, library, *slugs):
    dossier = Opened(on_screen, DossierScreen(library, *slugs))
    await on_screen.app.push_screen(dossier.screen, dossier.answers.append)
    await dossier.ready()
    return dossier


async def test_the_sections_stand_in_the_contents_and_keys_go_to_them(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        assert dossier.titles[:4] == ["Who or what it is", "The agreement", "Terms", "Relations"]
        assert dossier.titles[-1] == "Articles"
        assert dossier.screen.query_one(SectionList).row_count == len(dossier.titles)
        await dossier.press("2")
        assert (dossier.line.label, dossier.line.text) == ("signed", "2018-09-17")
        await dossier.press("tab")
        assert dossier.line.label == "clause 1"
        await dossier.press("shift+tab", "shift+tab")
        assert dossier.view.current_section == 0


async def test_enter_on_an_article_answers_with_the_place_of_its_first_mention(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await dossier.go_to("Articles")
        spot = dossier.line.spot
        first = next(m for m in library.mentions(spot.article_id) if SOCHI in m.entities)
        await dossier.press("enter")
        assert dossier.answers == [Goto(spot.article_id, first.span)]


async def test_enter_on_an_entity_opens_its_dossier_and_backspace_comes_back(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await dossier.go_to("Relations")
        await dossier.down_to(entity=MOSCOW)
        cursor = dossier.view.cursor
        await dossier.press("enter")
        assert "Moscow protocol 2020" in on_screen.rows[0]
        await dossier.go_to("Relations")
        assert dossier.line.entity == SOCHI
        await dossier.press("backspace")
        assert "Sochi memo 2018" in on_screen.rows[0]
        assert (dossier.view.cursor, dossier.line.entity) == (cursor, MOSCOW)
        await dossier.press("ctrl+o")
        assert dossier.answers == [None]


async def test_keys_answer_with_what_to_open_next(drive, library):
    async with drive(library) as on_screen:
        for key, answer in (("C", OpenConcordance(SOCHI)), ("T", OpenTimeline(SOCHI)), ("q", None)):
            dossier = await opened(on_screen, library, SOCHI)
            await dossier.press(key)
            assert dossier.answers == [answer]


async def test_a_second_entity_is_chosen_by_a_part_of_its_name(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, "person/erdogan")
        await on_screen.press("p")
        await dossier.ready()
        assert isinstance(on_screen.app.screen, MeetScreen)
        await on_screen.type("putin")
        await dossier.press("enter")
        assert dossier.titles[0] == "The two"
        assert "In one sentence" in dossier.titles
        await dossier.go_to("In one sentence")
        spot = dossier.line.spot
        await dossier.press("enter")
        assert dossier.answers == [Goto(spot.article_id, spot.span)]


async def test_many_entities_to_choose_from_are_paged_through_and_left(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, "person/erdogan")
        titles = dossier.titles
        await on_screen.press("p")
        await dossier.ready()
        await on_screen.type("a")
        choices = on_screen.app.screen.query_one(ChoiceList)
        await on_screen.press("pagedown")
        assert choices.cursor > 1
        await on_screen.press("pageup")
        assert choices.cursor == 0
        await dossier.press("escape")
        assert on_screen.app.screen is dossier.screen
        assert dossier.titles == titles


async def test_arabic_stands_right_and_its_label_left(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await dossier.go_to("Articles")
        row = next(row for row in on_screen.rows if "2020-03-15" in row)
        # The line begins on the right, with the letter alef, and ends before the label.
        assert row.rstrip("│ ▁▂▃▄▅▆▇█").endswith("ﻝﻭﺃ")
        assert row.index("2020-03-15") < 40


async def test_more_of_a_long_section_is_shown_in_place(
    drive, library, article_of_many, mention_in_many
):
    for number in range(70):
        article = article_of_many(number)
        library.add(article, [mention_in_many(article)], ())
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, "person/nobody")
        assert dossier.titles == []
        assert "no entity" in on_screen.status
        dossier = await opened(on_screen, library, "person/akar")
        await dossier.go_to("Articles")
        shown = len(dossier.view.sections[-1].lines)
        await dossier.press("G")
        assert dossier.line is None
        await dossier.press("enter")
        assert len(dossier.view.sections[-1].lines) > shown
        assert dossier.view.sections[-1].next is None
        assert dossier.line is not None


@pytest.fixture
def article_of_many():
    from corpus.article import Article, Paragraph, Published, Span

    def made(number):
        text = f"قال أكار {number}"
        return Article(
            f"{number:012x}",
            text,
            (Paragraph(Span(0, len(text))),),
            None,
            "مثال",
            Published("2020-05-01", "metadata"),
            f"{number}.txt",
            f"{number:064x}",
        )

    return made


@pytest.fixture
def mention_in_many():
    from corpus.article import EntityType, Mention, MentionKind, Span

    def made(article):
        return Mention(
            Span(4, 8), EntityType.PERSON, MentionKind.NAME, ("person/akar",), "name: أكار"
        )

    return made


async def test_a_line_is_copied_in_logical_order(drive, library):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await dossier.down_to(label="Arabic")
        await dossier.press("y")
        assert on_screen.app.clipboard == "Arabic مذكرة سوتشي 2018"


async def test_the_dossier_is_written_as_markdown(drive, library, tmp_path):
    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await on_screen.press("e")
        await on_screen.press("ctrl+a", "ctrl+u")
        await on_screen.type(str(tmp_path / "dossier.md"))
        await on_screen.press("enter")
        written = (tmp_path / "dossier.md").read_text(encoding="utf-8")
        assert written.startswith("---\n") and "## Relations" in written
        assert dossier.answers == []


async def test_the_file_that_was_written_is_named_whatever_is_in_its_name(drive, library, tmp_path):
    async with drive(library, size=(200, 36), messages=True) as on_screen:
        await opened(on_screen, library, SOCHI)
        await on_screen.press("e")
        await on_screen.press("ctrl+a", "ctrl+u")
        await on_screen.type(str(tmp_path / "[b]own.md"))
        await on_screen.press("enter")
        assert (tmp_path / "[b]own.md").exists()
        assert "[b]own.md" in "".join("".join(row.split("│")).strip() for row in on_screen.rows)


async def test_a_narrow_and_a_low_screen_show_the_lines_alone(drive, library):
    async with drive(library, size=(60, 12)) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        assert not dossier.screen.query_one(SectionList).display
        await dossier.press("G", "g", "space", "b", "j", "k")
        await on_screen.pilot.resize_terminal(30, 6)
        await dossier.press("G")
        assert dossier.line is not None


# --- the verb -----------------------------------------------------------------------------


@pytest.fixture
def at_home(library_file, monkeypatch):
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))


def test_the_verb_prints_the_sections_behind_the_mentions(at_home, capsys):
    assert main(["entity", SOCHI]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{SOCHI}\t")
    mentions = next(n for n, line in enumerate(lines) if " mentions in " in line)
    sections = [n for n, line in enumerate(lines) if line.startswith("# ")]
    assert sections[0] > mentions + 20
    assert any(line.startswith("supplemented by\t") and MOSCOW in line for line in lines)


def test_the_verb_gives_every_section_as_json_with_the_places_of_its_lines(
    at_home, capsys, library
):
    import json

    assert main(["entity", SOCHI, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    sections = {section["key"]: section for section in told["sections"]}
    assert len(sections["articles"]["lines"]) == told["articles"]
    for line in sections["articles"]["lines"]:
        text = library.article(line["article"]).text
        assert text[line["start"] : line["end"]].strip()
    assert main(["entity", SOCHI, "--json", "--limit", "2"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["mentions"]) == 2
    assert max(len(section["lines"]) for section in told["sections"]) == 2


def test_the_verb_takes_a_name_and_says_for_what(at_home, capsys):
    assert main(["entity", "أكار"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("person/akar\t")
    assert "person/akar" in printed.err


def test_the_verb_tells_where_two_meet(at_home, capsys):
    import json

    assert main(["entity", "erdogan", "putin", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["entities"] == ["person/erdogan", "person/putin"]
    assert "sentences" in [section["key"] for section in told["sections"]]


def test_the_verb_writes_markdown_and_refuses_a_limit_below_one(at_home, capsys):
    assert main(["entity", SOCHI, "--markdown", "--limit", "3"]) == 0
    assert capsys.readouterr().out.startswith('---\ntitle: "Dossier: Sochi memo 2018"')
    assert main(["entity", SOCHI, "--limit", "0"]) == 2
    assert NotFoundError.exit_code == main(["entity", "person/nobody-at-all"])


async def test_a_section_that_arrives_above_leaves_the_line_one_reads_in_its_place(drive, library):
    from corpus.dossier.values import Line, Section

    def section(key, title):
        return Section(key, title, "قسم", tuple(Line(f"{title} {n}") for n in range(30)), 30)

    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        dossier.view.show([section("when", "When"), section("articles", "Articles")])
        await dossier.press("G")
        before = [row for row in on_screen.rows if "Articles 29" in row]
        at = on_screen.rows.index(before[0])
        dossier.view.add(section("relations", "Relations"))
        dossier.view.add(section("accounts", "Accounts"))
        await on_screen.settle()
        assert dossier.titles == ["Relations", "When", "Accounts", "Articles"]
        assert dossier.line.text == "Articles 29"
        assert "Articles 29" in on_screen.rows[at]


async def test_a_section_of_thousands_of_lines_is_laid_out_a_page_at_a_time(drive, library):
    from corpus.dossier.values import PAGE, Line, Section

    async with drive(library) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        lines = tuple(Line(f"line {number}") for number in range(5000))
        dossier.view.show([Section("sentences", "In one sentence", "جمل", lines, len(lines))])
        await dossier.press("G")
        assert any(f"{len(lines) - PAGE} more" in row for row in on_screen.rows)
        await dossier.press("enter")
        assert dossier.line.text == f"line {PAGE}"


async def test_a_wider_terminal_is_wrapped_for_before_it_is_painted(drive, library):
    async with drive(library, size=(60, 24)) as on_screen:
        dossier = await opened(on_screen, library, SOCHI)
        await dossier.press("3")
        # What hears of the new size last is what stands behind another screen.
        await dossier.press("question_mark")
        for size in ((200, 50), (40, 10), (120, 36)):
            await on_screen.pilot.resize_terminal(*size)
            await on_screen.settle()
            assert len(on_screen.sent_rows) == size[1]
