"""Vocabularies as data: agencies, column headings, document kinds, units, portal furniture."""
