"""What was published before."""

from __future__ import annotations

from dateline.catalogue.losses import Losses, LostAddress, LostAnchor
from dateline.catalogue.published_before import Evidence, PublishedBefore


def test_what_was_lost_earlier_is_added_and_nothing_else_changes() -> None:
    before = PublishedBefore(
        {"/b/": "b.md"},
        ["/tags/b/"],
        {"b.md": "B."},
        {"b.md": "1"},
        frozenset({"b.md"}),
        anchors={"/b/": ["x"]},
        shown_in={"b.csv": ["b.md"]},
        feed_ids={"/b/": "b"},
        terms={"b.md": {("tags", "b")}},
        evidence=Evidence.COMMIT,
        is_cut_short=True,
    )
    gone = [LostAddress("/a/", "a.md", "A.", "c.md", "a"), LostAddress("/tags/a/", "", "", "c")]
    assert before.with_lost(Losses(gone, [LostAnchor("/b/", "y")])) == PublishedBefore(
        {"/b/": "b.md", "/a/": "a.md"},
        ["/tags/b/", "/tags/a/"],
        {"a.md": "A.", "b.md": "B."},
        {"b.md": "1"},
        frozenset({"b.md"}),
        {"a.md": "c.md"},
        {"/b/": ["x"]},
        {"b.csv": ["b.md"]},
        {"/a/": "a", "/b/": "b"},
        {"b.md": {("tags", "b")}},
        {"/tags/a/": "c"},
        {"/b/": ["y"]},
        Evidence.COMMIT,
        is_cut_short=True,
    )
