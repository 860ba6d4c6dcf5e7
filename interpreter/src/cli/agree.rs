//! `gilscope agree`

use super::arguments::{Look, runs};
use super::diagnostics::{say, show};
use super::disk::Disk;
use super::options::RunOptions;
use super::terminal::{Stream, Terminal};
use super::{run, script};
use clap::Args;
use gilscope::lab::captured::Job;
use gilscope::lab::prediction::{Pair, text, to_json};
use gilscope_runtime::driver::{Clock, Gil};
use std::ffi::OsString;
use std::path::PathBuf;

/// Below the options.
pub const AGREE_EXAMPLES: &str = "\
Examples:
  gilscope calibrate -o here.toml
  gilscope agree --profile here.toml programs/*.py
";

/// `gilscope agree`
#[derive(Args, Debug)]
pub struct Agree {
    /// How to run them.
    #[command(flatten)]
    pub options: RunOptions,
    /// The scripts; they need no arguments and no input
    #[arg(value_name = "SCRIPT", required = true)]
    pub scripts: Vec<OsString>,
    /// How often to run each on the real clock; the median counts
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = runs)]
    pub runs: usize,
    /// Write the figures to FILE as JSON; `gilscope help json` explains them
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// Runs scripts on both clocks; the exit status is 1 if one cannot be run.
pub fn run(agree: &Agree) -> u8 {
    match execute(agree) {
        Ok(pairs) => pairs.iter().any(|pair| pair.trouble.is_some()) as u8,
        Err(status) => status,
    }
}

fn execute(agree: &Agree) -> Result<Vec<Pair>, u8> {
    let terminal = Terminal::of(&agree.look, Stream::Stderr);
    let usage = |message: String| script::wrong_usage(&message);
    let mut options = agree.options.clone().resolved().map_err(usage)?;
    if options.clock.is_some() || options.gil.is_some() {
        return Err(usage("agree chooses --clock and --gil itself".into()));
    }
    options.clock = Some(Clock::Real);
    let mut pairs = Vec::new();
    for word in &agree.scripts {
        let ready = script::file(vec![word.clone()], terminal)?;
        let mut setup = options.setup(ready.place.argv.clone());
        setup.config.hardware.cores = setup.config.cores();
        let find = ready.place.finder();
        let job = Job {
            script: ready.script.clone(),
            setup,
        };
        let name = word.to_string_lossy();
        let name = name.rsplit('/').next().unwrap_or_default();
        for gil in [Gil::On, Gil::Off] {
            if terminal.is_live {
                say(&format!("\r\x1b[Krunning: {name} …"));
            }
            pairs.push(Pair::run(name, gil, &job, &find, agree.runs, || {
                Box::new(Disk)
            }));
        }
    }
    if terminal.is_live {
        say("\r\x1b[K");
    }
    if let Some(file) = &agree.json {
        run::write_json(file, &to_json(&pairs))?;
    }
    let look = Terminal::of(&agree.look, Stream::Stdout).look(true);
    show(&text(&pairs, agree.runs, look))?;
    Ok(pairs)
}
