"""The address that a visitor comes from."""

import logging
import os
from functools import cache

import streamlit as st

from affiliates.applications.senders import TRUSTED_PROXIES, Network, parse_networks, sender_of

_log = logging.getLogger("affiliates")


def current_sender() -> str:
    """The address of the visitor whose page is drawn, as ``sender_of`` gives it; it is kept in memory only."""
    forwarded_for = st.context.headers.get_all("X-Forwarded-For")
    return sender_of(st.context.ip_address, forwarded_for, _trusted_proxies(os.environ.get(TRUSTED_PROXIES, "")))


@cache
def _trusted_proxies(text: str) -> tuple[Network, ...]:
    try:
        return parse_networks(text)
    except ValueError as error:
        _log.error("%s: %s. No proxy is trusted.", TRUSTED_PROXIES, error)
        return ()
