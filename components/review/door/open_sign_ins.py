"""Where a reviewer is signed in, and ending it there."""

from datetime import UTC, datetime

import streamlit as st

from affiliates.content.wording import format_age
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.sign_in import OpenSignIn
from components.review.actions import perform
from components.state.resources import sign_ins


def open_sign_ins(token: str) -> None:
    """Every sign-in of the reviewer who holds a token: with what, since when, last used, and a button to end it."""
    found = sign_ins().open_sign_ins(token, datetime.now(UTC))
    with st.popover("Your sign-ins", icon=":material/devices:"):
        if len(found) > 1:
            st.button("Sign out everywhere else", key="desk_end_others", on_click=_end, args=(token, None))
        for each in found:
            with st.container(border=True, gap="xsmall"):
                st.text(f"{each.browser or 'Unknown browser'}{' (here)' if each.is_this else ''}")
                st.caption(_times(each))
                if not each.is_this:
                    arguments = (token, each.id)
                    st.button("Sign out there", key=f"desk_end_{each.id}", on_click=_end, args=arguments)


def _times(sign_in: OpenSignIn) -> str:
    used = "now" if sign_in.is_this else format_age(ENGLISH, sign_in.used_at)
    return f"Since {sign_in.opened_at:%H:%M} UTC · last used {used}"


def _end(token: str, only: str | None) -> None:
    perform(lambda: sign_ins().end_others(token, datetime.now(UTC), only=only), "You are signed out there.")
