"""One look at the store for each drawing of a page, however many of its parts ask.

Each look is a question to the disk or to a database. Python lets go of its lock for it, and with many visitors waits
until it has it back: thirty such questions in one answer made one in twenty visitors wait a second. And all parts of a
page speak of the same version.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_answers: ContextVar[dict[Callable[[], Any], Any] | None] = ContextVar("answers_of_one_look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it, each question is asked once. Not for what writes to the store, and then shows what became of it."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def asked_once(ask: Callable[[], T]) -> T:
    """The answer of ``ask``: within ``one_look`` the first one, elsewhere a new one each time."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if ask not in answers:
        answers[ask] = ask()
    answer: T = answers[ask]
    return answer
