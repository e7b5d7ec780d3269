"""Moving an article: to another file, or to another address."""
