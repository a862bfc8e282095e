"""In which language the command line speaks: what the option says, else the environment."""

import os
from typing import Annotated, Final, Literal

import typer

Language = Literal["ko", "en"]

VARIABLES: Final = ("KRIG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

LangOption = Annotated[
    Language | None, typer.Option("--lang", help="한국어(ko) 또는 영어(en). Korean or English.")
]


def language(option: Language | None = None) -> Language:
    """Return the language of `option`, else of the first variable that is set, else Korean.

    The locale C, which says nothing of a language, counts as not set.
    """
    if option is not None:
        return option
    for name in VARIABLES:
        value = os.environ.get(name, "").partition(".")[0]
        if value and value not in {"C", "POSIX"}:
            return "ko" if value.startswith("ko") else "en"
    return "ko"
