"""Why a value cannot stand: a code, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """Why a value cannot stand: ``code`` names the reason, ``values`` what its sentence needs."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The reason in the words "this value ..."."""
        return MISTAKE_MESSAGES[self.code].format(**self.values)


MISTAKE_MESSAGES = {
    "message": "{message}",
    "not_an_email": "is not an e-mail address: it has to look like name@example.org",
    # What only a form asks for.
    "too_long": "is longer than {max_length} characters: please shorten it",
    "scope_not_chosen": "is not chosen yet: choose one",
    "regions_not_chosen": "is not chosen yet: choose at least one",
    "whole_country": "names a whole country: choose its states, or choose “National” as how far the group reaches",
    "contact_name_missing": "is missing: the reviewers need a person to write to",
    "contact_email_missing": "is missing: the reviewers will answer there",
    "reason_not_chosen": "is not chosen yet: choose the one that fits best",
    "message_missing": "is empty: tell us in a few words",
    "id_changed": "cannot be changed",
}
