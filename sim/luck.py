"""Luck: random numbers as a pure function of the patient's key, the purpose, and a count.

The generator is SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, doi 10.1145/2660193.2660195, with
Stafford's variant 13 of the finaliser) read at a counter: the n-th output of the stream that a
patient's key seeds. Nothing is stored: a patient has the same luck in every scenario, whatever the
engine, the order of events or the number of workers.
"""

from __future__ import annotations

import math
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

_GOLDEN: Final = 0x9E3779B97F4A7C15
_MASK: Final = 0xFFFFFFFFFFFFFFFF
_UNIT: Final = 2.0**-52
_CENTRE: Final = 0.425  # AS 241: central region
_NEAR: Final = 5.0  # AS 241: where the far tail begins

# What a draw is for. Append only: a number that changes its meaning changes every result.
ACUITY: Final = 1
COMPLEXITY: Final = 2
RESIDUAL: Final = 3
ORIGIN: Final = 4  # home and condition of a patient who lies in bed at the start
FIRST_CONTACT: Final = 5  # count: facility, by name
COMPLIANCE: Final = 6
NEEDED: Final = 7  # whether a repeat visit is needed
RETURNING: Final = 8
STOCKED: Final = 9
SERVICE_NEEDED: Final = 10  # count: service, by name
SERVICE_TIME: Final = 11  # count: service, by name
RECOGNITION: Final = 12
ACCEPTANCE: Final = 13
FORMAL: Final = 14
GREEN: Final = 15
FIXED_ROUTE: Final = 16
ADMISSION: Final = 17
OPERATION: Final = 18
BEFORE_OPERATION: Final = 19
OPERATION_TIME: Final = 20
STAY: Final = 21
STEP_DOWN_ELIGIBLE: Final = 22
STEP_DOWN_PROPOSED: Final = 23
STEP_DOWN_ACCEPTED: Final = 24
READ_AT_HUB: Final = 25  # count: service, by name
EXPERT_ACCEPTED: Final = 27
EXPERT_TIME: Final = 28
SAMPLED: Final = 29  # whether the record of a sample holds the patient
TIE: Final = 160  # order of patients whom a file of arrivals brings at one instant
PLACED: Final = 161  # as a key: candidates for a patient whose first facility a file gives
RECOVERY: Final = 80  # length of the stay below after a step-down
OBSERVED: Final = 81  # whether observation is enough
OBSERVATION_TIME: Final = 82
DISCHARGE_HOUR: Final = 83
BOUNCE_BACK: Final = 84  # whether a patient gets worse below
BOUNCE_BACK_TIME: Final = 85  # after which part of the recovery
STABILISATION: Final = 120
WORSENING: Final = 121
PATHWAY: Final = 122  # whether a patient has a time-critical diagnosis, which, and shows a finding
SYMPTOMS: Final = 123  # time from onset until care is sought
DIAGNOSED: Final = 124  # whether the doctor sees that diagnosis, or a critical finding
AGREED: Final = 125
DEVICE_MEANT: Final = 126
LYSIS: Final = 127
NEEDLE_TIME: Final = 128
BYPASS: Final = 129
ACTIVATION: Final = 130
DEVICE_TIME: Final = 131
FORMAL_TRANSFER: Final = 132
STAYING_HOME: Final = 40  # the Gumbel of seeking no care
CLOSED: Final = 41  # whether the patient goes to emergency if the clinic is closed
GRADE: Final = 100  # of the operation
# 60 to 79: referral and the green channel
UNNECESSARY: Final = 60  # whether a case within the facility is sent up
SENT_DOWN: Final = 62  # whether an outpatient is sent down with a plan
CALLED: Final = 64  # whether a critical finding is called in
MUTUAL: Final = 61  # whether the results that a patient brings are accepted
CHRONIC: Final = 141  # count: 0 day of follow-up, 1 hour, 2 whose exacerbation; as a key: number
CONTROL: Final = 142  # count: 0 how easily controlled, 1 how long ago the last follow-up was
HAPPENS: Final = 143  # whether a person comes, or an exacerbation happens
FOLLOWED_AT_BASE: Final = 144
RECALLED: Final = 145  # whether a person in management is called in to follow-ups
BY_ONESELF: Final = 146  # whether a person who is not called in comes on an occasion
FOLLOW_UP: Final = 140  # count: 0 how many, 1 after how long; as a key of others: their number
CONTRACTED: Final = 42  # whether the patient has a contract with a family doctor
DAY_SUITED: Final = 101  # whether the operation can be done in a day
DAY_CHOSEN: Final = 102  # whether it is done in a day
DAY_RECOVERY: Final = 103
PATIENCE: Final = 104  # count: service, by name
NO_SHOW: Final = 105  # whether a booked ticket is not used
REBOOKING: Final = 106
RETURNS: Final = 107  # whether the patient comes again after treatment
RETURN_TIME: Final = 108
RETURN_HIGHER: Final = 109
TICKET_PATIENCE: Final = 43  # days for a ticket
WITHOUT_TICKET: Final = 44  # what a patient without a ticket in time does
BROUGHT_IN: Final = 45  # whether an ambulance brings an urgent patient at the first contact


def mix(z: int) -> int:
    """Return the SplitMix64 finaliser of a 64-bit integer."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def uniform(key: int, purpose: int, hop: int = 0, count: int = 0) -> float:
    """Return a number strictly between 0 and 1; hop is below 4096 and count below 2**36."""
    z = (key + _GOLDEN * ((purpose << 48) | (hop << 36) | count)) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return (((z ^ (z >> 31)) >> 12) + 0.5) * _UNIT


def stream_key(seed: int, replication: int, *names: str) -> int:
    """Return the 64-bit key of a stream of patients, the same on every machine."""
    text = "\0".join((str(seed), str(replication), *names))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def name_number(name: str) -> int:
    """Return a number below 2**36 for a name, used as the count of draws for that name.

    So the luck of one facility or service does not shift when another is added.
    """
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") >> 28


def patient_keys(stream: int, first: int, count: int) -> npt.NDArray[np.uint64]:
    """Return the keys of patients ``first`` to ``first + count - 1`` of a stream."""
    numbers = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    numbers *= np.uint64(_GOLDEN)
    numbers += np.uint64(stream)
    return _mixed(numbers)


def further_keys(keys: npt.NDArray[np.uint64], purpose: int, number: int) -> npt.NDArray[np.uint64]:
    """Return keys derived from patients' keys: the ``number``-th of each patient, from 1."""
    index = np.array([_GOLDEN * ((purpose << 48) | (1 << 36) | number) & _MASK], dtype=np.uint64)
    return _mixed(keys + index)


def tried_keys(
    keys: npt.NDArray[np.uint64], purpose: int, first: int, count: int
) -> npt.NDArray[np.uint64]:
    """Return the derived keys ``first`` to ``first + count - 1`` of each patient."""
    numbers = np.arange(first, first + count, dtype=np.uint64)
    numbers += np.uint64((purpose << 48) | (1 << 36))
    numbers *= np.uint64(_GOLDEN)
    return _mixed(keys[:, None] + numbers)


def uniforms(
    keys: npt.NDArray[np.uint64], purpose: int, hop: int = 0, count: int = 0
) -> npt.NDArray[np.float64]:
    """Return :func:`uniform` of many keys at once."""
    index = np.array([_GOLDEN * ((purpose << 48) | (hop << 36) | count) & _MASK], dtype=np.uint64)
    z = _mixed(keys + index)
    z >>= np.uint64(12)
    u = z.astype(np.float64)
    u += 0.5
    u *= _UNIT
    return u


def _mixed(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Mix numbers in place: new memory would take longer than the arithmetic."""
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def normal_quantile(u: float) -> float:
    """Return the standard normal quantile.

    Algorithm AS 241 (PPND16), Wichura 1988, Applied Statistics 37:477, about 1 part in 10**16.
    """
    q = u - 0.5
    if -_CENTRE <= q <= _CENTRE:
        r = 0.180625 - q * q
        return q * _central_numerator(r) / _central_denominator(r)
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    x = _near_tail(r - 1.6) if r <= _NEAR else _far_tail(r - _NEAR)
    return -x if q < 0.0 else x


def _central_numerator(r: float) -> float:
    n = 2509.0809287301226727 * r + 33430.575583588128105
    n = (n * r + 67265.770927008700853) * r + 45921.953931549871457
    n = (n * r + 13731.693765509461125) * r + 1971.5909503065514427
    return (n * r + 133.14166789178437745) * r + 3.387132872796366608


def _central_denominator(r: float) -> float:
    d = 5226.495278852854561 * r + 28729.085735721942674
    d = (d * r + 39307.89580009271061) * r + 21213.794301586595867
    d = (d * r + 5394.1960214247511077) * r + 687.1870074920579083
    return (d * r + 42.313330701600911252) * r + 1.0


def _near_tail(r: float) -> float:
    n = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    n = (n * r + 0.24178072517745061177) * r + 1.27045825245236838258
    n = (n * r + 3.64784832476320460504) * r + 5.7694972214606914055
    n = (n * r + 4.6303378461565452959) * r + 1.42343711074968357734
    d = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    d = (d * r + 0.0151986665636164571966) * r + 0.14810397642748007459
    d = (d * r + 0.68976733498510000455) * r + 1.6763848301838038494
    d = (d * r + 2.05319162663775882187) * r + 1.0
    return n / d


def _far_tail(r: float) -> float:
    n = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    n = (n * r + 0.0012426609473880784386) * r + 0.026532189526576123093
    n = (n * r + 0.29656057182850489123) * r + 1.7848265399172913358
    n = (n * r + 5.4637849111641143699) * r + 6.6579046435011037772
    d = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
    d = (d * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4
    d = (d * r + 0.0148753612908506148525) * r + 0.13692988092273580531
    d = (d * r + 0.59983220655588793769) * r + 1.0
    return n / d


def gumbel(u: float) -> float:
    """Return the standard Gumbel quantile: the luck that a logit choice adds to a utility."""
    return -math.log(-math.log(u))


def gumbels(u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return :func:`gumbel` of many at once."""
    quantiles: npt.NDArray[np.float64] = -np.log(-np.log(u))
    return quantiles


FIXED: Final = 0
EXPONENTIAL: Final = 1
LOGNORMAL: Final = 2
NORMAL: Final = 3
UNIFORM: Final = 4
TRIANGULAR: Final = 5


def duration(form: int, a: float, b: float, c: float, u: float) -> float:
    """Return the quantile ``u`` of a distribution.

    Its form is fixed a; exponential of mean a; lognormal of mu a, sigma b; normal of mean a,
    deviation b, cut off to its upper share c; uniform from a to b; or triangular from a to c with
    mode b.
    """
    if form == LOGNORMAL:
        return math.exp(a + b * normal_quantile(u))
    if form == EXPONENTIAL:
        return -a * math.log(1.0 - u)
    if form == FIXED:
        return a
    if form == NORMAL:
        return a - b * normal_quantile((1.0 - u) * c)
    if form == UNIFORM:
        return a + (b - a) * u
    return _triangular(a, b, c, u)


def _triangular(low: float, mode: float, high: float, u: float) -> float:
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))
