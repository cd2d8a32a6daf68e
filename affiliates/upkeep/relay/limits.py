"""How many messages are passed on: from one address, to one group, and in all. Nothing of it is written down."""

import time
from collections.abc import Callable
from enum import StrEnum

from affiliates.applications.intake import max_per_hour
from affiliates.applications.senders import SlidingWindows, is_this_machine, site_of
from affiliates.storage.replicas import own_share

_HOUR, _DAY = 3600.0, 86_400.0
_HOURS_WORTH_PER_DAY, _SENDERS_WORTH_PER_SITE = 3, 3  # as for applications
_MAX_TO_GROUP = ((10, _HOUR), (20, _DAY))  # a group is a few volunteers
_MAX_IN_ALL = ((60, _HOUR), (300, _DAY))  # so that our mail server does not get a bad name


class Limit(StrEnum):
    """Which limit a message is over."""

    FROM_SENDER = "from_sender"
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
        self._groups = SlidingWindows(*_shares(_MAX_TO_GROUP), clock=clock)
        self._all = SlidingWindows(*_shares(_MAX_IN_ALL), clock=clock)

    def exceeded_by(self, sender: str, group_id: str) -> Limit | None:
        """Which limit one more message is over, None where it may go; ``sender`` as ``senders.sender_of`` gives it.

        What is over a limit does not count for the next one: whoever sends too much uses up nobody else's room.
        """
        # Behind a proxy that nobody named all come from this machine, and one must not keep the others out.
        is_known = not is_this_machine(sender)
        if is_known and not (self._senders.admits(sender) and self._sites.admits(site_of(sender))):
            return Limit.FROM_SENDER
        if not self._groups.admits(group_id):
            return Limit.TO_GROUP
        return None if self._all.admits("") else Limit.IN_ALL


def _shares(limits: tuple[tuple[int, float], ...]) -> list[tuple[int, float]]:
    return [(own_share(most), seconds) for most, seconds in limits]
