"""What any place that keeps applications, decisions and the directory promises."""

from collections.abc import Callable, Sequence
from typing import Protocol

from affiliates.applications.model import Application, Decision

Precondition = Callable[[list[Application], list[Decision]], None]


class Store(Protocol):
    """Keeps applications and decisions, and publishes to the directory.

    Whatever a method returned from survives the end of the process and of the machine's power. A method that raises
    ``StoreError`` kept nothing. Rows come back in the order in which they were kept, exactly as they were given,
    never twice and never in part. Any number of processes and threads may use it at once.

    ``check`` sees every row, before a row is kept, at a moment when nobody else can keep one; it refuses by raising.
    """

    def applications(self) -> list[Application]:
        """Every application, in the order of arrival; erased ones without their contents."""
        ...

    def decisions(self) -> list[Decision]:
        """Every decision, in the order in which they were made."""
        ...

    def listed(self, group_id: str) -> dict[str, str] | None:
        """The values of a listed group as text by column, None where no group has this id."""
        ...

    def add(self, application: Application, check: Precondition | None = None) -> Application:
        """Keeps an application and returns it; where its form was sent before, returns the earlier one instead."""
        ...

    def record_decision(self, decision: Decision, check: Precondition | None = None) -> None:
        """Keeps a decision together with what it changes: the directory's row where ``after`` differs from
        ``before``. Both or nothing.

        Raises ``DecidedMeanwhileError`` where the directory's row is no longer ``before``, and
        ``StoreUnfinishedError`` where the decision is kept and its effect will follow.
        """
        ...

    def erase(self, decisions: Sequence[Decision], check: Precondition | None = None) -> None:
        """Keeps decisions to erase, and erases the contents of their applications: for each of them both or nothing.

        Raises ``StoreUnfinishedError`` where the decisions are kept and the contents will go.
        """
        ...
