"""What one decision changes in many entries at once: a list that was brought in, or taken back."""

from pydantic import BaseModel, ConfigDict


class EntryChange(BaseModel):
    """One group's entry as text by column, before and after; None where it is not listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group_id: str
    before: dict[str, str] | None
    after: dict[str, str] | None


class SourceRow(BaseModel):
    """One row of a list as it was brought in: under which keys it is known again, as which group, and what it said.

    ``values`` are those that the list gave, as text by column of the directory.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[str, ...]
    group_id: str
    values: dict[str, str]


class Batch(BaseModel):
    """Changes of many entries, each group at most once; ``source`` is the name of the list, ``rows`` what it said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    changes: tuple[EntryChange, ...]
    rows: tuple[SourceRow, ...] = ()
