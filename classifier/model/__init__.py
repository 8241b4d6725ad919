"""The statistical witness: features, training, evaluation, bundles and explanations of the linear model."""
