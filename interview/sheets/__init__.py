"""The fiche mémoire: what it says, and how it leaves the machine."""
