"""The commands of ``repere formation seance``."""
