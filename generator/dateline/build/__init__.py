"""The build: scan → diff → plan → render → index → commit."""
