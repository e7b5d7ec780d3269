"""Search: a Pagefind index for each volume of each language, and a manifest of them."""
