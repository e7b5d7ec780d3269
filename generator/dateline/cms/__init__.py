"""The page for editing articles in a browser: Sveltia CMS, and its configuration."""
