"""Themes that inherit others, and extend the templates that they take the place of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.build.check import check
from scratch import SETTINGS, ScratchSite

ROOT = Path(__file__).parents[2]
PAGER = "{{% macro pager(previous, next, earlier, later, label) %}}{}{{% endmacro %}}"
META = '{{% extends "{}" %}}{{% block head %}}{{{{ super() }}}}<meta name="{}">{{% endblock %}}'


def themes(site: ScratchSite, *lineage: str) -> None:
    """Let the site have the first theme, each inheriting the next and the last broadsheet."""
    site.settings(SETTINGS + f'theme = "{lineage[0]}"\n')
    for theme, inherited in zip(lineage, (*lineage[1:], "broadsheet"), strict=True):
        site.write(f"themes/{theme}/theme.toml", f'inherits = "{inherited}"\n')


def test_the_documented_theme(archive: ScratchSite) -> None:
    before = archive.page("/assets/dateline.css")
    text = (ROOT / "docs" / "themes.md").read_text("utf-8")
    files = re.findall(r"`(themes/mine/[\w./-]+)`[^`]*:\n\n```\w+\n(.*?)```", text, re.DOTALL)
    assert len(files) == 3
    for path, content in files:
        archive.write(path, content)
    archive.settings(SETTINGS + 'theme = "mine"\n')
    archive.rebuilt()
    pages = [
        page for page in sorted(archive.public.rglob("*.html")) if page.parent.name != "fragments"
    ]
    assert len(pages) > 100
    for page in pages:
        head = page.read_text("utf-8").partition("</head>")[0]
        assert head.count('<meta name="publisher" content="The Meridian">') == 1, page
    assert archive.page("/assets/dateline.css").startswith(before)
    assert "darkred" in archive.page("/assets/dateline.css")


def test_a_theme_adds_to_what_the_themes_it_inherits_add(archive: ScratchSite) -> None:
    themes(archive, "mine", "ours")
    archive.write("themes/ours/templates/base.html", META.format("broadsheet/base.html", "ours"))
    # That it takes the place of a theme's that only inherits the template makes no difference.
    archive.write("themes/mine/templates/term.html", '{% extends "ours/term.html" %}')
    archive.write("themes/mine/templates/base.html", META.format("ours/base.html", "mine"))
    written = archive.rebuilt()
    assert {"/", "/tags/port/", "/1990/02/03/storm/", "/404.html"} <= written
    assert re.search(r'<meta name="ours">\s*<meta name="mine">', archive.page("/tags/port/"))
    for path in ("mine/templates/base.html", "ours/templates/base.html"):
        file = archive.root / "themes" / path
        file.write_text(file.read_text().replace('<meta name="', '<meta name="new-'))
        assert archive.rebuilt() == written
    archive.write("themes/ours/templates/term.html", "No more.")
    assert archive.rebuilt() == {"/tags/port/", "/tags/storm/", "/places/galle/"}


def test_a_partial_hands_on_macros_of_the_one_it_takes_the_place_of(archive: ScratchSite) -> None:
    themes(archive, "mine", "ours")
    archive.write("themes/ours/templates/_pager.html", PAGER.format("One"))
    archive.write(
        "themes/mine/templates/_pager.html",
        '{% import "ours/_pager.html" as ours %}{% set pager = ours.pager %}',
    )
    archive.write("themes/mine/templates/calendar.html", "{{ pager.pager() }}")
    archive.rebuilt()
    assert archive.page("/1990/") == "One"
    archive.write("themes/ours/templates/_pager.html", PAGER.format("Two"))
    archive.rebuilt()
    assert archive.page("/1990/") == "Two"


def test_several_processes_use_the_same_templates(archive: ScratchSite) -> None:
    themes(archive, "mine")
    archive.write("themes/mine/templates/base.html", META.format("broadsheet/base.html", "mine"))
    archive.build(jobs=2)
    assert '<meta name="mine">' in archive.page("/1990/02/03/storm/")
    assert archive.snapshot() == archive.clean_snapshot()
    assert archive.rebuilt() == set()


def test_a_file_named_by_an_inherited_template_is_published_while_that_is_used(
    site: ScratchSite,
) -> None:
    themes(site, "mine", "ours")
    site.write("content/logo.pdf", b"%PDF")
    site.write("themes/ours/templates/404.html", '<a href="{{ site.base }}logo.pdf">x</a>')
    site.build()
    assert site.has("/logo.pdf")
    site.write("themes/mine/templates/404.html", "Nothing.")
    site.build()
    assert not site.has("/logo.pdf")
    site.write("themes/mine/templates/404.html", '{% include "ours/404.html" %}')
    site.build()
    assert site.has("/logo.pdf")


CIRCLES = {
    "itself": (
        {"mine/templates/base.html": '\n{% extends "base.html" %}'},
        "themes/mine/templates/base.html:2:1",
        "This template extends itself: this would never end",
        'Write "broadsheet/base.html" instead of "base.html"',
    ),
    "itself, with its theme's name": (
        {"mine/templates/base.html": '\n{% extends "mine/base.html" %}'},
        "themes/mine/templates/base.html:2:1",
        "This template extends itself: this would never end",
        'Write "broadsheet/base.html" instead of "mine/base.html"',
    ),
    "through another theme's": (
        {"mine/templates/base.html": '{# … #}\n\n{% extends "home.html" %}'},
        "themes/mine/templates/base.html:3:1",
        "This template extends “home.html”, which extends “base.html”: this would never end",
        'Write "broadsheet/base.html" instead of "home.html"',
    ),
    "of an inherited theme": (
        {
            "mine/templates/base.html": '{% extends "ours/base.html" %}',
            "ours/templates/base.html": '\n{% extends "base.html" %}',
        },
        "themes/ours/templates/base.html:2:1",
        "This template extends “base.html”, which extends “ours/base.html”: this would never end",
        'Write "broadsheet/base.html" instead of "base.html"',
    ),
    "imports": (
        {"mine/templates/_pager.html": '\n{% from "_pager.html" import pager %}'},
        "themes/mine/templates/_pager.html:2:1",
        "This template imports itself: this would never end",
        'Write "broadsheet/_pager.html" instead of "_pager.html"',
    ),
    "without a theme to turn to": (
        {
            "mine/templates/404.html": '{% include "_one.html" %}',
            "mine/templates/_one.html": '{% include ["_none.html", "_one.html"] %}',
        },
        "themes/mine/templates/_one.html:1:1",
        "This template includes itself: this would never end",
        "Leave out “_one.html”",
    ),
}


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_template_that_leads_back_to_itself(archive: ScratchSite, circle: str) -> None:
    templates, place, message, fix = CIRCLES[circle]
    themes(archive, "mine", "ours")
    for path, content in templates.items():
        archive.write(f"themes/{path}", content)
    (problem,) = archive.problems()
    assert (problem.place, problem.message) == (place, message)
    assert problem.fix.startswith(fix)


def test_a_template_that_is_not_there(archive: ScratchSite) -> None:
    themes(archive, "mine")
    archive.write("themes/mine/templates/base.html", '\n{% extends "brodsheet/base.html" %}')
    (problem,) = archive.problems()
    assert problem.place == "themes/mine/templates/base.html:2:1"
    assert problem.message == "There is no template “brodsheet/base.html”"
    assert problem.fix == "Write “broadsheet/base.html”"


def test_a_theme_that_lacks_a_template(site: ScratchSite) -> None:
    site.settings(SETTINGS + 'theme = "mine"\n')
    site.write("themes/mine/templates/calendar.html", "x")
    (problem,) = site.problems()
    assert problem.place == "themes/mine/theme.toml:1:1"
    assert problem.message.startswith("The theme “mine” has no theme.toml, and no template “")
    site.write("themes/mine/theme.toml", "")
    (problem,) = site.problems()
    assert problem.place == "themes/mine/theme.toml:1:1"
    assert problem.message.startswith("No theme has the template “")
    assert problem.message.endswith("”: “mine” inherits no other")
    assert problem.fix == 'Write inherits = "broadsheet", or create the template'


def test_a_block_that_is_never_shown(site: ScratchSite) -> None:
    themes(site, "mine", "ours")
    site.write("themes/ours/templates/base.html", '{% extends "broadsheet/base.html" %}')
    site.write(
        "themes/mine/templates/base.html",
        '{% extends "ours/base.html" %}\n'
        "{# {% block comment %} #}{% raw %}{% block raw %}{% endraw %}\n"
        "{% block main %}{% block inner %}{{ self.tail() }}{% endblock %}{% endblock %}\n"
        "{% block tail %}Tail{% endblock %}\n"
        "  {%- block haed %}{% endblock %}{% block sidebar %}{% endblock %}\n",
    )
    problems = site.problems()
    assert [(one.place, *one.sentences) for one in problems] == [
        (
            "themes/mine/templates/base.html:5:3",
            "There is no block “haed” in “ours/base.html”, so this one is never shown.",
            "Did you mean “head”?",
        ),
        (
            "themes/mine/templates/base.html:5:34",
            "There is no block “sidebar” in “ours/base.html”, so this one is never shown.",
            "Delete it, or put it into another block.",
        ),
    ]
    assert [one for one in check(site.root).problems if one.kind == "template"] == problems
    # The templates that broadsheet has for kinds of pages fill blocks that this does not have.
    blocks = (f"{{% block {name} %}}{{% endblock %}}" for name in ("haed", "sidebar", "main"))
    site.write("themes/ours/templates/base.html", "".join(blocks))
    assert site.problems() == []


FAULTS = {
    "a name that the site does not have": (
        "{% block head %}\n{{ site.titel }}{% endblock %}",
        "3:1 “site” has no “titel” | Did you mean “title”?",
    ),
    "a name that a part of the page does not have": (
        "{% block head %}{% if page.translations.lenght %}{% endif %}{% endblock %}",
        "2:1 “page.translations” has no “lenght”"
        " | See docs/themes.md for what each template may use.",
    ),
    "a name that there is not": (
        "{% block head %}{{ stie.title }}{% endblock %}",
        "2:1 There is no “stie” here | Did you mean “site”?",
    ),
    "a macro that a partial does not have": (
        "{% block head %}{{ pager.pagre() }}{% endblock %}",
        "2:1 “pager” has no “pagre” | Did you mean “pager”?",
    ),
    "a name worked out": (
        '{% block head %}{{ site["ti" ~ "tel"] }}{% endblock %}',
        "2:1 There is no “titel” here | Did you mean “title”?",
    ),
    "a block that is not closed": (
        "{% block main %}{% endblock %}\n{% block head %}\n{% if site.title %}x{% endif %}\n",
        "3:1 The block “head” is never closed | Add {% endblock %}.",
    ),
    "a condition that is not closed": (
        "{% block head %}\n{%- if site.title %}{% if page %}{% endif %}\n{% endblock %}",
        "3:1 “{% if %}” is never closed | Add {% endif %}.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_told_in_the_words_of_templates(archive: ScratchSite, fault: str) -> None:
    template, told = FAULTS[fault]
    themes(archive, "mine")
    text = '{% extends "broadsheet/base.html" %}\n' + template
    archive.write("themes/mine/templates/base.html", text)
    (problem,) = archive.problems()
    message, fix = problem.sentences
    assert problem.path == "themes/mine/templates/base.html"
    assert f"{problem.line}:{problem.column} {message.rstrip('.')} | {fix}" == told


def test_a_fault_names_the_file_of_the_theme_in_which_it_stands(archive: ScratchSite) -> None:
    themes(archive, "mine", "ours")
    archive.write("themes/mine/templates/base.html", '{% extends "ours/base.html" %}')
    archive.write(
        "themes/ours/templates/base.html",
        '{% extends "broadsheet/base.html" %}\n{% block head %}\n{{ nothing }}{% endblock %}',
    )
    (problem,) = archive.problems()
    assert problem.place == "themes/ours/templates/base.html:3:1"
    archive.write("themes/ours/templates/base.html", "\n\n\n{% block %}")
    (problem,) = archive.problems()
    assert problem.place == "themes/ours/templates/base.html:4:1"


def test_a_template_that_is_not_utf8_is_named_though_another_asks_for_it(
    archive: ScratchSite,
) -> None:
    themes(archive, "mine")
    archive.write("themes/mine/templates/base.html", b"<p>\ncaf\xe9")
    (problem,) = archive.problems()
    assert problem.place == "themes/mine/templates/base.html:2:1"
    assert problem.message == "The text is not UTF-8, near “café”"


def test_no_template_is_suggested_that_is_unlike_or_would_lead_to_a_circle(
    archive: ScratchSite,
) -> None:
    themes(archive, "mine")
    fixes = {
        "page.htm": "Create it, or inherit a theme that has it",
        "plain.html": "Create it, or inherit a theme that has it",
        "base.htm": "Write “broadsheet/base.html”",
    }
    for name, fix in fixes.items():
        archive.write("themes/mine/templates/base.html", f'{{% extends "{name}" %}}')
        (problem,) = archive.problems()
        assert problem.message == f"There is no template “{name}”"
        assert problem.fix == fix, name


def test_addresses_written_out_in_templates_are_checked(site: ScratchSite) -> None:
    themes(site, "mine", "ours")
    site.write("content/logo.pdf", b"%PDF")
    own = SETTINGS.partition('url = "')[2].partition('"')[0]
    template = (
        '{% extends "broadsheet/404.html" %}\n{% block main %}\n'
        f'<a href="/no/page/">a</a> <a class="x" href=\'{own}no/whole/#top\'>b</a>\n'
        f'<a href="{own}archive/">c</a> <a href="https://other.example/no/">d</a>'
        f' <a href="//other.example/no/">e</a> <a href="{own}logo.pdf">f</a>'
        ' <a href="/no/{{ page.lang }}/">g</a>\n{% endblock %}\n'
    )
    site.write("themes/mine/templates/404.html", template)
    found = [one for one in site.build().problems if one.kind == "dead-link"]
    assert [(one.path, one.line, one.column, one.severity) for one in found] == [
        ("themes/mine/templates/404.html", 3, 10, "warning"),
        ("themes/mine/templates/404.html", 3, 46, "warning"),
    ]
    assert found[1].message == f"The site has no page or file at “{own}no/whole/”"
    assert site.has("/logo.pdf")
