"""Dateline turns a folder of Markdown articles into a static news archive."""
