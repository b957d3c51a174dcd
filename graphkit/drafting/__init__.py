"""Drafts: what was read from a decision document, as an answer and as a file that a person reviews.

``answer`` and ``page`` show a reading; ``compose`` makes its draft, a decision file in which every fact is marked as
not reviewed; ``entries`` and ``journal`` change a draft's text entry by entry; ``review`` is the walk through it.
"""
