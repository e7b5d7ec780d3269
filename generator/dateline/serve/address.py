"""Where the preview listens, and the names by which it may be asked for."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, ip_address

from dateline.addresses import PREVIEW_PORTS
from dateline.problems import UsageProblem

LOCAL = "127.0.0.1"
_NAMES = "127.0.0.1", "localhost", "[::1]"
_OUTSIDE = {4: "203.0.113.1", 6: "2001:db8::1"}
"""Addresses that belong to nobody (RFC 5737, RFC 3849)."""


@dataclass(frozen=True)
class Address:
    """An IP address of this machine, or `0.0.0.0` or `::` for all of them, and a port."""

    ip: IPv4Address | IPv6Address
    port: int

    @property
    def in_network(self) -> bool:
        """Whether other machines can reach it."""
        return not self.ip.is_loopback

    @property
    def url(self) -> str:
        """What to open on this machine."""
        if not self.ip.is_unspecified:
            return self._url(self.ip)
        return self._url(ip_address(LOCAL if self.ip.version == 4 else "::1"))

    @cached_property
    def network_url(self) -> str:
        """What to open on other machines; empty if they cannot reach it, or none is in sight."""
        if not self.in_network:
            return ""
        own = _own(self.ip.version) if self.ip.is_unspecified else self.ip
        return self._url(own) if own else ""

    def answers_to(self, host: str, arrived_at: str) -> bool:
        """Whether a request with the header Host `host` may be answered, which came to the address
        `arrived_at` of this machine.

        A page on the web can have a name of its own lead here, but has no say in an IP address, nor
        in what this machine calls itself.
        """
        name, colon, port = host.lower().rpartition(":")
        if not colon or not port.isdecimal():
            name, port = host.lower(), "80"
        if port != str(self.port):
            return False
        known = name in _NAMES or name == _written(arrived_at)
        return known or (self.in_network and name in _own_names())

    def _url(self, ip: IPv4Address | IPv6Address) -> str:
        return f"http://{_written(str(ip))}:{self.port}/"


def free_address(host: str, port: int | None) -> Address:
    """The address `host`, with `port` if nothing listens there, or without one the first free port
    from 8000.

    Raises `UsageProblem` when the wanted port is taken, or `host` is no address of this machine.
    """
    try:
        ip = ip_address(LOCAL if host == "localhost" else host)
    except ValueError:
        raise UsageProblem(
            f"“{host}” is not an IP address. Write --host 0.0.0.0, or one address of this machine."
        ) from None
    for number in (port,) if port else PREVIEW_PORTS:
        if _is_free(ip, number):
            return Address(ip, number)
    if port:
        raise UsageProblem(f"Port {port} is in use. Choose another with --port, or leave it out.")
    raise UsageProblem("The ports from 8000 to 8019 are all in use. Choose another with --port.")


def _is_free(ip: IPv4Address | IPv6Address, port: int) -> bool:
    with socket.socket(_family(ip.version)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((str(ip), port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise UsageProblem(
                    f"{ip} is not an address of this machine. Write --host 0.0.0.0 for all of its"
                    " addresses."
                ) from None
            return False
    return True


def _own(version: int) -> IPv4Address | IPv6Address | None:
    """The address of this machine in its network; None without a network."""
    with socket.socket(_family(version), socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_OUTSIDE[version], 9))  # sends nothing: it only chooses a way
        except OSError:
            return None
        own = ip_address(probe.getsockname()[0])
    return None if own.is_loopback or own.is_unspecified else own


def _own_names() -> set[str]:
    """What this machine calls itself, and what its network may call it."""
    name = socket.gethostname().lower().removesuffix(".local")
    return {name, f"{name}.local"} if name else set()


def _written(ip: str) -> str:
    """An IP address as in the address of a page."""
    return f"[{ip}]" if ":" in ip else ip


def _family(version: int) -> socket.AddressFamily:
    return socket.AF_INET if version == 4 else socket.AF_INET6
