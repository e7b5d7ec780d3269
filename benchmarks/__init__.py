"""Measuring Dateline with a generated corpus, alone and compared with other programs. See
docs/benchmarks.md."""
