"""Buttons that download reports, each made at the click.

If the content of a download is a function, Streamlit calls it outside the run of the page, which stays usable, and
shows a spinner in the button until the file is there.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.content.place_names import region_name
from affiliates.coverage.planning import fewest_groups_for_share, what_if
from affiliates.directory.snapshots import today
from affiliates.languages.language import N_
from affiliates.reports.builder import fewest_groups_label
from affiliates.reports.formats import FORMATS
from affiliates.reports.process.job import ReportJob
from affiliates.storage.settings import store_place
from components.shared.report_waiting import current_asker, place_in_queue, prepare_reports, render_report
from components.shared.segmented_switch import segmented_switch
from components.state.coverage_query import CoverageQuery
from components.state.language import current_language, gettext
from components.state.lists.organizations import gone_links, support_organizations, support_version
from components.state.page_query import PageQuery
from components.state.resources import current_groups, doubtful_regions, rows_set_aside
from components.state.url import value_or_default

SHOWN, EVERYTHING = "shown", "everything"
REPORTS_OPEN = "reports_open"  # the session's key
_BUTTONS = {
    "pdf": (N_("PDF to read and print"), ":material/picture_as_pdf:"),
    "xlsx": (N_("Excel"), ":material/table_view:"),
    "html": (N_("Offline web page"), ":material/web:"),
    "regions": (N_("Places (CSV)"), ":material/download:"),
    "groups": (N_("Groups (CSV)"), ":material/download:"),
    "geojson": (N_("GeoJSON"), ":material/map:"),
}


def report_downloads(
    coverage: pd.DataFrame, query: PageQuery, coverage_query: CoverageQuery, ready: Mapping[str, int]
) -> None:
    """One button that opens the others: one per format, and a switch between what the page shows and everything.

    ``ready`` is how many people are ready to help start a group, by region, as everybody may know it.
    """
    box = st.popover(gettext("Reports"), key=REPORTS_OPEN, icon=":material/download:", on_change="rerun", wrap=True)
    if box.open:
        prepare_reports()
        with box:
            _formats(coverage, query, coverage_query, ready)


def _formats(coverage: pd.DataFrame, query: PageQuery, coverage_query: CoverageQuery, ready: Mapping[str, int]) -> None:
    st.markdown(
        gettext("For a meeting, a grant proposal or a newspaper. Each report states its date, method and sources.")
    )
    extent = value_or_default((SHOWN, EVERYTHING), st.query_params.get("report", ""), SHOWN)
    labels = {SHOWN: gettext("What this page shows"), EVERYTHING: gettext("Everything")}
    segmented_switch(gettext("What to include"), "report", labels, extent, SHOWN)
    options = _shown(coverage, query.country, coverage_query) if extent == SHOWN else {}
    options["ready"] = dict(ready)
    with st.container(horizontal=True, gap="small"):
        for kind, (label, icon) in _BUTTONS.items():
            _button(kind, gettext(label), icon, options, place=query.country if extent == SHOWN else "")
        if query.region:
            _fact_sheet_button(query.region)
    st.fragment(place_in_queue)()


def fact_sheet(region: str) -> None:
    """A quiet button for the one-page fact sheet of a region, and its place in the queue while it waits.

    Not within a part of its own, which would be made anew at each click: to be called in one.
    """
    _fact_sheet_button(region)
    place_in_queue()


def _fact_sheet_button(region: str) -> None:
    # TRANSLATORS: The name of the place stands alone: "Fact sheet: {region}" is as good.
    label = gettext("Fact sheet for {region} (PDF)", region=region_name(current_language(), region))
    _button("fact_sheet", label, ":material/print:", {"region": region}, place=region)


def _button(kind: str, label: str, icon: str, options: dict[str, Any], *, place: str) -> None:
    options = {**options, "set_aside": rows_set_aside(), "doubtful": sorted(doubtful_regions())}
    options["gone_links"] = gone_links()
    report_format, day, language = FORMATS[kind], today(), current_language()
    groups_version, groups = current_groups()
    organizations = support_organizations()
    key = (kind, language, store_place(), groups_version, support_version(), day, repr(options))

    job = ReportJob(kind, language.code, day, organizations, options)
    st.download_button(
        label,
        data=partial(render_report, key, job, groups, current_asker()),
        file_name=report_format.file_name(day, place, language),
        mime=report_format.media_type,
        key=f"report_{kind}",
        on_click="ignore",
        type="tertiary" if kind == "fact_sheet" else "secondary",
        icon=icon,
        wrap=True,
    )


def _shown(coverage: pd.DataFrame, country: str, coverage_query: CoverageQuery) -> dict[str, Any]:
    """The options of ``build_report`` for what the page shows: the country, the ranking, and the planned regions; if
    none are planned, the fewest that reach the chosen share."""
    plan = what_if(coverage, country, coverage_query.plan)
    proposal = gettext("If these places had a group:")
    if not plan.regions:
        plan = fewest_groups_for_share(coverage, country, coverage_query.target / 100)
        proposal = fewest_groups_label(current_language(), country, coverage_query.target / 100)
    return {
        "countries": (country,),
        "order": coverage_query.order,
        "weight": coverage_query.weight / 100,
        "plans": {country: (proposal, plan)},
    }
