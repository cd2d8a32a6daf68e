"""Writing to a group in a browser that runs no script: what it lets us send, and where it says that it comes from."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import expect

from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import mail_server, parts, store_with
from tests.browser.app import free_port
from tests.browser.conftest import PHONE, NewVisitor


def test_parent_on_a_phone_writes_to_a_group(
    tmp_path: Path, own_server: Callable[..., str], visitor: NewVisitor
) -> None:
    store_with(tmp_path / "data", 30, now=datetime.now(UTC))
    box, port = Letterbox(), free_port()
    with mail_server(box) as mail:
        smtp = f'host = "127.0.0.1"\nport = {mail.port}\nsender = "{mail.sender}"\nsecurity = "none"'
        address = own_server(
            tmp_path / "data",
            secrets=f"[smtp]\n{smtp}\n",
            port=port,
            AFFILIATES_PUBLIC_URL=f"http://127.0.0.1:{port}/map/",
            STREAMLIT_SERVER_BASE_URL_PATH="map",
        )
        guest = visitor(address, **PHONE, java_script_enabled=False)
        page = guest.page
        page.goto(f"{address}/map/r/US-OH/")
        page.get_by_role("link", name="Write to this group").click()
        page.get_by_label("Your message").fill("They shut my son in a room.")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("“Your email address” is missing")
        page.get_by_label("Your email address").fill("robin@made-up.example")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading")).to_have_text("Your message is on its way")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert guest.refused == []
        (letter,) = box.letters
        assert "> They shut my son in a room." in parts(letter)[0]
        log = (tmp_path / "server.log").read_text()
        assert not [each for each in ("shut my son", "robin@", "contact-1") if each in log]
