"""A message on its way: typed, corrected, sent once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import parts
from tests.browser.app import free_port
from tests.server.write.form import MAP, TYPED, Form, can_send, opened, sends


def test_message_goes_out_and_the_page_says_what_happens_next(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    answer = sends(client, opened(client, group) | TYPED, sender)

    assert answer.status_code == 200
    assert "Your message is on its way" in answer.text
    assert "robin@made-up.example" in answer.text
    assert "call 911" in answer.text
    (letter,) = box.letters
    assert letter["Reply-To"] == "robin@made-up.example"
    assert "> They shut my son in a room." in parts(letter)[0]
    assert parts(letter)[0].count(f"{MAP}/") == 2


def test_page_is_guarded_and_names_no_contact(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    answers = [client.get(f"/write?group={group}"), sends(client, opened(client, group) | TYPED, sender)]

    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "form-action 'self'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"  # else a browser says nothing of where a form is from
        assert "<script" not in answer.text
        for private in ("contact-", "Contact ", "AM-0000"):
            assert private not in answer.text + str(answer.headers)
    assert box.letters


def test_page_is_in_the_language_of_the_link_or_of_the_browser(client: TestClient, group: str) -> None:
    assert '<html lang="fr"' in client.get(f"/write?group={group}&lang=fr").text
    assert '<html lang="es"' in client.get(f"/write?group={group}", headers={"Accept-Language": "es-MX"}).text
    fields = opened(client, group, lang="fr")
    assert '<html lang="fr"' in sends(client, fields).text


def test_every_mistake_is_named_and_nothing_typed_is_lost(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    typed = {"message": '</textarea><b>"&', "email": 'robin"@', "name": "'<i>"}
    answer = sends(client, opened(client, group) | typed, sender)

    assert answer.status_code == 400
    assert answer.text.count("is not an email address") == 2
    assert 'href="#email"' in answer.text
    assert 'aria-describedby="email-wrong"' in answer.text
    assert {name: Form(answer.text).fields[name] for name in typed} == typed
    again = sends(client, Form(answer.text).fields | {"email": "robin@made-up.example"}, sender)
    assert "on its way" in again.text
    assert len(box.letters) == 1


def test_what_would_pass_for_ours_in_the_letter_is_a_mistake(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    answer = sends(client, opened(client, group) | TYPED | {"email": "desk@made-up.example", "name": "www.x"}, sender)

    assert answer.status_code == 400
    assert "is ours: enter your own" in answer.text
    assert "your first name is enough" in answer.text
    assert box.letters == []


def test_pressed_twice_it_goes_out_once(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    fields = opened(client, group) | TYPED
    with ThreadPoolExecutor(5) as fingers:
        answers = list(fingers.map(lambda _: sends(client, fields, sender), range(5)))
    answers.append(sends(client, fields, sender))

    assert {(each.status_code, "on its way" in each.text) for each in answers} == {(200, True)}
    assert len(box.letters) == 1


def test_form_that_is_corrected_after_back_goes_out_as_it_is_then(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    """The page said that it was on its way, and the group answered to the address with the mistake."""
    fields = opened(client, group) | TYPED
    wrong = fields | {"email": "robbin@made-up.example"}
    answers = [sends(client, each, sender) for each in (wrong, fields, wrong, fields, fields | {"message": "More."})]

    assert {(each.status_code, "on its way" in each.text) for each in answers} == {(200, True)}
    assert [letter["Reply-To"] for letter in box.letters] == [wrong["email"], TYPED["email"], TYPED["email"]]
    assert sends(client, fields | {"message": "Even more."}, sender).status_code == 429


def test_mail_server_that_is_down_loses_nothing_that_was_typed(
    client: TestClient, group: str, sender: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = opened(client, group) | TYPED
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        failed = sends(client, fields, sender)
    assert (failed.status_code, "did not go out" in failed.text) == (503, True)
    assert {name: Form(failed.text).fields[name] for name in TYPED} == TYPED

    assert "on its way" in sends(client, Form(failed.text).fields, sender).text
    assert len(box.letters) == 1


def test_mail_server_that_is_down_uses_up_no_groups_room(
    client: TestClient, group: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After ten tries the group “has received many today”, though it received none."""
    fields = opened(client, group) | TYPED
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        during = [sends(client, fields, f"203.0.113.{number}").status_code for number in range(100, 112)]

    assert during == [503] * 12
    assert "on its way" in sends(client, fields, "203.0.113.100").text
    assert len(box.letters) == 1
