"""The map wherever it is shown: on any server, in another page, and through every change."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.app import stands
from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.region import is_at
from tests.made_up import row, write_directory


def test_map_is_there_below_another_path_and_where_no_file_can_be_put_into_static(
    tmp_path: Path, own_server: Callable[..., str], visitor: NewVisitor
) -> None:
    settings = {"STREAMLIT_SERVER_BASE_URL_PATH": "map", "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "false"}
    address = own_server(write_directory(tmp_path / "data", row(1)), **settings)
    guest = visitor(address)
    guest.page.goto(f"{address}/map/")
    guest.shape("US-TX").wait_for()
    guest.clicks("US-OH")

    guest.sees("Ohio")
    link = guest.page.get_by_role("link", name="Link to this group").first.evaluate("it => it.href")
    assert link == f"{address}/map/?region=US-OH#group-group-1"


def test_frame_of_the_map_is_never_built_anew(regular: NewVisitor) -> None:
    guest = regular()
    loaded: list[str] = []
    guest.page.on("framenavigated", lambda frame: loaded.append(frame.url))
    guest.shape("US-TX").evaluate("path => { path.ownerDocument.defaultView.isStillTheSame = true }")

    guest.clicks("US-MI")
    is_at(guest, "Michigan", "US-MI")
    guest.page.get_by_role("link", name="Show all places").click()
    guest.sees("Where do you live?")
    guest.page.get_by_text("Search, filter, sort and download").click()
    guest.searches("advocates")
    expect(guest.page).to_have_url(re.compile("q=advocates"))
    expect(guest.page.get_by_role("searchbox")).to_be_focused()
    guest.page.get_by_text("More filters").click()
    statewide = guest.page.locator(".st-key-more_filters_en").get_by_role("button", name="Statewide")
    statewide.click()
    expect(guest.page).to_have_url(re.compile("scope=state"))
    expect(statewide).to_be_focused()
    guest.page.get_by_text("Table", exact=True).click()
    expect(guest.page.get_by_role("table")).to_be_visible()
    guest.page.get_by_role("link", name="Canada", exact=True).click()
    guest.shape("CA-QC").wait_for()
    guest.page.get_by_role("link", name="United States", exact=True).click()
    guest.shape("US-TX").wait_for()
    guest.goes_to("/?lang=es")
    expect(guest.shape("US-NY")).to_have_attribute("aria-label", re.compile("^Nueva York: "))
    expect(guest.map.locator("html[lang=es-US]")).to_be_attached()
    guest.goes_to("/?lang=en")
    expect(guest.shape("US-NY")).to_have_attribute("aria-label", "New York: 1 group")

    assert guest.shape("US-TX").evaluate("path => path.ownerDocument.defaultView.isStillTheSame")
    assert not [url for url in loaded if "st_folium" in url]


def test_embedded_page_has_map_region_and_directory_and_no_frame_and_fits_a_phone(
    address: str, visitor: NewVisitor
) -> None:
    guest = visitor(address)
    guest.page.route(
        f"{address}/host.html",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<title>Host</title><iframe src='{address}/?embed=true' width=900 height=900></iframe>",
        ),
    )
    guest.page.goto(f"{address}/host.html")
    inside = guest.page.frame_locator("iframe")

    inside.frame_locator("iframe").locator("path[data-region='US-MO']").press("Enter")

    expect(inside.get_by_role("heading", name="Missouri", exact=True)).to_be_visible()
    expect(inside.get_by_text("One group is there for families in Missouri.")).to_be_visible()
    expect(inside.get_by_text("Coverage", exact=True)).to_have_count(0)
    expect(inside.get_by_role("heading", level=1)).to_have_count(0)

    guest.page.locator("iframe").evaluate("frame => { frame.width = 375 }")
    inside.frame_locator("iframe").locator("path[data-region='US-OH']").press("Enter")
    expect(inside.get_by_role("heading", name="Ohio", exact=True)).to_be_visible()
    stands(guest.page.frames[1])
    assert inside.locator("html").evaluate("html => [html.clientWidth, html.scrollWidth]") == [375, 375]

    inside.get_by_role("link", name="Start a group in Ohio").click()
    expect(inside.get_by_role("link", name="Back to the map")).to_be_visible()
    expect(inside.get_by_text("Coverage", exact=True)).to_have_count(0)
    assert guest.page.frames[1].url == f"{address}/apply?region=US-OH&embed=true"


def test_small_place_has_a_box_for_a_mouse_and_a_larger_one_for_a_finger(regular: NewVisitor) -> None:
    for side, settings in ((24, {}), (44, PHONE)):
        guest = regular(**settings)
        box = guest.map.locator("[data-callout='US-DC']")
        place = box.bounding_box()
        assert place
        assert min(place["width"], place["height"]) >= side

        box.click()
        is_at(guest, "District of Columbia", "US-DC")
