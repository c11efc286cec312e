"""Tests of the house; ``tests.support`` holds what several rooms share."""
