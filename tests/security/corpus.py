"""Queries that mean harm: nesting, explosions, monsters, malformed texts, and ways out.

Each kind is a function that yields queries; what one kind does to a service differs little.
"""

from collections.abc import Callable, Iterator
from typing import Final

Kind = Callable[[], Iterator[str]]

DEPTHS: Final = (100, 1000, 5000, 30_000)
SHALLOW: Final = (50, 200, 400)
"""Depths for what is parsed in more than cubic time."""
PATH: Final = "<http://a/number>"


def _nested(before: str, inside: str, after: str, around: str) -> Kind:
    """Queries with `inside` in more and more pairs of `before` and `after`."""

    def kind() -> Iterator[str]:
        for depth in DEPTHS:
            yield around.replace("HERE", before * depth + inside + after * depth)

    return kind


def _expression(before: str, inside: str, after: str) -> Kind:
    return _nested(before, inside, after, "SELECT * { ?s ?p ?o FILTER(HERE) }")


def _path(before: str, inside: str, after: str) -> Kind:
    return _nested(before, inside, after, "SELECT * { ?s HERE ?o }")


NESTING: Final[dict[str, Kind]] = {
    "groups": _nested("{", "", "}", "SELECT * HERE"),
    "optional": _nested("OPTIONAL {", "?a ?b ?c", "}", "SELECT * { HERE }"),
    "union in union": _nested("{} UNION {", "?a ?b ?c", "}", "SELECT * { HERE }"),
    "chain of unions": _nested("{ ?a ?b ?c } UNION ", "{}", "", "SELECT * { HERE }"),
    "minus": _nested("?a ?b ?c MINUS {", "?a ?b ?c", "}", "SELECT * { HERE }"),
    "graph": _nested("GRAPH ?g {", "?a ?b ?c", "}", "SELECT * { HERE }"),
    "lateral": _nested("?a ?b ?c LATERAL {", "?a ?b ?c", "}", "SELECT * { HERE }"),
    "subqueries": _nested("{ SELECT * {", "?a ?b ?c", "} }", "SELECT * { HERE }"),
    "exists": _nested("FILTER EXISTS {", "?a ?b ?c", "}", "SELECT * { ?s ?p ?o HERE }"),
    "not exists": _nested("FILTER NOT EXISTS {", "?a ?b ?c", "}", "SELECT * { ?s ?p ?o HERE }"),
    "parentheses": _expression("(", "1", ")"),
    "not": _expression("!", "true", ""),
    "additions": _expression("1+", "1", ""),
    "products": _expression("1*", "1", ""),
    "or": _expression("?s||", "?o", ""),
    "and": _expression("?s&&", "?o", ""),
    "equalities": _expression("(?s=", "?o", ")"),
    "if": _expression("IF(?s,?p,", "?o", ")"),
    "coalesce": _expression("COALESCE(?s,", "?o", ")"),
    "concat": _expression("CONCAT(?s,", "?o", ")"),
    "replace": _expression("REPLACE(", "'a'", ",'a','aa')"),
    "in": _expression("?s IN (", "?o", ")"),
    "function calls": _expression("STR(", "?o", ")"),
    "casts": _expression("<http://www.w3.org/2001/XMLSchema#string>(", "?o", ")"),
    "parentheses in paths": _path("(", PATH, ")"),
    "stars in paths": _path("(", PATH, ")*"),
    "inverse paths": _path("^(", PATH, ")"),
    "sequences of paths": _path(f"{PATH}/", PATH, ""),
    "alternative paths": _path(f"{PATH}|", PATH, ""),
    "negated paths": _nested(f"{PATH}|", PATH, "", "SELECT * { ?s !(HERE) ?o }"),
    "triple terms": _nested("<<( ?a ?b ", "?c", " )>>", "SELECT * { ?s ?p HERE }"),
    "reified triples": _nested("<< ?a ?b ", "?c", " >>", "SELECT * { HERE ?p ?o }"),
}


def _shallow(before: str, after: str) -> Kind:
    def kind() -> Iterator[str]:
        for depth in SHALLOW:
            yield f"SELECT * {{ {before * depth}1{after * depth} ?p ?o }}"

    return kind


PARSED_SLOWLY: Final[dict[str, Kind]] = {
    "blank nodes": _shallow(f"[ {PATH} ", " ]"),
    "collections": _shallow("( ", " )"),
    "both": _shallow(f"[ {PATH} ( ", " ) ]"),
}


def _patterns(number: int) -> str:
    return " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(number))


def cross_products() -> Iterator[str]:
    """Every combination of everything, in every part of a query."""
    for number in (2, 3, 6):
        all_of_them = _patterns(number)
        yield f"SELECT * {{ {all_of_them} }}"
        yield f"SELECT (COUNT(*) AS ?n) {{ {all_of_them} }}"
        yield f"SELECT * {{ {all_of_them} }} ORDER BY ?c0 ?c1"
        yield f"SELECT DISTINCT * {{ {all_of_them} }}"
        yield f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {all_of_them} }}"
        yield f"SELECT (GROUP_CONCAT(?c0) AS ?n) {{ {all_of_them} }}"
        yield f"SELECT ?a0 ?a1 (MAX(?c0) AS ?n) {{ {all_of_them} }} GROUP BY ?a0 ?a1 ?c1"
        yield f"CONSTRUCT {{ ?a0 ?b1 ?c1 }} {{ {all_of_them} }}"
        yield f"DESCRIBE * {{ {all_of_them} }}"
        yield f"ASK {{ {all_of_them} FILTER(?c0 = 'never') }}"
        yield f"SELECT * {{ ?s ?p ?o MINUS {{ {all_of_them} FILTER(?c0 = 1) }} }}"
        yield f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {all_of_them} FILTER(?c0 < ?o) }} }}"
        yield f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {all_of_them} FILTER(?c0 = 'never') }} }}"
        yield f"SELECT * {{ {all_of_them} BIND(UUID() AS ?u) FILTER(STRENDS(STR(?u), 'never')) }}"


def paths_without_end() -> Iterator[str]:
    """Paths that lead from everything to everything."""
    for path in ("!<x:y>", "(!<x:y>|^!<x:y>)", f"({PATH}|!{PATH})", f"(^{PATH}/{PATH})"):
        for times in ("*", "+"):
            yield f"SELECT * {{ ?a {path}{times} ?b . ?b {path}{times} ?c . ?c {path}{times} ?d }}"
    yield "SELECT * { ?a (((!<x:y>)*)*)* ?b . ?c (((!<x:y>)+)+)+ ?d }"


def growing_texts() -> Iterator[str]:
    """Texts that double, and double again."""
    for grow in ("CONCAT(?v{0}, ?v{0})", "REPLACE(?v{0}, 'x', 'xx')", "ENCODE_FOR_URI(?v{0})"):
        for times in (10, 25, 60):
            binds = " ".join(f"BIND({grow.format(n)} AS ?v{n + 1})" for n in range(times))
            yield f"SELECT (STRLEN(?v{times}) AS ?n) {{ BIND('x%' AS ?v0) {binds} }}"
    doubled = "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(28))
    yield f"SELECT (SHA512(?v28) AS ?n) {{ BIND('x' AS ?v0) {doubled} }}"
    yield f"SELECT (UCASE(?v28) AS ?n) {{ BIND('x' AS ?v0) {doubled} }}"


def regular_expressions() -> Iterator[str]:
    """Expressions that back-tracking matchers never finish, and that are huge when compiled."""
    text = "a" * 5000
    for pattern in (
        "(a*)*b",
        "(a|aa)+$",
        "(a|a?)+b",
        "(.*a){25}b",
        "((a{100}){100}){100}",
        "(((((a{9}){9}){9}){9}){9}){9}",
        "[a-z]{1,1000}{1,1000}",
        "\\\\p{L}{1000}" * 10,
        "(" * 500 + "a" + ")" * 500,
        "a?" * 5000 + "a" * 5000,
        "(?i)" + "\u1e9e" * 2000,
    ):
        yield f"SELECT * {{ ?s ?p ?o FILTER(REGEX('{text}', '{pattern}')) }}"
        yield f"SELECT (REPLACE('{text}', '{pattern}', '$0$0$0') AS ?x) {{}}"


def monsters() -> Iterator[str]:
    """Texts of a large size, of all parts that can have one."""
    many = range(20_000)
    yield f"SELECT * {{ ?s ?p '{'x' * 10**6}' }}"
    yield f"SELECT * {{ ?s ?p <http://a/{'x' * 10**6}> }}"
    yield f"SELECT ?{'x' * 10**6} {{}}"
    yield f"PREFIX {'x' * 10**6}: <http://a/> SELECT * {{}}"
    yield f"SELECT * {{ ?s ?p 'x'@{'x' * 10**6} }}"
    yield f"#{'x' * 10**6}\nASK {{}}"
    yield f"{' ' * 10**6}ASK {{}}"
    yield f"SELECT * {{ ?s ?p {'9' * 10**6} }}"
    yield f"SELECT (1e{'9' * 10**5} * 2 AS ?x) {{}}"
    yield f"SELECT (0.{'1' * 10**6} * 2 AS ?x) {{}}"
    yield "".join(f"PREFIX p{n}: <http://a/{n}> " for n in many) + "ASK {}"
    yield f"SELECT {' '.join(f'?v{n}' for n in many)} {{ ?s ?p ?o }}"
    yield f"SELECT {' '.join(f'(?s AS ?v{n})' for n in range(3000))} {{ ?s ?p ?o }}"
    yield f"SELECT * {{ VALUES ?v {{ {' '.join(map(str, range(100_000)))} }} ?s ?p ?o }}"
    yield f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(map(str, many))})) }}"
    yield f"SELECT * {{ {_patterns(1000)} }}"
    yield f"SELECT * {{ ?x0 {' . '.join(f'?p ?x{n} . ?x{n}' for n in range(1, 300))} ?p ?o }}"
    yield f"SELECT * {{ {' '.join('FILTER(?o > 1)' for _ in many)} ?s ?p ?o }}"
    yield f"SELECT * {' '.join(f'FROM <http://a/{n}>' for n in many)} {{ ?s ?p ?o }}"
    yield f"SELECT * {{ ?s ?p ?o }} ORDER BY {' '.join('?o' for _ in many)}"
    yield f"SELECT * {{ ?s ?p ?o }} LIMIT {'9' * 1000}"
    yield f"SELECT * {{ ?s ?p ?o }} OFFSET {2**64 - 1}"
    yield f"ASK {{ ?s ?p '{(chr(92) + 'u0041') * 100_000}' }}"


def malformed() -> Iterator[str]:
    """Texts that are no SPARQL, no Unicode, or not what they seem."""
    yield from (
        "",
        " ",
        "#",
        "\n",
        "\0",
        "{",
        "}",
        "SELECT",
        "ASK",
        "ASK {",
        "?",
        ";",
        "\ufeffASK {}",
    )
    yield from (
        f"SELECT * {{ ?s ?p {quote}" for quote in ("'", '"', "'''", '"""', "<", "@", "'x'@")
    )
    yield from (
        f"SELECT * {{ ?s ?p {quote}{'x' * 10**5}" for quote in ("'", '"', "'''", '"""', "<")
    )
    yield from (
        f"ASK {{ ?s ?p '{bad}' }}" for bad in ("\ud800", "\udfff\ud800", "\0", "\x1b[2J", "\r")
    )
    yield from (
        f"ASK {{ ?s ?p '\\{bad}' }}" for bad in ("uD800", "UFFFFFFFF", "u12", "x", "U0011FFFF")
    )
    yield from (
        f"ASK {{ ?s ?p <{bad}> }}" for bad in ("\ud800", "\\uD800", " ", "\\u0020", "{}", "\0")
    )
    yield "ASK { # }\n"
    yield "ASK # {} \r {}"
    yield "ASK {} # 'unterminated"
    yield "\u202eASK {}"
    yield "ＡＳＫ {}"
    yield "ASK {} ASK {}"
    yield "SELECT ?a ?a (1 AS ?a) {}"
    yield "SELECT (SUM(COUNT(*)) AS ?x) {}"
    yield "'" * 100_001
    yield '"' * 100_001
    yield "\\" * 100_000
    yield "<" * 100_000
    yield "\ud800" * 10_000
    yield "\0" * 100_000


def ways_out() -> Iterator[str]:
    """Calls to other services, plain and hidden, and changes of the graph."""
    for service in (
        "SERVICE <http://127.0.0.1:8/>",
        "service <http://127.0.0.1:8/>",
        "SeRvIcE SILENT <http://127.0.0.1:8/>",
        "SERVICE#\n<http://127.0.0.1:8/>",
        "SERVICE ?anywhere",
        "SERVICE <http://169.254.169.254/latest/meta-data/>",
        "SERVICE <http://[::1]:8/>",
        "SERVICE <file:///etc/passwd>",
        "SERVICE <https://localhost:8/>",
        "\\u0053ERVICE <http://127.0.0.1:8/>",
        "\\U00000053ERVICE <http://127.0.0.1:8/>",
        "OPTIONAL { SERVICE <http://127.0.0.1:8/> { ?x ?y ?z } }  GRAPH ?g",
        "FILTER EXISTS { SERVICE <http://127.0.0.1:8/> { ?x ?y ?z } }  GRAPH ?g",
        "{ SELECT * { SERVICE <http://127.0.0.1:8/> { ?x ?y ?z } } }  GRAPH ?g",
    ):
        yield f"SELECT * {{ BIND(<http://127.0.0.1:8/> AS ?anywhere) {service} {{ ?s ?p ?o }} }}"
    yield "SELECT * FROM <http://127.0.0.1:8/> { ?s ?p ?o }"
    yield "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    yield "LOAD <http://127.0.0.1:8/>"
    yield "LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://a/graph/1>"
    yield "INSERT DATA { <http://a/1> <http://a/2> 3 }"
    yield "DELETE WHERE { ?s ?p ?o }"
    yield "DROP ALL"
    yield "PREFIX a: <http://a/> CLEAR ALL"
    yield "ASK {} ; DROP ALL"


KINDS: Final[dict[str, Kind]] = {
    **NESTING,
    **PARSED_SLOWLY,
    "cross products": cross_products,
    "paths without end": paths_without_end,
    "growing texts": growing_texts,
    "regular expressions": regular_expressions,
    "monsters": monsters,
    "malformed": malformed,
    "ways out": ways_out,
}
"""The kinds by name."""
