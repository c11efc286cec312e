"""The screens of the conversation, one per file, each with the texts it shows."""
