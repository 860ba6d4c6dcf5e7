//! Shards of a sweep, joined.

use super::{Cell, Peers, Shard, Sweep};

/// Joins the shards of one sweep, each with the name of its file, in whatever order they come. What
/// comes out is what the sweep would have come to in one piece.
///
/// # Errors
/// A shard that is missing, is there twice, belongs to another sweep or is not whole.
pub fn merge(shards: Vec<(String, Sweep)>) -> Result<Sweep, String> {
    let Some((first_name, first)) = shards.first() else {
        return Err("there is nothing to merge".into());
    };
    let Some(Shard { count, .. }) = first.shard else {
        return Err(format!("{first_name} is no shard: it is a whole sweep"));
    };
    let mut files: Vec<Option<&str>> = vec![None; count];
    for (name, sweep) in &shards {
        if let Some(difference) = difference(first, sweep) {
            return Err(format!(
                "{name} is of another sweep than {first_name}: {difference}"
            ));
        }
        let Some(shard) = sweep.shard else {
            return Err(format!("{name} is no shard: it is a whole sweep"));
        };
        if shard.count != count {
            let (other, index) = (shard.count, shard.index);
            return Err(format!(
                "{name} is shard {index} of {other}, but {first_name} is one of {count}"
            ));
        }
        if let Some(other) = files[shard.index - 1].replace(name) {
            let index = shard.index;
            return Err(format!(
                "{name} and {other} are both shard {index} of {count}"
            ));
        }
        let expected = (0..sweep.grid.cells()).filter(|cell| shard.has(*cell));
        if !expected.eq(sweep.cells.iter().map(|cell| cell.index)) {
            return Err(format!("{name} does not hold the cells of its shard"));
        }
    }
    let missing = (1..=count).filter(|index| files[index - 1].is_none());
    let missing: Vec<String> = missing.map(|index| format!("{index}/{count}")).collect();
    if !missing.is_empty() {
        return Err(format!("missing: {}", list(&missing)));
    }
    let whole = Sweep {
        shard: None,
        cells: Vec::new(),
        predicted: Vec::new(),
        peers: Vec::new(),
        why: None,
        ..first.clone()
    };
    // The best of all is the best of its shard.
    let best = { shards.iter() }
        .filter_map(|(_, sweep)| Some((sweep.best()?, sweep)))
        .min_by_key(|(cell, _)| (cell.figures.elapsed, cell.index));
    let why = best.and_then(|(_, sweep)| sweep.why.clone());
    let (mut cells, mut predicted): (Vec<Cell>, Vec<Cell>) = Default::default();
    let mut peers: Vec<Peers> = Vec::new();
    for (_, sweep) in shards {
        join(&mut peers, sweep.peers);
        cells.extend(sweep.cells);
        predicted.extend(sweep.predicted);
    }
    cells.sort_by_key(|cell| cell.index);
    predicted.sort_by_key(|cell| cell.index);
    for peers in &mut peers {
        peers.cells.sort_by_key(|cell| cell.index);
    }
    Ok(Sweep {
        cells,
        predicted,
        peers,
        why,
        ..whole
    })
}

/// Adds the cells of each Python to those that it has in other shards.
fn join(all: &mut Vec<Peers>, more: Vec<Peers>) {
    for peers in more {
        match all.iter_mut().find(|known| known.name == peers.name) {
            Some(known) => known.cells.extend(peers.cells),
            None => all.push(peers),
        }
    }
}

/// A few names.
fn list(names: &[String]) -> String {
    match names.len() {
        0..=10 => format!("shard {}", names.join(", ")),
        n => format!("shard {} and {} more", names[..10].join(", "), n - 10),
    }
}

/// What tells that two files are not of the same sweep.
fn difference(a: &Sweep, b: &Sweep) -> Option<String> {
    let axes = |sweep: &Sweep| {
        let axes = sweep.grid.axes.iter();
        let axes = axes.map(|axis| format!("{}={}", axis.name, axis.values.join(",")));
        axes.collect::<Vec<_>>().join(" ")
    };
    let options = |sweep: &Sweep| match sweep.options.is_empty() {
        true => "no options".to_string(),
        false => sweep.options.join(" "),
    };
    match () {
        _ if a.script != b.script => Some(format!("{} against {}", b.script, a.script)),
        _ if a.digest != b.digest => Some(format!("the text of {} has changed", a.script)),
        _ if a.grid != b.grid => Some(format!("{} against {}", axes(b), axes(a))),
        _ if a.options != b.options => Some(format!("{} against {}", options(b), options(a))),
        _ if a.is_real != b.is_real => Some("the clocks differ".into()),
        _ if a.cores != b.cores => Some(format!("{} cores against {}", b.cores, a.cores)),
        _ => None,
    }
}
