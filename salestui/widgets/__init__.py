"""Widgets: one file per pane or control, reusable on any screen."""
