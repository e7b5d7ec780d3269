"""What editors complete: JSON Schemas (2020-12) of what authors write, and VS Code's snippets."""
