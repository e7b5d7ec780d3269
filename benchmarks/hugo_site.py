"""The same articles as a Hugo site with similar pages: article, taxonomies, lists, feeds, sitemap.

Optionally it has a calendar too: a page for each day, month and year, like Dateline's.
"""

# ruff: noqa: E501 - templates keep their lines

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.corpus import MadeArticle

_SETTINGS = """\
baseURL = "https://example.org/"
title = "Made news"
timeZone = "Indian/Mauritius"
defaultContentLanguage = "en"
disableKinds = []
[pagination]
pagerSize = 200
[taxonomies]
tag = "tags"
place = "places"
author = "authors"
section = "sections"
[permalinks.page]
news = "/:year/:month/:day/:slug/"
[outputs]
home = ["html", "rss", "json"]
taxonomy = ["html"]
term = ["html", "rss"]
section = ["html"]
[markup.goldmark.extensions]
footnote = true
definitionList = true
typographer = true
[params]
calendar = {calendar}
archive = "{archive}"
"""

_BASE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ with .Title }}{{ . }} — {{ end }}{{ site.Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{{ with .Params.summary }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}">{{ end }}
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/dateline.css">
{{ block "head" . }}{{ end }}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="masthead"><div class="masthead-compact">
<p class="nameplate"><a href="/">{{ site.Title }}</a></p>
<nav class="menu" aria-label="Main"><ul>
<li><a href="/">Front page</a></li><li><a href="{{ site.Params.archive }}">Archive</a></li>
<li><a href="/tags/">Tags</a></li><li><a href="/places/">Places</a></li>
<li><a href="/authors/">Authors</a></li><li><a href="/sections/">Sections</a></li>
</ul></nav>
<form class="search-form" role="search" action="/search/" method="get">
<label for="q">Search the archive</label><input id="q" type="search" name="q">
<button type="submit">Search</button></form>
</div></header>
{{ if site.Params.calendar }}{{ partial "crumbs.html" . }}{{ end }}
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer class="footer"><p class="nameplate"><a href="/">{{ site.Title }}</a></p>
<nav aria-label="Archive"><ul><li><a href="{{ site.Params.archive }}">All years</a></li><li><a href="/tags/">Tags</a></li>
<li><a href="/places/">Places</a></li><li><a href="/authors/">Authors</a></li></ul></nav></footer>
</body>
</html>
"""

_ENTRY = """\
<article class="entry row">
<p class="entry-folio"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "Jan 2, 2006" }}</time>
 · <a href="/places/{{ index .Params.places 0 | urlize }}/">{{ index .Params.places 0 }}</a></p>
<div class="row-text"><p class="kicker">{{ index .Params.sections 0 }}</p>
<h3 class="headline"><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p class="summary">{{ .Summary | plainify }}</p></div>
</article>
"""

_SINGLE = """\
{{ define "head" }}
<meta property="og:type" content="article"><meta property="og:title" content="{{ .Title }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "headline" .Title "datePublished" (.Date.Format "2006-01-02") "mainEntityOfPage" .Permalink "keywords" .Params.tags | jsonify | safeJS }}</script>
{{ end }}
{{ define "main" }}
<article class="story">
<header><p class="kicker">{{ index .Params.sections 0 }}</p><h1>{{ .Title }}</h1>
<p class="byline">By {{ range .Params.authors }}<a href="/authors/{{ . | urlize }}/">{{ . }}</a> {{ end }}</p>
<p class="folio">{{ .Params.weather }} · <a href="/places/{{ index .Params.places 0 | urlize }}/">{{ index .Params.places 0 }}</a> · {{ if site.Params.calendar }}<a href="{{ .Parent.RelPermalink }}">{{ partial "day.html" . }}</a>{{ else }}{{ partial "day.html" . }}{{ end }}</p></header>
<div class="prose" data-pagefind-body>{{ .Content }}</div>
<footer class="record"><ul>{{ range .Params.tags }}<li><a href="/tags/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul></footer>
</article>
<aside class="more"><h2>More articles</h2><ul>
{{ with .Prev }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
{{ with .Next }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul></aside>
{{ end }}
"""

_LIST = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $pages := .Paginate .Pages }}
<ol class="rows">{{ range $pages.Pages }}<li>{{ partial "entry.html" . }}</li>{{ end }}</ol>
{{ template "_internal/pagination.html" . }}
{{ end }}
"""

_TERMS = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>
{{ end }}
"""

_HOME = """\
{{ define "main" }}
<h1>{{ site.Title }}</h1>
{{ range first 17 site.RegularPages }}{{ partial "entry.html" . }}{{ end }}
{{ end }}
"""

_JSON = """\
{{- $items := slice -}}
{{- range first 20 site.RegularPages -}}
{{- $items = $items | append (dict "id" .Permalink "url" .Permalink "title" .Title "content_html" .Content) -}}
{{- end -}}
{{ dict "version" "https://jsonfeed.org/version/1.1" "title" site.Title "items" $items | jsonify }}
"""

_RSS = """\
{{ `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
{{ range first 20 (cond .IsHome site.RegularPages .RegularPages) }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate><guid>{{ .Permalink }}</guid>
<description>{{ .Summary | plainify }}</description></item>
{{ end }}</channel></rss>
"""

_DAY = """\
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "Monday, January 2, 2006" }}</time>
"""

_CRUMBS = """\
<nav class="crumbs" aria-label="You are here"><ol>
{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ol></nav>
"""

_YEARS = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range site.Home.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .RegularPagesRecursive }}</li>{{ end }}</ul>
{{ end }}
"""

# As in Dateline, a period lists its articles if they fit on one page, and otherwise counts them.
_PERIOD = """\
{{ define "main" }}
{{ $stories := .RegularPagesRecursive }}
<header class="list-head"><h1>{{ .Title }}</h1><p>{{ len $stories }} articles</p></header>
{{ if not .Sections }}
<ol class="rows">{{ range .Pages.Reverse }}<li>{{ partial "entry.html" . }}</li>{{ end }}</ol>
{{ else if le (len $stories) 200 }}
{{ range .Sections.Reverse }}<section class="group"><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<ol class="rows">{{ range .RegularPagesRecursive.Reverse }}<li>{{ partial "entry.html" . }}</li>{{ end }}</ol></section>
{{ end }}
{{ else }}
<ul>{{ range .Sections.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .RegularPagesRecursive }}</li>{{ end }}</ul>
{{ end }}
<nav class="pager" aria-label="Before and after">
{{ with partial "earlier.html" . }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with partial "later.html" . }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</nav>
{{ end }}
"""

# Sections are ordered from new to old, of which `Prev` is the older one. What comes before the first
# day of a month is the last one of the month before.
_EARLIER = """\
{{ $found := false }}
{{ with .Parent }}
{{ with .Sections.Prev $ }}{{ $found = . }}
{{ else }}{{ with partial "earlier.html" . }}{{ $found = index .Sections 0 }}{{ end }}{{ end }}
{{ end }}
{{ return $found }}
"""

_LATER = """\
{{ $found := false }}
{{ with .Parent }}
{{ with .Sections.Next $ }}{{ $found = . }}
{{ else }}{{ with partial "later.html" . }}{{ $found = index (last 1 .Sections) 0 }}{{ end }}{{ end }}
{{ end }}
{{ return $found }}
"""

_LAYOUTS = {
    "_default/baseof.html": _BASE,
    "_default/single.html": _SINGLE,
    "_default/list.html": _LIST,
    "_default/terms.html": _TERMS,
    "_default/rss.xml": _RSS,
    "index.html": _HOME,
    "index.json": _JSON,
    "partials/entry.html": _ENTRY,
    "partials/day.html": _DAY,
}
_CALENDAR_LAYOUTS = {
    "_default/section.html": _PERIOD,
    "_default/years.html": _YEARS,
    "partials/crumbs.html": _CRUMBS,
    "partials/earlier.html": _EARLIER,
    "partials/later.html": _LATER,
}


def write_hugo(articles: Iterable[MadeArticle], root: Path) -> None:
    """Write a Hugo site into the new folder `root`, with the pages that Hugo makes by itself."""
    _write_settings(root, _LAYOUTS, calendar="false", archive="/news/")
    for article in articles:
        folder = root / "content" / "news" / f"{article.day:%Y/%m}"
        _write(folder / f"{article.day:%d}-{article.slug}.md", _text_of(article))


def write_hugo_calendar(articles: Iterable[MadeArticle], root: Path) -> None:
    """Write a Hugo site with a calendar into the new folder `root`.

    In Hugo, days, months and years are sections within each other.
    """
    _write_settings(root, _LAYOUTS | _CALENDAR_LAYOUTS, calendar="true", archive="/archive/")
    content = root / "content"
    _write(content / "archive.md", _front_matter(title="Archive", layout="years"))
    for article in articles:
        folder = content / f"{article.day:%Y/%m/%d}"
        if not folder.exists():
            _write_periods(article.day, content)
        _write(folder / f"{article.slug}.md", _text_of(article))


def _write_settings(root: Path, layouts: dict[str, str], **parameters: str) -> None:
    _write(root / "hugo.toml", _SETTINGS.format(**parameters))
    for name, text in layouts.items():
        _write(root / "layouts" / name, text)


def _write_periods(day: date, content: Path) -> None:
    """Write the front matter of the sections that contain a day's articles."""
    for folder, first, title in (
        (f"{day:%Y}", day.replace(month=1, day=1), f"{day:%Y}"),
        (f"{day:%Y/%m}", day.replace(day=1), f"{day:%B %Y}"),
        (f"{day:%Y/%m/%d}", day, f"{day:%A, %B} {day.day}, {day.year}"),
    ):
        _write(content / folder / "_index.md", _front_matter(title=title, date=f"{first:%Y-%m-%d}"))


def _text_of(article: MadeArticle) -> str:
    front = _front_matter(
        title=article.title,
        date=f"{article.day:%Y-%m-%d}",
        slug=article.slug,
        places=[article.place],
        authors=article.authors,
        sections=[article.section],
        tags=article.tags,
        weather=article.weather,
    )
    return front + "\n" + "\n\n".join(article.paragraphs) + "\n"


def _front_matter(**values: str | list[str]) -> str:
    lines = (f"{key}: {json.dumps(value)}\n" for key, value in values.items())
    return "---\n" + "".join(lines) + "---\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
