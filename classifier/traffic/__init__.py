"""Historic traffic: many messages at once, as columns, and what only many messages show."""
