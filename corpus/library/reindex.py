"""Reading the articles of a library again after rules, knowledge or corrections have changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from corpus.arabic.folding import fold_text
from corpus.entities.corrected import Corrector
from corpus.errors import NotFoundError
from corpus.knowledge import corrections as overlay
from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs
from corpus.library.act_order import correction_gone, correction_made
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.article import Article, EntityName, Extraction
    from corpus.entities.extract import Extractor
    from corpus.knowledge.base import KnowledgeBase
    from corpus.knowledge.corrections import Correction
    from corpus.library.store import Library

_MARK_DIGITS = 16


class StoppedError(Exception):
    """Raised by whoever is told how far a reading is, to have no more of it."""


@dataclass(frozen=True, slots=True)
class ArticleReader:
    """All that is needed to find what an article mentions, corrections included."""

    base: KnowledgeBase
    extractor: Extractor
    corrector: Corrector
    mark: str
    """Stands for the rules, the knowledge and the corrections that were used."""

    def read(self, article: Article) -> Extraction:
        """Return what is found in an article."""
        return self.corrector.corrected(article, self.extractor.read(article))

    def names(self, found: Extraction) -> list[EntityName]:
        """Return what the entities of an extraction are called, each once.

        An entity that neither the article nor the knowledge base names any more is left out: the
        library may know it still.
        """
        own = {name.slug: name for name in found.names}
        slugs = dict.fromkeys(
            slug
            for slugs in (
                *((*mention.entities, *mention.candidates) for mention in found.mentions),
                *(said.entities for said in found.statements),
            )
            for slug in slugs
        )
        named = (own.get(slug) or self._name(slug) for slug in slugs)
        return [name for name in named if name is not None]

    def _name(self, slug: str) -> EntityName | None:
        if slug.startswith("date/"):
            from corpus.entities.dates.names import date_name

            return date_name(slug)
        return self.base.name(slug) if slug in self.base.entities else None


def article_reader(library: Library) -> ArticleReader:
    """Load the knowledge base and the corrections to a library.

    Raises:
        KnowledgeError: One of them cannot be read.
    """
    from corpus.entities.extract import Extractor
    from corpus.knowledge.base import load

    base = load()
    corrections = overlay.read(overlay.corrections_path(library.path))
    return ArticleReader(base, Extractor(base), Corrector(corrections), _mark_with(corrections))


@cache
def rules_mark() -> str:
    """Return what stands for the rules and the knowledge of this program."""
    corpus = Path(__file__).parent.parent
    rooms = (corpus / room for room in ("arabic", "entities", "knowledge"))
    files = sorted(
        file for room in rooms for file in room.iterdir() if file.suffix in (".py", ".toml")
    )
    return _mark(b"\0".join(file.read_bytes() for file in files))


def _mark_with(corrections: Sequence[Correction]) -> str:
    return f"{rules_mark()} {_mark(''.join(map(overlay.written, corrections)).encode())}"


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:_MARK_DIGITS]


def reindex(
    library: Library,
    ids: Sequence[str],
    reader: ArticleReader,
    tell: Callable[[int, int], None] | None = None,
) -> None:
    """Read articles again, one transaction an article: what was done before a stop stays done.

    Args:
        library: Where they are.
        ids: Which ones.
        reader: What reads them.
        tell: Called with how many are done and how many there are, after each.
    """
    for done, id_ in enumerate(ids, 1):
        found = reader.read(library.article(id_))
        library.replace_found(
            id_, found.mentions, reader.names(found), found.statements, indexed=reader.mark
        )
        if tell is not None:
            tell(done, len(ids))


def correct(
    library: Library, correction: Correction, tell: Callable[[int, int], None] | None = None
) -> tuple[str, ...]:
    """Keep a correction, read again what it touches, and return those articles.

    Args:
        library: Where they are.
        correction: What to keep.
        tell: As `reindex` takes it; it may stop the reading.

    Raises:
        NotFoundError: It speaks of an entity nobody knows.
        StoppedError: The reading was stopped; correction and articles are as they were before.
        KnowledgeError: The corrections cannot be read or written.
        LibraryError: The library cannot be written.
    """
    path = overlay.corrections_path(library.path)
    before = overlay.read(path)
    _require_known(library, before, correction)
    overlay.append(path, correction)
    correction_made(library, correction)
    if isinstance(correction, NewEntity):
        library.name_entities((correction.name,))
    return _read_touched(library, correction, _mark_with(before), tell, _take_back_last)


def _require_known(library: Library, before: Sequence[Correction], correction: Correction) -> None:
    from corpus.knowledge.base import load

    if isinstance(correction, NewEntity):
        return
    slug = correction.into if isinstance(correction, Merge) else correction.entity
    added = {name.slug for name in Corrector(before).names}
    if slug is None or slug in added or slug in load().entities or slug.startswith("date/"):
        return
    if slug not in library.entity_names([slug]):
        raise NotFoundError(
            told("There is no entity {slug!r}", slug=slug),
            "Add it first: idlib-brief correct --new SLUG --ar NAME --en NAME",
        )


def undo(
    library: Library, tell: Callable[[int, int], None] | None = None
) -> tuple[Correction | None, tuple[str, ...]]:
    """Take the last correction back, and return it with the articles it had touched.

    Args:
        library: Where they are.
        tell: As `reindex` takes it; it may stop the reading.

    Raises:
        KnowledgeError: The corrections cannot be read or written.
        LibraryError: The library cannot be written.
        StoppedError: The reading was stopped; correction and articles are as they were before.
    """
    path = overlay.corrections_path(library.path)
    before = overlay.read(path)
    correction = overlay.take_back(path)
    if correction is None:
        return None, ()
    correction_gone(library, correction)
    return correction, _read_touched(library, correction, _mark_with(before), tell, _make_again)


def _read_touched(
    library: Library,
    correction: Correction,
    mark: str,
    tell: Callable[[int, int], None] | None,
    turn_back: Callable[[Library, Correction], None],
) -> tuple[str, ...]:
    """Read again what a correction touches; where that is stopped, have all as it was before."""
    ids = touched(library, correction)
    reader = article_reader(library)
    done = 0

    def count(now: int, total: int) -> None:
        nonlocal done
        done = now
        if tell is not None:
            tell(now, total)

    try:
        reindex(library, ids, reader, count)
    except StoppedError:
        turn_back(library, correction)
        reindex(library, ids[:done], article_reader(library))
        raise
    library.mark_indexed(mark, reader.mark)
    return ids


def _take_back_last(library: Library, correction: Correction) -> None:
    path = overlay.corrections_path(library.path)
    # Another program may have added one meanwhile: that stays, and this one with it.
    if overlay.read(path)[-1:] == (correction,):
        overlay.take_back(path)
        correction_gone(library, correction)


def _make_again(library: Library, correction: Correction) -> None:
    overlay.append(overlay.corrections_path(library.path), correction)
    correction_made(library, correction)


def touched(library: Library, correction: Correction) -> tuple[str, ...]:
    """Return the articles in which a correction can change anything, oldest first."""
    if isinstance(correction, PassageIs):
        return library.in_date_order([correction.article])
    if isinstance(correction, FormIs):
        words = fold_text(correction.form).split()
        return library.in_date_order(library.article_ids(words))
    if isinstance(correction, Merge):
        slugs = (correction.source, correction.into)
        return library.in_date_order({id_ for slug in slugs for id_ in library.naming(slug)})
    return ()
