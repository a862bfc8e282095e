"""Turtle and TriG documents of every kind, for hypothesis to make up."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

BASE: Final = "https://base.example/folder/file"
PROLOGUE: Final = (
    "@prefix ex: <https://example.org/> .\n"
    "PREFIX : <#>\n"
    'prefix 가: <https://example.org/가/> # a comment with a " and a <\n'
)

SPACES: Final = st.sampled_from([" ", "\n", "\r\n", "\t ", ' # it\'s "a" comment <\n', "  \n  "])
LOCALS: Final = ("a", "b.c", "d-e", "0", "%41", r"f\~g", r"h\.", "이름", "i:j", "")

IRIS: Final = st.one_of(
    st.sampled_from(
        ["<https://example.org/x>", "<rel>", "<>", "<#y>", "<../z>", r"<http://a/\u0062>"]
    ),
    st.builds("{}:{}".format, st.sampled_from(["ex", "", "가"]), st.sampled_from(LOCALS)),
)
LABELS: Final = st.sampled_from(["_:a", "_:b.c", "_:0", "_:이름"])
TEXTS: Final = st.sampled_from(
    [
        '"a"',
        "'b'",
        '""',
        '"""c "d" \n e"""',
        "'''f ''g'' '''",
        r'"\"\u00e9\n"',
        '"다라"',
        "''''''",
        '"#<_:x>"',
    ]
)
LITERALS: Final = st.one_of(
    TEXTS,
    st.builds("{}{}".format, TEXTS, st.sampled_from(["@ko", "@en-GB", " @en"])),
    st.builds("{}^^{}".format, TEXTS, IRIS),
    st.sampled_from(["1", "-2", "+3.5", ".5", "1e3", "-1.E-7", "true", "false"]),
)
SIMPLE: Final = st.one_of(IRIS, LABELS, LITERALS)
VERBS: Final = st.one_of(IRIS, st.just("a"))


def _properties(values: SearchStrategy[str]) -> SearchStrategy[str]:
    objects = st.lists(values, min_size=1, max_size=3).map(" , ".join)
    pairs = st.builds("{}{}{}".format, VERBS, SPACES, objects)
    ends = st.sampled_from(["", " ;", ";;"])
    return st.builds("{}{}".format, st.lists(pairs, min_size=1, max_size=3).map(";\n  ".join), ends)


def _nested(values: SearchStrategy[str]) -> SearchStrategy[str]:
    members = st.builds(" ".join, st.lists(values, max_size=3))
    return st.one_of(
        st.builds("[{}{}]".format, SPACES, _properties(values)),
        st.builds("({}{} )".format, SPACES, members),
        st.just("[ ]"),
    )


VALUES: Final = st.recursive(SIMPLE, _nested, max_leaves=8)
SUBJECTS: Final = st.one_of(IRIS, LABELS, _nested(SIMPLE).filter(lambda text: text != "( )"))
TRIPLES: Final = st.one_of(
    st.builds("{}{}{} ".format, SUBJECTS, SPACES, _properties(VALUES)),
    st.builds("[ {} ] ".format, _properties(VALUES)),
)
STATEMENTS: Final = st.lists(st.builds("{}.\n".format, TRIPLES), max_size=4).map("".join)

TURTLE: Final = st.builds("{}{}".format, st.just(PROLOGUE), STATEMENTS)

GRAPHS: Final = st.one_of(
    STATEMENTS,
    st.builds("{} {{ {} }}\n".format, st.one_of(IRIS, LABELS, st.just("[]")), STATEMENTS),
    st.builds("GRAPH {} {{\n{}{}}}\n".format, IRIS, STATEMENTS, TRIPLES),
    st.builds("{{ {} }}\n".format, STATEMENTS),
)
TRIG: Final = st.builds("{}{}".format, st.just(PROLOGUE), st.lists(GRAPHS, max_size=3).map("".join))
