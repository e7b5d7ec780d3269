"""The time tree."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.timetree import ALL, Month, Period, branch, grow, parse_period

MONTHS = st.tuples(st.integers(1000, 9998) | st.integers(1990, 2012), st.integers(1, 12))
COUNTS = st.dictionaries(MONTHS, st.integers(1, 30), max_size=40)
LIMITS = st.integers(1, 60)


@given(COUNTS, LIMITS)
def test_every_article_is_in_exactly_one_leaf(counts: dict[Month, int], limit: int) -> None:
    tree = grow(counts, limit)
    leaves = list(tree.leaves())
    for month in counts:
        assert [leaf for leaf in leaves if month in leaf] == [tree.leaf(month)]
    assert tree.total == sum(counts.values()) == sum(tree.counts[leaf] for leaf in leaves)
    assert all(tree.counts[leaf] > 0 for leaf in leaves)


@given(COUNTS, LIMITS)
def test_a_period_holds_what_its_parts_hold(counts: dict[Month, int], limit: int) -> None:
    tree = grow(counts, limit)
    for period, parts in tree.children.items():
        assert tree.counts[period] > limit
        assert tree.counts[period] == sum(tree.counts[part] for part in parts)
        assert all(period.first <= part.first and part.last <= period.last for part in parts)
    for leaf in tree.leaves():
        assert tree.counts[leaf] <= limit or leaf.first == leaf.last


@given(COUNTS, LIMITS, MONTHS)
def test_one_more_article_changes_only_its_own_branch(
    counts: dict[Month, int], limit: int, month: Month
) -> None:
    before = grow(counts, limit)
    after = grow({**counts, month: counts.get(month, 0) + 1}, limit)
    own = set(branch(month))
    # A node of the branch that splits brings its parts to light; they were not nodes before.
    split = {p for p in own if after.is_split(p) and not before.is_split(p)}
    for period in before.counts.keys() | after.counts.keys():
        if period in own or any(
            part.first <= period.first and period.last <= part.last for part in split
        ):
            continue
        assert before.counts.get(period) == after.counts.get(period)
        assert before.children.get(period) == after.children.get(period)


@given(COUNTS, LIMITS, st.randoms(use_true_random=False))
def test_the_order_of_insertion_does_not_matter(
    counts: dict[Month, int], limit: int, chance: random.Random
) -> None:
    months = list(counts.items())
    chance.shuffle(months)
    shuffled = grow(dict(months), limit)
    tree = grow(counts, limit)
    assert shuffled == tree and list(shuffled.periods()) == list(tree.periods())


@given(MONTHS)
def test_names_and_paths_say_which_period(month: Month) -> None:
    for outer, inner in zip(branch(month), branch(month)[1:], strict=False):
        assert outer.first <= inner.first <= month <= inner.last <= outer.last
    for period in branch(month):
        assert parse_period(period.name) == period
        assert month in period
    assert len({period.path for period in branch(month)}) == 5


@pytest.mark.parametrize(
    "name",
    [
        "", "x", "s", "2014-", "2014-q", "2014-q0", "2014-q5", "2014-13", "2014-00", "2014-3",
        "14", "2015s", "2014-q1-", "201٤", " 2014", "+2014", "2014-03-12", "-2014", "20140s",
    ],
)  # fmt: skip
def test_no_other_name_is_one(name: str) -> None:
    with pytest.raises(ValueError):
        parse_period(name)


def test_paths_are_parts_of_addresses() -> None:
    paths = [period.path for period in branch((2014, 3))]
    assert paths == ["", "2010s/", "2014/", "2014/q1/", "2014/03/"]


def test_it_splits_only_where_it_holds_too_much() -> None:
    tree = grow({(1999, 12): 3, (2014, 3): 4, (2014, 4): 2, (2015, 1): 1}, 5)
    assert [leaf.name for leaf in tree.leaves()] == ["1990s", "2014-q1", "2014-q2", "2015"]
    assert tree.is_split(ALL) and not tree.is_split(Period((2015, 1), (2015, 12), "2015"))
    assert tree.leaf((2015, 7)) is not None and tree.leaf((1980, 1)) is None


def test_a_month_is_never_split() -> None:
    tree = grow({(2014, 3): 1000}, 5)
    assert [leaf.name for leaf in tree.leaves()] == ["2014-03"]


def test_nothing_makes_no_tree() -> None:
    tree = grow({(2014, 3): 0}, 5)
    assert (tree.total, list(tree.leaves()), list(tree.periods())) == (0, [], [])
