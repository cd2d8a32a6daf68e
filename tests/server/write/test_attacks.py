"""What programs, other sites and floods send, and what is kept of it."""

import gc
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.relay.message import VisitorMessage
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import parts
from tests.browser.app import free_port
from tests.server.write.form import MAP, TYPED, Form, can_send, opened, sends


def test_what_a_program_would_send_is_asked_to_be_sent_again(
    client: TestClient, group: str, sender: str, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = sends(client, opened(client, group) | TYPED | {"homepage": "https://spam.example/"}, sender)
    with monkeypatch.context() as patch:
        patch.setenv("AFFILIATES_MIN_FILL_SECONDS", "60")
        hurried = sends(client, opened(client, group) | TYPED, sender)

    for answer in (filled, hurried):
        assert (answer.status_code, "That was quick" in answer.text) == (400, True)
    assert box.letters == []
    assert Form(filled.text).fields["homepage"] == ""
    assert "on its way" in sends(client, Form(filled.text).fields, sender).text


def test_form_that_is_not_ours_or_of_another_group_is_asked_for_again(
    client: TestClient, group: str, sender: str, box: Letterbox
) -> None:
    fields, other = opened(client, group) | TYPED, opened(client, "group-30")
    for form in ("", "x", "x" * 5000, "é", other["form"], fields["form"][:-1]):
        answer = sends(client, fields | {"form": form}, sender)
        assert (answer.status_code, "once more" in answer.text) == (400, True)
    assert box.letters == []
    assert "on its way" in sends(client, Form(answer.text).fields, sender).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://map.example.evil.example"},
    ],
)
def test_form_of_another_site_sends_nothing_in_a_visitors_name(
    client: TestClient, group: str, box: Letterbox, headers: dict[str, str]
) -> None:
    answer = sends(client, opened(client, group) | TYPED, **headers)

    assert answer.status_code == 403
    assert TYPED["message"] not in answer.text
    assert box.letters == []


def test_unknown_group_and_one_that_cannot_be_written_to_are_answered_alike(
    client: TestClient, store: FileStore, group: str, box: Letterbox
) -> None:
    fields = opened(client, group) | TYPED
    store.letters.record(LetterEvent("q", group, "AM-0000-0001", 0, LetterStep.NO_MESSAGES, datetime.now(UTC)))
    early = sends(client, fields)
    unknown = ["", "nobody", "group-1' OR 1=1", "../../etc/passwd", "\0", "é" * 2000]
    answers = [early, *(sends(client, fields | {"group": each}) for each in unknown)]
    answers += [client.get("/write", params={"group": each}) for each in unknown]

    assert {each.status_code for each in answers} == {404}
    assert len({each.text for each in answers}) == 1
    assert box.letters == []


def test_flood_ends_at_the_limits_and_others_are_heard(client: TestClient, group: str, box: Letterbox) -> None:
    def one_more(sender: str) -> httpx.Response:
        return sends(client, opened(client, group) | TYPED, sender)

    from_one = [one_more("203.0.113.5") for _ in range(5)]
    from_others = [one_more(f"203.0.113.{number}").status_code for number in range(20, 28)]
    over = one_more("203.0.113.6")

    assert [each.status_code for each in from_one] == [200] * 3 + [429] * 2
    assert "several from your network today" in from_one[-1].text
    assert from_others == [200] * 7 + [429]
    assert (over.status_code, "a few volunteers" in over.text) == (429, True)  # ten an hour for one group
    assert Form(over.text).fields["message"] == TYPED["message"]
    assert len(box.letters) == 10


def test_one_address_tries_so_often_and_no_more(client: TestClient, group: str) -> None:
    fields = opened(client, group)
    statuses = [sends(client, fields, "203.0.113.9").status_code for _ in range(121)]

    assert (set(statuses[:120]), statuses[120]) == ({400}, 429)


@pytest.mark.parametrize(
    "body", [b"", b"group", b"\xff", b"a&" * 50, b"message=" + b"x" * 70_000, b'{"group": "group-1"}', b"group=%FF%00"]
)
def test_what_is_no_form_of_ours_is_refused(client: TestClient, box: Letterbox, body: bytes) -> None:
    answer = client.post("/write", content=body, headers={"Origin": MAP})

    assert answer.status_code in {404, 413}
    assert box.letters == []
    assert {client.request(each, "/write").status_code for each in ("PUT", "DELETE", "PATCH")} == {405}


def test_bytes_that_are_no_text_do_no_harm(client: TestClient, group: str, sender: str, box: Letterbox) -> None:
    fields = opened(client, group)
    body = f"group={group}&form={fields['form']}&email=robin%40made-up.example&message=Hello+%ED%A0%80%FF%00you+all"
    own = {"Origin": MAP, "X-Forwarded-For": sender, "Content-Type": "application/x-www-form-urlencoded"}

    assert "on its way" in client.post("/write", content=body, headers=own).text
    assert "you all" in parts(box.letters[0])[0]


def test_nothing_of_a_message_is_kept_or_logged(
    client: TestClient,
    folder: Path,
    group: str,
    sender: str,
    box: Letterbox,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canary = {"message": "canary-7f3a text", "email": "canary-7f3a@made-up.example", "name": "canary-7f3a"}
    caplog.set_level("DEBUG", "affiliates")
    fields = opened(client, group) | canary
    sends(client, fields | {"email": "canary-7f3a"}, sender)
    with monkeypatch.context() as patch:
        can_send(patch, free_port())
        assert sends(client, fields, sender).status_code == 503
    assert "on its way" in sends(client, fields, sender).text

    assert "canary-7f3a" in parts(box.letters[0])[0]
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert not [path for path, content in kept.items() if b"canary" in content]
    assert "canary" not in caplog.text
    gc.collect()
    messages = [each for each in gc.get_objects() if isinstance(each, VisitorMessage)]
    assert not [each for each in messages if each.text == canary["message"]]
