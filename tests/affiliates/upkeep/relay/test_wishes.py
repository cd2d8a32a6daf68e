"""A group that wants no messages, and one whose messages somebody else ended."""

from affiliates.storage.contract.letters import LetterStep
from affiliates.upkeep.relay.farewell import say_that_messages_ended
from affiliates.upkeep.relay.opt_out import open_wish_link, record_wish
from affiliates.upkeep.relay.sending import Delivery
from affiliates.upkeep.reminders.answers import LinkProblem, OpenedLink, Purpose, open_link
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, to_ask, token
from tests.affiliates.upkeep.relay.post_office import GROUP, NOBODY, PostOffice, published_anew


def test_group_that_wants_no_messages_gets_none_whoever_is_its_contact(office: PostOffice) -> None:
    office.sends()
    link = office.stop_link()
    assert office.reachable == {GROUP}  # looking at the link changes nothing

    assert [record_wish(office.store, link, NOW + DAY) for _ in range(2)] == [True, False]
    assert [each.step for each in office.store.letters.events()] == [LetterStep.NO_MESSAGES]
    assert office.reachable == NOBODY
    published_anew(office.store)
    assert office.reachable == NOBODY
    assert office.sends() is Delivery.NOT_OFFERED
    due, _ = to_ask(office.store, NOW + 400 * DAY)
    assert [each.group_id for each in due] == [GROUP]  # the yearly question is another wish


def test_group_whose_messages_somebody_else_ended_hears_of_it_and_has_them_again(office: PostOffice) -> None:
    office.sends()
    leaked, link = office.stop_token(), office.stop_link()
    record_wish(office.store, link, NOW + DAY)
    office.box.letters.clear()
    say_that_messages_ended(office.store, link, NOW + DAY, base_url=BASE_URL, server=office.server)

    told = str(office.letter().get_content())
    assert office.letter()["To"] == "contact-1@made-up.example"
    assert office.letter()["Auto-Submitted"] == "auto-generated"
    assert "families can no longer write to Made-up Group 1" in told
    (address,) = [line for line in told.split() if line.startswith(BASE_URL)]
    again = open_wish_link(office.store, Purpose.MESSAGES, token(address), NOW + DAY)
    assert isinstance(again, OpenedLink)
    assert record_wish(office.store, again, NOW + DAY)
    assert office.reachable == {GROUP}
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, leaked, NOW + DAY) is LinkProblem.CONTACT_CHANGED
    office.box.letters.clear()
    office.sends()
    assert isinstance(open_wish_link(office.store, Purpose.NO_MESSAGES, office.stop_token(), NOW), OpenedLink)


def test_link_ends_with_its_contact_and_opens_nothing_else(office: PostOffice) -> None:
    office.sends()
    stop = office.stop_token()
    assert "made-up.example" not in stop

    assert open_link(office.store, Purpose.STOP, stop, NOW) is LinkProblem.NOT_OURS
    assert open_wish_link(office.store, Purpose.MESSAGES, stop, NOW) is LinkProblem.NOT_OURS
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, stop[:-1], NOW) is LinkProblem.NOT_OURS
    assert isinstance(
        open_wish_link(office.store, Purpose.NO_MESSAGES, stop, NOW + 60 * DAY), OpenedLink
    )  # a wish does not grow old
    published_anew(office.store)
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, stop, NOW) is LinkProblem.CONTACT_CHANGED
