"""What the answers of a group say, in figures: pure, from ``model`` alone."""
