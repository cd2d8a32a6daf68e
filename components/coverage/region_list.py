"""Every region with its groups, people and distances, as a table to read or a sheet to sort by its headers."""

from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from affiliates.content.wording import format_number, format_percent
from affiliates.coverage.answers import CoverageAnswers
from affiliates.coverage.words.region_table import NOTHING, RegionColumn, column_headings
from affiliates.languages.language import Language
from components.coverage.controls import sort_switch
from components.coverage.people_ready import people_ready
from components.state.coverage_query import SHEET, CoverageQuery
from components.state.language import current_language, gettext, with_language

_LINK = "link"


def region_list(answers: CoverageAnswers, country: str, coverage_query: CoverageQuery) -> None:
    """One row per region, with a link to what families see there."""
    sort_switch(coverage_query, country)
    language = current_language()
    order, weight = coverage_query.order, coverage_query.weight
    rows, texts = answers.table(language, country, coverage_query.sort, order, weight, tuple(people_ready().items()))
    links = [f"./?{urlencode(with_language(region=region))}" for region in map(str, rows.index)]
    headings = column_headings(language, country)
    alt = gettext("Every place, with its groups, people and distances")
    if coverage_query.view == SHEET:
        _sheet(language, rows, texts.assign(**{_LINK: links}), headings, alt)
    else:
        # The default is a plain table, because a screen reader takes the sheet for a single picture.
        places = [f"[{name}]({link})" for name, link in zip(texts[RegionColumn.PLACE], links, strict=True)]
        shown = texts.assign(**{RegionColumn.PLACE: places}).rename(columns=headings)
        st.table(shown, border="horizontal", hide_index=True, alt=alt)
    st.caption(
        gettext(
            "Each link opens that place’s page in a new tab. Only places without a statewide group have a rank. Miles "
            "and kilometers are from border to border: 0 means neighbors. A dash (–) means that there is no value."
        )
    )


def _sheet(language: Language, rows: pd.DataFrame, texts: pd.DataFrame, headings: dict[str, str], alt: str) -> None:
    """Numbers are sorted as numbers, and shown as the language writes them."""
    numbers = {
        RegionColumn.RANK: rows["rank"].astype(float),
        RegionColumn.POINTS: rows["points"],
        RegionColumn.READY: rows["ready"],
        RegionColumn.PEOPLE: rows["people"],
        RegionColumn.SHARE: rows["share"],
        RegionColumn.MILES: rows["border_miles"],
        RegionColumn.KM: rows["border_km"],
    }
    numbers = {column: values for column, values in numbers.items() if column in texts}
    formats = dict.fromkeys(numbers, partial(format_number, language)) | {
        RegionColumn.POINTS: partial(format_number, language, decimals=1),
        RegionColumn.SHARE: partial(format_percent, language),
    }
    st.dataframe(
        texts.assign(**numbers).style.format({column: formats[column] for column in numbers}, na_rep=NOTHING),
        hide_index=True,
        column_config={
            **headings,
            _LINK: st.column_config.LinkColumn(gettext("Page"), display_text=gettext("Open")),
        },
        placeholder=NOTHING,
        alt=alt,
    )
