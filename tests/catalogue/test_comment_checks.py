"""Comments that reply to one another, or have dates that cannot be."""

from __future__ import annotations

import pytest
from newsroom import Newsroom, told


def comment(room: Newsroom, name: str, keys: str, article: str = "story") -> None:
    """Write a comment on content/story.md, or on another article."""
    front = f"---\nname: Ann\n{keys}\n---\nHm.\n"
    room.write(f"_comments/{article}/{name}.md", text=front)


def test_comments_that_reply_in_a_circle_are_told_once(room: Newsroom) -> None:
    room.write("story.md")
    comment(room, "one", "date: 2014-03-13\nreply_to: three")
    comment(room, "two", "date: 2014-03-14\nreply_to: one")
    comment(room, "three", "date: 2014-03-15\nreply_to: two")
    comment(room, "four", "date: 2014-03-16\nreply_to: four")
    comment(room, "five", "date: 2014-03-17\nreply_to: one")
    comment(room, "six", "date: 2014-03-13\nreply_to: five")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/_comments/story/four.md:4:11 warning The comment replies to itself |"
        " Write in “reply_to” which comment it answers, or delete the line",
        "content/_comments/story/one.md:4:11 warning These comments reply to each other in a circle"
        ": “one” → “three” → “two” → “one” |"
        " Write in “reply_to” which comment it answers, or delete the line",
    ]


def test_a_comment_dated_in_the_future_is_told(room: Newsroom) -> None:
    room.write("story.md")
    comment(room, "one", "date: 2030-01-01T03:59:59")
    comment(room, "two", "date: 2030-01-01T04:00:01")
    room.scan()
    assert told(room.archive_problems()) == [
        "content/_comments/story/two.md:3:7 warning The comment is dated 2030-01-01, which is in"
        " the future | Write when it was sent: date: 2024-11-23T07:30",
    ]


@pytest.mark.parametrize(
    ("article", "date", "is_told"),
    [
        ("2014-03-12", "2014-03-11T23:59:59", True),
        ("2014-03-12T20:00", "2014-03-12", False),
        ("2014-03-12", "2014-03", False),
        ("2014-03-12", "2014-02", True),
        ("2014-03", "2014-03-01", False),
        ("2014-03", "2014-02-28", True),
        ("2014", "2013-12-31", True),
        ("2014", "1850", True),
    ],
)
def test_a_comment_older_than_its_article_is_told(
    room: Newsroom, article: str, date: str, is_told: bool
) -> None:
    room.write("story.md", f"date: {article}")
    comment(room, "one", f"date: {date}")
    room.scan()
    message = f"The comment is dated {date[:10]}, before the article that it is on"
    assert [one.message for one in room.archive_problems()] == [message] * is_told


def test_comments_in_a_folder_too_deep_are_led_to_the_article(room: Newsroom) -> None:
    room.write("2014/story.md")
    comment(room, "one", "date: 2014-03-13", "2014/story/more")
    room.scan()
    (problem,) = room.archive_problems()
    assert (
        problem.fix == "Move the comments on content/2014/story.md to content/_comments/2014/story"
    )


def test_a_comment_beside_the_folders_of_articles_is_told_by_itself(room: Newsroom) -> None:
    front = "---\nname: Ann\ndate: 2015-03-13\n---\nHm.\n"
    for article in ("b.md", "2014/flood.md", "2015/rain/index.md"):
        room.write(article)
    for stray in ("stray.md", "2014/flood.md", "2015/rain/one.md"):
        room.write(f"_comments/{stray}", text=front)
    room.scan()
    message = "This comment is in the folder of no article, so it is not on the site"
    assert told(room.archive_problems()) == [
        f"content/_comments/2014/flood.md warning {message} | If it is on content/2014/flood.md,"
        " move it to content/_comments/2014/flood/",
        f"content/_comments/2015/rain/one.md warning {message} | If it is on"
        " content/2015/rain/index.md, move it to content/_comments/2015/rain/index/",
        f"content/_comments/stray.md warning {message} | Move it into the folder with the comments"
        " on its article, or delete it",
    ]
