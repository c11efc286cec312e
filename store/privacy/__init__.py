"""What protects people: the guard of free texts, erasing, retention, the access log."""
