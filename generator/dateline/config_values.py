"""The values that site.toml allows, and the messages for those that it does not."""

from __future__ import annotations

import re
from typing import Annotated, Any, cast, get_args
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from dateline.addresses import as_browsers_read, link_fault
from dateline.controls import without_controls
from dateline.faults import one_or_more, refusal
from dateline.hosts import HOSTS
from dateline.page_paths import choosing_fault, page_at
from dateline.problems import SETTLED, ProblemKind, Weight, nearest

FILE_NAME = "site.toml"
PERMALINK_PARTS = ("year", "month", "day", "slug", "section")
_LONG = {":slug": "s" * 100, ":section": "s" * 100}
"""For some of them, what stands in the longest addresses."""
_HOST = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d+)?")
"""With its port; names in all scripts are allowed, people's names and passwords are not."""
_HOST_MEANT = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+[:/]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_LANGUAGE = 35
"""In characters. RFC 5646 asks everyone to allow this many; folders have these names."""
SPOKEN = ("en", "fr")
"""Languages that Dateline has words for: they need no table in site.toml."""
NAME = re.compile(r"[a-z][a-z0-9_-]*")


def form(**schema: Any) -> WithJsonSchema:
    """How text of a setting may be written, for its JSON Schema."""
    return WithJsonSchema({"type": "string", **schema})


_ONE_OR_MORE = WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}})


def whole_url(value: str) -> str:
    """The address of a site, with scheme and host, quoted, ending in a slash."""
    parts = _site_parts(value)
    if parts is None:
        meant = value if "://" in value else f"https://{value}"
        meant = meant.partition("?")[0].partition("#")[0].rstrip("/") + "/"
        host = _HOST_MEANT.match(meant) and _site_parts(meant)
        raise refusal(
            f"“{value}” is not the address of a site",
            f'Write the full address: url = "{meant if host else "https://example.org/"}"',
        )
    path = quote(unquote(parts.path), safe="/!$&'()*+,;=:@~-._").rstrip("/") + "/"
    return urlunsplit(parts._replace(path=path))


def beginning_of_ids(value: str) -> str:
    """The address of a site that ids in feeds begin with; empty for that of the site itself."""
    if value and _site_parts(value) is None:
        raise refusal(
            f"“{value}” is not the address of a site",
            'Write the address that the site had before: feed_ids = "https://example.org/"',
        )
    return whole_url(value) if value else ""


def _site_parts(value: str) -> SplitResult | None:
    """The parts of a site's address; None if it is none."""
    try:
        parts = urlsplit(value)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return None
    is_whole = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc) is not None
    return parts if is_whole and has_port and not (parts.query or parts.fragment) else None


def zone_name(value: str) -> str:
    """The name of a time zone."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise refusal(
            f"“{value}” is not a time zone",
            'Write a name from the tz database: timezone = "Indian/Mauritius"',
        ) from None
    return value


def is_language_code(value: str) -> bool:
    """Whether `value` is a language code (BCP 47, as far as the archive needs it)."""
    return len(value) <= _LONGEST_LANGUAGE and _LANGUAGE.fullmatch(value) is not None


def language_code(value: str) -> str:
    """A language code."""
    if not is_language_code(value):
        shown = value if len(value) <= _LONGEST_LANGUAGE else f"{value[:_LONGEST_LANGUAGE]}…"
        language, *rest = value.replace("_", "-").split("-")
        meant = "-".join((language.lower(), *rest))
        fix = 'Write a code such as "en", "fr" or "pt-BR"'
        if is_language_code(meant):
            fix = f'Write "{meant}"'
        raise refusal(f"“{shown}” is not a language code", fix)
    return value


def permalink_form(value: str) -> str:
    """The pattern of articles' addresses."""
    if not (value.startswith("/") and value.endswith("/")) or ":slug" not in value:
        raise refusal(
            f"“{value}” is not a permalink",
            "A permalink begins and ends with a slash and contains :slug,"
            ' as in permalink = "/:year/:month/:day/:slug/"',
        )
    for part in re.findall(r":([a-z]+)", value):
        if part not in PERMALINK_PARTS:
            known = ", ".join(f":{name}" for name in PERMALINK_PARTS)
            raise refusal(f"“:{part}” means nothing in a permalink", f"Use {known}")
    example = re.sub(r":[a-z]+", lambda part: _LONG.get(part[0], part[0][1:]), value)
    fault = choosing_fault(page_at(example))
    if not fault and (found := re.search(r"[\s%]", value)):
        fault = f"it contains “{found[0]}”"
    if fault:
        raise refusal(
            f"“{without_controls(value)}” cannot be a permalink: {fault}",
            "Use letters, digits, hyphens and slashes between its parts:"
            ' permalink = "/news/:year/:slug/"',
        )
    return value


def temperature_unit(value: str) -> str:
    """A unit of temperature, or nothing."""
    if value not in ("", "C", "F"):
        raise refusal(f"“{value}” is not a unit of temperature", 'Write "C" or "F"')
    return value


def host_name(value: str) -> str:
    """The name of a host that Dateline knows."""
    if value not in HOSTS:
        names = ", ".join(f'"{name}"' for name in HOSTS if name != "none")
        raise refusal(
            f"“{value}” is not a host that Dateline knows",
            f'Write {names}, or "none" for any other web server',
        )
    return value


def content_path(value: str) -> str:
    """The path of a file in content/, or nothing."""
    return _cleaned_path(value, "maps/harbour.html") if value else ""


def menu_target(value: str) -> str:
    """An address that a menu or an advertisement may link to."""
    address = as_browsers_read(value)
    if fault := link_fault(address):
        raise refusal(*fault)
    return address


SiteAddress = Annotated[str, AfterValidator(whole_url), form(pattern=r"^https?://[^/?#]+[^?#]*$")]
FeedIds = Annotated[
    str, AfterValidator(beginning_of_ids), form(pattern=r"^(https?://[^/?#]+[^?#]*)?$")
]
Permalink = Annotated[str, AfterValidator(permalink_form), form(pattern="^/(.*:slug.*/)$")]
Temperature = Annotated[str, AfterValidator(temperature_unit), form(enum=["C", "F"])]
TimeZone = Annotated[str, AfterValidator(zone_name)]
HostName = Annotated[str, AfterValidator(host_name), form(enum=list(HOSTS))]
LanguageCode = Annotated[
    str,
    AfterValidator(language_code),
    form(pattern=f"^{_LANGUAGE.pattern}$", maxLength=_LONGEST_LANGUAGE),
]
LanguageCodes = Annotated[tuple[LanguageCode, ...], BeforeValidator(one_or_more), _ONE_OR_MORE]
Names = Annotated[tuple[str, ...], BeforeValidator(one_or_more), _ONE_OR_MORE]


def listed_path(value: str) -> str:
    """The path of a file or folder in content/, in a list, without slashes around it."""
    return _cleaned_path(value, '["games", "maps/harbour.html"]')


_LONGEST_NAME = 255
"""In bytes: what file systems allow for the name of a file or folder."""


def _cleaned_path(written: str, example: str) -> str:
    path = written.removeprefix("content/").strip("/")
    parts = path.split("/")
    too_long = any(len(part.encode()) > _LONGEST_NAME for part in parts)
    if not path or ".." in parts or "\\" in path or "\0" in path or too_long:
        raise refusal(
            f"“{written[:60]}” is not the path of a file or folder in content/",
            f"Write the path from content/, with forward slashes: {example}",
        )
    return path


Paths = Annotated[
    tuple[Annotated[str, AfterValidator(listed_path)], ...],
    BeforeValidator(one_or_more),
    _ONE_OR_MORE,
]


_WIDTHS, _MOST_WIDTHS = range(100, 10_001), 8


_RIGHT_WIDTHS = "Write one to eight widths in pixels, from 100 to 10000: [480, 800, 1200, 1600]"


def picture_width(value: int) -> int:
    """A width of pictures in pixels."""
    if value not in _WIDTHS:
        raise refusal(f"{value:,} is not a width for pictures", _RIGHT_WIDTHS)
    return value


def picture_widths(value: tuple[int, ...]) -> tuple[int, ...]:
    """Widths of pictures in pixels, from narrow to wide."""
    if not value:
        raise refusal("No widths are given", _RIGHT_WIDTHS)
    if len(value) > _MOST_WIDTHS:
        message = f"There are {len(value)} widths; the limit is {_MOST_WIDTHS}"
        raise refusal(message, _RIGHT_WIDTHS)
    return tuple(sorted(set(value)))


PictureWidths = Annotated[
    tuple[Annotated[int, AfterValidator(picture_width)], ...],
    AfterValidator(picture_widths),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": _WIDTHS.start, "maximum": _WIDTHS.stop - 1},
            "minItems": 1,
            "maxItems": _MOST_WIDTHS,
        }
    ),
]


def weighed_kind(kind: str) -> str:
    """A kind of problem whose severity can be set."""
    if kind not in get_args(ProblemKind):
        near = nearest(kind, get_args(ProblemKind))
        fix = f"Did you mean “{near}”?" if near else "See the list in docs/problems.md"
        raise refusal(f"“{kind}” is not a kind of problem", fix)
    if kind in SETTLED:
        raise refusal(f"Problems of kind “{kind}” are always errors", "Delete the line")
    return kind


def weight(value: Any) -> Weight:
    """The severity of a kind of problem."""
    if value in get_args(Weight):
        return cast("Weight", value)
    raise refusal(f"“{value}” is not a severity", 'Write "off", "warning" or "error"')


Weights = Annotated[
    dict[Annotated[str, AfterValidator(weighed_kind)], Annotated[Weight, BeforeValidator(weight)]],
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                kind: {"enum": list(get_args(Weight))}
                for kind in get_args(ProblemKind)
                if kind not in SETTLED
            },
            "additionalProperties": False,
        }
    ),
]
