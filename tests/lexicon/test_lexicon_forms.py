"""Every written form of every entry does its work in a plain sentence, not only those that the examples show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from visits.build import rule_reader
from visits.lexicon import load_lexicon
from visits.lexicon.entries import TravelVerb
from visits.model.article import Article
from visits.reports.rules import RuleReader

LEXICON = load_lexicon()
PUBLISHED = date(2012, 10, 6)

STATING = {"say", "vow", "warn", "declare", "insist"}
"""Verbs of speech, which tell of a presence only right before its place."""


@pytest.fixture(scope="module")
def reader() -> RuleReader:
    reader: RuleReader = rule_reader()
    return reader


def _article(sentence: str) -> Article:
    return Article(id="sentence", text=sentence, published=PUBLISHED)


def _rules(reader: RuleReader, sentence: str) -> set[str]:
    """The entries that the reports of a sentence cite."""
    return {claim.rule.split(":")[-1] for report in reader.read(_article(sentence)) for claim in report.claims}


def test_offices(reader: RuleReader) -> None:
    missed = []
    for office in LEXICON.offices:
        for form in office.forms:
            name = f"{form[0].upper()}{form[1:]} Xaver Huberdinger"
            people = [m.person for m in reader.discourse(_article(f"{name} arrived in Rome.")).people]
            if not any((p.title, p.name) == (office.id, "Xaver Huberdinger") for p in people):
                missed.append(form)
    assert [form for form in missed if not form.endswith("s")] == []  # a plural stands before no single name


def test_kinship(reader: RuleReader) -> None:
    missed = [
        form
        for kin in LEXICON.kinship
        for form in kin.forms
        for report in reader.read(_article(f"Kim Jong Un arrived in Hanoi with his {form} Xaver Huberdinger."))
        if [(c.name, c.relation) for c in report.companions] != [("Xaver Huberdinger", kin.relation)]
    ]
    assert missed == []


def test_visit_kinds(reader: RuleReader) -> None:
    missed = [
        form
        for kind in LEXICON.visit_kinds
        for form in kind.forms
        if form.split()[-1] not in {"summit", "summits", "transit"}  # nobody makes those
        and [r.visit_type for r in reader.read(_article(f"Hu Jintao made a {form} to Vietnam on Thursday."))]
        != [kind.visit_type]
    ]
    assert missed == []


def test_occasions(reader: RuleReader) -> None:
    missed = [
        form
        for occasion in LEXICON.occasions
        for form in occasion.forms
        if [r.occasion for r in reader.read(_article(f"Barack Obama flew to Manila on Tuesday for the {form}."))]
        != [occasion.name]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        pytest.param(
            form,
            transport.mode,
            marks=[pytest.mark.xfail(strict=True, reason="read as the verb")] if form == "by land" else [],
            id=form,
        )
        for transport in LEXICON.transport
        for form in transport.forms
        if form.split()[0] in {"by", "on", "aboard"}
    ],
)
def test_transport_behind_a_preposition(form: str, mode: str, reader: RuleReader) -> None:
    [report] = reader.read(_article(f"Kim Jong Un arrived in Hanoi {form} on Monday."))
    assert report.mode_of_travel == mode


def test_transport_nouns(reader: RuleReader) -> None:
    vehicles = [t for t in LEXICON.transport if t.id in ("air-force-one", "train", "sea")]
    missed = [
        form
        for transport in vehicles
        for form in transport.forms
        if form.split()[0] not in {"by", "on", "aboard", "his", "her", "the", "papal"}
        and [r.mode_of_travel for r in reader.read(_article(f"Kim Jong Un arrived in Hanoi aboard a {form}."))]
        != [transport.mode]
    ]
    assert missed == []


def _sentences(verb: TravelVerb) -> Iterable[str]:
    """The verb in five tenses, with what its sense wants behind it."""
    preposition = f"{verb.to[0]} " if verb.to and (not verb.direct or verb.takes == "reception") else ""
    taken = {"vehicle": "a train ", "reception": "a banquet ", None: ""}
    behind = {
        "meeting": f"{preposition}Antonis Samaras in Athens",
        "hosting": f"{preposition}Antonis Samaras in {'Athens' if verb.by_guest else 'Berlin'}",
        "presence": "in Athens" if verb.id in STATING else "an event in Athens",
    }.get(verb.sense, f"{preposition}Athens")
    forms = (verb.past, verb.third, f"will {verb.base}", f"is {verb.ing}", f"has {verb.participle}")
    if verb.takes == "to":
        behind = "Antonis Samaras to a parade in Berlin"
    return (f"Angela Merkel {form} {taken.get(verb.takes, '')}{behind} on Thursday." for form in forms)


@pytest.mark.parametrize("verb", LEXICON.travel_verbs, ids=lambda verb: verb.id)
def test_travel_verbs(verb: TravelVerb, reader: RuleReader) -> None:
    assert [sentence for sentence in _sentences(verb) if verb.id not in _rules(reader, sentence)] == []


def test_travel_nouns(reader: RuleReader) -> None:
    templates = {
        "visit": "Angela Merkel began a {} to Greece on Thursday.",
        "occasion": "At a {} in Athens on Thursday, Angela Merkel spoke of money.",
    }
    missed = [
        form
        for noun in LEXICON.travel_nouns
        for form in noun.forms
        if noun.id not in _rules(reader, templates[noun.sense].format(form))
    ]
    assert missed == []
