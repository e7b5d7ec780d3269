"""The stream of events that tells open pages about each build."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from dateline.serve.news import News
from dateline.serve.panel import panel


class Stream:
    """Tells each open page what `news` has for it, at once and after each build."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._listening: set[asyncio.Event] = set()

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
                event.clear()
                current = self._news.current
                changed = self._news.changed_since(number)
                moved = ""
                if source and current.source(address) != source:
                    moved = self._news.moved_to(source)
                source = current.source(address) or source
                told = {**panel(current, address), "changed": changed, "moved": moved}
                number = current.number
                yield f"id: {number}\nevent: news\ndata: {json.dumps(told)}\n\n"
        finally:
            self._listening.discard(event)
