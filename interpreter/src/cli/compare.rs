//! `gilscope compare`

use super::arguments::Compare;
use super::diagnostics::{fail, say, show, write_file};
use super::disk::Disk;
use super::terminal::{Stream, Terminal};
use super::{countings, page, run, script};
use gilscope::lab::captured::Job;
use gilscope::lab::compare::{Comparison, Row, Way, run_row};
use gilscope::lab::json::of_comparison;
use gilscope::lab::peer::Peer;
use gilscope::lab::sweep::Figures;
use gilscope::lab::why::explain;
use gilscope::lab::workers::{Workers, with_workers};
use gilscope::machine::{Script, Setup};
use gilscope::text::Source;
use gilscope_runtime::driver::{Clock, Gil, Io};
use gilscope_runtime::time::Nanos;
use std::ffi::OsString;

/// A row on the real clock is not run again once its runs took this long together.
pub const PATIENCE: Nanos = Nanos::from_millis(8_000);

/// Runs a script in several ways and shows them side by side; gives the exit status.
pub fn run(compare: &Compare) -> u8 {
    let errors = Terminal::of(&compare.look, Stream::Stderr);
    let prepared =
        script::read(&compare.script, errors).and_then(|text| script::compile(text, errors));
    let ready = match prepared {
        Ok(ready) => ready,
        Err(status) => return status,
    };
    if compare.countings {
        return countings::run(compare, &ready);
    }
    let options = match compare.options.clone().resolved() {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let chosen = [
        options.clock.is_some(),
        options.io.is_some(),
        options.counting.is_some(),
    ];
    if chosen.contains(&true) {
        return script::wrong_usage("compare chooses --clock, --io and --counting itself");
    }
    let setup = options.setup(ready.place.argv.clone());
    let find = ready.place.finder();
    let threads = with_workers(&ready.script, Workers::Threads);
    let processes = with_workers(&ready.script, Workers::Processes);
    let run_script = |script: &Script, way| {
        run_row(script, &setup, way, &find, compare.runs, PATIENCE, || {
            Box::new(Disk)
        })
    };

    let own = |way| run_script(threads.as_ref().unwrap_or(&ready.script), way);
    let own_processes = |way: Way| {
        let script = processes.as_ref()?;
        Some(Row {
            name: way.name_with_processes().into(),
            ..run_script(script, way)
        })
    };

    let mut rows = Vec::new();
    let mut add = |name: &str, make: &dyn Fn() -> Option<Row>| {
        progress(errors, name);
        rows.extend(make());
    };
    for way in [Way::IN_TURN, Way::ON, Way::OFF] {
        add(way.name(), &|| Some(own(way)));
    }
    add(Way::ON.name_with_processes(), &|| own_processes(Way::ON));
    if !compare.no_real {
        for gil in [Gil::On, Gil::Off] {
            let way = Way {
                clock: Clock::Real,
                gil,
                io: Io::Release,
            };
            add(way.name(), &|| Some(own(way)));
        }
        let way = Way {
            clock: Clock::Real,
            ..Way::ON
        };
        add(way.name_with_processes(), &|| own_processes(way));
    }
    let words = command_line(compare, &ready.script.code.source);
    for program in pythons(compare) {
        match Peer::find(&program) {
            Some(peer) => add(&peer.name, &|| peer.run(&words, compare.runs, PATIENCE)),
            None if compare.python.is_empty() => {}
            None => {
                progress(errors, "");
                return fail(&format!("cannot run '{program}' as a Python"));
            }
        }
    }
    progress(errors, "asking why");
    let job = Job {
        script: threads.clone().unwrap_or_else(|| ready.script.clone()),
        setup: virtually(setup.clone()),
    };
    let in_turn = rows[0].report.as_ref().map(Figures::of);
    let why = explain(&job, &|job| job.run(&find, || Box::new(Disk)), in_turn);
    progress(errors, "");
    let cores = setup.config.hardware.cores;
    let script = ready.script.code.source.name.clone();
    let comparison = Comparison {
        script,
        rows,
        cores,
        why: why.map(|why| why.text),
    };
    if let Some(file) = &compare.html {
        let script = threads.as_ref().unwrap_or(&ready.script);
        let page = page::of_comparison(&comparison, &setup, script);
        if let Err(status) = write_file(file, &page) {
            return status;
        }
    }
    conclude(compare, &comparison)
}

/// The same on the virtual clock.
fn virtually(mut setup: Setup) -> Setup {
    setup.config.clock = Clock::Virtual;
    setup
}

fn conclude(compare: &Compare, comparison: &Comparison) -> u8 {
    if let Some(file) = &compare.json
        && let Err(status) = run::write_json(file, &of_comparison(comparison))
    {
        return status;
    }
    let look = Terminal::of(&compare.look, Stream::Stdout).look(compare.all);
    match show(&comparison.text(look)) {
        Ok(()) => comparison.is_finding() as u8,
        Err(status) => status,
    }
}

/// What a Python is called with.
fn command_line(compare: &Compare, source: &Source) -> Vec<OsString> {
    let words = &compare.script.words;
    let file = words
        .first()
        .map(|word| word.to_string_lossy().to_ascii_lowercase());
    let is_course = file.is_some_and(|file| {
        [".md", ".markdown", ".ipynb"]
            .iter()
            .any(|ending| file.ends_with(ending))
    });
    let (code, words) = match &compare.script.code {
        Some(code) => (Some(code.as_str()), &words[..]),
        // CPython reads neither Markdown nor notebooks.
        None if is_course => (Some(source.text.as_str()), &words[1..]),
        None => (None, &words[..]),
    };
    let code = code.into_iter().flat_map(|code| ["-c".into(), code.into()]);
    code.chain(words.iter().cloned()).collect()
}

fn pythons(compare: &Compare) -> Vec<String> {
    let reads_stdin = compare.script.words.first().is_some_and(|word| word == "-");
    match () {
        // Only gilscope shows values outside a prompt.
        _ if compare.script.echo => Vec::new(),
        _ if compare.no_python || (reads_stdin && compare.script.code.is_none()) => Vec::new(),
        _ if compare.python.is_empty() => vec!["python3".into()],
        _ => compare.python.clone(),
    }
}

/// Tells a person who watches what runs now; an empty name wipes the line.
pub fn progress(terminal: Terminal, name: &str) {
    if terminal.is_live {
        let text = if name.is_empty() {
            String::new()
        } else {
            format!("running: {name} …")
        };
        say(&format!("\r\x1b[K{text}"));
    }
}
