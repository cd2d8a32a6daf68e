"""Every region with its groups, people and distances, as a table to read or a sheet to sort by its headers."""

import pandas as pd
import streamlit as st

from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.population import POPULATION_MEASURES
from components.coverage.controls import sort_switch
from components.state.coverage_query import SHEET, CoverageQuery

_ALT = "Every place, with its groups, people and distances"


def region_list(answers: CoverageAnswers, country: str, coverage_query: CoverageQuery) -> None:
    """One row per region, with a link to what families see there."""
    sort_switch(coverage_query, country)
    rows, texts = answers.table(country, coverage_query.sort, coverage_query.order, coverage_query.weight)
    links = [f"./?region={region}" for region in rows.index]
    if coverage_query.view == SHEET:
        _sheet(rows, texts.assign(Link=links), POPULATION_MEASURES[country].people.capitalize())
    else:
        # The default is a plain table, because a screen reader takes the sheet for a single picture.
        places = [f"[{name}]({link})" for name, link in zip(texts["Place"], links, strict=True)]
        st.table(texts.assign(Place=places), border="horizontal", hide_index=True, alt=_ALT)
    st.caption(
        "Each link opens that place’s page in a new tab. Only places without a statewide group have a rank. Miles and "
        "kilometers are from border to border: 0 means neighbors. A dash (–) means that there is no value."
    )


def _sheet(rows: pd.DataFrame, texts: pd.DataFrame, people: str) -> None:
    numbers = {
        "Rank": rows["rank"],
        people: rows["people"],
        "Share": rows["share"] * 100,
        "Miles": rows["border_miles"].round(),
        "Km": rows["border_km"].round(),
        **({"Points": rows["points"].round(1)} if "Points" in texts else {}),
    }
    st.dataframe(
        texts.assign(**numbers),
        hide_index=True,
        column_config={
            people: st.column_config.NumberColumn(format="localized"),
            "Share": st.column_config.NumberColumn(format="%.1f%%"),
            "Miles": st.column_config.NumberColumn(format="localized"),
            "Km": st.column_config.NumberColumn(format="localized"),
            "Link": st.column_config.LinkColumn("Page", display_text="Open"),
        },
        placeholder="–",
        alt=_ALT,
    )
