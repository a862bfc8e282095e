"""The rules that tables and their descriptor keep, and how a fault against each is told."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, Literal

from loaders.fault import Fault, printable, shown

Rule = Literal[
    "file",
    "undescribed",
    "json",
    "descriptor",
    "resource",
    "key",
    "loader",
    "agreement",
    "empty",
    "binary",
    "bom",
    "newline",
    "cp949",
    "encoding",
    "line-break",
    "quotes",
    "blank",
    "no-rows",
    "unknown-column",
    "repeated-column",
    "missing-column",
    "order",
    "cells",
    "all-cells",
    "required",
    "control",
    "invisible",
    "mojibake",
    "nfc",
    "space",
    "enum",
    "type",
    "pattern",
    "minimum",
    "maximum",
    "identifier",
    "address",
    "duplicate-id",
    "duplicate",
    "reference",
    "rdf",
    "evidence",
]

EXPECTED: Final[dict[Rule, tuple[str, str]]] = {
    "file": (
        "읽을 수 없는 파일입니다. 이 폴더에 읽을 수 있게 두십시오.",
        "the file cannot be read; it must stand in this folder.",
    ),
    "undescribed": (
        "{descriptor}에 없는 파일입니다. 거기에 더하거나 다른 곳으로 옮기십시오.",
        "{descriptor} does not describe this file; add it there or move it away.",
    ),
    "json": (
        "UTF-8로 된 JSON이 아닙니다. 이 자리를 고치십시오.",
        "this is not JSON in UTF-8; mend it here.",
    ),
    "descriptor": (
        "표의 기술에 맞지 않습니다. {problem_ko}",
        "this does not describe a table: {problem_en}",
    ),
    "resource": (
        "{descriptor}에 없는 표를 가리킵니다. 표 이름을 고치십시오.",
        "{descriptor} has no such table; correct the table's name.",
    ),
    "key": (
        "참조는 그 표의 기본 키({key})를 가리켜야 합니다.",
        "a reference leads to that table's primary key, {key}.",
    ),
    "loader": (
        "이 표를 읽는 모듈이 없습니다. loaders/tables/{table}.py를 만들거나 표를 빼십시오.",
        "no module loads this table; write loaders/tables/{table}.py or take the table out.",
    ),
    "agreement": (
        "loaders/tables/{table}.py와 다릅니다. 거기서는 {there}. 둘 가운데 하나를 고치십시오.",
        "loaders/tables/{table}.py differs: there it is {there}; change one of the two.",
    ),
    "empty": (
        "빈 파일입니다. 머리글 행이 있어야 합니다.",
        "the file is empty; a header row is expected.",
    ),
    "binary": (
        "UTF-8 텍스트가 아닙니다(UTF-16이나 표 계산 파일?). UTF-8 CSV로 저장하십시오.",
        "this is no text in UTF-8 (UTF-16, or a spreadsheet?); save it as CSV in UTF-8.",
    ),
    "bom": (
        "BOM(U+FEFF)을 빼고 UTF-8로 저장하십시오.",
        "save the file in UTF-8 without a byte order mark.",
    ),
    "newline": (
        "줄 끝은 LF 하나여야 합니다. 다른 줄 끝이 {lines}줄에 있으니 파일을 LF로 저장하십시오.",
        "lines end with LF alone; {lines} lines, of which this is the first, do not: save with LF.",
    ),
    "cp949": (
        "CP949(EUC-KR) 파일입니다. UTF-8로 저장하십시오.",
        "the file is in CP949 (EUC-KR); save it in UTF-8.",
    ),
    "encoding": (
        "바이트 {bytes}(16진수)은 UTF-8이 아닙니다. 파일을 UTF-8로 저장하십시오.",
        "the bytes {bytes} (hexadecimal) are not UTF-8; save the file in UTF-8.",
    ),
    "line-break": (
        "따옴표 안에서 줄이 바뀝니다. 한 행은 한 줄이니 줄바꿈을 지우십시오.",
        "a quoted cell holds a line break; a row is one line, so take the break out.",
    ),
    "quotes": (
        "따옴표가 맞지 않습니다. 따옴표가 든 칸은 따옴표로 묶고, 안의 것은 두 번 쓰십시오.",
        "the quotes do not match; quote a cell that holds quotes, and double those inside.",
    ),
    "blank": ("빈 줄을 지우십시오.", "remove this empty line."),
    "no-rows": (
        "머리글만 있는 표입니다. 행을 채우거나 {descriptor}에서 표를 빼십시오.",
        "the table has a header only; add its rows, or take it out of {descriptor}.",
    ),
    "unknown-column": (
        "모르는 열입니다. 이름을 고치거나 {schema}에 더하십시오.",
        "an unknown column; correct its name, or describe it in {schema}.",
    ),
    "repeated-column": (
        "같은 열이 두 번 있습니다. 하나를 지우십시오.",
        "the column stands there twice; remove one of them.",
    ),
    "missing-column": ("열이 없습니다. 더하십시오.", "the column is missing; add it."),
    "order": (
        "열의 순서가 다릅니다. {order} 순서로 쓰십시오.",
        "the columns are in another order; the order is {order}.",
    ),
    "cells": (
        "머리글처럼 {columns}칸이어야 합니다. 쉼표와 따옴표를 확인하십시오.",
        "{columns} cells are expected, as in the header; look at commas and quotes.",
    ),
    "all-cells": (
        "머리글은 {columns}칸인데 {rows}행이 모두 {cells}칸입니다. 머리글을 확인하십시오.",
        "the header has {columns} cells, but all {rows} rows have {cells}; look at the header.",
    ),
    "required": ("값이 있어야 합니다.", "a value is missing; fill it in."),
    "control": ("제어 문자를 지우십시오.", "remove the control characters."),
    "invisible": (
        "보이지 않는 문자나 특수한 빈칸({characters})을 지우거나 보통 빈칸으로 바꾸십시오.",
        "remove the invisible characters or odd spaces ({characters}), or write a plain space.",
    ),
    "mojibake": (
        "깨진 글자입니다. 원문을 UTF-8로 다시 옮기십시오.",
        "the text was read in a wrong encoding; copy it anew from its source, in UTF-8.",
    ),
    "nfc": (
        "유니코드 정규형 C(NFC)가 아닙니다. 정규화해서 저장하십시오.",
        "the text is not in Unicode's normal form C (NFC); save it normalised.",
    ),
    "space": ("앞뒤의 빈칸을 지우십시오.", "remove the spaces at its ends."),
    "enum": (
        "{choices} 가운데 하나여야 합니다.",
        "one of {choices} is expected.",
    ),
    "type": ("{form_ko} 꼴로 쓰십시오.", "{form_en} is expected."),
    "pattern": ("{pattern} 꼴이어야 합니다.", "the form {pattern} is expected."),
    "minimum": ("{limit} 이상이어야 합니다.", "at least {limit} is expected."),
    "maximum": ("{limit} 이하여야 합니다.", "at most {limit} is expected."),
    "identifier": (
        "id는 소문자 경로입니다(보기: province/busan).",
        "an id is a path of lowercase words, such as province/busan.",
    ),
    "address": (
        "http(s) 주소여야 합니다(보기: https://www.korea.kr/).",
        "an http(s) address is expected, such as https://www.korea.kr/.",
    ),
    "duplicate-id": (
        "{place}에 이미 있는 id입니다. 다른 id를 쓰거나 한 행을 지우십시오.",
        "{place} has this id already; use another one, or remove a row.",
    ),
    "duplicate": (
        "{first}행에 이미 있는 값입니다. 이 열의 값은 겹치지 않아야 합니다.",
        "row {first} has this value already; no two rows of this column may share one.",
    ),
    "reference": (
        "{files}에 없는 id입니다. 거기 있는 id를 쓰거나 거기에 행을 더하십시오.",
        "no row of {files} has this id; use one that stands there, or add the row.",
    ),
    "rdf": (
        "이 행을 RDF로 쓸 수 없습니다: {problem}",
        "this row cannot be written in RDF: {problem}",
    ),
    "evidence": (
        "값({value})이 {document}의 글자({start}–{end})와 다릅니다. 값이나 자리를 고치십시오.",
        "{document} does not read {value} at {start} to {end}; mend the value or its place.",
    ),
}
"""How each rule is told, in Korean and in English, with the details that a fault fills in."""

NEAR: Final = (" “{near}”입니까?", " Do you mean “{near}”?")


def against(
    rule: Rule,
    file: str,
    row: int = 0,
    column: str = "",
    *,
    found: str = "",
    near: str | None = None,
    **details: object,
) -> Fault:
    """Return the fault against `rule` at a place.

    Args:
        rule: the rule that is broken.
        file: the name of the file, relative to the folder of the tables.
        row: the row, from 1; 0 for the whole file.
        column: the column, if the fault is of one.
        found: what stands there.
        near: what was probably meant.
        details: what the rule's wording names.

    """
    names = {name: printable(str(value)) for name, value in details.items()}
    ko, en = (wording.format_map(names) for wording in EXPECTED[rule])
    if near is not None:
        meant = printable(near)
        ko, en = (told + hint.format(near=meant) for told, hint in zip((ko, en), NEAR, strict=True))
    return Fault(shown(file), row, shown(column), rule, shown(found), ko, en)


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Return the one of `choices` that `text` most resembles, if any is close."""
    return next(iter(get_close_matches(text, choices, 1)), None)
