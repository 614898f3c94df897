"""The recipes of docs/updating.md, tried as far as a machine without their schedulers allows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

PAGE = (Path(__file__).parents[1] / "docs" / "updating.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def stub(folder: Path, code: int) -> None:
    """A program in the place of `visits` that says something and ends with a code."""
    program = folder / ".venv" / "bin" / "visits"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "told: $*"\nexit {code}\n')
    program.chmod(0o755)


def sh(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-e", "-c", script], cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.mark.parametrize(("code", "mailed"), [(0, ""), (4, ""), (3, "told: update\n"), (2, "told: update\n")])
def test_cron_mails_the_log_when_something_went_wrong(tmp_path: Path, code: int, mailed: str) -> None:
    (line,) = blocks("cron")
    match = re.fullmatch(r"((?:\S+ ){5})(.*)\n", line)
    assert match
    assert "%" not in match[2]  # which cron would take for a line end
    stub(tmp_path, code)
    ran = sh(match[2].replace("/srv/visits", str(tmp_path)), tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, mailed, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    stub(tmp_path, 0)
    service, timer = blocks("ini")
    (tmp_path / "visits-update.service").write_text(service.replace("/srv/visits", str(tmp_path)))
    (tmp_path / "visits-update.timer").write_text(timer)
    for unit in ("visits-update.service", "visits-update.timer"):
        command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        told = [line for line in ran.stderr.splitlines() if "visits-update" in line]
        assert not told, ran.stderr
    calendar = re.search(r"OnCalendar=(.*)", timer)
    assert calendar
    subprocess.run(["systemd-analyze", "calendar", calendar[1]], capture_output=True, timeout=600, check=True)


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (1, 1), (2, 2), (3, 0), (4, 4)])
def test_the_workflow_goes_on_when_only_a_source_failed(tmp_path: Path, code: int, ends: int) -> None:
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    assert workflow[True]["schedule"][0]["cron"] == "17 5 * * *"  # YAML reads the key `on` as true
    steps = {step.get("name"): step for step in workflow["jobs"]["update"]["steps"]}
    stub(tmp_path, code)
    ran = sh(steps["Update"]["run"], tmp_path)
    assert ran.returncode == ends
    assert (tmp_path / "update.json").read_text() == "told: update --json\n"
    assert ("::warning::" in ran.stdout) == (code == 3)


def test_the_workflow_keeps_the_store_and_gathers_the_dataset(tmp_path: Path) -> None:
    steps = {step.get("name"): step for step in yaml.safe_load(blocks("yaml")[0])["jobs"]["update"]["steps"]}
    work = tmp_path / "work"
    (work / "data" / "raw" / "fetched" / ".state").mkdir(parents=True)
    (work / "data" / "raw" / "fetched" / ".state" / "fetch.sqlite").write_text("state")
    (work / "data" / "processed" / ".releases").mkdir(parents=True)
    (work / "data" / "processed" / ".releases" / "visits.csv").write_text("rows")
    (work / "data" / "processed" / "visits.csv").symlink_to(".releases/visits.csv")
    (work / ".gitignore").write_text(".state/\ndata/processed/\n")
    home = f"export HOME={tmp_path} GIT_CONFIG_NOSYSTEM=1\n"
    origin = tmp_path / "origin.git"
    sh(f"{home}git init -q --bare -b main {origin} && git init -q -b main", work).check_returncode()
    sh(f"{home}git remote add origin {origin} && git config push.autoSetupRemote true", work).check_returncode()
    for _ in range(2):  # the second time there is nothing to commit
        ran = sh(home + steps["Keep what was fetched"]["run"], work)
        assert ran.returncode == 0, ran.stderr
    kept = sh(f"git --git-dir {origin} ls-tree -r --name-only main", work).stdout.split()
    assert kept == ["data/raw/fetched/.state/fetch.sqlite"]
    sh(steps["Gather the dataset"]["run"], work).check_returncode()
    assert os.listdir(work / "dataset") == ["visits.csv"]
    assert not (work / "dataset" / "visits.csv").is_symlink()
