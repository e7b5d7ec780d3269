"""The notice in the place of a withdrawn article, and all that goes with the article."""

from __future__ import annotations

import json
import re

from photographs import photograph
from scratch import SETTINGS, ScratchSite, assert_same, urls

ADDRESS = "/2014/03/05/flood/"
REASON = "The letter on which it relied was forged."


def publish(site: ScratchSite, **keys: object) -> None:
    """Publish a story with everything that may give it away, two others, and one that names it."""
    site.settings(SETTINGS + "[images]\nshare = true\n")
    site.write("content/photograph.jpg", photograph())
    site.article(
        "flood.md", "The zebra drowned. ![A zebra](photograph.jpg)", title="Zebra in the flood",
        tags=["Zebra"], series="Floods", location="Zebraville", summary="A zebra drowned.", **keys,
    )  # fmt: skip
    site.article("flood.fr.md", "Il a plu.", title="Inondation")
    site.article("after.md", "See [what was said](flood.md).", series="Floods", date="2014-03-05")
    site.article("other.md", "Nothing.", date="2014-03-04")


def test_a_notice_says_why_and_nothing_else_is_left(site: ScratchSite) -> None:
    site.search = True
    publish(site)
    site.build()
    assert any(b"zebra" in data.lower() for data in site.snapshot().values())
    assert any(path.startswith("images/") for path in site.snapshot())
    assert (site.public / f"{ADDRESS[1:]}share.png").exists()
    publish(site, withdrawn={"reason": REASON, "date": "2014-04-01"})
    assert ADDRESS in site.rebuilt()
    page = site.page(ADDRESS)
    assert "<h1>This article has been withdrawn</h1>" in page and REASON in page
    assert '<time datetime="2014-04-01">Tuesday, April 1, 2014</time>' in page
    assert '<meta name="robots" content="noindex">' in page
    # The feeds that its terms had keep their ids, which are their own addresses.
    named = [
        path
        for path, data in site.snapshot().items()
        if b"zebra" in data.replace(path.encode(), b"").lower()
    ]
    assert not named
    assert not [path for path in site.snapshot() if path.startswith("images/")]
    assert not (site.public / f"{ADDRESS[1:]}share.png").exists()
    said = [path for path, data in site.snapshot().items() if REASON.encode() in data]
    assert said == [f"{ADDRESS[1:]}index.html"]
    links = f'href="{ADDRESS}'.encode(), f"meridian.example{ADDRESS}".encode()
    naming = [path for path, data in site.snapshot().items() if any(map(data.__contains__, links))]
    assert naming == [f"{ADDRESS[1:]}index.html"]


def test_links_to_it_become_words_with_a_warning(site: ScratchSite) -> None:
    publish(site, withdrawn=REASON)
    told = [problem for problem in site.build().problems if problem.path == "content/after.md"]
    assert [problem.message for problem in told] == [
        "“flood.md” links to an article that has been withdrawn"
    ]
    assert "See what was said." in site.page("/2014/03/05/after/")


def test_links_to_its_addresses_become_words_with_a_warning(site: ScratchSite) -> None:
    home = "https://meridian.example"
    links = {
        "a": ADDRESS, "b": ADDRESS.rstrip("/"), "c": f"{home}{ADDRESS}#part", "d": "/old/?x=1#part",
        "e": f"HTTPS://Meridian.example{ADDRESS}index.html",
    }  # fmt: skip
    text = " ".join(f"[{word}]({address})" for word, address in links.items())
    raw = f'<p><a href="{home}/old/">f</a> <a href="{ADDRESS}"><b>g</b></a></p>'
    stays = f"[h]({home}/2014/03/04/other/) [i](/2014/03/04/other/) [j](/tags/) [k](/2014/)"
    publish(site, aliases=["/old/", "/2014/"])
    for name, keys in (("by.md", {}), ("seite.md", {"kind": "page"}), ("par.fr.md", {})):
        site.article(name, f"{text}\n\n{raw}\n\n{stays}", **keys)
    site.build()
    before = site.snapshot()
    assert site.page("/2014/03/05/by/").count("/flood/") >= 5
    publish(site, aliases=["/old/", "/2014/"], withdrawn=REASON)
    summary = site.build()
    assert {"/2014/03/05/by/", "/seite/", "/fr/2014/03/05/par/"} <= urls(summary)
    assert_same(site.snapshot(), site.clean_snapshot())
    told = [one for one in summary.problems if one.path == "content/by.md"]
    assert [one.message for one in told] == [
        f"“{address}” links to an article that has been withdrawn"
        for address in [*links.values(), f"{home}/old/", ADDRESS]
    ]
    assert {one.fix for one in told} == {"Remove the link; until then, the words have none"}
    for address in ("/2014/03/05/by/", "/seite/", "/fr/2014/03/05/par/", "/feed.xml"):
        page = site.page(address)
        assert "a b c d e" in page and "/old/" not in page
        assert "/flood/" not in page.replace("/fr/2014/03/05/flood/", "")
    page = site.page("/2014/03/05/by/")
    assert page.count("/2014/03/04/other/") >= 2 and '<a href="/2014/">k</a>' in page
    publish(site, aliases=["/old/", "/2014/"])
    site.rebuilt()
    assert site.snapshot() == before


def test_an_address_that_another_article_takes_over_is_a_link_again(site: ScratchSite) -> None:
    publish(site, aliases=["/old/"], withdrawn=REASON)
    site.article("by.md", "[There](/old/)")
    site.build()
    assert '<a href="/old/">' not in site.page("/2014/03/05/by/")
    site.article("about.md", kind="page", permalink="/old/")
    assert "/2014/03/05/by/" in site.rebuilt()
    assert '<a href="/old/">There</a>' in site.page("/2014/03/05/by/")
    site.delete("about.md")
    site.article("a.md", aliases=["/old/"])
    assert '<a href="/old/">There</a>' in (site.rebuilt() and site.page("/2014/03/05/by/"))
    site.delete("a.md")
    assert "/2014/03/05/by/" in site.rebuilt()
    assert '<a href="/old/">' not in site.page("/2014/03/05/by/")


def test_settings_that_lead_to_it_are_told(site: ScratchSite) -> None:
    publish(site, withdrawn=REASON)
    site.settings(f'{SETTINGS}[[menu]]\ntitle = "Flood"\nurl = "{ADDRESS}"\n')
    (told,) = [one for one in site.build().problems if one.path == "site.toml"]
    assert told.message == f"“{ADDRESS}” links to an article that has been withdrawn"
    assert told.fix == "Remove it: readers find nothing there but the notice"


def test_it_comes_back(site: ScratchSite) -> None:
    publish(site)
    site.build()
    before = site.snapshot()
    publish(site, withdrawn=REASON)
    site.rebuilt()
    publish(site)
    site.rebuilt()
    assert site.snapshot() == before


def test_what_remains_of_the_file_does_not_matter(site: ScratchSite) -> None:
    site.write(
        "content/flood.md", f"---\ndate: 2014-03-05\nwithdrawn: {json.dumps(REASON)}\n---\n<b>[x](y"
    )
    assert not site.build().problems
    assert REASON in site.page(ADDRESS)


def test_a_page_is_replaced_in_what_is_saved_as_well(site: ScratchSite) -> None:
    site.search = True
    site.article("flood.md")
    site.article("about.md", "A zebra edits it.", kind="page", date=None)
    site.build()
    site.article("about.md", "A zebra edits it.", kind="page", date=None, withdrawn=REASON)
    assert "/about/" in site.rebuilt()
    assert REASON in site.page("/about/")


def test_no_notice_before_the_article_would_have_been_public(site: ScratchSite) -> None:
    site.article("flood.md", date="2030-03-05", withdrawn=REASON)
    site.article("draft.md", draft=True, withdrawn=REASON)
    summary = site.build()
    assert not site.has("/2030/03/05/flood/") and not site.has("/2014/03/05/draft/")
    assert summary.waiting == ()
    site.now = "2030-03-06T00:00:00"
    lists = {"/2030/", "/2030/03/", "/2030/03/05/", "/on-this-day/03-05/"}
    assert site.rebuilt() == {"/2030/03/05/flood/", "/2030/03/05/flood/.withdrawn", *lists}
    assert all('content="0; url=/' in site.page(url) for url in lists)


def test_in_french(site: ScratchSite) -> None:
    site.article("flood.md")
    site.article("crue.fr.md", withdrawn="Elle s'appuyait sur un faux.")
    site.build()
    page = site.page("/fr/2014/03/05/crue/")
    assert "<h1>Cet article a été retiré</h1>" in page and "s’appuyait" in page


def test_an_empty_reason_stops_the_build_instead_of_publishing(site: ScratchSite) -> None:
    for number, empty in enumerate(("", '""', "~", '{reason: ""}')):
        site.write(
            f"content/a{number}.md",
            f"---\ntitle: Secret\ndate: 2014-01-01\nwithdrawn: {empty}\n---\nSecret.\n",
        )
    summary = site.build(keep_going=True)
    assert len(summary.held) == 4
    assert not any(b"Secret" in data for data in site.snapshot().values())


def test_a_notice_in_a_language_that_has_nothing_else_links_to_pages_that_exist(
    site: ScratchSite,
) -> None:
    site.article("one.md")
    site.article("crue.fr.md")
    site.build()
    site.article("crue.fr.md", withdrawn="La lettre \u00e9tait fausse.")
    site.rebuilt()
    page = site.page("/fr/2014/03/05/crue/")
    links = set(re.findall(r'<a [^>]*href="(/[^"#?]*)', page))
    assert "/fr/" in links and "/fr/archive/" in links
    assert [link for link in sorted(links) if not site.has(link)] == []
    assert "Crue" not in site.page("/fr/")
