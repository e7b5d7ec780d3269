"""Measuring Dateline: a made corpus, and builds of it beside peers. See docs/benchmarks.md."""
