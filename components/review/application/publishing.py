"""Publishing an application: as which group, what it changes, as it would appear, and the fields to correct."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.applications.decisions import Decision
from affiliates.applications.model import PROPOSED_COLUMNS, CorrectionReason, Kind, extract_proposal
from affiliates.applications.validation import FORM_FIELDS, complete_links, field_label
from affiliates.content.labels import link_column_label
from affiliates.directory.destinations.hosts import browser_host
from affiliates.directory.parsing import groups_to_frame
from affiliates.directory.queries import group_labels
from affiliates.directory.schema import LINK_COLUMNS, EntryKind, Group, Status, find_mistakes, is_ally
from affiliates.languages.catalogs import ENGLISH
from affiliates.review.views import OpenApplication
from components.apply.fields import FormFields, key_for_values, read_fields
from components.review.actions import forget_mistakes, mistakes
from components.review.deciding import decide
from components.review.mail import can_send_mail, prepare_publication_mail
from components.shared.cards.group_cards import group_cards
from components.shared.cards.site_part import draw
from components.shared.markdown import escape_markdown, isolate_direction
from components.state.resources import review_service

_NEW_GROUP = ""
STATUS_LABELS = {Status.INACTIVE: "Mark the group as inactive", Status.PAUSED: "Pause the group"}


@dataclass(frozen=True)
class Publication:
    """An application about to be published, by the reviewer who holds ``token``."""

    token: str
    opened: OpenApplication

    @property
    def changed_columns(self) -> list[str]:
        """What it changes of the listed group; for a new group, nothing."""
        values, before = self.values(), self.opened.before
        return [column for column in PROPOSED_COLUMNS if before and before[column] != values.get(column, "")]

    @property
    def key(self) -> str:
        """The key of the fields to correct: another one for each entry that they would change."""
        return key_for_values(f"desk_edit_{self.opened.application.reference}_{self.opened.target}", self.opened.before)

    def values(self) -> dict[str, str]:
        """The proposal with what the reviewer typed over it."""
        return extract_proposal({**self.opened.proposal, **read_fields(ENGLISH, self.key)})

    def publish(self, is_verified: bool) -> None:
        """Publishes it as it stands, for callbacks; ``is_verified`` says that the reviewer opened its links today."""
        values = self.values()
        where = "the allies page" if is_ally(values) else "the map"
        done = f"Published. {values['name']} will be on {where} within seconds."
        if is_verified:
            done += " It is marked as verified today."
        self._decide(values, done, is_verified=is_verified)  # what was typed stays, for who takes it back

    def remove_link(self, column: str) -> None:
        """Publishes the listed group without one of its links, for callbacks."""
        self._decide({column: ""}, f"The link “{link_column_label(ENGLISH, column)}” is removed.")

    def set_status(self, status: Status) -> None:
        """Publishes the listed group with another status, for callbacks."""
        self._decide({"status": str(status)}, f"Done: {(self.opened.before or {}).get('name')} is {status}.")

    def _decide(self, values: Mapping[str, str], done: str, *, is_verified: bool = False) -> None:
        opened = self.opened

        def publish() -> Decision:
            decision = review_service().publish(
                self.token,
                opened.application.reference,
                values,
                before=opened.before,
                expected_decision_id=opened.expected_decision_id,
                verified_on=datetime.now(UTC).date() if is_verified else None,
            )
            if not opened.before and decision.after:
                is_to_be_told = bool(st.session_state.get(_tell_key(self.key)))
                prepare_publication_mail(opened.application, decision.after, is_to_be_sent=is_to_be_told)
            return decision

        decide(self.token, opened.application.reference, publish, done)


def chosen_target(reference: str) -> str | None:
    """The listed group that the reviewer chose for an application, empty for a new one; None before a choice."""
    chosen = st.session_state.get(_target_key(reference))
    return None if chosen is None else str(chosen)


def choose_target(reference: str, group_id: str) -> None:
    """Chooses the listed group that an application changes, for callbacks."""
    st.session_state[_target_key(reference)] = group_id
    forget_mistakes()


def target_box(opened: OpenApplication, groups: pd.DataFrame) -> None:
    """The choice of the listed group that the application is about; a new one where it may be one.

    Of groups and allies, only those are offered that are what the application is about.
    """
    of_ally = is_ally(opened.proposal)
    labels = group_labels(ENGLISH, groups[(groups["kind"] == EntryKind.ALLY) == of_ally])
    if opened.can_be_new:
        new = "A new ally" if of_ally else "A new group"
        labels = {_NEW_GROUP: new} | labels  # no group has this label: its region follows its name
    key = _target_key(opened.application.reference)
    if st.session_state.get(key) not in labels:
        st.session_state.pop(key, None)  # it was published meanwhile, or taken off the list
    st.selectbox(
        "Publish as",
        list(labels),
        index=list(labels).index(opened.target) if opened.target in labels else None,
        format_func=labels.__getitem__,
        placeholder="Choose a group",
        key=key,
        on_change=forget_mistakes,
        persist_state="session",
    )
    if opened.target is None:
        st.info("The group that this is about is no longer listed. Choose one above, or decide below.")


def publication_parts(publication: Publication) -> None:
    """What it changes, what it would look like, and the fields to correct."""
    opened, values = publication.opened, publication.values()
    is_correction = opened.application.kind is Kind.CORRECTION
    if opened.before and (publication.changed_columns or not is_correction):
        _changes(opened.before, values, publication.changed_columns)
    st.subheader(
        "As it would appear" if publication.changed_columns or not is_correction else "The entry now", anchor=False
    )
    preview(values)
    if publication.changed_columns or not is_correction:
        st.caption("“Publish, verified” also says that you opened the links today, and that they lead to this group.")
    with st.expander(
        "Edit the entry" if is_correction else "Edit before publishing",
        expanded=bool(mistakes()),
        key=f"{publication.key}_box",
    ):
        fields = FormFields(ENGLISH, publication.key, opened.proposal, mistakes())
        fields.about_the_group()
        fields.ways_to_reach_it()
    if is_correction and opened.before:
        _status_buttons(publication, opened.before)
    if not opened.before and opened.application.contact_email and can_send_mail():
        st.checkbox(
            "Mail them where it is" if is_ally(values) else "Mail them where it is, with the graphic for their website",
            value=True,
            key=_tell_key(publication.key),
        )


def preview(values: Mapping[str, str]) -> None:
    """A group as its card, with every address in full; where it cannot be a card yet, the plain texts."""
    entry = {**values, "id": "preview", "status": "active"}
    found = complete_links(entry) | find_mistakes(entry)
    if found:
        labels = ", ".join(field_label(ENGLISH, field) for field in found if field in FORM_FIELDS)
        st.warning(f"It cannot be shown as a card yet. Please check: {labels}.")
        for field in PROPOSED_COLUMNS:
            if values.get(field):
                st.text(f"{field_label(ENGLISH, field)}: {isolate_direction(values[field])}")
        return
    draw(group_cards(groups_to_frame([Group.model_validate(entry)]), footer=False))
    for column in (*LINK_COLUMNS, "email"):
        if entry.get(column):
            st.text(f"{field_label(ENGLISH, column)}: {isolate_direction(entry[column])}")
        if column in LINK_COLUMNS and entry.get(column):
            st.caption(f"opens {escape_markdown(browser_host(entry[column]))}")


def _status_buttons(publication: Publication, before: Mapping[str, str]) -> None:
    """The states of a group; the one that a correction asks for stands among the decisions."""
    asked = Status.INACTIVE if publication.opened.application.problem is CorrectionReason.CLOSED else None
    with st.container(horizontal=True):
        for status, label in STATUS_LABELS.items():
            if status not in {before["status"], asked}:
                st.button(label, key=f"desk_{status}", on_click=publication.set_status, args=(status,))


def _target_key(reference: str) -> str:
    return f"desk_target_{reference}"


def _tell_key(key: str) -> str:
    return f"{key}_tell"


def _changes(before: Mapping[str, str], values: Mapping[str, str], changed: list[str]) -> None:
    st.subheader("What it changes", anchor=False)
    if not changed:
        st.markdown("Nothing: the listed group says the same.")
    for column in changed:
        with st.container(border=True, gap="xsmall"):
            st.caption(field_label(ENGLISH, column))
            st.text(f"Now: {isolate_direction(before[column] or '–')}")
            st.text(f"Then: {isolate_direction(values.get(column) or '–')}")
    if {*LINK_COLUMNS, "email"} & set(changed):
        st.warning("It changes where families are sent. Make sure that the group itself wants this.")
