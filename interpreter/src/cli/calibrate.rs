//! `gilscope calibrate`

use super::arguments::{Look, runs};
use super::diagnostics::{fail, say, show, write_file};
use super::disk::Disk;
use super::options::RunOptions;
use super::script;
use super::terminal::{Stream, Terminal};
use clap::Args;
use gilscope::lab::calibrate::{Calibration, Calibrator};
use gilscope::lab::captured::{FindModule, Job};
use gilscope::lab::imports::find_in;
use gilscope::machine::Script;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

/// Below the options.
pub const CALIBRATE_EXAMPLES: &str = "\
Examples:
  gilscope calibrate -o here.toml
  gilscope calibrate -o pool.toml programs/pool.py
  gilscope compare --profile pool.toml programs/pool.py
  gilscope agree --profile here.toml programs/*.py
";

/// `gilscope calibrate`
#[derive(Args, Debug)]
pub struct Calibrate {
    /// Scripts to measure the costs of instructions by [default: short ones of gilscope's own]
    #[arg(value_name = "SCRIPT")]
    pub scripts: Vec<OsString>,
    /// Write the profile to FILE [default: standard output]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How often each measurement is made; the shortest counts
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = runs)]
    pub runs: usize,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// Measures this machine, and writes a profile of it; gives the exit status.
pub fn run(calibrate: &Calibrate) -> u8 {
    match execute(calibrate) {
        Ok(status) => status,
        Err(status) => status,
    }
}

fn execute(calibrate: &Calibrate) -> Result<u8, u8> {
    let terminal = Terminal::of(&calibrate.look, Stream::Stderr);
    let (scripts, folders) = scripts(calibrate, terminal)?;
    let mut setup = RunOptions::default().setup(vec!["<calibrate>".into()]);
    setup.config.hardware.cores = setup.config.cores();
    // Modules beside any of the scripts.
    let find: FindModule = Arc::new(move |folder, name| {
        let mut places = folders.iter();
        places.find_map(|(base, prefix)| find_in(base, prefix, folder, name))
    });
    let run_job = |job: &Job| job.run(&find, || Box::new(Disk));
    let progress = |what: &str| {
        if terminal.is_live {
            say(&format!("\r\x1b[Kmeasuring: {what} …"));
        }
    };
    let calibrator = Calibrator {
        setup,
        runs: calibrate.runs,
        run: &run_job,
        progress: &progress,
    };
    let found = calibrator.calibrate(scripts);
    if terminal.is_live {
        say("\r\x1b[K");
    }
    let found = found.map_err(|error| {
        fail(&format!("cannot calibrate by {error}"));
        1
    })?;
    conclude(calibrate, &found, terminal)
}

fn conclude(calibrate: &Calibrate, found: &Calibration, terminal: Terminal) -> Result<u8, u8> {
    say(&found.text(terminal.look(true)));
    let profile = found.profile();
    match &calibrate.output {
        Some(file) => {
            write_file(file, &profile)?;
            let name = file.display();
            say(&format!(
                "\n  gilscope compare --profile {name} SCRIPT uses it.\n"
            ));
        }
        None => {
            say("\n");
            show(&profile)?;
        }
    }
    Ok(0)
}

type Named = Vec<(String, Script)>;
type Folders = Vec<(PathBuf, String)>;

/// The scripts that are named, and where their modules are.
fn scripts(calibrate: &Calibrate, terminal: Terminal) -> Result<(Named, Folders), u8> {
    let (mut scripts, mut folders) = (Vec::new(), Vec::new());
    for word in &calibrate.scripts {
        let ready = script::file(vec![word.clone()], terminal)?;
        folders.push((ready.place.folder.clone(), ready.place.prefix.clone()));
        scripts.push((word.to_string_lossy().into_owned(), ready.script));
    }
    Ok((scripts, folders))
}
