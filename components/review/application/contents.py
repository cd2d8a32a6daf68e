"""What an application says besides the group itself: what is wrong, who sent it, and who it looks like."""

import pandas as pd
import streamlit as st

from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.validation import reason_label
from affiliates.content.labels import language_label
from affiliates.directory.schema import EntryKind, is_ally
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenApplication
from components.review.application.publishing import choose_target, preview
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.shared.markdown import isolate_direction

_CONTACT_LABELS = {"contact_name": "Name", "contact_email": "Email address", "contact_phone": "Phone"}


def correction(application: Application) -> None:
    """What a visitor says is wrong, in their words."""
    if application.kind is not Kind.CORRECTION:
        return
    st.subheader("What a visitor says is wrong", anchor=False)
    if application.problem:
        st.markdown(f"**{reason_label(ENGLISH, application)}**")
    if application.message:
        st.text(application.message)


def sender(application: Application) -> None:
    """Who sent it: nobody but reviewers sees this."""
    st.subheader("Who sent it (private)", anchor=False)
    given = {label: text for field, label in _CONTACT_LABELS.items() if (text := getattr(application, field))}
    if given:
        st.text("\n".join(f"{label}: {isolate_direction(text)}" for label, text in given.items()))
    else:
        st.markdown("They left no contact details.")
    if application.agreed:
        st.caption(
            f"Agreed to all {len(application.agreed)} statements, in the wording of {application.charter_version}."
        )
        if application.charter_language not in {"", ENGLISH.code}:
            read = language_label(ENGLISH, application.charter_language)
            st.caption(f"Read in {read}, beside the English words that were agreed to.")
    if application.language not in {"", ENGLISH.code}:
        st.caption(f"Sent in {language_label(ENGLISH, application.language)}.")
    if application.follows:
        st.caption(f"Adds to {application.follows}.")


def listed_duplicates(opened: OpenApplication, groups: pd.DataFrame) -> None:
    """Listed groups that may be the same one; one press makes the application a change of it."""
    reference = opened.application.reference
    for candidate in opened.listed_duplicates:
        if candidate.id != opened.target:
            st.subheader(f"Perhaps listed already ({_similarity(candidate)})", anchor=False)
            listed = groups[groups["id"] == candidate.id]
            draw(group_cards(listed, footer=False))
            if (listed["kind"] == EntryKind.ALLY).any() != is_ally(opened.proposal):
                st.caption("One is an affiliate group, the other an ally: neither becomes the other.")
                continue
            st.button(
                "It is this group: change its entry",
                key=f"desk_same_{reference}_{candidate.id}",
                icon=":material/merge:",
                on_click=choose_target,
                args=(reference, candidate.id),
            )


def pending_duplicates(opened: OpenApplication) -> None:
    """Other applications that wait and may be for the same group."""
    if opened.pending_duplicates:
        st.subheader("Waits as well, perhaps for the same group", anchor=False)
    for pending in opened.pending_duplicates:
        st.caption(f"{pending.candidate.id} · {_similarity(pending.candidate)}")
        preview(pending.proposal)


def _similarity(candidate: DuplicateCandidate) -> str:
    if candidate.shares_link:
        return "same link or email address"
    return f"similar names: {candidate.similarity:.0f} of 100"
