"""PDF with a text layer: letters and rules of each page, put together to lines, cells and paragraphs."""
