//! The laboratory: what is made of a run's figures, and experiments of several runs.
//!
//! - `look`: how reports are drawn;
//! - `presets`: the lock as runtimes have it; `hardware`: the simulated machine, and its profiles;
//! - `captured`: a run whose output is kept;
//! - `course`: blocks of Markdown and cells of notebooks;
//! - `imports`: what a script imports, before it runs;
//! - `agreement`: whether two runs printed the same;
//! - `files`: files in memory, for runs whose output is kept;
//! - `legend`: places and locks behind the numbers of a trace; `story`: the events of all threads in
//!   one order, and who had the GIL;
//! - `perfetto`: a trace for ui.perfetto.dev; `feed` and `scene`: a run that is
//!   watched;
//! - `page`: the report as HTML, of `bars` (timelines), `charts`, `margin` (the source) and `markup`;
//! - `cores`: which thread was on which core;
//! - `timeline`, `census`, `stats`, `deadlock`, `wreck`: one report each, as text;
//! - `workers`: scripts that offer processes in the place of threads;
//! - `compare`: the same script in several ways; `peer`: under CPython;
//! - `countings`: the same script under every way of counting references;
//! - `amdahl`: the line that a speed-up follows; `sweep`: every combination of some settings;
//! - `check`: conditions that a script is to hold; `calibrate`: figures for the simulated machine, by
//!   `kernels` and `fit`; `prediction`: how near it then is to the real one;
//! - `experiments`: the same script with one thing changed; `hot_lock`: the lock that is waited for;
//!   `why`: the paragraph that explains a run by them;
//! - `xray`: how references were counted at each line and object, and what was published, waited for, kept;
//! - `json`: the figures for other programs; `schema`: what they mean;
//! - `explore`: every way in which a script with threads can end; `step`: a person chooses who goes next;
//! - `subset`: what of Python there is;
//! - `fuzz`: programs made by chance, and what must hold of each.

pub mod look;
pub mod presets;
pub mod guarantees;
pub mod hardware;
pub mod files;
pub mod captured;
pub mod imports;
pub mod course;
pub mod agreement;
pub mod legend;
pub mod story;
pub mod perfetto;
pub mod races;
pub mod feed;
pub mod scene;
pub mod markup;
pub mod bars;
pub mod charts;
pub mod margin;
pub mod opcodes;
pub mod page;
pub mod timeline;
pub mod cores;
pub mod census;
pub mod stats;
pub mod deadlock;
pub mod wreck;
pub mod workers;
pub mod compare;
#[cfg(feature = "os")]
pub mod peer;
#[cfg(feature = "os")]
pub mod countings;
pub mod amdahl;
pub mod sweep;
pub mod check;
mod fit;
mod kernels;
pub mod calibrate;
pub mod prediction;
pub mod hot_lock;
pub mod experiments;
pub mod why;
pub mod json;
pub mod xray;
pub mod schema;
pub mod explore;
pub mod step;
pub mod subset;
pub mod fuzz;
