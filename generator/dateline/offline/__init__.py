"""What readers keep: packs of volumes, for reading without a network."""
