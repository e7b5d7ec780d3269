"""Pictures: what is wrong with a file, which variants of it are published, and their making."""
