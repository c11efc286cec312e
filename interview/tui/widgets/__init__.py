"""The widgets of the conversation. Attributes down, messages up."""
