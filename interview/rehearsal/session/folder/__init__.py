"""The folder of a session: prepared by the trainer, filled by the answers, read strictly."""
