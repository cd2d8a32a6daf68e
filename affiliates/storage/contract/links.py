"""What any place that keeps what was found at public links promises; a part of ``store.Store``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class LinkFinding(StrEnum):
    """What a look at a link found.

    ``REFUSED``: the site does not let programs look, by robots.txt, a page to sign in, or its answer; whether the page
    is there is unknown. ``NOT_PUBLIC``: it leads to an address that is not on the public internet. ``UNREACHABLE``: no
    answer, or a failure of the server. ``SEEN_WORKING``: a reviewer opened it and it works, whatever programs are told.
    """

    FINE = "fine"
    MOVED = "moved"
    GONE = "gone"
    NAME_LOST = "name_lost"
    CERTIFICATE_ENDED = "certificate_ended"
    PARKED = "parked"
    UNREACHABLE = "unreachable"
    NOT_PUBLIC = "not_public"
    REFUSED = "refused"
    SEEN_WORKING = "seen_working"


@dataclass(frozen=True)
class LinkPeriod:
    """What every look at an address found from one moment to another one (UTC), which are the same for a single look.

    ``moved_to`` is the new address where it moved, else empty; ``reviewer`` who saw it, empty where a program did.
    """

    address: str
    finding: LinkFinding
    first_at: datetime
    last_at: datetime
    moved_to: str = ""
    reviewer: str = ""


ChangePeriods = Callable[[list[LinkPeriod]], Iterable[LinkPeriod]]


class LinkStore(Protocol):
    """What was found at public links over time."""

    def version(self) -> str:
        """A text that changes whenever something is kept, empty where nothing ever was; cheap to ask for often."""
        ...

    def periods(self) -> list[LinkPeriod]:
        """Everything that was found, in the order in which it was kept."""
        ...

    def update(self, change: ChangePeriods) -> None:
        """Keeps what ``change`` makes of all periods in their place; nobody else can keep any meanwhile."""
        ...
