"""How many regions have a group, and which have none."""

from datetime import date

import pandas as pd
import streamlit as st

from affiliates.coverage import coverage_by_region
from affiliates.headline import details, headline
from affiliates.method import METHOD
from affiliates.regions import COUNTRIES, country_of, names


def coverage_count(groups: pd.DataFrame) -> None:
    """What is covered in sentences, what they mean, and each region as a link to its page."""
    coverage = coverage_by_region(groups, date.today())
    for country in COUNTRIES:
        for sentence in (*headline(coverage, country), *details(coverage, country)):
            st.markdown(sentence)
    st.caption(" ".join(METHOD[0]))
    for has_group, title in ((True, "With a group"), (False, "Without a group yet")):
        st.header(title, anchor=False)
        _region_links([region for region in names() if bool(coverage["covered"][region]) is has_group])


def _region_links(regions: list[str]) -> None:
    for country, title in (("US", "United States"), ("CA", "Canada")):
        own = [region for region in regions if country_of(region) == country]
        if own:
            st.markdown(f"#### {title}", anchors=False)
            with st.grid("auto", min_column_width=180, gap="xsmall"):
                for region in own:
                    st.page_link("pages/find.py", label=names()[region], query_params={"region": region})
