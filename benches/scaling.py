"""How much more do two threads get done than one? For several ways to run the same kernels.

    cargo build --release
    python3 benches/scaling.py
    python3 benches/scaling.py --runs 9 --threads 4 calls lists
    python3 benches/scaling.py --mode 'target/release/gilscope --gil off' --mode python3.13t

The kernels stand in benches/scaling/kernels.py. Each cell says how many times the work of one thread
N threads do in the same time, each as much as the one did: N is perfect, 1 is no gain. Where the
machine was too busy to run all threads at once, the CPU time tells: `cpu` is that of N threads over
N times that of one, and what exceeds 1 is what they cost one another. Figures are the best of the
runs, and modes take turns. One more column compares what one thread takes with the first mode.
"""

import argparse
import math
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

BENCHES = pathlib.Path(__file__).resolve().parent
KERNELS = BENCHES / "scaling" / "kernels.py"
GILSCOPE = BENCHES.parent / "target" / "release" / "gilscope"
MODES = [
    f"{GILSCOPE} --gil on",
    f"{GILSCOPE} --gil off --counting escape",
    f"{GILSCOPE} --gil off --counting biased",
    f"{GILSCOPE} --gil off --counting atomic",
]


def names():
    """The kernels, in the order of the file."""
    functions = re.findall(r"^def (\w+)\(count\)", KERNELS.read_text("utf-8"), re.MULTILINE)
    return functions


def run(mode, kernel, threads, count):
    """Give (wall, CPU) seconds of the threads."""
    command = [*shlex.split(mode), str(KERNELS), kernel, str(threads), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(command)}: {done.stderr.strip()[-300:]}")
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def measure(kernel, modes, arguments):
    """Give {mode: (best of one thread, best of N threads)}, each of them (wall, CPU)."""
    best = {mode: [(math.inf, math.inf)] * 2 for mode in modes}
    for _ in range(arguments.runs):
        for mode in modes:
            for place, threads in enumerate((1, arguments.threads)):
                seen = run(mode, kernel, threads, arguments.count)
                best[mode][place] = tuple(map(min, best[mode][place], seen))
    return best


def short(mode):
    words = shlex.split(mode)
    return " ".join([pathlib.Path(words[0]).name, *words[1:]])


def geometric_mean(numbers):
    return math.exp(sum(math.log(number) for number in numbers) / len(numbers))


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kernels", nargs="*", metavar="NAME", help="default: all")
    parser.add_argument("--mode", action="append", metavar="COMMAND", help="may be repeated")
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="default: 2")
    parser.add_argument("--count", type=int, default=400_000, metavar="N", help="work of a thread")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="default: 5")
    arguments = parser.parse_args()
    unknown = set(arguments.kernels) - set(names())
    if unknown:
        parser.error(f"no such kernel: {', '.join(sorted(unknown))}")
    for mode in arguments.mode or MODES:
        if shutil.which(shlex.split(mode)[0]) is None:
            parser.error(f"no program {shlex.split(mode)[0]}; cargo build --release makes gilscope")
    return arguments


def main():
    arguments = parse_arguments()
    modes = arguments.mode or MODES
    for number, mode in enumerate(modes, 1):
        print(f"({number}) {short(mode)}")
    columns = [f"({number})   cpu   one".rjust(23) for number in range(1, len(modes) + 1)]
    print("".ljust(16), *columns, sep="")
    private = {mode: [] for mode in modes}
    for kernel in [name for name in names() if not arguments.kernels or name in arguments.kernels]:
        best = measure(kernel, modes, arguments)
        cells = [kernel.ljust(16)]
        base = best[modes[0]][0][1]
        for mode in modes:
            one, many = best[mode]
            gain = arguments.threads * one[0] / many[0]
            cost = many[1] / (arguments.threads * one[1])
            cells.append(f"{gain:.2f}x {cost:5.2f} {one[1] / base:5.2f}".rjust(23))
            if not kernel.startswith("shared"):
                private[mode].append((gain, cost, one[1] / base))
        print("".join(cells), flush=True)
    if all(private.values()):
        means = [map(geometric_mean, zip(*private[mode])) for mode in modes]
        cells = ["{:.2f}x {:5.2f} {:5.2f}".format(*mean).rjust(23) for mean in means]
        print("private data".ljust(16), *cells, sep="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
