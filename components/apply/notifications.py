"""Mail to the reviewers about what is new: sent beside the page, so that nobody waits for a mail server."""

import logging
from functools import cache

from affiliates.errors import MailError
from components.state.resources import announcer
from components.state.settings import reviewers_mailing_list

_log = logging.getLogger("affiliates")


def notify_reviewers() -> None:
    """Has the reviewers told what they have not heard of yet, if the settings name a mail server and receivers."""
    try:
        receivers = reviewers_mailing_list()
    except MailError as error:
        _log_once(str(error))
        return
    if receivers:
        announcer().wake(receivers)


def resume_notifications() -> None:
    """Has the reviewers told what came before this process started."""
    if not announcer().is_awake:
        notify_reviewers()


@cache  # each page that is opened asks for the settings
def _log_once(message: str) -> None:
    _log.error("%s", message)
