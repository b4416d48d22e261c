"""The commands of the command line: the files `*_commands` declare them, the others do what they say."""
