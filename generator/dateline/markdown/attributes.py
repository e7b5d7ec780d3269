"""Values of HTML attributes that have a syntax of their own."""

from __future__ import annotations

import re
from datetime import datetime

_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?P<time>[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)


def is_language_tag(value: str) -> bool:
    """Whether `value` names a language, script and region that there are (BCP 47): `pt-BR`."""
    found = _LANGUAGE_TAG.fullmatch(value)
    if found is None:
        return False
    # Imported here, since few bodies name a language.
    from babel import Locale

    known = Locale("en")
    language, script, region = found.groups()
    return (
        language.lower() in known.languages
        and (script is None or script.title() in known.scripts)
        and (region is None or region.upper() in known.territories)
    )


def is_machine_date(value: str, *, of_edit: bool) -> bool:
    """Whether `value` is what `<time datetime>` may have: a year, month, day or moment.

    With `of_edit`, one that `<ins datetime>` and `<del datetime>` may have, which is a day or a
    moment with its offset from UTC.
    """
    if _MONTH.fullmatch(value):
        return not of_edit
    found = _DAY.fullmatch(value)
    if found is None or (found["zone"] and not found["time"]):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return not (of_edit and found["time"] and not found["zone"])
