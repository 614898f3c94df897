"""Carrying out human decisions on the visits that matching found.

Rulings are carried out in the order of their file, each on what those before it left. One that names a visit that
isn't there, or expects values that a visit no longer has, is left alone and says so: a person has to look again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from visits.consolidation.ledger import GivenUp, new_id
from visits.consolidation.merge import Facts, Merged, state_numbers
from visits.consolidation.told import Told
from visits.model.cells import cell_text
from visits.model.codes import Placement
from visits.model.partial_date import PartialDate
from visits.model.report import CLAIMED_FIELDS, Ordinal, claim_value
from visits.model.ruling import Ruling
from visits.model.visit import ClaimRow, RulingRow

Members = Sequence[tuple[Told, Placement]]
_WIDTH = {"day": 10, "month": 7, "year": 4}


@dataclass(slots=True)
class Standing:
    """A visit while rulings are carried out: `decisions` are the corrections and confirmations it has had."""

    visit_id: str
    merged: Merged
    decisions: list[Ruling] = field(default_factory=list)


@dataclass
class Ruled:
    """What the rulings left: visits, a row for each ruling, and the ids that rulings took away."""

    standing: list[Standing]
    rows: list[RulingRow] = field(default_factory=list)
    given_up: dict[str, GivenUp] = field(default_factory=dict)


class UnfitError(Exception):
    """The ruling doesn't fit the visits as they are."""


def carry_out(
    rulings: Sequence[Ruling],
    found: Sequence[Standing],
    merge_again: Callable[[Members], Merged],
    facts: Facts,
) -> Ruled:
    """The visits after all rulings that fit; `merge_again` makes a visit of other reports."""
    bench = _Bench({one.visit_id: one for one in found}, merge_again, facts)
    rows = [bench.row(ruling) for ruling in rulings]
    return Ruled(list(bench.standing.values()), rows, bench.given_up)


class _Bench:
    """The visits by id, while one ruling after the other is carried out."""

    def __init__(self, standing: dict[str, Standing], merge_again: Callable[[Members], Merged], facts: Facts):
        self.standing = standing
        self.given_up: dict[str, GivenUp] = {}
        self._merge_again = merge_again
        self._facts = facts

    def row(self, ruling: Ruling) -> RulingRow:
        """Carry one ruling out, if it fits, and say what became of it."""
        problem = None
        try:
            for visit_id in ruling.visits:
                self._require(visit_id, ruling)
            match ruling.kind:
                case "merge":
                    self._merge(ruling)
                case "split":
                    self._split(ruling)
                case "reject":
                    del self.standing[ruling.visits[0]]
                    self.given_up[ruling.visits[0]] = GivenUp(None, ruling.id)
                case "correct" | "confirm":
                    self._decide(self.standing[ruling.visits[0]], ruling)
        except UnfitError as unfit:
            problem = str(unfit)
        return RulingRow(
            ruling_id=ruling.id,
            kind=ruling.kind,
            visit_ids=tuple(ruling.visits),
            field=ruling.field,
            value=cell_text(ruling.value) or None,
            applied=problem is None,
            problem=problem,
            reason=ruling.reason,
            author=ruling.author,
            date=ruling.date,
        )

    def _require(self, visit_id: str, ruling: Ruling) -> None:
        one = self.standing.get(visit_id)
        if one is None:
            ruled = self.given_up.get(visit_id)
            why = f", since the ruling {ruled.ruling_id}" if ruled else ""
            raise UnfitError(f"there is no visit {visit_id}{why}")
        for name, value in ruling.expected[visit_id].items():
            if cell_text(value) not in (forms := _forms(one.merged.values, name)):
                raise UnfitError(
                    f"{visit_id}: {name} was {cell_text(value) or 'empty'}, and is {forms[0] or 'empty'} now"
                )

    def _merge(self, ruling: Ruling) -> None:
        keeper, *others = (self.standing[visit_id] for visit_id in ruling.visits)
        merged = self._merge_again([member for one in (keeper, *others) for member in _members(one.merged)])
        same = {name: keeper.merged.values[name] for name in ("leader_id", "leader", "leader_country", "host_country")}
        values = merged.values | same
        accepted = {
            **merged.accepted,
            "host_country": frozenset([values["host_country"]]),
            "leader_country": frozenset([values["leader_country"] or ""]),
        }
        keeper.merged = replace(merged, values=values | state_numbers(values, self._facts), accepted=accepted)
        decisions = [decision for one in (*others, keeper) for decision in one.decisions]
        keeper.decisions = []
        for decision in decisions:
            self._decide(keeper, decision)
        for other in others:
            del self.standing[other.visit_id]
            self.given_up[other.visit_id] = GivenUp(keeper.visit_id, ruling.id)

    def _split(self, ruling: Ruling) -> None:
        whole, articles = self.standing[ruling.visits[0]], set(ruling.articles)
        members = _members(whole.merged)
        if strange := sorted(articles - {told.article_id for told, _ in members}):
            raise UnfitError(f"the article {strange[0]} doesn't tell of {whole.visit_id}")
        rest = [member for member in members if member[0].article_id not in articles]
        if not rest:
            raise UnfitError(f"no article would be left to {whole.visit_id}")
        part = self._merge_again([member for member in members if member[0].article_id in articles])
        key = f"{whole.visit_id}|{'|'.join(sorted(articles))}"
        part_id = new_id(key, lambda made: made not in self.standing and made not in self.given_up)
        self.standing[part_id] = Standing(part_id, part)
        whole.merged, decisions, whole.decisions = self._merge_again(rest), whole.decisions, []
        for decision in decisions:
            self._decide(whole, decision)

    def _decide(self, one: Standing, ruling: Ruling) -> None:
        one.decisions.append(ruling)
        if ruling.kind == "confirm":
            one.merged = replace(one.merged, values=one.merged.values | {"confidence": 1.0})
        else:
            one.merged = _corrected(one.merged, ruling, self._facts)


def _members(merged: Merged) -> list[tuple[Told, Placement]]:
    return [(told, merged.bases[told.report_id]) for told in merged.told]


def _forms(values: dict[str, Any], name: str) -> list[str]:
    """How a cell may be written: as CSV holds it, a date also to its precision."""
    text = cell_text(values.get(name))
    if text and name in ("start_date", "end_date"):
        return [text[: _WIDTH[values[name.replace("date", "precision")]]], text]
    return [text]


def _corrected(merged: Merged, ruling: Ruling, facts: Facts) -> Merged:
    """The visit with the ruling's value, and what follows from it."""
    name, value = ruling.field or "", ruling.parsed()
    values = dict(merged.values)
    companions = merged.companions
    if name in ("start_date", "end_date"):
        values |= _date_columns(name.removesuffix("_date"), value)
        values["duration_days"] = _length(values)
    else:
        values[name] = value
    if name == "host_leader":
        values["host_leader_id"] = None
    if name == "companions":
        known = {row["name"]: row for row in companions}
        nobody = {"relation": None, "office": None, "n_reports": 1}
        companions = [known.get(person, {"name": person, **nobody}) for person in value]
    field_claimed = "ordinals" if name == "ordinal" else name
    return replace(
        merged,
        values=values | state_numbers(values, facts),
        accepted={**merged.accepted, field_claimed: frozenset(text for _, text in claimed(ruling))},
        inferred=tuple(inferred for inferred in merged.inferred if inferred.field != name),
        companions=companions,
    )


def _date_columns(edge: str, value: PartialDate | None) -> dict[str, Any]:
    return {
        f"{edge}_date": value.first_day() if value else None,
        f"{edge}_precision": value.precision if value else None,
        f"{edge}_basis": "stated" if value else None,
    }


def _length(values: dict[str, Any]) -> int | None:
    if values["start_precision"] != "day" or values["end_precision"] != "day":
        return None
    days: int = (values["end_date"] - values["start_date"]).days + 1
    return days if days > 0 else None


def claimed(ruling: Ruling) -> list[tuple[str, str]]:
    """Field and value of each claim that a correction makes, as claims hold them; title and role aren't claimed."""
    value = ruling.parsed()
    if value is None or ruling.field not in (*CLAIMED_FIELDS, "ordinal"):
        return []
    if ruling.field == "ordinal":
        return [("ordinals", claim_value(Ordinal(n=value, of="country")))]
    return [(ruling.field, str(item)) for item in (value if isinstance(value, tuple) else (value,))]


def ruling_claims(one: Standing) -> list[ClaimRow]:
    """A row for each value that a visit has from a ruling: of two corrections of one field from the later."""
    last = {ruling.field: ruling for ruling in one.decisions if ruling.kind == "correct"}
    return [
        ClaimRow(
            visit_id=one.visit_id,
            report_id=f"ruling:{ruling.id}",
            article_id=None,
            field=name,
            value=value,
            quote=ruling.reason,
            part=None,
            start=None,
            end=None,
            rule=f"ruled by {ruling.author} on {ruling.date}",
            reader="ruling",
            accepted=True,
        )
        for ruling in last.values()
        for name, value in claimed(ruling)
    ]
