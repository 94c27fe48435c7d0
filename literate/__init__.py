"""Chapters that prove themselves: Markdown pages, the programs they show, and the numbers they claim.

Data goes one way: chapter (read a page) → run (run its programs) → check (hold one against the other) →
doctests (as pytest items) and page (as what the site shows).
"""
