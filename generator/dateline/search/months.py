"""The months in which something changed, from which follows which volumes are up to date."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from dateline.timetree import Month, Period


@dataclass(frozen=True, slots=True)
class ChangedMonths:
    """The months with changes, by language. If `everything`, any volume may have changed."""

    everything: bool = False
    by_language: Mapping[str, Set[Month]] = field(default_factory=dict)

    def touch(self, lang: str, period: Period) -> bool:
        """Whether anything may have changed in a period of a language."""
        months = self.by_language.get(lang, ())
        return self.everything or any(month in period for month in months)
