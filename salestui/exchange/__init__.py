"""Files and services of other programs."""
