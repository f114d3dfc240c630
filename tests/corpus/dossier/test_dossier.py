"""The dossier of an agreement, a person, a day, somebody unknown, and of two entities."""

from __future__ import annotations

import re

import pytest

from corpus.article import Span
from corpus.dossier.build import dossier, page, pair, subject_of
from corpus.dossier.markdown import to_markdown
from corpus.dossier.resolve import resolve
from corpus.dossier.told import inside
from corpus.errors import NotFoundError
from corpus.knowledge.base import load

SOCHI, MOSCOW = "agreement/sochi-memo-2018", "agreement/moscow-protocol-2020"


@pytest.fixture(scope="module")
def base():
    return load()


def read(library, base, slug):
    return {
        section.key: section for section in dossier(library, base, subject_of(library, base, slug))
    }


def told(section, label):
    return [line for line in section.lines if line.label == label]


def add(library, article, mentions, names=()):
    library.add(article, mentions, names)
    return article


# --- what the knowledge base says ---------------------------------------------------------


def test_the_sochi_memorandum_names_its_day_its_parties_and_the_moscow_protocol(library, base):
    sections = read(library, base, SOCHI)
    facts = sections["agreement"]
    assert [line.text for line in told(facts, "signed")] == ["2018-09-17"]
    assert [line.entity for line in told(facts, "party")] == ["place/russia", "place/turkey"]
    assert [line.entity for line in told(facts, "place")] == ["place/sochi"]
    first = sections["relations"].lines[0]
    assert (first.label, first.entity) == ("supplemented by", MOSCOW)
    assert len(sections["terms"].lines) == 10
    assert told(sections["terms"], "clause 5")[0].aside == "by 2018-10-15"


def test_a_relation_is_told_from_both_ends(library, base):
    relations = read(library, base, MOSCOW)["relations"]
    assert [line.entity for line in told(relations, "supplements")] == [SOCHI]


def test_an_office_says_what_a_signatory_was_on_that_day(library, base):
    people = told(read(library, base, "agreement/memo-deescalation-2017")["agreement"], "signed by")
    akar = told(read(library, base, SOCHI)["agreement"], "signed by")[1]
    assert (akar.entity, akar.aside) == ("person/akar", "Minister of National Defence")
    assert people


def test_a_person_has_offices_with_their_days(library, base):
    offices = read(library, base, "person/akar")["offices"]
    assert [line.label for line in offices.lines] == ["2015-08-18 – 2018-07-10", "since 2018-07-10"]


def test_a_day_says_what_is_known_of_it_and_what_was_published(library, base):
    sections = read(library, base, "date/2018-10-15")
    assert ("clause 5 due", SOCHI) in [
        (line.label, line.entity) for line in sections["known"].lines
    ]
    sections = read(library, base, "date/2020-03-06")
    assert ("in force", MOSCOW) in [(line.label, line.entity) for line in sections["known"].lines]
    assert sections["published"].total == 1


def test_a_day_nobody_speaks_of_has_a_dossier_and_nonsense_has_none(library, base):
    assert "about" in read(library, base, "date/1999-01-01")
    with pytest.raises(NotFoundError):
        subject_of(library, base, "date/1999-02-31")
    with pytest.raises(NotFoundError):
        subject_of(library, base, "person/nobody-at-all")


# --- what the library tells ---------------------------------------------------------------


def test_every_article_that_mentions_it_is_listed_and_leads_to_its_first_mention(library, base):
    listed = read(library, base, SOCHI)["articles"]
    counted = {
        id_: [m for m in library.mentions(id_) if SOCHI in m.entities]
        for id_ in library.article_ids()
    }
    counted = {id_: mentions for id_, mentions in counted.items() if mentions}
    assert {line.spot.article_id for line in listed.lines} == set(counted)
    assert listed.total == len(counted) > 10
    for line in listed.lines:
        assert line.spot.span == counted[line.spot.article_id][0].span


def test_every_line_that_speaks_of_a_text_leads_to_words_of_that_text(library, base):
    for slug in (SOCHI, "person/erdogan", "date/2018-09-17"):
        for section in read(library, base, slug).values():
            for line in section.lines:
                if line.spot is not None:
                    text = library.article(line.spot.article_id).text
                    assert line.spot.span.slice(text).strip()
                for span in line.strong:
                    assert span.slice(line.text).strip()


def test_the_newest_article_comes_first_and_one_without_a_day_last(
    empty, base, article_of, mention_of
):
    for day, text in (
        (None, "زار أكار أنقرة"),
        ("2020-01-02", "أكار هنا"),
        ("2020-01-01", "قال أكار"),
    ):
        article = article_of(text, day=day)
        add(empty, article, [mention_of(article, "أكار", "person/akar")])
    lines = read(empty, base, "person/akar")["articles"].lines
    assert [line.label for line in lines] == ["2020-01-02", "2020-01-01", "no date"]


def test_a_long_list_comes_in_pages_that_join_without_a_gap(empty, base, article_of, mention_of):
    for number in range(120):
        article = article_of(f"قال أكار {number}", day=f"2020-01-{number % 28 + 1:02}")
        add(empty, article, [mention_of(article, "أكار", "person/akar")])
    subject = subject_of(empty, base, "person/akar")
    section = read(empty, base, "person/akar")["articles"]
    ids = [line.spot.article_id for line in section.lines]
    while section.next is not None:
        section = page(empty, subject, "articles", section.next)
        ids += [line.spot.article_id for line in section.lines]
    assert len(ids) == len(set(ids)) == 120


def test_months_are_counted_and_drawn_a_line_a_year(empty, base, article_of, mention_of):
    for day in ("2018-03-01", "2018-03-02", "2020-12-31"):
        article = article_of(f"قال أكار {day}", day=day)
        add(empty, article, [mention_of(article, "أكار", "person/akar")])
    lines = read(empty, base, "person/akar")["when"].lines
    assert [(line.label, line.text[:12]) for line in lines if line.label.isdecimal()] == [
        ("2018", "··█·········"),
        ("2019", "············"),
        ("2020", "···········▄"),
    ]


def test_statements_by_it_and_about_it_are_told_apart(library, base):
    sections = read(library, base, "agreement/sochi-memo-2018")
    assert "said" not in sections
    akar = read(library, base, "person/akar")
    own = {(id_, said.span) for id_, said in library.statements_of("person/akar")}
    assert {(line.spot.article_id, line.spot.span) for line in akar["said"].lines} == own
    for line in akar.get("said-of", akar["said"]).lines if "said-of" in akar else ():
        assert (line.spot.article_id, line.spot.span) not in own


def test_somebody_the_knowledge_base_does_not_know_has_a_dossier(
    empty, base, article_of, mention_of, names_of
):
    slug = "person/u-somebody-1a2b"
    article = article_of("قال فلان إن أكار غادر", day="2020-01-01", source="وكالة")
    mentions = [mention_of(article, "فلان", slug), mention_of(article, "أكار", "person/akar")]
    add(empty, article, mentions, names_of(slug))
    sections = read(empty, base, slug)
    assert any("Not in the knowledge base" in line.text for line in sections["about"].lines)
    assert [line.entity for line in sections["company"].lines if line.entity] == ["person/akar"]
    assert sections["articles"].total == 1


# --- who is mentioned with it -------------------------------------------------------------


def test_company_beyond_chance_comes_before_what_stands_everywhere(
    empty, base, article_of, mention_of, names_of
):
    slugs = ("person/always", "person/friend")
    for number in range(40):
        words = ["دائم"] + (["أكار", "رفيق"] if number < 8 else [])
        article = article_of(f"{' ثم '.join(words)} {number}", day="2020-01-01")
        known = {"دائم": slugs[0], "أكار": "person/akar", "رفيق": slugs[1]}
        add(empty, article, [mention_of(article, w, known[w]) for w in words], names_of(*slugs))
    company = read(empty, base, "person/akar")["company"]
    assert [line.entity for line in company.lines if line.entity] == [
        "person/friend",
        "person/always",
    ]
    friend, _, always = company.lines
    assert (friend.tone, always.tone) == ("plain", "muted")
    assert friend.aside == "8 / 8 / 8" and "log-likelihood" in company.note


# --- how it is called ---------------------------------------------------------------------


def test_forms_are_counted_by_outlet_verbatim_and_without_proclitics(
    empty, base, article_of, mention_of
):
    for text, form, source in (
        ("لقاء خلوصي أكار", "خلوصي أكار", "الأناضول"),
        ("لقاء خلوصي آكار", "خلوصي آكار", "الأناضول"),
        ("خرق للاتفاق", "لاتفاق", "سانا"),
    ):
        article = article_of(text, source=source)
        add(empty, article, [mention_of(article, form, "person/akar")])
    called = read(empty, base, "person/akar")["called"]
    lines = [(line.tone, line.label, line.text) for line in called.lines]
    assert lines[0] == ("heading", "2", "الأناضول")
    assert lines[1][1] == "×2"
    assert "خلوصي أكار (1)" in lines[1][2] and "خلوصي آكار (1)" in lines[1][2]
    assert lines[2:] == [("heading", "1", "سانا"), ("plain", "×1", "الاتفاق")]


# --- accounts that differ -----------------------------------------------------------------


def dated(article, words, value, mention_of):
    from dataclasses import replace

    mention = mention_of(article, words, f"date/{value}")
    return replace(mention, value=value)


@pytest.mark.parametrize(
    ("text", "words", "value", "is_told"),
    [
        ("توقيع مذكرة سوتشي في 17 ديسمبر 2018", "17 ديسمبر 2018", "2018-12-17", True),
        ("مذكرة سوتشي الموقعة في 17 ديسمبر 2018", "17 ديسمبر 2018", "2018-12-17", True),
        ("في 17 ديسمبر 2018 وقع الطرفان مذكرة سوتشي", "17 ديسمبر 2018", "2018-12-17", True),
        ("بعد مذكرة سوتشي في 17 ديسمبر 2018", "17 ديسمبر 2018", "2018-12-17", True),
        ("خرق الطرفان مذكرة سوتشي في 3 يناير 2019", "3 يناير 2019", "2019-01-03", False),
        ("في 31 آب، أي قبل أسابيع من توقيع مذكرة سوتشي", "31 آب", "2018-08-31", False),
        ("مذكرة سوتشي التي أعلنت موسكو أنها خرقت في 29 يناير", "29 يناير", "2020-01-29", False),
    ],
)
def test_a_date_counts_as_that_of_an_agreement_only_where_the_sentence_ties_them(
    empty, base, article_of, mention_of, text, words, value, is_told
):
    article = article_of(text, day="2020-02-02", source="سبوتنيك")
    mentions = [mention_of(article, "مذكرة سوتشي", SOCHI), dated(article, words, value, mention_of)]
    add(empty, article, sorted(mentions, key=lambda mention: mention.span))
    accounts = read(empty, base, SOCHI).get("accounts")
    differing = (
        [line.text for line in accounts.lines if line.label == "differs"] if accounts else []
    )
    assert differing == ([value] if is_told else [])
    if is_told:
        assert [line.text for line in told(accounts, "known")] == ["2018-09-17"]
        where = next(line.spot for line in accounts.lines if line.spot)
        assert words in where.span.slice(article.text)


def test_a_date_that_agrees_is_shown_as_such(library, base):
    accounts = read(library, base, SOCHI)["accounts"]
    agreeing = told(accounts, "agrees")
    assert [line.text for line in agreeing] == ["2018-09-17"]
    assert int(agreeing[0].aside.split()[0]) >= 5


def test_two_official_beginnings_of_one_truce_stand_side_by_side(library, base):
    accounts = read(library, base, "agreement/ceasefire-2020-01")["accounts"]
    versions = [line.text for line in told(accounts, "account")]
    assert versions == ["Russia: on 9 January at 14:00", "Turkey: on 12 January at 00:01"]
    spots = [line.spot for line in accounts.lines if line.spot]
    words = [spot.span.slice(library.article(spot.article_id).text) for spot in spots]
    assert any("14:00" in text for text in words) and len(words) >= 2


@pytest.mark.parametrize(
    ("text", "day", "says"),
    [
        ("التقى رئيس الأركان التركي خلوصي أكار الوفد", "2019-05-31", "رئيس الأركان التركي"),
        ("التقى “خلوصي أكار” رئيس الأركان التركي الوفد", "2019-05-31", "رئيس الأركان التركي"),
        ("قال وزير الداخلية خلوصي أكار", "2019-05-31", "وزير الداخلية"),
        ("التقى رئيس الأركان التركي خلوصي أكار الوفد", "2017-08-17", None),
        ("التقى وزير الدفاع التركي خلوصي أكار الوفد", "2019-05-31", None),
        ("رئيس الأركان السابق خلوصي أكار", "2019-05-31", None),
        ("التقى رئيس الأركان التركي يشار غولر وخلوصي أكار", "2019-05-31", None),
        ("التقى رئيس الأركان التركي خلوصي أكار الوفد", None, None),
    ],
)
def test_an_office_that_is_not_that_of_the_day_is_shown_beside_the_known_one(
    empty, base, article_of, mention_of, text, day, says
):
    article = article_of(text, day=day)
    add(empty, article, [mention_of(article, "خلوصي أكار", "person/akar")])
    accounts = read(empty, base, "person/akar").get("accounts")
    differing = [line for line in accounts.lines if line.label == "differs"] if accounts else []
    assert [line.text for line in differing] == ([says] if says else [])
    if says:
        assert differing[0].aside == "known: Minister of National Defence"


# --- two entities -------------------------------------------------------------------------


def test_two_entities_meet_in_sentences_paragraphs_and_articles_in_date_order(
    empty, base, article_of, mention_of
):
    texts = {
        "2020-01-03": ("التقى أكار شويغو.",),
        "2020-01-02": ("حضر أكار. ثم حضر شويغو.",),
        "2020-01-01": ("حضر أكار.", "حضر شويغو."),
        "2019-01-01": ("أكار وشويغو معا.",),
    }
    for day, parts in texts.items():
        article = article_of(*parts, day=day)
        mentions = [mention_of(article, "أكار", "person/akar")]
        mentions.append(mention_of(article, "شويغو", "person/shoigu"))
        add(empty, article, mentions)
    two = [subject_of(empty, base, slug) for slug in ("person/akar", "person/shoigu")]
    sections = {section.key: section for section in pair(empty, base, *two)}
    assert [line.label for line in sections["sentences"].lines] == ["2019-01-01", "2020-01-03"]
    assert [line.label for line in sections["paragraphs"].lines] == ["2020-01-02"]
    assert [line.label for line in sections["together"].lines] == ["2020-01-01"]
    strong = sections["sentences"].lines[1]
    assert [span.slice(strong.text) for span in strong.strong] == ["أكار", "شويغو"]


def test_the_relation_of_two_agreements_is_told(library, base):
    two = [subject_of(library, base, slug) for slug in (MOSCOW, SOCHI)]
    summary = next(iter(pair(library, base, *two)))
    said = [line.text for line in told(summary, "relation")]
    assert "Moscow protocol 2020 supplements Sochi memo 2018" in said


def test_a_signatory_and_his_agreement_are_related(library, base):
    two = [subject_of(library, base, slug) for slug in ("person/akar", SOCHI)]
    summary = next(iter(pair(library, base, *two)))
    assert "Hulusi Akar: signed Sochi memo 2018" in [line.text for line in summary.lines]


# --- names, Markdown ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("أكار", "person/akar"),
        ("اكار", "person/akar"),
        ("Erdogan", "person/erdogan"),
        ("sochi", "place/sochi"),
        ("sochi-memo-2018", SOCHI),
        ("Agreement/Sochi-Memo-2018 ", SOCHI),
        ("2020-03-05", "date/2020-03-05"),
    ],
)
def test_a_name_or_a_key_is_taken_for_what_it_means(library, base, typed, slug):
    assert resolve(library, base, typed).subject.slug == slug


def test_what_nothing_is_called_is_refused_with_the_nearest(library, base):
    with pytest.raises(NotFoundError) as refused:
        resolve(library, base, "agreement/sochi-memo-2081")
    assert SOCHI in str(refused.value)


def test_a_passage_keeps_its_parts_when_its_line_breaks_become_blanks():
    text = "قبل\n  مذكرة \n سوتشي   بعد"
    line, (part,) = inside(text, Span(0, len(text)), (Span(6, 19),))
    assert line == "قبل مذكرة سوتشي بعد"
    assert part.slice(line) == "مذكرة سوتشي"


def test_markdown_names_article_and_place_and_holds_no_control_of_direction(library, base):
    subject = subject_of(library, base, SOCHI)
    sections = tuple(dossier(library, base, subject))
    written = to_markdown([subject], sections, "2026-01-01")
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", written)
    for line in next(s for s in sections if s.key == "articles").lines:
        span = line.spot.span
        assert f"article {line.spot.article_id}, {span.start}–{span.end}" in written
    assert '<span dir="rtl" lang="ar">مذكرة سوتشي 2018</span>' in written
    for item in written.splitlines():
        if item.startswith("- "):
            assert re.match(r"- (\*\*|<span|[A-Za-z0-9\\])", item)


def test_markup_in_a_text_stays_text_in_markdown(empty, base, article_of, mention_of):
    article = article_of("قال *أكار* <b>اليوم</b> [هنا](x)", day="2020-01-01")
    add(empty, article, [mention_of(article, "أكار", "person/akar")])
    subject = subject_of(empty, base, "person/akar")
    written = to_markdown([subject], tuple(dossier(empty, base, subject)), "2026-01-01")
    assert not re.search(r"(?<!\\)(<b>|\]\(x\)|\*أكار)", written)
