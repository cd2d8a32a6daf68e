"""The forms that we gave out: each has a token that says when, and by which what is sent with it counts once."""

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

_VALID_FOR = timedelta(hours=12)
_MAX_TOKEN = 400  # characters; ours have about 100 beside the id of a group


@dataclass(frozen=True)
class OpenForm:
    """A form that somebody has in front of them: its id, and when it was opened (UTC)."""

    form_id: str
    opened_at: datetime


class OpenForms:
    """Makes the tokens of one process and reads them again; it keeps none."""

    def __init__(self) -> None:
        """With a key of its own: a form that was opened before a restart has to be sent once more."""
        self._key = secrets.token_hex(32)
        self._serializer = URLSafeSerializer(self._key, salt="affiliates.write")

    def token(self, group_id: str, now: datetime) -> str:
        """The token of a new form, for one group."""
        return str(self._serializer.dumps([group_id, secrets.token_hex(8), now.timestamp()]))

    def read(self, token: str, group_id: str, now: datetime) -> OpenForm | None:
        """The form of a token; None where it is not ours, of another group, or too old."""
        if len(token) > _MAX_TOKEN or not token.isascii():
            return None
        try:
            own_group, form_id, opened = self._serializer.loads(token)
        except BadData:
            return None
        opened_at = datetime.fromtimestamp(opened, UTC)
        is_valid = own_group == group_id and now - opened_at < _VALID_FOR
        return OpenForm(form_id, opened_at) if is_valid else None

    def message_id(self, form: OpenForm, values: Mapping[str, str]) -> str:
        """The same for a form that is sent again as it was, another one where anything in it was changed.

        Whoever does not have our key learns nothing of the values by it.
        """
        sent = json.dumps([form.form_id, *sorted(values.items())]).encode()
        return hmac.digest(self._key.encode(), b"affiliates.message" + sent, "sha256").hex()
