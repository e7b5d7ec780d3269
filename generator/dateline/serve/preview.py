"""Build, serve, watch, build again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
import watchfiles

from dateline.build.report import Summary
from dateline.build.run import Options, build
from dateline.problems import Problem, ProblemsFound, UsageProblem
from dateline.serve.application import Broadcast, make_application

HOST = "127.0.0.1"


class Preview:
    """A preview of one archive. `built` and `failed` are called with what each build gave."""

    def __init__(
        self,
        root: Path,
        *,
        drafts: bool,
        port: int,
        built: Callable[[Summary], None],
        failed: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        self.root, self.port = root.resolve(), port
        self.output = self.root / ".dateline" / "preview"
        self.url = f"http://{HOST}:{port}/"
        # One address for all ports: links within the site do not name it.
        self._options = Options(output=self.output, base_url=f"http://{HOST}/", drafts=drafts)
        self._built, self._failed = built, failed
        self._broadcast = Broadcast()

    def build(self) -> None:
        """Build once, and tell the open pages."""
        try:
            summary = build(self.root, self._options)
        except ProblemsFound as found:
            self._failed(found.problems)
            lines = (
                f"{problem.place}  {problem.message}. {problem.fix}" for problem in found.problems
            )
            self._broadcast.tell("problems", "\n".join(lines))
        else:
            self._built(summary)
            self._broadcast.tell("built")

    async def run(self) -> None:
        """Serve until interrupted, building on every change."""
        config = uvicorn.Config(
            make_application(self.output, self._broadcast),
            host=HOST,
            port=self.port,
            log_level="warning",
        )
        server = uvicorn.Server(config)
        # Pages wait for events without end; they are not worth waiting for.
        config.timeout_graceful_shutdown = 1
        watching = asyncio.create_task(self._watch(server))
        try:
            await server.serve()
        finally:
            watching.cancel()

    async def _watch(self, server: uvicorn.Server) -> None:
        async for _ in watchfiles.awatch(self.root, watch_filter=self._concerns, stop_event=None):
            if server.should_exit:
                return
            self.build()

    def _concerns(self, _: watchfiles.Change, path: str) -> bool:
        """Whether a changed path is part of the archive rather than of what is built."""
        parts = Path(path).relative_to(self.root).parts
        return parts[:1] in {("content",), ("themes",), ("site.toml",)} and not Path(
            path
        ).name.startswith(".")


def free_port(wanted: int | None) -> int:
    """`wanted` if nothing listens there, or without one the first free port from 8000.

    Raises `UsageProblem` when the wanted port is taken.
    """
    for port in (wanted,) if wanted else range(8000, 8020):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    if wanted:
        raise UsageProblem(f"Port {wanted} is taken. Name another with --port, or leave it out.")
    raise UsageProblem("The ports from 8000 to 8019 are all taken. Name another with --port.")
