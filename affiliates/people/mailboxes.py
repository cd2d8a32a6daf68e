"""Whose mailbox an address is, and who takes its mail in: only for counting, never to write to."""

from affiliates.review.mail import mail_address

# Millions of people have their mailbox with each of these, so that many letters to them say nothing.
# fmt: off
_PROVIDERS = frozenset((
    "aol.com", "att.net", "bell.net", "bellsouth.net", "charter.net", "comcast.net", "cox.net", "earthlink.net",
    "fastmail.com", "frontier.com", "gmail.com", "gmx.com", "hotmail.ca", "hotmail.com", "hotmail.fr", "icloud.com",
    "live.ca", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "optonline.net", "outlook.com", "outlook.fr",
    "pm.me", "proton.me", "protonmail.com", "rocketmail.com", "rogers.com", "sbcglobal.net", "shaw.ca",
    "sympatico.ca", "telus.net", "verizon.net", "videotron.ca", "yahoo.ca", "yahoo.com", "yahoo.fr", "ymail.com",
))
# fmt: on
_SAME_HOST = {"googlemail.com": "gmail.com"}
_WITHOUT_DOTS = {"gmail.com"}


def mailbox(email: str) -> str:
    """The same text for all ways to write an address that lead to one mailbox with most mail servers.

    It has no capital letters, nothing from the first plus sign on, for Gmail no dots, and the host as DNS has it.
    """
    name, _, host = _as_dns_has_it(email).casefold().rpartition("@")
    host = _SAME_HOST.get(host, host)
    name = name.partition("+")[0] or name
    return f"{name.replace('.', '') if host in _WITHOUT_DOTS else name}@{host}"


def is_of_mailbox(email: str, box: str) -> bool:
    """Whether an address leads to a mailbox; its host, which takes long, is only looked at where the names agree."""
    return _bare_name(email) == _bare_name(box) and mailbox(email) == box


def receiver(email: str) -> str:
    """Who takes in the mail to an address: its host, and for one of a large provider the mailbox itself."""
    box = mailbox(email)
    host = box.rpartition("@")[2]
    return box if host in _PROVIDERS else host


def _bare_name(email: str) -> str:
    return email.rpartition("@")[0].casefold().partition("+")[0].replace(".", "")


def _as_dns_has_it(email: str) -> str:
    try:
        return mail_address(email)
    except ValueError:  # kept by somebody who edited the file: it is counted as it is
        return email
