"""Reports to take along, made at the click: the button shows that it works, and the page stays usable meanwhile.

Streamlit does both for a download whose content is a function: it calls it outside the page's run, and shows a turning
wheel in the button until the file is there.
"""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.coverage.planning import fewest_groups_for_share, what_if
from affiliates.directory.loader import data_folder
from affiliates.directory.snapshots import today
from affiliates.geo.regions import region_names
from affiliates.reports.builder import build_report, fewest_groups_label
from affiliates.reports.formats import FORMATS
from components.state.coverage_choice import CoverageQuery
from components.state.filters import PageQuery
from components.state.report_cache import render_report
from components.state.resources import current_groups
from components.state.url import segmented_switch, value_or_default

SHOWN, EVERYTHING = "shown", "everything"
_BUTTONS = {
    "pdf": ("PDF, to read and print", ":material/picture_as_pdf:"),
    "xlsx": ("Excel", ":material/table_view:"),
    "html": ("Web page for a memory stick", ":material/web:"),
    "regions": ("Places (CSV)", ":material/download:"),
    "groups": ("Groups (CSV)", ":material/download:"),
    "geojson": ("GeoJSON", ":material/map:"),
}


def report_downloads(coverage: pd.DataFrame, query: PageQuery, choice: CoverageQuery) -> None:
    """Buttons that make a report of what this page shows, or of everything, in each format."""
    st.header("Reports", anchor="reports", divider="gray")
    st.markdown(
        "For a meeting, a grant or a newspaper: with the date, the method and the sources in it. If "
        "one fails, many are being made: try again in a minute."
    )
    covers = value_or_default((SHOWN, EVERYTHING), st.query_params.get("report", ""), SHOWN)
    labels = {SHOWN: "What this page shows", EVERYTHING: "Everything"}
    segmented_switch("A report covers", "report", labels, covers, SHOWN)
    options = _shown(coverage, query.country, choice) if covers == SHOWN else {}
    with st.container(horizontal=True, gap="small"):
        for kind, (label, icon) in _BUTTONS.items():
            _button(kind, label, icon, options, place=query.country if covers == SHOWN else "")
        if query.region:
            fact_sheet_button(query.region)


def fact_sheet_button(region: str) -> None:
    """A quiet button that makes the one-page fact sheet of a region."""
    label = f"Fact sheet of {region_names()[region]} (PDF)"
    _button("fact_sheet", label, ":material/print:", {"region": region}, place=region)


def _button(kind: str, label: str, icon: str, options: dict[str, Any], *, place: str) -> None:
    wanted, day = FORMATS[kind], today()
    stamp, groups = current_groups()
    about = (data_folder(), stamp, day, repr(options))
    st.download_button(
        label,
        data=partial(render_report, kind, about, partial(build_report, groups, as_of=day, made_on=day, **options)),
        file_name=wanted.file_name(day, place),
        mime=wanted.media_type,
        key=f"report_{kind}",
        on_click="ignore",
        type="tertiary" if kind == "fact_sheet" else "secondary",
        icon=icon,
    )


def _shown(coverage: pd.DataFrame, country: str, choice: CoverageQuery) -> dict[str, Any]:
    """What the page shows: the country, the ranking, and the chosen places, or else the fewest for the chosen share."""
    plan = what_if(coverage, country, choice.plan)
    proposal = "If these places had a group:"
    if not plan.regions:
        plan = fewest_groups_for_share(coverage, country, choice.target / 100)
        proposal = fewest_groups_label(country, choice.target / 100)
    return {
        "countries": (country,),
        "order": choice.order,
        "weight": choice.weight / 100,
        "plans": {country: (proposal, plan)},
    }
