"""Under the policies that the server sends, everything works, and the browser has nothing to complain about."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.site import Site, signs_in
from tests.browser.test_reports import downloaded, opens_reports


def test_everything_works_and_no_policy_is_broken(site: Site, visitor: NewVisitor) -> None:
    """All pages, the map in its frame, charts and tables, downloads, and the reviewers' desk."""
    guest = visitor(site.address)
    broken: list[str] = []
    guest.page.on("console", lambda message: broken.extend(re.findall(".*(?:-Policy|X-Frame-Options).*", message.text)))

    guest.opens("/?region=US-OH")
    guest.clicks("US-TX")
    guest.sees("Texas")
    guest.goes_to("/?view=table")
    guest.opens("/coverage?view=sheet")  # pages have the policy of the first one: that of Find lets others frame it
    expect(guest.page.get_by_test_id("stDataFrame").first).to_be_visible()
    opens_reports(guest)
    assert downloaded(guest.page, "Groups (CSV)").read_bytes()
    for path in ("/apply", "/correct", "/about"):
        guest.goes_to(path)
    signs_in(guest, site, "Robin")
    guest.page.get_by_role("heading", name=re.compile("review", re.IGNORECASE)).first.wait_for()

    assert broken == []


@pytest.fixture
def elsewhere(tmp_path: Path, site: Site) -> Iterator[str]:
    """The address of another site, whose page shows the app in one frame and the reviewers' page in another."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    frames = [f"<iframe src='{site.address}{path}'></iframe>" for path in ("/?region=US-TX", "/review")]
    (folder / "index.html").write_text("".join(frames))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_another_site_frames_the_map_and_never_the_reviewers_page(
    site: Site, elsewhere: str, visitor: NewVisitor
) -> None:
    guest = visitor(site.address, elsewhere)
    guest.page.goto(elsewhere)
    find, desk = guest.page.frames[1:3]
    find.get_by_role("heading", name="Texas", exact=True).first.wait_for()

    assert "embed=true" in find.url
    assert find.get_by_role("link", name="For reviewers").count() == 0
    assert desk.url.startswith("chrome-error:")
    assert len(guest.refused) == 1
    assert "frame-ancestors 'none'" in guest.refused.pop()


@pytest.mark.parametrize(
    "shown_by",
    ["<object data='{}'></object>", "<embed src='{}'>", "<frameset cols='100%'><frame src='{}'></frameset>"],
)
def test_whatever_shows_the_app_in_another_page_gets_no_way_to_the_reviewers(
    site: Site, elsewhere: str, tmp_path: Path, visitor: NewVisitor, shown_by: str
) -> None:
    guest = visitor(site.address, elsewhere)
    (tmp_path / "elsewhere/other.html").write_text(shown_by.format(f"{site.address}/?region=US-TX"))
    guest.page.goto(f"{elsewhere}/other.html")
    guest.page.wait_for_load_state("networkidle")

    inside = guest.page.frame(url=re.compile("embed=true"))
    assert inside
    inside.get_by_role("heading", name="Texas", exact=True).first.wait_for()
    assert inside.get_by_role("link", name="For reviewers").count() == 0


def test_page_that_frames_the_app_gives_it_no_orders(site: Site, visitor: NewVisitor) -> None:
    stranger = "https://somebody.streamlit.app"  # one of those that Streamlit obeys unless told otherwise
    guest = visitor(site.address, stranger)
    frame = f"<iframe src='{site.address}/?embed=true&region=US-TX' width=900 height=900></iframe>"
    guest.page.route(f"{stranger}/", lambda route: route.fulfill(content_type="text/html", body=frame))
    guest.page.context.grant_permissions(["local-network-access"])  # from the wide net to this machine
    guest.page.goto(stranger)
    inside = guest.page.frames[1]
    inside.locator("[data-testid=stApp]").get_by_role("heading", name="Texas", exact=True).wait_for()

    inside.evaluate(
        "() => { window.heard = new Promise((done) => addEventListener('message', ({ data }) => data.last && done())) }"
    )
    order = {"stCommVersion": 1, "type": "UPDATE_HASH", "hash": "moved"}
    guest.page.evaluate(
        "([order, address]) => { for (const each of [order, { last: true }]) frames[0].postMessage(each, address) }",
        [order, site.address],
    )
    inside.evaluate("() => window.heard")

    assert inside.evaluate("location.hash") == ""


def test_no_other_page_runs_anything_in_the_frame_of_the_map(site: Site, elsewhere: str, visitor: NewVisitor) -> None:
    guest = visitor(site.address, elsewhere)
    guest.page.goto(elsewhere)

    runs_only_what_the_page_around_it_says(guest.page.frames[1], guest.page, "frames[0]")
    guest.refused.clear()  # that the reviewers' page is no frame: see above


def test_no_page_that_opened_the_app_runs_anything_in_the_frame_of_the_map(
    site: Site, elsewhere: str, visitor: NewVisitor
) -> None:
    guest = visitor(site.address, elsewhere)
    guest.page.goto(elsewhere)
    with guest.page.expect_popup() as opened:
        guest.page.evaluate("(address) => { window.opened = open(address) }", site.address)

    runs_only_what_the_page_around_it_says(opened.value.main_frame, guest.page, "opened")
    guest.refused.clear()


def runs_only_what_the_page_around_it_says(find: Frame, other: Page, find_for_the_other: str) -> None:
    """Whether the frame of the map, in the find page, does not obey the ``other`` page that holds the find page."""
    find.frame_locator("iframe").locator("path[data-region='US-TX']").wait_for()
    inside = find.child_frames[0]
    inside.evaluate(
        "() => { window.heard = new Promise((done) => addEventListener('message', ({ data }) => data.last && done())) }"
    )
    texts = dict.fromkeys(("script", "html", "header", "layer_control", "feature_group"), "")
    order = {
        "isStreamlitMessage": True,
        "type": "streamlit:render",
        "args": texts | {"feature_group": "window.ran = true", "css_links": [], "js_links": [], "height": 300},
        "dfs": [],
    }
    other.evaluate(f"(order) => {find_for_the_other}.frames[0].postMessage(order, '*')", order)
    find.evaluate("() => frames[0].postMessage({ last: true }, '*')")
    inside.evaluate("() => window.heard")

    assert inside.evaluate("window.ran") is None
    find.evaluate("(order) => frames[0].postMessage(order, '*')", order)  # from the page around it, it does run
    inside.wait_for_function("() => window.ran")
