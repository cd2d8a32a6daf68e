"""How many messages are passed on: from one address, to one group, and in all. Nothing of it is written down."""

import time
from collections.abc import Callable, Hashable
from enum import StrEnum

from affiliates.applications.intake import max_per_hour
from affiliates.applications.senders import SlidingWindows, is_this_machine, site_of
from affiliates.storage.replicas import own_share

_HOUR, _DAY = 3600.0, 86_400.0
_HOURS_WORTH_PER_DAY, _SENDERS_WORTH_PER_SITE = 3, 3  # as for applications
_MAX_TO_GROUP = ((10, _HOUR), (20, _DAY))  # a group is a few volunteers
# A school that is written about may not leave a group no room for the families.
_MAX_TO_GROUP_FROM_SENDER, _MAX_TO_GROUP_FROM_SITE = ((3, _DAY),), ((6, _DAY),)
_MAX_IN_ALL = ((60, _HOUR), (300, _DAY))  # so that our mail server does not get a bad name


class Limit(StrEnum):
    """Which limit a message is over."""

    FROM_SENDER = "from_sender"
    FROM_SENDER_TO_GROUP = "from_sender_to_group"
    TO_GROUP = "to_group"
    IN_ALL = "in_all"


class RelayLimits:
    """Counts the messages of one process, which lets its share through where several serve the site."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Counts from now on; the clock is one that nobody sets back."""
        most = own_share(max_per_hour())
        many = most * _SENDERS_WORTH_PER_SITE
        self._senders = SlidingWindows((most, _HOUR), (most * _HOURS_WORTH_PER_DAY, _DAY), clock=clock)
        self._sites = SlidingWindows((many, _HOUR), (many * _HOURS_WORTH_PER_DAY, _DAY), clock=clock)
        self._senders_to_group = SlidingWindows(*_shares(_MAX_TO_GROUP_FROM_SENDER), clock=clock)
        self._sites_to_group = SlidingWindows(*_shares(_MAX_TO_GROUP_FROM_SITE), clock=clock)
        self._groups = SlidingWindows(*_shares(_MAX_TO_GROUP), clock=clock)
        self._all = SlidingWindows(*_shares(_MAX_IN_ALL), clock=clock)

    def exceeded_by(self, sender: str, group_id: str) -> Limit | None:
        """Which limit one more message is over, None where it may go; ``sender`` as ``senders.sender_of`` gives it.

        What may go counts at once, and what may not counts nowhere: whoever sends too much uses up nobody's room.
        """
        counts = self._counts(sender, group_id)
        for limit, windows, key in counts:
            if not windows.has_room(key):
                return limit
        for _, windows, key in counts:
            windows.admits(key)
        return None

    def give_back(self, sender: str, group_id: str) -> None:
        """Lets a message that was to go, and did not, count for nobody but its sender, who tries only so often."""
        for limit, windows, key in self._counts(sender, group_id):
            if limit is not Limit.FROM_SENDER:
                windows.take_back(key)

    def _counts(self, sender: str, group_id: str) -> list[tuple[Limit, SlidingWindows, Hashable]]:
        """Where a message counts, and as what, in the order in which somebody hears of it."""
        for_all: list[tuple[Limit, SlidingWindows, Hashable]] = [
            (Limit.TO_GROUP, self._groups, group_id),
            (Limit.IN_ALL, self._all, ""),
        ]
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        if is_this_machine(sender):
            return for_all
        site = site_of(sender)
        return [
            (Limit.FROM_SENDER, self._senders, sender),
            (Limit.FROM_SENDER, self._sites, site),
            (Limit.FROM_SENDER_TO_GROUP, self._senders_to_group, (sender, group_id)),
            (Limit.FROM_SENDER_TO_GROUP, self._sites_to_group, (site, group_id)),
            *for_all,
        ]


def _shares(limits: tuple[tuple[int, float], ...]) -> list[tuple[int, float]]:
    return [(own_share(most), seconds) for most, seconds in limits]
