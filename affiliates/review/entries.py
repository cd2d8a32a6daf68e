"""From a proposal to an entry of the directory: its id, its values, and the name of what a change does."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from itertools import count

from slugify import slugify

from affiliates.applications.decisions import Verdict
from affiliates.applications.validation import clean_text, complete_links
from affiliates.directory.mistakes import Mistake
from affiliates.directory.parsing import sure_repairs
from affiliates.directory.schema import COLUMNS, LINK_COLUMNS, Group, Status, find_mistakes, group_as_text, is_ally
from affiliates.errors import InvalidEntryError

_MAX_ID_LENGTH = 50
_STATUS_VERDICTS = {
    Status.ACTIVE: Verdict.REOPEN,
    Status.PAUSED: Verdict.PAUSE,
    Status.INACTIVE: Verdict.CLOSE,
}


def new_entry_id(name: str, taken: Collection[str]) -> str:
    """A readable id for a new group or organization, made of its name, that is not among ``taken``."""
    slug = slugify(name, max_length=_MAX_ID_LENGTH) or "group"
    candidates = (f"{slug}-{number}" if number > 1 else slug for number in count(1))
    return next(candidate for candidate in candidates if candidate not in taken)


def build_entry(
    proposal: Mapping[str, str], before: Mapping[str, str] | None, *, group_id: str, verified_on: date | None
) -> dict[str, str]:
    """A proposal as an entry: over what the listed group says, or as an entry that is active from today on.

    What is listed stays a group, or an ally, whatever a proposal says.
    """
    new = {"id": group_id, "status": str(Status.ACTIVE)}
    if not is_ally(proposal):
        new["affiliate_since"] = str(datetime.now(UTC).date())
    verified = {"last_verified_on": str(verified_on)} if verified_on else {}
    kind = {"kind": before.get("kind", "")} if before else {}
    return {**(before or new), **proposal, **verified, **kind}


def validate_entry(values: Mapping[str, str], before: Mapping[str, str] | None) -> dict[str, str]:
    """The values as they will stand in the directory, with links completed where they are new.

    Raises ``InvalidEntryError`` with every mistake at once.
    """
    cleaned = {column: clean_text(column, values.get(column, "")) for column in COLUMNS}
    changed = {column: cleaned[column] for column in LINK_COLUMNS if cleaned[column] != (before or {}).get(column)}
    link_mistakes = complete_links(changed)
    cleaned |= changed
    cleaned |= sure_repairs(cleaned)
    mistakes = find_mistakes(cleaned) | link_mistakes
    if before and cleaned["id"] != before["id"]:
        mistakes["id"] = Mistake("id_changed")
    if mistakes:
        raise InvalidEntryError(mistakes)
    return group_as_text(Group.model_validate(cleaned))


def change_verdict(before: Mapping[str, str], after: Mapping[str, str]) -> Verdict:
    """What a change of a listed group is called: by its status or its verification where only that changed."""
    changed = {column for column in after if after[column] != before.get(column, "")}
    if changed == {"last_verified_on"}:
        return Verdict.VERIFY
    return _STATUS_VERDICTS[Status(after["status"])] if changed == {"status"} else Verdict.EDIT
