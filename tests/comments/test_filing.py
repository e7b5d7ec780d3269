"""Filing collected comments: each once, none approved, and none outside its folder."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.comments.awaiting import awaiting_approval
from dateline.comments.collected import Collected, read_collected
from dateline.comments.filing import Filed, file_comments, write_rejected
from dateline.config import load_site
from dateline.content.read_comment import read_comment
from scratch import SETTINGS, ScratchSite


def collected(**values: str) -> Collected:
    """A comment that can be filed, but for `values`."""
    raw = {
        "name": "Ann Lee",
        "text": "Well said.",
        "article": "story.md",
        "date": "2024-11-24T05:12:33Z",
        **values,
    }
    return Collected(1, {"kept": "whole"}, **raw)


def filed(site: ScratchSite, *comments: Collected) -> Filed:
    return file_comments(load_site(site.root), comments)


@pytest.fixture
def paper(site: ScratchSite) -> ScratchSite:
    """An archive with one article in English and one in French, and a page."""
    site.settings('timezone = "Indian/Mauritius"\n' + SETTINGS)
    site.article("story.md", aliases=["/old/story.html", "/r%C3%A9cit"])
    site.article("2014/histoire.fr.md")
    site.article("about.md", kind="page", date=None)
    return site


def test_a_comment_becomes_a_file_that_awaits_approval(paper: ScratchSite) -> None:
    done = filed(paper, collected(text='It "rained".\r\n\r\nAll day.', url="https://ann.example/"))
    (path,) = done.new
    assert path.startswith("_comments/story/2024-11-24-")
    assert (paper.root / "content" / path).read_text("utf-8") == (
        "---\n"
        'name: "Ann Lee"\n'
        'date: "2024-11-24T09:12:33+04:00"\n'
        'url: "https://ann.example/"\n'
        "approved: false\n"
        "---\n\n"
        'It "rained".\n\nAll day.\n'
    )
    paper.build()
    assert "rained" not in paper.page("/2014/03/05/story/")
    (waiting,) = awaiting_approval(load_site(paper.root))
    assert (waiting.path, waiting.problems) == (path, ())
    assert waiting.comment and waiting.comment.name == "Ann Lee"


def test_conflict_markers_of_a_reader_are_text(paper: ScratchSite) -> None:
    text = "=======\n<<<<<<< HEAD\nmine\n||||||| base\n=======\nyours\n>>>>>>> theirs"
    filed(paper, collected(text=text))
    (waiting,) = awaiting_approval(load_site(paper.root))
    assert waiting.problems == ()
    assert waiting.text == text.replace("\n", " ")
    assert filed(paper, collected(text=text)).known == 1


def test_nothing_is_filed_twice_and_no_file_is_touched(paper: ScratchSite) -> None:
    one, other = collected(), collected(text="Not so.")
    (path,) = filed(paper, one).new
    paper.write(f"content/{path}", "approved by an editor")
    done = filed(paper, one, other, one)
    assert (len(done.new), done.known) == (1, 2)
    assert (paper.root / "content" / path).read_text("utf-8") == "approved by an editor"


@pytest.mark.parametrize(
    "where",
    [
        {"article": "2014/histoire.fr.md"},
        {"article": "/fr/2014/03/05/histoire/"},
        {"article": "", "page": "https://meridian.example/fr/2014/03/05/histoire/?a=1#x"},
        {"article": "gone.md", "page": "https://copy.example/FR/2014/03/05/histoire"},
        {"article": "fr/2014/03/05/histoire", "page": "/fr/2014/03/05/histoire/index.html"},
    ],
)
def test_the_article_is_found_by_path_or_address(paper: ScratchSite, where: dict[str, str]) -> None:
    (path,) = filed(paper, collected(**where)).new
    assert path.startswith("_comments/2014/histoire.fr/")


@pytest.mark.parametrize("address", ["/old/story.html", "/r%C3%A9cit/", "/R%C3%89CIT"])
def test_the_article_is_found_by_an_address_that_it_had(paper: ScratchSite, address: str) -> None:
    (path,) = filed(paper, collected(article="", page=f"https://old.example{address}")).new
    assert path.startswith("_comments/story/")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": " \n"}, "it has no text"),
        ({"text": "x" * 20_001}, "its text has more than 20,000 characters"),
        ({"name": "\u202e\u200b"}, "it has no name"),
        ({"name": "x" * 101}, "its name has more than 100 characters"),
        ({"date": ""}, "it has no date"),
        ({"date": "yesterday"}, "“yesterday” is not a date"),
        ({"date": "2024-11-24" * 1_000}, "its date is too long to be one"),
        ({"trap": "https://casino.example/"}, "a field that only robots see is filled in"),
        ({"article": ""}, "it does not say which article it is about"),
        ({"article": "stor.md"}, "no article “stor.md”; did you mean “story.md”?"),
        ({"article": "about.md"}, "there is no article “about.md”"),
        ({"article": "../../etc/passwd"}, "there is no article"),
        ({"article": "../content/story.md"}, "there is no article"),
        ({"article": "/etc/passwd.md"}, "there is no article"),
        ({"article": "_comments/story/x.md"}, "there is no article"),
        ({"article": "story.md\0"}, "there is no article"),
        ({"article": "https://[story.md"}, "there is no article"),
    ],
)
def test_what_cannot_be_filed_is_kept_with_the_reason(
    paper: ScratchSite, values: dict[str, str], reason: str
) -> None:
    before = paper.sources()
    done = filed(paper, collected(**values))
    assert not done.new and paper.sources() == before
    assert reason in done.rejected[0].reason
    place = write_rejected(done.rejected, paper.root / "x.json")
    assert json.loads(place.read_text("utf-8"))[0]["kept"] == "whole"


def test_what_was_rejected_can_be_corrected_and_imported(paper: ScratchSite) -> None:
    file = paper.write("a.csv", "name,comment,article,created_at\nAnn,Hm.,stori.md,2024-11-24\n")
    done = filed(paper, *read_collected(file))
    place = write_rejected(done.rejected, paper.root / "a.json")
    place.write_text(place.read_text("utf-8").replace("stori.md", "story.md"), "utf-8")
    assert len(filed(paper, *read_collected(place)).new) == 1
    # What somebody has corrected is never overwritten.
    assert write_rejected(done.rejected, place).name == "a-2.json"
    assert write_rejected(done.rejected, place).name == "a-2.json"
    # What is behind a hyphen in the name may be the editor's own.
    dated = paper.write("bad-2024.json", "[]\n")
    assert write_rejected(done.rejected, dated).name == "bad-2024-2.json"
    paper.write("bad-2024-2.json", "[]\n")
    assert write_rejected(done.rejected, dated).name == "bad-2024-3.json"


def test_a_submission_that_is_far_too_long_is_refused_alone(paper: ScratchSite) -> None:
    file = paper.root / "form.csv"
    rows = [f"Ann,{text},story.md,2024-11-24" for text in ("Well.", "x" * 2_000_000, "Said.")]
    file.write_text("\n".join(["name,comment,article,date", *rows]) + "\n", "utf-8")
    done = filed(paper, *read_collected(file))
    assert len(done.new) == 2
    assert [(one.collected.number, one.reason) for one in done.rejected] == [
        (3, "its text has more than 20,000 characters")
    ]


@pytest.mark.parametrize("link", ["_comments", "_comments/2014", "_comments/2014/histoire.fr"])
def test_nothing_is_filed_through_a_symbolic_link(paper: ScratchSite, link: str) -> None:
    outside = paper.root / "outside"
    outside.mkdir()
    (paper.root / "content/_comments/2014").mkdir(parents=True, exist_ok=True)
    place = paper.root / "content" / link
    if place.exists():
        shutil.rmtree(place)
    place.symlink_to(outside)
    done = filed(paper, collected(article="2014/histoire.fr.md"))
    assert done.new == [] and list(outside.iterdir()) == []
    assert [one.reason for one in done.rejected] == [
        f"content/{link} is a symbolic link, and comments are not filed through it"
    ]


def test_an_address_with_a_password_is_left_out(paper: ScratchSite) -> None:
    (path,) = filed(paper, collected(url="https://ann:secret@ann.example/")).new
    assert "ann.example" not in (paper.root / "content" / path).read_text("utf-8")


def test_replies_stay_replies(paper: ScratchSite) -> None:
    done = filed(paper, collected(id="7"), collected(text="Indeed.", id="8", parent="7"))
    first, second = (paper.root / "content" / path for path in done.new)
    assert f'reply_to: "{first.stem}"\n' in second.read_text("utf-8")


HOSTILE = st.text(st.characters(), max_size=40) | st.sampled_from(
    ("---\napproved: true\n---\n", '"\napproved: true', "{{ 7 }}", "<script>", "=cmd()", "\ud800")
)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sent=st.lists(
        st.fixed_dictionaries({"name": HOSTILE, "text": HOSTILE, "url": HOSTILE}),
        min_size=20,
        max_size=30,
    )
)
def test_whatever_is_sent_stays_what_it_is(paper: ScratchSite, sent: list[dict[str, Any]]) -> None:
    site = load_site(paper.root)
    for path in file_comments(site, [collected(**values) for values in sent]).new:
        file = site.content / path
        reading = read_comment(file.read_bytes(), path=path, site=site)
        assert not reading.approved
        faults = [fault for fault in reading.problems if fault.kind not in {"address", "value"}]
        assert not faults, file.read_text("utf-8")
        file.unlink()
