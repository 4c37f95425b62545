"""Processes made ready to run, once for all dossiers; and the facts they may look at."""

from functools import lru_cache
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.eforms.expressions import compiled
from motcua.workflow.engine import Plan
from motcua.workflow.models import ProcessVersion


def plan_of(version: ProcessVersion) -> Plan:
    return _plan(version.pk, version.digest)


@lru_cache(maxsize=512)
def _plan(pk: int, digest: str) -> Plan:
    """Return the plan of a version; a draft that was written over has another digest."""
    version = ProcessVersion.objects.get(pk=pk, digest=digest)
    return Plan(version.definitions, version.main)


def asked_by(plan: Plan) -> frozenset[str]:
    """Return the names that the conditions of a process look at."""
    conditions = {
        flow.condition
        for place in plan.places.values()
        for flow in place.graph.leaving(place.node.id)
        if flow.condition
    }
    return frozenset(name for text in conditions for name in compiled(text).names)


def facts_of(dossier: Dossier, plan: Plan) -> dict[str, Any]:
    """Return what the conditions ask of a dossier, and no more: the state is no second place for answers."""
    known = dossier.answers | {"channel": dossier.channel, "supplements": dossier.supplements}
    return {name: known[name] for name in asked_by(plan) if name in known}
