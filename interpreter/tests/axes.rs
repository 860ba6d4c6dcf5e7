//! The axes of the lock and the simulated machine, as the command line tells and sets them.

#[path = "common/folder.rs"]
mod folder;

use folder::Folder;
#[test]
fn help_tells_presets_and_profiles() {
    let folder = Folder::new("presets");
    for (topic, parts) in [
        (
            "presets",
            [
                "python2.7",
                "--handoff barging",
                "py/vm.c",
                "also python3.2",
            ],
        ),
        (
            "profiles",
            [
                "--wake-up TIME",
                "server-64",
                "context-switch",
                "round assumptions",
            ],
        ),
    ] {
        let ran = folder.run(&["help", topic]);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        for part in parts {
            assert!(ran.out.contains(part), "{part}\n{}", ran.out);
        }
        let widest = ran.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{widest:?}");
        assert!(folder.run(&["help", "--ascii", topic]).out.is_ascii());
    }
}

/// What a run says of its set-up, without white space.
#[track_caller]
fn check_json(folder: &Folder, words: &[&str], parts: &[&str]) {
    let words = [
        words,
        &["--clock", "virtual", "--json", "t.json", "-c", "pass"],
    ]
    .concat();
    folder.run(&words).is(0, "", "");
    let json = std::fs::read_to_string(folder.0.join("t.json")).expect("it has been written");
    let json: String = json.split_whitespace().collect();
    for part in parts {
        assert!(json.contains(part), "{words:?} {part}\n{json}");
    }
}

#[test]
fn a_preset_sets_what_no_option_does() {
    let folder = Folder::new("like");
    let check = |words: &[&str], parts: &[&str]| check_json(&folder, words, parts);
    let ticks = [
        "\"handoff\":\"barging\"",
        "\"instructions\":100}",
        "\"safe_points\":\"py27\"",
    ];
    check(&["--like", "python2.7"], &ticks);
    check(&["-X", "like=python3.1"], &ticks);
    check(
        &[
            "--like",
            "python2.7",
            "--handoff",
            "fair",
            "--switch-interval",
            "2ms",
        ],
        &[
            "\"handoff\":\"fair\"",
            "\"nanoseconds\":2000000}",
            "\"safe_points\":\"py27\"",
        ],
    );
    check(
        &["--like", "python3.14t"],
        &["\"gil\":false", "\"counting\":\"biased\""],
    );
    check(
        &["--like", "python3.14t", "--counting", "atomic"],
        &["\"gil\":false", "\"counting\":\"atomic\""],
    );
    folder
        .run(&["--gil", "off", "--no-detached-merge", "-c", "pass"])
        .says(2, "is for --counting biased");
    check(
        &["--like", "python3.14t", "--gil", "on"],
        &["\"gil\":true", "\"counting\":\"plain\""],
    );
    check(
        &["--like", "ruby"],
        &["\"nanoseconds\":100000000}", "\"safe_points\":\"ruby\""],
    );
    check(
        &["--like", "gevent"],
        &["\"switch\":null", "\"safe_points\":\"blocking\""],
    );
    folder
        .run(&["--like", "pypi", "-c", "pass"])
        .says(2, "is 'pypy' meant?");
    folder
        .run(&[
            "--safe-points",
            "blocking",
            "--switch-every",
            "5",
            "-c",
            "pass",
        ])
        .says(2, "threads are switched where they wait");
}

#[test]
fn the_simulated_machine_can_be_described() {
    let folder = Folder::new("hardware");
    folder.file("mine.toml", "cores = 3\nwake-up = \"2us\"\n");
    folder.file("wrong.toml", "cores = 3\nwakeup = \"2us\"\n");
    let check = |words: &[&str], parts: &[&str]| check_json(&folder, words, parts);
    check(
        &[
            "--profile",
            "mine.toml",
            "--syscall",
            "3us",
            "--core-speeds",
            "1,1,0.6",
        ],
        &[
            "\"cores\":3",
            "\"wake-up\":\"2us\"",
            "\"syscall\":\"3us\"",
            "\"1,1,0.6\"",
        ],
    );
    check(
        &["-X", "profile=server-64"],
        &["\"cores\":64", "\"quantum\":\"3ms\""],
    );
    check(
        &["--profile", "server-64", "--quantum", "1ms", "--cores", "2"],
        &["\"cores\":2", "\"quantum\":\"1ms\""],
    );
    let refused = |words: &[&str], message: &str| {
        let mut words = words.to_vec();
        words.extend(["-c", "pass"]);
        folder.run(&words).says(2, message);
    };
    refused(&["--wake-up", "1us"], "add --clock virtual");
    refused(&["--profile", "laptop"], "add --clock virtual");
    let is_virtual = ["--clock", "virtual"];
    let with = |words: &[&'static str]| [&is_virtual[..], words].concat();
    refused(
        &with(&["--profile", "abacus"]),
        "shipped profiles are laptop, server-64",
    );
    refused(&with(&["--profile", "wrong.toml"]), "is 'wake-up' meant?");
    refused(
        &with(&["--profile", "laptop", "--cores", "2"]),
        "core-speeds tells of 8 cores",
    );
    refused(&with(&["--wake-up", "soon"]), "a time such as");
    refused(&with(&["--core-speeds", "1,fast"]), "not 'fast'");
}

#[test]
fn a_calibration_is_a_profile() {
    let folder = Folder::new("calibrate");
    folder.file("s.py", "t = 0\nfor i in range(100000):\n    t += i\n");
    let ran = folder.run(&["calibrate", "--runs", "1", "-o", "here.toml", "s.py"]);
    ran.says(0, "s.py ");
    let profile = std::fs::read_to_string(folder.0.join("here.toml")).expect("it was written");
    for key in ["instruction-cost", "wake-up", "syscall", "thread-start"] {
        assert!(profile.contains(&format!("\n{key} = \"")), "{profile}");
    }
    let words = [
        "--clock",
        "virtual",
        "--profile",
        "here.toml",
        "-c",
        "print(1)",
    ];
    folder.run(&words).is(0, "1\n", "");
    folder.file("wrong.py", "1/0\n");
    let ran = folder.run(&["calibrate", "wrong.py"]);
    ran.says(1, "cannot calibrate by wrong.py: ");
    folder.run(&["calibrate", "none.py"]).says(2, "none.py");
}
