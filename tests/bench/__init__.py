"""How fast it is: a generator of big files, benches of the parts, and the whole through a real terminal."""
