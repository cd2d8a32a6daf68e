"""Where are children without a group?"""

import streamlit as st

from components.coverage.changes import change_over_time
from components.coverage.method import method_section
from components.coverage.overview import coverage_details, coverage_headline, coverage_map, coverage_title, region_facts
from components.coverage.planning import planner, where_next
from components.coverage.region_list import region_list
from components.shared.report_buttons import report_downloads
from components.shell.page import require_frame
from components.state.coverage_choice import coverage_choice, shading_switch
from components.state.filters import asked, country_switch, region_box, small_place_buttons
from components.state.resources import coverage_today, directory, knows_groups

require_frame()
now = asked()
choice = coverage_choice()

coverage_title(now)
directory()  # says so where it cannot be read; then there is nothing to count
if knows_groups():
    coverage = coverage_today()
    coverage_headline(coverage, now)
    left, right = st.columns([3, 2], gap="large")
    with right:
        region_box(now)
        if now.region:
            region_facts(coverage, now.region, choice)
        else:
            coverage_details(coverage, now)
    with left:
        country_switch(now)
        shading_switch(choice, now.country)
        coverage_map(coverage, now, choice)
        small_place_buttons(now)

    where_next(coverage, now.country, choice)
    planner(coverage, now.country, choice)
    change_over_time(now.country, choice)
    region_list(coverage, now.country, choice)
    report_downloads(coverage, now, choice)
method_section()
