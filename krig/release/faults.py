"""Why nothing is released."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what catches this error need not load what validates
    from krig.validation import Report


class InvalidGraphError(Exception):
    """The graph breaks the shapes; `report` tells how. Nothing was released."""

    def __init__(self, report: "Report") -> None:
        self.report = report
        super().__init__(f"{len(report.results)} validation results")
