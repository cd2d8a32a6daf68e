"""From where an application comes, and how often something came from there lately. Nothing of it is written down."""

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Lock

from cachetools import LRUCache

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

TRUSTED_PROXIES = "AFFILIATES_TRUSTED_PROXIES"
_log = logging.getLogger("affiliates")
_LOOPBACK = ip_address("127.0.0.1")
_OURSELVES = {"127.0.0.1", "::/64"}  # as ``sender_of`` gives them
# One household or office gets a whole network of this size from its provider.
_IPV6_PREFIX = 64
_IPV6_SITE_PREFIX = 48


def parse_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks that stand in a setting, separated by commas. Raises ``ValueError`` for anything else."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def trusted_proxies() -> tuple[Network, ...]:
    """The proxies that AFFILIATES_TRUSTED_PROXIES names; none where it names something else, which the log says."""
    return _named_proxies(os.environ.get(TRUSTED_PROXIES, ""))


@cache
def _named_proxies(text: str) -> tuple[Network, ...]:
    try:
        return parse_networks(text)
    except ValueError as error:
        _log.error("%s: %s. No proxy is trusted.", TRUSTED_PROXIES, error)
        return ()


def sender_of(peer: str | None, forwarded_for: Iterable[str], trusted: Sequence[Network]) -> str:
    """The address that something came from: an IPv4 address, or the /64 network of an IPv6 one.

    Parameters
    ----------
    peer
        The other end of the connection, None where it is this machine. A server may have put the last address of
        ``forwarded_for`` in its place.
    forwarded_for
        The values of the headers ``X-Forwarded-For``, in their order. Anyone can write anything into them: an address
        counts where the proxy that added it is trusted.
    trusted
        The proxies that the operator named.
    """
    near = _parsed(peer or "") or _LOOPBACK
    hops = [_parsed(part) for value in forwarded_for for part in value.split(",")]
    if near in hops and not _is_in(_LOOPBACK, trusted):
        # uvicorn believes any proxy on this machine: what it took from the header is only what somebody claims.
        near = _LOOPBACK
    for hop in reversed(hops):
        if hop is None or not _is_in(near, trusted):
            break
        near = hop
    return str(near) if near.version == 4 else str(ip_network((near, _IPV6_PREFIX), strict=False))


def is_this_machine(sender: str) -> bool:
    """Whether a sender is this machine: a proxy that the operator did not name, and behind it nobody knows who."""
    return sender in _OURSELVES


def site_of(sender: str) -> str:
    """The /48 network of an IPv6 sender, as one customer may get it with 65,536 senders in it; else the sender."""
    network = ip_network(sender)
    return sender if network.version == 4 else str(network.supernet(new_prefix=_IPV6_SITE_PREFIX))


class SlidingWindows:
    """Tells those who come too often from the others; forgets the longest absent ones where there are too many."""

    def __init__(
        self, *limits: tuple[int, float], max_keys: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``limits`` are how many times in how many seconds. The clock is one that nobody sets back."""
        self._limits = limits
        self._clock = clock
        self._most = max(most for most, _ in limits)
        self._moments: LRUCache[Hashable, deque[float]] = LRUCache(max_keys)
        self._lock = Lock()

    def admits(self, key: Hashable) -> bool:
        """Whether one more is within the limits; it counts in either case, so that a flood does not seep through."""
        with self._lock:
            now = self._clock()
            moments = self._moments.get(key) or deque(maxlen=self._most)
            is_over = self._is_over(moments, now)
            moments.append(now)
            self._moments[key] = moments
            return not is_over

    def has_room(self, key: Hashable) -> bool:
        """Whether one more would be within the limits; nothing is counted."""
        with self._lock:
            return not self._is_over(self._moments.get(key) or deque(), self._clock())

    def take_back(self, key: Hashable) -> None:
        """Lets the last one that was admitted count no more: it came to nothing."""
        with self._lock:
            if moments := self._moments.get(key):
                moments.pop()

    def forget(self, key: Hashable) -> None:
        """Lets a key begin anew."""
        with self._lock:
            self._moments.pop(key, None)

    def _is_over(self, moments: deque[float], now: float) -> bool:
        return any(len(moments) >= most and now - moments[-most] < seconds for most, seconds in self._limits)


def _parsed(text: str) -> Address | None:
    """The address in a text, without a port, None where there is none; an IPv4 one that is written as IPv6 as such."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
