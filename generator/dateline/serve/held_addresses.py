"""The addresses of files that are held back, from one preview to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def read_held_addresses(file: Path) -> dict[str, str]:
    """The addresses by path, as an earlier preview left them; empty if that cannot be read."""
    try:
        stored = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {k: v for k, v in stored.items() if isinstance(v, str)} if isinstance(stored, dict) else {}
    )


def write_held_addresses(file: Path, addresses: Mapping[str, str]) -> None:
    """Keep the addresses by path. Where that fails, the next preview knows fewer."""
    with suppress(OSError):
        if addresses:
            file.write_text(json.dumps(dict(addresses)), "utf-8")
        else:
            file.unlink(missing_ok=True)
