"""What whoever runs the app has put into the secrets: who reviews, how they sign in, and where mail goes out."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from affiliates.review.mail import MailServer, mail_server


def signs_in_by_openid() -> bool:
    """Whether reviewers sign in at an OpenID provider."""
    return bool(_section("auth"))


def reviewers_emails() -> tuple[str, ...]:
    """The e-mail addresses of those who may review, where they sign in at a provider."""
    return tuple(map(str, _section("reviewers").get("emails", ())))


def told_of_new_applications() -> tuple[str, ...]:
    """The e-mail addresses that hear of each new application."""
    return tuple(map(str, _section("reviewers").get("notify", ())))


def minutes_idle() -> float | None:
    """After how many minutes without activity a reviewer is signed out, None where nothing is said."""
    minutes = _section("reviewers").get("idle_minutes")
    return float(minutes) if isinstance(minutes, int | float) else None


def outgoing_mail() -> MailServer | None:
    """The mail server, None where none is named. Raises ``MailError`` where its settings cannot work."""
    return mail_server(_section("smtp"))


def _section(name: str) -> Mapping[str, Any]:
    return dict(st.secrets.get(name, {})) if st.secrets.load_if_toml_exists() else {}
