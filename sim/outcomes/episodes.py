"""Episodes: what a whole episode adds, counted when the patient leaves.

An episode is *resolved* when it has definitive treatment, or is over without. A patient who was
treated beyond the facility's capability and will come again after the end of the run is not treated
yet.
"""

from __future__ import annotations

import math

from sim.contract import (
    ELSEWHERE,
    NOT_SOUGHT,
    NOWHERE,
)
from sim.contract import TREATED as ENDED_TREATED
from sim.episodes import CourseRow, EpisodeRow
from sim.outcomes.cells import (
    add_everywhere,
    add_to_need,
    count_case,
    count_everywhere,
    count_kind,
    count_there,
    observed,
)
from sim.outcomes.chronic import count_person
from sim.outcomes.facts import (
    ALLIANCE_REFERRAL,
    AT_BASE,
    AVOIDABLE,
    BEYOND,
    BY_EXPERT,
    BY_FIRST_CONTACT,
    BY_ONESELF,
    BY_REFERRAL,
    BY_TREATMENT,
    BYPASSED,
    CONTACTS,
    DOWN,
    ENDS,
    FELL_ILL,
    FORMAL_REFERRAL,
    GRADED,
    GREEN_REFERRAL,
    HIGH_GRADE,
    HIGH_LOCAL,
    INSIDE_AT_END,
    LEFT_TREATED,
    LEVEL,
    MOVED,
    NOT_SEEKING,
    ONSET_TO_TREATMENT,
    PEOPLE,
    RECEIVED,
    RECEIVED_UP,
    REFERRED_DOWN,
    REFERRED_NEEDED,
    REFERRED_UP,
    RETURNED,
    SELF_REFERRAL,
    SELF_REFERRED,
    SUITED,
    TIERS,
    TOP_GRADE,
    TREATED,
    TREATED_IN,
    WENT_UP,
)
from sim.outcomes.rows import Books, Kind, Visit
from sim.outcomes.tickets import see_offer
from sim.outcomes.visits import count_primary, count_spared, count_tests, count_visit
from sim.outcomes.ways import count_way
from sim.rules.notes import ALLIED, UNNEEDED, WAY, by_letter, noted
from sim.rules.notes import DOWN as DOWN_WAY
from sim.rules.notes import GREEN as GREEN_WAY
from sim.system.acuity import LAST_URGENT
from sim.system.surgery import GRADES

_OUTSIDE = TIERS.index("outside")
_HOME = _TREATED = ENDS - 1
_DISTRICT = TIERS.index("district")
_HIGH = 3
"""Grade from which operations count as high."""


def see_leaver(t: Books, episode: EpisodeRow, courses: list[CourseRow]) -> None:
    """Count an episode, and its visits; ``courses`` are those of the block."""
    who = t.who[episode.patient]
    kind = t.frame.kind[who]
    t.head[who][PEOPLE] += 1
    if math.isnan(episode.left):
        t.head[who][INSIDE_AT_END] += 1
    if kind.resident == 0:
        resolved = _resolved(t, episode)
        if observed(t, episode.onset):
            _count_contact(t, episode, who)
        if observed(t, resolved):
            _count_treatment(t, episode, who)
            if episode.person != NOWHERE:
                count_person(t, episode, who)
        if _in_network(t, episode.first_facility):
            count_way(t, episode, courses, kind, resolved)
        see_offer(t, episode, kind)
        _close_visits(t, episode, who)


def _resolved(t: Books, episode: EpisodeRow) -> float:
    """Return when an episode was resolved; NaN: it is not yet."""
    if math.isnan(episode.treated_at):
        return episode.left
    if math.isnan(episode.left) and episode.beyond == 1 and _is_to_return(t, episode):
        return math.nan
    return episode.treated_at


def _is_to_return(t: Books, episode: EpisodeRow) -> bool:
    """Say whether a patient who is inside waits at home to come again."""
    v, found = t.open[episode.patient], False
    while v != 0:
        found = t.visit[v].to_return < math.inf
        v = t.visit[v].following
    return found and episode.returned == 0


def _in_network(t: Books, facility: int) -> bool:
    """Say whether a facility (NOWHERE: none) is one of the network."""
    return facility != NOWHERE and t.frame.facility[facility].network == 1


def _count_contact(t: Books, episode: EpisodeRow, who: int) -> None:
    """Count the first contact."""
    kind, facility = t.frame.kind[who], episode.first_facility
    if facility == NOWHERE:
        if episode.ending == NOT_SOUGHT:
            count_kind(t, who, NOT_SEEKING)
            count_kind(t, who, FELL_ILL)
        if episode.ending == ELSEWHERE:
            t.flow[BY_FIRST_CONTACT * ENDS + _HOME][_OUTSIDE] += 1
        return
    row = t.frame.facility[facility]
    t.flow[BY_FIRST_CONTACT * ENDS + _HOME][row.tier] += 1
    if row.network == 0:
        count_primary(t, who, facility)
        return
    count_kind(t, who, CONTACTS)
    count_kind(t, who, FELL_ILL)
    if row.primary == 1:
        count_kind(t, who, AT_BASE)
    if episode.base_could == 1 and kind.acuity > LAST_URGENT:
        count_kind(t, who, SUITED)
        if row.primary == 0:
            count_kind(t, who, BYPASSED)


def _count_treatment(t: Books, episode: EpisodeRow, who: int) -> None:
    """Count where the episode was treated."""
    facility = episode.treated_facility
    if facility == NOWHERE or math.isnan(episode.treated_at):
        if episode.ending == ELSEWHERE:
            _count_treated_in(t, who, _OUTSIDE)
        return
    row = t.frame.facility[facility]
    _count_treated_in(t, who, row.tier)
    if row.network == 0:
        return
    kind = t.frame.kind[who]
    hours = episode.treated_at - episode.onset
    count_case(t, episode, kind, facility, TREATED)
    add_everywhere(t, kind, facility, ONSET_TO_TREATMENT, hours)
    add_to_need(t, episode, kind, ONSET_TO_TREATMENT, hours)
    if episode.beyond == 1:
        count_case(t, episode, kind, facility, BEYOND)
    if episode.expert == 1:
        count_case(t, episode, kind, facility, BY_EXPERT)
    if episode.operated > 0 and episode.grade > 0:
        _count_grade(t, episode, kind)


def _count_grade(t: Books, episode: EpisodeRow, kind: Kind) -> None:
    """Count the grade of the operation."""
    facility = episode.treated_facility
    count_everywhere(t, kind, facility, GRADED)
    if episode.grade < _HIGH:
        return
    count_everywhere(t, kind, facility, HIGH_GRADE)
    if episode.grade == GRADES:
        count_everywhere(t, kind, facility, TOP_GRADE)
    if t.frame.facility[facility].tier <= _DISTRICT:
        count_everywhere(t, kind, facility, HIGH_LOCAL)


def _count_treated_in(t: Books, who: int, tier: int) -> None:
    """Count at which tier the episode was treated."""
    count_kind(t, who, TREATED_IN + tier)
    t.flow[BY_TREATMENT * ENDS + tier][_TREATED] += 1


def _close_visits(t: Books, episode: EpisodeRow, who: int) -> None:
    """Count the visits of an episode and the moves between them; then free their slots.

    Also count whether a patient who left treated comes again, at the last facility.
    """
    first, last = t.open[episode.patient], 0
    v = first
    while v != 0:
        visit = t.visit[v]
        if visit.came == 1:
            if last != 0 and t.visit[last].hop + 1 == visit.hop:
                _count_move(t, t.visit[last], visit, who, noted(episode, visit.hop - 1))
            count_visit(t, visit, who, episode.base_could)
            count_tests(t, visit, who, noted(episode, visit.hop))
            count_spared(t, visit, who, noted(episode, visit.hop))
        if observed(t, visit.to_return):
            count_everywhere(t, t.frame.kind[who], visit.facility, LEFT_TREATED)
            count_everywhere(t, t.frame.kind[who], visit.facility, RETURNED)
        last, v = v, visit.following
    if last != 0:
        if episode.returned == 0 and episode.ending == ENDED_TREATED and observed(t, episode.left):
            count_everywhere(t, t.frame.kind[who], t.visit[last].facility, LEFT_TREATED)
        t.visit[last].following = t.used[0].free_visit
        t.used[0].free_visit = first
        t.open[episode.patient] = 0


def _channel(t: Books, here: Visit, there: Visit, way: int) -> int:
    """Return how a patient goes; one who goes up without a noted way goes without a letter."""
    if way == DOWN_WAY:
        return DOWN
    if _is_up(t, here, there) == 0:
        return LEVEL
    return BY_REFERRAL if by_letter(way) else BY_ONESELF


def _is_up(t: Books, here: Visit, there: Visit) -> int:
    """Return 1 for a move to a higher tier."""
    if NOWHERE in (here.facility, there.facility):
        return 0
    return int(t.frame.facility[there.facility].tier > t.frame.facility[here.facility].tier)


def _count_move(t: Books, here: Visit, there: Visit, who: int, what: int) -> None:
    """Count a move from one facility to another, of which something is noted."""
    facility, target, kind = here.facility, there.facility, t.frame.kind[who]
    if facility == target or NOWHERE in (facility, target):
        return
    if observed(t, there.began):
        _count_there(t, here, there, kind, what)
    if observed(t, there.seen) and _channel(t, here, there, what & WAY) not in (DOWN, LEVEL):
        hours = there.seen - min(here.decided, there.began)
        _add_hours(t, kind, facility, what & WAY, hours)


def _count_there(t: Books, here: Visit, there: Visit, kind: Kind, what: int) -> None:
    """Count a move that began in the window, at both facilities."""
    facility, target = here.facility, there.facility
    count_everywhere(t, kind, facility, MOVED)
    count_there(t, kind, target, RECEIVED)
    channel = _channel(t, here, there, what & WAY)
    tiers = t.frame.facility[facility].tier, t.frame.facility[target].tier
    t.flow[channel * ENDS + tiers[0]][tiers[1]] += 1
    if channel == BY_REFERRAL:
        count_there(t, kind, target, RECEIVED_UP)
    if channel == DOWN:
        count_everywhere(t, kind, facility, REFERRED_DOWN)
    elif channel != LEVEL:
        _count_up(t, kind, facility, channel, what)


def _count_up(t: Books, kind: Kind, facility: int, channel: int, what: int) -> None:
    """Count a move up, at the facility where it begins."""
    count_everywhere(t, kind, facility, WENT_UP)
    if what & UNNEEDED != 0:
        count_everywhere(t, kind, facility, AVOIDABLE)
    if channel == BY_ONESELF:
        count_everywhere(t, kind, facility, SELF_REFERRED)
        return
    count_everywhere(t, kind, facility, REFERRED_UP)
    if what & UNNEEDED == 0:
        count_everywhere(t, kind, facility, REFERRED_NEEDED)


def _add_hours(t: Books, kind: Kind, facility: int, way: int, hours: float) -> None:
    """Add the time from the decision to the doctor above, at the facility that refers."""
    if way == GREEN_WAY:
        add_everywhere(t, kind, facility, GREEN_REFERRAL, hours)
    elif by_letter(way):
        add_everywhere(t, kind, facility, FORMAL_REFERRAL, hours)
        if way == ALLIED:
            add_everywhere(t, kind, facility, ALLIANCE_REFERRAL, hours)
    else:
        add_everywhere(t, kind, facility, SELF_REFERRAL, hours)
