"""Why an address or a source gave nothing, and whether it is worth asking again."""

from __future__ import annotations

from typing import Literal

Kind = Literal["gone", "refused", "failed", "later"]
"""gone: the server says that there is nothing. refused: not what is fetched, or not allowed; asked no more.
failed: no answer this time; the next run asks again. later: not asked, because of a limit; the next run does."""


class FetchFailure(Exception):  # noqa: N818 - part of the daily course of fetching, told in the report
    """An address or a source that gave nothing: the reason, in words for the report, and the server's status.

    Signs in the reason that don't print, such as a server may send to a terminal, become question marks.
    """

    def __init__(self, kind: Kind, reason: str, status: int | None = None):
        self.kind: Kind = kind
        self.reason = "".join(sign if sign.isprintable() else "?" for sign in reason)
        self.status = status
        super().__init__(self.reason)


def gone(reason: str, status: int | None = None) -> FetchFailure:
    return FetchFailure("gone", reason, status)


def refused(reason: str, status: int | None = None) -> FetchFailure:
    return FetchFailure("refused", reason, status)


def failed(reason: str) -> FetchFailure:
    return FetchFailure("failed", reason)


def later(reason: str) -> FetchFailure:
    return FetchFailure("later", reason)
