"""How a fault is told, and how many are put together."""

from loaders.fault import Fault, TableFaultsError, printable, shown


def fault(file: str = "zones.csv", row: int = 2, column: str = "kind", found: str = "x") -> Fault:
    return Fault(file, row, column, "enum", found, "기대", "expected")


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    assert fault().place == "zones.csv:2: kind"
    assert fault(column="").place == "zones.csv:2"
    assert fault(row=0, column="").place == "zones.csv"
    assert fault(row=0).place == "zones.csv: kind"


def test_a_message_tells_place_finding_and_expectation_in_one_line() -> None:
    assert fault().message("ko") == "zones.csv:2: kind: “x”: 기대"
    assert fault().message("en") == "zones.csv:2: kind: “x”: expected"
    assert fault(found="").message("en") == "zones.csv:2: kind: expected"


def test_what_cannot_be_seen_is_told_by_its_number() -> None:
    assert printable("a\tb\u200b") == "a\\x09b\\x200b"


def test_a_long_finding_is_cut_to_one_short_line() -> None:
    assert shown("가" * 60) == "가" * 60
    assert shown("가" * 61) == "가" * 59 + "…"


def test_faults_are_put_in_the_order_of_files_rows_and_columns_and_each_told_once() -> None:
    first, second, third, fourth = (
        fault("a.csv", 9),
        fault("b.csv", 2, "a"),
        fault("b.csv", 2, "b"),
        fault("b.csv", 10),
    )
    error = TableFaultsError([fourth, third, first, second, first])
    assert error.faults == (first, second, third, fourth)
    assert str(error).splitlines() == [each.message("en") for each in error.faults]
