"""The catalogue: an SQLite file that remembers the archive's articles and what was built of them."""
