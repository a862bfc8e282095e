"""pyrudof, with its own engine."""

import sys
from pathlib import Path

import pyrudof
from measuring import measured


def main() -> int:
    """Validate."""
    data, shapes, out = map(Path, sys.argv[1:])
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    with measured():
        rudof.read_data(data, pyrudof.RDFFormat.NTriples)
        rudof.read_shacl(shapes, pyrudof.ShaclFormat.Turtle)
        rudof.validate_shacl(pyrudof.ShaclValidationMode.Native)
    written = rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples)
    out.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
