"""Positions: where in a file a statement, a cell or a node stands, as an editor counts.

The parsers of RDF tell no positions. Here a file that has been read is scanned once more, and each
statement that the scan finds is held against the one that was read: a position is right, or there
is none.
"""

from krig.positions.cells import cell
from krig.positions.descriptions import descriptions, xml_fault
from krig.positions.span import Lines, Span
from krig.positions.statements import Spans, spans

__all__ = ["Lines", "Span", "Spans", "cell", "descriptions", "spans", "xml_fault"]
