"""The build: scan → diff → plan → render → index → pack → commit."""
