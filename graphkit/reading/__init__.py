"""Decision documents as they are published → what they say, each with its place. No document is known by name here.

A part reports what it cannot read surely (``doubt``, ``notes``) and picks nothing. No pattern repeats without a limit, so
that the work grows with the length of the text and with nothing else.
"""
