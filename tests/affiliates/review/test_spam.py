"""Many at once: spam that is erased, and held applications that are put with the others or in the spam."""

from affiliates.applications.model import SpamReason
from affiliates.applications.states import State
from tests.affiliates.review.conftest import FIRST, Desk
from tests.made_up import application


def test_all_spam_that_was_seen_is_erased_at_once(desk: Desk) -> None:
    for number in (4, 5):
        desk.store.add(application(number, spam_reason=SpamReason.TOO_FAST))
    desk.service.mark_as_spam(desk.robin, FIRST, expected_decision_id="")

    assert desk.service.erase_spam(desk.robin, [f"AM-0000-000{number}" for number in (1, 2, 4)]) == 2
    states = [desk.state(number) for number in (1, 2, 4, 5)]
    assert states == [State.ERASED, State.WAITING, State.ERASED, State.SPAM]


def test_released_application_is_not_erased_with_the_spam(desk: Desk) -> None:
    desk.service.mark_as_spam(desk.robin, FIRST, expected_decision_id="")
    marked = desk.store.decisions()[-1].decision_id
    desk.service.release(desk.sam, FIRST, expected_decision_id=marked)

    assert desk.service.erase_spam(desk.robin, [FIRST]) == 0
    assert desk.state() is State.WAITING


def test_held_applications_are_put_with_the_others_or_in_the_spam_many_at_a_time(desk: Desk) -> None:
    held = [application(number, spam_reason=SpamReason.MANY_FROM_ONE_ADDRESS) for number in range(10, 15)]
    for each in held:
        desk.store.add(each)
    references = [each.reference for each in held]

    assert desk.service.erase_spam(desk.robin, references) == 0
    assert desk.service.release_held(desk.robin, references[:2]) == 2
    assert desk.service.mark_held_as_spam(desk.sam, [*references[1:4], FIRST, "AM-NOBODY"]) == 2
    assert [desk.state(number) for number in range(10, 15)] == [
        *[State.WAITING] * 2,
        *[State.SPAM] * 2,
        State.HELD,
    ]
    assert desk.state(1) is State.WAITING
    assert [each.reviewer for each in desk.store.decisions()] == ["Robin", "Robin", "Sam", "Sam"]
    assert all(each.proposal for each in desk.store.applications())
