"""The diagrams that were drawn are found, wherever krig is installed."""

from krig.diagram.pictures import pictures
from ontology.vocabulary import vocabulary


def test_there_is_a_diagram_of_each_module_with_classes_in_each_language() -> None:
    terms = vocabulary()
    homes = {each.module for each in terms.classes}
    drawn = ["overview", *(each.name for each in terms.modules if each.iri in homes)]
    assert pictures().keys() == {f"{name}.{lang}.svg" for name in drawn for lang in ("ko", "en")}
