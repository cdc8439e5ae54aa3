"""Family consistency: figures and names that contradict one another."""
