"""Pages about what was done.

traffic     what a batch found, for those who answer for the traffic
"""
