"""Word documents (.docx, .docm, .dotx): the package, its styles, numbering and notes, and the text they print."""
