"""Signing in with a passphrase: guessing is slowed by address and by name, and locks nobody out of their browser."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from affiliates.applications.senders import SlidingWindows, site_of
from affiliates.errors import NotAllowedError, SignInProblem
from affiliates.review.door.known_browsers import knows_browser, remember_browser
from affiliates.review.passphrases import authenticate_by_passphrase
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.reviewers import ReviewerStore
from affiliates.storage.replicas import own_share

_MINUTE, _DAY = 60.0, 86_400.0
_LIMITS = ((10, 10 * _MINUTE), (60, _DAY))
_SENDERS_WORTH_PER_SITE = 3


@dataclass(frozen=True)
class SignInRequest:
    """What comes with somebody who signs in.

    ``sender`` is the address (``senders.sender_of``), ``browser_token`` what the browser got when it signed in before,
    ``former_token`` that of the sign-in which it may still have, ``browser`` what kind it is.
    """

    name: str
    passphrase: str
    sender: str
    browser_token: str | None = None
    former_token: str | None = None
    browser: str = ""


@dataclass(frozen=True)
class Entrance:
    """What a browser gets: the token of a sign-in, and the one by which it is known the next time."""

    token: str
    browser_token: str


class PassphraseSignIn:
    """Lets reviewers in; one of it for each process, which remembers which addresses were wrong how often.

    Where several processes serve the site, each lets its share through.
    """

    def __init__(self, reviewers: ReviewerStore, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` is one that nobody sets back."""
        self._reviewers = reviewers
        self._sign_ins = SignInRegistry(reviewers, lambda name: reviewers.passphrase_hashes().get(name))
        limits = [(own_share(most), seconds) for most, seconds in _LIMITS]
        self._senders = SlidingWindows(*limits, clock=clock)
        site_limits = ((most * _SENDERS_WORTH_PER_SITE, seconds) for most, seconds in limits)
        self._sites = SlidingWindows(*site_limits, clock=clock)

    def enter(self, request: SignInRequest, now: datetime) -> Entrance:
        """Begins a sign-in, and ends the one that the same browser had.

        Raises ``NotAllowedError`` as ``authenticate_by_passphrase`` does, and where too many wrong attempts came from
        the address, unless the browser is known for the name: then neither they nor those at the name count.
        """
        is_known = knows_browser(self._reviewers, request.browser_token, request.name, now)
        if not is_known and not self._admits(request.sender):
            raise NotAllowedError(SignInProblem.TOO_MANY_FROM_ADDRESS)
        known_as = request.browser_token if is_known else None
        reviewer = authenticate_by_passphrase(self._reviewers, request.name, request.passphrase, now, browser=known_as)
        self._senders.forget(request.sender)
        self._sign_ins.end(request.former_token)
        token = self._sign_ins.begin(reviewer, now, browser=request.browser)
        return Entrance(token, remember_browser(self._reviewers, known_as, reviewer, now))

    def _admits(self, sender: str) -> bool:
        is_within_limits = self._senders.admits(sender)
        return self._sites.admits(site_of(sender)) and is_within_limits
