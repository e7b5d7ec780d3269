"""Preview: the site on this machine, rebuilt and reloaded when a file changes."""
