"""The database file: engine, migrations, journal, search, listing, backup."""
