"""Statements → flows and budgets: who pays whom how much, decided or only recalled, told in words, lists and tables.

What single statements say are *claims* (:mod:`.cues` and :mod:`.traps` are the words of the genre, as tables); claims that
tell the same money are one *payment* (:mod:`.settle`); payments get their details and become flows.
"""
