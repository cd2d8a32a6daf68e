"""Where do children have no group?"""

import streamlit as st

from components.coverage.changes import change_over_time
from components.coverage.controls import shading_switch
from components.coverage.method import method_section
from components.coverage.overview import coverage_details, coverage_headline, coverage_map, coverage_title, region_facts
from components.coverage.planning import planner, where_next
from components.coverage.region_list import region_list
from components.shared.region_picker import all_places, country_switch, place_box
from components.shared.report_buttons import report_downloads
from components.shell.page import ensure_shell
from components.state.coverage_query import read_coverage_query
from components.state.page_query import read_page_query
from components.state.resources import coverage_today, directory, directory_is_readable

ensure_shell()
query = read_page_query()
coverage_query = read_coverage_query()

coverage_title(query)
listed = directory()  # shows a warning if the list cannot be read; then there is nothing to count
if directory_is_readable():
    coverage = coverage_today()
    coverage_headline(coverage, query, rows_set_aside=listed.set_aside)
    left, right = st.columns([3, 2], gap="large")
    with right:
        place_box(query)
        if query.region:
            region_facts(coverage, query, coverage_query)
        else:
            coverage_details(coverage, query)
    with left:
        country_switch(query)
        shading_switch(coverage_query, query.country)
        coverage_map(coverage, query, coverage_query)
        all_places(query)

    where_next(coverage, query.country, coverage_query)
    planner(coverage, query.country, coverage_query)
    change_over_time(query.country, coverage_query)
    region_list(coverage, query.country, coverage_query)
    report_downloads(coverage, query, coverage_query)
method_section()
