"""Telling the reviewers by mail what came: one digest at a time, of what they have not heard of yet.

What is to be announced follows from the store, so that nothing is lost by a restart, nor by a mail server that is down.
Of several processes on one store, the one whose claim the store keeps sends the mail.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any

from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application
from affiliates.applications.states import State, application_states
from affiliates.directory.schema import is_ally
from affiliates.errors import MailError, StoreError
from affiliates.review.mail import MailServer, mail_server, send_mail
from affiliates.storage.contract.store import Announced, Store

_log = logging.getLogger("affiliates")
DIGEST_INTERVAL = timedelta(minutes=15)
# Where nothing came but what is held: a flood is worth one mail a day.
_HELD_INTERVAL = timedelta(days=1)
_MIN_RETRY = timedelta(seconds=1)
_MAX_REFERENCES = 20
# How long a process may take to hand over a digest; one that was killed meanwhile keeps the others waiting for so long.
_MAX_DELIVERY = timedelta(minutes=5)
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class MailingList:
    """Who hears of new applications, through which server, and how long lies between two mails at least."""

    server: MailServer
    receivers: tuple[str, ...]
    interval: timedelta = DIGEST_INTERVAL


def mailing_list(smtp: Mapping[str, Any], reviewers: Mapping[str, Any]) -> MailingList | None:
    """The list that these sections of the operator's secrets name, None without a mail server or receivers.

    Raises ``MailError`` for a server that cannot work.
    """
    server, receivers = mail_server(smtp), tuple(map(str, reviewers.get("notify", ())))
    minutes = reviewers.get("notify_minutes")
    interval = timedelta(minutes=minutes) if isinstance(minutes, int | float) else DIGEST_INTERVAL
    return MailingList(server, receivers, interval) if server and receivers else None


class Announcer:
    """Announces what comes into one store; one of it, with one thread, for each process."""

    def __init__(self, store: Store) -> None:
        """Sends nothing yet."""
        self._store = store
        self._mailing_list: MailingList | None = None
        self._news = Event()
        self._thread: Thread | None = None
        self._lock = Lock()

    def wake(self, mailing_list: MailingList) -> None:
        """Has the thread look for news, now or when the interval is over, and returns at once."""
        with self._lock:
            self._mailing_list = mailing_list
            if not self.is_awake:
                self._thread = Thread(target=self._run, name="announcements", daemon=True)
                self._thread.start()
        self._news.set()

    @property
    def is_awake(self) -> bool:
        """Whether the thread waits for news."""
        return self._thread is not None and self._thread.is_alive()

    def announce_if_due(self, mailing_list: MailingList, now: datetime) -> timedelta | None:
        """Sends a digest of what was not announced yet, unless the last one is too recent.

        Returns after which time to look again; None where nothing is left to be announced. Raises ``StoreError``.
        """
        announced = self._store.announced()
        if wait := _claimed_for(announced, now) or _time_left(announced, mailing_list.interval, now):
            return wait
        applications = self._store.applications()
        news = unannounced(applications, self._store.decisions(), announced)
        if not news:
            return None
        only_held = all(each.spam_reason for each in news)
        if only_held and (wait := _time_left(announced, _HELD_INTERVAL, now)):
            return wait
        claim = replace(announced or Announced("", _NEVER), claimed_until=now + _MAX_DELIVERY)
        if self._store.update_announced(lambda kept: claim if kept == announced else kept) is not claim:
            return _MIN_RETRY  # another process was faster: what is left to be told is looked up again
        is_delivered = _deliver(mailing_list, *digest(news))
        told = Announced(applications[-1].reference, now) if is_delivered else replace(claim, claimed_until=None)
        self._store.update_announced(lambda kept: told if kept == claim else kept)
        return None if is_delivered else max(mailing_list.interval, _MIN_RETRY)

    def _run(self) -> None:
        wait: timedelta | None = None
        while True:
            self._news.wait(wait.total_seconds() if wait else None)
            self._news.clear()
            mailing_list, began = self._mailing_list, time.monotonic()
            if mailing_list:
                try:
                    wait = self.announce_if_due(mailing_list, datetime.now(UTC))
                except StoreError as error:
                    _log.error("%s", error)
                    wait = max(mailing_list.interval, _MIN_RETRY)
            # However many come, looking for news takes a tenth of the time at most.
            time.sleep(9 * (time.monotonic() - began))


def unannounced(
    applications: list[Application], decisions: Iterable[Decision], announced: Announced | None
) -> list[Application]:
    """What came after the last announcement and nobody decided on yet, in the order of arrival; no spam."""
    references = [each.reference for each in applications]
    known = announced is not None and announced.reference in references
    came = applications[references.index(announced.reference) + 1 :] if announced and known else applications
    states = application_states(came, decisions)
    return [each for each in came if states[each.reference] in {State.WAITING, State.HELD} and not each.is_suspicious]


def digest(news: list[Application]) -> tuple[str, str]:
    """Subject and text of a mail about applications: reference numbers and kinds, and nothing that anybody typed."""
    waiting = [each for each in news if not each.spam_reason]
    held = len(news) - len(waiting)
    lines = [f"{each.reference} ({_kind(each)})" for each in waiting[:_MAX_REFERENCES]]
    if len(waiting) > _MAX_REFERENCES:
        lines.append(f"and {len(waiting) - _MAX_REFERENCES:,} more")
    paragraphs = ["\n".join(["Waiting for a decision on the reviewers’ page:", *lines])] if waiting else []
    if held:
        paragraphs.append(
            f"Held, because many came from the same place: {held:,}. There may be genuine ones among them."
        )
    if len(waiting) == 1:
        subject = f"New application to review: {waiting[0].reference}"
    else:
        subject = f"New applications to review: {len(waiting):,}" if waiting else f"Applications held: {held:,}"
    return subject, "\n\n".join(paragraphs) + "\n"


def _kind(application: Application) -> str:
    return f"{application.kind} ally" if is_ally(application.proposal) else str(application.kind)


def _claimed_for(announced: Announced | None, now: datetime) -> timedelta | None:
    """How long another process may still be sending a mail, None where none is; as below, whatever the clock did."""
    left = announced.claimed_until - now if announced and announced.claimed_until else timedelta(0)
    return left if timedelta(0) < left <= _MAX_DELIVERY else None


def _time_left(announced: Announced | None, interval: timedelta, now: datetime) -> timedelta | None:
    """How long it is until another mail may be sent, None where one may be sent now.

    A clock that was set back keeps nobody waiting until it gets there again.
    """
    since = now - announced.at if announced else interval
    return interval - since if timedelta(0) <= since < interval else None


def _deliver(mailing_list: MailingList, subject: str, text: str) -> bool:
    """Whether anybody got the mail: one wrong address must not have all others get it again and again."""
    delivered = False
    for receiver in mailing_list.receivers:
        try:
            send_mail(mailing_list.server, receiver, subject, text, is_automatic=True)
            delivered = True
        except MailError as error:
            _log.error("%s: %s", subject, error)
    return delivered
