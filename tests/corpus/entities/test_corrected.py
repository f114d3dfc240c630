"""The user's corrections win over what was found."""

from __future__ import annotations

import pytest

from corpus.article import (
    EntityName,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Span,
    Statement,
)
from corpus.entities.corrected import Corrector
from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs


@pytest.fixture
def article(article_of):
    return article_of(
        "لقاء خلوصي أكار ولافروف", "قال أكار إن لقاءه بلافروف ناجح. وأضاف أكار المزيد."
    )


def found(article, *items: tuple[str, str], statements=()) -> Extraction:
    """Mentions of words, each at its first place that is not taken yet."""
    mentions, start = [], 0
    for words, slug in items:
        start = article.text.index(words, start)
        mentions.append(
            Mention(
                Span(start, start + len(words)),
                EntityType.PERSON,
                MentionKind.NAME,
                (slug,),
                "name",
            )
        )
        start += len(words)
    return Extraction(tuple(mentions), statements)


def links(article, extraction: Extraction) -> list[tuple[str, str]]:
    return [(m.span.slice(article.text), m.entities[0]) for m in extraction.mentions]


def test_a_form_means_what_it_was_said_to_mean_wherever_it_stands_by_itself(article):
    before = found(article, ("خلوصي أكار", "person/akar"), ("أكار", "person/akar"))
    after = Corrector([FormIs("اكار", "person/x")]).corrected(article, before)
    assert links(article, after) == [
        ("خلوصي أكار", "person/akar"), ("أكار", "person/x"), ("أكار", "person/x"),
    ]  # fmt: skip
    assert after.mentions[1].why.startswith("correction")


def test_a_form_is_found_behind_proclitics_too(article):
    after = Corrector([FormIs("لافروف", "person/lavrov")]).corrected(article, Extraction(()))
    assert links(article, after) == [("لافروف", "person/lavrov")] * 2


def test_a_form_that_names_nothing_is_no_mention_any_more(article):
    before = found(article, ("خلوصي أكار", "person/akar"), ("أكار", "person/akar"))
    after = Corrector([FormIs("أكار", None)]).corrected(article, before)
    assert links(article, after) == [("خلوصي أكار", "person/akar")]


def test_a_passage_is_corrected_alone_and_only_while_its_text_stands_there(article):
    before = found(article, ("أكار", "person/akar"), ("أكار", "person/akar"))
    start = before.mentions[1].span.start
    here = PassageIs(article.id, start, "أكار", "person/x")
    assert [m.entities[0] for m in Corrector([here]).corrected(article, before).mentions] == [
        "person/akar", "person/x",
    ]  # fmt: skip
    moved = PassageIs(article.id, start + 1, "أكار", "person/x")
    assert Corrector([moved]).corrected(article, before).mentions == before.mentions
    other = PassageIs("ffffffffffff", start, "أكار", "person/x")
    assert Corrector([other]).corrected(article, before).mentions == before.mentions


def test_merged_entities_are_one_also_over_several_steps_and_never_in_a_circle(article):
    before = found(article, ("أكار", "person/a"), ("لافروف", "person/b"))
    chain = [Merge("person/a", "person/b"), Merge("person/b", "person/c")]
    after = Corrector(chain).corrected(article, before)
    assert {m.entities for m in after.mentions} == {("person/c",)}
    back = Corrector([*chain, Merge("person/c", "person/a")]).corrected(article, before)
    assert {m.entities for m in back.mentions} == {("person/a",)}


def test_the_later_correction_wins(article):
    corrector = Corrector([FormIs("أكار", "person/x"), FormIs("آكار", "person/y")])
    after = corrector.corrected(article, Extraction(()))
    assert {m.entities for m in after.mentions} == {("person/y",)}


def test_a_new_entity_brings_its_name(article):
    name = EntityName("person/x", EntityType.PERSON, "فلان", "Someone", "")
    corrector = Corrector([NewEntity(name), FormIs("أكار", "person/x")])
    assert name in corrector.corrected(article, Extraction(())).names


def test_statements_follow_their_speaker(article):
    text = article.text
    speaker = Span(text.index("أكار إن"), text.index("أكار إن") + 4)
    before = Extraction(
        (Mention(speaker, EntityType.PERSON, MentionKind.NAME, ("person/akar",), "name"),),
        (
            Statement(Span(40, 50), "reported", speaker, ("person/akar",), Span(30, 33), "a"),
            Statement(Span(60, 65), "reported", None, ("person/akar",), Span(52, 57), "b"),
        ),
    )
    here = PassageIs(article.id, speaker.start, "أكار", "person/x")
    after = Corrector([here]).corrected(article, before)
    assert [said.entities for said in after.statements] == [("person/x",), ("person/x",)]


def test_without_corrections_nothing_changes(article):
    before = found(article, ("أكار", "person/akar"))
    assert Corrector([]).corrected(article, before) == before
