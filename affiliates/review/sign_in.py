"""Who is signed in, and for how long; sign-ins are kept in the store, tokens nowhere."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from affiliates.errors import NotAllowedError, SignInProblem, StoreError
from affiliates.storage.contract import ReviewerStore, SignIn

MAX_IDLE = timedelta(minutes=30)
MAX_DURATION = timedelta(hours=8)
# How exactly the store has to know when a sign-in was last used: it is not written to at each click.
_MAX_USE_INTERVAL = timedelta(minutes=1)
_USE_INTERVALS_PER_IDLE = 10


def authenticate_by_openid(claims: Mapping[str, Any], allowed: Collection[str], now: datetime) -> str:
    """The reviewer whom an OpenID provider's claims name: their email address, if it is verified and on the list.

    Raises ``NotAllowedError`` otherwise, and where the claims are older than a sign-in may last.
    """
    address = str(claims.get("email") or "").strip().casefold()
    if claims.get("email_verified") is not True:
        raise NotAllowedError(SignInProblem.EMAIL_NOT_VERIFIED)
    if not address or address not in {each.strip().casefold() for each in allowed}:
        raise NotAllowedError(SignInProblem.EMAIL_NOT_LISTED)
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or abs(now - datetime.fromtimestamp(issued, UTC)) > MAX_DURATION:
        raise NotAllowedError(SignInProblem.LOGIN_TOO_OLD)
    return address


class SignInRegistry:
    """Opens, checks and ends sign-ins, each known by a token that nobody can guess.

    ``credential`` gives what a reviewer signs in with today (any text; None where they may not), and is asked each
    time, so that removing somebody from the list, or giving them a new passphrase, ends their sign-ins at once.
    """

    def __init__(
        self, reviewers: ReviewerStore, credential: Callable[[str], str | None], *, max_idle: timedelta = MAX_IDLE
    ) -> None:
        """Works on a store; a sign-in ends after ``max_idle`` without activity."""
        self._reviewers = reviewers
        self._credential = credential
        self.max_idle = max_idle
        self._use_interval = min(_MAX_USE_INTERVAL, max_idle / _USE_INTERVALS_PER_IDLE)

    def begin(self, reviewer: str, now: datetime, *, login: str = "") -> str:
        """The token of a new sign-in.

        ``login`` names the provider's login it rests on. All sign-ins of a login last and end together: when it has
        ended, the reviewer has to sign in at the provider again (``NotAllowedError``).
        """
        login_hash = _hash(login) if login else ""
        family = [each for each in self._reviewers.sign_ins() if login_hash and each.login_hash == login_hash]
        if any(each.is_ended or not self._is_in_time(each, family, now) for each in family):
            raise NotAllowedError(SignInProblem.LOGIN_ENDED)
        token = secrets.token_urlsafe(32)
        opened_at = min([now, *(each.opened_at for each in family)])
        credential_hash = _hash(self._credential(reviewer) or "")
        self._reviewers.save_sign_in(SignIn(_hash(token), reviewer, login_hash, credential_hash, opened_at, now))
        return token

    def reviewer(self, token: str | None, now: datetime, *, is_active: bool = True) -> str:
        """The reviewer who holds a token; from now on they have been active at ``now``, unless it is the page that asks
        and not they (``is_active``).

        Raises ``NotAllowedError`` where there is none, or where the sign-in has ended.
        """
        sign_in, family = self._find(token)
        if sign_in is None or any(each.is_ended for each in family):
            raise NotAllowedError(SignInProblem.NOT_SIGNED_IN)
        credential = self._credential(sign_in.reviewer)
        if credential is None:
            self._end_quietly(family)
            raise NotAllowedError(SignInProblem.NOT_A_REVIEWER)
        if _hash(credential) != sign_in.credential_hash:
            self._end_quietly(family)
            raise NotAllowedError(SignInProblem.CREDENTIAL_CHANGED)
        if not self._is_in_time(sign_in, family, now):
            self._end_quietly(family)
            raise NotAllowedError(SignInProblem.EXPIRED)
        if is_active and now - sign_in.used_at >= self._use_interval:
            with suppress(StoreError):  # a full disk makes sign-ins end early, and keeps no reviewer from making room
                self._reviewers.save_sign_in(replace(sign_in, used_at=now))
        return sign_in.reviewer

    def is_open(self, token: str, now: datetime) -> bool:
        """Whether a token is still good; asking does not count as activity."""
        sign_in, family = self._find(token)
        if sign_in is None or any(each.is_ended for each in family):
            return False
        return self._is_in_time(sign_in, family, now)

    def end(self, token: str | None) -> None:
        """Signs out, everywhere that the same login is signed in. Raises ``StoreError`` where that cannot be saved."""
        _, family = self._find(token)
        if family:
            self._reviewers.end_sign_ins([each.token_hash for each in family])

    def _find(self, token: str | None) -> tuple[SignIn | None, list[SignIn]]:
        """The sign-in of a token, and all that rest on the same login."""
        sign_ins = self._reviewers.sign_ins()
        token_hash = _hash(token) if token else ""
        found = next((each for each in sign_ins if each.token_hash == token_hash), None)
        if found is None:
            return None, []
        if not found.login_hash:
            return found, [found]
        return found, [each for each in sign_ins if each.login_hash == found.login_hash]

    def _is_in_time(self, sign_in: SignIn, family: Collection[SignIn], now: datetime) -> bool:
        # A moment that far ahead is from a clock that was wrong: it makes no sign-in last longer.
        used_at = max(each.used_at for each in family)
        return abs(now - used_at) <= self.max_idle and abs(now - sign_in.opened_at) <= MAX_DURATION

    def _end_quietly(self, family: Collection[SignIn]) -> None:
        """Ends sign-ins that would be refused the next time too, so that it may fail."""
        with suppress(StoreError):
            self._reviewers.end_sign_ins([each.token_hash for each in family])


def _hash(text: str) -> str:
    """A stand-in for a secret of full strength: a token, a login, a passphrase's argon2 hash."""
    return hashlib.sha256(text.encode()).hexdigest()
