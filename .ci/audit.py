"""Look up the known vulnerabilities of everything that .venv contains.

Exits with 1 if there are any; where the package index has no such data, with 0 after saying so, or
with 1 if `--must` is given.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(__file__).parents[1] / ".venv" / "bin"


def main() -> int:
    """Audit, show what was found, and return the exit code."""
    freeze = [BIN / "python", "-m", "pip", "freeze", "--exclude-editable"]
    lock = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(lock)
        file.flush()
        command = [BIN / "pip-audit", "--no-deps", "--disable-pip", "-f", "json", "-r", file.name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return _not_audited("no answer within a minute")
    try:
        libraries = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return _not_audited(done.stderr.strip().splitlines()[-1:])
    audited = [library for library in libraries if "vulns" in library]
    skipped = [library["name"] for library in libraries if "vulns" not in library]
    found = [(library, fault) for library in audited for fault in library["vulns"]]
    for library, fault in found:
        mends = ", ".join(fault["fix_versions"]) or "none yet"
        print(f"{library['name']} {library['version']}: {fault['id']}, mended in: {mends}")  # noqa: T201
    if skipped:
        code = _not_audited(f"no data on {len(skipped)} of {len(libraries)} libraries")
    else:
        print(f"Audited {len(audited)} libraries.")  # noqa: T201
        code = 0
    return 1 if found else code


def _not_audited(reason: object) -> int:
    print(f"Not everything was audited: {reason}.")  # noqa: T201
    return 1 if "--must" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
