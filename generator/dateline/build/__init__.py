"""The build: scan → diff → plan → pictures → render → index → map → pack → commit."""
