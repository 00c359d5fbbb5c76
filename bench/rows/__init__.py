"""The rows of the table, in order: each module has a list ROWS."""

from . import distance, overlap, components, statistics

ROWS = [row for module in (overlap, statistics, components, distance) for row in module.ROWS]
