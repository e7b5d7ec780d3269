"""The revisions of articles, as the git repository that the archive is in remembers them."""
