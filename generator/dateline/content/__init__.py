"""From files to articles: finding, cutting front matter, typing it, resolving places and people."""
