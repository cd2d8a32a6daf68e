"""Who gets to the desk: OpenID Connect at a real provider, time limits; and what never leaves it."""

import json
import os
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import oidc_provider_mock
import pytest
from playwright.sync_api import WebSocket

from affiliates.review.passphrases import add_reviewer
from affiliates.storage.files.store import REVIEW_FOLDER, FileStore
from tests.browser.app import ROOT, Visitor, free_port
from tests.browser.conftest import NewVisitor, SharedServer
from tests.browser.site import fills_in, reference_on, sends, tries_to_sign_in
from tests.made_up import application, row, write_directory

Serve = Callable[..., str]
CANARY = "canary-7f3a"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_directory(tmp_path / "data", row(1, name="Made-up Parents of Ohio"))


@pytest.fixture
def provider() -> Iterator[str]:
    """A provider where Robin has a verified address, Sam one that is not on the list, and Kim one that is not
    verified."""
    with oidc_provider_mock.run_server_in_thread(port=free_port()) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        for name, verified in (("robin", True), ("sam", True), ("kim", False)):
            claims = {"email": f"{name}@made-up.example", "email_verified": verified}
            request = urllib.request.Request(
                f"{address}/users/{quote(name)}",
                json.dumps(claims).encode(),
                {"Content-Type": "application/json"},
                method="PUT",
            )
            urllib.request.urlopen(request).close()
        yield address


def secrets_for(provider: str, port: int) -> str:
    return f"""
        [auth]
        redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
        cookie_secret = "{CANARY}"
        client_id = "affiliate-map"
        client_secret = "made-up"
        server_metadata_url = "{provider}/.well-known/openid-configuration"

        [reviewers]
        emails = ["Robin@made-up.example", "kim@made-up.example"]
    """


def signs_in_at(provider: str, someone: Visitor, name: str) -> None:
    """From the reviewers' page."""
    someone.page.get_by_role("button", name="Sign in").click()
    someone.page.wait_for_url(f"{provider}/**")
    someone.page.get_by_placeholder("sub").fill(name)
    someone.page.get_by_role("button", name="Authorize").click()
    someone.page.wait_for_url(f"{someone.address}/**")
    someone.refused.clear()  # what the provider's own page asked for


def test_provider_lets_in_who_is_on_the_list_and_nobody_else(
    folder: Path, own_server: Serve, provider: str, visitor: NewVisitor
) -> None:
    FileStore(folder).add(application(1))
    add_reviewer(FileStore(folder).reviewers, "Robin")
    port = free_port()
    site = own_server(folder, secrets=secrets_for(provider, port), port=port)
    robin = visitor(site, provider)
    for name, sentence in (("sam", "not on the list"), ("kim", "no verified email address")):
        robin.opens("/review")
        signs_in_at(provider, robin, name)
        robin.page.get_by_text(sentence).wait_for()
        assert "Made-up Group 1" not in robin.page.content()
        robin.page.context.clear_cookies()  # somebody else comes with the same browser

    robin.opens("/review")
    robin.page.get_by_role("button", name="Sign in").wait_for()
    assert robin.page.get_by_label("Your passphrase").count() == 0  # where a provider is named, it opens nothing
    signs_in_at(provider, robin, "robin")
    robin.page.get_by_text("Signed in as robin@made-up.example").wait_for()
    robin.page.get_by_role("button", name="Made-up Group 1").wait_for()
    robin.page.get_by_role("button", name="Sign out").click()
    robin.page.wait_for_url(f"{provider}/oauth2/end_session**")
    robin.refused.clear()  # what the provider's own page asked for
    robin.page.goto(f"{robin.address}/review")
    robin.page.get_by_role("button", name="Sign in").wait_for()
    assert "Made-up Group 1" not in robin.page.content()


def test_desk_that_nobody_touches_closes_by_itself(folder: Path, own_server: Serve, visitor: NewVisitor) -> None:
    FileStore(folder).add(application(1))
    phrase = add_reviewer(FileStore(folder).reviewers, "Robin")
    robin = visitor(own_server(folder, secrets="[reviewers]\nidle_minutes = 0.1\n"))
    tries_to_sign_in(robin, "Robin", phrase)  # and on a slow machine their time may be up before the list is drawn
    with changed_all_the_time(folder):  # the page then runs again and again, by itself
        robin.page.get_by_text("You were signed out because your time was up.").wait_for()
    assert "Made-up Group 1" not in robin.page.content()


@contextmanager
def changed_all_the_time(folder: Path) -> Iterator[None]:
    """Somebody saves the directory every second."""
    is_over = threading.Event()

    def save() -> None:
        while not is_over.wait(1):
            os.utime(folder / "affiliates.csv")

    thread = threading.Thread(target=save)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_nothing_private_leaves_the_review_folder_and_the_desk(
    folder: Path, shared_server: SharedServer, visitor: NewVisitor
) -> None:
    """The pages without scripts, data files and pictures: tests/affiliates/site/test_private.py."""
    site = shared_server.show(folder)
    applicant = visitor(site)
    applicant.opens("/apply?region=US-TX")
    page = applicant.page
    fills_in(
        page,
        **{
            "Your name": f"Name {CANARY}",
            "Your email address": f"{CANARY}@testland.example",
            "Your phone number": f"1 {CANARY}",
        },
    )
    in_the_way = folder / REVIEW_FOLDER / "lock"
    in_the_way.mkdir(mode=0o700, parents=True)
    sends(page)
    page.get_by_text("We are sorry: we could not save what you sent").wait_for()
    in_the_way.rmdir()
    assert CANARY not in page.get_by_text("We are sorry: we could not save what you sent").inner_text()
    sends(page)
    reference = reference_on(page)
    assert CANARY in FileStore(folder).applications()[0].contact_email
    signs_up(applicant)

    heard = watches_everything(visitor(site))
    own = FileStore(folder).applications()[0]
    assert own.reference == reference
    private = [path for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert set(private) == {folder / REVIEW_FOLDER / "applications.csv", folder / REVIEW_FOLDER / "people.csv"}
    elsewhere = [*(ROOT / "static").rglob("*"), shared_server.log]
    assert not [path for path in elsewhere if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert len(heard) > 100_000
    assert CANARY.encode() not in heard
    assert b"Families of Testland" not in heard


def signs_up(someone: Visitor) -> None:
    """Says in the app that they want a group in Texas."""
    someone.opens("/?region=US-TX")
    page = someone.page
    page.get_by_role("link", name="I would help to start one").click()
    for label in ("Your email address", "First name (optional)", "A sentence about you (optional)"):
        page.get_by_label(label, exact=True).fill(f"{CANARY}@testland.example")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("You have done something for the next family").wait_for()
    assert CANARY not in page.url


def watches_everything(someone: Visitor) -> bytes:
    """What reaches a visitor on all public pages: frames of the sockets, addresses of answers, a download, the page."""
    heard: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(frame if isinstance(frame, bytes) else frame.encode()))

    someone.page.on("websocket", listen)
    someone.page.on("response", lambda answer: heard.append(answer.url.encode()))
    pages = ("/", "/?region=US-TX", "/?view=table&status=any", "/coverage", "/apply", "/correct", "/about", "/review")
    someone.opens()
    for path in pages:
        someone.goes_to(path)
        heard.append(someone.page.content().encode())
    someone.goes_to("/?q=testland")
    someone.goes_to("/")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("button", name="Download").first.click()
    heard.append(Path(download.value.path()).read_bytes())
    for path in ("_stcore/health", "_stcore/host-config"):
        with urllib.request.urlopen(f"{someone.address}/{path}") as answer:
            heard.append(answer.read())
    return b"\n".join(heard)
