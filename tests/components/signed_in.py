"""A reviewer at their desk, without a browser: the cookie of the page to sign in becomes a value of the session."""

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from affiliates.review.passphrases import add_reviewer
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.components.app import app


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


class Reviewer:
    """Robin at the desk, who counts how often they press something."""

    def __init__(self, folder: Path, name: str = "Robin") -> None:
        """Opens the page, signed in."""
        self.page = app().switch_page("pages/review.py")
        self.page.session_state["reviewer_token"] = token_of(folder, name)
        self.page.run()
        self.presses = 0

    def press(self, label: str) -> AppTest:
        """Presses the button whose label begins with these words."""
        assert not self.page.exception
        self.presses += 1
        return next(each for each in self.page.button if each.label.startswith(label)).click().run()

    @property
    def open(self) -> str:
        """What is open now."""
        (title,) = [each.value for each in self.page.header]
        return str(title).replace("\\", "").replace(":small[]", "")

    @property
    def rows(self) -> list[str]:
        """The lines of the queue, without their escapes."""
        buttons = [each for each in self.page.button if str(each.key).startswith("desk_open_")]
        return [each.label.replace("\\", "").replace(":small[]", "") for each in buttons]
