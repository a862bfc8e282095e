"""What the registry speaks of, and how it says so: statements as N-Triples writes them."""

from collections.abc import Iterator
from typing import Final

from ontology.namespaces import KRIG, RDF, RDFS, XSD, Namespace

REGISTRY: Final = Namespace("https://registry.example/")
TERM: Final = Namespace(f"{REGISTRY.iri}def/")
GRAPH: Final = REGISTRY["graph"]

PROVINCES: Final = 17
DISTRICTS: Final = 250

Statement = tuple[str, str, str]
"""Subject, predicate and object."""

A: Final = str(RDF["type"])
LABEL: Final = str(RDFS["label"])
IN_REGION: Final = str(KRIG["inRegion"])
WITHIN: Final = str(KRIG["within"])
KSIC_CODE: Final = str(KRIG["ksicCode"])
EMPLOYEES: Final = str(TERM["employees"])
SUPPLIES_TO: Final = str(TERM["suppliesTo"])
HOLDER: Final = str(KRIG["firm"])
REGION: Final = str(KRIG["region"])
SINCE: Final = str(KRIG["since"])

FIRM_CLASS: Final = str(KRIG["Firm"])
DISTRICT_CLASS: Final = str(KRIG["District"])
PROVINCE_CLASS: Final = str(KRIG["Province"])
ROLE_CLASS: Final = str(KRIG["AnchorRole"])


def thing(kind: str, number: int) -> str:
    """Return the thing of a kind with that number."""
    return f"<{REGISTRY.iri}id/{kind}/{number:06d}>"


def text(value: str, language: str) -> str:
    """Return a text in a language."""
    return f'"{value}"@{language}'


def typed(value: str, datatype: str) -> str:
    """Return a value of a datatype of XML Schema."""
    return f'"{value}"^^{XSD[datatype]}'


def province_of(district: int) -> int:
    """Return the province in which a district lies."""
    return district % PROVINCES


def provinces() -> Iterator[Statement]:
    """Yield what is said of all provinces."""
    for number in range(PROVINCES):
        province = thing("province", number)
        yield province, A, PROVINCE_CLASS
        yield province, LABEL, text(f"가상도 {number:02d}", "ko")
        yield province, LABEL, text(f"Imaginary Province {number:02d}", "en")


def district(number: int) -> Iterator[Statement]:
    """Yield what is said of a district."""
    subject = thing("district", number)
    yield subject, A, DISTRICT_CLASS
    yield subject, LABEL, text(f"가상군 {number:03d}", "ko")
    yield subject, LABEL, text(f"Imaginary District {number:03d}", "en")
    yield subject, WITHIN, thing("province", province_of(number))


def role(subject: str, firm: str, region: str) -> Iterator[Statement]:
    """Yield what is said of the role of a firm as an anchor of a region."""
    yield subject, A, ROLE_CLASS
    yield subject, HOLDER, firm
    yield subject, REGION, region
    yield subject, SINCE, typed("2023-02-16", "date")
