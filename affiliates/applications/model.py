"""Applications: what one holds, from the form to the reviewers."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from affiliates.content import charter
from affiliates.directory.schema import COLUMNS, is_ally
from affiliates.languages.language import Message

# What an applicant proposes for the directory; the rest of a group's columns is ours to fill in.
PROPOSED_COLUMNS = tuple(
    column for column in COLUMNS if column not in {"id", "status", "affiliate_since", "last_verified_on"}
)
# Never shown outside the reviewers' page, never written anywhere but into the store of applications.
PRIVATE_FIELDS = ("contact_name", "contact_email", "contact_phone")
# The statements an applicant agrees to one by one, in English, by the column that keeps the answer.
ATTESTATIONS: dict[str, Message] = {
    **{f"belief_{number}": sentence for number, sentence in enumerate(charter.CORE_BELIEFS, start=1)},
    **{f"obligation_{number}": sentence for number, sentence in enumerate(charter.OBLIGATIONS, start=1)},
}
BELIEFS = tuple(key for key in ATTESTATIONS if key.startswith("belief"))
OBLIGATIONS = tuple(key for key in ATTESTATIONS if key.startswith("obligation"))
YES = "yes"


class Kind(StrEnum):
    """What an application asks for."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"


class CorrectionReason(StrEnum):
    """What a visitor says is wrong with a listed group, or with an organization that helps families."""

    WRONG_NUMBER = "wrong_number"
    CLOSED = "closed"
    DEAD_LINK = "dead_link"
    WRONG_REGION = "wrong_region"
    OTHER = "other"


class SpamReason(StrEnum):
    """Why an application waits apart from the others."""

    HONEYPOT = "honeypot"
    TOO_FAST = "too_fast"
    MANY_FROM_ONE_BROWSER = "many_from_one_browser"
    MANY_FROM_ONE_ADDRESS = "many_from_one_address"
    MANY_AT_ONCE = "many_at_once"  # given by former versions, when many came from anywhere

    @property
    def is_suspicion(self) -> bool:
        """Whether the application itself looks like spam; else it only came beside others, and may be genuine."""
        return self in {SpamReason.HONEYPOT, SpamReason.TOO_FAST}


class Application(BaseModel):
    """One application as it was submitted. Text is empty where nothing was given.

    ``proposal`` holds the columns of ``PROPOSED_COLUMNS`` as text, as they would stand in the directory; ``agreed``
    the keys of ``ATTESTATIONS`` that were agreed to, in the wording of ``charter_version``, at ``sent_at`` (UTC).
    ``form_id`` is the same for everything sent from one form, so that a form counts once. ``group_id`` is the listed
    group, ``organization_id`` the organization that helps families, ``follows`` the reference of the earlier
    application, that it is about; ``whole_entry`` says that it was
    made from everything the listed group's entry says, so that an empty value is meant to be removed. ``spam_reason``
    is None where nothing is suspicious. ``problem`` and ``message`` belong to a correction. ``language`` is the code of
    the language in which it was sent, ``charter_language`` of that in which what was agreed to was read beside the
    English words; both are empty in what came before there was another one than English.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    form_id: str
    sent_at: AwareDatetime
    kind: Kind
    spam_reason: SpamReason | None = None
    group_id: str = ""
    follows: str = ""
    whole_entry: bool = False
    proposal: dict[str, str] = {}
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    agreed: tuple[str, ...] = ()
    charter_version: str = ""
    consent_to_publish: bool = False
    problem: CorrectionReason | None = None
    message: str = ""
    organization_id: str = ""
    language: str = ""
    charter_language: str = ""

    @property
    def is_suspicious(self) -> bool:
        """Whether the application itself looked like spam when it came."""
        return self.spam_reason is not None and self.spam_reason.is_suspicion

    def without_personal_data(self) -> "Application":
        """What is left once it is erased: that there was one, when, and of which kind."""
        kept = {"reference", "form_id", "sent_at", "kind"}
        return Application(**{name: getattr(self, name) for name in kept})


def statements_to_agree_to(proposal: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of ``ATTESTATIONS`` that an application agrees to: an ally shares the beliefs, and has no obligation."""
    return BELIEFS if is_ally(proposal) else (*BELIEFS, *OBLIGATIONS)


def extract_proposal(values: Mapping[str, str]) -> dict[str, str]:
    """The part of a group's values that an applicant may propose; the kind, which is not theirs to change, included."""
    return {column: values.get(column, "") for column in PROPOSED_COLUMNS}
