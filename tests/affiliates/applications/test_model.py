"""What an application holds, and what is left of it once it is erased."""

from affiliates.applications.model import CorrectionReason
from tests.made_up import application


def test_erased_application_holds_nothing_that_was_typed() -> None:
    sent = application(1, message="private", problem=CorrectionReason.CLOSED)
    left = sent.without_personal_data()

    assert (left.reference, left.sent_at, left.kind, left.form_id) == (
        sent.reference,
        sent.sent_at,
        sent.kind,
        sent.form_id,
    )
    kept = {"reference", "form_id", "sent_at", "kind"}
    assert not any(value for name, value in left.model_dump().items() if name not in kept)
