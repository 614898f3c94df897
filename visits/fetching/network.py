"""Connections: only to public addresses unless the user allows others, and none that outlasts its time.

A host's name is resolved here, its addresses are checked here, and the connection goes to an address that was checked.
So no second answer of a name server can lead elsewhere, and neither can a redirect.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from visits.fetching.failures import failed, refused

Resolve = Callable[[str, int], list[str]]
Permits = Callable[[str], bool]

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones in networks without the latter."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""The IPv6 addresses that are given out on the open network; all others are local, reserved or not in use."""


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """True for an IP address on the open network: not private, loopback, link-local, multicast or reserved."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip in _TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour or ip.teredo or ip not in _UNICAST:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Guard(httpcore.NetworkBackend):
    """Opens connections, if `permits` agrees to every address that the host's name stands for.

    `allot` gives the next answer its time: whatever reads after that is stopped, however slowly it trickles in.
    """

    def __init__(
        self,
        permits: Permits = is_public,
        resolve: Resolve = resolve_host,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._permits = permits
        self._resolve = resolve
        self._clock = clock
        self._ends = 0.0
        self._sockets = httpcore.SyncBackend()

    def allot(self, seconds: float) -> None:
        """Give the next answer this much time in all."""
        self._ends = self._clock() + seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that a single step may take."""
        left = self._ends - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                stream = self._sockets.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            return _Watched(stream, self)
        raise problem

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise failed(f"the host {host} is not known") from error
        for address in addresses:
            if not self._permits(address):
                who = host if host.strip("[]") == address else f"{host} is {address}, which"
                problem = f"{who} is not on the open network"
                raise refused(f"{problem} (allow_private = true permits it)")
        return addresses


class _Watched(httpcore.NetworkStream):
    """A connection whose every step is held to the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, guard: Guard):
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Watched:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._guard.left(timeout))
        return _Watched(stream, self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
