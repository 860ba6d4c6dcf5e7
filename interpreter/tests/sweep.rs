//! Sweeps, their shards in real processes, and checks, as people meet them.

#[path = "common/programs.rs"]
mod programs;
#[path = "common/folder.rs"]
mod folder;

use folder::{Folder, GILSCOPE, Ran};
use programs::SERIAL;
use std::process::Stdio;

#[test]
fn the_serial_part_is_named() {
    let folder = Folder::new("sweep-amdahl");
    folder.file("s.py", SERIAL);
    let ran = folder.gilscope("sweep s.py --vary threads=1,2,4,8 --vary gil=on,off --cores 8");
    ran.says_in_order(
        0,
        &[
            "s.py · 8 runs: 4 threads × 2 gil · virtual clock, 8 cores · --cores=8",
            "Speed-up over threads",
            "gil=on: no gain from more threads: by Amdahl's law, the serial part is all of it.",
            "gil=off: Amdahl's law, serial part 2",
            "at most 4.9",
            "Why: at threads=8 gil=off,",
        ],
    );
    // Beyond the cores there is no law.
    let ran = folder.gilscope("sweep s.py --vary threads=1,2,4,8,16 --gil off --cores 4");
    ran.says_in_order(
        0,
        &[
            "serial part 2",
            "It is fitted up to 4 threads: there are as many cores.",
        ],
    );
}

#[test]
fn the_same_bytes_however_many_run_at_a_time() {
    let folder = Folder::new("sweep-bytes");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary seed=1,2,3 --vary threads=1,3 --vary gil=off,on";
    let one = folder.gilscope(&format!("{line} --jobs 1 --json one.json --csv one.csv"));
    let many = folder.gilscope(&format!("{line} --jobs 8 --json many.json --csv many.csv"));
    assert_eq!((one.status, one.out), (Some(0), many.out));
    assert_eq!(folder.read("one.json"), folder.read("many.json"));
    assert_eq!(folder.read("one.csv"), folder.read("many.csv"));
    assert_eq!(folder.read("one.csv").lines().count(), 13);
}

const GRID: &str = "sweep s.py --vary threads=1,2,3 --vary gil=on,off --vary cores=1..4";

#[test]
fn shards_in_several_processes_merge_to_the_whole() {
    let folder = Folder::new("sweep-shards");
    folder.file("s.py", SERIAL);
    let whole = folder.gilscope(&format!("{GRID} --json whole.json --csv whole.csv"));
    assert_eq!(whole.status, Some(0), "{}", whole.err);
    let shards: Vec<_> = (1..=5)
        .map(|part| {
            let line = format!("{GRID} --shard {part}/5 --json part-{part}.json");
            let args: Vec<&str> = line.split(' ').collect();
            let mut command = folder.command(&args);
            command
                .stdout(Stdio::null())
                .spawn()
                .expect("it can be run")
        })
        .collect();
    for mut shard in shards {
        assert!(shard.wait().expect("it ends").success());
    }
    // In whatever order they come.
    let parts = "part-3.json part-1.json part-5.json part-2.json part-4.json";
    let merged = folder.gilscope(&format!("merge {parts} -o merged.json --csv merged.csv"));
    assert_eq!(merged.status, Some(0), "{}", merged.err);
    assert_eq!(folder.read("merged.json"), folder.read("whole.json"));
    assert_eq!(folder.read("merged.csv"), folder.read("whole.csv"));
    assert!(
        whole.out.starts_with(&merged.out),
        "{}\n{}",
        whole.out,
        merged.out
    );
}

/// The form that `gilscope sweep --help` shows, in a real shell.
#[test]
fn xargs_spreads_shards() {
    let folder = Folder::new("sweep-xargs");
    folder.file("s.py", SERIAL);
    let has = |program| {
        let found = folder
            .program("sh", &["-c", &format!("command -v {program}")])
            .output();
        found.is_ok_and(|output| output.status.success())
    };
    if !["xargs", "seq"].into_iter().all(has) {
        eprintln!("skipped: there is no shell with xargs and seq");
        return;
    }
    let line = format!(
        "seq 4 | xargs -P 4 -I{{}} '{GILSCOPE}' {GRID} --shard {{}}/4 --json part-{{}}.json >/dev/null \
         && '{GILSCOPE}' merge part-*.json -o whole.json >/dev/null",
    );
    let shell = folder
        .program("sh", &["-c", &line])
        .output()
        .expect("a shell");
    let ran = Ran::of(shell);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    folder.gilscope(&format!("{GRID} --json at-once.json"));
    assert_eq!(folder.read("whole.json"), folder.read("at-once.json"));
}

#[test]
fn what_cannot_be_merged() {
    let folder = Folder::new("sweep-merge");
    folder
        .file("s.py", SERIAL)
        .file("t.py", SERIAL)
        .file("no.json", "{}")
        .file("not.json", "{");
    let line = "sweep s.py --vary gil=on,off --vary WORK=100,200";
    let shard = |rest: &str| assert_eq!(folder.gilscope(&format!("{line} {rest}")).status, Some(0));
    for part in 1..=3 {
        shard(&format!("--shard {part}/3 --json {part}.json"));
    }
    shard("--shard 2/4 --json of-four.json");
    shard("--json whole.json");
    shard("--seed 7 --shard 2/3 --json seed.json");
    folder.gilscope("sweep t.py --vary gil=on,off --vary WORK=100,200 --shard 2/3 --json t.json");
    folder.file("s.py", format!("{SERIAL}pass\n"));
    shard("--shard 2/3 --json text.json");
    let cut = folder
        .read("2.json")
        .replace("\"index\": 1,", "\"index\": 2,");
    folder.file("cut.json", &cut);
    for (files, part) in [
        ("1.json 3.json", "missing: shard 2/3"),
        ("1.json", "missing: shard 2/3, 3/3"),
        ("1.json 2.json 2.json 3.json", "are both shard 2 of 3"),
        (
            "1.json of-four.json 3.json",
            "of-four.json is shard 2 of 4, but 1.json is one of 3",
        ),
        ("whole.json", "whole.json is no shard: it is a whole sweep"),
        ("1.json whole.json", "whole.json is no shard"),
        (
            "1.json t.json 3.json",
            "t.json is of another sweep than 1.json: t.py against s.py",
        ),
        ("1.json text.json 3.json", "the text of s.py has changed"),
        ("1.json seed.json 3.json", "--seed=7 against no options"),
        (
            "1.json cut.json 3.json",
            "does not hold the cells of its shard",
        ),
        ("no.json", "'no.json' is not the result of a sweep"),
        ("not.json", "'not.json' is not JSON"),
        ("none.json", "can't read 'none.json'"),
    ] {
        folder
            .gilscope(&format!("merge {files}"))
            .says_in_order(2, &[part]);
    }
    folder
        .gilscope("merge 3.json 2.json 1.json")
        .says_in_order(0, &["4 runs"]);
}

#[test]
fn a_failing_run_is_shown_among_the_others() {
    let folder = Folder::new("sweep-failing");
    let script = "\
import sys, threading
lock = threading.Lock()
if sys.argv[1] == 'stuck': lock.acquire()
if sys.argv[1] == 'wrong': print(1 / 0)
lock.acquire()
";
    folder.file("s.py", script);
    let line = "sweep s.py --vary argv=fine,stuck,wrong --json s.json --csv s.csv";
    let ran = folder.gilscope(line);
    ran.says_in_order(
        1,
        &[
            "fine",
            "stuck deadlock",
            "wrong exit status 1: ZeroDivisionError: division by zero",
            "2 of 3 runs failed",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&folder.read("s.json")).expect("JSON");
    assert_eq!(json["schema"], "gilscope.sweep/1");
    assert_eq!(json["cells"][1]["trouble"], "deadlock");
    assert_eq!(json["cells"][2]["at"]["argv"], "wrong");
    assert!(json["cells"][0]["elapsed"].as_u64() > Some(0));
    assert!(
        folder
            .read("s.csv")
            .lines()
            .nth(2)
            .expect("a row")
            .ends_with(",deadlock")
    );
}

#[test]
fn threads_are_a_constant_or_an_argument() {
    let folder = Folder::new("sweep-threads");
    let argument = "\
import sys, threading, time
print(sys.argv)
count = int(sys.argv[1])
def work():
    for _ in range(12 // count): time.sleep(1)
threads = [threading.Thread(target=work) for _ in range(count)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    folder.file("argument.py", argument);
    folder
        .gilscope("sweep argument.py --vary threads=1,2,4 -- more words")
        .says_in_order(
            0,
            &[
                "argument.py more words",
                "1 12.000 s 1.00×",
                "2 6.000 s 2.00×",
                "4 3.000 s 4.00×",
                "Amdahl's law, serial part 0.0 %",
                "in proportion",
            ],
        );
    folder.file(
        "neither.py",
        "import time\nSECONDS = 1\ntime.sleep(SECONDS)\n",
    );
    let line = "sweep neither.py --vary threads=1,2";
    folder
        .gilscope(line)
        .says_in_order(2, &["takes no number of threads", "the constants SECONDS"]);
    folder.file("ignores.py", "import sys\nsys.argv\n");
    let line = "sweep ignores.py --vary threads=1,2";
    folder
        .gilscope(line)
        .says_in_order(0, &["the script makes 1 thread whatever `threads` says"]);
    // Twice the threads, twice the work.
    folder.file("more.py", argument.replace("12 // count", "3"));
    let line = "sweep more.py --vary threads=1,2,4";
    folder.gilscope(line).says_in_order(
        0,
        &[
            "not the same work: 4.00 times as much",
            "4.00 times the throughput",
        ],
    );
}

#[test]
fn two_axes_of_numbers_make_a_map() {
    let folder = Folder::new("sweep-heat");
    folder.file("s.py", SERIAL);
    let line = "sweep s.py --vary cores=1,2,4 --vary WORK=10_000..50_000 --gil off";
    folder.gilscope(line).says_in_order(
        0,
        &[
            "Elapsed: WORK down, cores across",
            "1 2 4",
            "10_000 ",
            "20000 ",
            "50_000 ██",
            "in equal",
        ],
    );
    let ascii = folder.gilscope(&format!("{line} --ascii"));
    assert!(ascii.out.is_ascii(), "{}", ascii.out);
    ascii.says_in_order(0, &["50_000 ##"]);
    // More columns than have room for their figures, and more rows than a table shows.
    let line = "sweep s.py --vary seed=1..1000/60 --vary WORK=100,200";
    folder
        .gilscope(line)
        .says_in_order(0, &["--all shows them", "Elapsed: WORK down, seed across"]);
}

#[test]
fn what_cannot_be_varied_is_said() {
    let folder = Folder::new("sweep-wrong");
    folder.file("s.py", SERIAL);
    for (line, part) in [
        ("", "there is nothing to vary"),
        (
            " --vary speed=1,2",
            "there is no such option; there are like, gil, ",
        ),
        (" --vary gil=on,maybe", "--vary gil=maybe: one of on, off"),
        (
            " --vary gil=on,off --gil on",
            "it is given as an option too",
        ),
        (" --vary gil=on,off --vary gil=on", "gil is varied twice"),
        (" --vary cores=4..1", "does not go up"),
        (" --vary clock=real", "choose the clock with --clock"),
        (
            " --vary argv=1",
            "does not read sys.argv; it has the constants THREADS, WORK",
        ),
        (" --vary TURNS=1", "assigns no TURNS at its top level"),
        (
            " --vary min-slice=1ms,2ms",
            "--min-slice is for --handoff io-first",
        ),
        (" --vary gil=on --shard 1/2", "--shard needs --json"),
        (
            " --vary gil=on --shard 3/2",
            "the first is 1 and the last 2",
        ),
        (" --vary THREADS=(", "makes the script wrong"),
    ] {
        let ran = folder.gilscope(&format!("sweep s.py{line}"));
        assert_ne!(ran.status, Some(0), "{line}");
        ran.says_in_order(ran.status.unwrap_or(-1), &[part]);
    }
}

#[test]
fn a_sweep_on_the_real_clock_repeats() {
    let folder = Folder::new("sweep-real");
    folder.file("s.py", "PAUSE = 0.01\nimport time\ntime.sleep(PAUSE)\n");
    let line = "sweep s.py --clock real --runs 3 --vary PAUSE=0.01,0.02 --json s.json";
    folder.gilscope(line).says_in_order(
        0,
        &[
            "real clock, medians",
            "…",
            "agreement with the virtual clock",
            "over 2 runs: elapsed",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&folder.read("s.json")).expect("JSON");
    let predicted = &json["predicted"][1];
    assert_eq!(
        (&predicted["runs"]["count"], &predicted["at"]["PAUSE"]),
        (&1.into(), &"0.02".into())
    );
    assert_eq!(
        predicted["elapsed"]
            .as_u64()
            .map(|elapsed| elapsed / 1_000_000),
        Some(20)
    );
    let runs = &json["cells"][1]["runs"];
    assert_eq!(runs["count"], 3);
    assert!(
        runs["least"].as_u64() >= Some(20_000_000)
            && runs["least"].as_u64() <= runs["most"].as_u64()
    );
}

#[test]
fn a_sweep_says_how_its_speed_ups_compare_with_cpython() {
    let folder = Folder::new("sweep-python");
    folder.file(
        "m.py",
        "def pause(n):\n    import time\n    time.sleep(0.2 / n)\n",
    );
    folder.file(
        "s.py",
        "THREADS = 1\nimport m, sys\nm.pause(THREADS)\nprint(sys.argv)\n",
    );
    let line = "sweep s.py --vary threads=1,2,4 --vary handoff=fair,forced --python no-such-python";
    folder.gilscope(line).says_in_order(
        0,
        &["note: not compared with CPython, which has no handoff"],
    );
    let ran = folder.gilscope("sweep s.py --vary threads=1,2 --python no-such-python");
    assert_ne!(ran.status, Some(0));
    ran.says_in_order(ran.status.unwrap_or(-1), &["cannot run 'no-such-python'"]);
    if std::process::Command::new("python3")
        .arg("-c")
        .arg("pass")
        .output()
        .is_err()
    {
        println!("skipped: the rest of the comparison with CPython: there is no python3");
        return;
    }
    let line = "sweep s.py --vary threads=1,2,4 --vary gil=on,off --python python3 --json p.json";
    let ran = folder.gilscope(line);
    ran.says_in_order(
        0,
        &[
            "agreement with CPython",
            "speed-ups predicted / under it",
            "over 2 runs: ",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&folder.read("p.json")).expect("JSON");
    let cells = json["peers"][0]["cells"]
        .as_array()
        .expect("they are there");
    assert_eq!(cells.len(), 3, "{cells:?}");
    for (cell, threads) in cells.iter().zip(["1", "2", "4"]) {
        assert_eq!(cell["at"]["threads"], threads);
        assert!(cell["trouble"].is_null(), "{cell}");
        assert!(cell["elapsed"].as_u64() >= Some(50_000_000), "{cell}");
    }
    // What was written can be merged again, byte by byte.
    for shard in ["1/2", "2/2"] {
        let name = shard.replace('/', "-");
        let line = format!("sweep s.py --vary threads=1,2,4 --python python3 --shard {shard}");
        folder.gilscope(&format!("{line} --json {name}.json"));
    }
    let ran = folder.gilscope("merge 1-2.json 2-2.json --json whole.json");
    ran.says_in_order(0, &["agreement with CPython"]);
    let whole: serde_json::Value = serde_json::from_str(&folder.read("whole.json")).expect("JSON");
    assert_eq!(whole["peers"][0]["cells"].as_array().map(Vec::len), Some(3));
}

#[test]
fn checks() {
    let folder = Folder::new("sweep-check");
    folder.file(
        "io.py",
        "\
import threading, time
threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
    );
    folder.file("cpu.py", SERIAL.replace("WORK // 5)", "0)"));
    folder.file(
        "stuck.py",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
    );
    let all = "--max-gil-wait 20% --min-speedup 3 --no-deadlock --no-leak --max-elapsed 1.5s";
    let ran = folder.gilscope(&format!("check io.py {all} --json io.json"));
    ran.says_in_order(
        0,
        &[
            "io.py: holds:",
            "GIL wait",
            "speed-up 8.00×",
            "elapsed 1.000 s",
            "no deadlock",
            "no leak",
        ],
    );
    assert_eq!(ran.out.lines().count(), 1);
    let json: serde_json::Value = serde_json::from_str(&folder.read("io.json")).expect("JSON");
    assert_eq!(
        (&json["schema"], &json["holds"]),
        (&"gilscope.check/1".into(), &true.into())
    );
    folder
        .gilscope("check cpu.py --max-gil-wait 20% --min-speedup 3 --max-switches 1000000")
        .says_in_order(
            1,
            &[
                "cpu.py: does not hold",
                "FAILED --max-gil-wait 20 %: GIL wait",
                "FAILED --min-speedup 3: speed-up 1.00×",
                "ok --max-switches",
            ],
        );
    let line = "check cpu.py --gil off --min-speedup 2.5 --min-cores-busy 2 --max-lock-wait 1ms --max-cpu 1s";
    folder
        .gilscope(line)
        .says_in_order(0, &["speed-up", "cores busy"]);
    folder
        .gilscope("check stuck.py --no-deadlock")
        .says_in_order(
            1,
            &[
                "FAILED --no-deadlock: deadlock of 1 thread",
                "error[deadlock]",
            ],
        );
    folder
        .gilscope("check stuck.py --max-elapsed 1s")
        .says_in_order(1, &["the script did not end well: deadlock"]);
    folder
        .gilscope("check io.py")
        .says_in_order(2, &["there is no condition to check"]);
    folder
        .gilscope("check io.py --max-gil-wait 20")
        .says_in_order(2, &["20% or a time such as 50ms"]);
}

#[test]
fn statistics_end_with_the_reason() {
    let folder = Folder::new("sweep-stats");
    folder.file("s.py", SERIAL);
    let ran = folder.gilscope("run --clock virtual --stats s.py");
    ran.says_in_order(
        0,
        &["objects:", "Why: the GIL bounded it.", "no GIL makes it"],
    );
    assert_eq!(ran.out, "");
    let ran = folder.gilscope("run --why s.py");
    ran.says_in_order(
        0,
        &[
            "Why: the GIL bounded it.",
            "These figures are of the virtual clock; here the run took",
        ],
    );
    let ran = folder.gilscope("run --clock virtual s.py");
    assert_eq!(ran.err, "");
}
