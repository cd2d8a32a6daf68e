"""The queue as a reviewer wants to see it: what is searched for, in which order, and which one is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from affiliates.applications.model import Kind
from affiliates.applications.states import State
from affiliates.directory.queries import normalize_for_search
from affiliates.geo.regions import display_name
from affiliates.review.views import QueuedApplication


class QueueSort(StrEnum):
    """The orders in which the queue can be read."""

    OLDEST = "oldest"
    NEWEST = "newest"
    NAME = "name"
    REGION = "region"


@dataclass(frozen=True)
class QueueChoices:
    """What a reviewer chose to see. ``kind`` None and ``words`` empty let every application through."""

    state: State = State.WAITING
    kind: Kind | None = None
    words: str = ""
    sort: QueueSort = QueueSort.OLDEST


def name_of(queued: QueuedApplication) -> str:
    """What an application is called: the name that it proposes, else that of the entry it is about, else its number."""
    application = queued.application
    return application.proposal.get("name") or queued.entry_name or application.reference


def find(queue: Iterable[QueuedApplication], choices: QueueChoices) -> list[QueuedApplication]:
    """The applications of any state that a reviewer looks for, in the order that they chose.

    Each word must occur in the name, the regions, the reference, the sender's name or their email address; case and
    accents do not matter. Where two have the same name or region, the older one comes first.
    """
    words = normalize_for_search(choices.words).split()
    found = [
        each
        for each in queue
        if choices.kind in {None, each.application.kind} and all(word in _searched_text(each) for word in words)
    ]
    found.sort(key=lambda each: each.application.sent_at, reverse=choices.sort is QueueSort.NEWEST)
    if choices.sort is QueueSort.NAME:
        found.sort(key=lambda each: normalize_for_search(name_of(each)))
    elif choices.sort is QueueSort.REGION:
        found.sort(key=lambda each: (not _regions_of(each), _regions_of(each)))
    return found


def in_state(queue: Iterable[QueuedApplication], state: State) -> list[QueuedApplication]:
    """Those of them that are in a state, in the same order."""
    return [each for each in queue if each.state is state]


def next_reference(order: Sequence[str], decided: str, remaining: Sequence[str]) -> str | None:
    """Which application comes after one in the order that the reviewer saw, of those that remain; None after the last.

    Past the end it begins again, with what was skipped.
    """
    left = [reference for reference in remaining if reference != decided]
    seen = list(order)
    after = seen[seen.index(decided) + 1 :] if decided in seen else []
    return next((reference for reference in [*after, *left] if reference in left), None)


def _regions_of(queued: QueuedApplication) -> str:
    return ", ".join(map(display_name, queued.application.proposal.get("regions", "").split()))


def _searched_text(queued: QueuedApplication) -> str:
    application = queued.application
    parts = (name_of(queued), queued.entry_name, _regions_of(queued), application.reference)
    return normalize_for_search("\n".join([*parts, application.contact_name, application.contact_email]))
