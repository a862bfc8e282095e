"""What users read: texts in Korean and in English, kept in YAML beside this module."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import RootModel

from krig.queries import Text

Language = Literal["ko", "en"]


class _File(RootModel[dict[str, Text]]):
    """A file of texts: their names, each with its text in both languages."""


@cache
def texts(name: str) -> Mapping[str, Text]:
    """Return the texts of the file `name`, by their names; a room may be named before it.

    Raises:
        pydantic.ValidationError: a text lacks a language.

    """
    content = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(content)).root


@cache
def in_language(name: str, language: Language) -> Mapping[str, str]:
    """Return the texts of the file `name` in `language`, by their names."""
    return {key: said(text, language) for key, text in texts(name).items()}


def said(text: Text, language: Language) -> str:
    """Return `text` in `language`."""
    return text.ko if language == "ko" else text.en
