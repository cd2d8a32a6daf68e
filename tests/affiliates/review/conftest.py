"""A desk with something on it, for every test of what reviewers do."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application, CorrectionReason, Kind
from affiliates.applications.states import State, application_states
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.made_up import application, read_directory, row, write_directory

TODAY = datetime.now(UTC).date()
FIRST = "AM-0000-0001"


class Desk:
    """A store with a listed group and three applications, and two reviewers who are signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_directory(folder, row(900, name="Listed Before"))
        self.store = FileStore(folder)
        for number in (1, 2, 3):
            self.store.add(application(number))
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "a", "Sam": "b"}.get)
        self.service = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        self.robin, self.sam = (sign_ins.begin(name, datetime.now(UTC)) for name in ("Robin", "Sam"))

    def publish(self, number: int = 1, expected_decision_id: str = "", **values: str) -> Decision:
        return self.service.publish(
            self.robin,
            f"AM-0000-{number:04}",
            application(number).proposal | values,
            before=None,
            expected_decision_id=expected_decision_id,
            verified_on=TODAY,
        )

    def entry(self, group_id: str) -> dict[str, str] | None:
        return self.store.directory.entry(group_id)

    def state(self, number: int = 1) -> State:
        found = application_states(self.store.applications(), self.store.decisions())
        return found[f"AM-0000-{number:04}"]

    def everything(self) -> tuple[object, ...]:
        groups = read_directory(self.folder).groups.to_dict()
        return self.store.applications(), self.store.decisions(), groups


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def correction(number: int, **values: str) -> Application:
    return application(
        number,
        **{
            "kind": Kind.CORRECTION,
            "group_id": "group-900",
            "proposal": {},
            "agreed": (),
            "consent_to_publish": False,
            "problem": CorrectionReason.CLOSED,
            **values,
        },
    )
