"""Screening whole files.

observers   what watches a batch: summaries, reports, findings that only traffic shows
"""
