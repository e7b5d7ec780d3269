"""Build, serve, watch, build again."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Protocol

import uvicorn

from dateline.build.options import Options
from dateline.build.report import Summary
from dateline.build.run import build
from dateline.build.state import State
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.store import connect_read_only
from dateline.own_folders import OWN_FOLDER
from dateline.problems import ProblemsFound
from dateline.serve.address import LOCAL, Address
from dateline.serve.application import make_application
from dateline.serve.catching_up import CatchingUp
from dateline.serve.held_addresses import read_held_addresses, write_held_addresses
from dateline.serve.news import Built, News
from dateline.serve.snapshot import Failure
from dateline.serve.stream import Stream
from dateline.serve.watching import watch
from dateline.views import VIEWS

_PAUSE = 5.0
"""Seconds until another attempt, after a failure that is not a file's fault."""


_HEAD_START = 1.0
"""Seconds that pages have before search is brought up to date."""


class Teller(Protocol):
    """Shows the results of builds in the terminal."""

    def built(self, built: Built) -> None:
        """One ended well."""

    def caught_up(self, summary: Summary) -> None:
        """Search and packs are as the pages are."""

    def failed(self, failure: Failure) -> None:
        """One made nothing, or watching failed."""

    def explain(self, error: Exception) -> str:
        """A sentence for what went wrong."""


class Preview:
    """A preview of one archive, at an address of this machine."""

    def __init__(
        self, root: Path, *, drafts: bool, future: bool = False, address: Address, teller: Teller
    ) -> None:
        self.root, self._address = root.resolve(), address
        self.output = self.root / OWN_FOLDER / "preview"
        # The same for all addresses: links within the site do not name it.
        self._options = Options(
            output=self.output,
            base_url=f"http://{LOCAL}/",
            drafts=drafts,
            future=future,
            keep_going=True,
            pages_only=True,
        )
        self._teller = teller
        self._catalogue = State.of(self.root, self.output, self._options.variant).catalogue
        self._held_addresses = self._catalogue.with_suffix(".held.json")
        self._news = News(
            stands=(self.output / "index.html").is_file(),
            sources=self._sources(),
            held=read_held_addresses(self._held_addresses),
        )
        self._stream = Stream(self._news)
        self._thread: Thread | None = None
        self._is_behind = False
        self._behind: CatchingUp | None = None

    @property
    def is_building(self) -> bool:
        """Whether a build is at work, even when nobody waits for it any more."""
        return self._thread is not None and self._thread.is_alive()

    async def run(self) -> None:
        """Serve until interrupted, building on every change."""
        config = uvicorn.Config(
            make_application(self.root, self.output, self._news, self._stream, self._address),
            host=str(self._address.ip),
            port=self._address.port,
            log_level="warning",
            lifespan="off",
        )
        server = uvicorn.Server(config)
        # Pages wait for events without end; they are not worth waiting for.
        config.timeout_graceful_shutdown = 1
        wanted = asyncio.Event()
        tasks = [
            asyncio.create_task(watch(self.root, wanted.set, self._watching_failed)),
            asyncio.create_task(self._build_when(wanted)),
        ]
        try:
            await server.serve()
        finally:
            for task in tasks:
                task.cancel()
            if self._behind:
                self._behind.kill()

    async def _build_when(self, wanted: asyncio.Event) -> None:
        """Build each time that it is wanted. What changes during a build wants one more."""
        while True:
            await wanted.wait()
            wanted.clear()
            again = await self._build_once() or await self._catch_up_unless(wanted)
            if again:
                asyncio.get_running_loop().call_later(_PAUSE, wanted.set)

    async def _build_once(self) -> bool:
        """Make the pages, and take in how it ended; says whether to try again without a change."""
        try:
            summary, sources = await self._build_in_thread()
            built = self._news.built(summary, sources)
            self._is_behind = summary.postponed
            write_held_addresses(self._held_addresses, self._news.held_addresses)
            self._teller.built(built)
        except Exception as error:
            return self._take_in(error)
        finally:
            self._stream.tell()
        return False

    async def _catch_up_unless(self, wanted: asyncio.Event) -> bool:
        """Bring search and packs up to date, if they are behind, unless another build is wanted
        first; says whether to try again without a change."""
        if not self._is_behind:
            return False
        with suppress(TimeoutError):
            # Browsers load the pages first, without competing for the processor.
            await asyncio.wait_for(wanted.wait(), _HEAD_START)
            return False
        options = replace(self._options, pages_only=False)
        self._behind = await asyncio.to_thread(CatchingUp, self.root, options)
        ends = asyncio.create_task(asyncio.to_thread(self._behind.result))
        other = asyncio.create_task(wanted.wait())
        try:
            await asyncio.wait([ends, other], return_when=asyncio.FIRST_COMPLETED)
            if not ends.done():
                await asyncio.to_thread(self._behind.kill)
                with suppress(Exception):
                    await ends
                return False
            summary = ends.result()
            self._news.caught_up(summary, self._sources())
            self._is_behind = False
            self._teller.caught_up(summary)
        except Exception as error:
            return self._take_in(error)
        finally:
            other.cancel()
            self._stream.tell()
        return False

    def _take_in(self, error: Exception) -> bool:
        """Tell of an error; says whether to try again without a change."""
        if isinstance(error, ProblemsFound):
            message = "The archive cannot be built until this is fixed."
            self._failed(Failure(message, error.problems))
            return False
        self._failed(Failure(self._teller.explain(error)))
        return True

    async def _build_in_thread(self) -> tuple[Summary, dict[str, str]]:
        """Build, and read the files of pages, in a thread that is not waited for when the preview
        ends."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[Summary, dict[str, str]]] = loop.create_future()

        def settle(
            result: tuple[Summary, dict[str, str]] | None, error: BaseException | None
        ) -> None:
            if future.cancelled():
                return
            if result is not None:
                future.set_result(result)
            elif error:
                future.set_exception(error)

        def work() -> None:
            result, error = None, None
            try:
                result = build(self.root, self._options), self._sources()
            except BaseException as raised:
                error = raised
            with suppress(RuntimeError):  # the preview has ended meanwhile
                loop.call_soon_threadsafe(settle, result, error)

        self._thread = Thread(target=work, name="build", daemon=True)
        self._thread.start()
        return await future

    def _failed(self, failure: Failure) -> None:
        if self._news.failed(failure):
            self._teller.failed(failure)

    def _watching_failed(self, error: Exception) -> None:
        self._failed(
            Failure(f"The preview cannot watch for changes. {self._teller.explain(error)}")
        )
        self._stream.tell()

    def _sources(self) -> dict[str, str]:
        """The files of pages, as the preview's own catalogue knows them.

        Never asked while a build runs: its processes are copies of this one, and were the catalogue
        being read at that moment, they would wait for ever for what that reading holds.
        """
        try:
            with closing(connect_read_only(self._catalogue)) as connection:
                return Ledger(connection).files_of(
                    [view.name for view in VIEWS if view.of_one_file]
                )
        except sqlite3.Error:
            return {}
