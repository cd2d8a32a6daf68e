"""Where do children have no group?"""

import streamlit as st

from components.coverage.details import detail_tabs
from components.coverage.method import method_section
from components.coverage.overview import coverage_headline, coverage_map, coverage_title
from components.coverage.people_ready import people_ready
from components.coverage.planning import planner
from components.coverage.ranking import where_next
from components.coverage.region_facts import region_facts
from components.shared.region_picker import all_places, country_switch, place_box
from components.shared.report_buttons import report_downloads
from components.shell.page import ensure_shell
from components.state.coverage_query import read_coverage_query
from components.state.page_query import read_page_query
from components.state.resources import coverage_answers, directory, directory_is_readable

ensure_shell()
query = read_page_query()
coverage_query = read_coverage_query()

coverage_title(query)
listed = directory()  # shows a warning if the list cannot be read; then there is nothing to count
if directory_is_readable():
    answers = coverage_answers()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        country_switch(query)
        report_downloads(answers.coverage, query, coverage_query, people_ready())
    coverage_headline(answers, query, rows_set_aside=listed.set_aside)
    left, right = st.columns([2, 1], gap="large")
    with left:
        coverage_map(answers, query, coverage_query)
        all_places(query)
    with right:
        place_box(query)
        if query.region:
            region_facts(answers, query.region, coverage_query)
        else:
            where_next(answers, query, coverage_query)
    planner(answers, query.country, coverage_query)
    detail_tabs(answers, query, coverage_query)
else:
    method_section()
