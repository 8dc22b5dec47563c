"""What ./run and ./test stand on: the standard library and nothing else."""
