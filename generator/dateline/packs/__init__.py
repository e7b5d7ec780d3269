"""Packs: what readers save, to read and search a volume without a network."""
