"""A list at the reviewers' desk: who may, what is asked once, what answers make of it, and what another tab did."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.errors import (
    DecisionConflictError,
    MappingError,
    NotAllowedError,
    SourceUnclearError,
    SourceUnreadableError,
)
from affiliates.imports.cells.values import DateFormat
from affiliates.imports.desk.columns import sample_rows, with_columns
from affiliates.imports.desk.questions import (
    QuestionKind,
    given_answers,
    open_pairs,
    open_questions,
    with_answers,
    with_decisions,
)
from affiliates.imports.desk.review import ImportReview, mapping_of
from affiliates.imports.findings import Cause
from affiliates.imports.mapping import NEW, NOT_ANSWERED, SAME_AS, SKIP, ListMapping, missing_targets
from affiliates.imports.plan import Outcome, Plan, Stage
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.affiliates.imports.made_up_files import delimited, table_of
from tests.made_up import application, row, write_directory

HEAD = ("Group", "State", "Active", "Since")
MICHIGAN = (QuestionKind.PLACE, "Wolverine State", "US-MI")


class Desk:
    """A store with a listed group, and Robin and Sam who are signed in."""

    def __init__(self, folder: Path) -> None:
        self.store = FileStore(write_directory(folder, row(900, name="Made-up Harbor Families", regions="US-MI")))
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "a", "Sam": "b"}.get)
        self.review = ImportReview(self.store, sign_ins)
        self.robin, self.sam = (sign_ins.begin(name, datetime.now(UTC)) for name in ("Robin", "Sam"))

    def upload(self, *rows: Sequence[str], name: str = "chapters.csv") -> None:
        self.review.upload(self.robin, name, delimited([HEAD, *rows]).encode())

    @property
    def mapping(self) -> ListMapping:
        draft = self.review.draft(self.robin)
        assert draft
        return mapping_of(draft)

    def plan(self) -> Plan:
        draft = self.review.draft(self.robin)
        assert draft
        return self.review.plan(self.robin, self.review.table(self.robin, draft), self.mapping)

    def change(self, change: Callable[[ListMapping], ListMapping]) -> None:
        draft = self.review.draft(self.robin)
        assert draft
        self.review.change(self.robin, draft, change)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_works_without_a_sign_in(desk: Desk, tmp_path: Path) -> None:
    desk.upload(("Made-up Lanterns", "Ohio", "", ""))
    draft, plan = desk.review.draft(desk.robin), desk.plan()
    assert draft
    table = desk.review.table(desk.robin, draft)
    actions: dict[str, Callable[[str | None], object]] = {
        "draft": desk.review.draft,
        "upload": lambda token: desk.review.upload(token, "a.csv", b"Group,State\nx,MI\n"),
        "read_as": lambda token: desk.review.read_as(token, draft, header_row=1),
        "table": lambda token: desk.review.table(token, draft),
        "change": lambda token: desk.review.change(token, draft, lambda mapping: mapping),
        "discard": desk.review.discard,
        "state": desk.review.state,
        "plan": lambda token: desk.review.plan(token, table, mapping_of(draft)),
        "publish": lambda token: desk.review.publish(token, plan),
        "imports": desk.review.imports,
        "last_import_of": lambda token: desk.review.last_import_of(token, "chapters"),
        "undo": lambda token: desk.review.undo(token, "0" * 32),
    }
    before = everything(tmp_path)
    for action in actions.values():
        for token in (None, "", "made-up"):
            with pytest.raises(NotAllowedError):
                action(token)

    assert set(actions) == {name for name in vars(ImportReview) if not name.startswith("_")}
    assert everything(tmp_path) == before


def test_each_thing_is_asked_once_for_all_its_rows(desk: Desk) -> None:
    desk.upload(
        ("Made-up Lanterns", "Wolverine State", "yes", "3/4/2024"),
        ("Made-up Kites", "Wolverine State", "dormant", "3/5/2024"),
        ("Made-up Boats", "Wolverine State ", "dormant", ""),
        ("Made-up Bridges", '"Curitiba, PR"', "yes", ""),
        ("Made-up Rivers", "", "yes", ""),
        ("Made-up Maples", "Ontario", "yes", ""),
    )

    assert [(each.kind, each.text, each.rows, each.suggestion) for each in open_questions(desk.plan())] == [
        (QuestionKind.PLACE, "Wolverine State", 3, ""),
        (QuestionKind.DATE, "affiliate_since", 2, ""),
        (QuestionKind.STATUS, "dormant", 2, ""),
        (QuestionKind.PLACE, "Curitiba, PR", 1, "US-PR"),
    ]
    assert open_questions(desk.plan())[0].names == ("Made-up Lanterns", "Made-up Kites")
    answers = [
        MICHIGAN,
        (QuestionKind.DATE, "affiliate_since", DateFormat.MONTH_FIRST),
        (QuestionKind.STATUS, "dormant", "paused"),
        (QuestionKind.PLACE, "Curitiba, PR", SKIP),
    ]
    desk.change(lambda mapping: with_answers(mapping, answers))
    plan = desk.plan()
    assert open_questions(plan) == []
    assert [each.outcome for each in plan.rows] == [Outcome.NEW] * 3 + [Outcome.SKIPPED, Outcome.REFUSED, Outcome.NEW]
    assert [(each.after or {})["affiliate_since"] for each in plan.rows[:2]] == ["2024-03-04", "2024-03-05"]
    assert len(given_answers(desk.mapping)) == 4

    desk.change(lambda mapping: with_answers(mapping, [(*MICHIGAN[:2], NOT_ANSWERED)]))
    assert [each.text for each in open_questions(desk.plan())] == ["Wolverine State"]


def test_look_alikes_are_decided_one_by_one_with_what_they_look_like(desk: Desk) -> None:
    desk.store.add(application(1, proposal={**application(1).proposal, "name": "Made-up Orchard Circle"}))
    desk.upload(
        ("Made-up Kite Makers", "Ohio", "", ""),
        ("Made-up Kites Makers", "Ohio", "", ""),
        ("Made-up Orchards Circle", "Ohio", "", ""),
        ("Made-up Harbour Families", "Michigan", "", ""),
    )
    desk.change(lambda mapping: mapping.model_copy(update={"constants": {**mapping.constants, "status": "active"}}))

    pairs = open_pairs(desk.plan())
    assert [(each.cause, each.row.row.source.number, each.other["name"]) for each in pairs] == [
        (Cause.LOOKS_LISTED, 5, "Made-up Harbor Families"),
        (Cause.LOOKS_WAITING, 4, "Made-up Orchard Circle"),
        (Cause.LOOKS_LIKE_ROW, 3, "Made-up Kite Makers"),
    ]
    answers = dict(zip([each.row.row.key for each in pairs], [f"{SAME_AS}group-900", SKIP, NEW], strict=True))
    desk.change(lambda mapping: with_decisions(mapping, answers))
    plan = desk.plan()
    assert open_pairs(plan) == []
    assert [each.outcome for each in plan.rows] == [Outcome.NEW, Outcome.NEW, Outcome.SKIPPED, Outcome.SAME]


def test_columns_are_given_to_what_they_hold(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Ohio", "yes", "2024-03-04"))
    targets = {"Group": "name", "State": "", "Active": "", "Since": ""}

    wrong = with_columns(desk.mapping, targets, {})
    assert missing_targets(wrong) == ["scope", "status", "regions"]
    right = with_columns(
        wrong, targets | {"State": "regions", "Active": "status"}, {"scope": "local", "status": "active"}
    )
    assert missing_targets(right) == []
    assert right.columns == {"name": ("Group",), "regions": ("State",), "status": ("Active",)}
    assert right.constants == {"scope": "local"}


def test_sample_is_from_all_over_a_list() -> None:
    table = table_of(delimited([("Group", "State"), *((f"Made-up {number}", "MI") for number in range(95))]))

    assert [each.number for each in sample_rows(table)] == [2, 11, 21, 30, 40, 49, 59, 68, 78, 87]


def test_answers_that_mean_nothing_are_refused(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Wolverine State", "", ""))
    with pytest.raises(MappingError):
        desk.change(lambda mapping: with_answers(mapping, [(*MICHIGAN[:2], "Atlantis")]))

    assert given_answers(desk.mapping) == []


def test_two_tabs_add_to_each_other_and_a_list_that_was_replaced_is_not_changed(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Wolverine State", "dormant", ""))
    as_seen = desk.review.draft(desk.robin)
    assert as_seen
    desk.change(lambda mapping: with_answers(mapping, [MICHIGAN]))
    desk.review.change(
        desk.robin, as_seen, lambda mapping: with_answers(mapping, [(QuestionKind.STATUS, "dormant", "paused")])
    )
    assert len(given_answers(desk.mapping)) == 2

    desk.upload(("Made-up Kites", "Ohio", "yes", ""), name="another.csv")
    with pytest.raises(DecisionConflictError):
        desk.review.change(desk.robin, as_seen, lambda mapping: with_answers(mapping, [MICHIGAN]))
    assert given_answers(desk.mapping) == []
    assert desk.review.draft(desk.sam) is None


def test_published_list_is_known_again_by_its_columns_and_another_one_gets_a_name_of_its_own(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Wolverine State", "yes", ""), ("Made-up Maples", "Ontario", "yes", ""))
    desk.change(lambda mapping: with_answers(mapping, [MICHIGAN]))
    done = desk.review.publish(desk.robin, desk.plan())
    assert desk.review.draft(desk.robin) is None
    assert [each.decision_id for each in desk.review.imports(desk.sam)] == [done.decision_id]

    desk.upload(("Made-up Lanterns", "Wolverine State", "no", ""), name="of december.csv")
    assert desk.mapping.source == "chapters"
    assert desk.review.last_import_of(desk.robin, "chapters") == done
    assert [each.outcome for each in desk.plan().rows] == [Outcome.CHANGED]
    desk.review.upload(desk.robin, "chapters.csv", b"Name,Province\r\nMade-up Maples,Ontario\r\n")
    assert desk.mapping.source == "chapters 2"
    assert desk.review.last_import_of(desk.robin, "chapters 2") is None

    assert desk.review.undo(desk.sam, done.decision_id).taken_back == 2
    assert desk.review.imports(desk.sam) == []


def test_list_that_only_a_person_can_read_is_kept_and_asked_about(desk: Desk) -> None:
    content = "Group,State\r\nMade-up Caf\xc3 l,Ohio\r\n".encode("mac_roman")
    draft = desk.review.upload(desk.robin, "from an old mac.csv", content)
    with pytest.raises(SourceUnclearError) as asked:
        desk.review.table(desk.robin, draft)
    assert (asked.value.option, set(asked.value.choices)) == ("encoding", {"cp1252", "mac_roman", "cp850"})

    desk.review.read_as(desk.robin, draft, encoding="mac_roman")
    assert desk.mapping.columns == {"name": ("Group",), "regions": ("State",)}
    assert [each.row.values["name"] for each in desk.plan().rows] == ["Made-up Caf\xc3 l"]


def test_file_that_is_no_list_is_not_kept(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Ohio", "", ""))
    for content in (b"", b"\x00\x01", b"\xd0\xcf\x11\xe0", b"PK\x03\x04 damaged"):
        with pytest.raises(SourceUnreadableError):
            desk.review.upload(desk.robin, "a\x00picture\n.xlsx", content)

    draft = desk.review.draft(desk.robin)
    assert draft
    assert draft.file_name == "chapters.csv"


def test_plan_says_how_far_it_is(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Ohio", "", ""))
    draft = desk.review.draft(desk.robin)
    assert draft
    stages: list[Stage] = []
    desk.review.plan(desk.robin, desk.review.table(desk.robin, draft), desk.mapping, on_stage=stages.append)

    assert stages == [*Stage]


def test_plan_is_not_published_over_what_changed_since(desk: Desk) -> None:
    desk.upload(("Made-up Lanterns", "Ohio", "yes", ""), ("Made-up Maples", "Ontario", "yes", ""))
    seen = desk.plan()
    desk.review.upload(desk.sam, "another.csv", b"Group,State\r\nMade-up Lantern,Ohio\r\n")
    other = desk.review.draft(desk.sam)
    assert other
    table = desk.review.table(desk.sam, other)
    desk.review.publish(desk.sam, desk.review.plan(desk.sam, table, mapping_of(other)))

    with pytest.raises(DecisionConflictError):
        desk.review.publish(desk.robin, seen)
    assert [each.outcome for each in desk.plan().rows] == [Outcome.LOOK_ALIKE, Outcome.NEW]
