"""Pages as they are printed, whether a file draws them or a scanner took their picture.

What stands on a page is told by `PageLayout`; the same code makes paragraphs and tables of it, wherever it comes from.
"""
