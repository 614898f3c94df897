"""Opening a page in headless Chromium, from the disk, as a user would by a double click."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "no Chromium is installed to open the page in"
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)


def ask(page: Path, script: str, *, fragment: str = "", size: tuple[int, int] = (1300, 900), wait: int = 0) -> Any:
    """Open a page's folder, run a script in it, and give back what it hands to `answer(value)`.

    The script runs once the page stands; `wait` are milliseconds of the page's own clock that pass before the page is
    read, for what it loads later. A file for the script, and a page with it, are added to the folder.
    """
    with_script = page.with_name("asked.html")
    end = '<pre id="answer"></pre><script src="asked.js"></script></body>'
    with_script.write_text(page.read_text(encoding="utf-8").replace("</body>", end), encoding="utf-8")
    answer = "const answer = (value) => { document.getElementById('answer').textContent = JSON.stringify(value); };\n"
    page.with_name("asked.js").write_text(f"{answer}{script}", encoding="utf-8")
    dumped = _run(with_script, fragment, size, "--dump-dom", *([f"--virtual-time-budget={wait}"] if wait else []))
    found = _ANSWER.search(dumped)
    assert found, dumped[-2000:]
    assert found[1], "the script gave no answer"
    return json.loads(html.unescape(found[1]))


def dumped(page: Path, fragment: str = "", wait: int = 3000) -> str:
    """What stands in the page once all is loaded, as markup."""
    return _run(page, fragment, (1300, 900), "--dump-dom", f"--virtual-time-budget={wait}")


def _run(page: Path, fragment: str, size: tuple[int, int], *more: str) -> str:
    assert CHROMIUM, MISSING
    with tempfile.TemporaryDirectory() as profile:
        window = f"--window-size={size[0]},{size[1]}"
        address = page.resolve().as_uri() + fragment
        command = [CHROMIUM, *_FLAGS, window, f"--user-data-dir={profile}", *more, address]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout
