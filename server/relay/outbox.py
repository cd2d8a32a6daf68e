"""Hands messages on, each form once, however often its button is pressed; a message is gone when it is handed over."""

import asyncio
import logging
from collections.abc import Callable

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from cachetools import LRUCache

from affiliates.errors import StoreError
from affiliates.upkeep.relay.limits import Limit
from affiliates.upkeep.relay.sending import Delivery

_log = logging.getLogger("affiliates")
_MAX_AT_ONCE, _MAX_WAITING = 4, 40
_MAX_KEPT = 10_000  # ids of forms, and nothing else of them


class Outbox:
    """What is being sent by one process. It belongs to one event loop."""

    def __init__(self) -> None:
        """Nothing is being sent."""
        self._sending: dict[str, asyncio.Task[Delivery]] = {}
        self._sent: LRUCache[str, bool] = LRUCache(_MAX_KEPT)
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)

    async def hand_over(
        self, form_id: str, limit: Callable[[], Limit | None], send: Callable[[], Delivery]
    ) -> Delivery | Limit:
        """What became of the message of a form, for whoever pressed its button first or again.

        ``limit`` is asked once for each message that is to be sent.
        """
        if form_id in self._sent:
            return Delivery.SENT
        if form_id not in self._sending:
            if self._limiter.statistics().tasks_waiting >= _MAX_WAITING:
                return Delivery.FAILED
            if exceeded := limit():
                return exceeded
            self._sending[form_id] = asyncio.create_task(self._send(form_id, send))
        # Whoever leaves meanwhile takes the message from nobody.
        return await asyncio.shield(self._sending[form_id])

    async def _send(self, form_id: str, send: Callable[[], Delivery]) -> Delivery:
        # A thread keeps what it ran last until it runs something else: not what goes with a message.
        handed_over = [send]
        del send
        try:
            delivery = await run_sync(lambda: handed_over.pop()(), limiter=self._limiter)
            if delivery is Delivery.SENT:
                self._sent[form_id] = True
            return delivery
        except StoreError as error:
            _log.error("%s", error)
            return Delivery.FAILED
        finally:
            del self._sending[form_id]
