"""The catalogue: an SQLite file that remembers the articles and what was built from them."""
