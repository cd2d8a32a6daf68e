"""Mail to reviewers and applicants, through the server named in the settings."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import default as default_policy
from email.utils import localtime
from typing import Any

from affiliates.errors import MailError

_TIMEOUT = 10.0
# As long as RFC 5322 allows: an address in a header that is cut into encoded words is none to a mail program.
_WHOLE_LINES = default_policy.clone(max_line_length=998)
_NO_SUCH_MAILBOX = {550, 551, 553, 556}  # RFC 5321, 4.2.3
_CLOSING = 421  # said in answer to any command
_FOR_GOOD = 500


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
    try:
        server = replace(server, sender=mail_address(str(server.sender)))
    except ValueError:
        raise MailError("The mail setting “sender” is not an address.") from None
    if server.security not in {"starttls", "tls", "none"}:
        raise MailError("The mail setting “security” is starttls, tls or none.")
    return server


def mail_address(email: str) -> str:
    """An address as every mail server and mail program takes it: a host that is not in ASCII, as DNS has it.

    Raises ``ValueError`` where there is no such address.
    """
    name, _, host = email.rpartition("@")
    return email if host.isascii() else f"{name}@{_ascii_host(email)}"


def send_mail(server: MailServer, to: str, subject: str, text: str, *, is_automatic: bool = False) -> None:
    """Sends one mail and returns when the server has taken it. Raises ``MailError`` where it has not.

    One that no person wrote says so, so that nobody's absence answers it (RFC 3834).
    """
    headers = {"Auto-Submitted": "auto-generated"} if is_automatic else {}
    deliver(server, compose_mail(server.sender, to, subject, text, headers=headers))


def compose_mail(
    sender: str, to: str, subject: str, text: str, *, html: str = "", headers: Mapping[str, str] | None = None
) -> EmailMessage:
    """A mail as it is sent, in HTML too where there is some; ``to`` is the address as somebody typed it.

    Raises ``MailError`` where a value cannot be a header.
    """
    message = EmailMessage(policy=_WHOLE_LINES)
    try:
        if sender:  # a draft has neither
            message["From"], message["Date"] = sender, localtime()
        message["To"], message["Subject"] = mail_address(to), " ".join(subject.split())
        for name, value in (headers or {}).items():
            message[name] = value
    except ValueError:
        raise MailError("The mail has no usable address.", is_refused=True) from None
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def deliver(server: MailServer, message: EmailMessage, *, is_returned_whole: bool = True) -> None:
    """Hands a mail to the server and returns when it has taken it. Raises ``MailError`` where it has not.

    Where it does not arrive, it comes back with all that stands in it, unless ``is_returned_whole`` says otherwise and
    the server heeds that (RFC 3461, 4.3).
    """
    is_handing_over = is_taken = False
    try:
        # It reads every certificate of the machine, 20 ms for each letter.
        secure = None if server.security == "none" else ssl.create_default_context()
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=secure)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
        with connection:
            if server.security == "starttls":
                connection.starttls(context=secure)
            if server.username:
                connection.login(server.username, server.password)
            connection.ehlo_or_helo_if_needed()
            options = [] if is_returned_whole or not connection.has_extn("dsn") else ["RET=HDRS"]
            is_handing_over = True
            connection.send_message(message, mail_options=options)
            is_taken = True
    except smtplib.SMTPRecipientsRefused as error:
        is_refused = all(code in _NO_SUCH_MAILBOX for code, _ in error.recipients.values())
        is_closing = any(code == _CLOSING for code, _ in error.recipients.values())
        raise MailError(
            "The mail server takes nothing for this address.", is_refused=is_refused, is_of_letter=not is_closing
        ) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if is_taken:  # the server only failed to say goodbye
            return
        # What the server answered with an error it has not taken; where it did not answer, nobody knows.
        is_answer = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPNotSupportedError | ValueError)
        raise MailError(
            f"The mail server did not take the mail ({type(error).__name__}).",
            may_have_gone=is_handing_over and not is_answer,
            is_of_letter=is_handing_over and _is_of_letter(error),
        ) from None


def _ascii_host(email: str) -> str:
    from email_validator import validate_email  # 30 ms, which few need

    return validate_email(email, allow_smtputf8=False, check_deliverability=False).ascii_domain


def _is_of_letter(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= _FOR_GOOD
    return isinstance(error, smtplib.SMTPNotSupportedError | ValueError)
