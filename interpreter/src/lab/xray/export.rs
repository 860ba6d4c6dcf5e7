//! The X-ray as JSON, and as a part of a page.

use super::report::{LINE_HEAD, OBJECT_HEAD, line_figures, object_figures};
use super::{Place, Xray};
use crate::kept::{Keeper, is_definition};
use crate::lab::json::configuration;
use crate::lab::look::{count, fine, plural};
use crate::lab::markup::{escape, table};
use gilscope_runtime::heap::Counts;
use serde_json::{Value, json};

/// The name and version of what [`to_json`] makes.
pub const SCHEMA: &str = "gilscope.xray/1";
/// Rows of a table of a page.
const MOST_ROWS: usize = 500;

/// The figures of an X-ray. Times are nanoseconds.
pub fn to_json(xray: &Xray) -> Value {
    json!({
        "schema": SCHEMA,
        "script": xray.script,
        "configuration": configuration(&xray.setup),
        "elapsed": xray.elapsed.0,
        "cpu": xray.cpu.0,
        "instructions": xray.instructions,
        "trouble": xray.trouble,
        "operations": of_counts(&xray.total()),
        "peak": xray.peak,
        "leaked": xray.leaked,
        "lines": xray.lines.iter().map(|row| json!({
            "place": place(row.place.as_ref()),
            "counts": of_counts(&row.counts),
            "published": row.published,
            "lock_waits": row.lock_waits,
            "lock_waited": row.lock_waited.0,
        })).collect::<Vec<_>>(),
        "objects": xray.objects.iter().map(|row| json!({
            "name": row.name,
            "made_at": place(row.place.as_ref()),
            "made": row.made,
            "freed": row.freed,
            "peak": row.peak,
            "published": row.published,
            "counts": of_counts(&row.counts),
            "cost": row.cost.0,
        })).collect::<Vec<_>>(),
        "shared_at_start": xray.shared_at_start.as_ref().map(|(line, objects)| json!({
            "place": place(line.as_ref()),
            "objects": objects,
        })),
        "published": xray.published.iter().map(|row| json!({
            "place": place(row.place.as_ref()),
            "name": row.name,
            "made_at": place(row.made.as_ref()),
            "stores": row.publication.stores,
            "objects": row.publication.objects,
            "largest": row.publication.largest,
        })).collect::<Vec<_>>(),
        "locks": xray.locks.iter().map(|row| json!({
            "name": row.name,
            "waits": row.waits,
            "waited": row.waited.0,
            "longest": row.longest.0,
        })).collect::<Vec<_>>(),
        "locks_known_until": xray.known_until.map(|until| until.0),
        "kept": xray.kept.iter().map(|row| json!({
            "name": row.name,
            "made_at": place(row.place.as_ref()),
            "objects": row.objects,
            "keeper": keeper(row.keeper),
            "path": row.path,
        })).collect::<Vec<_>>(),
        "what_if": xray.trials.iter().map(|trial| json!({
            "change": trial.change,
            "kind": trial.kind.name(),
            "elapsed": trial.elapsed.0,
            "speed_up": trial.speed_up,
        })).collect::<Vec<_>>(),
    })
}

fn of_counts(counts: &Counts) -> Value {
    json!({
        "local": counts.local,
        "shared": counts.shared,
        "skipped": counts.skipped,
        "contended": counts.contended,
    })
}

fn place(place: Option<&Place>) -> Option<String> {
    place.map(Place::long)
}

fn keeper(keeper: Option<Keeper>) -> &'static str {
    match keeper {
        Some(Keeper::Variable) => "variable",
        Some(Keeper::Interpreter) => "interpreter",
        Some(Keeper::Cycle) => "cycle",
        None => "collected cycle",
    }
}

/// The part of a page about an X-ray.
pub fn page(xray: &Xray) -> String {
    let mut out = format!("<p>{}</p>\n", escape(&xray.way()));
    let mut add = |caption: &str, head: &[&str], rows: Vec<Vec<String>>| {
        if rows.is_empty() {
            return;
        }
        let all = rows.len();
        let rows: Vec<Vec<String>> = rows.into_iter().take(MOST_ROWS).collect();
        let caption = match all > MOST_ROWS {
            true => format!(
                "{caption} The first {MOST_ROWS} of {} rows.",
                count(all as u64)
            ),
            false => caption.to_string(),
        };
        let table = table(&caption, head, &rows);
        out.push_str(&format!("<div class=\"scroll\">{table}</div>\n"));
    };
    let what_if = { xray.trials.iter() }.map(|trial| {
        let speed_up = format!("{:.2}×", trial.speed_up);
        vec![trial.change.clone(), fine(trial.elapsed), speed_up]
    });
    let caption = format!("What if. {}", xray.supposed());
    add(
        &caption,
        &["change", "elapsed", "speed-up"],
        what_if.collect(),
    );
    let lines = { xray.lines.iter() }.map(|row| {
        let place =
            { row.place.as_ref() }.map(|it| format!("{}: {}", xray.spot(Some(it)), it.text));
        let mut cells = vec![place.unwrap_or_else(|| "library".into())];
        cells.extend(line_figures(row));
        cells
    });
    let head = [&["line"][..], &LINE_HEAD].concat();
    let caption = "Lines: how references were counted there. Contended: another thread had counted the \
                   object last.";
    add(caption, &head, lines.collect());
    let objects = { xray.objects.iter() }.map(|row| {
        let mut cells = vec![xray.named(&row.name, row.place.as_ref())];
        cells.extend(object_figures(row));
        cells
    });
    let head = [&["object, made at"][..], &OBJECT_HEAD].concat();
    add(
        "Objects, by what they are and the line that made them.",
        &head,
        objects.collect(),
    );
    let start = { xray.shared_at_start.iter() }.map(|(place, objects)| {
        let what = "everything, as the second thread began".to_string();
        vec![
            xray.spot(place.as_ref()),
            what,
            "1".into(),
            count(*objects),
            count(*objects),
        ]
    });
    let published = { xray.published.iter() }.map(|row| {
        vec![
            xray.spot(row.place.as_ref()),
            xray.named(&row.name, row.made.as_ref()),
            count(row.publication.stores),
            count(row.publication.objects),
            count(row.publication.largest),
        ]
    });
    let head = [
        "line",
        "what was stored",
        "stores",
        "objects",
        "most at once",
    ];
    add(
        "Published to other threads.",
        &head,
        start.chain(published).collect(),
    );
    let locks = { xray.locks.iter() }.map(|row| {
        let waits = plural(row.waits, "wait");
        vec![row.name.clone(), waits, fine(row.waited), fine(row.longest)]
    });
    add(
        "Locks that were waited for.",
        &["lock", "waits", "waited", "longest"],
        locks.collect(),
    );
    let kept = { xray.kept.iter() }.filter(|row| row.place.is_some() && !is_definition(&row.name));
    let kept = kept.map(|row| {
        vec![
            xray.named(&row.name, row.place.as_ref()),
            count(row.objects),
            keeper(row.keeper).to_string(),
            row.path.clone(),
        ]
    });
    let head = ["object, made at", "objects", "kept by", "way"];
    add(
        "Alive at the end, or until the collector came.",
        &head,
        kept.collect(),
    );
    out
}
