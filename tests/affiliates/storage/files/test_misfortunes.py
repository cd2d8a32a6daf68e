"""Bad luck, a few times over; ``make crash-test`` lets it happen more often."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.misfortunes import MISFORTUNES


@pytest.mark.parametrize("misfortune", MISFORTUNES, ids=lambda each: each.__name__)
def test_bad_luck_loses_nothing_and_is_said_aloud(misfortune: Callable[[Path, random.Random], list[str]]) -> None:
    chance = random.Random(1)
    for _ in range(5):
        with tempfile.TemporaryDirectory() as made:  # pytest's own folders are closed to others
            assert misfortune(Path(made), chance) == []
