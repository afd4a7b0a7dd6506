"""Tables that are not ruled, or only across: columns where no words stand, rows where an ordinal does.

Such a table is known by its header: a heading of ordinals (`STT`), others beside it, and white space between them all
the way down. What comes out is a lattice of cells, as ruled tables have.
"""

from extractors.unruled.columns import Columns
from extractors.unruled.tables import unruled_lattices
from extractors.unruled.words import Word

__all__ = ["Columns", "Word", "unruled_lattices"]
