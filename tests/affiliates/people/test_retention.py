"""How long somebody is kept who never confirmed."""

from datetime import timedelta
from pathlib import Path

import pytest

from affiliates.people.retention import KEPT_FOR, UNCONFIRMED_FOR, forget_old, kept_until
from affiliates.storage.contract.people import PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import DAY, NOW, person, sign_up, wish
from tests.made_up import write_directory

WAITING, BEGUN, SENT, FAILED, RETURNED = PersonLetterStep


@pytest.mark.parametrize("step", [None, WAITING, FAILED])
def test_whoever_does_not_confirm_is_forgotten_whatever_became_of_the_letter(step: PersonLetterStep | None) -> None:
    letters = (PersonLetter("ask", PersonLetterKind.CONFIRM, step, NOW + 9 * DAY),) if step else ()
    someone = person(confirmed_at=None, letters=letters)

    assert kept_until(someone, has_mail=True) == NOW + UNCONFIRMED_FOR
    # Without mail nobody can confirm: the desk works with those who asked.
    assert kept_until(someone, has_mail=False) == NOW + KEPT_FOR


@pytest.mark.parametrize("step", [BEGUN, SENT, RETURNED])
def test_link_in_a_letter_that_went_late_works_as_long_as_it_says(step: PersonLetterStep) -> None:
    sent_at = NOW + timedelta(days=3)
    someone = person(confirmed_at=None, letters=(PersonLetter("ask", PersonLetterKind.CONFIRM, step, sent_at),))

    assert kept_until(someone, has_mail=True) == sent_at + UNCONFIRMED_FOR


def test_regions_beyond_what_letters_are_allowed_for_are_forgotten_with_the_others(tmp_path: Path) -> None:
    store = FileStore(write_directory(tmp_path))
    for region in ("US-OH", "US-TX", "US-NY", "US-CA"):
        sign_up(store, wish(region=region))

    assert forget_old(store, NOW + UNCONFIRMED_FOR - timedelta(seconds=1), has_mail=True) == 0
    assert forget_old(store, NOW + UNCONFIRMED_FOR, has_mail=True) == 4
    assert store.people.people() == []
