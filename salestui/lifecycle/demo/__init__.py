"""The demo company: fictional records from data/demo, dated relative to today."""
