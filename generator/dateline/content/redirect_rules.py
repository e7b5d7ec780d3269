"""The newsroom's own redirects: `_redirects` at the top of content/.

Each line is a rule as Netlify and Cloudflare Pages read it: the address, perhaps `key=value` for
its query, where it leads, perhaps a status, perhaps conditions (`Country=mu`). `#` begins a
comment.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.addresses import link_fault
from dateline.controls import is_hidden
from dateline.hosts import REDIRECTS
from dateline.merge_conflicts import merge_conflict, of_both_versions
from dateline.own_files import read_own, too_large
from dateline.page_paths import without_slash
from dateline.problems import Problem, not_utf8

SHOWN = f"content/{REDIRECTS}"
_LARGEST = 4_000_000
_STATUS = re.compile(r"(\d{3})(!?)")
_STATUSES = {"200", "301", "302", "303", "307", "308", "404", "410"}
_MOVED = {"301", "302", "303", "307", "308"}
_PLACEHOLDER = re.compile(r"/:[A-Za-z]\w*|\*")
_NAME = re.compile(r":([A-Za-z]\w*)")
_PARAMETER = re.compile(r"[\w.-]+=\S*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the line it is on, its words, from where it leads to where, and its status, which
    is empty if the host decides; one that ends in “!” `is_forced`. It holds for requests with the
    `query`, and those that fulfil its `conditions`."""

    line: int
    words: tuple[str, ...]
    source: str
    target: str
    status: str
    query: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    is_forced: bool = False

    @property
    def is_unconditional(self) -> bool:
        """Whether it holds for everyone who asks for its address."""
        return not (self.query or self.conditions)

    @property
    def plain(self) -> bool:
        """Whether it leads readers from one address to another whatever else they ask for."""
        moved = not self.status or self.status in _MOVED
        return self.is_unconditional and moved and self.source.startswith("/")

    @property
    def says_gone(self) -> bool:
        """Whether it says that nothing is to be at its address any more."""
        return self.is_unconditional and self.status == "410"

    @property
    def says_not_found(self) -> bool:
        """Whether it only chooses the page that says that nothing is at an address."""
        return self.status == "404"

    @property
    def is_dynamic(self) -> bool:
        """Whether it holds for many addresses."""
        return _PLACEHOLDER.search(self.source) is not None

    @property
    def goes_on_after_star(self) -> bool:
        """Whether `*` is not at the end of its address."""
        return "*" in self.source.rstrip("/")[:-1]

    def sources(self, source: str) -> re.Pattern[str]:
        """The addresses, unquoted and without a slash at the end, that are read as `source`, which
        is that of the rule or its end."""
        parts = _parts(source)
        kinds = {"/*": "(?:/(.*))?", "*": "(.*)"}
        patterns = [
            kinds.get(part, "/([^/]+)") if place % 2 else re.escape(part)
            for place, part in enumerate(parts)
        ]
        return re.compile("".join(patterns))

    @property
    def names(self) -> tuple[str, ...]:
        """What its target may call the parts of an address that stand for anything, in order."""
        return tuple(part.lstrip("/*:") or "splat" for part in _parts(self.source)[1::2])

    @property
    def has_names(self) -> bool:
        """Whether its target has such names."""
        return any(name in self.names for name in _NAME.findall(_path(self.target)))

    @property
    def example(self) -> str:
        """One of the addresses that it is for."""
        return re.sub(r":[A-Za-z]\w*|\*", "x", self.source)

    @property
    def unknown_names(self) -> list[str]:
        """What its target calls by a name that nothing in its address has."""
        named = re.findall(rf"(?<=/){_NAME.pattern}", _path(self.target))
        return [name for name in named if name not in self.names]

    def target_of(self, source: str, url: str) -> str:
        """Where it leads from `url`, which is one of the addresses that are read as `source`."""
        found = self.sources(source).fullmatch(url)
        values = dict(zip(self.names, found.groups("") if found else (), strict=False))
        path = _path(self.target)
        filled = _NAME.sub(lambda name: values.get(name[1], name[0]), path)
        return self.target.replace(path, filled, 1)

    def start(self, source: str) -> str:
        """What all of these addresses begin with."""
        return _parts(source)[0] or "/"

    @property
    def text(self) -> str:
        """The rule on one line."""
        return " ".join(self.words)


def _path(target: str) -> str:
    return urlsplit(target).path


def _parts(source: str) -> list[str]:
    """The text of an address, and between its pieces, what stands for anything."""
    path = without_slash(unquote(urlsplit(source).path))
    return re.split(r"(/\*|/:[A-Za-z]\w*|\*)", path)


def read_rules(content: Path) -> tuple[tuple[Rule, ...], list[Problem]]:
    """The rules of the newsroom in its folder `content`, and what is wrong with other lines, which
    are left out. Where git could not merge two versions, the rules are those of both, so that
    nothing is lost meanwhile, and that alone is wrong. Of a link to a file outside `content`, or
    what is no file, the scan tells."""
    try:
        text = read_own(content, REDIRECTS, _LARGEST).decode("utf-8-sig")
    except OSError as error:
        return (), [too_large(SHOWN, _LARGEST)] if error.errno == errno.EOVERFLOW else []
    except UnicodeDecodeError as error:
        return (), [not_utf8(error, SHOWN)]
    text = text.replace("\r\n", "\n")
    conflict = merge_conflict(text, SHOWN, is_list=True)
    rules, problems = [], []
    for number, line in enumerate(of_both_versions(text).split("\n"), 1):
        words = tuple(re.sub(r"(?:^|\s)#.*", "", line).split())
        if not words:
            continue
        found = _rule(number, words, line)
        if isinstance(found, Rule):
            rules.append(found)
        else:
            problems.append(found)
    return tuple(rules), conflict or problems


def _rule(number: int, words: tuple[str, ...], line: str) -> Rule | Problem:
    def fault(word: str, message: str, fix: str) -> Problem:
        column = line.find(word) + 1
        return Problem(SHOWN, number, column, message, fix, "warning", kind="redirect")

    source, rest = words[0], list(words[1:])
    if any(map(is_hidden, line.replace("\t", " "))):
        return fault(source, "The line has a control character", "Type the line again")
    if not rest and not source.startswith(("/", "http")):
        fix = f"Write the old address and where it leads: /{source} /new/ 301"
        return fault(source, f"“{source}” is not a rule", fix)
    if not source.startswith(("/", "http://", "https://")) or source.startswith("//"):
        return fault(
            source, f"“{source}” is not an address of this site", f"Write /{source.lstrip('/')}"
        )
    if source.count("*") > 1:
        fix = "Write :name for a part that may be anything: /news/:day/*"
        return fault(source, f"“{source}” has more than one “*”, and hosts know only one", fix)
    query = []
    while rest and _PARAMETER.fullmatch(rest[0]):
        query.append(rest.pop(0))
    if not rest:
        fix = f"Write where it leads: {source} /new/ 301"
        return fault(source, f"“{source}” leads nowhere", fix)
    target = rest.pop(0)
    if wrong := link_fault(target):
        return fault(target, wrong.message, wrong.fix)
    status, forced = "", False
    if rest and (given := _STATUS.fullmatch(rest[0])):
        status, forced = given[1], bool(given[2])
        if status not in _STATUSES:
            return fault(rest[0], f"“{rest[0]}” is not a status of redirects", "Write 301")
        rest.pop(0)
    if wrong_word := next((word for word in rest if not _PARAMETER.fullmatch(word)), ""):
        message = f"“{wrong_word}” means nothing here"
        return fault(wrong_word, message, "Write the address, where it leads, and 301")
    return Rule(number, words, source, target, status, tuple(query), tuple(rest), forced)
