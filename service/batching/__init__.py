"""Screening whole files, of any size, so that a kill at any moment loses nothing that was done.

running     reads a chunk, screens it, writes it, until the output is whole
screening   verdicts on chunks, in this process or in others (`worker`)
parts       what is written before the output is whole; `state` says how far it is good, `pins` what must not change
streamed    standard output in place of parts
observers   what watches a batch: summaries, reports, findings that only traffic shows
job         what a batch is asked to do, and what came of it
"""
