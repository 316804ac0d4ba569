"""Tell open pages that something changed: server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

_KEEP_ALIVE_SECONDS = 15.0
_MAX_WAITING = 100


class EventHub:
    """Sends events to all open pages. Use it in the event loop only; `publish_soon` may be called from any thread."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def publish(self, event: str, data: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Send an event to every open page; one that does not read loses it."""
        text = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        for queue in self._queues:
            if queue.qsize() < _MAX_WAITING:
                queue.put_nowait(text)

    def publish_soon(self, event: str, data: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Send an event from another thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.publish, event, data)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def listen(self) -> AsyncIterator[str]:
        """Yield the events for one page as text, and a comment now and then while there are none."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield ": connected\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    text = ": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._queues.discard(queue)
