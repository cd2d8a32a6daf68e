"""What makes an application wait apart from the others, as spam or as held. Nothing is thrown away."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from affiliates.applications.model import SpamReason

_RECENT = timedelta(hours=1)
_MAX_PER_HOUR_FROM_ONE_BROWSER = 3
_MIN_FILL_SECONDS = 4.0


@dataclass(frozen=True)
class SubmissionContext:
    """How an application came (all moments UTC).

    When its form was opened and sent, what stood in the field that people do not see, and when this session sent
    earlier ones.
    """

    opened_at: datetime
    sent_at: datetime
    honeypot: str = ""
    earlier_submissions: Sequence[datetime] = ()


def spam_reason(context: SubmissionContext) -> SpamReason | None:
    """Why an application waits apart, None where it waits with the others."""
    recent = [moment for moment in context.earlier_submissions if context.sent_at - moment < _RECENT]
    if context.honeypot:
        return SpamReason.HONEYPOT
    if context.sent_at - context.opened_at < min_fill_time():
        return SpamReason.TOO_FAST
    if len(recent) >= _MAX_PER_HOUR_FROM_ONE_BROWSER:
        return SpamReason.MANY_FROM_ONE_BROWSER
    return None


def min_fill_time() -> timedelta:
    """How long a person takes at least to fill in a form: AFFILIATES_MIN_FILL_SECONDS, else 4 seconds."""
    return timedelta(seconds=float(os.environ.get("AFFILIATES_MIN_FILL_SECONDS") or _MIN_FILL_SECONDS))
