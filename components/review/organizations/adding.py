"""A new organization that helps families, typed by a reviewer."""

import streamlit as st

from affiliates.geo.regions import region_names
from affiliates.review.organizations import EDITABLE_COLUMNS, ORIGIN_COLUMNS
from affiliates.support.schema import SupportKind
from components.apply.fields import clear_fields
from components.review.actions import mistakes, perform
from components.review.organizations.entry import checked_field, choice_field, text_field, typed_into
from components.shared.markdown import isolate_direction
from components.state.resources import organization_review

_FORM = "desk_new_organization"
_KINDS: dict[str, str] = {
    SupportKind.PROTECTION_AND_ADVOCACY: "Protection and advocacy agency",
    SupportKind.PARENT_CENTER: "Parent center",
    SupportKind.FAMILY_ORGANIZATION: "Family organization",
}


def add_organization(token: str) -> None:
    """The form for one that is not listed yet."""
    box = st.expander("Add an organization", expanded=bool(mistakes()), icon=":material/add:")
    with box, st.form(_FORM, enter_to_submit=False, border=False):
        choice_field(_FORM, "region", region_names())
        choice_field(_FORM, "kind", _KINDS)
        for column in (*EDITABLE_COLUMNS, "sources"):
            text_field(_FORM, column)
        checked_field(_FORM)
        st.form_submit_button("Add it to the list", key=f"{_FORM}_add", on_click=_add, args=(token,))


def _add(token: str) -> None:
    values, is_checked = typed_into(_FORM, (*ORIGIN_COLUMNS, *EDITABLE_COLUMNS))
    done = f"Published. {isolate_direction(values['name'])} is on the list."
    if perform(lambda: organization_review().add(token, values, is_checked=is_checked), done):
        clear_fields(_FORM)
