"""A figure is shown in its sentence."""

from hashlib import sha256
from pathlib import Path

from krig.passages import LONGEST, Passage, fingerprint, passage, texts


def of(text: str, figure: str) -> Passage | None:
    start = text.index(figure)
    return passage(text, start, start + len(figure))


def test_a_sentence_begins_after_the_last_and_ends_with_its_stop() -> None:
    found = of("One. There are 41 of them. Then more.", "41")
    assert found == Passage("There are ", "41", " of them.")


def test_a_stop_within_a_number_ends_nothing() -> None:
    assert of("비중은 50.3%이며 93.5%가 밖이다.", "93.5") == Passage(
        "비중은 50.3%이며 ", "93.5", "%가 밖이다."
    )


def test_a_line_ends_a_sentence() -> None:
    assert of("제목\n48개를 41개로\n끝", "41") == Passage("48개를 ", "41", "개로")


def test_what_is_long_is_cut_and_says_so() -> None:
    found = of("가" * 500 + "41" + "나" * 500, "41")
    assert found is not None
    assert found.before == "…" + "가" * LONGEST
    assert found.after == "나" * LONGEST + "…"


def test_characters_beyond_the_text_are_no_passage() -> None:
    assert passage("짧다", 1, 9) is None
    assert passage("짧다", 2, 1) is None


def test_texts_are_known_by_their_digest_alone(tmp_path: Path) -> None:
    (tmp_path / "any.md").write_text("가", encoding="utf-8")
    cited, other = (sha256(each.encode()).hexdigest() for each in ("가", "나"))
    assert texts(tmp_path, frozenset([cited, other])) == {cited: "가"}
    assert texts(None, frozenset([cited])) == {}


def test_a_folder_has_another_name_once_a_file_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    file.write_text("another")
    assert fingerprint(tmp_path) != before
    assert fingerprint(None) == ""
