"""RDF/XML and JSON-LD tell at least the line in which a node is described."""

from pyoxigraph import RdfFormat

from krig.positions import Lines, Span, descriptions, xml_fault

XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
  <e:Book
      rdf:about="http://e/one"><e:by rdf:resource="http://e/two"/></e:Book>
  <e:Text rdf:about="http://e/three">
    <e:xml rdf:parseType="Literal"><e:Fake rdf:about="http://e/four"/></e:xml>
  </e:Text>
  <e:Text rdf:about="#five"/>
</rdf:RDF>
"""

JSON = """{"@context": {"one": {"@id": "http://e/one"}},
 "@graph": [
  {"@id": "http://e/one", "http://e/p": "{\\"@id\\": \\"http://e/two\\"}"},
  {"@id": "http:\\/\\/e\\/\\uac00", "http://e/q": [{"@id": "http://e/three"}, "@id"]}
]}
"""


def test_an_element_of_xml_is_found_by_what_it_is_about() -> None:
    found = descriptions(XML, RdfFormat.RDF_XML)
    assert {iri: span.line for iri, span in found.items()} == {
        "http://e/one": 2,
        "http://e/three": 4,
    }
    assert found["http://e/one"] == Lines(XML).whole(2)


def test_an_object_of_json_is_found_by_its_id_which_a_context_does_not_give() -> None:
    found = descriptions(JSON, RdfFormat.JSON_LD)
    assert {iri: (span.line, span.column) for iri, span in found.items()} == {
        "http://e/one": (3, 11),
        "http://e/가": (4, 11),
        "http://e/three": (4, 56),
    }


def test_turtle_needs_no_descriptions() -> None:
    assert not descriptions("<a:a> <a:b> <a:c> .", RdfFormat.TURTLE)


def test_the_fault_of_an_ill_formed_document_is_found() -> None:
    assert xml_fault("<a>\n  <b></c>\n</a>") == Span(2, 8, 2, 9)
    assert xml_fault("<a/>") is None
