"""A folder of documents, one an entity or an article, as Obsidian likes them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from corpus.article import EntityType
from corpus.errors import BriefError
from corpus.export.blocks import is_ours, update
from corpus.export.markdown import document
from corpus.export.names import article_file, article_mark, entity_file
from corpus.files import is_stream, write_file
from corpus.told import told, told_of_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from corpus.export.blocks import Document, Updated
    from corpus.export.passage import Layout, Passage
    from corpus.knowledge.base import KnowledgeBase

Split = Literal["article", "entity"]


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, or was found as it should be."""

    path: Path
    update: Updated | None = None
    """What has become of its blocks; None for a new file."""


def put(path: Path, made: Document, *, markers: bool, overwrite: bool = False) -> Written:
    """Write a document to a file, or bring the file up to date with it.

    Nothing is written where nothing has changed. What a person wrote outside our blocks stays, and
    so do blocks changed by hand.

    Args:
        path: The file.
        made: The document.
        markers: Whether it has markers; a document without them takes a free name only.
        overwrite: Whether blocks changed by hand are written anew.

    Raises:
        BriefError: The file is somebody else's, or cannot be read or written.
    """
    if not markers or is_stream(path):
        return Written(write_file(path, made.marked() if markers else made.plain()))
    if not path.exists():
        try:
            return Written(write_file(path, made.marked()))
        except BriefError:
            # Another program may have begun the same file a moment ago.
            if not path.exists():
                raise
    text = _read(path)
    if not is_ours(text):
        raise BriefError(
            told("{path} exists already", path=path),
            "Choose another name, or replace it with --force",
        )
    updated = update(text, made, overwrite=overwrite)
    if updated.text != text:
        write_file(path, updated.text, replace=True)
    return Written(path.resolve(), updated)


def _read(path: Path) -> str:
    try:
        # Newlines are the user's, and stay as they are.
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise BriefError(
            told("Cannot read {path}: {reason}", path=path, reason=told_of_system(error))
        ) from error
    except UnicodeDecodeError as error:
        raise BriefError(
            told("{path} exists already", path=path),
            "Choose another name, or replace it with --force",
        ) from error


def put_all(
    folder: Path,
    passages: Sequence[Passage],
    split: Split,
    *,
    layout: Layout,
    base: KnowledgeBase | None = None,
    overwrite: bool = False,
    tell: Callable[[Written], None] | None = None,
) -> tuple[Written, ...]:
    """Write notes to one file an article, or one an entity they are about.

    The files lie in the folder itself, those of entities in a folder a kind. A file keeps the
    name it had when its article's title changes.

    Raises:
        BriefError: A folder cannot be made, or a file not written.
    """
    done = []
    for path, made in _documents(folder, passages, split, layout, base):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BriefError(
                told(
                    "Cannot make {folder}: {reason}",
                    folder=path.parent,
                    reason=told_of_system(error),
                )
            ) from error
        written = put(path, made, markers=layout.markers, overwrite=overwrite)
        done.append(written)
        if tell is not None:
            tell(written)
    return tuple(done)


def _documents(
    folder: Path,
    passages: Sequence[Passage],
    split: Split,
    layout: Layout,
    base: KnowledgeBase | None,
) -> Iterator[tuple[Path, Document]]:
    if split == "article":
        for group in _by(passages, lambda passage: [passage.article.id]).values():
            article = group[0].article
            path = (
                _standing(folder, article_mark(article)) or folder / f"{article_file(article)}.md"
            )
            yield path, document(group, title=article.label, layout=layout, base=base)
        return
    names = {name.slug: name for passage in passages for name in passage.entities}
    by_entity = _by(
        passages,
        lambda passage: [
            name.slug for name in passage.entities if name.type is not EntityType.DATE
        ],
    )
    rest = [p for p in passages if all(name.type is EntityType.DATE for name in p.entities)]
    if rest:
        yield folder / "no entity.md", document(rest, title="No entity", layout=layout, base=base)
    paths: set[str] = set()
    for slug, group in by_entity.items():
        name, file = names[slug], entity_file(slug)
        # Letters that no file name may have are left out, which can make two names one.
        if file.casefold() in paths:
            file = f"{file} {sha256(slug.encode()).hexdigest()[:8]}"
        paths.add(file.casefold())
        yield (
            folder / f"{file}.md",
            document(group, title=name.en, layout=layout, base=base, aliases=[name.ar]),
        )


def _by(
    passages: Sequence[Passage], keys: Callable[[Passage], Collection[str]]
) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        for key in keys(passage):
            found.setdefault(key, []).append(passage)
    return found


def _standing(folder: Path, mark: str) -> Path | None:
    """Return the file that an article has from an earlier export."""
    try:
        return next((path for path in sorted(folder.iterdir()) if path.name.endswith(mark)), None)
    except OSError:
        return None
