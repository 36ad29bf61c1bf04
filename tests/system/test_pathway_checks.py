"""Pathways that contradict the rest of the system."""

from __future__ import annotations

from dataclasses import replace

from sim.system.checks.pathways import wrong_pathways
from sim.system.pathways import Pathway
from tests.systems import tiny_system

WAY = Pathway(condition="heart", share=0.6, diagnosis=("ecg",), device="theatre")


def said(**pathways: Pathway) -> list[str]:
    return [str(fault) for fault in wrong_pathways(tiny_system(pathways=pathways))]


def test_a_pathway_may_name_what_the_network_has_not() -> None:
    assert (
        said(one=WAY, two=replace(WAY, share=0.4, device="cath_lab", skips=("tomography",))) == []
    )


def test_a_name_that_is_misspelt_is_a_fault() -> None:
    wrong = replace(WAY, diagnosis=("ecgs",), device="theater")
    assert said(one=wrong) == [
        "pathways.one.diagnosis.0 = ecgs: expected a service of some flow (did you mean 'ecg'?)",
        "pathways.one.device = theater: expected a station of a facility (did you mean 'theatre'?)",
    ]


def test_the_diagnoses_of_a_condition_are_no_more_than_its_patients() -> None:
    assert said(one=WAY, two=WAY) == [
        "pathways.two.share = 1.2 in all of heart: expected shares of a condition that add up to at"
        " most 1"
    ]
