"""Where are children without a group?"""

import streamlit as st

from components.coverage.changes import change_over_time
from components.coverage.method import method_section
from components.coverage.overview import coverage_details, coverage_headline, coverage_map, coverage_title, region_facts
from components.coverage.planning import planner, where_next
from components.coverage.region_list import region_list
from components.shared.report_buttons import report_downloads
from components.shell.page import ensure_shell
from components.state.coverage_choice import read_coverage_query, shading_switch
from components.state.filters import country_switch, read_page_query, region_box, small_place_buttons
from components.state.resources import coverage_today, directory, directory_is_readable

ensure_shell()
query = read_page_query()
choice = read_coverage_query()

coverage_title(query)
directory()  # says so where it cannot be read; then there is nothing to count
if directory_is_readable():
    coverage = coverage_today()
    coverage_headline(coverage, query)
    left, right = st.columns([3, 2], gap="large")
    with right:
        region_box(query)
        if query.region:
            region_facts(coverage, query.region, choice)
        else:
            coverage_details(coverage, query)
    with left:
        country_switch(query)
        shading_switch(choice, query.country)
        coverage_map(coverage, query, choice)
        small_place_buttons(query)

    where_next(coverage, query.country, choice)
    planner(coverage, query.country, choice)
    change_over_time(query.country, choice)
    region_list(coverage, query.country, choice)
    report_downloads(coverage, query, choice)
method_section()
