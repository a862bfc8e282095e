"""`krig publish`: loads a release into another SPARQL server."""

import asyncio
from pathlib import Path
from typing import Annotated, Final

import typer

from krig import publish as publishing
from krig.command.build import ReleasesOption
from krig.command.language import LangOption, Language, language
from krig.command.query import ReleaseOption
from krig.command.releases import release_called
from krig.command.terminal import CommandError, failures_told, told, warn
from krig.publish import Credentials, Way
from krig.publish.access import VARIABLES
from krig.publish.loading import Progress, Step
from krig.release.folder import CURRENT

STEPS: Final[dict[Step, tuple[str, str]]] = {
    "reading": ("릴리스를 읽습니다", "reading the release"),
    "sending": ("그래프를 보냅니다", "sending the graphs"),
    "moving": ("그래프를 제자리로 옮깁니다", "moving the graphs into their places"),
    "checking": ("다 들어갔는지 셉니다", "counting what has arrived"),
}

REFUSED: Final = {
    401: (
        "환경 변수 {}와 {}를 정하거나 {}을 정하십시오.".format(*VARIABLES),
        "Set the environment variables {} and {}, or {}.".format(*VARIABLES),
    ),
    403: ("이 사용자에게 쓰기를 허락하십시오.", "Allow this user to write."),
    404: (
        "--update와 --graph-store로 맞는 주소를 주십시오.",
        "Give the right addresses by --update and --graph-store.",
    ),
}
"""What to do where an engine answers with such a status."""
OTHERWISE: Final = (
    "--by로 다른 방법을 고르거나 docs/engines.md를 보십시오.",
    "Choose another way by --by, or see docs/engines.md.",
)


def publish(
    engine: Annotated[
        str, typer.Option(help="SPARQL 질의 주소. The address that takes SPARQL queries.")
    ],
    *,
    update: Annotated[
        str | None, typer.Option(help="SPARQL 갱신 주소. The address that takes updates.")
    ] = None,
    graph_store: Annotated[
        str | None, typer.Option(help="그래프 저장소 주소. The address that takes graphs.")
    ] = None,
    by: Annotated[
        Way,
        typer.Option(
            help="넣는 방법: 한 갱신으로, 곁에 두었다 옮겨서, 그래프마다. "
            "In one update, by staging and moving, or graph by graph."
        ),
    ] = "transaction",
    release: ReleaseOption = CURRENT,
    releases: ReleasesOption = Path("releases"),
    lang: LangOption = None,
) -> None:
    """릴리스를 다른 SPARQL 서버에 넣는다. Load a release into another SPARQL server.

    KRIG_ENGINE_USER, KRIG_ENGINE_PASSWORD, KRIG_ENGINE_TOKEN.
    """
    speak = language(lang)
    with failures_told(speak):
        chosen = release_called(release, releases)
        try:
            known = asyncio.run(publishing.endpoints(engine, update, graph_store))
            work = publishing.publish(
                chosen, known, by, Credentials.from_environment(), _telling(speak)
            )
            asyncio.run(work)
        except publishing.PublishError as error:
            raise _told(error) from None
    quads = f"{chosen.manifest.quads:,}"
    typer.echo(
        told(
            speak,
            f"{chosen.id}을(를) {engine}에 넣었습니다: 쿼드 {quads}개",
            f"{chosen.id} is published at {engine}: {quads} quads",
        )
    )


def _telling(speak: Language) -> Progress:
    return lambda step: warn(told(speak, *STEPS[step]) + " …")


def _told(error: publishing.PublishError) -> CommandError:
    """Return the failure in both languages, with what to do."""
    match error:
        case publishing.UnreachableError():
            return CommandError(
                f"{error.address}에서 답을 받지 못했습니다: {error}. 주소와 서버를 확인하십시오.",
                f"{error.address} does not answer: {error}. Check the address and the server.",
            )
        case publishing.RefusedError():
            ko, en = REFUSED.get(error.status, OTHERWISE)
            said = f"HTTP {error.status} {error}".strip()
            return CommandError(
                f"{error.address}이(가) 거절했습니다: {said}\n{ko}",
                f"{error.address} refuses: {said}\n{en}",
            )
        case publishing.DifferenceError():
            lines = "\n".join(
                f"{graph.value}: {each.sent:,} → {each.found:,}"
                for graph, each in error.differences.items()
            )
            return CommandError(
                f"보낸 트리플과 들어간 트리플의 수가 다릅니다.\n{lines}",
                f"the engine does not hold as many triples as it was sent.\n{lines}",
            )
    return CommandError(
        f"갱신과 그래프의 주소를 모릅니다(서버 “{error}”). --update와 --graph-store로 주십시오.",
        f"where updates and graphs go is not known (server “{error}”); "
        "give --update and --graph-store.",
    )
