"""The address that a visitor comes from."""

import logging
from functools import cache

import streamlit as st

from affiliates.applications.senders import TRUSTED_PROXIES, sender_of, trusted_proxies

_log = logging.getLogger("affiliates")


def current_sender() -> str:
    """The address of the visitor whose page is drawn, as ``sender_of`` gives it; it is kept in memory only."""
    forwarded_for = st.context.headers.get_all("X-Forwarded-For")
    trusted = trusted_proxies()
    if forwarded_for and not trusted:
        _warn_of_unnamed_proxy()
    return sender_of(st.context.ip_address, forwarded_for, trusted)


@cache  # anybody can send the header: one line in the log is enough
def _warn_of_unnamed_proxy() -> None:
    _log.warning(
        "Requests come with X-Forwarded-For, and %s names no proxy. All visitors behind one count as one address.",
        TRUSTED_PROXIES,
    )
