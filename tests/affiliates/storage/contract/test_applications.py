"""Applications come back exactly, once, and in the order of arrival; what is erased is gone."""

import threading
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import PROPOSED_COLUMNS, CorrectionReason, Kind, SpamReason
from affiliates.applications.states import State, application_states
from affiliates.storage.contract.store import Announced
from tests.affiliates.storage.contract.conftest import MOMENT, Opened
from tests.made_up import application, decision


def test_new_store_is_empty(opened: Opened) -> None:
    assert opened().applications() == []
    assert opened().decisions() == []


def test_applications_come_back_as_given_in_the_order_of_arrival(opened: Opened) -> None:
    sent = [
        application(3),
        application(
            1, kind=Kind.UPDATE, group_id="group-900", spam_reason=SpamReason.TOO_FAST, follows="AM-1", whole_entry=True
        ),
        application(
            2,
            kind=Kind.CORRECTION,
            proposal={},
            agreed=(),
            consent_to_publish=False,
            problem=CorrectionReason.DEAD_LINK,
            message="a\r\nb\tc\0",
            organization_id="us-oh-made-up-1",
        ),
    ]
    for each in sent:
        assert opened().add(each) == each

    assert opened().applications() == sent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(values=st.dictionaries(st.sampled_from(PROPOSED_COLUMNS), st.text(), min_size=1), private=st.text())
def test_any_text_in_any_field_comes_back_exactly(opened: Opened, values: dict[str, str], private: str) -> None:
    typed: dict[str, Any] = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "message"), private)
    number = len(opened().applications())
    sent = application(number, proposal=dict.fromkeys(PROPOSED_COLUMNS, "x") | values, **typed)
    opened().add(sent)

    assert opened().applications()[-1] == sent


def test_form_sent_twice_is_one_application(opened: Opened) -> None:
    first = opened().add(application(1))
    again = opened().add(application(1, reference="AM-SECOND", contact_name="Typed Again"))

    assert again == first
    assert opened().applications() == [first]


def test_form_id_typed_into_another_field_stops_nobody(opened: Opened) -> None:
    opened().add(application(1, contact_name=application(2).form_id))

    assert opened().add(application(2)) == application(2)


def test_overflow_is_kept_apart_until_it_is_taken_from_there(opened: Opened) -> None:
    assert (opened().overflow_size(), opened().overflow()) == (0, [])
    opened().add(application(1))
    for number in (2, 3, 4):
        opened().add(application(number), to_overflow=True)
    assert opened().applications() == [application(1)]
    assert opened().overflow() == [application(2), application(3), application(4)]
    opened().take_from_overflow(["AM-0000-0003", "AM-NOBODY"])

    assert opened().applications() == [application(1), application(3)]
    assert opened().overflow() == [application(2), application(4)]
    assert opened().overflow_size() == 2


def test_form_sent_twice_is_one_application_also_in_the_overflow(opened: Opened) -> None:
    opened().add(application(1), to_overflow=True)
    assert opened().add(application(1, reference="AM-SECOND")) == application(1)
    opened().take_from_overflow([application(1).reference])
    assert opened().add(application(1, reference="AM-THIRD"), to_overflow=True) == application(1)

    assert (opened().applications(), opened().overflow()) == ([application(1)], [])


def test_how_far_the_reviewers_have_heard_is_kept(opened: Opened) -> None:
    assert opened().announced() is None
    assert opened().update_announced(lambda kept: kept) is None
    seen: list[Announced | None] = []

    def change(kept: Announced | None) -> Announced:
        seen.append(kept)
        return Announced("AM-2" if kept else "AM-1", MOMENT, claimed_until=MOMENT)

    for _ in range(2):
        opened().update_announced(change)

    # A database may have it made more than once; what counts is made of what is kept.
    assert list(dict.fromkeys(seen)) == [None, Announced("AM-1", MOMENT, MOMENT)]
    assert opened().announced() == Announced("AM-2", MOMENT, MOMENT)


def test_erased_application_keeps_nothing_of_what_was_typed(opened: Opened, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        opened().add(application(number))
    opened().record_decision(decision(9, application="AM-0000-0002", note="Contact 2 wrote to us"))
    opened().erase([decision(10, application="AM-0000-0002", verdict=Verdict.ERASE, note="on request")])

    one, erased, three = opened().applications()
    assert (one, three) == (application(1), application(3))
    assert erased == application(2).without_personal_data()
    assert application_states(opened().applications(), opened().decisions())["AM-0000-0002"] is State.ERASED
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"contact-2@" not in everything
    assert b"Contact 2" not in everything


def test_many_threads_lose_nothing_and_double_nothing(opened: Opened) -> None:
    def send(start: int) -> None:
        store = opened()
        for number in range(start, start + 5):
            store.add(application(number))
            store.add(application(number, reference="AM-AGAIN"))

    threads = [threading.Thread(target=send, args=(first,)) for first in range(0, 40, 5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(each.reference for each in opened().applications()) == [f"AM-0000-{n:04}" for n in range(40)]
