"""What a person may ask of the base, and what it owes them: access, erasure, the end of retention."""
