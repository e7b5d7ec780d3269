"""Mends: what is certain is put right in the file itself, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.build.check import check
from dateline.config import Site
from dateline.content.read import Reading, read_article
from dateline.editing import mend
from dateline.editing.mend import mend_files, mended
from dateline.editing.texts import SourceText, reading_of
from disks import in_use
from scratch import ScratchSite

SITE = Site.model_validate(
    {
        "title": "A",
        "url": "https://a.example/",
        "taxonomies": {"people": "people"},
        "front_matter": {"summary": ["excerpt"], "ignore": ["layout"]},
    }
)


def after(text: str, site: Site = SITE) -> str:
    return mended(SourceText.of(text), (), path="a.md", site=site).written


def front(lines: str, date: str = "date: 2024-11-23\n") -> str:
    return f"---\n{date}{lines}\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ("title: Rain: a record", 'title: "Rain: a record"'),
        ("title: @home", 'title: "@home"'),
        ("title: *Breaking* news", 'title: "*Breaking* news"'),
        ("title: #1 song", 'title: "#1 song"'),
        ("title: &Sons win\nsubtitle: *Sons", 'title: "&Sons win"\nsubtitle: "*Sons"'),
        ('title: "The day" after', "title: '\"The day\" after'"),
        ("title: “Rain: a record”", 'title: "Rain: a record"'),
        ("title: 'It's raining'", 'title: "It\'s raining"'),
        ('title: "The "Big" flood"', "title: 'The \"Big\" flood'"),
        ('title: "Rain" and "sea"', 'title: \'"Rain" and "sea"\''),
        ("title: 'Rain' and 'sea'", "title: \"'Rain' and 'sea'\""),
        ("title: Flood # 1 of the day", 'title: "Flood # 1 of the day"'),
        ("title:Flood", "title: Flood"),
        ("draft:\u00a0true\ntitle: Flood", "draft: true\ntitle: Flood"),
        ("title:\u00a0Flood\nsection: News", "title: Flood\nsection: News"),
        ("tags:\n- rain\ntitle:\u202fFlood", "tags:\n- rain\ntitle: Flood"),
        ("title: Fl\u200bood\ntags: [ha\u00adil]", "title: Flood\ntags: [hail]"),
        ("title: Flood\ntags: [a,, b, , c]", "title: Flood\ntags: [a, b, c]"),
        ("title: Flood\ntags: a,, b", "title: Flood\ntags: a, b"),
        ("Title: Flood", "title: Flood"),
        ('"Must Read": true\ntitle: Flood', '"must_read": true\ntitle: Flood'),
        ("titel: Flood", "title: Flood"),
        ("Titel: Flood", "title: Flood"),
        ("TITEL: Flood", "title: Flood"),
        ("title: Flood\ntag: rain", "title: Flood\ntags: rain"),
        ("title: Flood\nAlias: /a/", "title: Flood\naliases: /a/"),
        (
            "title: Flood\nlocation: {name: Dayton, lat: 39,76, lon: -84,19}",
            "title: Flood\nlocation: {name: Dayton, lat: 39.76, lon: -84.19}",
        ),
        (
            "title: Flood\nlocation: {name: Port Louis lat: -20.1 lon: 57.5}",
            "title: Flood\nlocation: {name: Port Louis, lat: -20.1, lon: 57.5}",
        ),
        (
            "title: Flood\nimage: {src: https://a.example/p.jpg alt: The quay}",
            "title: Flood\nimage: {src: https://a.example/p.jpg, alt: The quay}",
        ),
        ("title: Flood\nCorrection: No.", "title: Flood\ncorrections: No."),
        ("title: Flood\nsumary: It rained.", "title: Flood\nsummary: It rained."),
        (
            "title: Flood\npublishDate: 2030-01-01",
            "title: Flood\npublish_at: 2030-01-01",
        ),
        (
            "title: Flood\nembargo-until: 2030-05-01",
            "title: Flood\npublish_at: 2030-05-01",
        ),
        ("title: Flood\ndraf: true", "title: Flood\ndraft: true"),
        ("title: Flood\nUnpublished: yes", "title: Flood\ndraft: yes"),
        ("title: Flood\nretracted: It lied.", "title: Flood\nwithdrawn: It lied."),
        ("title: Flood\nmust_raed: true", "title: Flood\nmust_read: true"),
        ("title: Flood\ntags: [“rain”, sea]", "title: Flood\ntags: [rain, sea]"),
        ("title: Flood\ntags: [‘#1’]", 'title: Flood\ntags: ["#1"]'),
        ("title: Flood\ntags:\n- “rain”\n- sea", "title: Flood\ntags:\n- rain\n- sea"),
        (
            "title: Flood\nlocation: “Port Louis”  # sic",
            "title: Flood\nlocation: Port Louis  # sic",
        ),
        ("title: Flood\ndraft: “true”", "title: Flood\ndraft: true"),
        ("title: R&amp;D", "title: R&D"),
        ('title: "Flood', 'title: "Flood"'),
        ("subtitle: \"Open\ntitle: 'Don't stop'", 'subtitle: "Open"\ntitle: "Don\'t stop"'),
        ("subtitle: 'Open\ntitle: 'Don't stop'", "subtitle: 'Open'\ntitle: \"Don't stop\""),
        (
            "summary: \"Open\nauthor: 'O'Brien'\ntitle: Flood",
            'summary: "Open"\nauthor: "O\'Brien"\ntitle: Flood',
        ),
        ('summary: "Open\ntitle: "Flood"', 'summary: "Open"\ntitle: "Flood"'),
        ("title: 'Flood  \nsection: News", "title: 'Flood'  \nsection: News"),
        (
            "title: Flood\ntags: [rain, sea\nsection: News",
            "title: Flood\ntags: [rain, sea]\nsection: News",
        ),
        ('title: "R&amp;D: a story"', 'title: "R&D: a story"'),
        (
            "title: Flood\nupdated: 18 novembre 2026, 19h30",
            "title: Flood\nupdated: 2026-11-18T19:30",
        ),
        ('title: Flood\nupdated: "23/11/2026"', "title: Flood\nupdated: 2026-11-23"),
        (
            "title: Flood\ncorrections: [{date: 18 Nov 2026, text: It was}]",
            "title: Flood\ncorrections: [{date: 2026-11-18, text: It was}]",
        ),
        (
            "title: Flood\ncorrections:\n  - date: 2026-11-18\n    text: He said: no.\n\n"
            "  - text: She said: yes.\n    date: 2026-11-19\nsection: News",
            'title: Flood\ncorrections:\n  - date: 2026-11-18\n    text: "He said: no."\n\n'
            '  - text: "She said: yes."\n    date: 2026-11-19\nsection: News',
        ),
        (
            "title: Flood\nlocation:\n  name: Reduit: the hill\nsection: News",
            'title: Flood\nlocation:\n  name: "Reduit: the hill"\nsection: News',
        ),
    ],
)
def test_what_is_certain_is_mended(lines: str, right: str) -> None:
    assert after(front(lines)) == front(right)
    assert not [
        problem
        for problem in read_article(
            front(right).encode(), path="a.md", site=SITE, registers={}
        ).problems
        if problem.severity == "error"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "title: Flood\nupdated: 03/04/2026",  # the third of April, or the fourth of March
        "title: Flood\nupdated: 31/11/2026",  # which day, nobody knows
        "title: “We will rebuild”",  # a quotation, perhaps
        "title: Flood\nsummary: a *few* words",  # emphasis may be missed
        "title: Flood\nimages: rain.svg",  # the newsroom's own key, perhaps
        "title: Flood # ask Ann",
        "title: Flood\ntag: rain\ntags: [sea]",
        "title: Flood\nmood: good",
        "title: Flood\nsumary: It rained.\nsummary: It poured.",
        "title: Flood\nexcerpt: One\nExcerpt: Two",
        "title: Rain: a record\n  and another line",
        "title: Rain: a record\n\n  and another line",
        "title: Flood\ncorrections:\n- date: 2026-11-18\n  text: He said: no,\n    and left.",
        "title: Flood\ncorrections:\n- date: 2026-11-18\n  text: He said: no # or not",
        "title: Flood\nimage: {src: a.jpg, caption: He said the name: Ann}",
        "title: Flood\nextra: {\n  a: b: c,\n  d: e}",
        "title: Rain: a record # or not",
        "title: [Update] Flood",
        "title: Flood\ntags: [rain, sea] # [",
        "title: Flood\ntags: [rain, 'sea",
        "title: Flood\ntags: [rain,\n  sea",
        'title: "Flood # or not',
        "title: [Update Flood",
        'title: "Flood\n  in the south',
        "title: “Flood” and “rain”",
        "title: Flood\nlayout: “post”",
        "title: Flood\ndraft: maybe",
        "title: Flood\nembargo: true",
        "title: Flood\nhidden: true",  # from lists only, perhaps
        "title: Flood\npublished_at: 2030-01-01",
        "title: Flood\npublish_on: 2030-01-02\npublish_at: 2030-01-01",
        "title: Flood\nretracted: true",
    ],
)
def test_what_is_not_certain_is_left_alone(lines: str) -> None:
    assert after(front(lines)) == front(lines)


def test_one_problem_behind_another() -> None:
    wrong = (
        "title: Rain: a record\nsummary: Sea: calm\nTags: [“a”, “b”, a&amp;b]\nupdated: 1 May 2026"
    )
    right = 'title: "Rain: a record"\nsummary: "Sea: calm"\ntags: [a, b, a&b]\nupdated: 2026-05-01'
    assert after(front(wrong)) == front(right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            '+++\nTitle = "A"\ndate = "1 May 2026"\n+++\n',
            '+++\ntitle = "A"\ndate = "2026-05-01"\n+++\n',
        ),
        (
            '{"Title": "A&amp;B", "date": "1 May 2026"}\n',
            '{"title": "A&B", "date": "2026-05-01"}\n',
        ),
    ],
)
def test_other_forms_of_front_matter(wrong: str, right: str) -> None:
    assert after(wrong) == right


@pytest.mark.parametrize(
    ("wrong", "date"),
    [
        (
            '+++\r\ntitle = "A"\r\n{}path = "2014/12/12/a.html"\r\n+++\r\n',
            'date = "2014-12-12"\r\n',
        ),
        ("---\ntitle: A\n{}permalink: /fr/2014/12/12/a/\n---\n", "date: 2014-12-12\n"),
        ("---\ntitle: A\n{}permalink: /2014/12/a/\n---\n", ""),
        ("---\ntitle: A\n{}permalink: /2014/02/31/a/\n---\n", ""),
        ("---\ntitle: A\n{}permalink: /2014/12/12/a/\ndate:\n---\n", ""),
    ],
)
def test_a_date_that_only_the_address_has_is_written(wrong: str, date: str) -> None:
    assert after(wrong.format("")) == wrong.format(date)


def test_no_colon_has_a_space_after_it() -> None:
    assert after("---\ntitle:Flood\ndate:2026-11-20\n---\nA.\n") == (
        "---\ntitle: Flood\ndate: 2026-11-20\n---\nA.\n"
    )


def test_each_line_keeps_its_own_end() -> None:
    wrong = "---\r\nTitle: A\ndate: 1 May 2026\r---\n\r\nText\r\n"
    assert after(wrong) == "---\r\ntitle: A\ndate: 2026-05-01\r---\n\r\nText\r\n"


def test_kinds_that_are_off_are_left_alone() -> None:
    site = SITE.model_copy(update={"problems": {"unknown-key": "off"}})
    assert after(front("Title: Flood\nupdated: 1 May 2026"), site) == front(
        "Title: Flood\nupdated: 2026-05-01"
    )


WORDS = st.text("abé’“ ", min_size=1, max_size=8).map(str.strip).filter(bool)
NAMES = st.text("abcé", min_size=1, max_size=6)
_MONTHS = {"May": "05", "novembre": "11", "August": "08"}
FAULTS = {
    "title": st.builds(lambda a, b: (f"title: {a}x: {b}", f'title: "{a}x: {b}"'), NAMES, NAMES),
    "summary": st.builds(lambda a: (f"sumary: x{a}", f"summary: x{a}"), NAMES),
    "kicker": st.builds(lambda a: (f"Kicker: x{a}  ", f"kicker: x{a}  "), NAMES),
    "date": st.builds(
        lambda day, month: (f"date: {day} {month} 2026", f"date: 2026-{_MONTHS[month]}-{day:02}"),
        st.integers(1, 28),
        st.sampled_from(["May", "novembre", "August"]),
    ),
    "tags": st.builds(lambda a, b: (f"tags: [“x{a}”, y{b}]", f"tags: [x{a}, y{b}]"), NAMES, NAMES),
    "location": st.builds(lambda a: (f"location:x{a}", f"location: x{a}"), NAMES),
    "draft": st.just(("draft: “yes”", "draft: yes")),
    "section": st.builds(lambda a: (f"section: x{a}",) * 2, NAMES),
    "people": st.builds(
        lambda a: (f"people:\n- x{a}\n- A&amp;B", f"people:\n- x{a}\n- A&B"), NAMES
    ),
}


@given(
    keys=st.permutations(sorted(FAULTS)),
    body=st.text("abé: “”*\t\ufffd\u2028", max_size=30),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.sampled_from(["", "\ufeff"]),
    last=st.booleans(),
    data=st.data(),
)
def test_a_mend_changes_what_it_says_and_nothing_else(
    keys: list[str], body: str, ends: str, bom: str, last: bool, data: st.DataObject
) -> None:
    pairs = [data.draw(FAULTS[key], key) for key in keys]
    wrong, right = (
        bom
        + "\n".join(["---", *(pair[side] for pair in pairs), "---", body]).replace("\n", ends)
        + (ends if last else "")
        for side in (0, 1)
    )
    assert after(wrong) == right
    assert after(right) == right
    reading = read_article(right.encode(), path="a.md", site=SITE, registers={})
    assert reading.article and not any(
        problem.mend or problem.severity == "error" for problem in reading.problems
    )


TANGLES = (
    'Open', '"Open', "'Open", "'Don't stop'", "'O'Brien'", "Rain: a", '"The "Big" flood"',
    "“Flood”", "“Rain: a”", "'It's", '"a" and "b"', "'a' and 'b'", "R&amp;D", "@home", "*Sons",
    "&Sons", "#1",
    "[a, b", "[a", "{a: b", "{name: a b: c}", "“a", "a # b", '"a\\b"', "'", '"', "''", "Don't", "",
    "- a", "a: 'b", "a: \"b", "'a'b'", '"a\'', "a\u00a0: b", "`a", "%a", "|", ">", "!a",
)  # fmt: skip
"""Values that are faulty by themselves, or beside others."""
_TANGLED_KEYS = ("title", "subtitle", "summary", "kicker", "author", "section", "location", "tags")


@given(
    st.lists(
        st.tuples(st.sampled_from(TANGLES), st.sampled_from([": ", ": ", ":", ":\u00a0"])),
        min_size=1,
        max_size=len(_TANGLED_KEYS),
    )
)
def test_faulty_lines_do_not_spoil_one_another(values: list[tuple[str, str]]) -> None:
    lines = [
        f"{key}{colon}{value}" for key, (value, colon) in zip(_TANGLED_KEYS, values, strict=False)
    ]
    once = after(front("\n".join(lines)))
    assert after(once) == once
    for was, now in zip(front("\n".join(lines)).split("\n"), once.split("\n"), strict=True):
        # A space after the colon, two marks around the value, one more for each within it.
        assert len(now) <= len(was) + 3 + was.count("'")
        assert _letters(now) == _letters(was)


def _letters(line: str) -> str:
    """The letters of a line, those of an entity that stands for another character left out."""
    return "".join(filter(str.isalnum, line.replace("&amp;", "&")))


@given(st.text("ab:-[]{}\"'&*!|>%@`#, \n“”", max_size=40))
def test_a_second_time_there_is_nothing_to_mend(lines: str) -> None:
    text = f"---\ntitle: A\ndate: 2026\n{lines}\n---\nText.\n"
    once = after(text)
    assert after(once) == once
    assert once.count("\n") == text.count("\n")


def test_files_are_mended_where_they_are(site: ScratchSite) -> None:
    wrong, right = (
        b'\xef\xbb\xbf---\r\ntitle: "A"\r\n%s: 2026-05-01\r\n---\r\n\r\nText.' % key
        for key in (b"Date", b"date")
    )
    file = site.write("content/a.md", wrong)
    file.chmod(0o640)
    conflict = "---\ntitle: A\nDate: 2026\n---\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"
    site.write("content/conflict.md", conflict)
    site.write("content/latin.md", b"---\ntitle: A\nDate: 2026\n---\n\xe9t\xe9\n")
    (site.root / "content" / "link.md").symlink_to("a.md")
    before = site.sources()
    found = [*mend_files(site.root, check(site.root).problems)]
    assert [one.path for one in found] == ["content/a.md"]
    assert file.read_bytes() == right and file.stat().st_mode & 0o777 == 0o640
    changed = {"content/a.md": right, "content/link.md": right}
    assert site.sources() == before | changed
    assert not [*mend_files(site.root, check(site.root).problems)]


def test_a_file_that_cannot_be_written_stays_whole(site: ScratchSite) -> None:
    site.write("content/sub/a.md", "---\nTitle: A\ndate: 2026\n---\nText.\n")
    problems = check(site.root).problems
    folder = site.root / "content" / "sub"
    with in_use(folder / "a.md"), pytest.raises(OSError):
        [*mend_files(site.root, problems)]
    assert (folder / "a.md").read_text("utf-8").startswith("---\nTitle: A\n")
    assert [*folder.iterdir()] == [folder / "a.md"]


def test_a_link_to_a_former_address_gets_the_present_one(site: ScratchSite) -> None:
    site.article("flood.md", aliases=["/old/flood/"])
    body = (
        "[a](/old/flood/#there), [b](/old/flood) and [c]\n\n[c]: /old/flood/ 'Flood'\n\n"
        '<a href="/old/flood/">d</a> in `[e](/old/flood/)`'
    )
    site.article("a.md", body, Summary="x")
    site.write("content/places.toml", '["Port Louis"]\nurl = "/old/flood/"\n')
    before = site.sources()
    (one,) = mend_files(site.root, check(site.root).problems)
    assert "[a](/2014/03/05/flood/#there), [b](/2014/03/05/flood/) and [c]\n" in one.after
    assert "summary:" in one.after and "`[e](/old/flood/)`" in one.after
    changed = {path for path, data in site.sources().items() if before[path] != data}
    assert changed == {"content/a.md"}
    assert not [*mend_files(site.root, check(site.root).problems)]


def test_what_only_looks_like_a_link_is_left_alone(site: ScratchSite) -> None:
    site.article("flood.md", aliases=["/old/"])
    text = "Write `[a](/old/)` to link, as [here](/old/)."
    file = site.article("a.md", text)
    list(mend_files(site.root, check(site.root).problems))
    right = text.replace("[here](/old/)", "[here](/2014/03/05/flood/)")
    assert right in file.read_text("utf-8")


def test_a_link_to_the_preview_gets_the_address_on_the_site(site: ScratchSite) -> None:
    site.article("dock.md", date="2026-11-21")
    own = ("localhost:8000", "127.0.0.1:8019", "[::1]:8000", "0.0.0.0:3000", "192.168.1.5:8000")
    there = "/2026/11/21/dock/"
    site.article("a.md", " ".join(f"[a](http://{host}{there}?x#y)" for host in own))
    problems = check(site.root).problems
    assert [one.kind for one in problems] == ["address"] * len(own)
    for host, told in zip(own, sorted(problems), strict=True):
        message = f"“http://{host}{there}?x#y” is an address of the preview, which no reader can"
        assert told.message == f"{message} follow"
        assert told.fix == f"Write {there}, or link to its file: dock.md"
    list(mend_files(site.root, problems))
    assert (site.root / "content/a.md").read_text("utf-8").count(f"[a]({there}?x#y)") == len(own)


def test_no_other_address_is_taken_for_one_of_the_preview(site: ScratchSite) -> None:
    site.article("dock.md", date="2026-11-21")
    site.article(
        "a.md", "[a](http://localhost:4000/) [b](http://10.0.0.1/) [c](http://localhost/x)"
    )
    assert check(site.root).problems == []
    # The address between these marks must be a whole one, and nothing says what was at the other.
    body = "<http://localhost:8000/2026/11/21/dock/> [b](http://localhost:8000/nosuch/)"
    file = site.article("a.md", body)
    before, problems = file.read_text("utf-8"), check(site.root).problems
    assert [one.fix.partition(",")[0] for one in problems] == [
        "Write /2026/11/21/dock/",
        "Write the address that the page has on the site",
    ]
    list(mend_files(site.root, problems))
    assert file.read_text("utf-8") == before


def test_a_path_gets_the_capitals_of_its_file(site: ScratchSite) -> None:
    site.write(
        "content/pics/boat.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>"
    )
    site.article("2014/quay.md")
    site.article(
        "2014/a.md",
        "![a](../Pics/Boat.SVG) ![b](/pics/Boat.svg) [c](./Quay.MD#top) ![d](../pics/boaat.svg)",
        image={"src": "../pics/BOAT.svg", "alt": "A boat"},
    )
    (one,) = mend_files(site.root, check(site.root).problems)
    assert (
        "![a](../pics/boat.svg) ![b](/pics/boat.svg) [c](./quay.md#top) ![d](../pics/boaat.svg)"
        in one.after
    )
    assert '"../pics/boat.svg"' in one.after


def test_a_path_with_a_space_is_mended_if_its_file_is_there(site: ScratchSite) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>"
    site.write("content/pics/my quay.svg", svg)
    site.article("2014/a.md", "> A ![a](../pics/my quay.svg 'It')\n\n![b](../pics/my boat.svg)")
    problems = check(site.root).problems
    assert [(one.kind, bool(one.mend)) for one in problems] == [
        ("unread-link", True),
        ("unread-link", False),
    ]
    (one,) = mend_files(site.root, problems)
    assert "> A ![a](<../pics/my quay.svg> 'It')\n\n![b](../pics/my boat.svg)" in one.after


def test_a_picture_without_its_accents_is_known(site: ScratchSite) -> None:
    site.write(
        "content/Port Été.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>"
    )
    site.article("a.md", "![a](<Port Ete.svg>)")
    assert [one.fix for one in check(site.root).problems] == ["Did you mean “Port Été.svg”?"]


def test_backslashes_are_read_as_slashes(site: ScratchSite) -> None:
    site.write(
        "content/pics/boat.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>"
    )
    body = r"![a](..\..\pics\boat.svg)"
    site.article("2014/03/a.md", body, image={"src": r"..\..\pics\boat.svg", "alt": "A boat"})
    assert check(site.root).problems == []
    site.build()
    assert site.has("/pics/boat.svg")


def test_a_file_with_many_mends_is_not_read_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(*of: Any) -> Reading:
        read.append(of)
        return reading_of(*of)

    monkeypatch.setattr(mend, "reading_of", counted)
    text = "---\ntitle: A\ndate: 2024-11-23\n---\n\n"
    assert after(text + "a\u200b" * 400 + "a\n") == f"{text}{'a' * 401}\n"
    assert len(read) < 5


def test_links_that_are_alike_are_mended_as_one(site: ScratchSite) -> None:
    site.article("2014/quay.md")
    site.article("2014/a.md", "[a](Quay.md) [b](Quay.md)\n\n[c](Quay.md)\n\n`[d](Quay.md)`")
    problems = check(site.root).problems
    assert mend.count_mendable(site.root, problems) == (3, False)
    (one,) = mend_files(site.root, problems)
    assert one.after.count("](quay.md)") == 3
