"""A report in JSON tells everything, term by term."""

import json

from krig.validation import validate
from krig.validation.json import render
from tests.krig.validation.graphs import AGED, quads, shapes_graph


def test_a_report_in_json_tells_each_result() -> None:
    ann = """
    ex:ann a ex:Person ; rdfs:label "앤"@ko ;
      prov:wasDerivedFrom <https://w3id.org/krig/data/people.csv#row=12> .
    """
    told = json.loads(render(validate(quads(ann), shapes_graph(AGED))))
    assert told == {
        "conforms": False,
        "counts": {"violation": 1, "warning": 0, "info": 0},
        "results": [
            {
                "severity": "violation",
                "place": {"file": "data/people.csv", "row": 12, "column": "age"},
                "messages": [
                    {"language": "en", "text": "Give an age."},
                    {"language": "ko", "text": "나이를 적으십시오."},
                ],
                "focusNode": "<https://example.org/ann>",
                "focusLabels": [{"language": "ko", "text": "앤"}],
                "path": "<https://example.org/age>",
                "value": None,
                "valueLabels": [],
                "shape": "<https://example.org/Person-age>",
                "constraint": None,
                "component": "<http://www.w3.org/ns/shacl#MinCountConstraintComponent>",
            }
        ],
    }
