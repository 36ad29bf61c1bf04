"""Move assumed keys, within their ranges only, until a network lands on its published volumes.

``python -m experiments.calibrate [--config-dir FOLDER] [OVERRIDES] [rounds=4] [out=FILE.md]``
plays the network that the overrides choose, multiplies the keys of each entry of
``calibration/NETWORK.yaml`` by target over model, and plays again. It prints which keys it moved
and how far off each target of ``targets/NETWORK.yaml`` is before and after, and changes no file:
the values belong into the YAML, beside their origin. What has a season needs a run of a year.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.chosen import Chosen, chosen, played
from experiments.fits import fits_and_faults
from experiments.moving import Keys, Step, Values, keys_of
from experiments.published import Target, means, targets_and_faults
from experiments.targets import cell, off, verdict, within
from experiments.words import Count, Words, leave, own_folder_apart, parted
from sim.command import carried_out
from sim.system.faults import Fault, Faults


@dataclass(frozen=True)
class Fitted:
    """Where the keys are in the end, and what the model shows there."""

    targets: tuple[Target, ...]
    keys: Keys
    values: Values
    """The moved keys."""
    before: Values
    """What the model showed for each target by its name."""
    after: Values
    can_move: tuple[bool, ...]
    """Whether another round would move each entry's keys."""


def read(network: Chosen) -> tuple[tuple[Target, ...], Keys]:
    """Return what is published of a network, and the keys that may be moved for it.

    Raises :class:`~sim.system.faults.Faults` with all that is wrong in both files.
    """
    targets, names, faults = targets_and_faults(network)
    fits, wrong = fits_and_faults(network, names)
    faults += wrong
    if not faults:
        keys = keys_of(fits, network.config)
        faults += _at_bounds(network, keys)
    if faults:
        raise Faults(tuple(faults))
    return tuple(targets), keys


def _at_bounds(network: Chosen, keys: Keys) -> list[Fault]:
    """What would be wrong with the configuration if all keys stood at a bound."""
    faults = []
    for word, factor in (("lower", 0.0), ("upper", math.inf)):
        values = keys.moved([factor] * len(keys.fits))
        try:
            network.moved(values | keys.balanced(values))
        except Faults as wrong:
            why = f"with all keys of calibration/{network.network}.yaml at their {word} bounds"
            faults += [
                Fault(one.key, one.value, f"{one.expected} ({why})", one.nearest)
                for one in wrong.faults
            ]
    return faults


def calibrated(network: Chosen, rounds: int) -> Fitted:
    """Return where the keys land after at most so many rounds."""
    targets, keys = read(network)
    factors = (1.0,) * len(keys.fits)
    steps = (Step(),) * len(keys.fits)
    values = dict(keys.before)
    first = found = means(targets, played(network.scenario))
    for number in range(rounds + 1):
        if number:
            found = means(targets, played(network.moved(values | keys.balanced(values))))
        sys.stderr.write(f"{number} of {rounds} rounds; {_worst(targets, found)}\n")
        steps = _stepped(targets, keys, steps, found)
        wanted = [one * step.factor for one, step in zip(factors, steps, strict=True)]
        further = keys.moved(wanted)
        moves = tuple(keys.move(fit, values, further) for fit in keys.fits)
        if number == rounds or not any(moves):
            break
        factors, values = keys.reached(wanted), further
    return Fitted(targets, keys, values, first, found, moves)


def _stepped(
    targets: Sequence[Target], keys: Keys, steps: Sequence[Step], found: Mapping[str, float]
) -> tuple[Step, ...]:
    """The next step of each entry, by how far off its target is."""
    far = {target.name: target.distance(found[target.name]) for target in targets}
    return tuple(step.next(far[fit.target]) for step, fit in zip(steps, keys.fits, strict=True))


def _worst(targets: Sequence[Target], found: Mapping[str, float]) -> str:
    """Say which target is missed most."""
    far = {target.name: abs(target.distance(found[target.name])) for target in targets}
    there = {name: 0.0 if math.isnan(one) else one for name, one in far.items()}
    worst = max(targets, key=lambda target: there[target.name])
    return f"furthest off: {worst.name}, {off(worst, found[worst.name])}"


def page(fitted: Fitted) -> str:
    """Return what was found, as Markdown."""
    told = [f"* {line}" for line in sentences(fitted)]
    parts = [key_lines(fitted), target_lines(fitted), told]
    return "\n".join("\n".join([*part, ""]) for part in parts if part)


def key_lines(fitted: Fitted) -> list[str]:
    """Return the table of the keys: where they were, where they are, and at which bound."""
    lines = ["| key | for | before | fitted | range | at its bound |", "|---|---|---|---|---|---|"]
    keys = fitted.keys
    for fit in keys.fits:
        for key in fit.keys:
            was, now = (f"{one[key]:.4g}" for one in (keys.before, fitted.values))
            span, stands = f"{fit.low:g} to {fit.high:g}", keys.stands(key, fitted.values)
            cells = (f"`{cell(key)}`", cell(fit.target), was, now, span, stands)
            lines.append(f"| {' | '.join(cells)} |")
    for key, value in keys.balanced(fitted.values).items():
        group, _, name = key.rpartition(".")
        was = f"{keys.groups[group][name]:.4g}"
        lines.append(f"| `{cell(key)}` | the rest of its group | {was} | {value:.4g} |  |  |")
    return lines


def target_lines(fitted: Fitted) -> list[str]:
    """Return the table of the targets: how far off each is before and after."""
    lines = [
        "| a year | published | before | off | after | off | within | met |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in fitted.targets:
        was, now = fitted.before[one.name], fitted.after[one.name]
        cells = (
            *(cell(one.name), one.span, one.told(was), off(one, was)),
            *(one.told(now), off(one, now), within(one), verdict(one, now)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def sentences(fitted: Fitted) -> list[str]:
    """Return why targets that are still off are so."""
    targets = {target.name: target for target in fitted.targets}
    found = []
    for i, fit in enumerate(fitted.keys.fits):
        target = targets[fit.target]
        off_at_all = target.distance(fitted.after[fit.target]) != 0.0
        reported_only = target.tolerance is None and not fitted.can_move[i] and off_at_all
        if reported_only or target.met(fitted.after[fit.target]) is False:
            found.append(_why(fitted, i, target))
    return found


def _why(fitted: Fitted, number: int, target: Target) -> str:
    """Say why a target is still off, of one entry."""
    fit, after = fitted.keys.fits[number], fitted.after[target.name]
    head, named = f"{target.name}: {off(target, after)}.", ", ".join(f"`{one}`" for one in fit.keys)
    if math.isnan(after):
        return f"{target.name}: nothing to measure. A longer run, or another indicator, is needed."
    if _went_away(target, fitted.before[target.name], after):
        return f"{head} It went away from the target as {named} moved: is this the key for it?"
    if fitted.can_move[number]:
        return f"{head} Not there yet: more rounds (rounds=N) go further."
    bounds = dict.fromkeys(fitted.keys.stands(key, fitted.values) for key in fit.keys)
    places = " and ".join(f"{one} bound" if one in {"upper", "lower"} else one for one in bounds)
    return f"{head} It cannot be reached: {named} cannot move further ({places})."


def _went_away(target: Target, before: float, after: float) -> bool:
    """Whether a target is further off than it was, on the same side."""
    was, now = target.distance(before), target.distance(after)
    return was * now > 0.0 and abs(now) > abs(was)


@dataclass(frozen=True, kw_only=True)
class Options(Words):
    """How long is fitted."""

    rounds: Count = 4


def main(arguments: Sequence[str]) -> int:
    """Fit, print the tables, and write them."""
    return carried_out(lambda: _fitted(arguments))


def _fitted(arguments: Sequence[str]) -> int:
    own, rest = own_folder_apart(arguments)
    options, overrides = parted(Options, rest)
    text = page(calibrated(chosen(overrides, own), options.rounds))
    if options.out is not None:
        leave(text, options.out)
    leave(text, None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
