"""Markdown to what word processors and browsers open, by pandoc where it is installed."""

from __future__ import annotations

import os
import re
import shutil
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from corpus.errors import BriefError
from corpus.told import told, told_of_system

Format = Literal["html", "docx"]

_SECONDS: Final = 120
_LONGEST_REASON: Final = 200
_READER: Final = "markdown-smart-tex_math_dollars-raw_tex-yaml_metadata_block"
# The text is read as UTF-8 and every quote keeps the direction its own block gives it.
_ANCHOR: Final = re.compile(r"^\^[ns]-[\w-]+\n\n?", re.MULTILINE)
_STYLE: Final = """
<style>
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.5; }
[dir="rtl"] { text-align: right; unicode-bidi: isolate; line-height: 1.8; }
[dir="rtl"] blockquote { border-right: 3px solid #999; border-left: none; margin: 0;
  padding: 0 1rem 0 0; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: .2rem .5rem; }
</style>
"""


def find_pandoc() -> str | None:
    """Return the program's path: the system's, else the one that ``pypandoc_binary`` brings."""
    found = shutil.which("pandoc")
    if found:
        return found
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return None


def convert(markdown: str, to: Format, *, title: str = "Notes") -> bytes:
    """Return a Markdown document as HTML or DOCX; the same text makes the same bytes.

    Args:
        markdown: A document of ours, without markers.
        to: What to make of it.
        title: The title of the page.

    Raises:
        BriefError: Pandoc is not installed, or fails.
    """
    program = find_pandoc()
    if program is None:
        raise BriefError(
            told("{to} needs pandoc, which is not installed", to=to),
            "Install pandoc (or: pip install pypandoc_binary), or take --format md",
        )
    with TemporaryDirectory(prefix="idlib-brief-") as folder:
        return _converted(program, markdown, to, title, Path(folder))


def _converted(program: str, markdown: str, to: Format, title: str, folder: Path) -> bytes:
    import subprocess

    result, style = folder / f"out.{to}", folder / "style.html"
    style.write_text(_STYLE, encoding="utf-8")
    command = [
        *(program, "--from", _READER, "--to", "html5" if to == "html" else "docx"),
        *("--standalone", "--output", str(result), "--metadata", "lang=en"),
        *("--metadata", f"pagetitle={_line(title)}"),
        *(["--include-in-header", str(style)] if to == "html" else []),
    ]
    # Pandoc would put the present moment into a document.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    try:
        subprocess.run(  # noqa: S603
            command,
            input=_body(markdown).encode(),
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env=environment,
            cwd=folder,
        )
        return result.read_bytes()
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode("utf-8", "replace").split())
        raise BriefError(
            told("pandoc failed: {problem}", problem=said[:_LONGEST_REASON])
        ) from error
    except subprocess.TimeoutExpired as error:
        raise BriefError(
            told("pandoc took more than {seconds} seconds", seconds=_SECONDS), "Export fewer notes"
        ) from error
    except OSError as error:
        raise BriefError(
            told("pandoc cannot be run: {reason}", reason=told_of_system(error))
        ) from error


def _body(markdown: str) -> str:
    """Return a document without front matter, in which pandoc looks for markup, and anchors."""
    body = markdown.partition("\n---\n")[2] if markdown.startswith("---\n") else markdown
    # Only Obsidian reads anchors; elsewhere they would stand there as words.
    return _ANCHOR.sub("", body)


def _line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split()) or "Notes"
