"""The scenarios of the main job: no programmes, today's, own ones, each lever on top, and all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.config import doses, levers, scenario_from
from sim.config.compose import compose
from sim.config.doses import Doses
from sim.config.folders import options
from sim.config.origin import placed
from sim.config.programme import timed
from sim.scenario import Scenario
from sim.system.faults import Fault, Faults
from sim.system.fields import nearest

BASELINE = "today"
"""What everything is compared with."""

_NAMED = "to be left out: each scenario has a name of its own"

Composed = tuple[dict[str, Any], list[Fault]]
"""A configuration, and the faults of the overrides that it was made without."""


@dataclass(frozen=True)
class _Asked:
    """What the words of a comparison ask for."""

    names: tuple[str, ...]
    """Scenarios beside the baseline, by their files."""
    plain: tuple[str, ...]
    """Overrides of all scenarios."""
    mix: tuple[str, ...]
    """The override of ``policy``: one mix of levers instead of each and all; or none."""
    levers: tuple[str, ...]
    """Overrides of levers, with one value."""
    doses: tuple[Doses, ...]
    """Keys of levers with several values."""
    changes: tuple[Doses, ...]
    """Other keys with several values."""
    own: Path | str | None
    """A planner's own folder."""

    def composed(self, *more: str) -> Composed:
        """Return the configuration of all scenarios with some overrides more."""
        return compose([*self.plain, *more], self.own)


@dataclass(frozen=True)
class Comparison:
    """The scenarios of a comparison, and what it does without."""

    scenarios: dict[str, Scenario]
    """Scenarios by their names, the baseline among them."""
    remarks: tuple[str, ...]
    """In sentences, which levers are left out, and why."""


def comparison(overrides: Sequence[str], config_dir: Path | str | None = None) -> Comparison:
    """Return the scenarios to compare.

    Beside the baseline are those of ``scenario=A,B``, by default ``none`` and those of one's own
    folder, and the levers of ``run.levers``, one by one and all together (unless
    ``run.together=false``). An override of ``policy`` gives one mix of levers to compare instead.
    An override that lists values is a scenario for each of them. A shipped lever that no word
    asks for and that does not fit the system is left out. Raises
    :class:`~sim.system.faults.Faults` with what is wrong in any of the others.
    """
    asked, faults = _asked(overrides, config_dir)
    found: dict[str, Scenario] = {}
    unfit: dict[str, Faults] = {}
    for config, refused in _composed(asked):
        fitting = _without(config, unfit)
        if fitting is None:
            continue
        try:
            scenario = scenario_from(timed(fitting, levers(config_dir)), refused)
        except Faults as wrong:
            if (name := _unasked(asked, config)) is None:
                faults += wrong.faults
            else:  # what is wrong with the baseline too has been told of it
                unfit[name] = wrong
        else:
            if scenario.name in found:
                faults.append(Fault("name", scenario.name, "a name that no other scenario has"))
            found[scenario.name] = scenario
    if faults:
        raise Faults(_placed(asked, faults, overrides))
    return Comparison(found, tuple(f"left out: {unfitting(*one)}" for one in unfit.items()))


def _placed(asked: _Asked, faults: Iterable[Fault], overrides: Sequence[str]) -> tuple[Fault, ...]:
    """The faults, once each, with their lines in the files of any of the scenarios."""
    found = tuple(dict.fromkeys(faults))
    words = [text for text in overrides if not text.startswith(("scenario=", "policy="))]
    mix = asked.mix or (f"policy=[{','.join(levers(asked.own))}]",)
    for name in (BASELINE, *asked.names):
        found = placed(found, [*words, *mix, f"scenario={name}"], asked.own)
    return found


def unfitting(lever: str, faults: Faults) -> str:
    """Say that a lever does not fit a system, and why."""
    return f"{lever} does not fit this system: {faults.faults[0]}"


def _unasked(asked: _Asked, config: Mapping[str, Any]) -> str | None:
    """The shipped lever that a scenario is about, if no word asks for it."""
    mix = list(config.get("policy") or {})
    if asked.mix or len(mix) != 1 or mix[0] not in levers():
        return None
    words = (*asked.plain, *asked.levers, *(one[0].key for one in asked.doses))
    wanted = any(text.startswith(("run.levers=", f"policy.{mix[0]}.")) for text in words)
    return None if wanted else mix[0]


def _without(config: Mapping[str, Any], unfit: Mapping[str, Faults]) -> Mapping[str, Any] | None:
    """The configuration without levers that do not fit; None if a mix of them is none any more."""
    mix = config.get("policy") or {}
    fitting = {name: mix[name] for name in mix if name not in unfit}
    if len(fitting) == len(mix):
        return config
    return {**config, "policy": fitting} if len(fitting) > 1 else None


def alone(
    scenario: Scenario, overrides: Sequence[str], config_dir: Path | str | None = None
) -> tuple[Scenario, dict[str, Scenario], dict[str, Faults]]:
    """Return a scenario without its levers, and with each of some levers alone, by its name.

    The levers are its own and those of ``run.levers``. Those that do not fit the system come last,
    with why. Raises :class:`~sim.system.faults.Faults` if ``run.levers`` names one that there is
    not.
    """
    mine = [text for text in overrides if not text.startswith("policy=")]
    chosen, unknown = _chosen({"run": {"levers": scenario.run.levers}}, config_dir)
    if unknown:
        raise Faults(tuple(unknown))
    every = dict.fromkeys([*scenario.policies, *chosen])
    whole, _ = compose([*mine, f"policy=[{','.join(every)}]"], config_dir)
    fitting: dict[str, Scenario] = {}
    others: dict[str, Faults] = {}
    for name, lever in (whole.get("policy") or {}).items():
        try:
            fitting[name] = scenario_from(timed({**whole, "policy": {name: lever}}, every))
        except Faults as faults:
            others[name] = faults
    bare = timed({**whole, "policy": {}}, every)
    plain = scenario_from(bare) if scenario.policies else scenario
    return plain, fitting, others


def _asked(overrides: Sequence[str], config_dir: Path | str | None) -> tuple[_Asked, list[Fault]]:
    """What the words ask for, and what is wrong with them."""
    faults = [Fault("name", text[5:], _NAMED) for text in overrides if text.startswith("name=")]
    names, unknown = _names(overrides, config_dir)
    others = [text for text in overrides if not text.startswith(("scenario=", "name="))]
    mix = tuple(text for text in others if text.startswith("policy="))
    single, listed = doses.parted([text for text in others if text not in mix])
    wrong = [fault for one in listed for fault in doses.faults(one)]
    listed = [one for one in listed if not doses.faults(one)]
    asked = _Asked(
        names=names,
        plain=tuple(text for text in single if not text.startswith("policy")),
        mix=mix,
        levers=tuple(text for text in single if text.startswith("policy")),
        doses=tuple(one for one in listed if one[0].lever),
        changes=tuple(one for one in listed if not one[0].lever),
        own=config_dir,
    )
    return asked, [*faults, *unknown, *wrong]


def _names(
    overrides: Sequence[str], config_dir: Path | str | None
) -> tuple[tuple[str, ...], list[Fault]]:
    """The scenarios to put beside the baseline, and a fault for each that there is not."""
    known = options("scenario", config_dir)
    words = [text.partition("=")[2] for text in overrides if text.startswith("scenario=")]
    if not words:
        own = [name for name in known if name not in options("scenario")]
        return ("none", *own), []
    named = [name.strip(" '\"") for word in words for name in word.strip("[]").split(",")]
    expected = f"one of {', '.join(known)}; several with a comma between them"
    faults = [
        Fault("scenario", name or "(nothing)", expected, nearest(name, set(known)))
        for name in named
        if name not in known
    ]
    chosen = dict.fromkeys(name for name in named if name in known and name != BASELINE)
    return tuple(chosen), faults


def _composed(asked: _Asked) -> Iterator[Composed]:
    """The configurations to compare: composing takes half a second, so what is alike is shared."""
    run: Any = None
    for name in asked.names:
        config, refused = asked.composed(f"scenario={name}")
        run = run or config.get("run")
        own = str(config["name"]).startswith(f"{name}+")  # with the levers that its file names
        yield {**config, "name": name} if own else config, refused
    wanted, unknown = ([], []) if asked.mix else _wanted(asked, run)
    every = asked.mix or (f"policy=[{','.join(wanted)}]",)
    whole, refused = asked.composed(*every, *asked.levers, f"scenario={BASELINE}")
    yield {**whole, "policy": {}, "name": BASELINE}, refused + unknown
    yield from _changed(asked)
    if asked.mix:
        yield from _mixed(asked, (whole, refused))
    else:
        yield from _one_by_one(asked, every, (whole, refused))


def _changed(asked: _Asked) -> Iterator[Composed]:
    """The baseline with each value of keys that are none of a lever."""
    for one in doses.combined(asked.changes) if asked.changes else ():
        config, refused = asked.composed(*_overrides(one), f"scenario={BASELINE}", "policy=[]")
        yield {**config, "name": f"{BASELINE}{doses.told(one)}"}, refused
        if refused:
            return  # which would be told of each value again


def _mixed(asked: _Asked, whole: Composed) -> Iterator[Composed]:
    """The mix of levers, once for each combination of doses; nothing if it has no lever."""
    if not whole[0].get("policy") and not asked.doses:
        return
    for one in doses.combined(asked.doses):
        config, refused = _dosed(asked, asked.mix, one, whole)
        yield {**config, "name": _name(config.get("policy") or {}, one)}, refused
        if refused:
            return


def _one_by_one(asked: _Asked, every: Sequence[str], whole: Composed) -> Iterator[Composed]:
    """Each lever on top of the baseline, once for each of its doses; and all together."""
    config, refused = whole
    mixes = config.get("policy") or {}
    for name in mixes:
        for one in doses.combined([each for each in asked.doses if each[0].lever == name]):
            dosed, refused = _dosed(asked, every, one, whole)
            lever = (dosed.get("policy") or {}).get(name)
            yield {**config, "policy": {name: lever}, "name": _name([name], one)}, refused
            if refused:
                break
    if len(mixes) > 1 and (config.get("run") or {}).get("together", True) is not False:
        yield {**config, "name": f"{BASELINE}+all"}, whole[1]


def _dosed(asked: _Asked, every: Sequence[str], chosen: Doses, whole: Composed) -> Composed:
    """The configuration of all levers, those with doses at the ones that are chosen."""
    if not chosen:
        return whole
    return asked.composed(*every, *asked.levers, *_overrides(chosen), f"scenario={BASELINE}")


def _name(levers: Iterable[str], chosen: Doses) -> str:
    """The name of the baseline with levers on top, each with its dose if that was chosen."""
    mine = (
        f"{name}{doses.told(tuple(one for one in chosen if one.lever == name))}" for name in levers
    )
    return "+".join([BASELINE, *mine])


def _overrides(chosen: Doses) -> list[str]:
    return [one.override for one in chosen]


def _wanted(asked: _Asked, run: Any) -> tuple[list[str], list[Fault]]:
    """The levers to compare: those of the run, and those that doses are listed of."""
    if not isinstance(run, Mapping):
        run = asked.composed(f"scenario={BASELINE}", "policy=[]")[0].get("run")
    chosen, unknown = _chosen({"run": run}, asked.own)
    known = set(levers(asked.own))
    dosed = {str(one[0].lever): one[0].key for one in asked.doses}
    unknown += [
        Fault(key, name, "a lever", nearest(name, known))
        for name, key in dosed.items()
        if name not in known
    ]
    return list(dict.fromkeys([*chosen, *(name for name in dosed if name in known)])), unknown


def _chosen(
    config: Mapping[str, Any], config_dir: Path | str | None
) -> tuple[list[str], list[Fault]]:
    """The levers to compare, and a fault for each that ``run.levers`` names and there is not.

    Whoever brings levers of their own wants to see them.
    """
    known = levers(config_dir)
    named = (config.get("run") or {}).get("levers") or known
    if not isinstance(named, list | tuple):
        return [], []  # said when the configuration is checked
    own = [name for name in known if name not in levers()]
    wanted = list(dict.fromkeys([*map(str, named), *own]))
    unknown = [name for name in wanted if name not in known]
    faults = [Fault("run.levers", one, "a lever", nearest(one, set(known))) for one in unknown]
    return [name for name in wanted if name in known], faults
