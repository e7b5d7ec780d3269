"""What a body refers to and what is wrong in it, gathered while it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.addresses import path_on_site, preview_path
from dateline.anchors import anchor_advice, anchor_of, anchors_in, lasting_anchors
from dateline.markdown.places import Places
from dateline.problems import Mend, Problem, ProblemKind, Severity

Kind = Literal["article", "file", "root", "canonical", "preview", "mention"]


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a body that only the whole archive can turn into a page or a file.

    `kind` is "article" for a `.md` source, "file" for any other relative address, "root" for one
    that begins with `/` or with the whole address of the site, "canonical" for such an address that
    is no link, "preview" for one at which `dateline serve` may have shown the site, "mention" for
    what may be the name of a file: nothing is checked of it. `target` is an address without query
    and fragment for "root", "canonical" and "preview", else a path relative to `content/`, decoded
    and without `..`. `line` and `column` count from 1, in the file.
    `image` says that it is shown, not linked to; `written` is what the author wrote.
    """

    kind: Kind
    target: str
    line: int
    column: int
    image: bool
    written: str


class Findings:
    """Gathers references and problems; places come in as lines and columns of the body, from 0.
    With the whole address of the `site`, addresses that begin with it are references."""

    def __init__(self, text: str, source: str, first_line: int, site: str = "") -> None:
        self.text, self._site = text, site
        self.places = Places(text)
        self.source, self.first_line = source, first_line
        self._path = f"content/{source}"
        self._references: list[Reference] = []
        self._problems: list[Problem] = []
        self._anchors: list[tuple[str, tuple[int, int]]] = []

    def refer(
        self, kind: Kind, target: str, place: tuple[int, int], *, image: bool, written: str
    ) -> None:
        """Note a reference at `place`."""
        line, column = place
        self._references.append(
            Reference(kind, target, line + self.first_line, column + 1, image, written)
        )

    def leads_to_site(self, address: str) -> bool:
        """Whether a whole address leads to this site or its preview."""
        return bool(self._path_on_site(address) or preview_path(address))

    def _path_on_site(self, address: str) -> str:
        return path_on_site(address, self._site) if self._site else ""

    def refer_to_site(
        self, address: str, place: tuple[int, int], *, image: bool, written: str
    ) -> None:
        """Note a whole `address` at `place`, if it leads to this site or its preview."""
        if path := self._path_on_site(address):
            self.refer("root", path, place, image=image, written=written)
        elif path := preview_path(address):
            self.refer("preview", path, place, image=image, written=written)

    def lead(self, address: str, place: tuple[int, int]) -> None:
        """Note a link at `place` to an anchor of the same body."""
        if anchor := anchor_of(address):
            self._anchors.append((anchor, place))

    def check_anchors(self, html: str) -> None:
        """Warn of the links to anchors that the body, which has become `html`, does not have."""
        known = dict.fromkeys(anchors_in(html)) if self._anchors else ()
        for anchor, place in self._anchors:
            if anchor not in known:
                message = f"“#{shorten(anchor)}” is no heading or other place of this article"
                fix = anchor_advice(anchor, lasting_anchors(html))
                self.warn("dead-anchor", message, fix, place)

    def warn(
        self,
        kind: ProblemKind,
        message: str,
        fix: str,
        place: tuple[int, int],
        severity: Severity = "warning",
        mend: Mend | None = None,
    ) -> None:
        """Note a problem of `kind` at `place`; its `mend` has the lines of the file."""
        line, column = place
        self._problems.append(
            Problem(
                self._path,
                line + self.first_line,
                column + 1,
                message,
                fix,
                severity,
                kind=kind,
                mend=mend,
            )
        )

    @property
    def references(self) -> tuple[Reference, ...]:
        """All references, in the order of the file."""
        return tuple(sorted(self._references, key=lambda one: (one.line, one.column)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of the file."""
        return tuple(sorted(self._problems))


def shorten(text: str, limit: int = 60) -> str:
    """`text` on one line, at most `limit` characters long, for use in a message."""
    folded = " ".join(text[: limit * 4].split())
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"
