"""What a worker of the benchmarks runs; each function is prepared once and then timed."""
