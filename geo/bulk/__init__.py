"""Very many places: as arrays and in partitions, without a record for each, on one machine or on many.

What the other rooms ask of a feature is asked here of a hundred thousand at a time, and gets the same answer: where it
lies (`regions`), how far from what (`geodesy`), and what its rules say (`validate`), as far as a table of places can
tell. A partition is read, judged and written by itself, so that memory does not grow with their number.
"""
