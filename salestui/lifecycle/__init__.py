"""The verbs of the sales lifecycle, one file a job."""
