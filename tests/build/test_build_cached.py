"""What templates keep with `{% cached %}`: the same on every page, or it is a problem."""

from __future__ import annotations

import pytest

from scratch import SETTINGS, ScratchSite

REFUSED = {
    "the page": (
        "<p>\n{% cached %}{{ page.headline }}{% endcached %}",
        "2:1: “page” cannot be used in {% cached %}.",
        "Name what it needs: {% cached page.headline %}.",
    ),
    "the page, besides a value": (
        "{% set n = 1 %}{% cached n %}{{ n }}{{ page.date.day|upper }}{% endcached %}",
        "1:1: “page” cannot be used in {% cached %}.",
        "Name what it needs: {% cached n, page.date.day %}.",
    ),
    "more of the page than is named": (
        "{% cached page.headline %}{{ page.headline }}{{ page.body }}{% endcached %}",
        "1:1: “page” cannot be used in {% cached %}.",
        "Name what it needs: {% cached page.headline, page.body %}.",
    ),
    "a value set before": (
        "{% set label = page.headline %}{% cached %}{{ label }}{% endcached %}",
        "1:1: “label” cannot be used in {% cached %}.",
        "Name what it needs: {% cached label %}.",
    ),
    "an argument with the name of a partial": (
        "{% macro m(counts) %}{% cached %}{{ counts }}{% endcached %}{% endmacro %}{{ m(page) }}",
        "1:1: “counts” cannot be used in {% cached %}.",
        "Name what it needs: {% cached counts %}.",
    ),
    "the variable of a loop around it": (
        "{% for tag in page.authors %}{% cached %}{{ loop.index }}{% endcached %}{% endfor %}",
        "1:1: “loop” cannot be used in {% cached %}.",
        "Name what it needs: {% cached loop.index %}.",
    ),
    "a macro that reads the page": (
        "{% macro m() %}{{ page.headline }}{% endmacro %}\n"
        "{% macro n() %}{{ m() }}{% endmacro %}\n{% cached %}{{ n() }}{% endcached %}",
        "3:1: “n” cannot be used in {% cached %}: it is a macro that reads what differs from page"
        " to page.",
        "Give the macro what it needs as an argument.",
    ),
    "macros that are given the page": (
        '{% import "_pager.html" as pager with context %}'
        "{% cached %}{{ pager.pager }}{% endcached %}",
        "1:1: “pager” cannot be used in {% cached %}.",
        "Name what it needs: {% cached pager.pager %}.",
    ),
    "a template that is given the page": (
        '{% cached %}{% include "404.html" %}{% endcached %}',
        "1:1: {% include %} cannot stand in {% cached %}: the template may read the page.",
        "Use a macro of a partial.",
    ),
    "macros that are given the page there": (
        '{% cached %}{% import "_pager.html" as pager with context %}{% endcached %}',
        "1:1: Macros that are given the page cannot be imported in {% cached %}.",
        "Leave out “with context”.",
    ),
    "a block": (
        "{% cached %}{% block part %}{% endblock %}{% endcached %}",
        "1:1: The block “part” cannot stand in {% cached %}: it may read the page.",
        "Put {% cached %} inside the block.",
    ),
    "another block": (
        "{% block part %}{% endblock %}{% cached %}{{ self.part() }}{% endcached %}",
        "1:1: “self” cannot be used in {% cached %}.",
        "Use it outside, before or after.",
    ),
}


@pytest.fixture
def papers(site: ScratchSite) -> ScratchSite:
    """Two articles, and a theme to be written."""
    site.settings(SETTINGS + 'theme = "mine"\n')
    site.write("themes/mine/theme.toml", 'inherits = "broadsheet"\n')
    site.article("one.md", title="One", authors=["Anna"])
    site.article("two.md", title="Two", authors=["Anna"])
    return site


def rendered(papers: ScratchSite, template: str) -> list[str]:
    """What this template makes of the two articles."""
    papers.write("themes/mine/templates/article.html", template)
    papers.build()
    return [papers.page(f"/2014/03/05/{slug}/") for slug in ("one", "two")]


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_differ_is_refused(papers: ScratchSite, what: str) -> None:
    template, message, fix = REFUSED[what]
    papers.write("themes/mine/templates/article.html", template)
    (problem,) = papers.problems()
    told = (f"{problem.place}: {problem.sentences[0]}", *problem.sentences[1:])
    assert told == (f"themes/mine/templates/article.html:{message}", fix)


def test_what_is_the_same_everywhere_may_be_used(papers: ScratchSite) -> None:
    template = """\
{% from "_pager.html" import pager %}
{% macro one(name) %}{{ two(name) }}{{ site.title }}{% endmacro %}
{% macro two(name) %}{% if name %}{{ one("") }}{% endif %}{{ name }}{% endmacro %}
{% cached %}{% set word = _("Search") %}{% for link in site.navigation %}{{ loop.index }}
{{ link.text }}{% endfor %}{{ word }}{{ one(word) }}{{ asset("icon.svg") }}{{ counts.number(3) }}
{{ pager is defined }}{% endcached %}"""
    one, two = rendered(papers, template)
    assert one == two
    assert "The MeridianSearchThe Meridian" in one


def test_what_is_named_may_be_read(papers: ScratchSite) -> None:
    template = """\
{% cached page.headline %}{{ page.headline | upper }}{% endcached %}
{%- for one in page.authors %}{% cached one, loop.index, page.authors, page.date -%}
{{ one.text }}{{ loop.index }}{% endcached %}
{%- endfor %}"""
    assert rendered(papers, template) == ["ONEAnna1", "TWOAnna1"]


def test_several_in_one_line_are_kept_apart(papers: ScratchSite) -> None:
    template = "{% cached %}a{% endcached %}{% cached %}b{% endcached %}"
    assert rendered(papers, template) == ["ab", "ab"]


def test_markup_is_kept_apart_from_the_same_text(papers: ScratchSite) -> None:
    template = """\
{% macro m(t) %}{% cached t %}{{ t }}{% endcached %}{% endmacro -%}
{{ m("<i>") }}{{ m("<i>" | safe) }}"""
    assert rendered(papers, template) == ["&lt;i&gt;<i>"] * 2
