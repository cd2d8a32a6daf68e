"""Mail to the reviewers about what is new: sent beside the page, so that nobody waits for a mail server."""

import logging
from functools import cache

from affiliates.errors import MailError
from affiliates.review.announcements import MailingList
from components.state.resources import announcer
from components.state.settings import digest_interval, notification_recipients, outgoing_mail

_log = logging.getLogger("affiliates")


def notify_reviewers() -> None:
    """Has the reviewers told what they have not heard of yet, if the settings name a mail server and receivers."""
    try:
        server, receivers = outgoing_mail(), notification_recipients()
    except MailError as error:
        _log_once(str(error))
        return
    if server and receivers:
        announcer().wake(MailingList(server, receivers, digest_interval()))


def resume_notifications() -> None:
    """Has the reviewers told what came before this process started."""
    if not announcer().is_awake:
        notify_reviewers()


@cache  # each page that is opened asks for the settings
def _log_once(message: str) -> None:
    _log.error("%s", message)
