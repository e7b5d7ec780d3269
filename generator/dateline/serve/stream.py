"""The stream of events by which open pages hear of each build."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from dateline.serve.news import News


class Stream:
    """Tells each open page what `news` has for it, at once and after each build."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._listening: set[asyncio.Event] = set()
        self.catalogue_is_free = asyncio.Lock()
        """Held while a build runs. Its processes are copies of this one: were the catalogue being
        read at that moment, they would wait for ever for what that reading holds."""

    def tell(self) -> None:
        """There is news."""
        for event in self._listening:
            event.set()

    async def listen(self, address: str, number: int) -> AsyncIterator[str]:
        """What the page at `address`, as of build `number`, is to hear, as a text/event-stream
        (HTML Living Standard, server-sent events)."""
        event = asyncio.Event()
        event.set()
        self._listening.add(event)
        try:
            yield ": connected\n\n"
            source = ""
            while True:
                await event.wait()
                async with self.catalogue_is_free:
                    event.clear()
                    changed = self._news.changed_since(number)
                    moved = ""
                    if source and self._news.source(address) != source:
                        moved = self._news.moved_to(source)
                    source = self._news.source(address) or source
                    told = {
                        **self._news.for_page(address),
                        "changed": changed,
                        "moved": moved,
                    }
                    number = self._news.number
                yield f"id: {number}\nevent: news\ndata: {json.dumps(told)}\n\n"
        finally:
            self._listening.discard(event)
