"""How corrections are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language.said import _

if TYPE_CHECKING:
    from corpus.knowledge.corrections import Correction


def told(correction: Correction) -> str:
    """Say what a correction says."""
    from corpus.knowledge.corrections import FormIs, Merge, PassageIs

    if isinstance(correction, FormIs):
        meant = correction.entity or _("no entity")
        return _("«{words}» is {entity}", words=correction.form, entity=meant)
    if isinstance(correction, PassageIs):
        return _(
            "«{words}» at {place} of {article} is {entity}",
            words=correction.text,
            place=correction.start,
            article=correction.article,
            entity=correction.entity or _("no entity"),
        )
    if isinstance(correction, Merge):
        return _("{entity} is {other}", entity=correction.source, other=correction.into)
    return _(
        "{entity} is called {arabic} ({latin})",
        entity=correction.name.slug,
        arabic=correction.name.ar,
        latin=correction.name.en,
    )
