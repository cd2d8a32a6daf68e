"""A store with a group that can be written to, and a mail server that reads what is sent."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Kind
from affiliates.review.mail import MailServer
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.relay.message import VisitorMessage
from affiliates.upkeep.relay.opt_out import open_wish_link
from affiliates.upkeep.relay.reachable import ReachableGroups
from affiliates.upkeep.relay.sending import Delivery, pass_on
from affiliates.upkeep.reminders.answers import OpenedLink, Purpose
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, parts, store_with, token
from tests.made_up import application, decision

GROUP = "group-1"
MESSAGE = VisitorMessage("What can we do?\nIt was on Monday.", "robin@made-up.example", "Robin")
NOBODY = frozenset[str]()


class PostOffice:
    """A store with a group, and a mail server that keeps what it is handed."""

    def __init__(self, folder: Path, server: MailServer, box: Letterbox) -> None:
        self.folder, self.server, self.box = folder, server, box
        self.store = store_with(folder, 100)
        self._reachable = ReachableGroups(self.store)

    def sends(self, message: VisitorMessage = MESSAGE) -> Delivery:
        return pass_on(self.store, GROUP, message, NOW, base_url=BASE_URL, server=self.server)

    def letter(self) -> EmailMessage:
        (letter,) = self.box.letters
        assert isinstance(letter, EmailMessage)
        return letter

    def stop_link(self) -> OpenedLink:
        link = open_wish_link(self.store, Purpose.NO_MESSAGES, self.stop_token(), NOW + DAY)
        assert isinstance(link, OpenedLink)
        return link

    def stop_token(self) -> str:
        return token(parts(self.letter())[0].rstrip().splitlines()[-1])

    @property
    def reachable(self) -> frozenset[str]:
        return self._reachable.ids()


def published_anew(store: FileStore, **values: Any) -> None:
    """The group applied once more, through another contact."""
    entry = store.directory.entry(GROUP)
    store.add(application(2, kind=Kind.UPDATE, group_id=GROUP, **values))
    renewed = {"before": entry, "after": {**(entry or {}), "city": "Other City"}, "decided_at": NOW}
    store.record_decision(decision(2, verdict=Verdict.APPROVE, group_id=GROUP, **renewed))
