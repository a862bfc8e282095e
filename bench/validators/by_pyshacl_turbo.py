"""pyshacl-turbo, which takes what pySHACL takes."""

import sys
from pathlib import Path

import pyshacl_turbo
import rdflib
from measuring import measured


def main() -> int:
    """Validate."""
    data, shapes, out = sys.argv[1:]
    with measured():
        _, report, _ = pyshacl_turbo.validate(
            data,
            shacl_graph=shapes,
            data_graph_format="nt",
            shacl_graph_format="turtle",
            serialize_report_graph="nt",
        )
    text = report.serialize(format="nt") if isinstance(report, rdflib.Graph) else report
    Path(out).write_bytes(text if isinstance(text, bytes) else text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
