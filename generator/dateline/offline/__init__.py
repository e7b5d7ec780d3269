"""Reading without the site's server: the portable edition."""
