"""What `dateline init` and `dateline new` write: a small archive that builds at once, and an article
with every key of the front matter in sight."""
