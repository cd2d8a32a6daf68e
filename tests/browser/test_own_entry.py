"""A link in a letter, clicked in a browser that runs no script: what only a browser does with cookies and addresses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from affiliates.upkeep.reminders.answers import THE_GROUP_ITSELF, Purpose
from tests.affiliates.upkeep.mail import asked, store_with
from tests.browser.conftest import PHONE, NewVisitor


def test_group_says_that_all_is_still_right(tmp_path: Path, server: Callable[[Path], str], visitor: NewVisitor) -> None:
    now = datetime.now(UTC)
    store = store_with(tmp_path, 400, now=now)
    token = asked(store, 1, now - timedelta(days=1))[Purpose.STILL_RIGHT]
    address = server(tmp_path)
    guest = visitor(address, **PHONE, java_script_enabled=False)
    page = guest.page
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.headers.get("referer", "")))

    page.set_content(f'<a href="{address}/our-entry/still-right?t={token}">Still right</a>')
    page.get_by_role("link").click()
    expect(page.get_by_text("Made-up City")).to_be_visible()
    assert page.url == f"{address}/our-entry/still-right"
    page.get_by_role("button", name="Yes, still right").click()
    expect(page.get_by_role("heading")).to_have_text("Thank you. Your entry is verified as of today.")
    page.get_by_role("link", name="Back to the map").click()

    assert page.url == f"{address}/"
    assert not [each for each in asked_for if "our-entry" in each]
    assert store.decisions()[-1].reviewer == THE_GROUP_ITSELF
