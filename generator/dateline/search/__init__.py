"""Search: Pagefind's own indexes, one for each language and volume, and the manifest of them."""
