"""Looking after the base: its state, checks, rebuilding, copies, erasure, encryption."""
