"""Write, or check, the expected output beside every script, with real CPython.

    python3 tests/scripts/regenerate.py --check
    python3 tests/scripts/regenerate.py --python python3.11 --python python3.13
    python3 tests/scripts/regenerate.py --python python3.11 --python python3.13 programs/pool.py

Scripts are `programs/*.py`, `benches/scripts/*.py`, `tests/scripts/<topic>/*.py` and
`tests/scripts/<topic>/<folder>/main.py`. Beside each stands `.out`, what it prints; and `.err`,
what it writes to stderr, where that is not empty. README.md in this folder describes the
directives at the top of a script.

The first --python writes `.out`; all of them must agree with it. The first one of version 3.13 or
newer writes `.err`; older ones word and underline errors otherwise, and are not asked.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STDERR_SINCE = (3, 13)
DEADLOCK_PATIENCE = 3
# A deadlocked script is killed, and what it has printed must be out by then, in whole lines. With
# `-u` (or PYTHONUNBUFFERED) print() writes a line and its end apart, and lets other threads between.
RUN_LINE_BUFFERED = """
import runpy, sys
sys.stdout.reconfigure(line_buffering=True)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
OUTPUT_WORDS = {"exact", "same-lines", "times-differ", "numbers-differ"}


class Script:
    """A script and its directives: the `# name: value` lines at its very top."""

    def __init__(self, path):
        self.path = path
        self.directives = {"output": "exact", "exit": "0", "args": "", "seconds": "1"}
        for line in path.read_bytes().decode("utf-8", "replace").splitlines():
            match = re.fullmatch(r"# (\w+): (.*)", line)
            if match is None:
                break
            name, value = match.groups()
            if name not in self.directives:
                raise ValueError(f"{path}: unknown directive {name!r}")
            self.directives[name] = value
        self.output = set(self.directives["output"].split())
        if not self.output <= OUTPUT_WORDS:
            raise ValueError(f"{path}: unknown kind of output in {self.directives['output']!r}")
        self.deadlocks = self.directives["exit"] == "deadlock"

    def __str__(self):
        return str(self.path.relative_to(ROOT))

    def run(self, python):
        """Run under `python`, as its folder's user would; give stdout, stderr and exit status."""
        how = ["-c", RUN_LINE_BUFFERED] if self.deadlocks else []
        command = [python, *how, self.path.name, *self.directives["args"].split()]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        environment.update(PYTHONDONTWRITEBYTECODE="1", PYTHONUTF8="1", PYTHON_COLORS="0")
        patience = (
            DEADLOCK_PATIENCE if self.deadlocks else 30 + 5 * float(self.directives["seconds"])
        )
        with subprocess.Popen(
            command,
            cwd=self.path.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            try:
                out, err = process.communicate(timeout=patience)
                status = str(process.returncode)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
                status = "deadlock"
        return out, own_frames(err, self.path.parent), status

    def comparable(self, text):
        """What of `text` must be the same in every run."""
        if "numbers-differ" in self.output:
            text = re.sub(r"\d+(\.\d+)?", "#", text)
        if "times-differ" in self.output:
            text = re.sub(r"\d+(\.\d+)?(?= m?s\b)", "#", text)
        if "same-lines" in self.output:
            text = "".join(sorted(text.splitlines(keepends=True)))
        return text


def own_frames(err, folder):
    """`err` with the script's folder cut from paths, and without frames of the standard library."""
    err = err.replace(f"{folder}{os.sep}", "")
    kept = []
    foreign = False
    for line in err.splitlines(keepends=True):
        # In a group of exceptions there is a margin before the text.
        text = re.sub(r"^ +\| ", "", line)
        frame = re.match(r'  File "([^"]*)", line \d+, in ', text)
        if frame:
            foreign = frame.group(1).startswith(("/", "<")) or ":" in frame.group(1)
        elif not text.startswith("    ") and not re.match(r"  \[(Previous|repeated)", text):
            foreign = False
        if not foreign:
            kept.append(line)
    return "".join(kept)


def all_scripts():
    patterns = [
        "programs/*.py",
        "benches/scripts/*.py",
        "tests/scripts/*/*.py",
        "tests/scripts/*/*/main.py",
    ]
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def version(python):
    code = "import sys; print(*sys.version_info[:2])"
    answer = subprocess.run(
        [python, "-c", code], stdout=subprocess.PIPE, check=True, encoding="ascii"
    )
    return tuple(int(part) for part in answer.stdout.split())


def diff(expected, found):
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected", "found", "", "", 1
    )
    return "\n".join(line.rstrip("\n") for line in lines)


def read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write(path, text):
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def examine(script, pythons, check):
    """Run `script` under every python; write or compare. Give a list of complaints."""
    complaints = []
    out_path, err_path = script.path.with_suffix(".out"), script.path.with_suffix(".err")
    expected_out = read(out_path) if check else None
    expected_err = None
    for python, number in pythons:
        out, err, status = script.run(python)
        if status != script.directives["exit"]:
            complaints.append(f"{script}: exit {status} under {python}\n{err}")
        if expected_out is None:
            expected_out = out
            if script.comparable(out) != script.comparable(read(out_path)) or not out_path.exists():
                out_path.write_text(out, encoding="utf-8")
        elif script.comparable(out) != script.comparable(expected_out):
            complaints.append(f"{script}: stdout differs under {python}\n{diff(expected_out, out)}")
        if number >= STDERR_SINCE and expected_err is None:
            expected_err = err
            if not check:
                write(err_path, err)
            elif err != read(err_path):
                difference = diff(read(err_path), err)
                complaints.append(f"{script}: stderr differs under {python}\n{difference}")
    return complaints


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument(
        "--python",
        action="append",
        metavar="PATH",
        help="a CPython to run; may be given again (default: python3)",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count(),
        metavar="N",
        help="scripts to run at the same time (default: the number of cores)",
    )
    parser.add_argument("scripts", nargs="*", type=pathlib.Path, help="default: all of them")
    arguments = parser.parse_args()

    pythons = [(python, version(python)) for python in arguments.python or ["python3"]]
    scripts = [Script(path.resolve()) for path in arguments.scripts or all_scripts()]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        results = pool.map(lambda script: examine(script, pythons, arguments.check), scripts)
        complaints = [complaint for result in results for complaint in result]
    for complaint in complaints:
        print(complaint.rstrip())
    print(f"{len(scripts)} scripts, {len(complaints)} complaints", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
