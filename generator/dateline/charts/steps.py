"""Steps of shade for numbers, from 1, the lightest, to 4."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

MOST = 4


class Scale(NamedTuple):
    """Which numbers have which shade. `bounds` are the largest numbers of the steps in use, in
    order; the last step is always the darkest."""

    bounds: tuple[int, ...]

    def step(self, number: int) -> int:
        """The step of a number; 0 if it is nothing."""
        if number <= 0:
            return 0
        rank = bisect_left(self.bounds, number) + 1
        return rank * MOST // len(self.bounds)

    def ranges(self) -> tuple[tuple[int, int, int], ...]:
        """The first and last number and the step of each step in use, in order."""
        firsts = (1, *(bound + 1 for bound in self.bounds))
        return tuple(
            (first, last, self.step(last)) for first, last in zip(firsts, self.bounds, strict=False)
        )


def scale_up_to(highest: int) -> Scale:
    """The scale for numbers up to `highest`.

    The steps widen with the square of their rank, because most days have few articles and a few
    days have many.
    """
    bounds = {-(-highest * rank * rank // (MOST * MOST)) for rank in range(1, MOST + 1)}
    return Scale(tuple(sorted(bounds - {0})))
