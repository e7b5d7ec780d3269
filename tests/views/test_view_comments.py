"""Readers' comments on the pages of articles, and the form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dateline.comments.collected import read_collected
from dateline.problems import ProblemsFound
from scratch import SETTINGS, ScratchSite

FORM = '\n[comments]\non = true\nhost = "netlify"\n'
STORY = "/2014/03/05/story/"


def comments(site: ScratchSite, url: str = STORY) -> str:
    """The section of comments of an article; empty if there is none."""
    found = re.search(r'<section class="comments".*?</section>', site.page(url), re.DOTALL)
    return found[0] if found else ""


def words(html: str) -> str:
    """The words of some HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_approved_comments_stand_on_the_article_oldest_first(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment("story/b.md", "Second.", name="Bo", date="2014-03-07")
    site.comment("story/a.md", "Third.", name="Cy", date="2014-03-08")
    site.comment("story/c.md", "First.", name="Ann", date="2014-03-06T10:30")
    site.build()
    shown = words(comments(site))
    assert shown.startswith("3 comments Ann Mar 6, 2014 , 10:30")
    assert shown.index("First.") < shown.index("Second.") < shown.index("Third.")


def test_a_comment_that_nobody_approved_is_nowhere(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment("story/one.md", "Seen.")
    site.comment("story/two.md", "Unseen.", name="Bo", approved=None)
    site.comment("story/three.md", "Unseen.", name="Cy", approved=False)
    summary = site.build()
    assert words(comments(site)).startswith("1 comment Ann")
    assert not any(b"Unseen" in data for data in site.snapshot().values())
    assert summary.waiting_comments == 2


def test_replies_stand_below_what_they_answer(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment("story/one.md", "One.", date="2014-03-06")
    site.comment("story/two.md", "Two.", name="Bo", date="2014-03-07")
    site.comment("story/three.md", "Three.", name="Cy", date="2014-03-08", reply_to="one")
    site.comment("story/four.md", "Four.", name="Di", date="2014-03-09", reply_to="three")
    site.build()
    shown = words(comments(site))
    order = [shown.index(f"{word}.") for word in ("One", "Three", "Four", "Two")]
    assert order == sorted(order)
    assert "Di in reply to Cy" in shown and "Cy in reply" not in shown


def test_replies_in_a_circle_are_all_shown(site: ScratchSite) -> None:
    site.article("story.md")
    for name, to in (("one", "three"), ("two", "one"), ("three", "two"), ("four", "four")):
        site.comment(f"story/{name}.md", f"{name}.", reply_to=to)
    site.build()
    shown = words(comments(site))
    assert all(shown.count(f"{name}.") == 1 for name in ("one", "two", "three", "four"))


def test_a_comment_rewrites_its_article_alone(site: ScratchSite) -> None:
    for number in range(4):
        site.article(f"story{number}.md", date=f"2014-03-0{number + 1}", tags=["Flood"])
    site.build()
    site.comment("story2/one.md")
    assert site.rebuilt() == {"/2014/03/03/story2/"}
    site.comment("story2/one.md", "Better said.")
    assert site.rebuilt() == {"/2014/03/03/story2/"}
    site.comment("story2/two.md", approved=False)
    assert site.rebuilt() == set()
    site.delete("_comments/story2/one.md")
    assert site.rebuilt() == {"/2014/03/03/story2/"}


def test_comments_follow_a_renamed_folder(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment("story/one.md")
    site.build()
    site.rename("story.md", "tale.md")
    found = site.build().problems
    assert [problem.kind for problem in found] == ["lost-comment", "lost-address"]
    assert not comments(site, "/2014/03/05/tale/")
    site.rename("_comments/story", "_comments/tale")
    assert site.rebuilt() == {"/2014/03/05/tale/"}
    assert "Well said." in comments(site, "/2014/03/05/tale/")


def test_comments_of_an_unpublished_article_wait_with_it(site: ScratchSite) -> None:
    site.article("story.md", date="2030-01-01")
    site.article("draft.md", draft=True)
    site.comment("story/one.md", "A secret.")
    site.comment("draft/one.md", "A secret.")
    site.build()
    assert not any(b"A secret" in data for data in site.snapshot().values())
    site.now = "2030-01-02T00:00:00"
    assert "/2030/01/01/story/" in site.rebuilt()
    assert "A secret." in comments(site, "/2030/01/01/story/")


def test_what_readers_write_is_shown_and_never_run(site: ScratchSite) -> None:
    site.article("story.md")
    site.comment(
        "story/one.md",
        "<script>alert(1)</script>\n\n# Big\n\n![x](https://x.example/a.png)\n\n"
        '[go](javascript:alert(1)) [see](https://y.example/?a=1&b="2")',
        name="<img src=x onerror=alert(1)>",
        url='https://z.example/"onmouseover=alert(1)',
    )
    site.build()
    shown = comments(site)
    assert "<script" not in shown and "<img" not in shown and "<h1" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert set(re.findall(r"<a [^>]*>", shown)) == {
        '<a href="https://z.example/&#34;onmouseover=alert(1)" rel="ugc nofollow">',
        '<a class="comment-date" href="#page--comment-one">',
        '<a href="https://x.example/a.png" rel="ugc nofollow">',
        '<a href="https://y.example/?a=1&amp;b=%222%22" rel="ugc nofollow">',
    }


def test_the_form_asks_for_a_comment_and_a_name(site: ScratchSite) -> None:
    site.settings(SETTINGS + FORM + "close_after = 0\n")
    site.article("story.md")
    site.article("story.fr.md")
    site.build()
    form = comments(site)
    assert 'action="/thank-you/" ' in form and 'data-netlify="true"' in form
    assert '<input type="hidden" name="form-name" value="comments">' in form
    assert '<input type="hidden" name="article" value="story.md">' in form
    assert 'data-netlify-honeypot="homepage"' in form and ' name="homepage"' in form
    assert re.search(r'<textarea [^>]*name="comment"[^>]* required ', form)
    assert re.search(r'<input [^>]*name="name"[^>]* required ', form)
    assert "email" not in form and "Comments close" not in form and 'data-until=""' in form
    assert "It will be published once an editor has read it." in site.page("/thank-you/")
    assert "Merci" in site.page("/fr/thank-you/")


def test_an_import_reads_what_the_form_sends(site: ScratchSite, tmp_path: Path) -> None:
    site.settings(SETTINGS + FORM + "close_after = 0\nask_email = true\n")
    site.article("story.md")
    site.build()
    form = comments(site)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form))
    shown = re.findall(r'id="page--reply-([^"]+)" name="([^"]+)"', form)
    sent = {**hidden, **{name: f"the {field}" for field, name in shown}}
    file = tmp_path / "sent.json"
    file.write_text(json.dumps([sent]), "utf-8")
    (found,) = read_collected(file)
    assert found.article == "story.md" and found.name == "the name"
    assert found.text == "the comment" and found.trap == "the homepage"


def test_the_form_may_go_to_any_address_and_ask_for_mail(site: ScratchSite) -> None:
    settings = '\n[comments]\non = true\nendpoint = "https://forms.example/f?a=1&b=2"\n'
    site.settings(SETTINGS + settings + "close_after = 0\nask_email = true\n")
    site.article("story.md")
    site.build()
    form = comments(site)
    assert 'action="https://forms.example/f?a=1&amp;b=2"' in form
    assert "netlify" not in form and "form-name" not in form
    email = re.search(r"<input [^>]*type=\"email\"[^>]*>", form)
    assert email and "required" not in email[0]


@pytest.mark.parametrize(
    ("on", "key", "open_"),
    [(True, None, True), (True, False, False), (False, None, False), (False, True, True)],
)
def test_an_article_may_decide_for_itself(
    site: ScratchSite, on: bool, key: bool | None, open_: bool
) -> None:
    settings = f'\n[comments]\non = {str(on).lower()}\nhost = "netlify"\nclose_after = 0\n'
    site.settings(SETTINGS + settings)
    site.article("story.md", comments=key)
    site.comment("story/one.md")
    site.build()
    assert ("<form" in comments(site)) is open_
    assert ("Comments are closed." in words(comments(site))) is not open_
    assert "Well said." in comments(site)


def test_an_article_is_closed_after_some_days(site: ScratchSite) -> None:
    site.settings(SETTINGS.replace("languages", 'timezone = "Indian/Mauritius"\nlanguages') + FORM)
    site.article("story.md", date="2014-03-05T23:30")
    site.article("other.md", date="2014-04-30")
    site.comment("story/one.md")
    site.now = "2014-04-04T19:59:59"
    site.build()
    assert "Comments close on Apr 4, 2014 ." in words(comments(site))
    assert 'data-until="2014-04-05T00:00:00+04:00"' in comments(site)
    site.now = "2014-04-04T20:00:00"
    assert site.rebuilt() == {STORY}
    assert words(comments(site)).endswith("Well said. Comments are closed.")
    site.now = "2014-03-10T00:00:00"
    assert site.rebuilt() == {STORY}
    assert "<form" in comments(site)


def test_an_old_article_without_comments_says_nothing_of_them(site: ScratchSite) -> None:
    site.settings(SETTINGS + FORM)
    site.article("story.md", date="1975-02")
    site.build()
    assert "comment" not in site.page("/1975/02/story/")


def test_turning_comments_on_gives_every_article_its_form(site: ScratchSite) -> None:
    site.article("story.md", date="2024-12-30")
    site.article("older.md", date="2014-03-05")
    site.build()
    assert not site.has("/thank-you/")
    site.settings(SETTINGS + FORM)
    site.now = "2025-01-10T00:00:00"
    assert {"/2024/12/30/story/", "/thank-you/"} <= site.rebuilt()
    assert "<form" in comments(site, "/2024/12/30/story/")
    assert not comments(site, "/2014/03/05/older/")
    site.settings(SETTINGS)
    site.rebuilt()
    assert not site.has("/thank-you/")


def test_saved_and_portable_pages_have_a_link_for_the_form(site: ScratchSite) -> None:
    site.settings(SETTINGS + FORM + "close_after = 0\n")
    site.article("story.md")
    site.comment("story/one.md")
    site.build()
    saved = re.sub(r"<!-- online -->.*?<!-- /online -->", "", comments(site), flags=re.DOTALL)
    link = '<a href="https://meridian.example/2014/03/05/story/#page--comments">'
    assert "<form" not in saved and link in saved and "Well said." in saved
    site.build(edition="portable", output=site.root / "portable")
    page = (site.root / "portable/2014/03/05/story/index.html").read_text("utf-8")
    assert "comment-form" not in page and link in page and "Well said." in page
    assert not (site.root / "portable/thank-you").exists()


def test_comments_speak_the_language_of_the_article(site: ScratchSite) -> None:
    site.settings(SETTINGS + FORM + "close_after = 0\n")
    site.article("story.fr.md", title="Une histoire")
    site.comment("story.fr/un.md", 'Il a dit "oui" !')
    site.build()
    page = words(comments(site, "/fr/2014/03/05/story/"))
    assert "1 commentaire" in page and "Laisser un commentaire" in page
    assert "« oui »" in page.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("on = true", "Comments are on, but have nowhere to go"),
        ('host = "surge"', "“surge” is not a host whose forms Dateline knows"),
        ('endpoint = "http://forms.example/"', "it is not an address with https://"),
        ('endpoint = "javascript:alert(1)"', "it is not an address with https://"),
        ('host = "netlify"\nendpoint = "https://x.example/"', "both a “host” and an “endpoint”"),
        ('host = "netlify"\nclose_after = -1', "“comments.close_after” is -1, but must be 0 or"),
        ('hots = "netlify"', "“hots” is not a Dateline setting"),
    ],
)
def test_settings_that_cannot_work_are_told(site: ScratchSite, settings: str, message: str) -> None:
    site.settings(f"{SETTINGS}\n[comments]\n{settings}\n")
    with pytest.raises(ProblemsFound) as found:
        site.build()
    assert message in found.value.problems[0].message
    assert found.value.problems[0].line >= 5
