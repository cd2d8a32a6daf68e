"""Browsers in which a reviewer signed in before: whatever others guess, a right passphrase gets in from there.

As in OWASP's "Slow Down Online Guessing Attacks with Device Cookies": who is known by a token of their own is counted
apart, so that nobody can lock them out.
"""

import secrets
from datetime import datetime, timedelta

from affiliates.review.door.tokens import hash_token
from affiliates.storage.contract.reviewers import KnownBrowser, ReviewerStore

KNOWN_FOR = timedelta(days=180)
_USE_INTERVAL = timedelta(days=1)


def knows_browser(reviewers: ReviewerStore, browser_token: str | None, name: str, now: datetime) -> bool:
    """Whether the reviewer with this name, in any case, signed in with this browser within ``KNOWN_FOR``."""
    return bool(browser_token) and any(
        each.reviewer.casefold() == " ".join(name.split()).casefold() and abs(now - each.used_at) < KNOWN_FOR
        for each in reviewers.known_browsers()
        if each.token_hash == hash_token(browser_token or "")
    )


def remember_browser(reviewers: ReviewerStore, browser_token: str | None, reviewer: str, now: datetime) -> str:
    """Keeps that a reviewer signed in; the browser's token, a new one where it had none."""
    token = browser_token or secrets.token_urlsafe(32)
    token_hash = hash_token(token)
    known = next((each for each in reviewers.known_browsers() if each.token_hash == token_hash), None)
    if known is None or abs(now - known.used_at) >= _USE_INTERVAL:
        reviewers.save_known_browser(KnownBrowser(token_hash, reviewer, now))
    return token
