"""Asking servers politely: robots.txt, one rate per host, retries, redirects, limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import BinaryIO

import httpcore
import httpx

from visits.fetching.addresses import absolute, host_of
from visits.fetching.bodies import Unpacking, megabytes
from visits.fetching.failures import FetchFailure, failed, gone, later, refused
from visits.fetching.network import Guard, is_public
from visits.fetching.plan import Plan
from visits.fetching.robots import LARGEST, Robots

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_GONE = {404, 410}
_LONGEST_PAUSE = 86_400.0 * 366
_HOST_RESTS_AFTER = 3
"""Addresses of one host in a row that gave no answer, after which it is left alone until the next run."""


@dataclass(frozen=True)
class Clock:
    """Time: the day and hour for the records, seconds for measuring, and a way to wait."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    """What came: `status` is 200 or 304; `address` is the one that answered, `moved` the permanent address if the way
    there was by permanent redirects alone, else the one asked."""

    asked: str
    address: str
    moved: str
    status: int
    headers: Mapping[str, str]
    body: BinaryIO


@dataclass(frozen=True)
class Memory:
    """What one run tells the next of the sites: robots.txt by origin, and until when a host wants to be left alone."""

    rules: MutableMapping[str, str]
    rests: MutableMapping[str, str]


@dataclass
class Spent:
    """What a run has taken so far."""

    requests: int = 0
    bytes: int = 0
    began: float = 0.0


@dataclass
class _Host:
    """How a host is to be treated: when it may be asked next, and whether it is left alone."""

    ready: float = 0.0
    unanswered: int = 0
    rests: str = ""


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: httpx.Headers
    body: BinaryIO


@dataclass(frozen=True)
class _Wish:
    """One question: how large an answer may be, when it is asked again, where the answer goes."""

    most: int
    delay: float
    conditions: Mapping[str, str] = field(default_factory=dict)
    sink: Callable[[], BinaryIO] = BytesIO
    obeys_robots: bool = True


class Client:
    """Gets addresses, within the limits of a plan. Close it after use."""

    def __init__(self, plan: Plan, memory: Memory, guard: Guard | None = None, clock: Clock | None = None):
        self._plan = plan
        self._rests = memory.rests
        self._limits = plan.limits
        self._clock = clock or Clock()
        self._guard = guard or Guard((lambda address: True) if plan.allow_private else is_public)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_connections=20, network_backend=self._guard
        )
        self._hosts: dict[str, _Host] = {}
        self._robots = Robots(plan.agent, memory.rules, self._ask_for_rules)
        self.spent = Spent(began=self._clock.seconds())

    def close(self) -> None:
        self._pool.close()

    def get(
        self,
        address: str,
        *,
        most: int,
        delay: float,
        conditions: Mapping[str, str] | None = None,
        sink: Callable[[], BinaryIO] = BytesIO,
    ) -> Answer:
        """What the server has at an address.

        most        bytes of content that are taken, packed or not.
        delay       seconds since the last request to the same host; the site may ask for more.
        conditions  headers such as If-None-Match, for an answer of 304 where nothing has changed.
        sink        opens the file that the content goes into, for each try a new one.

        Raises FetchFailure for whatever is not 200 or 304.
        """
        return self._follow(address, _Wish(most, delay, conditions or {}, sink))

    def ready(self, address: str) -> float:
        """When the address's host may be asked next, in the clock's seconds."""
        return self._hosts.setdefault(host_of(address), _Host()).ready

    def _ask_for_rules(self, address: str) -> tuple[int, bytes]:
        try:
            answer = self._follow(address, _Wish(LARGEST * 4, self._limits.delay, obeys_robots=False))
        except FetchFailure as failure:
            if failure.status is not None:  # 401, 403 and the like: the site has no rules for us
                return failure.status, b""
            raise
        return answer.status, answer.body.read()

    def _follow(self, address: str, wish: _Wish) -> Answer:
        current = moved = absolute(address)
        visited, permanent = {current}, True
        for _ in range(self._limits.redirects + 1):
            reply = self._ask(current, wish)
            if reply.status not in _REDIRECTS:
                return Answer(address, current, moved, reply.status, dict(reply.headers), reply.body)
            current = absolute(reply.headers.get("location", ""), current)
            if current in visited:
                raise refused(f"the redirects lead in a circle, back to {current}")
            visited.add(current)
            permanent = permanent and reply.status in _PERMANENT
            moved = current if permanent else moved
        raise refused(f"more than {self._limits.redirects} redirects")

    def _ask(self, address: str, wish: _Wish) -> _Reply:
        """The reply to one address, asked again where that may help."""
        self._check_limits()
        name = host_of(address)
        host = self._hosts.setdefault(name, _Host())
        if host.rests:
            raise later(host.rests)
        if name in self._rests and self._rests[name] > self._clock.now().isoformat():
            raise later(f"the server asked to wait until {self._rests[name][:19]}Z")
        asked_for = self._robots.check(address) if wish.obeys_robots else 0.0
        delay = max(wish.delay, asked_for)
        for attempt in range(1, self._limits.attempts + 1):
            self._wait_for(host, delay)
            problem, pause = "", self._pause(attempt)
            try:
                reply = self._once(address, wish)
                if reply.status not in _TRY_AGAIN:
                    host.unanswered = 0
                    return _accepted(reply, wish)
                problem = f"{reply.status} {_phrase(reply.status)}".strip()
                pause = self._asked_pause(reply.headers.get("retry-after"), pause)
            except httpcore.TimeoutException:
                problem = f"no answer within {self._limits.seconds:g} s"
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                problem = f"the connection broke ({error or type(error).__name__})"
            except FetchFailure as failure:
                if failure.kind != "failed":
                    raise
                problem = failure.reason
            finally:
                host.ready = self._clock.seconds() + delay
            if pause > self._limits.longest_wait:
                host.rests = f"{problem}; the server asks to wait {pause:,.0f} s"
                self._rests[name] = (self._clock.now() + timedelta(seconds=pause)).isoformat()
                raise later(host.rests)
            host.ready = max(host.ready, self._clock.seconds() + pause)
        host.unanswered += 1
        times = f"{attempt} times" if attempt > 1 else "once"
        if host.unanswered >= _HOST_RESTS_AFTER:
            host.rests = f"its host gave no answer to {host.unanswered} addresses in a row; left for the next run"
        raise failed(f"{problem}, asked {times}")

    def _once(self, address: str, wish: _Wish) -> _Reply:
        self._check_limits()
        self.spent.requests += 1
        limits = self._limits
        self._guard.allot(limits.seconds)
        url = httpx.URL(address)
        headers = {"User-Agent": self._plan.agent, "Accept-Encoding": "gzip", "Accept": "*/*", **wish.conditions}
        timeout = {"connect": limits.connect_seconds, "read": limits.seconds, "write": limits.seconds, "pool": 1.0}
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        with self._pool.stream(
            "GET", target, headers=list(headers.items()), extensions={"timeout": timeout}
        ) as response:
            told = httpx.Headers(response.headers)
            if response.status != 200:
                return _Reply(response.status, told, BytesIO())
            body = wish.sink()
            try:
                self._receive(response, told, body, wish.most)
            except BaseException:
                body.close()
                raise
            return _Reply(response.status, told, body)

    def _receive(self, response: httpcore.Response, headers: httpx.Headers, body: BinaryIO, most: int) -> None:
        packing = headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", ""):
            raise refused(f"the answer is packed as {packing[:30]!r}, which wasn't asked for")
        declared = headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > most:
            raise refused(f"has {megabytes(int(declared))}, more than {megabytes(most)}")
        unpacking = Unpacking(most) if "gzip" in packing else None
        received = 0
        for piece in response.iter_stream():
            received += len(piece)
            self.spent.bytes += len(piece)
            if received > most:
                raise refused(f"has more than {megabytes(most)}")
            if self.spent.bytes > self._limits.megabytes * 1_000_000:
                raise later("the run has taken the megabytes that it may")
            for content in unpacking.feed(piece) if unpacking else [piece]:
                body.write(content)
        if unpacking:
            unpacking.finish()
        body.seek(0)

    def _check_limits(self) -> None:
        if self.spent.requests >= self._limits.requests:
            raise later("the run has made the requests that it may")
        if self._left() <= 0:
            raise later("the run has taken the minutes that it may")

    def _left(self) -> float:
        return self.spent.began + self._limits.minutes * 60 - self._clock.seconds()

    def _wait_for(self, host: _Host, delay: float) -> None:
        """Wait until the host may be asked; raises FetchFailure (later) where that is after the run's end."""
        wait = host.ready - self._clock.seconds()
        if wait > max(self._left(), 0):
            host.rests = f"the site wants {delay:g} s between two requests, more than the run has left"
            raise later(host.rests)
        if wait > 0:
            self._clock.sleep(wait)

    def _pause(self, attempt: int) -> float:
        """Seconds before the next try: twice as long each time."""
        return float(min(2**attempt, self._limits.longest_wait))

    def _asked_pause(self, retry_after: str | None, otherwise: float) -> float:
        """The seconds of a Retry-After header, which holds seconds or a date."""
        text = (retry_after or "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        try:
            moment = parsedate_to_datetime(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            pause = (moment - self._clock.now()).total_seconds()
        except (ValueError, OverflowError, TypeError, IndexError):  # what a header can hold is no longer a date
            return otherwise
        return min(max(pause, 0.0), _LONGEST_PAUSE)


def _accepted(reply: _Reply, wish: _Wish) -> _Reply:
    """The reply, if it is one to go on with; raises FetchFailure for any other."""
    status = reply.status
    leads_on = status in _REDIRECTS and reply.headers.get("location")
    if status == 200 or leads_on or (status == 304 and wish.conditions):
        return reply
    problem = f"{status} {_phrase(status)}".strip()
    raise gone(problem, status) if status in _GONE else refused(problem, status)


def _phrase(status: int) -> str:
    return httpx.codes.get_reason_phrase(status)
