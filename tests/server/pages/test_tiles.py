"""The schematic map: every province has a place of its own."""

from server.pages.tiles import Tile, tile, tiles, turn
from tests.data.fact_tables import table


def test_each_province_of_2020_has_a_tile_of_its_own() -> None:
    rows = [row for row in table("regions") if row["kind"] == "province"]
    then = {
        row["id"].removeprefix("province/")
        for row in rows
        if row["valid_from"] < "2020-12-30" and (row["valid_until"] or "9") > "2020-12-30"
    }
    assert tiles().keys() == then
    assert len({(each.column, each.row) for each in tiles().values()}) == 17


def test_merged_provinces_have_their_tiles_in_common_and_no_other() -> None:
    merged = tile(["jeonnam-gwangju", "jeonnam", "gwangju"])
    assert merged == Tile(0, 4, columns=2)
    inside = [slug for slug, each in tiles().items() if each.row == 4 and 0 <= each.column < 2]
    assert set(inside) == {"jeonnam", "gwangju"}


def test_an_unknown_province_has_none_and_comes_last_around_the_country() -> None:
    assert tile(["atlantis"]) is None
    assert turn(None) > max(map(turn, tiles().values()))


def test_around_the_country_is_clockwise_from_the_north() -> None:
    around = sorted(tiles(), key=lambda slug: turn(tiles()[slug]))
    order = ["gangwon-do", "gyeongbuk", "ulsan", "jeonnam", "jeollabuk-do", "incheon", "seoul"]
    assert [slug for slug in around if slug in order] == order
