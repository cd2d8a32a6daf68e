"""Whom we write to about a group: the sender of the application as which it was published last."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from affiliates.applications.decisions import Decision, Verdict, effective_decisions
from affiliates.applications.model import Application, Kind
from affiliates.storage.contract.store import Store
from affiliates.upkeep.signed_links import known_marks, make_mark

_PURPOSE = "contact"
# Letters that went out before marks had a key may come back, and their links be used, until then. Whoever knows the
# reference of an application can make such a mark.
_UNKEYED_UNTIL = datetime(2027, 3, 1, tzinfo=UTC)


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


def contact_mark(store: Store, contact: GroupContact, now: datetime) -> str:
    """What stands for a contact where others may see it: nobody else learns by it who that is, or makes it.

    Raises ``StoreError``.
    """
    return make_mark(store, _PURPOSE, contact.application.reference, now)


def contacts_by_mark(store: Store, contacts: Iterable[GroupContact], now: datetime) -> dict[str, str]:
    """The reference of the application whose contact a mark stands for. Raises ``StoreError``."""
    references = [each.application.reference for each in contacts]
    former = {_unkeyed_mark(each): each for each in references} if now < _UNKEYED_UNTIL else {}
    return former | known_marks(store, _PURPOSE, references)


def _unkeyed_mark(reference: str) -> str:
    return hashlib.sha256(f"contact {reference}".encode()).hexdigest()[:32]
