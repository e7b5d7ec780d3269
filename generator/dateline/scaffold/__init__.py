"""What `dateline init` and `dateline new` write: a small archive, and an article to be written."""
