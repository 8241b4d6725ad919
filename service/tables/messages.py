"""From a row's cells to a message: `classifier.traffic.cells` has the rule, for files and record batches alike."""

from classifier.traffic.cells import FIELDS, columns_of, message_of

__all__ = ["FIELDS", "columns_of", "message_of"]
