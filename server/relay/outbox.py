"""Hands messages on, each once, however often its button is pressed; a message is gone when it is handed over."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from cachetools import LRUCache

from affiliates.errors import StoreError
from affiliates.upkeep.relay.limits import Limit, RelayLimits
from affiliates.upkeep.relay.sending import Delivery

_log = logging.getLogger("affiliates")
_MAX_AT_ONCE, _MAX_WAITING = 4, 40
_MAX_KEPT = 10_000  # ids of messages, and nothing else of them
_CAME_TO_NOTHING = {Delivery.FAILED, Delivery.NOT_OFFERED}


class Outbox:
    """What is being sent by one process. It belongs to one event loop."""

    def __init__(self) -> None:
        """Nothing is being sent, and nothing was."""
        self._limits = RelayLimits()
        self._sending: dict[str, asyncio.Task[Delivery]] = {}
        self._sent: LRUCache[str, bool] = LRUCache(_MAX_KEPT)
        self._limiter = CapacityLimiter(_MAX_AT_ONCE)

    async def hand_over(
        self, message_id: str, sender: str, group_id: str, send: Callable[[], Delivery]
    ) -> Delivery | Limit:
        """What became of a message, for whoever pressed its button first or again.

        It counts once, and for its sender alone where it did not go out; ``sender`` is what ``senders.sender_of`` says.
        """
        if message_id in self._sent:
            return Delivery.SENT
        if message_id not in self._sending:
            if self._limiter.statistics().tasks_waiting >= _MAX_WAITING:
                return Delivery.FAILED
            if exceeded := self._limits.exceeded_by(sender, group_id):
                return exceeded
            give_back = partial(self._limits.give_back, sender, group_id)
            self._sending[message_id] = asyncio.create_task(self._send(message_id, send, give_back))
        # Whoever leaves meanwhile takes the message from nobody.
        return await asyncio.shield(self._sending[message_id])

    async def _send(self, message_id: str, send: Callable[[], Delivery], give_back: Callable[[], None]) -> Delivery:
        # A thread keeps what it ran last until it runs something else: not what goes with a message.
        handed_over = [send]
        del send
        delivery = Delivery.FAILED
        try:
            delivery = await run_sync(lambda: handed_over.pop()(), limiter=self._limiter)
        except StoreError as error:
            _log.error("%s", error)
        finally:
            del self._sending[message_id]
            if delivery in _CAME_TO_NOTHING:
                give_back()
        if delivery is Delivery.SENT:
            self._sent[message_id] = True
        return delivery
