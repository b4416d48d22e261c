"""Models: the nouns, one SQLModel table family a file. Import `salestui.models.all` for every table."""
