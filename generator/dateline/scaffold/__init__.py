"""What `dateline init` and `dateline new` write: a small archive, and an article with every key."""
