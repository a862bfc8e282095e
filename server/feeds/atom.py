"""The feed of releases (RFC 4287): each with what it changed."""

from collections.abc import Iterable, Iterator
from html import escape

from feedgenerator import Atom1Feed

from krig.catalog.names import CATALOG
from server.feeds.changes import Changed
from server.texts import Language, in_language


def feed(changed: Iterable[Changed], base: str, language: Language) -> bytes:
    """Return the feed of the server at the address `base`, which ends without a slash."""
    say = in_language("feeds", language)
    told = Atom1Feed(
        title=say["releases.title"],
        link=f"{base}/catalog",
        description=say["releases.about"],
        language=language,
        feed_url=f"{base}/releases.atom?lang={language}",
        feed_guid=CATALOG["releases"].value,
        author_name=say["releases.author"],
        feed_copyright="CC BY 4.0",
    )
    for each in changed:
        release = each.release
        told.add_item(
            title=say["release.title"].format(release=release.id),
            link=f"{base}/catalog#release-{release.id}",
            description="".join(_summary(each, language)),
            pubdate=release.manifest.created,
            updateddate=release.manifest.created,
            unique_id=CATALOG[f"release-{release.id}"].value,
        )
    return str(told.writeString("utf-8")).encode()


def _summary(changed: Changed, language: Language) -> Iterator[str]:
    """Yield what a release changed, in HTML: the number of each kind of change, and some names."""
    say = in_language("feeds", language)
    quads = changed.release.manifest.quads
    yield f"<p>{escape(say['release.size'].format(quads=f'{quads:,}'))}</p>"
    if not changed.before:
        yield f"<p>{escape(say['release.first'])}</p>"
        return
    before = say["release.before"].format(before=changed.before)
    yield f"<p>{escape(before)}</p>"
    if not changed.numbers:
        yield f"<p>{escape(say['release.same'])}</p>"
    for kind, number in sorted(changed.numbers.items()):
        names = [each[language] for each in changed.names[kind]]
        more = number - len(names)
        listed = ", ".join(names) + (say["release.more"].format(more=more) if more else "")
        line = say[f"release.{kind}"].format(number=number, names=listed)
        yield f"<p>{escape(line)}</p>"
