"""What a document written from a base of invented people says under its title, whatever its template says."""

from __future__ import annotations


def marked(markdown: str, said: str) -> str:
    """*markdown* with *said*, already escaped, under the title; as it is where nothing is said.

    It does not rest on the template: a team's own, made before, would not say it.
    """
    told = f"**{said}**"
    if not said.strip() or told in markdown:
        return markdown
    lines = markdown.split("\n")
    title = next((rank for rank, line in enumerate(lines) if line.startswith("# ")), None)
    if title is None:
        return f"{told}\n\n{markdown}"
    return "\n".join([*lines[: title + 1], "", told, "", *lines[title + 1 :]])
