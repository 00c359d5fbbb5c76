"""The rows of the table, in order: each module has a list ROWS."""

from . import components, distance, files, geometry, overlap, shapes, statistics

ROWS = [row for module in (overlap, statistics, components, distance, geometry, shapes, files) for row in module.ROWS]
