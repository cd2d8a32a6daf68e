"""Sign-ins and private data attacked from outside: by HTTP and by Streamlit's own protocol, without a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from streamlit.proto.ClientState_pb2 import ClientState

from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SIGN_IN_COOKIE
from tests.attack.conftest import Attacked
from tests.attack.intruder import intruding
from tests.attack.reviewers import BROWSER_COOKIE, cookies_of, signs_in
from tests.browser.app import ROOT
from tests.made_up import application
from tests.warm_server import served

CANARY = "canary-5d1e"


@pytest.fixture(scope="module")
def passphrase(server: Attacked) -> str:
    server.store.add(application(1, contact_name=CANARY))
    return add_reviewer(server.store.reviewers, "Robin")


def desk_with(address: str, cookie: str) -> str:
    """What the reviewers' page says to a browser with a cookie."""
    with intruding(address, headers={"Cookie": cookie}) as visitor:
        visitor.opens("review")
        return visitor.text()


def test_desk_opens_to_the_cookie_of_a_sign_in_and_to_nothing_else(server: Attacked, passphrase: str) -> None:
    token = cookies_of(signs_in(server.address, "Robin", passphrase, sender="192.0.2.1"))[SIGN_IN_COOKIE]
    (kept,) = [each.token_hash for each in server.store.reviewers.sign_ins() if not each.is_ended]

    assert "Signed in as Robin" in desk_with(server.address, f"{SIGN_IN_COOKIE}={token}")
    for forged in ("", "Robin", kept, token[:-1], token.swapcase(), passphrase, "x" * 4000):
        assert "Made-up Group 1" not in desk_with(server.address, f"{SIGN_IN_COOKIE}={forged}")
    assert CANARY not in desk_with(server.address, "")


def test_sign_in_outlives_the_server_and_an_ended_one_stays_ended_everywhere(
    server: Attacked, passphrase: str, tmp_path: Path
) -> None:
    token = cookies_of(signs_in(server.address, "Robin", passphrase, sender="192.0.2.2"))[SIGN_IN_COOKIE]
    cookie = {"Cookie": f"{SIGN_IN_COOKIE}={token}"}
    environment = {"AFFILIATES_DATA": str(server.folder)}
    with served(ROOT / "dashboard.py", tmp_path / "log", environment) as again:  # as after a restart
        with intruding(again, headers=cookie) as robin, intruding(server.address, headers=cookie) as elsewhere:
            for page in (robin, elsewhere):
                page.opens("review")
                assert "Signed in as Robin" in page.text()
            robin.uses("Sign out")
            before = len(elsewhere.heard)
            elsewhere.reruns(ClientState())
            after = "\n".join(map(str, elsewhere.heard[before:]))

        assert "Please sign in." in after
        assert "Made-up Group 1" not in after
        for address in (again, server.address):
            assert "Signed in as" not in desk_with(address, cookie["Cookie"])


def test_whoever_guesses_keeps_no_reviewer_out_of_their_browser(server: Attacked, passphrase: str) -> None:
    """Ten right passphrases of ten were refused while somebody was guessing."""
    browser = cookies_of(signs_in(server.address, "Robin", passphrase, sender="192.0.2.3"))[BROWSER_COOKIE]
    for number in range(10):
        for address in ("192.0.2.3", f"198.51.100.{number}"):
            assert signs_in(server.address, "Robin", "guess", sender=address).status_code in {403, 429}
        answer = signs_in(server.address, "Robin", passphrase, sender="192.0.2.3", browser=browser)
        assert answer.status_code == 303


def test_one_address_guesses_at_no_more_names_than_at_one(server: Attacked, passphrase: str) -> None:
    answers = [signs_in(server.address, f"Name {number}", "guess", sender="203.0.113.9") for number in range(12)]

    assert [each.status_code for each in answers] == [403] * 10 + [429] * 2
    words = {re.sub(r"Name \d+", "", each.text) for each in answers[:10]}
    assert len(words) == 1
    assert {len(each.headers.get_list("set-cookie")) for each in answers} == {0}


def test_flood_of_bodies_is_refused_before_it_is_read(server: Attacked) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1000

    answer = httpx.post(f"{server.address}/sign-in", content=endless(), headers={"Origin": server.address})
    assert answer.status_code == 400


def test_applicants_copy_is_made_for_their_session_at_their_click(server: Attacked) -> None:
    with intruding(server.address) as applicant:
        applicant.opens("correct", query="group=group-1")
        problem = "What is wrong?"
        choice = applicant.widget(problem)[1].options[0]
        applicant.uses("Tell us", **{problem: choice, "What should we know? (private)": CANARY})
        button = applicant.widget("Keep a copy")[1]
        assert not button.url
        for address in set(re.findall(r"/media/[\w.]+", applicant.text())):  # the icon of the page
            assert CANARY.encode() not in httpx.get(server.address + address).content

        applicant.asks_for_file("Keep a copy")
        url = applicant.hears("backend_operation_response").backend_operation_response.deferred_file.url
        copy = httpx.get(server.address + url)

    assert CANARY in copy.text
    assert copy.headers["cache-control"] == "no-store"
    assert copy.headers["content-disposition"].startswith("attachment")
