"""Step 3: rows that look like something else, side by side with it."""

from collections.abc import Iterable, Mapping

import streamlit as st

from affiliates.directory.schema import LINK_COLUMNS
from affiliates.imports.desk.questions import LookAlikePair, open_pairs, with_decisions
from affiliates.imports.desk.review import mapping_of
from affiliates.imports.findings import Cause
from affiliates.imports.mapping import NEW, NOT_ANSWERED, SAME_AS, SKIP
from affiliates.imports.plan import Plan
from affiliates.imports.reading.table import Table
from affiliates.storage.contract.drafts import ListDraft
from components.review.imports.opened import change_list, last_plan
from components.review.imports.wording import places_label
from components.shared.markdown import escape_markdown, isolate_direction

_PAGE_SIZE = 5
_MIN_WIDTH = 300  # pixels of one of the two
_OTHER_LABELS = {
    Cause.LOOKS_LISTED: "On the map, {}",
    Cause.LOOKS_WAITING: "Application {}, which waits",
    Cause.LOOKS_LIKE_ROW: "Your list, row {}",
}
_ANSWERS = {NEW: "another group", SKIP: "left out"}


def look_alikes(token: str, draft: ListDraft, table: Table) -> None:
    """A page of pairs; each is decided with one press."""
    plan = last_plan(token, draft, table)
    pairs = open_pairs(plan)
    if not pairs:
        st.success("No row looks like a group that is listed or waiting already.")
        return
    left = pairs_left(draft, plan)
    st.markdown(f"**{len(left):,} of {len(pairs):,}** still open. Rows without a decision are not published.")
    if len(left) > 1:
        keys = [each.row.row.key for each in left]
        st.button(
            f"All {len(left):,} that are open are other groups",
            key="desk_import_all_new",
            icon=":material/done_all:",
            on_click=_decide,
            args=(token, draft, dict.fromkeys(keys, NEW)),
        )
    pages = -(-len(pairs) // _PAGE_SIZE)
    page = st.pagination(pages, key="desk_import_pairs_page") if pages > 1 else 1
    for pair in pairs[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]:
        _pair(token, draft, pair)


def pairs_left(draft: ListDraft, plan: Plan) -> list[LookAlikePair]:
    """The pairs of a plan that have no decision yet."""
    decided = mapping_of(draft).look_alikes
    return [each for each in open_pairs(plan) if decided.get(each.row.row.key, NOT_ANSWERED) == NOT_ANSWERED]


def _pair(token: str, draft: ListDraft, pair: LookAlikePair) -> None:
    row, number = pair.row.row, pair.row.row.source.number
    answer = mapping_of(draft).look_alikes.get(row.key, NOT_ANSWERED)
    with st.container(border=True, gap="small"):
        if answer != NOT_ANSWERED:
            _decided(token, draft, pair, answer)
            return
        with st.grid(2, min_column_width=_MIN_WIDTH):
            _side(f"Your list, row {number}", row.values, pair.other)
            _side(_OTHER_LABELS[pair.cause].format(pair.other_id), pair.other, row.values)
        with st.container(horizontal=True):
            if pair.cause is Cause.LOOKS_LISTED:
                _button(token, draft, pair, "The same group", f"{SAME_AS}{pair.other_id}")
            _button(token, draft, pair, "Another group: add it", NEW)
            _button(token, draft, pair, "Leave this row out", SKIP)


def _side(title: str, values: Mapping[str, str], other: Mapping[str, str]) -> None:
    """One of the two, with what both say alike in small words."""
    with st.container(gap="xsmall"):
        st.caption(escape_markdown(title))
        st.markdown(f"**{escape_markdown(values.get('name', ''))}**")
        place = ", ".join(filter(None, (values.get("city", ""), places_label(values.get("regions", "")))))
        st.text(isolate_direction(place))
        for line in _links(values):
            st.text(f"{line} (the same)" if line in set(_links(other)) else line)


def _links(values: Mapping[str, str]) -> Iterable[str]:
    return [values[column] for column in (*LINK_COLUMNS, "email") if values.get(column)]


def _button(token: str, draft: ListDraft, pair: LookAlikePair, label: str, answer: str) -> None:
    key = pair.row.row.key
    st.button(
        label,
        key=f"desk_import_pair_{pair.row.row.source.number}_{label}",
        on_click=_decide,
        args=(token, draft, {key: answer}),
    )


def _decided(token: str, draft: ListDraft, pair: LookAlikePair, answer: str) -> None:
    row = pair.row.row
    label = _ANSWERS.get(answer) or f"the same as {pair.other.get('name') or answer.removeprefix(SAME_AS)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        said = escape_markdown(f"{row.values.get('name', '')} (row {row.source.number}): {label}")
        st.markdown(f":material/check: {said}", width="stretch")
        st.button(
            "Change",
            key=f"desk_import_pair_{row.source.number}_change",
            type="tertiary",
            on_click=_decide,
            args=(token, draft, {row.key: NOT_ANSWERED}),
        )


def _decide(token: str, draft: ListDraft, decisions: Mapping[str, str]) -> None:
    change_list(token, draft, lambda mapping: with_decisions(mapping, decisions))
