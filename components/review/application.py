"""One application on the reviewers' desk: as it would appear, who sent it, what looks like it, and the decision."""

import pandas as pd
import streamlit as st

from affiliates.applications.model import (
    Application,
    Decision,
    Kind,
    State,
    Verdict,
    application_states,
    last_decision_id,
)
from affiliates.applications.submission import listed_duplicates, pending_duplicates
from affiliates.content.wording import format_age
from components.apply.correction_form import WORDS
from components.review.actions import perform, set_message
from components.review.history import history
from components.review.mail import ask_form
from components.review.publishing import draw_proposal, preview, publishing
from components.review.queue import KINDS, open_application, title_of
from components.shared.group_cards import group_cards
from components.shared.markdown import isolate_direction
from components.state.resources import review_service

_SENDER = {"contact_name": "Name", "contact_email": "E-mail address", "contact_phone": "Phone"}
_OPEN = {State.WAITING, State.MORE, State.HELD}


def opened_application(
    token: str, opened: Application, applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> None:
    """Everything about one application, and every decision that can be made on it."""
    state = application_states([opened], decisions)[opened.reference]
    st.button(
        "Back to the list",
        key="desk_back",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=open_application,
        args=(None,),
    )
    st.header("Application", anchor=False)
    st.text(title_of(opened, dict(zip(groups["id"], groups["name"], strict=True))))
    st.caption(f"{KINDS[opened.kind]} · {state} · {opened.reference} · sent {format_age(opened.sent_at)}")
    if opened.spam_reason:
        st.warning(f"Held because: {opened.spam_reason}.")
    if state is State.ERASED:
        st.info("What was sent is erased.")
    elif state in _OPEN:
        _to_decide(token, opened, applications, decisions, groups)
    else:
        st.info("This is decided. Take the decision back below to change it.")
        _who_sent_it(opened)
        _erasing(token, opened)
    history(token, [each for each in decisions if each.application == opened.reference], decisions)


def _to_decide(
    token: str, opened: Application, applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> None:
    expected_decision_id = last_decision_id(decisions, application=opened.reference)
    left, right = st.columns(2, gap="large")
    with right:
        _what_is_wrong(opened)
        _look_alikes(opened, applications, decisions, groups)
        _who_sent_it(opened)
    with left:
        made = draw_proposal(token, opened, groups)
    if made:
        publishing(token, opened, made, expected_decision_id)
    _other_decisions(token, opened, application_states([opened], decisions)[opened.reference], expected_decision_id)
    _erasing(token, opened)


def _what_is_wrong(opened: Application) -> None:
    if opened.kind is Kind.CORRECTION:
        st.subheader("What a visitor says is wrong", anchor=False)
        st.markdown(f"**{WORDS.get(opened.problem, 'Something else')}**")
        if opened.message:
            st.text(opened.message)


def _who_sent_it(opened: Application) -> None:
    st.subheader("Who sent it (private)", anchor=False)
    told = {label: text for field, label in _SENDER.items() if (text := getattr(opened, field))}
    for label, text in told.items():
        st.text(f"{label}: {isolate_direction(text)}")
    if not told:
        st.markdown("They left no name.")
    if opened.agreed:
        st.caption(f"Agreed to all {len(opened.agreed)} sentences, in the wording of {opened.charter_version}.")
    if opened.follows:
        st.caption(f"Adds to {opened.follows}.")


def _look_alikes(
    opened: Application, applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> None:
    if not opened.proposal:
        return
    listed = [twin for twin in listed_duplicates(opened.proposal, groups) if twin.id != opened.group_id]
    waiting = pending_duplicates(opened.proposal, applications, decisions, but=opened.reference)
    if not listed and not waiting:
        return
    st.subheader("What looks like it", anchor=False)
    by_reference = {each.reference: each for each in applications}
    for twin in [*listed, *waiting]:
        why = "same link or e-mail address" if twin.shares_link else f"names alike: {twin.likeness:.0f} of 100"
        if twin.id in by_reference:
            st.caption(f"Waiting: {twin.id} · {why}")
            preview(by_reference[twin.id].proposal)
        else:
            st.caption(f"Listed · {why}")
            group_cards(groups[groups["id"] == twin.id], footer=False)


def _other_decisions(token: str, opened: Application, state: State, expected_decision_id: str) -> None:
    buttons = [(Verdict.RELEASE, "This is no junk", "It waits with the others now.")]
    if state is not State.HELD:
        buttons = [(Verdict.HOLD, "This is junk", "It is held as junk.")]
    if opened.kind is Kind.CORRECTION:
        buttons.insert(0, (Verdict.APPROVE, "Done: no change is needed", "Done."))
    with st.container(horizontal=True):
        for verdict, label, done in buttons:
            st.button(
                label,
                key=f"desk_{verdict}",
                on_click=_rule,
                args=(token, opened.reference, expected_decision_id, verdict, done),
            )
    if opened.contact_email:
        with st.expander("Ask for more"):
            ask_form(token, opened, expected_decision_id)
    with st.expander("Decline"), st.form(f"desk_decline_{opened.reference}", border=False):
        st.text_area("Why? (for the other reviewers)", key=f"desk_reason_{opened.reference}", max_chars=1000)
        st.form_submit_button(
            "Decline", key="desk_decline", on_click=_decline, args=(token, opened.reference, expected_decision_id)
        )


def _erasing(token: str, opened: Application) -> None:
    with st.expander("Erase"):
        st.markdown("Erases everything that was sent, for good. The log keeps that it happened.")
        st.button("Erase what was sent", key="desk_erase", on_click=_erase, args=(token, opened.reference))


def _rule(token: str, reference: str, expected_decision_id: str, verdict: Verdict, done: str) -> None:
    perform(lambda: review_service().rule(token, verdict, reference, expected_decision_id=expected_decision_id), done)


def _decline(token: str, reference: str, expected_decision_id: str) -> None:
    reason = st.session_state[f"desk_reason_{reference}"].strip()
    if reason:
        perform(
            lambda: review_service().rule(
                token, Verdict.DECLINE, reference, expected_decision_id=expected_decision_id, note=reason
            ),
            "Declined.",
        )
    else:
        set_message("error", "Please write down why: the next reviewer will want to know.")


def _erase(token: str, reference: str) -> None:
    perform(lambda: review_service().erase(token, reference), "Erased.")
