"""Formulas in LaTeX and Python: read into trees; do their sides agree, and does each digit matter?"""
