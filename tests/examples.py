"""Examples in the documents, read from the files themselves, and run as a reader would."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = ".venv/bin/tierflow"
PYTHON = ".venv/bin/python"
SHORT = ("run.days=0.4", "run.warmup_days=0", "run.replications=2", "run.workers=1")
"""What is put behind an example so that it ends soon: half a day, twice, in a small network."""

_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCES = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"^`([\w/]+\.\w+)`[^\n]*:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SETTING = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*=[^`]+)`")


def text(document: str) -> str:
    """The text of a document of this repository."""
    return (ROOT / document).read_text(encoding="utf-8")


def prose(document: str) -> str:
    """The text of a document without its fenced blocks."""
    return _FENCES.sub("", text(document))


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [body for name, body in _FENCED.findall(text(document)) if name == language]


def files(document: str) -> dict[str, str]:
    """Blocks whose name stands in the line before them, as in: `my/lever.yaml`:."""
    return dict(_FILE.findall(text(document)))


def settings(document: str) -> list[str]:
    """Overrides that stand in running text."""
    return [found for found in _SETTING.findall(prose(document)) if "FOLDER" not in found]


@dataclass(frozen=True)
class Command:
    """One command of a shell block."""

    words: tuple[str, ...]
    env: tuple[tuple[str, str], ...] = ()

    @property
    def installs(self) -> bool:
        """Whether it sets up an environment."""
        return "venv" in self.words or "pip" in self.words[0] or "pytest" in self.words

    def __str__(self) -> str:
        """As it would be typed."""
        return shlex.join(self.words)


def commands(document: str) -> list[Command]:
    """All commands of a document's shell blocks, in order."""
    lines = [line for block in blocks(document, "sh") for line in block.splitlines()]
    parts = [part for line in lines for part in _parts(shlex.split(line, comments=True))]
    return [_command(part) for part in parts if part]


def _parts(words: list[str]) -> list[list[str]]:
    """Commands between ``&&``."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "&&":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _command(words: list[str]) -> Command:
    count = next(i for i, word in enumerate(words) if not re.match(r"[A-Z]+=", word))
    env = tuple((name, value) for name, _, value in (word.partition("=") for word in words[:count]))
    return Command(tuple(words[count:]), env)


def run(command: Command, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, as a reader would with an environment of his own there."""
    words = list(command.words)
    if words[0] == COMMAND:
        words = [*_tierflow(), *words[1:]]
    elif words[0] in {"python", PYTHON}:
        words[0] = sys.executable
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])}
    own = {name: value for name, value in command.env if name != "PYTHONPATH"}
    return subprocess.run(
        [*words, *more], cwd=folder, env=env | own, text=True, capture_output=True, check=False
    )


def shortened(command: Command) -> tuple[str, ...]:
    """What makes a command short: nothing for those that play no patients."""
    if command.words[0] != COMMAND and "-m" not in command.words:
        return ()
    if {"check", "report"} & set(command.words):
        return ()
    named = any(word.startswith(("network=", "case=")) for word in command.words)
    return SHORT if named else (*SHORT, "network=three_tier")


def _tierflow() -> list[str]:
    """The console command of this environment; of a bare checkout, what it would call."""
    script = shutil.which("tierflow", path=str(Path(sys.executable).parent))
    start = "from sim.cli import main; raise SystemExit(main())"
    return [script] if script else [sys.executable, "-c", start]
