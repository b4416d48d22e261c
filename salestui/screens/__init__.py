"""Screens: one file each, its .tcss beside it."""
