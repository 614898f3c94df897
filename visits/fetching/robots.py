"""What a site lets programs fetch, and how fast."""

from __future__ import annotations

import math
from collections.abc import Callable, MutableMapping

from protego import Protego

from visits.fetching.addresses import origin_of
from visits.fetching.failures import FetchFailure, failed, refused

LARGEST = 512_000
"""Bytes of a robots.txt that are looked at."""
_PRODUCT_END = "/ ("

Ask = Callable[[str], tuple[int, bytes]]
"""Gets the robots.txt at an address: its status and bytes. Raises FetchFailure."""


class Robots:
    """The rules of the sites, each asked for once and then remembered in `known` (by origin, as text)."""

    def __init__(self, agent: str, known: MutableMapping[str, str], ask: Ask):
        self._agent = agent
        for sign in _PRODUCT_END:
            self._agent = self._agent.partition(sign)[0]
        self._known = known
        self._ask = ask
        self._rules: dict[str, Protego] = {}

    def check(self, address: str) -> float:
        """The seconds that the site wants between two requests (0 if it doesn't say).

        Raises FetchFailure: refused where the site forbids the address, failed where its rules can't be read now.
        """
        rules = self._rules_of(origin_of(address))
        if not rules.can_fetch(address, self._agent):
            raise refused("robots.txt forbids it")
        rate = rules.request_rate(self._agent)
        per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
        delay = float(rules.crawl_delay(self._agent) or 0.0)
        return max(0.0 if math.isnan(delay) else delay, per_request)

    def _rules_of(self, origin: str) -> Protego:
        if origin not in self._rules:
            if origin not in self._known:
                self._known[origin] = self._fetched(f"{origin}/robots.txt")
            self._rules[origin] = Protego.parse(self._known[origin])
        return self._rules[origin]

    def _fetched(self, address: str) -> str:
        """The rules; none where the site has none. A site that can't answer now may forbid everything (RFC 9309)."""
        try:
            status, body = self._ask(address)
        except FetchFailure as failure:
            if failure.kind == "failed":
                raise failed(f"{address} can't be read: {failure.reason}") from failure
            raise
        return body[:LARGEST].decode("utf-8", errors="replace") if status == 200 else ""
