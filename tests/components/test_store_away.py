"""The app while its database is stopped: the last list, the typed text, and what is not possible."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from affiliates.errors import DirectoryUnreadableError
from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.site.loader import site_data
from affiliates.storage.settings import open_store
from server.site.watch import DirectoryWatch
from tests.components.app import app, words
from tests.components.test_application_form import TYPED, fills_in, form, said, sends, shown
from tests.components.test_publication_mail import presses
from tests.loops import run_in_thread
from tests.made_up import row, write_directory
from tests.postgres.server import Server, running_server


@pytest.fixture
def server(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A database of its own, which the app keeps everything in."""
    write_directory(data, row(1, name="Made-up Parents of Ohio"))
    with running_server() as server:
        monkeypatch.setenv("AFFILIATES_STORE", server.address("postgres"))
        monkeypatch.setenv("AFFILIATES_MIN_FILL_SECONDS", "0")
        yield server


def desk() -> AppTest:
    """The reviewers' page, for Robin."""
    reviewers = open_store().reviewers
    add_reviewer(reviewers, "Robin")
    page = app().switch_page("pages/review.py")
    registry = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)
    page.session_state["reviewer_token"] = registry.begin("Robin", datetime.now(UTC))
    return page.run()


def wait_until_found_again() -> None:
    """Nobody asks a database that is away but one after the other, two seconds apart."""
    for _ in range(200):
        with suppress(DirectoryUnreadableError):
            open_store().directory.version()
            return
        time.sleep(0.05)
    raise AssertionError("It is still away.")


def test_app_outlives_its_database(server: Server) -> None:
    home, application_form, reviewer = app(), form("US-TX"), desk()
    home.query_params["region"] = "US-OH"
    assert "Parents of Ohio" in words(home.run())
    fills_in(application_form)
    assert not reviewer.exception
    watch = DirectoryWatch(open_store(), lambda store, day: site_data(store, "", day=day))
    run_in_thread(watch.look())
    assert watch.is_readable

    server.stop()
    for run in (home.run, partial(sends, application_form), reviewer.run):
        run()
    assert not home.exception
    assert not reviewer.exception
    assert "Parents of Ohio" in words(home)
    assert f"This is how it stood on {datetime.now(UTC):%B}" in said(home)
    assert shown(application_form, *TYPED) == [*TYPED.values()]
    assert "cannot be opened right now" in reviewer.error[0].value

    run_in_thread(watch.look())
    # /readyz says no, /healthz yes, and pages without scripts stay
    assert (watch.is_readable, watch.is_away, watch.data is None) == (False, True, False)

    server.start()
    wait_until_found_again()
    presses(application_form, "Send the application")
    assert not application_form.exception
    (sent,) = open_store().applications()
    assert f"**{sent.reference}**" in words(application_form)
    home.run()
    assert "This is how it stood" not in said(home)
    reviewer.run()
    assert any("Families of Testland" in each.label for each in reviewer.button)


def test_database_that_is_gone_before_the_first_visitor_comes_is_said_so(server: Server) -> None:
    """The server has looked at the list already: pages without scripts have it, and the app has drawn none yet."""
    watch = DirectoryWatch(open_store(), lambda store, day: site_data(store, "", day=day))
    run_in_thread(watch.look())
    server.stop()
    home, application_form = app(), form("US-TX")
    home.query_params["region"] = "US-OH"
    for page in (home.run(), application_form, app().switch_page("pages/coverage.py").run()):
        assert not page.exception
    run_in_thread(watch.look())

    assert "We cannot show the list of groups right now" in said(home)
    assert "Parent Training and Information Center" in words(home)  # who else helps comes with the app
    assert watch.data
    assert [*watch.data.groups["name"]] == ["Made-up Parents of Ohio"]
    server.start()
    wait_until_found_again()
    assert "Parents of Ohio" in words(home.run())
    assert "We cannot show the list of groups" not in said(home)
