"""What the preview answers, to whom, and what it says on the terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pagefind_bin import get_executable

from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

OWN = "/2014/03/05/a/"
BROKEN = "---\ntitle: Rain: a record\ndate: 2014-03-06\n---\n\nText.\n"

Unchanging = tuple[Path, Previewing]


def written(root: Path) -> ScratchSite:
    """An archive of two articles in the folder `root`."""
    site = ScratchSite(root)
    site.article("a.md", "The first text.")
    site.article("b.md", "Another text.", date="2014-03-07")
    return site


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return written(tmp_path / "site")


@pytest.fixture(scope="module")
def unchanging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unchanging]:
    """An archive that no test changes, and its preview, which has built it."""
    site = written(tmp_path_factory.mktemp("unchanging") / "site")
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Search is up to date"))
        yield site.root, preview


def test_files_are_served_as_a_host_would(unchanging: Unchanging) -> None:
    _, preview = unchanging
    assert "The first text." in preview.get("/2014/03/05/a/").text
    assert preview.get("/assets/dateline.css").headers["content-type"].startswith("text/css")
    folder = preview.get("/2014/03/05/a")
    assert (folder.status, folder.headers["location"]) == (307, "/2014/03/05/a/")
    missing = preview.get("/nothing/")
    assert missing.status == 404 and "panel.js" in missing.text


@pytest.mark.parametrize(
    "path",
    [
        "/..%2fcatalogue.sqlite",
        "/../site.toml",
        "/%2fetc/passwd",
        "/%00",
        "/.dateline",
        "/.dateline-staging/x",
        "/.dateline/..%2fnews.py",
        "/.dateline/notice.html",
    ],
)
def test_nothing_but_the_output_is_served(unchanging: Unchanging, path: str) -> None:
    _, preview = unchanging
    assert preview.get(path).status == 404


def test_a_link_out_of_the_output_is_not_followed(site: ScratchSite, preview: Previewing) -> None:
    (site.root / ".dateline/preview/out.toml").symlink_to(site.root / "site.toml")
    assert preview.get("/out.toml").status == 404


def test_a_path_of_this_machine_is_no_address(unchanging: Unchanging) -> None:
    root, preview = unchanging
    folder = (root / ".dateline/preview/2014/03/05/a").as_posix().lstrip("/")
    for path in (f"//{folder}", f"//{folder}/"):
        assert preview.get(path).status == 404


def test_only_names_of_this_machine_are_answered(unchanging: Unchanging) -> None:
    _, preview = unchanging
    for name in ("127.0.0.1", "localhost", "[::1]", "LocalHost"):
        assert preview.get("/", Host=f"{name}:{preview.port}").status == 200, name
    for host in ("evil.example", "127.0.0.1", "localhost:1", f"evil.example:{preview.port}", ""):
        refused = preview.get("/", Host=host)
        assert refused.status == 421, host
        assert preview.url in refused.text and "The first text" not in refused.text


def test_only_pages_of_the_preview_hear_of_builds(unchanging: Unchanging) -> None:
    _, preview = unchanging
    for path in ("/.dateline/events?page=/", "/.dateline/panel.js"):
        assert preview.get(path, Sec_Fetch_Site="cross-site").status == 403
        assert preview.get(path, Sec_Fetch_Site="same-site").status == 403
        assert preview.get(path, Origin="https://evil.example").status == 403
        assert preview.get(path, Origin="null").status == 403
    own = preview.get("/.dateline/panel.js", Sec_Fetch_Site="same-origin", Origin=preview.url)
    assert own.status == 200
    # A link to the preview from elsewhere may be followed.
    assert preview.get("/", Sec_Fetch_Site="cross-site").status == 200


def test_no_folder_is_listed_and_no_other_site_may_read(unchanging: Unchanging) -> None:
    _, preview = unchanging
    for path in ("/assets/", "/assets", "/2014/03/05/a/"):
        answer = preview.get(path, Origin="https://evil.example")
        assert answer.status == (200 if "2014" in path else 404)
        assert "dateline.css</a>" not in answer.text
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_every_answer_says_what_it_is(unchanging: Unchanging) -> None:
    _, preview = unchanging
    for path in ("/", "/assets/dateline.css", "/nothing/", "/.dateline/panel.js", "/2014/03/05/a"):
        headers = preview.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["cross-origin-resource-policy"] == "same-origin", path
    assert preview.get("/", Host="evil.example").headers["x-content-type-options"] == "nosniff"


def test_pages_hold_no_script_or_style_of_the_preview(unchanging: Unchanging) -> None:
    _, preview = unchanging
    own = preview.get("/2014/03/05/a/").text.partition('<link rel="stylesheet" href="/.dateline/')[
        2
    ]
    assert "<style" not in own and "style=" not in own
    assert own.count("<script") == 1 and "></script></body>" in own


def test_a_page_hears_of_its_own_change_and_of_no_other(
    site: ScratchSite, preview: Previewing
) -> None:
    own, other = preview.news("/2014/03/05/a/"), preview.news("/archive/")
    next(own), next(other)
    site.article("a.md", "The second text.")
    assert "/2014/03/05/a/" in next(own)["changed"]
    assert "/archive/" not in next(other)["changed"]
    assert preview.has("/2014/03/05/a/", "The second text.")


def test_what_a_page_missed_it_is_told_at_once(site: ScratchSite, preview: Previewing) -> None:
    page = preview.get("/2014/03/05/a/").text
    build = page.rpartition('data-build="')[2].partition('"')[0]
    site.article("a.md", "The second text.")
    eventually(lambda: preview.has("/2014/03/05/a/", "The second text."))
    assert any("/2014/03/05/a/" in news["changed"] for news in preview.news(OWN, build))
    now = preview.get("/2014/03/05/a/").text.rpartition('data-build="')[2].partition('"')[0]
    assert next(preview.news("/2014/03/05/a/", now))["changed"] == []


def test_a_page_of_an_earlier_preview_loads_again(unchanging: Unchanging) -> None:
    _, preview = unchanging
    assert next(preview.news("/", "1"))["changed"] is None


@pytest.mark.parametrize("change", ["the date", "the file's name"])
def test_a_page_is_followed_to_its_new_address(
    site: ScratchSite, preview: Previewing, change: str
) -> None:
    told = preview.news("/2014/03/05/a/")
    next(told)
    if change == "the date":
        site.article("a.md", "The first text.", date="2014-03-09")
    else:
        site.rename("a.md", "c.md")
    found = next(news["moved"] for news in told if news["moved"])
    assert found == ("/2014/03/09/a/" if change == "the date" else "/2014/03/05/c/")


def test_problems_of_the_page_come_first_and_others_are_counted(
    site: ScratchSite, preview: Previewing
) -> None:
    told = preview.news("/2014/03/05/a/")
    nothing = {"line": [], "level": "none", "lists": [], "moved": ""}
    assert next(told).items() >= nothing.items()
    site.article("b.md", "Another text.", date="2014-03-07", titel="B")
    first = next(news for news in told if news["lists"])
    assert (first["line"], first["level"]) == (["Elsewhere: 1 warning."], "others")
    site.article("a.md", "Write to [us](desk@example.org).")
    second = next(news for news in told if len(news["lists"]) == 2)
    assert second["line"] == ["This page: 1 warning.", "Elsewhere: 1 warning."]
    own, others = second["lists"]
    assert own["title"] == "This page: content/a.md" and not own["folded"]
    assert own["problems"][0]["place"].startswith("content/a.md:")
    assert own["problems"][0]["text"].endswith("without “mailto:”. Write mailto:desk@example.org.")
    assert others["title"] == "Elsewhere: 1 warning." and others["folded"]


def test_a_page_that_is_held_back_says_so_in_its_place(
    site: ScratchSite, preview: Previewing
) -> None:
    told = preview.news("/2014/03/05/a/")
    next(told)
    site.write("content/a.md", BROKEN)
    news = next(news for news in told if news["lists"])
    assert "/2014/03/05/a/" in news["changed"] and not news["moved"]
    page = preview.get("/2014/03/05/a/")
    assert page.status == 200 and "This page could not be built" in page.text
    assert "content/a.md:2:12" in page.text and "title: Rain: a record" in page.text
    # It is still so after the next build, and mended by the one after.
    site.article("b.md", "Other words.", date="2014-03-07")
    eventually(lambda: preview.has("/2014/03/07/b/", "Other words."))
    assert preview.has("/2014/03/05/a/", "This page could not be built")
    site.article("a.md", "Mended.")
    assert "/2014/03/05/a/" in next(news for news in told if not news["lists"])["changed"]
    assert preview.has("/2014/03/05/a/", "Mended.")


def test_a_draft_that_is_held_back_says_so_in_its_place(site: ScratchSite) -> None:
    draft = "/2014/03/05/draft/"
    site.article("draft.md", "A draft.", draft=True)
    with previewing(site.root, "--drafts") as preview:
        eventually(lambda: preview.has(draft, "A draft."))
        site.write("content/draft.md", BROKEN.replace("---\n", "---\ndraft: true\n", 1))
        eventually(lambda: preview.has(draft, "This page could not be built"))
        assert preview.get(draft).status == 200
        assert preview.has(draft, "content/draft.md:3:12")
        news = next(preview.news(draft))
        (own,) = news["lists"]
        assert own["title"] == "This page: content/draft.md"
        assert [problem["place"] for problem in own["problems"]] == ["content/draft.md:3:12"]
        site.article("draft.md", "Mended.", draft=True)
        eventually(lambda: preview.has(draft, "Mended."))


def test_the_next_preview_knows_where_a_page_was_held_back(site: ScratchSite) -> None:
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Search is up to date"))
        site.write("content/a.md", BROKEN)
        eventually(lambda: preview.has(OWN, "This page could not be built"))
    with previewing(site.root) as preview:
        eventually(lambda: preview.has(OWN, "This page could not be built"))
        assert preview.has(OWN, "content/a.md:2:12")
        site.article("a.md", "Mended.")
        eventually(lambda: preview.has(OWN, "Mended."))


def test_what_is_held_back_and_has_no_address_comes_first(
    site: ScratchSite, preview: Previewing
) -> None:
    told = preview.news("/2014/03/05/a/")
    next(told)
    site.write("content/new.md", BROKEN)
    news = next(news for news in told if news["lists"])
    assert (news["line"], news["level"]) == (["Held back: new.md."], "error")
    assert news["lists"][0]["problems"][0]["place"] == "content/new.md:2:12"
    assert "/2014/03/05/a/" not in news["changed"]


def test_a_page_whose_address_another_file_claims_stays_and_tells_of_it(
    site: ScratchSite, preview: Previewing
) -> None:
    told = preview.news("/2014/03/05/a/")
    next(told)
    site.article("z.md", "Of another.", slug="a")
    (problems,) = next(news for news in told if news["lists"])["lists"]
    assert problems["title"] == "This page: content/a.md"
    assert problems["problems"][0]["place"].startswith("content/z.md")
    assert preview.has("/2014/03/05/a/", "The first text.")


def test_what_files_hold_is_text_on_pages_of_the_preview(
    site: ScratchSite, preview: Previewing
) -> None:
    site.write("content/a.md", "---\ntitle: <script>alert(1)</script>: b\n---\n")
    eventually(lambda: preview.has("/2014/03/05/a/", "This page could not be built"))
    page = preview.get("/2014/03/05/a/").text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_an_archive_that_was_never_built_says_why(site: ScratchSite) -> None:
    site.settings('title = "The Meridian"\nurl = "https://meridian.example/"\nsearch = 3\n')
    with previewing(site.root) as preview:
        eventually(lambda: preview.has("/2014/03/05/a/", "The archive could not be built"))
        page = preview.get("/2014/03/05/a/")
        assert page.status == 503
        assert "site.toml:3" in page.text and "search = 3" in page.text
        told = preview.news("/2014/03/05/a/")
        assert next(told)["level"] == "error"
        site.settings('title = "The Meridian"\nurl = "https://meridian.example/"\n')
        assert any(news["changed"] is None for news in told)
        assert preview.get("/2014/03/05/a/").status == 200


def test_settings_with_a_fault_leave_the_last_preview(
    site: ScratchSite, preview: Previewing
) -> None:
    told = preview.news("/2014/03/05/a/")
    next(told)
    site.settings('title = "The Meridian"\nsearch = 3\n')
    news = next(news for news in told if news["lists"])
    assert news["line"][0] == "The archive cannot be built until this is fixed."
    assert news["changed"] == []
    assert news["lists"][0]["problems"][0]["place"].startswith("site.toml:2")
    assert preview.has("/2014/03/05/a/", "The first text.")
    eventually(lambda: preview.said("site.toml:2:"))


def test_folders_that_go_and_come_back(site: ScratchSite, preview: Previewing) -> None:
    content, away = site.root / "content", site.root / "away"
    content.rename(away)
    eventually(lambda: preview.said("There is no folder"))
    assert "There is no folder" in " ".join(next(preview.news("/"))["line"])
    away.rename(content)
    site.article("c.md", "Come back.")
    eventually(lambda: preview.has("/2014/03/05/c/", "Come back."))
    eventually(lambda: next(preview.news("/"))["level"] == "none")


def test_a_build_that_cannot_write_is_told_and_tried_again(
    site: ScratchSite, preview: Previewing
) -> None:
    """Nobody watches `.dateline/`, so nothing tells when it is mended."""
    folder = site.root / ".dateline"
    folder.rename(site.root / "away")
    folder.write_text("in the way")
    site.article("a.md", "The second text.")
    eventually(lambda: next(preview.news("/"))["level"] == "error")
    assert preview.process.is_alive()
    folder.unlink()
    (site.root / "away").rename(folder)
    eventually(lambda: preview.has("/2014/03/05/a/", "The second text."))
    assert sum("Traceback" in line for line in preview.lines) == 0


def test_each_build_is_a_line_with_what_is_news(site: ScratchSite) -> None:
    site.article("b.md", "Another text.", date="2014-03-07", titel="B")
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Elsewhere: 1 warning."))
        assert not preview.said("content/b.md")
        before = len(preview.lines)
        site.article("a.md", "The second text.", titel="A")
        eventually(lambda: preview.said("content/a.md:4:1: warning: “titel”"))
        site.article("a.md", "The third text.")
        eventually(lambda: sum("  Built" in line for line in preview.lines) == 3)
        said = preview.lines[before:]
        assert sum("content/b.md" in line for line in said) == 0
        assert sum("Elsewhere" in line for line in said) == 0


def test_what_is_not_public_yet_is_told_shown_or_not(site: ScratchSite) -> None:
    site.article("draft.md", "A draft.", draft=True)
    site.article("later.md", "Not yet.", publish_at="2998-12-03T06:00")
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Not shown without --drafts: 1 draft, 1 scheduled."))
        assert next(preview.news(OWN))["line"] == []
        assert preview.get("/2014/03/05/draft/").status == 404
    with previewing(site.root, "--future") as preview:
        eventually(lambda: preview.said("Not yet public, shown only here: 1 scheduled."))
        eventually(lambda: preview.said("Not shown without --drafts: 1 draft."))
        told = next(preview.news(OWN))
        assert (told["line"], told["level"]) == (["Not yet public: 1 scheduled."], "unfinished")
        (listed,) = told["lists"]
        assert listed["pages"] == [
            {
                "href": "/2014/03/05/later/",
                "place": "content/later.md",
                "text": "scheduled for 2998-12-03 06:00",
            }
        ]
        site.article("later.md", "Not yet.", publish_at="2014-03-05")
        eventually(lambda: next(preview.news(OWN))["line"] == [])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
class TestASlowBuild:
    """One that takes as long as the test wants: in Pagefind's place is a script that waits."""

    @pytest.fixture
    def gate(self, tmp_path: Path) -> Iterator[Path]:
        """The script waits while there is this file."""
        gate = tmp_path / "gate"
        yield gate
        gate.unlink(missing_ok=True)

    @pytest.fixture
    def packages(self, tmp_path: Path, gate: Path) -> str:
        package = tmp_path / "packages/pagefind_bin"
        package.mkdir(parents=True)
        program = package / "pagefind"
        program.write_text(
            f"#!/bin/sh\necho begun >> {tmp_path}/begun\n"
            f'while [ -e {gate} ]; do sleep 0.05; done\nexec {get_executable()} "$@"\n'
        )
        program.chmod(0o755)
        (package / "__init__.py").write_text(
            "from pathlib import Path\n\n\n"
            f"def get_executable():\n    return Path({str(program)!r})\n"
        )
        return str(package.parent)

    def begun(self, tmp_path: Path) -> int:
        file = tmp_path / "begun"
        return len(file.read_text().splitlines()) if file.exists() else 0

    def test_pages_do_not_wait_for_search_and_a_change_cuts_it_short(
        self, site: ScratchSite, tmp_path: Path, gate: Path, packages: str
    ) -> None:
        with previewing(site.root, PYTHONPATH=packages) as preview:
            eventually(lambda: preview.said("Search is up to date"))
            gate.touch()
            for words in ("second", "third", "fourth"):
                before = self.begun(tmp_path)
                site.article("a.md", f"The {words} text.")
                eventually(lambda: preview.has(OWN, f"The {words} text."))  # noqa: B023
                eventually(lambda: self.begun(tmp_path) > before)  # noqa: B023
            assert sum("Search is up to date" in line for line in preview.lines) == 1
            gate.unlink()
            eventually(lambda: sum("Search is up to date" in line for line in preview.lines) == 2)

    def test_the_first_does_not_wait_for_search_either(
        self, site: ScratchSite, gate: Path, packages: str
    ) -> None:
        gate.touch()
        with previewing(site.root, PYTHONPATH=packages) as preview:
            eventually(lambda: preview.has(OWN, "The first text."))

    def test_it_does_not_keep_the_preview_from_stopping(
        self, site: ScratchSite, tmp_path: Path, gate: Path, packages: str
    ) -> None:
        gate.touch()
        with previewing(site.root, PYTHONPATH=packages) as preview:
            eventually(lambda: self.begun(tmp_path))
            assert preview.end(signal.SIGINT) == 0
            assert preview.said("Stopped.")

    @pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
    def test_it_says_nothing_of_itself_when_the_preview_ends(
        self, site: ScratchSite, tmp_path: Path, gate: Path, packages: str, sign: int
    ) -> None:
        gate.touch()
        # A fresh interpreter, since multiprocessing's own processes speak too.
        with subprocess.Popen(
            [sys.executable, "-m", "dateline", "serve"],
            cwd=site.root,
            env={**os.environ, "PYTHONPATH": packages},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as preview:
            eventually(lambda: self.begun(tmp_path))
            preview.send_signal(sign)
            preview.wait(timeout=10)
            gate.unlink()
            said, _ = preview.communicate(timeout=30)
        assert "Traceback" not in said and "semaphore" not in said, said
