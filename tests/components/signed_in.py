"""A reviewer at their desk, without a browser: the cookie of the page to sign in becomes a value of the session."""

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore


def token_of(folder: Path, name: str = "Robin", *, browser: str = "") -> str:
    """The token of a new sign-in; who is no reviewer yet becomes one."""
    reviewers = FileStore(folder).reviewers
    if name not in reviewers.passphrase_hashes():
        add_reviewer(reviewers, name)
    registry = SignInRegistry(reviewers, reviewers.passphrase_hashes().get)
    return registry.begin(name, datetime.now(UTC), browser=browser)


def signs_in(page: AppTest, folder: Path) -> AppTest:
    """Robin, signed in on the reviewers' page, which is not drawn yet."""
    page.session_state["reviewer_token"] = token_of(folder)
    return page
