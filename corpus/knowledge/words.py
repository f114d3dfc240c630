"""The closed sets of the knowledge base as one says them: kinds, sides, stances, relations.

The files have short values such as ``observation-post``; a person reads “observation post”. Every
text here can be said in other languages (`corpus.told`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.told import Told


@cache
def kinds() -> Mapping[str, Told]:
    """Return the kinds of agreements, organisations and places."""
    return {
        # agreements
        "agreement": told("agreement"),
        "ceasefire": told("ceasefire"),
        "charter": told("charter"),
        "communique": told("communiqué"),
        "congress": told("congress"),
        "declaration": told("declaration"),
        "deployment": told("deployment"),
        "document": told("document"),
        "initiative": told("initiative"),
        "joint-statement": told("joint statement"),
        "memorandum": told("memorandum"),
        "plan": told("plan"),
        "process": told("process"),
        "protocol": told("protocol"),
        "resolution": told("resolution"),
        "summit": told("summit"),
        "treaty": told("treaty"),
        "truce": told("truce"),
        "ultimatum": told("ultimatum"),
        # organisations
        "agency": told("agency"),
        "armed-group": told("armed group"),
        "army": told("army"),
        "bank": told("bank"),
        "body": told("body"),
        "broadcaster": told("broadcaster"),
        "church": told("church"),
        "civil-society": told("civil society"),
        "company": told("company"),
        "court": told("court"),
        "fund": told("fund"),
        "group": told("group"),
        "group-of-states": told("group of states"),
        "intelligence": told("intelligence service"),
        "international": told("international body"),
        "mechanism": told("mechanism"),
        "military": told("military"),
        "ministry": told("ministry"),
        "mission": told("mission"),
        "news-agency": told("news agency"),
        "newspaper": told("newspaper"),
        "operation": told("operation"),
        "operations-room": told("operations room"),
        "outlet": told("news outlet"),
        "parliament": told("parliament"),
        "party": told("political party"),
        "police": told("police"),
        "political": told("political body"),
        "sport": told("sports body"),
        "state-body": told("state body"),
        "think-tank": told("think tank"),
        "union": told("union"),
        # places
        "airport": told("airport"),
        "area": told("area"),
        "base": told("base"),
        "border": told("border"),
        "camp": told("camp"),
        "canal": told("canal"),
        "city": told("city"),
        "continent": told("continent"),
        "country": told("country"),
        "crossing": told("crossing"),
        "dam": told("dam"),
        "district": told("district"),
        "field": told("field"),
        "governorate": told("governorate"),
        "island": told("island"),
        "lake": told("lake"),
        "mosque": told("mosque"),
        "observation-post": told("observation post"),
        "port": told("port"),
        "province": told("province"),
        "quarter": told("city quarter"),
        "region": told("region"),
        "river": told("river"),
        "road": told("road"),
        "sea": told("sea"),
        "site": told("site"),
        "square": told("square"),
        "state": told("state"),
        "strait": told("strait"),
        "street": told("street"),
        "suburb": told("suburb"),
        "territory": told("territory"),
        "town": told("town"),
        "village": told("village"),
        "zone": told("zone"),
    }


@cache
def sides() -> Mapping[str, Told]:
    """Return the sides for which people speak."""
    return {
        "civil-society": told("civil society"),
        "europe": told("Europe"),
        "hts": told("HTS"),
        "iran": told("Iran"),
        "opposition": told("Syrian opposition"),
        "other": told("another side"),
        "russia": told("Russia"),
        "sdf": told("SDF"),
        "syria-gov": told("Syrian government"),
        "turkey": told("Turkey"),
        "un": told("United Nations"),
        "us": told("United States"),
    }


@cache
def stances() -> Mapping[str, Told]:
    """Return the sides that outlets tell."""
    return {
        "damascus": told("Syrian government"),
        "iranian-state": told("Iranian state"),
        "opposition": told("Syrian opposition"),
        "russian-state": told("Russian state"),
        "turkish-state": told("Turkish state"),
    }


@cache
def relations() -> Mapping[str, Told]:
    """Return how entities stand to each other, agreements from either end."""
    return {
        # agreements
        "adopted": told("adopted"),
        "adopted-in": told("adopted in"),
        "basis-of": told("basis of"),
        "builds-on": told("builds on"),
        "complemented-by": told("complemented by"),
        "complements": told("complements"),
        "distinct-from": told("distinct from"),
        "endorsed-by": told("endorsed by"),
        "endorses": told("endorses"),
        "followed-by": told("followed by"),
        "follows": told("follows"),
        "follows-from": told("follows from"),
        "implemented-by": told("implemented by"),
        "implements": told("implements"),
        "led-to": told("led to"),
        "recalled-by": told("recalled by"),
        "recalls": told("recalls"),
        "referred-to-by": told("referred to by"),
        "refers-to": told("refers to"),
        "renewed-by": told("renewed by"),
        "renews": told("renews"),
        "replaced-by": told("replaced by"),
        "replaces": told("replaces"),
        "supplemented-by": told("supplemented by"),
        "supplements": told("supplements"),
        "supported-by": told("supported by"),
        "supports": told("supports"),
        # organisations
        "absorbed": told("absorbed"),
        "ally-of": told("ally of"),
        "based-at": told("based at"),
        "branch-of": told("branch of"),
        "designated-by": told("designated by"),
        "includes": told("includes"),
        "left": told("has left"),
        "linked-to": told("linked to"),
        "mediated": told("mediated"),
        "member": told("member"),
        "members": told("member"),
        "merged-into": told("merged into"),
        "merger-of": told("merger of"),
        "part-of": told("part of"),
        "republishes": told("republishes"),
        "runs": told("runs"),
        "successor-of": told("successor of"),
    }


@cache
def seen_from_there() -> Mapping[str, Told]:
    """Return how organisations stand to each other, said of the one at the other end."""
    return {
        "absorbed": told("← absorbed"),
        "ally-of": told("← ally of"),
        "based-at": told("← based at"),
        "branch-of": told("← branch of"),
        "designated-by": told("← designated by"),
        "includes": told("← includes"),
        "left": told("← has left"),
        "linked-to": told("← linked to"),
        "mediated": told("← mediated"),
        "member": told("← member"),
        "members": told("← member"),
        "merged-into": told("← merged into"),
        "merger-of": told("← merger of"),
        "part-of": told("← part of"),
        "republishes": told("← republishes"),
        "runs": told("← runs"),
        "successor-of": told("← successor of"),
    }


def word_of(words: Mapping[str, Told], value: str) -> str:
    """Return a value as one says it; one that is not in the set with blanks for its hyphens."""
    return words.get(value) or value.replace("-", " ")
