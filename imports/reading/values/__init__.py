"""One module for each kind of value: a cell goes in, a `Read` comes out. No reader raises."""
