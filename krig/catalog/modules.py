"""How the modules of the ontology are called in the catalogue, with their titles."""

from functools import cache

from ontology.vocabulary import Module, Text, vocabulary


@cache
def module_titles() -> dict[str, tuple[Text, Text]]:
    """Return the title and the description of each module, by the name of its part."""
    return {part_of(each): (each.title, each.description) for each in vocabulary().modules}


def part_of(module: Module) -> str:
    """Return the name of the part of the catalogue that a module is."""
    kind = "alignment" if "/alignments/" in module.iri.value else "module"
    return f"{kind}-{module.name}"
