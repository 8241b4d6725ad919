"""Measurements that anyone can run: ratios against a peer in the same run, and the figures that the README names."""
