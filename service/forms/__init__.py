"""What callers give, as forms that HTTP and the command line read alike."""
