"""A team's own templates and letterhead: copied, documented, checked, previewed, and never in the way."""
