"""Where a leader spent the nights: in another country between two stays in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from visits.consolidation.stay import LONG_STAY_DAYS
from visits.consolidation.told import Told


class Elsewhere:
    """The nights of one leader abroad, by country; worked out only when first asked for.

    A day trip across the border and back leaves the stay unbroken, a night spent there doesn't. So of two stays in
    Italy, with a night in Belgium between them, each is a visit; a day in the Vatican makes none of one stay two.
    """

    def __init__(self, by_host: Mapping[str, Sequence[Told]]):
        self._by_host = by_host
        self._hosts: dict[date, set[str]] | None = None

    def slept_between(self, left: date, returned: date, host: str) -> bool:
        """True if a report has the leader sleep in another country between these days."""
        if len(self._by_host) == 1:
            return False
        if self._hosts is None:
            self._hosts = self._nights()
        nights = ((left + timedelta(days=n)) for n in range((returned - left).days))
        return any(self._hosts.get(night, set()) - {host} for night in nights)

    def _nights(self) -> dict[date, set[str]]:
        """For each night, named by the day before it, the countries in which reports have the leader sleep."""
        hosts: dict[date, set[str]] = defaultdict(set)
        for host, reports in self._by_host.items():
            for one in reports:
                if one.stay and one.status != "cancelled" and one.stay.longest <= LONG_STAY_DAYS:
                    for n in range((one.stay.last - one.stay.first).days):
                        hosts[one.stay.first + timedelta(days=n)].add(host)
        return hosts
