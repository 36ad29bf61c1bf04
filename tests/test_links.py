"""Links of the documents: each leads to a file that is there, and to a heading that is in it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests import examples
from tests.examples import ROOT

DOCUMENTS = [
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
]
TOLD_IN = ("sim", "experiments", "configs", "tests")
"""Folders whose files name documents, such as docs/sources.md."""

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@cache
def anchors(document: str) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them (-1: the name comes again)."""
    found: list[str] = []
    for heading in _HEADING.findall(examples.prose(document)):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        anchor = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        again = found.count(anchor)
        found.append(f"{anchor}-{again}" if again else anchor)
    return set(found)


def wrong(document: str, link: str) -> bool:
    """Say whether a link leads to no file, or to no heading of it."""
    name, _, anchor = link.partition("#")
    path = (ROOT / document).parent.joinpath(name).resolve() if name else ROOT / document
    if not path.exists():
        return True
    if not anchor:
        return False
    return path.suffix != ".md" or anchor not in anchors(path.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = _LINK.findall(examples.prose(document))
    inside = [link for link in links if not re.match(r"\w+:", link)]
    assert [link for link in inside if wrong(document, link)] == []


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, to_read = set[str](), ["README.md"]
    while to_read:
        document = to_read.pop()
        if document in reached or not document.endswith(".md"):
            continue
        reached.add(document)
        here = (ROOT / document).parent
        links = (link.partition("#")[0] for link in _LINK.findall(examples.prose(document)))
        paths = (here.joinpath(link).resolve() for link in links if link and ":" not in link)
        to_read += [path.relative_to(ROOT).as_posix() for path in paths]
    assert set(DOCUMENTS) - reached <= {"CHANGELOG.md"}


def test_the_documents_that_code_names_are_there() -> None:
    paths = [
        path
        for folder in TOLD_IN
        for kind in ("*.py", "*.yaml", "*.j2")
        for path in (ROOT / folder).rglob(kind)
    ]
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in paths
        for name in re.findall(r"\bdocs/[\w/]+\.md\b", path.read_text(encoding="utf-8"))
    }
    assert [told for told in sorted(named) if not (ROOT / told[1]).exists()] == []


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("README.md", False),
        ("README.md#two-commands", False),
        ("README.md#no-such-heading", True),
        ("nothing.md", True),
        ("LICENSE#two-commands", True),
    ],
)
def test_a_broken_link_is_seen(link: str, broken: bool) -> None:
    assert wrong("CONTRIBUTING.md", link) is broken
