"""What seems to hide an article, under a key that Dateline does not know, holds it back."""

from __future__ import annotations

import pytest
from article_cases import make_site

from dateline.config import Site
from dateline.content.read import Reading, publication_instant, read_article

SITE = make_site()
DATED = "date: 2024-11-23\n"


def read(lines: str, site: Site = SITE, dated: str = DATED) -> Reading:
    text = f"---\ntitle: Flood\n{dated}{lines}\n---\n\nText.\n"
    return read_article(text.encode(), path="story.md", site=site, registers={})


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        # Names of other systems, and what somebody may write from memory.
        ("publish_on: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publishDate: 2030-01-01T06:00", "Write publish_at: 2030-01-01T06:00"),
        ("publishdate: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publish: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("Publish On: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publish_at_date: 1 January 2030", "Write publish_at: 2030-01-01"),
        ("embargo: 2030-01-01T06:00", "Write publish_at: 2030-01-01T06:00"),
        ("embargo_until: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("embargo: until the verdict", "Write the moment"),
        ("embargoed: true", "Write the moment"),
        ("embargo:", "Write the moment"),
        ("available_from: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("pub_date: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("ｅｍｂａｒｇｏ: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("Sperrfrist: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("Entwurf: true", "Write draft: true"),
        ("<<: {draft: true}", "Delete it"),
        ("spiked: yes", "Write draft: true"),
        ("ready: false", "Write draft: true"),
        ("scheduled: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("scheduled_for: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("scheduled: yes", "Write the moment"),
        ("hold_until: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publish_on: soon", "Write the moment"),
        ("publish_on:", "Write the moment"),
        ("published_at: 2024-11-24", "Write publish_at: 2024-11-24"),
        ("publish: false", "Write draft: true"),
        ("public: no", "Write draft: true"),
        ("isPublished: false", "Write draft: true"),
        ("published_at: false", "Write draft: true"),
        ("unpublished: true", "Write draft: true"),
        ("hidden: true", "Write draft: true"),
        ("hidden: in the sidebar", "Write draft: true"),
        ("is_private: 1", "Write draft: true"),
        ("status: draft", "Write draft: true"),
        ("post_status: Private", "Write draft: true"),
        ("visibility: hidden", "Write draft: true"),
        ("withdraw: It was forged.", "Write withdrawn:"),
        ("withdraw:", "Write withdrawn:"),
        ("withdrawn_on: 2024-11-24", "Write withdrawn:"),
        ("retracted: true", "Write withdrawn:"),
        ("retraction: {reason: It was forged.}", "Write withdrawn:"),
        ("expiryDate: 2030-01-01", "Delete it"),
        ("expires: 2030-01-01", "Delete it"),
        ("publish_until: 2030-01-01", "Delete it"),
        ("_build: {render: never}", "Write draft: true"),
        ("build: {render: never, list: never}", "Write draft: true"),
        ("build: {list: false}", "Write draft: true"),
        ("eleventyExcludeFromCollections: true", "Write draft: true"),
        ("exclude: true", "Write draft: true"),
        ("not_published: true", "Write draft: true"),
        ("pending: true", "Write draft: true"),
        ("killed: true", "Write draft: true"),
        ("headless: true", "Write draft: true"),
        ("enabled: false", "Write draft: true"),
        ("approved: no", "Write draft: true"),
        ("status: killed", "Write draft: true"),
        ("publish: never", "Write draft: true"),
        ("active: false", "Write draft: true"),
        ("unlist: true", "Write draft: true"),
        ("needs_review: true", "Write draft: true"),
        ("workflow: draft", "Write draft: true"),
        ("available: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("issued: 1 January 2030", "Write publish_at: 2030-01-01"),
        ("release_date: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("valid_from: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("status: not published", "Write draft: true"),
        ("status: On-Hold", "Write draft: true"),
        ("wp_status: draft", "Write draft: true"),
        ("status: in_review", "Write draft: true"),
        ("published: later", "Write draft: true"),
        ("withheld: true", "Write draft: true"),
        ("spike: yes", "Write draft: true"),
        ("removed: true", "Write draft: true"),
        ("not_for_publication: true", "Write draft: true"),
        ("embargo_lift: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("lift_embargo: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("under_embargo: true", "Write the moment"),
        ("goes_live: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("valid_until: 2030-01-01", "Delete it"),
        ("valid_to: 2030-01-01", "Delete it"),
        ("robots: noindex, nofollow", "Write noindex: true"),
        # Slips of the hand.
        ("draf: true", "Write draft: true"),
        ("daft: yes", "Write draft: true"),
        ("drfat: true", "Write draft: true"),
        ("nondex: true", "Write noindex: true"),
        ("publsh_at: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publish_ta: tomorrow", "Write the moment"),
        ("witdrawn: It was forged.", "Write withdrawn:"),
        ("embrago: 2030-01-01", "Write publish_at: 2030-01-01"),
        ("publishd: false", "Write draft: true"),
        ("schedulled: true", "Write the moment"),
    ],
)  # fmt: skip
def test_what_seems_to_hide_an_article_holds_it_back(line: str, fix: str) -> None:
    reading = read(line)
    (problem,) = reading.problems
    assert reading.article is None and reading.body == ""
    assert (problem.kind, problem.severity, problem.line) == ("hiding-key", "error", 4)
    assert problem.fix.startswith(fix)
    key = line.partition(":")[0]
    assert f'ignore = ["{key}"]' in problem.fix
    text = f"---\ntitle: Flood\n{DATED}{line}\n---\n"
    assert publication_instant(text.encode(), path="story.md", site=SITE) > "9999"
    assert read(line, make_site(f'front_matter.ignore = ["{key}"]')).article


@pytest.mark.parametrize(
    "line",
    [
        "published: true",
        "draft: false",
        "publish: true",
        "ready: true",
        "pub_date: 2014-01-01",
        "public: yes",
        "hidden: false",
        "hidden:",
        "hidden: [toc, sidebar]",
        "private: 0",
        "embargo: false",
        "unpublished: no",
        "retracted: false",
        "status: publish",
        "state: NY",
        "publishDate: 2024-11-23",
        "publishDate: 2014-03-12T10:00:00Z",
        "published_at: 2024-11-23T18:30",
        "publisher: Acme",
        "published: The Meridian",
        "status: published",
        "held: in Port Louis",
        "spike: 3 per cent",
        "removed: the old pier",
        "robots: index, follow",
        "robots: {colour: red}",
        "published_by: Acme",
        "publication: The Meridian",
        "schedule: Monday to Friday",
        "schedules: [Monday]",
        "hide_title: true",
        "drafts_of: the law",
        "craft: weaving",
        "index: true",
        "live: true",
        "place_hidden: true",
        "_build: {render: always, list: local, publishResources: false}",
        "build: 1417",
        "exclude: [toc, sidebar]",
        "exclude: false",
        "pending: no",
        "enabled: true",
        "release: 1.2",
        "release_date: 2014-01-01",
        "release_date: 1 January 2014",
        "release_date: Autumn 2025",
        "issued: weekly",
        "pub_date: 1 January 2014",
        "workflow: photographs",
        "valid_from: 2024-11-01",
        "expires: never",
    ],
)
def test_what_hides_nothing_does_not(line: str) -> None:
    reading = read(line)
    assert reading.article
    assert {problem.severity for problem in reading.problems} <= {"warning"}


@pytest.mark.parametrize(
    "line",
    ["draft: true\npublish_on: 2030-01-01", "withdrawn: It was forged.\nembargo: true",
     "publish_at: 2030-01-02\nembargo: 2030-01-01"],
)  # fmt: skip
def test_an_article_that_is_hidden_anyway_is_not_held_back(line: str) -> None:
    reading = read(line)
    assert reading.article and {problem.kind for problem in reading.problems} == {"unknown-key"}


def test_the_date_may_stand_in_the_files_name() -> None:
    text = b"---\ntitle: Flood\npublishDate: 2024-11-23\n---\n"
    for path, is_read in (("2024-11-23-flood.md", True), ("2024-11-22-flood.md", False)):
        reading = read_article(text, path=path, site=SITE, registers={})
        assert bool(reading.article) == is_read


def test_a_page_without_a_date_is_public_at_once() -> None:
    assert read("publishDate: 2014-01-01", dated="kind: page\n").article is None


def test_our_keys_may_be_typed_in_full_width_letters() -> None:
    for line in ("ｄｒａｆｔ: true", "𝐝𝐫𝐚𝐟𝐭: true"):
        reading = read(line)
        assert reading.article and reading.article.draft
        assert [problem.fix for problem in reading.problems] == ["Write “draft” instead"]


def test_unpublished_in_any_spelling_is_a_draft() -> None:
    for line in ("published: false", "Published: no", "PUBLISHED: off"):
        article = read(line).article
        assert article and article.draft


@pytest.mark.parametrize("key", ["draft", "noindex"])
def test_a_switch_that_is_not_set_holds_back(key: str) -> None:
    for value in ("", ' ""', " ~", " # true"):
        reading = read(f"{key}:{value}")
        (problem,) = reading.problems
        assert (problem.severity, problem.line) == ("error", 4)
        assert problem.fix.startswith(f"Write {key}: true")
        assert reading.article is None


@pytest.mark.parametrize(
    "text",
    ["---\ndraft: true\n---", "\n\n---\nlayout: post\n\nHidden: true\n---", "draft: true\n---",
     "author:\n  - Jane Doe\nembargo: 2030-01-01\n---", "+++\ndraft = true\n+++",
     "draft = true\n+++", "---\npublish_on: 2030-01-01\n---"],
)  # fmt: skip
def test_a_second_front_matter_holds_back(text: str) -> None:
    data = f"---\ntitle: Flood\n{DATED}---\n{text}\nText.\n".encode()
    reading = read_article(data, path="story.md", site=SITE, registers={})
    (problem,) = reading.problems
    line = 5 + len(text) - len(text.lstrip())
    assert (problem.severity, problem.line, problem.column) == ("error", line, 1)
    assert problem.message.startswith("The text begins with a second front matter")
    assert reading.article is None
    assert publication_instant(data, path="story.md", site=SITE) > "9999"


@pytest.mark.parametrize(
    "text",
    ["---\nUpdate: the river rises\n---", "Update: the river rises\n---", "Draft: a law\n---",
     "---", "---\nRain.\n---", "title: none\nThe river\n---", "time: 6.30\n---", "draft: true",
     "---\ndraft: true\nThe river.\n\n---", "draft: true\n\n---", "a = 1\n---"],
)  # fmt: skip
def test_a_break_or_a_heading_is_no_front_matter(text: str) -> None:
    data = f"---\ntitle: Flood\n{DATED}---\n{text}\n\nText.\n".encode()
    reading = read_article(data, path="story.md", site=SITE, registers={})
    assert reading.article and not reading.problems


def test_an_embargo_whose_end_is_not_written_holds_back() -> None:
    for line in ("publish_at:", 'publish_at: ""', "publish_at: ~"):
        reading = read(line)
        (problem,) = reading.problems
        assert (problem.severity, problem.line) == ("error", 4)
        assert problem.fix.startswith("Write the moment from which it is public: publish_at: 2024")
        assert reading.article is None


@pytest.mark.parametrize(
    ("text", "line", "fix"),
    [
        (
            "+++\ntitle = 'Flood'\ndate = 2024-11-23\n[extra]\ndraft = true\n+++\n",
            5,
            "Move it above [extra]",
        ),
        (
            "+++\ntitle = 'Flood'\ndate = 2024-11-23\n[[corrections]]\ntext = 'Six.'\n"
            "publish_at = 2030-01-01\n+++\n",
            6,
            "Move it above [[corrections]]",
        ),
        (
            "---\ntitle: Flood\ndate: 2024-11-23\nextra:\n  published: false\n---\n",
            5,
            "Write draft: true above extra:, without spaces before it",
        ),
        (
            "---\ntitle: Flood\ndate: 2024-11-23\nextra:\n  withdrawn: It was forged.\n---\n",
            5,
            "Move it above extra:, without spaces before it. If",
        ),
        (
            "---\ntitle: Flood\ndate: 2024-11-23\nparams: {deep: [{embargo: 2030-01-01}]}\n---\n",
            4,
            "Write publish_at: 2030-01-01 above params:",
        ),
        (
            '{"title": "Flood", "date": "2024-11-23",\n"extra": {"draft": true}}\n',
            2,
            'Move it before "extra"',
        ),
    ],
)
def test_what_hides_an_article_holds_it_back_within_a_table_too(
    text: str, line: int, fix: str
) -> None:
    reading = read_article(text.encode(), path="story.md", site=SITE, registers={})
    (problem,) = (one for one in reading.problems if one.kind == "hiding-key")
    assert reading.article is None
    assert (problem.severity, problem.line) == ("error", line)
    assert problem.fix.startswith(fix), problem.fix
    assert publication_instant(text.encode(), path="story.md", site=SITE) > "9999"


@pytest.mark.parametrize(
    "lines",
    [
        "extra: {Issued: 2030-01-01, drafts: 3, Withdrawn: 1850, killed: 12, embargo: Cuba}",
        "extra: {draft: false, stamps: [{withdrawn: 1850-01-01, hidden: true}]}",
        "cover: {image: quay.jpg, hidden: true}",
        "draft: true\nextra: {draft: true}",
    ],
)
def test_tables_may_hold_what_is_not_about_the_article(lines: str) -> None:
    assert "hiding-key" not in [problem.kind for problem in read(lines).problems]


def test_nothing_hides_an_article_in_a_table_that_the_newsroom_ignores() -> None:
    assert read("seo: {draft: true}").article is None
    ignoring = make_site('front_matter.ignore = ["seo"]')
    assert not read("seo: {draft: true}", ignoring).problems
