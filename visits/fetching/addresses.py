"""Addresses: which may be asked, which are one and the same, and what a page says its own is."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import urljoin

import httpx
from courlan import normalize_url
from resiliparse.parse.html import HTMLTree

from visits.fetching.failures import refused

_LONGEST = 2_000
_HEAD_BYTES = 200_000
_SAME_SITE = ("www.", "m.", "mobile.", "amp.")


def absolute(text: str, base: str | None = None) -> str:
    """The address as it can be asked, without its fragment; relative ones count from `base`.

    Raises FetchFailure (refused) for anything but http and https, and for one with a password in it.
    """
    try:
        url = httpx.URL(urljoin(base, text.strip()) if base else text.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise refused(f"{text[:80]!r} is no address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise refused(f"only http and https are fetched, not {text[:80]!r}")
    if url.userinfo:
        raise refused("the address holds a user name or a password")
    address = str(url).partition("#")[0]
    if len(address) > _LONGEST:
        raise refused(f"the address has more than {_LONGEST:,} characters")
    return address


def identity(address: str) -> str:
    """One form for the addresses under which one page is linked: without tracking, in one order of the query."""
    try:
        return str(normalize_url(address.partition("#")[0]))
    except ValueError:
        return address


def host_of(address: str) -> str:
    """The host, with its port where it isn't the usual one: what is asked at one polite rate."""
    return httpx.URL(address).netloc.decode("ascii")


def origin_of(address: str) -> str:
    """Scheme and host, as in `https://paper.example`."""
    return f"{httpx.URL(address).scheme}://{host_of(address)}"


def fits(address: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """True for an address with one of the patterns to include (if there are any), and with none to exclude."""
    return (not include or any(_has(address, one) for one in include)) and not any(_has(address, n) for n in exclude)


def _has(address: str, pattern: str) -> bool:
    return fnmatchcase(address, pattern) if any(sign in pattern for sign in "*?[") else pattern in address


def canonical(page: bytes, address: str) -> str:
    """The address that stands for a page: the one it names as its own if that can be believed, else `address`.

    Believed is one on the same site that isn't the site's front page: some sites name that on every page.
    """
    own = identity(address)
    try:
        tree = HTMLTree.parse_from_bytes(page[:_HEAD_BYTES])
        link = tree.head.query_selector("link[rel~=canonical][href]") if tree.head else None
        named = identity(absolute(link.getattr("href") or "", address)) if link else own
    except Exception:  # a page that can't be taken apart, or names nonsense, goes by the address it came from
        return own
    is_front = httpx.URL(named).path == "/" and not httpx.URL(named).query
    return named if _site(named) == _site(own) and not is_front else own


def _site(address: str) -> str:
    host = httpx.URL(address).host
    return next((host.removeprefix(part) for part in _SAME_SITE if host.startswith(part)), host)
