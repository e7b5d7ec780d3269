"""site.toml: its settings, and what it says of a faulty one."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from dateline.advertisements import advertisement_problems
from dateline.config import Site, find_root, load_site
from dateline.config_warnings import site_warnings
from dateline.content.snippets import read_snippet
from dateline.problems import ProblemsFound
from dateline.theme import Theme

LEAST = 'title = "The Meridian"\nurl = "https://example.org/"\n'


def _load(folder: Path, text: str, base_url: str | None = None) -> Site:
    (folder / "site.toml").write_text(text, "utf-8")
    return load_site(folder, base_url=base_url)


def _told(folder: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        _load(folder, text)
    return [
        f"{one.line}:{one.column} {one.message} | {one.fix}" for one in sorted(found.value.problems)
    ]


def test_the_least_there_can_be(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST)
    assert (site.title, site.language, site.timezone, site.base_path) == (
        "The Meridian", "en", "UTC", "/",
    )  # fmt: skip
    assert list(site.taxonomies) == ["tags", "places", "authors", "series", "sections"]
    assert site.content == tmp_path / "content"


def test_a_site_below_a_path(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST.replace("org/", "org/archive"))
    assert (site.url, site.base_path) == ("https://example.org/archive/", "/archive/")


def test_the_command_line_may_say_another_address(tmp_path: Path) -> None:
    assert _load(tmp_path, LEAST, base_url="http://localhost:8000").url == "http://localhost:8000/"


def test_taxonomies_are_added_changed_and_turned_off(tmp_path: Path) -> None:
    site = _load(
        tmp_path,
        LEAST + '[taxonomies]\npeople = "people"\ntags = "keywords"\nseries = false\n'
        '[taxonomies.sections]\ntitle = "Parts"\ntitles = { fr = "Rubriques" }\nkey = "section"\n',
    )
    assert list(site.taxonomies) == ["tags", "places", "authors", "sections", "people"]
    assert site.taxonomies["tags"].key == "keywords"
    sections = site.taxonomies["sections"]
    assert (sections.label("fr"), sections.label("en")) == ("Rubriques", "Parts")
    assert site.taxonomies["people"].label("fr") == ""


def test_the_name_of_a_setting_may_be_that_of_a_taxonomy_or_a_key(tmp_path: Path) -> None:
    text = '[taxonomies]\nbranch = "branch"\nauthors = "byline"\n'
    assert _load(tmp_path, LEAST + text).taxonomies["branch"].key == "branch"
    text = '[taxonomies.theme]\nkey = "topic"\n[front_matter]\ntitle = "headline"\n'
    site = _load(tmp_path, LEAST + text)
    assert site.taxonomies["theme"].key == "topic"
    assert site.front_matter == {"title": ("headline",)}
    assert site.theme == "broadsheet"


def test_languages_say_what_differs(tmp_path: Path) -> None:
    site = _load(
        tmp_path,
        LEAST + 'menu = [{ title = "About", url = "/about/" }]\ndescription = "News"\n'
        '[languages.fr]\ntitle = "Le Méridien"\n',
    )
    assert (site.title_in("fr"), site.title_in("en")) == ("Le Méridien", "The Meridian")
    assert (site.description_in("fr"), site.menu_in("fr")) == ("News", ())
    assert [item.title for item in site.menu_in("en")] == ["About"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'url = "https://example.org/"\n',
            '1:1 The setting “title” is missing | Add it: title = "…"',
        ),
        (
            'title = " "\nurl = "https://example.org/"\n',
            '1:1 The site\'s title is empty | Write the name of the paper: title = "The Meridian"',
        ),
        (
            'title = "x"\nurl = "example.org"\n',
            "2:1 “example.org” is not the address of a site | "
            'Write the full address: url = "https://example.org/"',
        ),
        (
            LEAST + 'timezone = "Mauritius Time"\n',
            "3:1 “Mauritius Time” is not a time zone | "
            'Write a name from the tz database: timezone = "Indian/Mauritius"',
        ),
        (
            LEAST + 'timezone = "../../etc/passwd"\n',
            "3:1 “../../etc/passwd” is not a time zone | "
            'Write a name from the tz database: timezone = "Indian/Mauritius"',
        ),
        (
            LEAST + 'language = "English"\n',
            '3:1 “English” is not a language code | Write a code such as "en", "fr" or "pt-BR"',
        ),
        (
            LEAST + 'titel = "x"\n',
            "3:1 “titel” is not a Dateline setting | Did you mean “title”?",
        ),
        (
            LEAST + 'colour = "red"\n',
            "3:1 “colour” is not a Dateline setting | "
            "Remove it, or keep your own settings in the table [extra]",
        ),
        (
            LEAST + "[lists]\nlimits = 5\n",
            "4:1 “limits” is not a Dateline setting | Did you mean “limit”?",
        ),
        (
            LEAST + "[search]\nvolumes = 5\n",
            "4:1 “volumes” is not a Dateline setting | Did you mean “volume”?",
        ),
        (
            LEAST + '[[menu]]\ntitle = "A"\nurl = "/a/"\n[[menu]]\ntitle = "B"\nurl = "b"\n',
            "8:1 “b” is not an address | "
            'Write a page of the site, such as "/about/", or a full address',
        ),
        (
            LEAST
            + 'menu = [\n  { title = "A", url = "/a/" },\n  { titel = "B", url = "/b/" },\n]\n',
            "5:3 The setting “menu.1.title” is missing | Add it: title = \"…\"",
        ),
        (
            LEAST + "[lists]\nlimit = 3\n",
            "4:1 The setting “lists.limit” is 3, but must be 10 or more | Write limit = 10",
        ),
        (
            LEAST + '[lists]\nlimit = "many"\n',
            "4:1 The setting “lists.limit” is “many”, but must be a whole number"
            " | Write limit = 100",
        ),
        (
            LEAST + "description = 3\n",
            '3:1 The setting “description” is 3, but must be text | Write description = "…"',
        ),
        (
            LEAST + 'menu = "About"\n',
            "3:1 The setting “menu” is “About”, but must be a list | Write menu = […]",
        ),
        (
            LEAST + 'extra = "x"\n',
            "3:1 The setting “extra” is “x”, but must be a table | Write extra = { … }",
        ),
        (
            LEAST + 'permalink = "/:year/"\n',
            "3:1 “/:year/” is not a permalink | A permalink begins and ends with a slash and"
            ' contains :slug, as in permalink = "/:year/:month/:day/:slug/"',
        ),
        (
            LEAST + 'permalink = "/:yaer/:slug/"\n',
            "3:1 “:yaer” means nothing in a permalink | Use :year, :month, :day, :slug, :section",
        ),
        *(
            (
                f"{LEAST}permalink = {json.dumps(pattern)}\n",
                f"3:1 “{pattern}” cannot be a permalink: {why} | Use letters, digits, hyphens"
                ' and slashes between its parts: permalink = "/news/:year/:slug/"',
            )
            for pattern, why in (
                ("/../:slug/", "“..” stands for another folder"),
                ("/%2e%2e/:slug/", "“..” stands for another folder"),
                ("/.git/:slug/", "“.git” begins with a dot, and many hosts serve no such files"),
                ("/a%20b/:slug/", "it contains “%”"),
                ("/<:slug/", "it contains “<”"),
                ("/" + ":slug/" * 20, "it is longer than 1,000 bytes"),
            )
        ),
        (
            LEAST + '[taxonomies]\nPeople = "people"\n',
            "4:1 “People” cannot be a taxonomy's name | "
            "Use small letters, digits and hyphens: people",
        ),
        (
            LEAST + '[taxonomies.people]\ntitle = "People"\n',
            "3:1 The setting “taxonomies.people.key” is missing | Add it: key = \"…\"",
        ),
        (
            LEAST + '[languages.de]\n[taxonomies]\nde = "german"\n',
            "5:1 The taxonomy “de” would have the same address as a language"
            " | Give the taxonomy another name",
        ),
        (
            LEAST + "[languages.English]\n",
            '3:1 “English” is not a language code | Write a code such as "en", "fr" or "pt-BR"',
        ),
        (
            LEAST + '[front_matter]\ntitel = "headline"\n',
            "4:1 “titel” is not one of Dateline's front matter keys | Did you mean “title”?",
        ),
        (
            LEAST + '[front_matter]\nimage.src = "cover"\nimage.atl = "image_alt"\n',
            "5:1 “image.atl” is not one of Dateline's front matter keys"
            " | Did you mean “image.alt”?",
        ),
        (
            LEAST + '[front_matter]\nimage.alt = 5\n',
            "4:1 The setting “front_matter.image.alt” is 5, but must be a list"
            " | Write image.alt = […]",
        ),
        (
            LEAST + 'language: "fr"\n',
            "3:9 “language” is followed by a colon, as in YAML | Write language = \"fr\"",
        ),
        (
            LEAST + "theme: broadsheet\n",
            '3:6 “theme” is followed by a colon, as in YAML | Write theme = "broadsheet"',
        ),
        (LEAST + "lists:\n", "3:6 “lists” is followed by a colon, as in YAML | Write [lists]"),
        (LEAST + "[[menu]\n", "3:7 “[[menu]” is not the name of a table | Write [[menu]]"),
        (LEAST + "[lists\nlimit = 50\n", "3:7 “[lists” is not the name of a table | Write [lists]"),
        (
            LEAST + '[extra]\n[my table]\n',
            '4:5 “[my table]” is not the name of a table | Write ["my table"]',
        ),
        (
            LEAST + 'menu = [\n  { title = "A", url = "/a/" },\n\n[lists]\nlimit = 50\n',
            "3:1 “menu = [” is never closed | Write ] where it ends",
        ),
        (
            LEAST + 'description = \"\"\"News\nlanguage = "fr"\n',
            '3:1 “description = \"\"\"News” is never closed | Write \"\"\" where it ends',
        ),
        (
            LEAST + '[menu]\ntitle = "A"\nurl = "/a/"\n',
            "3:1 The setting “menu” is a table, but must be a list"
            " | Write [[menu]] in place of [menu]",
        ),
        (
            LEAST + '[language.fr]\ntitle = "Le Méridien"\n',
            "3:1 The setting “language” is a table, but must be text"
            " | Did you mean [languages.fr]?",
        ),
        (LEAST + 'language = "EN"\n', '3:1 “EN” is not a language code | Write "en"'),
        (LEAST + "[languages.fr_FR]\n", '3:1 “fr_FR” is not a language code | Write "fr-FR"'),
        (
            LEAST + '[taxonomies]\ntheme = "mine"\n',
            "4:1 “theme” is a setting of the site, but here it is in [taxonomies]"
            " | Move it above the first line in square brackets",
        ),
        (
            LEAST + '[front_matter]\ntheme = "mine"\n',
            "4:1 “theme” is a setting of the site, but here it is in [front_matter]"
            " | Move it above the first line in square brackets",
        ),
        (
            LEAST + '[languages.fr]\ntheme = "mine"\n',
            "4:1 “theme” is a setting of the site, but here it is in [languages.fr]"
            " | Move it above the first line in square brackets",
        ),
        (
            LEAST + "[taxonomies]\nlimit = 20\n",
            "4:1 “limit” is a setting of [lists], but here it is in [taxonomies]"
            " | Move it below the line [lists], or add that line at the end of the file first",
        ),
        (
            LEAST + "limit = 20\n",
            "3:1 “limit” is a setting of [lists], but here it is outside of any table"
            " | Move it below the line [lists], or add that line at the end of the file first",
        ),
        (
            LEAST + "authors = true\n",
            "3:1 “authors” is a setting of [history], but here it is outside of any table"
            " | Move it below the line [history], or add that line at the end of the file first",
        ),
        (
            LEAST + "[images]\non = true\n",
            "4:1 “on” is a setting of [comments], of [history] and of [cms],"
            " but here it is in [images] | Move it below the line [comments],"
            " below the line [history] or below the line [cms], whichever you mean,"
            " or add a line that is not there yet at the end of the file first",
        ),
        (
            LEAST + '[lists]\nhost = "netlify"\n',
            "4:1 “host” is a setting of the site and of [comments], but here it is in [lists]"
            " | Move it above the first line in square brackets or below the line [comments],"
            " whichever you mean, or add a line that is not there yet at the end of the file first",
        ),
        (
            LEAST + '[taxonomies]\nrepository = "https://github.com/meridian/archive"\n',
            "4:1 “repository” is a setting of [cms], but here it is in [taxonomies]"
            " | Move it below the line [cms], or add that line at the end of the file first",
        ),
        (
            LEAST + "[comments]\non = maybe\n",
            "4:6 This is not valid TOML: invalid value, at “on = maybe” | "
            'Write on = "maybe", or, if it can only be on or off, on = true or false',
        ),
        (
            "title = The Meridian\n",
            "1:9 This is not valid TOML: invalid value, at “title = The Meridian” | "
            'Write each setting as key = "value", with text in double quotes',
        ),
    ],
)  # fmt: skip
def test_faults_are_told_where_they_stand(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in _told(tmp_path, text)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = _told(tmp_path, 'url = "x"\nlanguage = "?"\n[lists]\nnewest = 0\n')
    assert [line.split(" ")[0] for line in told] == ["1:1", "1:1", "2:1", "4:1"]


def test_a_fault_in_one_stage_hides_none_of_another(tmp_path: Path) -> None:
    """Lines that are not TOML, values of another form, and those that contradict others."""
    text = """title = The Meridian
url = "x"
titel = "x"
theme = "brodsheet"

[taxonomies]
People = "people"
theme = "mine"
fr = 5

[front_matter]
sumary = "excerpt"

[comments]
on = true

[files]
always = ["../a", "../b"]

[policy]
img-src = ["a", "b"]

[comments]
ask_email = "yes"
"""
    with pytest.raises(ProblemsFound) as found:
        _load(tmp_path, text)
    assert [one.line for one in found.value.problems] == [
        1, 2, 3, 4, 7, 8, 9, 15, 18, 18, 21, 21, 23,
    ]  # fmt: skip
    told = _told(tmp_path, text.replace('People = "people"\ntheme = "mine"\nfr = 5\n', ""))
    assert "9:1 “sumary” is not one of Dateline's front matter keys | Did you mean “summary”?" in (
        told
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LEAST + '[comments]\non = true\nhost = "nowhere"\n', 5),
        (LEAST + "[comments]\non = true\nhost = netlify\n", 5),
        (LEAST + '[advertisements.article]\nimage = "../a.png"\n', 4),
        (LEAST + '[taxonomies]\nPeople = "people"\n[front_matter]\npeople = "persons"\n', 4),
        ('title = "The Meridian"\nurl = https://meridian.example/\n', 2),
        (LEAST + 'language = "French"\n[languages.fr]\n[taxonomies]\nfr = "x"\n', 3),
    ],
)
def test_what_follows_from_a_fault_is_not_told(tmp_path: Path, text: str, line: int) -> None:
    (told,) = _told(tmp_path, text)
    assert told.startswith(f"{line}:")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_bytes(b'title = "x"\ndescription = "Qu\xe9"\n')
    with pytest.raises(ProblemsFound) as found:
        load_site(tmp_path)
    assert [one.place for one in found.value.problems] == ["site.toml:2:18"]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert _load(tmp_path, "\ufeff" + LEAST).title == "The Meridian"


def test_the_nearest_site_is_found_from_within(tmp_path: Path) -> None:
    inner = tmp_path / "content" / "2014"
    inner.mkdir(parents=True)
    assert find_root(inner) is None
    (tmp_path / "site.toml").write_text(LEAST)
    assert find_root(inner) == tmp_path.resolve()


def test_a_conflict_that_git_left_is_told_as_one(tmp_path: Path) -> None:
    text = f"# The paper\n<<<<<<< HEAD\n{LEAST}=======\n{LEAST}>>>>>>> desk\n"
    assert _told(tmp_path, text) == [
        "2:1 Git could not merge two versions of this file: it left “<<<<<<< HEAD” here,"
        " and further markers on lines 5 and 8 | Keep one of the versions, and delete these lines"
    ]


def test_each_width_of_pictures_is_told(tmp_path: Path) -> None:
    told = _told(tmp_path, LEAST + '[images]\nwidths = [-5, 480, 20000, "x"]\n')
    assert [line.partition(" | ")[0] for line in told] == [
        "4:11 -5 is not a width for pictures",
        "4:20 20,000 is not a width for pictures",
        "4:27 The setting “images.widths.3” is “x”, but must be a whole number",
    ]
    assert told[2].endswith(" | Write 100 in its place")


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("meridian.example", "https://meridian.example/"),
        ("www.meridian.example/news", "https://www.meridian.example/news/"),
        ("https://meridian.example/?page=1#top", "https://meridian.example/"),
        ("https://meridian .example/", "https://example.org/"),
        ("https://meridian.example:99999/", "https://example.org/"),
        ("https://me:secret@meridian.example/", "https://example.org/"),
        ("https://[x", "https://example.org/"),
        ("/news/", "https://example.org/"),
    ],
)
def test_what_is_no_address_of_a_site(tmp_path: Path, url: str, meant: str) -> None:
    assert _told(tmp_path, f'title = "A"\nurl = "{url}"\n') == [
        f'2:1 “{url}” is not the address of a site | Write the full address: url = "{meant}"'
    ]


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://[::1]/", "https://méridien.example/"]
)
def test_addresses_of_sites(tmp_path: Path, url: str) -> None:
    assert _load(tmp_path, f'title = "A"\nurl = "{url}"\n').url == url


@pytest.mark.parametrize("text", ["", "\n# The paper\n"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert [line[:3] for line in _told(tmp_path, text)] == ["1:1", "1:1"]


def test_lines_that_end_as_on_windows(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_bytes(b'title = "A"\r\nurl = "x"\r\n[lists]\r\nlimit = x\r\n')
    with pytest.raises(ProblemsFound) as found:
        load_site(tmp_path)
    assert [(one.line, one.column) for one in found.value.problems] == [(2, 1), (4, 9)]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://example.org/", True),
        ("http://www.EXAMPLE.com:8000/archive/", True),
        ("https://example.net/", True),
        ("https://meridian.example/", False),
        ("https://myexample.org/", False),
        ("https://example.org.mu/", False),
    ],
)
def test_the_address_of_an_example_is_told(tmp_path: Path, url: str, told: bool) -> None:
    site = _load(tmp_path, f'title = "The Meridian"\n\nurl = "{url}"\n')
    found = [(one.place, one.severity, one.kind) for one in site_warnings(site)]
    assert found == ([("site.toml:3:1", "warning", "example-address")] if told else [])


def test_an_example_that_the_command_line_replaces_is_not_told(tmp_path: Path) -> None:
    assert site_warnings(_load(tmp_path, LEAST, base_url="http://127.0.0.1/")) == []


def test_the_address_of_site_toml_stays_known(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST, base_url="http://127.0.0.1/")
    assert (site.url, site.home) == ("http://127.0.0.1/", "https://example.org/")
    assert pickle.loads(pickle.dumps(site)).home == site.home
    assert _load(tmp_path, LEAST).home == "https://example.org/"


def test_what_no_page_can_hold_is_made_visible(tmp_path: Path) -> None:
    text = (
        LEAST.replace("The Meridian", "The\\u0007 Meridian") + '[extra]\n"a\\u001b" = ["\\u0000"]'
    )
    site = _load(tmp_path, text)
    assert (site.title, site.extra) == ("The\ufffd Meridian", {"a\ufffd": ["\ufffd"]})


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("javascript:alert(1)", "“javascript:” addresses are not allowed"),
        ("java\\tscript:alert(1)", "“javascript:” addresses are not allowed"),
        ("//example.org/", "“//example.org/” has no https:"),
        ("about", "“about” is not an address"),
    ],
)
def test_the_menu_leads_nowhere_that_articles_may_not(
    tmp_path: Path, address: str, message: str
) -> None:
    (told,) = _told(tmp_path, LEAST + f'menu = [{{ title = "A", url = "{address}" }}]\n')
    assert told.startswith("3:") and message in told


AD = '[advertisements.article]\nimage = "a.png"\nalt = "A"\nwidth = 300\nheight = 250\n'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'image = "a.png"\n',
            "",
            "3:1 An advertisement is either a picture or a file of HTML"
            ' | Write one of the two: image = "ads/spring.png", or html = "ads/spring.html"',
        ),
        (
            'alt = "A"',
            'html = "a.html"',
            "3:1 An advertisement is either a picture or a file of HTML"
            ' | Write one of the two: image = "ads/spring.png", or html = "ads/spring.html"',
        ),
        (
            'alt = "A"\n',
            "",
            "3:1 The advertisement's picture has no “alt” | Write what it says, for readers who"
            ' cannot see it: alt = "Ferries to Rodrigues"',
        ),
        (
            'alt = "A"\nwidth = 300\n',
            "",
            "3:1 The advertisement has no “alt”, “width” and “height” | Write what its picture"
            ' says, and how large it is in pixels: alt = "Ferries to Rodrigues", width = 300,'
            " height = 250",
        ),
        (
            "height = 250\n",
            "",
            "3:1 The advertisement has no “width” and “height” | Write both in pixels, so that"
            " space is kept for it: width = 300, height = 250",
        ),
        (
            '"a.png"',
            '"../a.png"',
            "4:1 “../a.png” is not the path of a file or folder in content/ | Write the path from"
            " content/, with forward slashes: maps/harbour.html",
        ),
        (
            "width = 300",
            "width = 3000",
            "6:1 The setting “advertisements.article.width” is 3000, but must be 2000 or less"
            " | Write width = 2000",
        ),
        (
            "width = 300",
            "width = 0",
            "6:1 The setting “advertisements.article.width” is 0, but must be 1 or more"
            " | Write width = 1",
        ),
        (
            "width = 300",
            "width = nan",
            "6:1 The setting “advertisements.article.width” is nan, but must be a whole number"
            " | Write width = 100",
        ),
        (
            "width = 300",
            "widht = 300",
            "6:1 “widht” is not a Dateline setting | Did you mean “width”?",
        ),
    ],
)
def test_advertisements_that_are_wrong(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in _told(tmp_path, LEAST + AD.replace(old, new))


def test_a_link_of_an_advertisement_is_checked(tmp_path: Path) -> None:
    (told,) = _told(tmp_path, LEAST + AD + 'link = "javascript:alert(1)"\n')
    assert told.startswith("8:1 “javascript:” addresses are not allowed")


def test_places_and_files_of_advertisements_must_exist(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST + AD + AD.replace("article", "artcle").replace("a.png", "b.png"))
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "b.png").touch()
    found = [
        f"{one.line}:{one.column} {one.severity} {one.message} | {one.fix}"
        for one in advertisement_problems(site, Theme(site))
    ]
    assert found == [
        "4:1 error There is no “a.png” in content/"
        " | Write the path of a file that is there, or delete [advertisements.article]",
        "8:1 error The theme “broadsheet” has no place “artcle” for an advertisement"
        " | Did you mean [advertisements.article]?",
    ]


SNIPPET = '[advertisements.article]\nhtml = "{}"\nwidth = 300\nheight = 250\n'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "ads/g.jpg",
            b"\xff\xd8\xff\xe0 a camera's own words",
            "“ads/g.jpg” is not a file of HTML | Name a file that ends in .html; if it is a"
            ' picture, write image = "ads/g.jpg"',
        ),
        (
            "g.html",
            b"\xff\xd8\xff\xe0 a camera's own words",
            "“g.html” is not text in UTF-8 | Save it as UTF-8; if it is a picture, write"
            ' image = "g.html"',
        ),
        (
            "g.html",
            b" " * 100_001,
            "“g.html” has 100,001 bytes; the limit is 100,000 | Shorten it; pictures are files of"
            " their own: <img src=…>",
        ),
        (
            "g.html",
            b"<p>\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> desk\n",
            "Git could not merge two versions of “g.html”: it left a marker on line 2"
            " | Keep one of the versions, and delete the lines with markers",
        ),
    ],
)
def test_the_html_of_an_advertisement_is_text(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    site = _load(tmp_path, LEAST + SNIPPET.format(name))
    (tmp_path / "content/ads").mkdir(parents=True)
    (tmp_path / "content" / name).write_bytes(data)
    (problem,) = advertisement_problems(site, Theme(site))
    assert (problem.place, problem.severity) == ("site.toml:4:1", "error")
    assert f"{problem.message} | {problem.fix}" == told
    assert read_snippet(site, name) == ""


def test_what_is_taken_out_of_an_advertisement_is_told(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST + SNIPPET.format("ads/a.html"))
    (tmp_path / "content/ads").mkdir(parents=True)
    (tmp_path / "content/ads/a.html").write_text(
        '<p onclick="go()">Ferries</p>\n<script src="https://ads.example/a.js"></script>\n'
        '<a href="javascript:go()">now</a> <a href="b.pdf">then</a>\n<img src=x alt="">\n'
        '<form><input></form>\n<iframe src="https://ads.example/"></iframe>\n'
    )
    told = [
        (one.place, one.kind, one.severity) for one in advertisement_problems(site, Theme(site))
    ]
    assert told == [
        (f"content/ads/a.html:{place}", kind, "warning")
        for place, kind in [
            ("1:4", "raw-html"),
            ("2:1", "raw-html"),
            ("3:10", "address"),
            ("5:1", "raw-html"),
            ("5:7", "raw-html"),
            ("6:1", "raw-html"),
            ("3:44", "dead-link"),
            ("4:10", "missing-picture"),
        ]
    ]
    first = next(iter(advertisement_problems(site, Theme(site))))
    assert first.message.endswith("advertisements cannot run programs")


def test_places_for_advertisements_are_those_of_the_nearest_theme(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "own"
    folder.mkdir(parents=True)
    site = _load(tmp_path, LEAST + 'theme = "own"\n')
    (folder / "theme.toml").write_text('inherits = "broadsheet"\n')
    assert Theme(site).settings.advertisements == ("article", "front", "list")
    (folder / "theme.toml").write_text('inherits = "broadsheet"\nadvertisements = ["top"]\n')
    assert Theme(site).settings.advertisements == ("top",)
    (folder / "theme.toml").write_text('inherits = "broadsheet"\nadvertisements = "top"\n')
    with pytest.raises(ProblemsFound) as found:
        _ = Theme(site).settings.advertisements
    (problem,) = found.value.problems
    assert problem.place == "themes/own/theme.toml:2:1"
    assert problem.message == "“advertisements” must be a list of names, in double quotes"


def test_the_unit_of_temperature(tmp_path: Path) -> None:
    site = _load(tmp_path, LEAST + '[languages.en]\ntemperature = "F"\n')
    assert (site.temperature_in("en"), site.temperature_in("fr")) == ("F", "")
    assert _told(tmp_path, LEAST + '[languages.en]\ntemperature = "K"\n') == [
        '4:1 “K” is not a unit of temperature | Write "C" or "F"'
    ]


def test_the_host(tmp_path: Path) -> None:
    assert _load(tmp_path, LEAST).host == "none"
    assert _load(tmp_path, LEAST + 'host = "cloudflare"\n').host == "cloudflare"
    assert _told(tmp_path, LEAST + 'host = "geocities"\n') == [
        '3:1 “geocities” is not a host that Dateline knows | Write "netlify", "cloudflare", '
        '"github", or "none" for any other web server'
    ]
