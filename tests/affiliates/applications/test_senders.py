"""From where an application comes: only trusted proxies are believed, and memory is bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.applications.senders import SlidingWindows, parse_networks, sender_of

LOCAL, FARM = "127.0.0.1, ::1", "10.0.0.0/8, 2001:db8:ffff::/48"


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "sender"),
    [
        ("203.0.113.7", [], "", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", [], "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", [], "", "203.0.113.7"),
        (None, [], "", "127.0.0.1"),
        # A header that nobody vouches for changes nothing.
        ("203.0.113.7", ["198.51.100.1"], "", "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], LOCAL, "203.0.113.7"),
        (None, ["198.51.100.1"], "", "127.0.0.1"),
        # uvicorn takes the last address from the header by itself, where the peer is this machine.
        ("198.51.100.1", ["198.51.100.1"], "", "127.0.0.1"),
        ("198.51.100.1", ["198.51.100.1"], LOCAL, "198.51.100.1"),
        ("198.51.100.1", ["192.0.2.66, 198.51.100.1"], LOCAL, "198.51.100.1"),
        # Behind trusted proxies the last address that none of them has: those before it are what the visitor claims.
        ("10.0.0.1", ["192.0.2.66, 198.51.100.1"], FARM, "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.66", "198.51.100.1, 10.0.0.2"], FARM, "198.51.100.1"),
        ("2001:db8:ffff::1", ["2001:db8:1:2::9"], FARM, "2001:db8:1:2::/64"),
        ("10.0.0.1", ["198.51.100.1:4711"], FARM, "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8:1:2::9]:4711"], FARM, "2001:db8:1:2::/64"),
        ("10.0.0.1", ["198.51.100.1, unknown"], FARM, "10.0.0.1"),
        ("10.0.0.1", [""], FARM, "10.0.0.1"),
    ],
)
def test_sender_is_the_last_address_that_nobody_could_make_up(
    peer: str | None, forwarded: list[str], trusted: str, sender: str
) -> None:
    assert sender_of(peer, forwarded, parse_networks(trusted)) == sender


@given(claimed=st.text(), peer=st.ip_addresses(v=4).map(str))
def test_no_header_moves_a_visitor_who_comes_without_a_proxy(claimed: str, peer: str) -> None:
    assert sender_of(peer, [claimed], parse_networks(FARM)) in {peer, "127.0.0.1"} or peer.startswith("10.")


def test_setting_that_names_no_network_is_an_error() -> None:
    with pytest.raises(ValueError, match="proxy"):
        parse_networks("127.0.0.1, proxy.example")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_windows_slide() -> None:
    clock = Clock()
    windows = SlidingWindows((2, 60), (4, 3600), clock=clock)
    admitted = []
    for clock.now in (0, 30, 59, 91, 200, 201, 3700):
        admitted.append(windows.admits("a"))

    # The third comes within the minute of the first, the fourth a minute after the second.
    assert admitted == [True, True, False, True, False, False, True]


def test_who_goes_on_and_on_stays_slow_and_others_are_as_quick_as_before() -> None:
    clock = Clock()
    windows = SlidingWindows((3, 3600), clock=clock)
    flood = []
    for clock.now in range(0, 36_000, 10):
        flood.append(windows.admits("flood"))

    assert sum(flood) == 3
    assert windows.admits("somebody else")


def test_memory_is_bounded_whoever_comes() -> None:
    windows = SlidingWindows((3, 3600), max_keys=100)
    for number in range(10_000):
        windows.admits(number)
        windows.admits("flood")

    assert len(windows._moments) == 100
    assert len(windows._moments["flood"]) == 3
    assert not windows.admits("flood")
