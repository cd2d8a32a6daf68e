"""How many regions have a group, and which have none."""

import pandas as pd
import streamlit as st

from affiliates.coverage import count_by_region, coverage_by_kind
from affiliates.regions import country_of, names

_PARTS = {
    ("US", "own"): "States and D.C.",
    ("US", "territory"): "U.S. territories",
    ("CA", "own"): "Provinces and territories of Canada",
}


def coverage_count(groups: pd.DataFrame) -> None:
    """The counts by country and kind, what they mean, and each region as a link to its page."""
    counted = coverage_by_kind(groups).to_dict("index")
    with st.grid(3):
        for part, label in _PARTS.items():
            told = f"{counted[part]['covered']} of {counted[part]['regions']}"
            st.metric(f"{label} with a group", told, border=True)
    st.caption(
        "A place has a group when at least one active group serves it. National and virtual groups help everyone and "
        "are not counted for any one place."
    )
    counts = count_by_region(groups)
    for has_group, title in ((True, "With a group"), (False, "Without a group yet")):
        st.header(title, anchor=False)
        _region_links([region for region in names() if bool(counts[region]) is has_group])


def _region_links(regions: list[str]) -> None:
    for country, title in (("US", "United States"), ("CA", "Canada")):
        own = [region for region in regions if country_of(region) == country]
        if own:
            st.markdown(f"#### {title}", anchors=False)
            with st.grid("auto", min_column_width=180, gap="xsmall"):
                for region in own:
                    st.page_link("pages/find.py", label=names()[region], query_params={"region": region})
