"""What the operator's secrets say: who reviews, how reviewers sign in, and which server sends mail."""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from affiliates.errors import MailError
from affiliates.review.announcements import MailingList, mailing_list
from affiliates.review.mail import MailServer, mail_server
from affiliates.site.settings import public_url
from affiliates.upkeep.relay.settings import relay_server

_LOOK_EVERY = 2.0  # seconds
_seen_without = -_LOOK_EVERY  # when there were no secrets


def signs_in_by_openid() -> bool:
    """Whether reviewers sign in through an OpenID provider."""
    return bool(_section("auth"))


def reviewers_emails() -> tuple[str, ...]:
    """The email addresses of those who may review, if they sign in through a provider."""
    return tuple(map(str, _section("reviewers").get("emails", ())))


def reviewers_mailing_list() -> MailingList | None:
    """Who hears of new applications, None where nobody does. Raises ``MailError`` if the mail server cannot work."""
    return mailing_list(_section("smtp"), _section("reviewers"))


def minutes_idle() -> float | None:
    """After how many minutes without activity a reviewer is signed out, None if not set."""
    minutes = _section("reviewers").get("idle_minutes")
    return float(minutes) if isinstance(minutes, int | float) else None


def outgoing_mail() -> MailServer | None:
    """The mail server, None if there is none. Raises ``MailError`` if its settings cannot work."""
    return mail_server(_section("smtp"))


def relay_mail() -> MailServer | None:
    """The mail server through which visitors may write to groups, None where they may not."""
    return relay_server(_section("smtp"))


def sends_letters() -> bool:
    """Whether letters with links go out: they need a mail server, and the public address of the site."""
    try:
        return bool(public_url() and outgoing_mail())
    except MailError:
        return False


def _section(name: str) -> Mapping[str, Any]:
    return dict(st.secrets.get(name, {})) if _has_secrets() else {}


def _has_secrets() -> bool:
    # While there are none, Streamlit looks for their files on the disk at each question, so at each click.
    global _seen_without
    if st.secrets is secrets_singleton and time.monotonic() - _seen_without < _LOOK_EVERY:
        return False
    found = st.secrets.load_if_toml_exists()
    if not found:
        _seen_without = time.monotonic()
    return found
