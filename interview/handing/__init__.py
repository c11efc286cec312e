"""Phrases of protection, encryption of the base, and handing households over to a colleague."""
