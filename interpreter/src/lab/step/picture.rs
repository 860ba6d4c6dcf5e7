//! One moment between two instructions, as data: what every thread is about to do, what they share, who
//! has the GIL, who holds which lock and who waits for it.

use super::goal::Grade;
use crate::code::Code;
use crate::machine::lock_names;
use crate::vm::portrait::{FrameView, Portrait, Shown, Variable};
use gilscope_runtime::explore::{Candidate, Doing, Player, Readiness, Scene};
use gilscope_runtime::ledger::State;
use gilscope_runtime::task::ThreadId;
use std::collections::BTreeMap;

/// A moment.
#[derive(Clone, Default)]
pub struct Picture {
    /// Instructions that were chosen so far.
    pub turns: usize,
    /// Times that something was shared so far.
    pub events: usize,
    /// How often a thread that could have gone on did not.
    pub preemptions: usize,
    /// All threads, by number.
    pub threads: Vec<ThreadView>,
    /// Who has the GIL.
    pub gil: Option<ThreadId>,
    /// Global variables and the attributes of objects in them.
    pub globals: Vec<Global>,
    /// Locks that have names.
    pub locks: Vec<LockView>,
    /// Standard output and error so far.
    pub output: String,
    /// How it ended, if it is over.
    pub ending: Option<EndView>,
    /// What there is to say.
    pub message: Vec<String>,
    /// Endings that a search has found from here, and the pre-emptions that they take.
    pub found: Vec<(String, usize)>,
    /// The way that was found and is being gone.
    pub way: Option<WayView>,
    /// The goal, and the fewest pre-emptions that reach it as far as is known.
    pub goal: Option<(String, Option<usize>)>,
}

/// A thread at a moment.
#[derive(Clone)]
pub struct ThreadView {
    /// Its number.
    pub thread: ThreadId,
    /// Its name.
    pub name: String,
    /// Its state, as timelines mark it; none where it has ended.
    pub state: Option<State>,
    /// What it does or waits for, in words.
    pub doing: String,
    /// Whether it may go on now.
    pub can_go: bool,
    /// Where it stands in the script's own text; a thread that is not in any stands in the library.
    pub place: Option<FrameView>,
    /// Where it stands in the library, if it does: the function and the line.
    pub inside: Option<String>,
}

impl ThreadView {
    /// The line of the script that comes next.
    pub fn line(&self) -> Option<u32> {
        let place = self.place.as_ref()?;
        Some(line_of(&place.code, place.at))
    }
}

/// A global variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Global {
    /// It.
    pub variable: Variable,
    /// Whether it is not what it was in the picture before.
    pub has_changed: bool,
}

/// A lock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockView {
    /// What it is called.
    pub name: String,
    /// Who holds it.
    pub holder: Option<ThreadId>,
    /// Who waits for it.
    pub waiters: Vec<ThreadId>,
}

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndView {
    /// In a few words, as `explore` says it.
    pub title: String,
    /// Whether something is wrong with it as such.
    pub is_fault: bool,
    /// Whether the goal was reached, and how well.
    pub grade: Option<Grade>,
}

/// The way to an ending that a search has found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WayView {
    /// The ending.
    pub title: String,
    /// Who goes next, and how often something is shared until somebody else does.
    pub next: Option<(ThreadId, usize)>,
    /// Events that are left.
    pub left: usize,
}

/// The line of an instruction.
pub fn line_of(code: &Code, at: u32) -> u32 {
    let span = code.spans.get(at as usize).or(code.spans.last());
    span.map_or(1, |span| code.source.line(span.start))
}

/// The name of a thread without the function in parentheses.
pub fn short_name(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

impl Picture {
    /// What a scene shows; `last` went last, `before` are the variables of the picture before. Where all
    /// threads have ended, `known` knows the world that they lived in.
    pub fn of(
        scene: &dyn Scene,
        candidates: &[Candidate],
        last: Option<ThreadId>,
        before: &[Global],
        known: Option<&Portrait>,
    ) -> Picture {
        let players = scene.players();
        let portraits = Portraits::of(scene, &players, known);
        let names = portraits.lock_names();
        let view = |player: &Player| portraits.view(player, &players, candidates, last, &names);
        let threads: Vec<ThreadView> = players.iter().map(view).collect();
        let is_running = |view: &&ThreadView| view.state == Some(State::Running);
        Picture {
            gil: threads.iter().find(is_running).map(|view| view.thread),
            globals: portraits.globals(before),
            locks: locks(&names, &players),
            threads,
            ..Picture::default()
        }
    }

    /// The name of a thread, short.
    pub fn name(&self, thread: ThreadId) -> &str {
        let view = self.threads.get(thread.0 as usize);
        view.map_or("a thread", |view| short_name(&view.name))
    }
}

/// A named lock at a moment: its name, and who holds it.
type Named = BTreeMap<usize, (String, Option<ThreadId>)>;

/// What the threads show of themselves.
struct Portraits<'a> {
    portraits: Vec<Option<Box<Portrait>>>,
    known: Option<&'a Portrait>,
}

impl<'a> Portraits<'a> {
    fn of(scene: &dyn Scene, players: &[Player], known: Option<&'a Portrait>) -> Portraits<'a> {
        let portraits = players.iter().map(|player| {
            let portrait = scene.portrait(player.thread)?;
            portrait.downcast::<Portrait>().ok()
        });
        Portraits {
            portraits: portraits.collect(),
            known,
        }
    }

    fn any(&self) -> Option<&Portrait> {
        let mut all = self.portraits.iter().flatten().map(|it| &**it);
        all.next().or(self.known)
    }

    fn globals(&self, before: &[Global]) -> Vec<Global> {
        let variables = self.any().map(Portrait::globals).unwrap_or_default();
        let global = |variable: Variable| {
            let known = before.iter().find(|it| it.variable.name == variable.name);
            Global {
                has_changed: known.is_none_or(|it| it.variable != variable),
                variable,
            }
        };
        variables.into_iter().map(global).collect()
    }

    fn lock_names(&self) -> Named {
        let Some(portrait) = self.any() else {
            return Named::new();
        };
        let names = portrait.within(lock_names).into_iter();
        let of_script = names.filter(|it| !it.name.starts_with("import "));
        let mut named = Named::new();
        for it in of_script {
            let is_new =
                !named.contains_key(&it.address) || it.name.len() < named[&it.address].0.len();
            if is_new {
                named.insert(it.address, (it.name, it.holder));
            }
        }
        named
    }

    fn view(
        &self,
        player: &Player,
        players: &[Player],
        candidates: &[Candidate],
        last: Option<ThreadId>,
        names: &Named,
    ) -> ThreadView {
        let candidate = candidates.iter().find(|it| it.thread == player.thread);
        let portrait = self.portraits[player.thread.0 as usize].as_deref();
        let frames = portrait.map_or(&[][..], |it| &it.frames);
        let own = frames.iter().position(|it| !it.code.source.is_library());
        // A thread that has not come to the script's text yet, or has left it, stands in the library.
        let shown = own.or((!frames.is_empty()).then_some(0));
        let inside = match (own, frames.first()) {
            (Some(0), _) | (_, None) => None,
            (_, Some(frame)) => Some(library_place(frame)),
        };
        let (state, doing) = doing(player, players, candidate, last, names, inside.is_some());
        ThreadView {
            thread: player.thread,
            name: player.name.clone(),
            state,
            doing,
            can_go: candidate.is_some(),
            place: shown.map(|at| frames[at].clone()),
            inside,
        }
    }
}

/// `Condition.wait, line 83 of threading`
fn library_place(frame: &FrameView) -> String {
    let name = frame.code.source.name.trim_start_matches("<lib:");
    let name = name.trim_end_matches('>');
    let line = line_of(&frame.code, frame.at);
    format!("{}, line {line} of {name}", frame.code.qualname)
}

/// What a thread does, as a state and in words.
fn doing(
    player: &Player,
    players: &[Player],
    candidate: Option<&Candidate>,
    last: Option<ThreadId>,
    names: &Named,
    in_library: bool,
) -> (Option<State>, String) {
    let name = |thread: ThreadId| {
        let other = players.get(thread.0 as usize);
        other
            .map_or("a thread", |it| short_name(&it.name))
            .to_string()
    };
    let may_give_up = matches!(
        candidate.map(|it| it.readiness),
        Some(Readiness::GivesUp(_))
    );
    let until = if may_give_up {
        "; its time may be up"
    } else {
        ""
    };
    match player.doing {
        Doing::Ended => (None, "has ended".into()),
        Doing::IsAmid => (
            Some(State::Running),
            "has the GIL, and no safe point here".into(),
        ),
        Doing::Goes if last == Some(player.thread) => (Some(State::Running), "has the GIL".into()),
        Doing::Goes => (Some(State::WantsGil), "wants the GIL".into()),
        Doing::Spins => (
            Some(State::WantsGil),
            "goes round in circles until somebody changes what it reads".into(),
        ),
        Doing::Sleeps => (Some(State::Io), "sleeps; may wake up".into()),
        Doing::Joins(other) if candidate.is_some() && !may_give_up => {
            (Some(State::WantsGil), format!("{} has ended", name(other)))
        }
        Doing::Joins(other) => (
            Some(State::Join),
            format!("waits for the end of {}{until}", name(other)),
        ),
        Doing::Waits { lock, holder } => {
            let known = names.get(&lock).map(|it| it.0.as_str());
            if known.is_some_and(is_beginning) {
                return match holder {
                    None => (Some(State::WantsGil), "wants the GIL".into()),
                    Some(_) => (Some(State::Join), "waits for a thread to begin".into()),
                };
            }
            let is_own = holder.is_some_and(|it| it.0 == player.thread);
            let what = match known {
                None if is_own && in_library => "to be notified".to_string(),
                None => "for a lock".to_string(),
                Some(lock) => format!("for {lock}"),
            };
            match holder {
                None => (Some(State::WantsGil), format!("waits {what}, now free")),
                Some(_) if is_own && known.is_none() => {
                    (Some(State::Lock), format!("waits {what}{until}"))
                }
                Some((holder, _)) => (
                    Some(State::Lock),
                    format!("waits {what}, held by {}{until}", name(holder)),
                ),
            }
        }
    }
}

/// Whether a lock is the library's, by which a thread tells that it has begun.
fn is_beginning(name: &str) -> bool {
    name.ends_with("._started")
}

/// The named locks: those that are held or waited for, then the others.
fn locks(names: &Named, players: &[Player]) -> Vec<LockView> {
    let names = names.iter().filter(|it| !is_beginning(&it.1.0));
    let views = names.map(|(address, (name, holder))| {
        let waits = |player: &&Player| matches!(player.doing, Doing::Waits { lock, .. } if lock == *address);
        LockView {
            name: name.clone(),
            holder: *holder,
            waiters: { players.iter().filter(waits) }.map(|it| it.thread).collect(),
        }
    });
    let mut views: Vec<LockView> = views.collect();
    views.sort_by(|a, b| {
        let rank = |it: &LockView| it.holder.is_none() && it.waiters.is_empty();
        (rank(a), &a.name).cmp(&(rank(b), &b.name))
    });
    views
}

/// A value with its number of references: `[1, 2] ×3`.
pub fn with_count(value: &Shown) -> String {
    match value.references {
        Some(count) => format!("{} ×{count}", value.text),
        None => value.text.clone(),
    }
}
