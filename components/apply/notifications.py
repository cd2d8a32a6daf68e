"""Mail to the reviewers about something new: sent beside the page, so that nobody waits for a mail server."""

import logging
import threading

from affiliates.applications.model import Application
from affiliates.errors import MailError
from affiliates.review.mail import MailServer, send_mail
from components.state.settings import notification_recipients, outgoing_mail

_log = logging.getLogger("affiliates")


def notify_reviewers(application: Application) -> None:
    """Tells the reviewers about an application, if the settings name a mail server and receivers.

    The mail holds its reference number and its kind, and nothing that anybody typed.
    """
    try:
        server, receivers = outgoing_mail(), notification_recipients()
    except MailError as error:
        _log.error("%s", error)
        return
    if server and receivers:
        text = f"{application.reference} ({application.kind}) is waiting for a decision on the reviewers’ page.\n"
        arguments = (server, receivers, application.reference, text)
        threading.Thread(target=_send, args=arguments, daemon=True).start()


def _send(server: MailServer, receivers: tuple[str, ...], reference: str, text: str) -> None:
    for receiver in receivers:
        try:
            send_mail(server, receiver, f"New application to review: {reference}", text)
        except MailError as error:
            _log.error("%s: %s", reference, error)
