"""The same articles as a Hugo site with like pages: article, taxonomies, lists, feeds, sitemap."""

# ruff: noqa: E501 - templates keep their lines

from __future__ import annotations

import json
from collections.abc import Iterable
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
<li><a href="/">Front page</a></li><li><a href="/news/">Archive</a></li>
<li><a href="/tags/">Tags</a></li><li><a href="/places/">Places</a></li>
<li><a href="/authors/">Authors</a></li><li><a href="/sections/">Sections</a></li>
</ul></nav>
<form class="search-form" role="search" action="/search/" method="get">
<label for="q">Search the archive</label><input id="q" type="search" name="q">
<button type="submit">Search</button></form>
</div></header>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer class="footer"><p class="nameplate"><a href="/">{{ site.Title }}</a></p>
<nav aria-label="Archive"><ul><li><a href="/news/">All years</a></li><li><a href="/tags/">Tags</a></li>
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
<p class="folio">{{ .Params.weather }} · <a href="/places/{{ index .Params.places 0 | urlize }}/">{{ index .Params.places 0 }}</a> · <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "Monday, January 2, 2006" }}</time></p></header>
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
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
{{ range first 20 .Pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><guid>{{ .Permalink }}</guid>
<description>{{ .Summary | plainify }}</description></item>
{{ end }}</channel></rss>
"""

_LAYOUTS = {
    "baseof.html": _BASE,
    "single.html": _SINGLE,
    "list.html": _LIST,
    "terms.html": _TERMS,
    "index.html": _HOME,
    "index.json": _JSON,
    "rss.xml": _RSS,
}


def write_hugo(articles: Iterable[MadeArticle], root: Path) -> None:
    """Write a Hugo site into the new folder `root`."""
    layouts = root / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "partials").mkdir()
    (root / "hugo.toml").write_text(_SETTINGS, "utf-8")
    for name, text in _LAYOUTS.items():
        folder = layouts if name.startswith("index") else layouts / "_default"
        (folder / name).write_text(text, "utf-8")
    (layouts / "partials" / "entry.html").write_text(_ENTRY, "utf-8")
    for article in articles:
        folder = root / "content" / "news" / f"{article.day:%Y/%m}"
        folder.mkdir(parents=True, exist_ok=True)
        front = {
            "title": article.title,
            "date": f"{article.day:%Y-%m-%d}",
            "slug": article.slug,
            "places": [article.place],
            "authors": article.authors,
            "sections": [article.section],
            "tags": article.tags,
            "weather": article.weather,
        }
        lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
        text = f"---\n{lines}\n---\n\n" + "\n\n".join(article.paragraphs) + "\n"
        (folder / f"{article.day:%d}-{article.slug}.md").write_text(text, "utf-8")
