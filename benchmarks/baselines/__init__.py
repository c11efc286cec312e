"""The programs the product is measured against: each does the same work as plainly as its library allows."""
