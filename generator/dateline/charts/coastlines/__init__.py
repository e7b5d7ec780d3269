"""Coastlines of Natural Earth (public domain), and the part of them that a map shows."""
