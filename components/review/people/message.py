"""A letter to all who would help in a region: each gets it alone, and nobody sees the address of another one."""

import secrets
from collections.abc import Iterable
from datetime import datetime

import streamlit as st

from affiliates.geo.regions import region_names
from affiliates.languages.catalogs import ENGLISH
from affiliates.people.desk import MAX_SUBJECT, MAX_TEXT, RegionPeople
from affiliates.people.letter import letter_as_text, message_letter
from affiliates.storage.contract.people import Person, PersonLetterKind
from components.review.actions import perform
from components.review.people.actions import people_review
from components.shared.affiliate_graphic import site_address
from components.state.settings import sends_letters


def message_form(token: str, region: RegionPeople) -> None:
    """A subject, a text and a preview; without a mail server the addresses, for the reviewer to write to."""
    helpers = region.confirmed_helpers
    if not sends_letters():
        helpers = region.helpers
        if helpers:
            st.markdown(f"To write to those who would help ({len(helpers):,}), copy the addresses into “Bcc”:")
            st.code("\n".join(each.email for each in helpers), language=None)
        return
    if not helpers:
        return
    key = f"desk_people_message_{region.region}"
    st.session_state.setdefault(f"{key}_id", secrets.token_hex(16))
    with st.expander(f"Write to all who would help and confirmed it: {len(helpers):,}", icon=":material/mail:"):
        if last := _last_letter(helpers):
            st.caption(f"The last letter to them is of {last:%Y-%m-%d}.")
        subject = st.text_input("Subject", key=f"{key}_subject", max_chars=MAX_SUBJECT)
        text = st.text_area("Your letter", key=f"{key}_text", height=200, max_chars=MAX_TEXT)
        if not subject.strip() or not text.strip():
            st.caption("With a subject and a text, you see here what they get.")
            return
        st.markdown("This is what each of them gets, with their own name and link:")
        leave = f"{site_address()}people/leave?…"
        st.text(letter_as_text(message_letter(ENGLISH, helpers[0], subject=subject, text=text, leave=leave)))
        st.button(
            f"Send it to {len(helpers):,}" if len(helpers) > 1 else "Send it",
            key=f"{key}_send",
            type="primary",
            on_click=_send,
            args=(token, region.region, key),
        )


def _last_letter(helpers: Iterable[Person]) -> datetime | None:
    moments = [each.at for helper in helpers for each in helper.letters if each.kind is PersonLetterKind.MESSAGE]
    return max(moments, default=None)


def _send(token: str, region: str, key: str) -> None:
    state = st.session_state
    subject, text, message_id = (str(state.get(f"{key}_{part}") or "") for part in ("subject", "text", "id"))
    done = f"Your letter to those who would help in {region_names()[region]} goes out now, to each of them alone."
    if perform(lambda: people_review().write(token, region, subject, text, message_id), done):
        state[f"{key}_subject"] = state[f"{key}_text"] = ""
        del state[f"{key}_id"]
