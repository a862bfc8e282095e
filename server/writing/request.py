"""What somebody wants to be written, who and why."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from krig.revisions.rebase import Prevailing

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )


class Part(_Model):
    """A piece of RDF, as it was sent."""

    content: bytes
    media_type: str
    """Its type, without parameters; the text is UTF-8."""
    base: str = ""
    """The IRI to which relative ones in it relate."""


class Update(_Model):
    """A SPARQL update (SPARQL 1.1 Protocol, section 2.2)."""

    how: Literal["update"] = "update"
    text: str
    base: str = ""
    default: tuple[str, ...] = ()
    """The graphs of `using-graph-uri`."""
    named: tuple[str, ...] = ()
    """The graphs of `using-named-graph-uri`."""


class Put(_Model):
    """Makes a graph what the parts say (Graph Store HTTP Protocol, section 5.3)."""

    how: Literal["put"] = "put"
    graph: str = ""
    """The IRI of the graph; empty for the default graph."""
    parts: tuple[Part, ...]


class Post(_Model):
    """Adds to a graph what the parts say (Graph Store HTTP Protocol, section 5.5)."""

    how: Literal["post"] = "post"
    graph: str = ""
    parts: tuple[Part, ...]


class Delete(_Model):
    """Removes a graph (Graph Store HTTP Protocol, section 5.4)."""

    how: Literal["delete"] = "delete"
    graph: str = ""


class Patch(_Model):
    """Changes a graph by a SPARQL update (Graph Store HTTP Protocol, section 5.7).

    The update sees that graph alone, as its default graph.
    """

    how: Literal["patch"] = "patch"
    graph: str = ""
    text: str
    base: str = ""


class Rollback(_Model):
    """Brings back what a revision held, but for the log of edits."""

    how: Literal["rollback"] = "rollback"
    revision: str


class Rebase(_Model):
    """Moves all edits to another release."""

    how: Literal["rebase"] = "rebase"
    releases: str
    """The path of the folder of releases."""
    release: str
    """The name of the release."""
    prevailing: Prevailing | None = None
    """Whose statements stay where edits and release disagree; without, nothing is written then."""


Action = Update | Put | Post | Delete | Patch | Rollback | Rebase


class Write(_Model):
    """An action, and who wants it, and why."""

    action: Annotated[Action, Field(discriminator="how")]
    who: Said
    why: Said
    dry: bool = False
    """Whether to try only: all is checked, nothing is written."""
    expected: str = ""
    """The id of the revision that must be the last; empty where any may."""
