"""Every region with its groups, people and distances, as a table to read or one to sort by its headers."""

import pandas as pd
import streamlit as st

from affiliates.coverage.population import POPULATION_MEASURES
from affiliates.coverage.region_table import region_table_as_text, sorted_regions
from components.state.coverage_choice import SHEET, CoverageQuery, sort_switch


def region_list(coverage: pd.DataFrame, country: str, choice: CoverageQuery) -> None:
    """One line per region; each leads to what its families see."""
    st.header("Every place", anchor="places", divider="gray")
    sort_switch(choice, country)
    rows = sorted_regions(coverage, country, choice.sort, choice.order, choice.weight / 100)
    texts = region_table_as_text(rows, country, choice.order)
    addresses = [f"./?region={region}" for region in rows.index]
    if choice.view == SHEET:
        _sheet(rows, texts.assign(Link=addresses), POPULATION_MEASURES[country].people.capitalize())
    else:
        # A plain table, because the sheet is one picture to a screen reader.
        texts["Place"] = [f"[{name}]({address})" for name, address in zip(texts["Place"], addresses, strict=True)]
        st.table(texts, border="horizontal", hide_index=True, alt="Every place, with its groups, people and distances")
    st.caption(
        "A name opens the page of its place in a new tab. Only places without a group have a rank. Miles and "
        "kilometers are those between the borders: 0 means neighbors. – means that there is nothing to tell."
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
            "Link": st.column_config.LinkColumn("Its page", display_text="Open"),
        },
        placeholder="–",
        alt="Every place, with its groups, people and distances",
    )
