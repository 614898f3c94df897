"""Why an article was read as it was: its mentions, the rules that fired, and what they turned down."""

from __future__ import annotations

from visits.mentions.tokens import Token
from visits.model.article import Article
from visits.model.mention import Person
from visits.model.report import Report, claim_value
from visits.reports.context import Findings
from visits.reports.discourse import Discourse, Sentence
from visits.reports.observation import Observation
from visits.reports.rules import RuleReader


def explain(article: Article, reader: RuleReader) -> str:
    """A plain-text account: head, marked sentences with fired and refused rules, then the reports and their claims.

    Marks: [person|who is meant], <place|country>, {date|value}; cues are upper-case.
    """
    discourse = reader.discourse(article)
    findings = reader.find(discourse)
    lines = _head(article, discourse)
    for sentence in discourse.sentences:
        lines += _sentence(sentence, findings)

    reports = reader.read(article)
    lines += ["", f"{len(reports)} report(s)"]
    for report in reports:
        lines += _report(report)
    return "\n".join(lines)


def _head(article: Article, discourse: Discourse) -> list[str]:
    here = discourse.dateline
    people = {id(m.person): m.person for m in discourse.people}
    known = "; ".join(_person(p) for p in people.values())
    return [
        f"article   {article.id}",
        f"title     {article.title}",
        f"published {article.published or 'unknown'} ({article.published_basis})",
        f"dateline  {f'{here.text} ({here.country})' if here else 'none'}",
        f"people    {known or 'none'}",
        "",
    ]


def _person(person: Person) -> str:
    office = f"{'former ' if person.former else ''}{person.title or '-'}"
    return f"{person.name} ({person.leader_id or 'not in the registry'}, {person.country or '-'}, {office})"


def _sentence(sentence: Sentence, findings: Findings) -> list[str]:
    fired = [o for o in findings.observations if o.sentence == sentence.number]
    refused = [r for r in findings.refusals if r.sentence == sentence.number]
    if not (fired or refused or sentence.cues or any(t.kind == "P" for t in sentence.tokens)):
        return []
    lines = [f"{sentence.number:>3} {_marked(sentence)}"]
    lines += [f"      + {_observation(o)}" for o in fired]
    lines += [f"      - {r.rule}: {r.reason}" for r in refused]
    return lines


def _marked(sentence: Sentence) -> str:
    cues = {k for cue in sentence.cues for k in range(cue.first, cue.last)}
    return " ".join(_mark(token, k in cues) for k, token in enumerate(sentence.tokens))


def _mark(token: Token, cue: bool) -> str:
    if token.kind == "P":
        person = token.mention.person
        return f"[{token.raw}|{person.leader_id or person.name}]"
    if token.kind in "LG":
        return f"<{token.raw}|{token.mention.country or '-'}>"
    if token.kind == "D":
        mention = token.mention
        value = (
            f"{mention.days} days"
            if mention.kind == "duration"
            else "/".join(sorted({str(mention.first), str(mention.last)}))
        )
        return f"{{{token.raw}|{value}}}"
    return token.raw.upper() if cue else token.raw


def _observation(obs: Observation) -> str:
    dates = ", ".join(d.text for d in obs.dates if d.kind in ("date", "range"))
    flags = [f for f in ("ongoing", "begins", "closes", "earlier", "anaphoric") if getattr(obs, f)]
    parts = [
        obs.rule,
        f"{obs.person.name} -> {obs.country or '?'}",
        obs.city or "",
        obs.tense,
        obs.stance or "",
        dates,
        *flags,
    ]
    return "; ".join(p for p in parts if p)


def _report(report: Report) -> list[str]:
    lines = [
        "",
        f"{report.leader} ({report.leader_country}, {report.leader_role}) -> {report.host_country}: {report.status}",
    ]
    for claim in report.claims:
        quote = " ".join(claim.evidence.quote.split())
        lines.append(f"    {claim.field:<15} {claim_value(claim.value):<28} {claim.rule:<26} “{quote[:110]}”")
    return lines
