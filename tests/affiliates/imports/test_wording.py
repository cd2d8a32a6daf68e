"""The words for what was found in a list."""

import pytest

from affiliates.directory.mistakes import MISTAKE_MESSAGES
from affiliates.imports.cells.places import Doubt
from affiliates.imports.findings import Cause, Effect, Finding
from affiliates.imports.wording import cause_label, finding_sentence


@pytest.mark.parametrize("code", [*Doubt, *Cause, *MISTAKE_MESSAGES])
def test_every_finding_has_words(code: str) -> None:
    assert cause_label(code)
    for suggestion in ("", "US-MI"):
        assert finding_sentence(Finding(code, Effect.ASKED, "State", "a cell", suggestion)).startswith(
            "State “a cell”: "
        )
