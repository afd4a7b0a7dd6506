"""Pages that are pictures: scans in PDF, PNG, JPEG and TIFF, read by tesseract.

A page is put upright, its rules give the cells of its tables, what stands in them and between them is cut out and read
by one run of the engine, and what came out is a `PageLayout` like any other.
"""
