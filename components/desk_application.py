"""One application on the reviewers' desk: as it would appear, who sent it, what looks like it, and the decision."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.applications import (
    Application,
    Decision,
    Kind,
    State,
    Verdict,
    latest,
    proposal_of,
    states,
)
from affiliates.drafts import FIELDS
from affiliates.reading import frame_of
from affiliates.review import new_group_id, to_publish
from affiliates.schema import Group, mistakes_in
from affiliates.sending import listed_twins, waiting_twins
from components.desk_actions import act, forget_mistakes, mistakes, tell
from components.desk_history import history
from components.desk_mail import ask_form
from components.desk_queue import KINDS, age_of, open_application, title_of
from components.draft_fields import Fields, empty_fields, typed_into
from components.group_cards import group_cards
from components.load import desk

_NEW = ""
_SENDER = {
    "contact_name": "Name",
    "contact_email": "E-mail address",
    "contact_phone": "Phone",
    "problem": "What is wrong",
    "message": "In their words",
}


def opened_application(
    token: str, opened: Application, applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> None:
    """Everything about one application, and every decision that can be made on it."""
    state = states([opened], decisions)[opened.reference]
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
    st.caption(f"{KINDS[opened.kind]} · {state} · {opened.reference} · sent {age_of(opened.sent_at)}")
    if opened.held_for:
        st.warning(f"Held because: {opened.held_for}.")
    if state is State.ERASED:
        st.info("What was sent is erased.")
    else:
        seen = latest(decisions, application=opened.reference)
        _publishing(token, opened, state, seen, applications, decisions, groups)
        _other_decisions(token, opened, state, seen)
    history(token, [each for each in decisions if each.application == opened.reference])


def _publishing(
    token: str,
    opened: Application,
    state: State,
    seen: str,
    applications: list[Application],
    decisions: list[Decision],
    groups: pd.DataFrame,
) -> None:
    left, right = st.columns(2, gap="large")
    with right:
        _look_alikes(opened, applications, decisions, groups)
        _who_sent_it(opened)
    with left:
        target = _target(opened, groups)
        before = desk().listed(token, target) if target else None
        given = proposal_of(before or {}) | {name: text for name, text in opened.proposal.items() if text}
        key = f"desk_edit_{opened.reference}_{target}"
        typed = typed_into(key)
        st.subheader("As it would appear", anchor=False)
        _preview({**given, **proposal_of(typed)} if typed else given)
    if state in {State.APPROVED, State.DECLINED}:
        st.info("This is decided. Take the decision back below to change it.")
        return
    taken = [*groups["id"], *(each.group_id for each in decisions)]
    group_id = target or new_group_id(given.get("name", ""), taken)
    box = st.expander("Change it before it is published", expanded=bool(mistakes()), key=f"{key}_box")
    with box, st.form(key, enter_to_submit=False, border=False):
        fields = Fields(key, given, mistakes())
        fields.about_the_group()
        fields.ways_to_reach_it()
        st.form_submit_button("Show how it will look", key=f"{key}_look")
    verified = st.checkbox("Verified today: I opened the links, and they lead there", True, key=f"{key}_verified")
    st.button(
        f"Publish{' as a change of the listed group' if target else ''}",
        key=f"{key}_publish",
        icon=":material/publish:",
        on_click=_publish,
        args=(token, opened, given, before, group_id, key, seen, verified),
    )


def _publish(
    token: str,
    opened: Application,
    given: Mapping[str, str],
    before: Mapping[str, str] | None,
    group_id: str,
    key: str,
    seen: str,
    verified: bool,
) -> None:
    today = datetime.now(UTC).date() if verified else None
    values = to_publish(
        {**given, **proposal_of({**given, **typed_into(key)})}, before, group_id=group_id, verified_on=today
    )
    done = act(
        lambda: desk().publish(
            token,
            opened.reference,
            values,
            before=before,
            seen=seen,
            merge=before is not None and opened.group_id != group_id,
        ),
        f"Published. {values['name'][:120]} is on the map within seconds.",
    )
    if done:
        empty_fields(key)


def _target(opened: Application, groups: pd.DataFrame) -> str:
    """The listed group that the application is about, as it says or as the reviewer chooses; empty for a new one."""
    labels = {_NEW: "A new group"} | dict(zip(groups["id"], groups["name"], strict=True))
    key = f"desk_target_{opened.reference}"
    if key not in st.session_state:
        st.session_state[key] = opened.group_id if opened.group_id in labels else _NEW
    chosen = st.selectbox(
        "Publish as",
        list(labels) if opened.kind is not Kind.CORRECTION else [each for each in labels if each != _NEW],
        format_func=labels.__getitem__,
        key=key,
        on_change=forget_mistakes,
        persist_state="session",
    )
    return str(chosen or _NEW)


def _preview(values: Mapping[str, str]) -> None:
    whole = {**values, "id": "preview", "status": "active"}
    wrong = mistakes_in(whole)
    if wrong:
        st.warning("It cannot be shown as a card yet: " + ", ".join(FIELDS[field].label for field in wrong) + ".")
        for field, text in values.items():
            if text:
                st.caption(FIELDS[field].label)
                st.text(text)
        return
    group_cards(frame_of([Group.model_validate(whole)]), footer=False)


def _who_sent_it(opened: Application) -> None:
    st.subheader("Who sent it (private)", anchor=False)
    for field, label in _SENDER.items():
        if text := getattr(opened, field):
            st.caption(label)
            st.text(text)
    if opened.agreed:
        st.caption(f"Agreed to all {len(opened.agreed)} sentences, in the wording of {opened.charter_version}.")
    if opened.follows:
        st.caption(f"Adds to {opened.follows}.")


def _look_alikes(
    opened: Application, applications: list[Application], decisions: list[Decision], groups: pd.DataFrame
) -> None:
    if not opened.proposal:
        return
    listed = [twin for twin in listed_twins(opened.proposal, groups) if twin.id != opened.group_id]
    waiting = waiting_twins(opened.proposal, applications, decisions, but=opened.reference)
    if not listed and not waiting:
        return
    st.subheader("What looks like it", anchor=False)
    by_reference = {each.reference: each for each in applications}
    for twin in [*listed, *waiting]:
        why = "same link or e-mail address" if twin.shares_link else f"names alike: {twin.likeness:.0f} of 100"
        if twin.id in by_reference:
            st.caption(f"Waiting: {twin.id} · {why}")
            _preview(by_reference[twin.id].proposal)
        else:
            st.caption(f"Listed · {why}")
            group_cards(groups[groups["id"] == twin.id], footer=False)


def _other_decisions(token: str, opened: Application, state: State, seen: str) -> None:
    if state not in {State.WAITING, State.MORE, State.HELD}:
        return
    buttons = [(Verdict.RELEASE, "This is no junk", "It waits with the others now.")]
    if state is not State.HELD:
        buttons = [(Verdict.HOLD, "This is junk", "It is held as junk.")]
    if opened.kind is Kind.CORRECTION:
        buttons.insert(0, (Verdict.APPROVE, "Done: no change is needed", "Done."))
    with st.container(horizontal=True):
        for verdict, label, done in buttons:
            st.button(label, key=f"desk_{verdict}", on_click=_rule, args=(token, opened.reference, seen, verdict, done))
    if opened.contact_email:
        with st.expander("Ask for more"):
            ask_form(token, opened, seen)
    with st.expander("Decline"), st.form(f"desk_decline_{opened.reference}", border=False):
        st.text_area("Why? (for the other reviewers)", key=f"desk_reason_{opened.reference}", max_chars=1000)
        st.form_submit_button("Decline", key="desk_decline", on_click=_decline, args=(token, opened.reference, seen))
    with st.expander("Erase"):
        st.markdown("Erases everything that was sent, for good. The log keeps that it happened.")
        st.button("Erase what was sent", key="desk_erase", on_click=_erase, args=(token, opened.reference))


def _rule(token: str, reference: str, seen: str, verdict: Verdict, done: str) -> None:
    act(lambda: desk().rule(token, verdict, reference, seen=seen), done)


def _decline(token: str, reference: str, seen: str) -> None:
    reason = st.session_state[f"desk_reason_{reference}"].strip()
    if reason:
        act(lambda: desk().rule(token, Verdict.DECLINE, reference, seen=seen, note=reason), "Declined.")
    else:
        tell("error", "Please write down why: the next reviewer will want to know.")


def _erase(token: str, reference: str) -> None:
    act(lambda: desk().erase(token, reference), "Erased.")
