"""Reading without the site's server: packs of volumes to save, and the portable edition."""
