"""Mail to reviewers and applicants, through the server named in the settings."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from affiliates.errors import MailError

_TIMEOUT = 10.0


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out. ``security`` is starttls, tls or none."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    username: str = ""
    password: str = ""


def mail_server(settings: Mapping[str, Any]) -> MailServer | None:
    """The server that the settings name, None where they name none. Raises ``MailError`` for what cannot work."""
    if not settings:
        return None
    try:
        server = MailServer(**settings)
    except TypeError:
        known = ", ".join(MailServer.__dataclass_fields__)
        raise MailError(f"The mail settings need host and sender, and know {known}.") from None
    if server.security not in {"starttls", "tls", "none"}:
        raise MailError("The mail setting “security” is starttls, tls or none.")
    return server


def send_mail(server: MailServer, to: str, subject: str, text: str) -> None:
    """Sends one mail and returns when the server has taken it. Raises ``MailError`` where it has not."""
    try:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = server.sender, to, " ".join(subject.split())
        message.set_content(text)
        secure = ssl.create_default_context()
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=secure)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
        with connection:
            if server.security == "starttls":
                connection.starttls(context=secure)
            if server.username:
                connection.login(server.username, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailError(f"The mail server did not take the mail ({type(error).__name__}).") from None
