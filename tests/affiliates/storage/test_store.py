"""The contract of a store: any place that keeps applications has to pass this. A new store joins ``STORES``."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliates.applications.model import (
    PROPOSED_COLUMNS,
    Application,
    Decision,
    Kind,
    State,
    Verdict,
    application_states,
)
from affiliates.directory.loader import read_directory
from affiliates.errors import AffiliatesError, DecidedMeanwhileError
from affiliates.storage.contract import Store
from affiliates.storage.files.store import FileStore
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, decision, row, write_directory

Opened = Callable[[], Store]
STORES: dict[str, Callable[[Path], Store]] = {"files": FileStore}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the same store anew each time, as a process that starts does."""
    write_directory(tmp_path, row(900, name="Listed Before"))
    return lambda: request.param(tmp_path)


def test_new_store_is_empty(opened: Opened) -> None:
    assert opened().applications() == []
    assert opened().decisions() == []


def test_applications_come_back_as_given_in_the_order_of_arrival(opened: Opened) -> None:
    sent = [
        application(3),
        application(1, kind=Kind.UPDATE, group_id="group-900", spam_reason="too fast", follows="AM-1"),
        application(2, kind=Kind.CORRECTION, proposal={}, agreed=(), consent_to_publish=False, message="a\r\nb\tc\0"),
    ]
    for each in sent:
        assert opened().add(each) == each

    assert opened().applications() == sent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_check_that_refuses_keeps_nothing(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError(f"{len(applications)} and {len(decisions)}")

    opened().add(application(1))
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().add(application(2), refuse)
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().record_decision(approval(1), refuse)

    assert len(opened().applications()) == 1
    assert opened().decisions() == []
    assert opened().listed("group-1") is None


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_decision_and_group_come_back_exactly(opened: Opened, text: str) -> None:
    made = approval(1, note=text, after=row(1, name=text.strip(), description=text.strip()))
    opened().record_decision(made)

    assert opened().decisions() == [made]
    assert opened().listed("group-1") == made.after


def test_publishing_changes_one_group_and_no_other(opened: Opened, tmp_path: Path) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(approval(2, group_id="group-1", before=row(1), after=row(1, city="Made-up City")))

    groups = read_directory(tmp_path).groups.set_index("id")
    assert list(groups.index) == ["group-900", "group-1"]
    assert groups.at["group-1", "city"] == "Made-up City"
    assert groups.at["group-900", "name"] == "Listed Before"


def test_group_that_changed_meanwhile_is_not_overwritten(opened: Opened) -> None:
    opened().record_decision(approval(1))
    for before in (None, row(1, city="Somewhere Else")):
        with pytest.raises(DecidedMeanwhileError):
            opened().record_decision(approval(2, group_id="group-1", before=before, after=row(1, city="Lost")))

    assert opened().listed("group-1") == row(1)
    assert len(opened().decisions()) == 1


def test_taking_a_new_group_back_takes_its_row_out(opened: Opened) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(
        decision(2, verdict=Verdict.UNDO, group_id="group-1", undoes=approval(1).decision_id, before=row(1), after=None)
    )

    assert opened().listed("group-1") is None
    assert opened().listed("group-900") is not None


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
