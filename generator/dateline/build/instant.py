"""The instant of a build, which reads the clock only once."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from dateline.problems import UsageProblem


def build_instant() -> str:
    """The instant of a build, in UTC: `SOURCE_DATE_EPOCH` if it is set, otherwise the current time.

    Raises `UsageProblem` if `SOURCE_DATE_EPOCH` is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageProblem(
            f"SOURCE_DATE_EPOCH is “{epoch}”. Set it to seconds since 1970."
        ) from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
