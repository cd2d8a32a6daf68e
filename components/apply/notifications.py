"""Mail to the reviewers that something new waits: sent beside the page, so that nobody waits for a mail server."""

import logging
import threading

from affiliates.applications.model import Application
from affiliates.review.mail import MailError, MailServer, send_mail
from components.state.settings import notification_recipients, outgoing_mail

_log = logging.getLogger("affiliates")


def notify_reviewers(sent: Application) -> None:
    """Tells the reviewers of an application, where the secrets name a mail server and receivers. The mail holds its
    reference and its kind, and nothing that anybody typed."""
    try:
        server, receivers = outgoing_mail(), notification_recipients()
    except MailError as error:
        _log.error("%s", error)
        return
    if server and receivers:
        text = f"{sent.reference} ({sent.kind}) waits for a decision on the reviewers' page.\n"
        threading.Thread(target=_tell, args=(server, receivers, sent.reference, text), daemon=True).start()


def _tell(server: MailServer, receivers: tuple[str, ...], reference: str, text: str) -> None:
    for receiver in receivers:
        try:
            send_mail(server, receiver, f"New at the reviewers' desk: {reference}", text)
        except MailError as error:
            _log.error("%s: %s", reference, error)
