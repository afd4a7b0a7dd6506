"""The data dictionary, `docs/data-dictionary.md`, written from the record models.

Run `python -m pipeline.dictionary` after a change of the models; a test says when it is due.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.release import source_tree
from pipeline.shapes import SHAPES, VERSIONS, Column, Shape

PAGE = Path("docs", "data-dictionary.md")
"""In the source tree."""

_INTRODUCTION = r"""# Data dictionary

Every column of every table. This page is generated from `schemas/records.py` by `python -m pipeline.dictionary`:
change the models, not the page.

`data/clean/latest/` holds the newest version of each table as `<table>.csv` and `<table>.parquet`;
`datapackage.json` beside them says the same as this page to programs.

- **CSV** is UTF-8 with a byte order mark. Dates are ISO 8601, the decimal sign is a point, truth is `true` or `false`.
  Blank is null. An empty text and an empty list are blank as well, so column `appendix` (empty: an annex without a
  number; null: prose) says everything in Parquet only; in CSV, a record from prose is told by its blank
  `source_table`.
- **Lists** are joined with ` | ` in CSV. A bar or a backslash inside an entry is written `\|` and `\\`, so splitting at
  ` | ` gives the entries. In Parquet they are lists.
- Cells stay as printed in the document, also where they begin with `=`, `+`, `-` or `@`: import CSV files of unknown
  origin into a spreadsheet as text, or use `vnplans export --format xlsx`, where every text is a text.
- `latest` is a link that is moved to the new files in one step. Resolve it once (`readlink -f`) where several files of
  one version are to be read while a run may publish.
"""


def render() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *map(_table, (*SHAPES.values(), VERSIONS))])


def _table(shape: Shape) -> str:
    lines = [f"## {shape.name}", "", shape.description, ""]
    if shape.primary_key:
        lines += [f"Key: {', '.join(f'`{name}`' for name in shape.primary_key)}.", ""]
    lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
    lines += [_row(shape, column) for column in shape.columns]
    return "\n".join(lines) + "\n"


def _row(shape: Shape, column: Column) -> str:
    notes = [column.description]
    if column.choices:
        notes.append("One of " + ", ".join(f"`{choice}`" for choice in column.choices) + ".")
    if column.name in shape.foreign_keys:
        notes.append(f"Refers to [{shape.foreign_keys[column.name]}](#{shape.foreign_keys[column.name]}).")
    meaning = " ".join(notes).replace("|", r"\|")
    return f"| `{column.name}` | {column.kind} | {'yes' if column.nullable else 'no'} | {meaning} |"


def main() -> None:
    """Writes the page into the source tree; prints it where there is none."""
    tree = source_tree()
    if tree is None:
        print(render(), end="")
    else:
        (tree / PAGE).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
