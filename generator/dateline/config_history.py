"""The table `[history]` of site.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class History(BaseModel):
    """Whether articles show when they were changed, as git remembers it, and by whom."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: bool = False
    authors: bool = False
