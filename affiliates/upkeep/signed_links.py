"""Links and marks in letters that only we can make: for one purpose, for a while."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from affiliates.storage.contract.letters import LinkKey
from affiliates.storage.contract.store import Store

VALID_FOR = timedelta(days=30)
# How long a key signs; the one before it counts until the last of its links has ended.
_SIGNS_FOR = timedelta(days=90)
_MAX_TOKEN = 1000  # characters; ours have about 200
_MARK_LENGTH = 32


@dataclass(frozen=True)
class SignedValue:
    """What a token of ours says, and whether its time is over."""

    value: str
    is_expired: bool


def sign(store: Store, purpose: str, value: str, now: datetime) -> str:
    """A token for a link: ``value`` can be read by whoever has it, and made by nobody else.

    The keys are made, and renewed every 90 days, by whoever signs. Raises ``StoreError``.
    """
    keys = store.letters.renew_link_keys(lambda kept: _renewed(kept, now))
    return str(_serializer(keys, purpose).dumps([value, int((now + VALID_FOR).timestamp())]))


def read_signed(store: Store, purpose: str, token: str, now: datetime) -> SignedValue | None:
    """What a token says; None where we did not make it for this purpose. Raises ``StoreError``."""
    keys = store.letters.link_keys()
    if not keys or len(token) > _MAX_TOKEN or not token.isascii():
        return None
    try:
        value, until = _serializer(keys, purpose).loads(token)
    except BadData:
        return None
    return SignedValue(value, is_expired=now.timestamp() >= until)


def make_mark(store: Store, purpose: str, value: str, now: datetime) -> str:
    """What stands for ``value`` where others may see it: who has not our keys neither reads nor makes it.

    The keys are those of ``sign``. Raises ``StoreError``.
    """
    keys = store.letters.renew_link_keys(lambda kept: _renewed(kept, now))
    return _mark(keys[-1], purpose, value)


def known_marks(store: Store, purpose: str, values: Iterable[str]) -> dict[str, str]:
    """The value that each mark stands for, by every key that counts. Raises ``StoreError``."""
    keys = store.letters.link_keys()
    return {_mark(key, purpose, value): value for value in values for key in keys}


def _mark(key: LinkKey, purpose: str, value: str) -> str:
    content = f"affiliates.{purpose}.{value}".encode()
    return hmac.new(key.secret.encode(), content, hashlib.sha256).hexdigest()[:_MARK_LENGTH]


def _renewed(keys: list[LinkKey], now: datetime) -> list[LinkKey]:
    if keys and now - keys[-1].made_at < _SIGNS_FOR:
        return [key for number, key in enumerate(keys) if number + 1 == len(keys) or _counts(keys[number + 1], now)]
    return [*keys[-1:], LinkKey(secrets.token_urlsafe(32), now)]


def _counts(successor: LinkKey, now: datetime) -> bool:
    return now - successor.made_at <= VALID_FOR


def _serializer(keys: list[LinkKey], purpose: str) -> URLSafeSerializer:
    """``purpose`` is the salt: a token for another one has another signature."""
    options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer([key.secret for key in keys], salt=f"affiliates.{purpose}", signer_kwargs=options)
