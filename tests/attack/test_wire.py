"""The connection itself, without a browser."""

from affiliates.review.passphrases import add_reviewer
from tests.attack.conftest import Attacked
from tests.attack.intruder import intruding


def test_page_answers_who_speaks_the_protocol(server: Attacked) -> None:
    with intruding(server.address) as visitor:
        drawn = visitor.opens(query="region=US-OH")

    assert "Parents of Somewhere in Ohio" in "\n".join(map(str, drawn))


def test_form_answers_who_speaks_the_protocol(server: Attacked) -> None:
    passphrase = add_reviewer(server.store.reviewers, "Robin")
    with intruding(server.address) as visitor:
        visitor.opens("review")
        visitor.uses("Sign in", Your_name="Robin", Your_passphrase=passphrase)

        assert "Signed in as Robin" in visitor.text()
