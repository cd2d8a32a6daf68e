"""One application on the reviewers' desk: as it would appear, who sent it, possible duplicates, and the decision."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.model import Application, Kind
from affiliates.applications.states import OPEN_STATES, State
from affiliates.content.wording import format_age
from affiliates.review.views import OpenApplication
from components.apply.correction_form import reason_label
from components.review.actions import perform, set_message
from components.review.history import history
from components.review.mail import ask_form
from components.review.publishing import preview, publishing, target_box
from components.review.queue import open_application, title_of
from components.review.support_organizations import organization_of_correction
from components.review.wording import KIND_LABELS, SPAM_LABELS, STATE_LABELS
from components.shared.group_cards import group_cards
from components.shared.markdown import isolate_direction
from components.state.resources import review_service

_CONTACT_LABELS = {"contact_name": "Name", "contact_email": "Email address", "contact_phone": "Phone"}


def opened_application(token: str, opened: OpenApplication, groups: pd.DataFrame) -> None:
    """Everything about one application, and every decision that can be made on it."""
    application = opened.application
    st.button(
        "Back to the list",
        key="desk_back",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=open_application,
        args=(None,),
    )
    st.header("Application", anchor=False)
    st.text(title_of(application, opened.entry_name))
    st.caption(
        f"{KIND_LABELS[application.kind]} · {STATE_LABELS[opened.state]} · {application.reference} · "
        f"sent {format_age(application.sent_at)}"
    )
    if application.spam_reason:
        st.warning(f"It waits apart because {SPAM_LABELS[application.spam_reason]}")
    if opened.state is State.ERASED:
        st.info("What was sent has been erased.")
    elif opened.state in OPEN_STATES:
        _to_decide(token, opened, groups)
    else:
        st.info("This has been decided. To change the decision, undo it below.")
        _sender(application)
        _erasing(token, application)
    history(token, opened.history)


def _to_decide(token: str, opened: OpenApplication, groups: pd.DataFrame) -> None:
    left, right = st.columns(2, gap="large")
    with right:
        _correction(opened.application)
        _duplicates(opened, groups)
        _sender(opened.application)
    with left:
        if opened.application.organization_id:
            _organization(token, opened)
        else:
            target_box(opened, groups)
    if opened.target is not None and not opened.application.organization_id:
        publishing(token, opened, preview_in=left)
    _other_decisions(token, opened)
    _erasing(token, opened.application)


def _organization(token: str, opened: OpenApplication) -> None:
    application = opened.application
    st.subheader("The entry now", anchor=False)
    organization_of_correction(token, application.organization_id, application.reference, opened.expected_decision_id)


def _correction(application: Application) -> None:
    if application.kind is Kind.CORRECTION:
        st.subheader("What a visitor says is wrong", anchor=False)
        if application.problem:
            st.markdown(f"**{reason_label(application.problem, is_organization=bool(application.organization_id))}**")
        if application.message:
            st.text(application.message)


def _sender(application: Application) -> None:
    st.subheader("Who sent it (private)", anchor=False)
    given = {label: text for field, label in _CONTACT_LABELS.items() if (text := getattr(application, field))}
    for label, text in given.items():
        st.text(f"{label}: {isolate_direction(text)}")
    if not given:
        st.markdown("They left no contact details.")
    if application.agreed:
        st.caption(
            f"Agreed to all {len(application.agreed)} statements, in the wording of {application.charter_version}."
        )
    if application.follows:
        st.caption(f"Adds to {application.follows}.")


def _duplicates(opened: OpenApplication, groups: pd.DataFrame) -> None:
    if not opened.listed_duplicates and not opened.pending_duplicates:
        return
    st.subheader("Possible duplicates", anchor=False)
    for candidate in opened.listed_duplicates:
        st.caption(f"Listed · {_similarity(candidate)}")
        group_cards(groups[groups["id"] == candidate.id], footer=False)
    for pending in opened.pending_duplicates:
        st.caption(f"Waiting: {pending.candidate.id} · {_similarity(pending.candidate)}")
        preview(pending.proposal)


def _similarity(candidate: DuplicateCandidate) -> str:
    if candidate.shares_link:
        return "same link or email address"
    return f"similar names: {candidate.similarity:.0f} of 100"


def _other_decisions(token: str, opened: OpenApplication) -> None:
    service, application = review_service(), opened.application
    choices: dict[Verdict, tuple[str, Callable[..., Decision], str]] = {
        Verdict.RESOLVE: ("Done: no change needed", service.resolve, "Done."),
        Verdict.RELEASE: (
            "Not spam" if opened.state is State.SPAM else "Put it with the waiting ones",
            service.release,
            "It now waits with the others.",
        ),
        Verdict.MARK_AS_SPAM: ("Mark as spam", service.mark_as_spam, "It is among the spam now."),
    }
    with st.container(horizontal=True):
        for verdict, (label, decide, done) in choices.items():
            if verdict in opened.allowed:
                arguments = (decide, token, application.reference, opened.expected_decision_id, done)
                st.button(label, key=f"desk_{verdict}", on_click=_decide, args=arguments)
    if application.contact_email and Verdict.ASK in opened.allowed:
        with st.expander("Ask for more information"):
            ask_form(token, application, opened.expected_decision_id)
    with st.expander("Decline"), st.form(f"desk_decline_{application.reference}", border=False):
        st.text_area("Why? (for the other reviewers)", key=f"desk_reason_{application.reference}", max_chars=1000)
        st.form_submit_button(
            "Decline",
            key="desk_decline",
            on_click=_decline,
            args=(token, application.reference, opened.expected_decision_id),
        )


def _erasing(token: str, application: Application) -> None:
    with st.expander("Erase"):
        st.markdown("Erases everything that was sent, for good. The log keeps that it happened.")
        st.button("Erase what was sent", key="desk_erase", on_click=_erase, args=(token, application.reference))


def _decide(decide: Callable[..., Decision], token: str, reference: str, expected_decision_id: str, done: str) -> None:
    perform(lambda: decide(token, reference, expected_decision_id=expected_decision_id), done)


def _decline(token: str, reference: str, expected_decision_id: str) -> None:
    reason = st.session_state[f"desk_reason_{reference}"].strip()
    if not reason:
        set_message("error", "Please write down why: the next reviewer will want to know.")
        return
    perform(
        lambda: review_service().decline(token, reference, expected_decision_id=expected_decision_id, note=reason),
        "Declined.",
    )


def _erase(token: str, reference: str) -> None:
    perform(lambda: review_service().erase(token, reference), "Erased.")
