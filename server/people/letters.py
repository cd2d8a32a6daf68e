"""Sends people their letters as long as the server runs: what is due follows from what is kept."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool

from affiliates.errors import AffiliatesError, MailError
from affiliates.people.retention import forget_old
from affiliates.people.sending import notice_groups, send_letters
from affiliates.review.mail import MailServer
from affiliates.storage.contract.store import Store
from server.settings import outgoing_mail

_log = logging.getLogger("affiliates")
# Somebody who has just signed up waits for a letter; asking a store for its versions takes microseconds.
_INTERVAL = 2.0  # seconds
_LOOK_ANYWAY = 600.0  # seconds; letters become due by themselves too
_AFTER_FAILURE = 60.0  # seconds


def can_send_letters(public_url: str) -> bool:
    """Whether letters can go out: their links need the public address of the site, and they a mail server."""
    try:
        return bool(public_url and outgoing_mail())
    except MailError:
        return False


class PeopleLetters:
    """Looks every two seconds whether people, or the directory, have changed, and sends what is due."""

    def __init__(self, store: Store, public_url: str, *, mail: Callable[[], MailServer | None] = outgoing_mail) -> None:
        """Sends nothing yet; without a public address or a mail server it never does."""
        self._store, self._public_url, self._mail = store, public_url, mail
        self._seen = ("", "")
        self._look_anyway = self._not_before = 0.0
        self._complaint = ""

    async def run(self) -> None:
        """Looks until it is canceled."""
        while True:
            await run_in_threadpool(self.look, asyncio.get_running_loop().time())
            await asyncio.sleep(_INTERVAL)

    def look(self, moment: float) -> None:
        """Looks once, and sends what is due where something changed; ``moment`` is of a clock in seconds."""
        if moment < self._not_before:
            return
        try:
            self._look(moment)
            self._complaint = ""
        except (AffiliatesError, OSError) as error:
            self._not_before = moment + _AFTER_FAILURE
            if str(error) != self._complaint:  # once, not every minute
                self._complaint = str(error)
                _log.error("Letters to people wait: %s", error)

    def _look(self, moment: float) -> None:
        people = self._store.people.version()
        if not people:
            return  # nobody ever signed up: the directory need not be asked for
        seen = (people, self._store.directory.version())
        if seen == self._seen and moment < self._look_anyway:
            return
        self._work(datetime.now(UTC))
        # Where something was sent, or somebody came meanwhile, there may be more to do.
        self._seen = seen if self._store.people.version() == people else ("", "")
        self._look_anyway = moment + _LOOK_ANYWAY

    def _work(self, now: datetime) -> None:
        try:
            server = self._mail() if self._public_url else None
        except MailError:  # settings that cannot work keep nobody for longer
            forget_old(self._store, now, has_mail=True)
            raise
        forget_old(self._store, now, has_mail=server is not None)
        notice_groups(self._store, now)
        if server:
            sent = list(send_letters(self._store, now, base_url=self._public_url, server=server))
            if failed := [each for each in sent if each.stops_others]:
                raise MailError(failed[-1].problem)
            if refused := [each.problem for each in sent if each.is_of_letter]:
                _log.warning("%d of %d letters to people were not taken: %s", len(refused), len(sent), refused[-1])
