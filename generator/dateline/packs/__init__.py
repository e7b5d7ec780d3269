"""Packs: the files that readers save, to read and search a volume offline."""
