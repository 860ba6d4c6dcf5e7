//! `gilscope merge`

use super::arguments::Merge;
use super::diagnostics::{fail, show};
use super::sweep::write;
use super::terminal::{Stream, Terminal};
use gilscope::lab::sweep::{Sweep, merge};
use std::path::Path;

/// Joins the shards of a sweep and shows the whole; gives the exit status.
pub fn run(wishes: &Merge) -> u8 {
    match execute(wishes) {
        Ok(sweep) => sweep.has_failed() as u8,
        Err(status) => status,
    }
}

fn execute(wishes: &Merge) -> Result<Sweep, u8> {
    let shards = wishes.files.iter().map(|file| read(file));
    let shards = shards.collect::<Result<Vec<_>, _>>()?;
    let sweep = merge(shards).map_err(|error| fail(&error))?;
    let files = [&wishes.json, &wishes.csv, &wishes.html];
    write(&sweep, files.map(|file| file.as_deref()))?;
    let look = Terminal::of(&wishes.look, Stream::Stdout).look(wishes.all);
    show(&sweep.text(look))?;
    Ok(sweep)
}

fn read(file: &Path) -> Result<(String, Sweep), u8> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| fail(&format!("can't read '{name}': {error}")))?;
    let sweep = Sweep::from_json(&text).map_err(|error| fail(&format!("'{name}' {error}")))?;
    Ok((name, sweep))
}
