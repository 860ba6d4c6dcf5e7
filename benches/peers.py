"""Run the same programs under gilscope, CPython and Lua, and print how they compare.

    cargo build --release
    python3 benches/peers.py
    python3 benches/peers.py --runs 11 --python python3.11 --python python3.13 fib sieve
    python3 benches/peers.py --gilscope target/release/gilscope \\
                             --gilscope 'target/release/gilscope --gil off' --python python3

The programs are benches/scripts/*.py; those that have a .lua beside them, the same algorithm, run
under Lua too. Times are CPU time (user and system, start-up included), the median of the runs; the
peers take turns, so that a busy or warming machine is unfair to all of them alike. A ratio says how
many times faster the first gilscope is: above 1 it is ahead. A program whose output is not the same
everywhere is marked, and the exit status is 1.
"""

import argparse
import json
import math
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BENCHES = pathlib.Path(__file__).resolve().parent
GILSCOPE = BENCHES.parent / "target" / "release" / "gilscope"


class Peer:
    """A command that runs programs with one file suffix."""

    def __init__(self, command, suffix):
        self.words = shlex.split(command)
        self.suffix = suffix
        self.name = " ".join([pathlib.Path(self.words[0]).name, *self.words[1:]])

    def file(self, program):
        path = program.with_suffix(self.suffix)
        return path if path.exists() else None

    def run(self, path):
        """Run `path` once; give CPU seconds, elapsed seconds, peak memory in KiB, and stdout."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            start = time.perf_counter()
            process = subprocess.Popen(
                [*self.words, str(path)], stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )
            _, status, usage = os.wait4(process.pid, 0)
            elapsed = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if process.returncode != 0:
                text = err.read().decode("utf-8", "replace").strip()
                raise RuntimeError(f"exit status {process.returncode}: {text[-300:]}")
            output = out.read().decode("utf-8", "replace").split()
        return usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss, output


class Measured:
    """All runs of one program under one peer."""

    def __init__(self):
        self.cpu, self.elapsed, self.memory = [], [], []
        self.output = None
        self.error = None

    def add(self, peer, path):
        if self.error:
            return
        try:
            cpu, elapsed, memory, self.output = peer.run(path)
        except (OSError, RuntimeError) as error:
            self.error = str(error)
            return
        self.cpu.append(cpu)
        self.elapsed.append(elapsed)
        self.memory.append(memory)

    def summary(self):
        if self.error or not self.cpu:
            return {"error": self.error}
        return {
            "cpu": statistics.median(self.cpu),
            "cpu_min": min(self.cpu),
            "cpu_max": max(self.cpu),
            "elapsed": statistics.median(self.elapsed),
            "peak_kib": max(self.memory),
            "runs": len(self.cpu),
        }


def measure(program, peers, runs):
    """Give {peer: Measured} of `program`, for the peers that have a version of it."""
    files = {peer: peer.file(program) for peer in peers}
    results = {peer: Measured() for peer in peers if files[peer]}
    for _ in range(runs):
        for peer, measured in results.items():
            measured.add(peer, files[peer])
    return results


def geometric_mean(numbers):
    return math.exp(sum(math.log(number) for number in numbers) / len(numbers))


def ratio(results, base, peer):
    """How many times the CPU time of `base` did `peer` need? None if that cannot be said."""
    ours, theirs = results.get(base), results.get(peer)
    if ours is None or theirs is None or ours.error or theirs.error:
        return None
    return statistics.median(theirs.cpu) / max(statistics.median(ours.cpu), 1e-6)


def complaint(results):
    """What is wrong with a row, if anything."""
    for peer, measured in results.items():
        if measured.error:
            return f"{peer.name}: {measured.error.splitlines()[0][:60]}"
    outputs = [measured.output for measured in results.values()]
    return "" if all(output == outputs[0] for output in outputs) else "outputs differ"


def print_table(programs, peers, base):
    """Print CPU times of all, ratios to `base`, and the geometric means of the ratios."""
    others = [peer for peer in peers if peer is not base]
    widths = [max(len(peer.name), 10) for peer in peers]
    name_width = max(14, *(len(name) for name, _ in programs))
    titles = [peer.name.rjust(width + 3) for peer, width in zip(peers, widths)]
    against = [f"/ {peer.name}".rjust(len(peer.name) + 5) for peer in others]
    print("CPU seconds".ljust(name_width), *titles, *against, sep="")
    for name, results in programs:
        cells = [name.ljust(name_width)]
        for peer, width in zip(peers, widths):
            measured = results.get(peer)
            known = measured is not None and not measured.error
            cells.append(
                (f"{statistics.median(measured.cpu):.3f}" if known else "-").rjust(width + 3)
            )
        for peer in others:
            times = ratio(results, base, peer)
            cells.append((f"{times:.2f}x" if times else "-").rjust(len(peer.name) + 5))
        problem = complaint(results)
        print("".join(cells), f"  ! {problem}" if problem else "", sep="")
    if not others:
        return
    for label, combine in (("geometric mean", geometric_mean), ("worst", min), ("best", max)):
        cells = [label.ljust(name_width), " " * sum(width + 3 for width in widths)]
        for peer in others:
            ratios = [ratio(results, base, peer) for _, results in programs]
            ratios = [times for times in ratios if times]
            cells.append((f"{combine(ratios):.2f}x" if ratios else "-").rjust(len(peer.name) + 5))
        print("".join(cells))


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "programs",
        nargs="*",
        metavar="NAME",
        help="names in benches/scripts, without .py (default: all)",
    )
    parser.add_argument(
        "--gilscope",
        action="append",
        metavar="COMMAND",
        help="may have options, may be repeated (default: target/release/gilscope)",
    )
    parser.add_argument(
        "--python",
        action="append",
        metavar="COMMAND",
        help="may be repeated (default: python3); '' for none",
    )
    parser.add_argument(
        "--lua",
        default="lua5.4",
        metavar="COMMAND",
        help="default: lua5.4, if there is one; '' for none",
    )
    parser.add_argument(
        "--runs", type=int, default=5, metavar="N", help="runs of each (default: 5)"
    )
    parser.add_argument(
        "--json", type=pathlib.Path, metavar="FILE", help="also write the figures there"
    )
    return parser, parser.parse_args()


def main():
    parser, arguments = parse_arguments()
    peers = [Peer(command, ".py") for command in arguments.gilscope or [str(GILSCOPE)] if command]
    peers += [Peer(command, ".py") for command in arguments.python or ["python3"] if command]
    for peer in peers:
        if shutil.which(peer.words[0]) is None:
            hint = (
                "; build it with: cargo build --release" if peer.name.startswith("gilscope") else ""
            )
            parser.error(f"no program {peer.words[0]}{hint}")
    if arguments.lua and shutil.which(shlex.split(arguments.lua)[0]):
        peers.append(Peer(arguments.lua, ".lua"))
    names = [peer.name for peer in peers]
    for peer in peers:
        if names.count(peer.name) > 1:
            peer.name = " ".join(peer.words)
    if not peers or arguments.runs < 1:
        parser.error("nothing to run")

    every = sorted((BENCHES / "scripts").glob("*.py"))
    unknown = set(arguments.programs) - {path.stem for path in every}
    if unknown:
        parser.error(f"no such program: {', '.join(sorted(unknown))}")
    chosen = [path for path in every if not arguments.programs or path.stem in arguments.programs]

    programs = []
    for path in chosen:
        if sys.stderr.isatty():
            print(f"  {path.stem:<30}", end="\r", file=sys.stderr, flush=True)
        programs.append((path.stem, measure(path, peers, arguments.runs)))
    print_table(programs, peers, peers[0])
    if arguments.json:
        figures = {
            name: {peer.name: measured.summary() for peer, measured in results.items()}
            for name, results in programs
        }
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if any(complaint(results) for _, results in programs) else 0


if __name__ == "__main__":
    sys.exit(main())
