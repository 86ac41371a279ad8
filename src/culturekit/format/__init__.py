"""Formats of a locale."""
