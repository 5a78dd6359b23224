"""Engines beside each other on the reference model: `python -m benchmarks` times them and checks that they agree."""
