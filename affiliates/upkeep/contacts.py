"""Whom we write to about a group: the sender of the application as which it was published last."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from affiliates.applications.decisions import Decision, Verdict, effective_decisions
from affiliates.applications.model import Application, Kind


@dataclass(frozen=True)
class GroupContact:
    """The application as which a group was published last, and when (UTC): its sender is whom we write to.

    Once it is erased it has no address, and we write to nobody.
    """

    application: Application
    published_at: datetime

    @property
    def can_be_written_to(self) -> bool:
        """Whether there is an address."""
        return bool(self.application.contact_email)


def group_contacts(applications: Iterable[Application], decisions: Iterable[Decision]) -> dict[str, GroupContact]:
    """The contact of each group by its id. Whoever only sent a correction is nobody's contact."""
    own = {each.reference: each for each in applications if each.kind is not Kind.CORRECTION}
    return {
        each.group_id: GroupContact(own[each.application], each.decided_at)
        for each in effective_decisions(decisions)
        if each.verdict in {Verdict.APPROVE, Verdict.MERGE} and each.group_id and each.application in own
    }


def contact_mark(contact: GroupContact) -> str:
    """What stands for a contact where others may see it; from it nobody learns who that is."""
    return hashlib.sha256(f"contact {contact.application.reference}".encode()).hexdigest()[:32]
