"""What the engine writes for readers, as files with places for what differs (Jinja)."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

FILES = FileSystemLoader(Path(__file__).parent)
ENVIRONMENT = Environment(loader=FILES, trim_blocks=True, lstrip_blocks=True)


def fill(template: str, **values) -> str:
    """The text of a file of this folder with the values in their places; what is HTML says so itself."""
    return ENVIRONMENT.get_template(template).render(values)
