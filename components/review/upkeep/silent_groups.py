"""Groups that did not answer the yearly letter, or cannot be written to: a person has to ask them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from affiliates.upkeep.reminders.due import Silence, SilentGroup, groups_to_ask
from affiliates.upkeep.reminders.silence_words import SILENCE_WORDS
from components.shared.markdown import escape_markdown
from components.state.resources import review_service, store

_MAX_SHOWN = 20
_MAX_NAME_SHOWN = 120


def silent_groups(token: str, groups: pd.DataFrame, on_open: Callable[[str], None]) -> None:
    """The groups with whom our letters got no further, each with the reason; nothing where there is none.

    ``on_open`` is called with the id of the one that is chosen. Those without a contact are only counted: there may be
    as many of them as there are groups.
    """
    review_service().reviewer(token)
    _, silent = groups_to_ask(store(), groups, datetime.now(UTC))
    written_to = [each for each in silent if each.reason is not Silence.NO_CONTACT]
    without = len(silent) - len(written_to)
    if not silent:
        return
    st.header(f"The yearly letter needs you: {len(written_to):,}", anchor=False)
    for each in written_to[:_MAX_SHOWN]:
        key = f"desk_silent_{each.group_id}"
        st.button(_line(each), key=key, width="stretch", on_click=on_open, args=(each.group_id,))
    if len(written_to) > _MAX_SHOWN:
        st.caption(f"And {len(written_to) - _MAX_SHOWN:,} more.")
    if without:
        st.caption(f"Not verified for a year, and without a contact whom we could write to: {without:,}.")


def _line(group: SilentGroup) -> str:
    parts = [escape_markdown(group.name[:_MAX_NAME_SHOWN]), SILENCE_WORDS[group.reason]]
    return " · ".join([*parts, f"the contact is in {group.application}"] if group.application else parts)
