"""The diagrams and the overview of the ontology: up to date, whole, and readable."""

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

import pytest

from krig.diagram.__main__ import ROOT, documents, main, outdated
from krig.diagram.detail import detail
from krig.diagram.layout import Area, Layout, lay_out, width
from krig.diagram.model import Diagram
from krig.diagram.survey import survey
from krig.diagram.view import View
from ontology.namespaces import KRIG
from ontology.vocabulary import Language, vocabulary

VOCABULARY = vocabulary()
KO = View(VOCABULARY, "ko")
LARGEST = 150_000


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return documents()


@pytest.fixture(scope="module")
def pictures(made: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in made.items() if name.endswith(".svg")}


def all_diagrams(view: View) -> list[Diagram]:
    return [survey(view), *(detail(view, module) for module, _ in view.modules())]


@pytest.fixture(scope="module")
def laid_out() -> list[tuple[Diagram, Layout]]:
    diagrams = all_diagrams(KO)
    return list(zip(diagrams, lay_out(diagrams), strict=True))


def test_the_documents_in_the_repository_are_what_the_ontology_makes(made: dict[str, str]) -> None:
    assert outdated(made, ROOT) == [], "run make docs"


def test_no_document_is_left_of_what_is_made_no_more(made: dict[str, str]) -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/diagrams").iterdir()}
    assert there == {name for name in made if name.startswith("docs/diagrams/")}


def test_the_documents_are_made_the_same_again(made: dict[str, str]) -> None:
    assert documents() == made


def test_what_is_out_of_date_is_named_and_then_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--into", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["--into", str(tmp_path), "--check"]) == 0
    page = tmp_path / "docs/ontology.md"
    page.write_text("old", encoding="utf-8")
    assert main(["--into", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().out == "docs/ontology.md: out of date; run make docs\n"
    assert page.read_text(encoding="utf-8") == "old"
    assert main(["--into", str(tmp_path)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!-- Made by `make docs`")


def test_a_picture_is_small_text_without_scripts_and_for_both_schemes(
    pictures: dict[str, str],
) -> None:
    for name, text in pictures.items():
        expat.ParserCreate().Parse(text, True)
        assert re.match(
            r'<svg xmlns="http://www.w3.org/2000/svg"[^>]*>\n<title id="title">\S', text
        )
        assert len(text.encode()) < LARGEST, name
        assert "prefers-color-scheme:dark" in text, name
        assert not re.search(r"<script|href=|url\((?!#)|@import", text), name


def test_the_overview_shows_every_module_and_the_main_classes() -> None:
    diagram = survey(KO)
    assert [group.title for group in diagram.groups] == [
        module.title.ko for module, _ in KO.modules()
    ]
    names = {box.name for group in diagram.groups for box in group.boxes}
    main_ones = {"Region", "FlagshipIndustry", "Round", "Transition", "Firm", "FirmRole"}
    main_ones |= {"Institution", "Zone", "Complex", "Collaboration", "Programme", "StatedFigure"}
    assert {f"krig:{name}" for name in main_ones} | {"skos:Concept"} <= names


def test_the_overview_puts_the_classes_below_into_the_box_of_the_one_above() -> None:
    boxes = {box.name: box for group in survey(KO).groups for box in group.boxes}
    assert "시·도" in " ".join(boxes["krig:Region"].lines)
    assert "앵커기업" in boxes["krig:Firm"].lines
    assert "krig:Province" not in boxes


@pytest.mark.parametrize(
    ("source", "label", "target"),
    [
        ("FlagshipIndustry", "소재 지역", "Region"),
        ("FlagshipIndustry", "지정 개편", "Round"),
        ("Transition", "앞 산업", "FlagshipIndustry"),
        ("Collaboration", "참여 지역", "Region"),
        ("FirmRole", "기업", "Firm"),
        ("Region", "속한다", "Region"),
    ],
)
def test_the_overview_has_the_arrow(source: str, label: str, target: str) -> None:
    arrows = survey(KO).arrows
    ends = (KRIG[source].value, KRIG[target].value)
    (arrow,) = (arrow for arrow in arrows if (arrow.source, arrow.target) == ends)
    assert label in arrow.labels


def test_of_two_inverse_properties_one_is_drawn() -> None:
    drawn = {each.iri for each in KO.relations()}
    for each in VOCABULARY.properties:
        if each.inverses and not each.of_data:
            assert (each.iri in drawn) != (each.inverses[0] in drawn)


def test_every_class_stands_in_the_diagram_of_its_module() -> None:
    for module, classes in KO.modules():
        (group,) = detail(KO, module).groups
        assert {each.iri.value for each in classes} <= {box.key for box in group.boxes}


def test_a_list_tells_its_terms_and_a_class_its_data() -> None:
    boxes = {
        box.name: box
        for module, _ in KO.modules()
        for group in detail(KO, module).groups
        for box in group.boxes
    }
    assert set(boxes["krig:ChangeKind"].lines) == {"제외", "신규", "축소·구체화", "유지"}
    assert boxes["krig:ChangeKind"].look == "list"
    assert "유효 시작일: date" in boxes["krig:Region"].lines


def test_a_class_leads_to_the_one_above_by_an_arrow_without_a_label() -> None:
    regions = next(module for module, _ in KO.modules() if module.name == "regions")
    arrows = {(each.source, each.target): each.labels for each in detail(KO, regions).arrows}
    assert arrows[KRIG["Province"].value, KRIG["Region"].value] == ()


def test_boxes_stand_apart_and_inside_of_their_group(
    laid_out: list[tuple[Diagram, Layout]],
) -> None:
    for diagram, layout in laid_out:
        for one, other in itertools.combinations(layout.boxes.values(), 2):
            assert not overlap(one, other), diagram.name
        for group in diagram.groups:
            area = layout.groups[f"cluster_{group.key}"]
            assert all(holds(area, layout.boxes[box.key]) for box in group.boxes), diagram.name


def test_texts_fit_into_their_boxes(laid_out: list[tuple[Diagram, Layout]]) -> None:
    for diagram, layout in laid_out:
        for group in diagram.groups:
            for box in group.boxes:
                widest = max(width(line, 11) for line in (box.name, *box.lines))
                assert widest < layout.boxes[box.key].width


def test_an_arrow_ends_at_its_boxes(laid_out: list[tuple[Diagram, Layout]]) -> None:
    for diagram, layout in laid_out:
        for arrow, way in zip(diagram.arrows, layout.ways, strict=True):
            assert near(layout.boxes[arrow.source], way.points[0])
            assert near(layout.boxes[arrow.target], way.points[-1])


def test_hangul_is_taken_for_wider_than_latin_letters() -> None:
    assert width("지역", 10) == 20
    assert width("ab", 10) < width("지역", 10)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_overview_page_describes_every_term(made: dict[str, str], language: Language) -> None:
    page = made["docs/ontology.md" if language == "en" else f"docs/ontology.{language}.md"]
    for term in VOCABULARY.terms():
        name = term.iri.value.removeprefix(KRIG.iri)
        kind = "property" if name[0].islower() else "term"
        assert page.count(f'<a id="{kind}-{name}"></a>`krig:{name}`') == 1
        assert term.definition[language] in page
        assert term.example[language].replace("|", r"\|") in page


def test_the_links_of_the_pages_lead_somewhere(made: dict[str, str]) -> None:
    for name in ("docs/ontology.md", "docs/ontology.ko.md"):
        places = set(re.findall(r'<a id="([^"]+)">', made[name]))
        links = set(re.findall(r"\]\(([^)]+)\)", made[name]))
        assert {link[1:] for link in links if link.startswith("#")} <= places
        files = {link for link in links if not link.startswith("#")}
        assert len(files) > 20
        assert [link for link in files if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_text_runs_out_of_its_box_in_a_browser(scheme: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    for name, spilling in measured(chromium, scheme):
        assert spilling == [], name


def measured(chromium: str, scheme: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each picture with the texts that a browser sets wider than their boxes."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme)
        for path in sorted((ROOT / "docs/diagrams").glob("*.svg")):
            page.goto(path.as_uri())
            yield path.name, page.evaluate(SPILLING)
        browser.close()


# DejaVu's letters are the widest of those that a browser falls back to where no Korean font is.
SPILLING = """() => ["", "DejaVu Sans"].flatMap(font =>
  [...document.querySelectorAll(".box")].flatMap(box => {
    const edge = box.querySelector("rect").getBBox();
    return [...box.querySelectorAll("text")]
      .filter(text => (text.style.fontFamily = font, text.getBBox().width > edge.width))
      .map(text => text.textContent);
  })
)"""


def overlap(one: Area, other: Area) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def holds(outer: Area, inner: Area) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


def near(box: Area, point: tuple[float, float], slack: float = 8) -> bool:
    x, y = point
    across = box.x - slack <= x <= box.x + box.width + slack
    return across and box.y - slack <= y <= box.y + box.height + slack
