"""Who is signed in, and for how long; sign-ins are kept in the store, tokens nowhere."""

import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from affiliates.errors import NotAllowedError, SignInProblem, StoreError
from affiliates.review.door.tokens import hash_token
from affiliates.storage.contract.reviewers import ReviewerStore, SignIn

# Where reviewers sign in with a passphrase, and the cookie that then holds their token.
SIGN_IN_PAGE, SIGN_IN_COOKIE = "sign-in", "affiliates_reviewer"
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


@dataclass(frozen=True)
class OpenSignIn:
    """A sign-in as its reviewer sees it; ``is_this`` is the one with which they look. Moments are UTC."""

    id: str
    browser: str
    opened_at: datetime
    used_at: datetime
    is_this: bool


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

    def begin(self, reviewer: str, now: datetime, *, login: str = "", browser: str = "") -> str:
        """The token of a new sign-in; ``browser`` says with what kind.

        ``login`` names the provider's login it rests on. All sign-ins of a login last and end together: when it has
        ended, the reviewer has to sign in at the provider again (``NotAllowedError``).
        """
        login_hash = hash_token(login) if login else ""
        family = [each for each in self._reviewers.sign_ins() if login_hash and each.login_hash == login_hash]
        if any(each.is_ended or not self._is_in_time(each, family, now) for each in family):
            raise NotAllowedError(SignInProblem.LOGIN_ENDED)
        token = secrets.token_urlsafe(32)
        opened_at = min([now, *(each.opened_at for each in family)])
        credential_hash = hash_token(self._credential(reviewer) or "")
        sign_in = SignIn(hash_token(token), reviewer, login_hash, credential_hash, opened_at, now, browser=browser)
        self._reviewers.save_sign_in(sign_in)
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
        if hash_token(credential) != sign_in.credential_hash:
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

    def open_sign_ins(self, token: str | None, now: datetime) -> list[OpenSignIn]:
        """Where the reviewer who holds a token is signed in, the sign-in of this token first, then the latest ones.

        Asking does not count as activity. Raises ``NotAllowedError`` without a valid token.
        """
        reviewer = self.reviewer(token, now, is_active=False)
        own, _ = self._find(token)
        families = self._open_families(reviewer, now)
        found = [
            OpenSignIn(
                id=each[0].token_hash,
                browser=each[0].browser,
                opened_at=min(sign_in.opened_at for sign_in in each),
                used_at=max(sign_in.used_at for sign_in in each),
                is_this=own in each,
            )
            for each in families
        ]
        return sorted(found, key=lambda each: (each.is_this, each.used_at), reverse=True)

    def end_others(self, token: str | None, now: datetime, *, only: str | None = None) -> None:
        """Ends every other sign-in of the reviewer who holds a token, or ``only`` the one with this id.

        Raises ``NotAllowedError`` without a valid token, ``StoreError`` where that cannot be saved.
        """
        reviewer = self.reviewer(token, now)
        own, _ = self._find(token)
        others = [each for each in self._open_families(reviewer, now) if own not in each]
        chosen = [each for each in others if only is None or each[0].token_hash == only]
        self._reviewers.end_sign_ins([sign_in.token_hash for family in chosen for sign_in in family])

    def _open_families(self, reviewer: str, now: datetime) -> list[list[SignIn]]:
        """A reviewer's sign-ins that are not over, those of one login together."""
        families: dict[str, list[SignIn]] = {}
        for each in self._reviewers.sign_ins():
            if each.reviewer == reviewer:
                families.setdefault(each.login_hash or each.token_hash, []).append(each)
        credential_hash = hash_token(self._credential(reviewer) or "")
        return [
            family
            for family in families.values()
            if not any(each.is_ended for each in family)
            and all(each.credential_hash == credential_hash for each in family)
            and self._is_in_time(family[0], family, now)
        ]

    def _find(self, token: str | None) -> tuple[SignIn | None, list[SignIn]]:
        """The sign-in of a token, and all that rest on the same login."""
        sign_ins = self._reviewers.sign_ins()
        token_hash = hash_token(token) if token else ""
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
