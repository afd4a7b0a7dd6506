"""Order, files, versions and lineage: the only code that reads or writes the data folders."""
