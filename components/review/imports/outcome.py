"""Step 4: what publishing the list will do, the map before and after, and the button that does it."""

import pandas as pd
import streamlit as st

from affiliates.content.wording import count_of
from affiliates.directory.records import MAX_ROWS
from affiliates.geo.regions import COUNTRIES, country_of, display_name
from affiliates.imports.plan import Outcome, Plan, changed_regions, regions_with_groups
from affiliates.imports.problem_rows import problem_rows, problems_csv
from affiliates.imports.reading.table import Table
from affiliates.imports.wording import EFFECT_LABELS, OUTCOME_LABELS, cause_label, grouped
from affiliates.languages.catalogs import ENGLISH
from affiliates.storage.contract.drafts import ListDraft
from components.map.region_map import region_map
from components.review.actions import perform
from components.review.imports.opened import current_plan, forget_list
from components.review.imports.wording import TARGET_LABELS
from components.shared.markdown import escape_markdown
from components.state.resources import import_review

_MAX_CAUSES, _MAX_EXAMPLES, _MAX_TEXT, _MAX_GONE = 12, 3, 40, 20
_NOW, _THEN = "Now", "After publishing"


def outcome(token: str, draft: ListDraft, table: Table) -> None:
    """What will happen, row by row in numbers, by cause, and by place."""
    plan = current_plan(token, draft, table)
    _counts(plan)
    _publish_button(token, plan)
    _causes(draft, table, plan)
    _regions(plan)
    _gone(plan)


def _counts(plan: Plan) -> None:
    found = {each: plan.count(each) for each in Outcome}
    lines = [f"- **{count:,}** {OUTCOME_LABELS[each][count != 1]}" for each, count in found.items() if count]
    st.markdown("\n".join(lines))


def _publish_button(token: str, plan: Plan) -> None:
    changing = plan.count(Outcome.NEW) + plan.count(Outcome.CHANGED)
    is_too_long = len(plan.after()) >= MAX_ROWS
    if is_too_long:
        st.error(f"The map takes {MAX_ROWS:,} groups at most. Leave some rows of this list out.")
    elif not changing:
        st.info("There is nothing to publish: no row of this list is new or changed.")
    st.button(
        f"Publish {count_of(changing, 'group', 'groups')}" if changing else "Publish",
        key="desk_import_publish",
        type="primary",
        icon=":material/publish:",
        disabled=is_too_long or not changing,
        on_click=_publish,
        args=(token, plan),
    )


def _publish(token: str, plan: Plan) -> None:
    if import_review().draft(token) is None:
        return  # the second press of a double click: it is done
    new, changed = plan.count(Outcome.NEW), plan.count(Outcome.CHANGED)
    told = [count_of(new, "new group", "new groups")] if new else []
    told += [count_of(changed, "changed group", "changed groups")] if changed else []
    done = f"Published: {' and '.join(told)}. They will be on the map within seconds. “Take back” below undoes it."
    with st.spinner("Publishing"):
        if perform(lambda: import_review().publish(token, plan), done):
            forget_list()


def _causes(draft: ListDraft, table: Table, plan: Plan) -> None:
    """What stands in the way of rows or values, each cause once, and these rows as a file to correct."""
    groups = grouped(finding for each in plan.rows if each.outcome is not Outcome.SKIPPED for finding in each.findings)
    if not groups:
        return
    st.subheader("What to look at", anchor=False)
    for (code, column, effect), count, cells in groups[:_MAX_CAUSES]:
        texts = ", ".join(f"“{finding.text[:_MAX_TEXT]}”" for finding, _ in cells[:_MAX_EXAMPLES] if finding.text)
        name = column if column in table.columns else TARGET_LABELS.get(column, column)
        what = f"**{count:,}** · {escape_markdown(name)}: {cause_label(code)} ({EFFECT_LABELS[effect]})"
        st.markdown(what + (f"  \n:small[{escape_markdown(texts)}]" if texts else ""))
    if len(groups) > _MAX_CAUSES:
        st.caption(f"And {len(groups) - _MAX_CAUSES:,} more kinds.")
    if problem_rows(plan):
        st.download_button(
            "Download these rows to correct them (CSV)",
            data=lambda: problems_csv(table, plan),
            file_name="problems.csv",
            mime="text/csv",
            key="desk_import_problems",
            on_click="ignore",
            icon=":material/download:",
            help="Correct them in a spreadsheet, and upload that file afterwards under the same name of the list.",
        )


def _regions(plan: Plan) -> None:
    """The number of active groups by place, now and after, and the map of either."""
    changed = changed_regions(plan)
    if not changed:
        return
    now, then = regions_with_groups(plan.entries.values()), regions_with_groups(plan.after().values())
    st.subheader(f"Places with a group: {len(now):,} now, {len(then):,} after publishing", anchor=False)
    countries = [each for each in COUNTRIES if any(country_of(code) == each for code, _, _ in changed)]
    left, right = st.columns([2, 1], gap="medium")
    with left:
        with st.container(horizontal=True):
            shown = st.segmented_control(
                "Map", (_NOW, _THEN), default=_THEN, required=True, key="desk_import_map", label_visibility="collapsed"
            )
            country = countries[0]
            if len(countries) > 1:
                country = st.segmented_control(
                    "Country",
                    countries,
                    default=country,
                    required=True,
                    format_func=COUNTRIES.__getitem__,
                    key="desk_import_country",
                    label_visibility="collapsed",
                )
        counts = {code: float(count) for code, count in (now if shown == _NOW else then).items()}
        region_map(ENGLISH, counts, country=country, selected=None, on_select=_ignore)
    with right:
        rows = [{"Place": display_name(code), "Now": before, "After": after} for code, before, after in changed]
        st.dataframe(pd.DataFrame(rows), hide_index=True)


def _ignore(_region: str) -> None:
    """The map here is to look at."""


def _gone(plan: Plan) -> None:
    if not plan.gone:
        return
    with st.expander(f"No longer in the list: {count_of(len(plan.gone), 'group', 'groups')}, which stay on the map"):
        for group_id in plan.gone[:_MAX_GONE]:
            st.text(plan.entries[group_id].get("name", group_id))
        if len(plan.gone) > _MAX_GONE:
            st.caption(f"And {len(plan.gone) - _MAX_GONE:,} more.")
