"""The parts of a table in their order, and cells that claim rows and columns it does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.markdown.trees import Element

_MOST_COLUMNS = 100_000
"""Over all cells of a table; none that says anything comes near."""


class _Cell(NamedTuple):
    """A cell and the columns that it covers."""

    element: Element
    first: int
    last: int


_ORDER = ("caption", "thead", "tbody", "tfoot")


def settle_parts(table: Element) -> None:
    """Put the parts of a table in order, with one caption, one head and one foot at most."""
    for name in ("thead", "tfoot"):
        for part in table.elements(name)[1:]:
            part.rename("tbody")
    captions = table.elements("caption")
    for other in captions[1:]:
        captions[0].children += other.children
        table.children.remove(other)
    parts = table.elements(*_ORDER)
    if [part.tag for part in parts] != sorted((part.tag for part in parts), key=_ORDER.index):
        table.children = [*sorted(parts, key=lambda part: _ORDER.index(part.tag))]


def settle_cells(table: Element) -> None:
    """Make the spans of cells fit the grid, and leave out empty rows and headers not there."""
    headers = {cell.attributes.get("id", "") for cell in _cells(table) if cell.tag == "th"}
    for cell in _cells(table):
        if not set(cell.attributes.get("headers", "").split()) <= headers:
            cell.remove("headers")
    for group in _groups(table):
        group.children = [
            row
            for row in group.children
            if not isinstance(row, Element) or row.tag != "tr" or row.elements("td", "th")
        ]
    if not any(
        "colspan" in cell.attributes or "rowspan" in cell.attributes for cell in _cells(table)
    ):
        return
    if sum(_span(cell, "colspan") for cell in _cells(table)) > _MOST_COLUMNS:
        for cell in _cells(table):
            cell.remove("colspan")
            cell.remove("rowspan")
        return
    placed = [cell for group in _groups(table) for cell in _placed(group)]
    begun = {cell.first for cell in placed}
    for element, first, last in placed:
        wide = sum(column in begun for column in range(first, last + 1))
        if "colspan" in element.attributes and wide != _span(element, "colspan"):
            element.remove("colspan")
            if wide > 1:
                element.add("colspan", str(wide))


def _groups(table: Element) -> list[Element]:
    return table.elements("thead", "tbody", "tfoot")


def _cells(table: Element) -> Iterator[Element]:
    for group in _groups(table):
        for row in group.elements("tr"):
            yield from row.elements("td", "th")


def _span(cell: Element, name: str) -> int:
    return int(cell.attributes.get(name) or 1)


def _placed(group: Element) -> Iterator[_Cell]:
    """The cells of a group of rows with their columns; none reaches beyond its last row."""
    rows = group.elements("tr")
    taken: dict[int, int] = {}  # column → number of the first row in which it is free again
    for number, row in enumerate(rows):
        column = 0
        for cell in row.elements("td", "th"):
            while taken.get(column, 0) > number:
                column += 1
            left = len(rows) - number
            high = _span(cell, "rowspan")
            if high > left:
                cell.remove("rowspan")
                high = left
                if high > 1:
                    cell.add("rowspan", str(high))
            last = column
            while last - column + 1 < _span(cell, "colspan") and taken.get(last + 1, 0) <= number:
                last += 1
            for covered in range(column, last + 1):
                taken[covered] = number + high
            yield _Cell(cell, column, last)
            column = last + 1
