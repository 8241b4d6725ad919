"""The stages of folding, each a function from view to view. `classifier.text.fold` runs them in order."""
