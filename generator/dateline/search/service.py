"""Talking to the Pagefind program: pages in, in order, and an index out.

Pagefind runs as a service that is sent each page over a pipe. If it walked through a folder, the
order of the pages, and with it the bytes of the index, would depend on the file system. The pipe
also makes Pagefind exit when the build is killed.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from threading import Thread, Timer
from typing import IO, Any

from dateline.problems import Problem, ProblemsFound, UsageProblem

PATIENCE = "DATELINE_SEARCH_SECONDS"
_SECONDS, _SECONDS_PER_MEGABYTE = 60.0, 30.0
"""Pagefind takes about a second for a megabyte of pages on a slow machine."""


def index_pages(
    pages: Sequence[tuple[str, str]], *, name: str, lang: str, exclude: Sequence[str] = ()
) -> dict[str, bytes]:
    """Index `pages`, each a path and its HTML. Returns the files of the index.

    `name` is the name of the index in messages.

    The same pages in the same order give the same bytes. Raises `ProblemsFound` if Pagefind fails
    or takes much longer than it ever should.
    """
    seconds = patience(sum(len(html) for _, html in pages))
    config = {"force_language": lang, "exclude_selectors": list(exclude)}
    requests: list[dict[str, object]] = [{"type": "NewIndex", "config": config}]
    requests += [
        {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": _plain(html)}
        for path, html in pages
    ]
    # Not `WriteFiles`: Pagefind answers that before all files are on disk.
    requests.append({"type": "GetFiles", "index_id": 0})
    try:
        answer = _converse(requests, seconds)
    except TimeoutError:
        fix = f"Build again, and give it longer: {PATIENCE}={seconds * 10:.0f} dateline build"
        raise _failure(name, f"it was still running after {seconds:,.0f} s", fix) from None
    except _Trouble as trouble:
        raise _failure(name, str(trouble)) from None
    files = {item["path"]: base64.b64decode(item["content"]) for item in answer["files"]}
    if "pagefind-entry.json" not in files:
        raise _failure(name, "it wrote no index")
    return files


def patience(characters: int) -> float:
    """How many seconds to wait for Pagefind to index this many characters.

    `DATELINE_SEARCH_SECONDS` in the environment takes precedence. Raises `UsageProblem` if that is
    not a positive number.
    """
    written = os.environ.get(PATIENCE)
    if not written:
        return _SECONDS + _SECONDS_PER_MEGABYTE * characters / 1_000_000
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1_000_000:
        raise UsageProblem(f"{PATIENCE} is “{written}”. Set it to a number of seconds, like 600.")
    return seconds


class _Trouble(Exception):  # noqa: N818 - it is not a fault of this program
    """Pagefind could not be started, exited early, or reported an error."""


def _converse(requests: Sequence[dict[str, object]], seconds: float) -> dict[str, Any]:
    """Send all requests, which are answered in order. Returns the last answer.

    Raises `TimeoutError` if that takes longer than `seconds`. The program never outlives the call.
    """
    try:
        process = subprocess.Popen(
            [_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise _Trouble(f"it cannot be started: {error}") from None
    assert process.stdin and process.stdout and process.stderr
    late = Timer(seconds, process.kill)
    late.daemon = True
    late.start()
    # In a thread, so that Pagefind gets the next page without waiting for us to read an answer.
    feeder = Thread(target=_feed, args=(requests, process.stdin), daemon=True)
    feeder.start()
    answer: dict[str, Any] = {}
    answers = _answers(process.stdout)
    try:
        for _ in requests:
            answer = next(answers)
            if answer.get("type") == "Error":
                raise _Trouble(answer.get("message"))
    except EOFError:
        code = process.wait()
        if not late.is_alive():
            raise TimeoutError from None
        said = process.stderr.read().decode(errors="replace")
        raise _Trouble(f"it ended with exit code {code}. {said}") from None
    finally:
        late.cancel()
        process.kill()
        process.wait()
        feeder.join()
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(BrokenPipeError):
                pipe.close()
    return answer


def _feed(requests: Sequence[dict[str, object]], into: IO[bytes]) -> None:
    """Send all requests. If the program is gone, the reader of its answers notices."""
    with suppress(BrokenPipeError):
        for request in requests:
            message = json.dumps({"message_id": 1, "payload": request}, ensure_ascii=True)
            into.write(base64.b64encode(message.encode()) + b",")
        into.flush()


def _answers(out: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The payload of each answer. Raises `EOFError` when there are no more."""
    parts: list[bytes] = []
    while part := out.read1(65_536):  # type: ignore[attr-defined]
        *ends, rest = part.split(b",")
        for end in ends:
            answer = b"".join([*parts, end])
            parts.clear()
            try:
                yield dict(json.loads(base64.b64decode(answer))["payload"])
            except (ValueError, LookupError, TypeError):
                raise _Trouble("its answer could not be read") from None
        parts.append(rest)
    raise EOFError


def _plain(html: str) -> str:
    """The text without lone surrogates, which cannot be encoded."""
    return html.encode(errors="replace").decode()


def _failure(name: str, reason: str, fix: str = "Build again") -> ProblemsFound:
    lines = " ".join(reason.split())[:300].rstrip(".")
    fix += "; if it happens again, build with --no-search and tell Dateline's maintainers"
    message = f"Pagefind could not make the search index {name}: {lines}"
    return ProblemsFound([Problem("search", 0, 0, message, fix, kind="search")])


@cache
def _executable() -> str:
    import pagefind_bin

    return str(pagefind_bin.get_executable())
