"""What reviewers do about links that no longer work: every change is a decision like any other edit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

import pandas as pd

from affiliates.applications.decisions import Decision, decisions_on, effective_decisions
from affiliates.applications.model import Application, Kind
from affiliates.directory.links import complete_link
from affiliates.errors import LinkError
from affiliates.review.organizations import OrganizationReview
from affiliates.review.service import ReviewService
from affiliates.review.views import OpenEntry
from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.storage.contract.store import Store
from affiliates.storage.support import listed_organizations
from affiliates.upkeep.links.history import (
    LinkFault,
    link_faults,
    links_left,
    with_seen_working,
    without_seen_working,
)
from affiliates.upkeep.links.listed import ListedLink, listed_links

# What keeps a family from help comes first.
_ORDER = (
    LinkFinding.GONE,
    LinkFinding.NAME_LOST,
    LinkFinding.PARKED,
    LinkFinding.NOT_PUBLIC,
    LinkFinding.CERTIFICATE_ENDED,
    LinkFinding.UNREACHABLE,
    LinkFinding.MOVED,
)


@dataclass(frozen=True)
class FaultyLink:
    """A link that visitors are led to, and what was found at it again and again.

    ``new_address`` is where it moved, as it would stand in the entry; empty where it did not, or may not lead there.
    """

    link: ListedLink
    fault: LinkFault
    new_address: str = ""


class LinkReview:
    """What reviewers may do about links; asks, refuses and raises as ``ReviewService`` does."""

    def __init__(
        self,
        store: Store,
        groups: ReviewService,
        organizations: OrganizationReview,
        listed_groups: Callable[[], pd.DataFrame],
    ) -> None:
        """Changes entries by the services of groups and of organizations; ``listed_groups`` gives those of now."""
        self._store = store
        self._groups = groups
        self._organizations = organizations
        self._listed_groups = listed_groups

    def faulty(self, token: str | None, day: date) -> list[FaultyLink]:
        """The links that are known on a day not to work, or to have moved: what is gone first, moves last."""
        self._groups.reviewer(token)
        faults = {each.address: each for each in link_faults(self._store.links.periods(), day)}
        if not faults:
            return []
        listed = listed_links(self._listed_groups(), listed_organizations(self._store))
        found = [
            FaultyLink(link, faults[link.address], _new_address(link, faults[link.address]))
            for link in listed
            if link.address in faults
        ]
        return sorted(found, key=lambda each: (_ORDER.index(each.fault.finding), each.link.name))

    def entry(self, token: str | None, link: ListedLink) -> OpenEntry | None:
        """The entry that a link stands in, as it is now; None where it is not listed any more."""
        if link.is_organization:
            return self._organizations.open(token, link.entry_id)
        return self._groups.open_group(token, link.entry_id)

    def replace(self, token: str | None, link: ListedLink, opened: OpenEntry, address: str) -> Decision:
        """Puts an address in the place of a link, or nothing where it is empty."""
        service = self._organizations if link.is_organization else self._groups
        return service.change(
            token,
            {**opened.entry, link.column: address},
            before=opened.entry,
            expected_decision_id=opened.expected_decision_id,
        )

    def keep(self, token: str | None, link: ListedLink) -> None:
        """Notes that the reviewer opened a link and that it works: what programs find is passed over for a while."""
        reviewer, now = self._groups.reviewer(token), datetime.now(UTC)
        self._store.links.update(partial(with_seen_working, address=link.address, reviewer=reviewer, at=now))

    def left(self, token: str | None, day: date) -> list[tuple[ListedLink, LinkPeriod]]:
        """The links that reviewers left as they are and of which nothing is said for a while, the latest first."""
        self._groups.reviewer(token)
        periods = {each.address: each for each in links_left(self._store.links.periods(), day)}
        if not periods:
            return []
        listed = listed_links(self._listed_groups(), listed_organizations(self._store))
        found = [(link, periods[link.address]) for link in listed if link.address in periods]
        return sorted(found, key=lambda each: each[1].last_at, reverse=True)

    def stop_keeping(self, token: str | None, link: ListedLink) -> None:
        """Takes back what ``keep`` noted: what programs find at a link counts again."""
        self._groups.reviewer(token)
        self._store.links.update(partial(without_seen_working, address=link.address))

    def contact(self, token: str | None, group_id: str) -> Application | None:
        """The last application from which a group was published or changed whose sender can be written to.

        Corrections come from anybody. None where the group was not listed by an application, or that was erased.
        """
        self._groups.reviewer(token)
        return next(self._senders(group_id), None)

    def _senders(self, group_id: str) -> Iterator[Application]:
        applications = {each.reference: each for each in self._store.applications()}
        for decision in reversed(effective_decisions(decisions_on(self._store.decisions(), group_id=group_id))):
            application = applications.get(decision.application)
            if application and application.kind is not Kind.CORRECTION and application.contact_email:
                yield application


def _new_address(link: ListedLink, fault: LinkFault) -> str:
    try:
        return complete_link(link.column, fault.moved_to) if fault.moved_to else ""
    except LinkError:
        return ""
