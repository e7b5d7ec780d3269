"""Faults of a theme are told with their file and line: theme.toml, and the interface's words."""

from __future__ import annotations

import pytest

from dateline.build.check import check
from dateline.problems import Problem, ProblemsFound
from scratch import SETTINGS, ScratchSite

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
SETTINGS_FAULTS: dict[str, tuple[dict[str, str | bytes], str]] = {
    "not TOML": (
        {"mine": 'name = "mine"\ninherits = broadsheet\n'},
        "themes/mine/theme.toml:2:12: This is not valid TOML: invalid value",
    ),
    "not UTF-8": (
        {"mine": b'name = "caf\xe9"\n'},
        'themes/mine/theme.toml:1:12: The text is not UTF-8, near “name = "café"”. Save the',
    ),
    "another type": (
        {"mine": 'name = "mine"\ninherits = ["broadsheet"]\n'},
        "themes/mine/theme.toml:2:1: “inherits” must be the name of a theme, in double quotes."
        ' Write inherits = "broadsheet".',
    ),
    "an unknown theme": (
        {"mine": '\ninherits = "brodsheet"\n'},
        'themes/mine/theme.toml:2:1: There is no theme “brodsheet”. Write inherits = "broadsheet".',
    ),
    "a path": (
        {"mine": 'inherits = "../themes/broadsheet"\n'},
        "themes/mine/theme.toml:1:1: There is no theme “../themes/broadsheet”. Write inherits =",
    ),
    "itself": (
        {"mine": 'name = "mine"\ninherits = "mine"\n'},
        "themes/mine/theme.toml:2:1: The theme “mine” inherits itself."
        ' Write inherits = "broadsheet".',
    ),
    "itself through another": (
        {"mine": 'inherits = "ours"\n', "ours": 'name = "ours"\n\ninherits = "mine"\n'},
        "themes/ours/theme.toml:3:1: The theme “mine” inherits itself."
        ' Write inherits = "broadsheet".',
    ),
    "another misspelt key": (
        {"mine": 'inherits = "broadsheet"\npicture_size = "92vw"\n'},
        "themes/mine/theme.toml:2:1: “picture_size” is not a setting of a theme."
        " Did you mean “picture_sizes”?",
    ),
    "no colour": (
        {"mine": 'inherits = "broadsheet"\nshare_ink = "black"\n'},
        "themes/mine/theme.toml:2:1: “share_ink” must be a colour of six hexadecimal digits, in"
        ' double quotes. Write share_ink = "#000000".',
    ),
    "no sizes": (
        {"mine": 'inherits = "broadsheet"\npicture_sizes = 92\n'},
        "themes/mine/theme.toml:2:1: “picture_sizes” must be what HTML's attribute “sizes” has",
    ),
    "a misspelt key": (
        {"mine": 'inherit = "broadsheet"\n'},
        "themes/mine/theme.toml:1:1: “inherit” is not a setting of a theme."
        " Did you mean “inherits”?",
    ),
}
WORDS_FAULTS: dict[str, tuple[str | bytes, str]] = {
    "another encoding": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=latin-99\\n"\n',
        "3:1: “latin-99” is not the encoding of this file, which is UTF-8. Write charset=UTF-8.",
    ),
    "not UTF-8": (HEAD.encode() + b'msgid "Tags"\nmsgstr "\xe9"\n', "7:9: The text is not UTF-8"),
    "a merge that failed": (
        HEAD + "<<<<<<< HEAD\n=======\n>>>>>>> desk\n",
        "6:1: Git could not merge two versions of this file",
    ),
    "no number of plurals": (
        HEAD.replace("nplurals=2", "nplurals=many"),
        "4:1: Plural-Forms is not a rule for plurals."
        ' Write "Plural-Forms: nplurals=2; plural=(n != 1);\\n".',
    ),
    "no rule for plurals": (HEAD.replace("n != 1", "n != one"), "4:1: Plural-Forms is not a rule"),
    "an impossible rule": (HEAD.replace("n != 1", "n % 0"), "4:1: Plural-Forms is not a rule for"),
    "rubbish": (
        HEAD + 'msgid "Tags"\nrubbish\nmsgstr "Tags"\n',
        "7:1: “rubbish” is not a line of a .po file. Write msgid",
    ),
    "no quotation marks": (
        HEAD + 'msgid "Tags"\nmsgstr Tags\n',
        "7:1: “msgstr Tags” is not a line",
    ),
    "no translation": (
        HEAD + 'msgid "Tags"\n\nmsgid "Search"\nmsgstr "Search"\n',
        '6:1: This msgid has no msgstr. Write msgstr "…" below it.',
    ),
    "too many plurals": (
        HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n',
        "6:1: There are more plurals here than Plural-Forms says.",
    ),
    "a bad date": (
        HEAD.replace('"Plural', '"POT-Creation-Date: yesterday\\n"\n"Plural'),
        "1:1: The entries at the head of this file cannot be read.",
    ),
    "another placeholder": (
        HEAD + 'msgid "%(edition)s of %(page)s"\nmsgstr "x %(page)s %(foo)s"\n',
        "7:20: “%(foo)s” is not in the original. Write %(edition)s and %(page)s.",
    ),
    "a placeholder without a name": (
        HEAD + 'msgid "%(n)s tags"\nmsgstr "%d tags"\n',
        "7:9: “%d” is not in the original. Write %(n)s, and %% for a percent sign.",
    ),
}


def told(problem: Problem) -> str:
    """A problem as users see it."""
    return f"{problem.place}: {' '.join(problem.sentences)}"


def themed(site: ScratchSite) -> ScratchSite:
    """The site with a theme of its own."""
    site.settings(SETTINGS + 'theme = "mine"\n')
    site.write("themes/mine/theme.toml", 'inherits = "broadsheet"\n')
    return site


@pytest.mark.parametrize("fault", SETTINGS_FAULTS)
def test_a_faulty_theme_toml(site: ScratchSite, fault: str) -> None:
    files, expected = SETTINGS_FAULTS[fault]
    themed(site)
    for theme, content in files.items():
        site.write(f"themes/{theme}/theme.toml", content)
    (problem,) = site.problems()
    assert told(problem).startswith(expected)
    with pytest.raises(ProblemsFound) as found:
        check(site.root)
    assert found.value.problems == (problem,)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("share_ink = 5\npicture_sizes = 92\nadvertisements = 1\n", [1, 2, 3]),
        ("inherits = broadsheet\npicture_size = '1vw'\nshare_inks = 2\n", [1, 2, 3]),
    ],
)
def test_the_faults_of_a_theme_toml_are_told_at_once(
    site: ScratchSite, text: str, lines: list[int]
) -> None:
    themed(site).write("themes/mine/theme.toml", text)
    assert [problem.line for problem in site.problems()] == lines


def test_an_unknown_theme_in_the_settings(site: ScratchSite) -> None:
    site.settings(SETTINGS + 'theme = "brodsheet"\n')
    (problem,) = site.problems()
    assert told(problem) == (
        'site.toml:4:1: There is no theme “brodsheet”. Write theme = "broadsheet".'
    )


def test_a_faulty_setting_hides_no_other_fault_of_the_settings(site: ScratchSite) -> None:
    settings = SETTINGS.replace("meridian.example", "example.org")
    advertisement = '[advertisements.artcle]\nimage = "a.png"\nalt = "A"\nwidth = 3\nheight = 4\n'
    site.settings(settings + "titel = 1\n[lists]\nlimit = 3\n" + advertisement)
    faults = [(problem.line, problem.severity) for problem in site.problems()]
    assert faults == [
        (2, "warning"), (4, "error"), (6, "error"), (7, "error"), (8, "error"),
    ]  # fmt: skip
    with pytest.raises(ProblemsFound) as found:
        check(site.root)
    assert [(problem.line, problem.severity) for problem in found.value.problems] == faults


@pytest.mark.parametrize("fault", WORDS_FAULTS)
def test_faulty_words(site: ScratchSite, capfd: pytest.CaptureFixture[str], fault: str) -> None:
    content, expected = WORDS_FAULTS[fault]
    themed(site).write("themes/mine/locale/en/LC_MESSAGES/theme.po", content)
    (problem,) = site.problems()
    assert told(problem).startswith(f"themes/mine/locale/en/LC_MESSAGES/theme.po:{expected}")
    assert check(site.root).problems == [problem]
    assert capfd.readouterr() == ("", "")


def test_words_that_are_right(site: ScratchSite) -> None:
    themed(site).write(
        "themes/mine/locale/en/LC_MESSAGES/theme.po",
        "\ufeff" + HEAD + '#, fuzzy\nmsgid "Archive"\nmsgstr "%(foo)s"\n\n#~ msgid "Old"\n'
        '#~ msgstr "Older"\n\nmsgid "Search"\nmsgstr ""\n"Find "\n"100%%"\n',
    )
    site.build()
    assert "Find 100%" in site.page("/")


CHECKED: dict[str, tuple[str | bytes, str]] = {
    "a template that cannot be compiled": (
        "\n{% if %}",
        "themes/mine/templates/term.html:2:1",
    ),
    "a name that may not be kept": (
        "{% cached %}{{ page }}{% endcached %}",
        "themes/mine/templates/term.html:1:1",
    ),
    "a template that is not there": (
        '\n\n{% extends "bse.html" %}',
        "themes/mine/templates/term.html:3:1",
    ),
    "an asset that is not there": (
        "\n{{ asset('nope.svg') }}",
        "themes/mine/templates/term.html:2:1",
    ),
    "a circle": ('{% extends "term.html" %}', "themes/mine/templates/term.html:1:1"),
    "not UTF-8": (b"\xff", "themes/mine/templates/term.html:1:1"),
    "a merge that failed": (
        "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> desk\n",
        "themes/mine/templates/term.html:2:1",
    ),
}


@pytest.mark.parametrize("fault", CHECKED)
def test_check_looks_at_every_template(site: ScratchSite, fault: str) -> None:
    content, place = CHECKED[fault]
    site.article("one.md", tags=["Port"])
    themed(site).write("themes/mine/templates/term.html", content)
    (problem,) = check(site.root).problems
    assert problem.place == place
    assert site.problems() == [problem]


def test_check_finds_what_a_theme_lacks(site: ScratchSite) -> None:
    themed(site).write("themes/mine/theme.toml", "")
    site.write("themes/mine/templates/404.html", "x")
    (problem,) = check(site.root).problems
    assert problem.place == "themes/mine/theme.toml:1:1"


def test_check_has_nothing_to_say_of_a_theme_that_is_right(site: ScratchSite) -> None:
    themed(site).write(
        "themes/mine/templates/404.html",
        '{% include "none.html" ignore missing %}{% include ["none.html", "_pager.html"] %}',
    )
    assert check(site.root).problems == []


def test_a_link_out_of_a_theme_is_refused(site: ScratchSite) -> None:
    secret = site.root.parent / "secret.txt"
    secret.write_text("Secret.")
    themed(site).write("themes/mine/assets/plain.txt", "Plain.")
    link = site.root / "themes/mine/assets/notes.txt"
    link.symlink_to(secret)
    (problem,) = site.problems()
    assert told(problem) == (
        "themes/mine/assets/notes.txt:1:1: This symbolic link points outside its theme;"
        " the file would be published. Copy the file here, or delete the link."
    )
    assert check(site.root).problems == [problem]
    link.unlink()
    link.symlink_to("plain.txt")
    site.build()
    assert site.page("/assets/notes.txt") == "Plain."
    # A link that is put in place of a file that was published.
    link.unlink()
    link.symlink_to(secret)
    assert site.problems() == [problem]
    assert site.page("/assets/notes.txt") == "Plain."


def test_an_asset_that_is_nearly_there(site: ScratchSite) -> None:
    themed(site).write("themes/mine/templates/404.html", '{% set i = "icn.svg" %}{{ asset(i) }}')
    (problem,) = site.problems()
    assert told(problem) == (
        "themes/mine/templates/404.html:1:1: There is no asset “icn.svg”. Write “icon.svg”."
    )
    site.write("themes/mine/assets/icn.svg", "<svg/>")
    assert site.problems() == []
