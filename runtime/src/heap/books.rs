//! Books: of each object and each line, how its references were counted; for X-rays.
//!
//! Heaps with books note every count operation by its line and its object, every birth and death, and
//! every publication. Objects go by their name and the line that made them: a *group*. Whoever runs the
//! script says before each instruction where it stands, see [`set_place`].
//!
//! To see all births, such heaps hand out cells one by one (`cells/noted.rs`), so that those without books pay
//! nothing. A cell that was taken holds no object yet: it is *pending* until its taker notes the next thing, or
//! another thread meets the object, whichever comes first. Who frees an object asks the books first, under
//! their lock, so that a pending cell is never empty.

use super::cells;
use super::counting::Header;
use super::object::Ref;
use super::quarantine::{Describe, Supervision};
use crate::sync::Mutex;
use rustc_hash::FxHashMap;

/// A line of the script, as a number that only its owner can read. 0: none, as in the library.
pub type Line = u64;

/// What an X-ray wants to know, and what it supposes.
#[derive(Clone)]
pub struct Inspection {
    /// What an object is called.
    pub describe: Describe,
    /// In virtual time without a GIL: steps of one instruction, so that threads meet where they would.
    pub is_stepwise: bool,
    /// What an atomic count operation takes, in picoseconds.
    pub atomic_cost: u64,
    /// What it takes on top where another thread has counted the object last.
    pub transfer_cost: u64,
    /// Groups whose counts cost nothing, by name and line.
    pub free: Free,
}

/// Which counts cost nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Free {
    /// Those of these groups, by name and line.
    Groups(Vec<(String, Line)>),
    /// All.
    All,
}

/// Count operations by kind.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// By load, change and store.
    pub local: u64,
    /// By atomic read-modify-write instructions.
    pub shared: u64,
    /// Spared: on objects that are not counted.
    pub skipped: u64,
    /// Of the first two, those on an object that another thread had counted last.
    pub contended: u64,
}

impl Counts {
    /// Adds others.
    pub fn add(&mut self, other: Counts) {
        self.local += other.local;
        self.shared += other.shared;
        self.skipped += other.skipped;
        self.contended += other.contended;
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.local + self.shared + self.skipped
    }
}

/// Objects of one name, made at one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What they are called.
    pub name: String,
    /// The line that made them; 0: the library, or before the script began.
    pub line: Line,
    /// How many were made, since the books were opened.
    pub made: u64,
    /// How many of these were freed.
    pub freed: u64,
    /// Most that were alive at a time.
    pub peak: u64,
    /// How many were published.
    pub published: u64,
    /// How many the collector has found in garbage.
    pub collected: u64,
    /// What kept the first of those alive.
    pub cycle: Option<String>,
    /// Picoseconds that the counts took by the costs supposed.
    pub cost: u64,
    is_free: bool,
}

/// Stores of one line that published objects which hang on those of one group.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Publication {
    /// How many such stores.
    pub stores: u64,
    /// How many objects they published, together.
    pub objects: u64,
    /// The most at once.
    pub largest: u64,
}

/// All that the books say.
#[derive(Clone, Default, Debug)]
pub struct Account {
    /// Every group, in the order in which they were first met.
    pub groups: Vec<Group>,
    /// Counts by line and number of the group.
    pub counts: Vec<((Line, u32), Counts)>,
    /// Publications by line, and number of the group of what was stored.
    pub published: Vec<((Line, u32), Publication)>,
    /// Objects that were published because a second thread was about to begin, and the line that began it.
    pub shared_at_start: Option<(Line, u64)>,
    /// Most objects alive at a time that were made since the books were opened.
    pub peak: u64,
}

/// The books of all heaps of a run.
pub(super) struct Books {
    inspection: Inspection,
    pages: Mutex<Pages>,
}

/// What is known of an object that lives.
struct Entry {
    group: u32,
    /// The thread that counted it last.
    thread: u32,
    is_born_here: bool,
}

#[derive(Default)]
struct Pages {
    groups: Vec<Group>,
    numbers: FxHashMap<(String, Line), u32>,
    objects: FxHashMap<usize, Entry>,
    pending: FxHashMap<usize, Birth>,
    /// Cells that were taken so far.
    births: u64,
    counts: FxHashMap<(Line, u32), Counts>,
    published: FxHashMap<(Line, u32), Publication>,
    shared_at_start: Option<(Line, u64)>,
    alive: u64,
    peak: u64,
}

/// Who runs, and at which line.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Standing {
    thread: u32,
    line: Line,
}

/// A cell that was taken, and by whom.
#[derive(Clone, Copy, Debug)]
struct Birth {
    standing: Standing,
    number: u64,
}

/// Says who executes the next instruction, at which line, and its site, for the objects that it makes.
pub fn set_place(thread: u32, line: Line, site: u32) {
    if let Some(local) = cells::entered() {
        local.settle_birth();
        local.standing.set(Standing { thread, line });
        cells::set_site(site);
    }
}

impl Books {
    pub(super) fn new(inspection: Inspection) -> Books {
        Books {
            inspection,
            pages: Mutex::default(),
        }
    }

    pub(super) fn supervision(&self) -> Supervision {
        Supervision::Lines {
            is_stepwise: self.inspection.is_stepwise,
        }
    }

    /// What they say so far.
    pub(super) fn account(&self) -> Account {
        let pages = self.pages.lock();
        let mut account = Account {
            groups: pages.groups.clone(),
            counts: { pages.counts.iter() }.map(|(k, v)| (*k, *v)).collect(),
            published: { pages.published.iter() }.map(|(k, v)| (*k, *v)).collect(),
            shared_at_start: pages.shared_at_start,
            peak: pages.peak,
        };
        account.counts.sort_unstable_by_key(|(key, _)| *key);
        account.published.sort_unstable_by_key(|(key, _)| *key);
        account
    }

    /// Picoseconds that a count operation takes.
    fn cost(&self, group: &Group, is_atomic: bool, is_contended: bool) -> u64 {
        match is_atomic && !group.is_free {
            false => 0,
            true if is_contended => self.inspection.atomic_cost + self.inspection.transfer_cost,
            true => self.inspection.atomic_cost,
        }
    }

    /// Notes how a reference to an object was counted; gives what that takes, in picoseconds.
    fn count(&self, standing: Standing, header: &Header, kind: Kind) -> u64 {
        let mut pages = self.pages.lock();
        let pages = &mut *pages;
        let entry = pages.entry(header, &self.inspection, standing.thread);
        let number = entry.group;
        let mut counts = Counts::default();
        match kind {
            Kind::Local => counts.local = 1,
            Kind::Shared => counts.shared = 1,
            Kind::Skipped => counts.skipped = 1,
        }
        if kind != Kind::Skipped {
            let before = std::mem::replace(&mut entry.thread, standing.thread);
            counts.contended = u64::from(before != standing.thread);
        }
        let group = &mut pages.groups[number as usize];
        let cost = self.cost(group, kind == Kind::Shared, counts.contended > 0);
        group.cost += cost;
        let place = (standing.line, number);
        pages.counts.entry(place).or_default().add(counts);
        cost
    }

    /// A cell at this address was taken, in which there will be an object; gives the number of the birth.
    pub(super) fn expect(&self, address: usize, standing: Standing) -> u64 {
        let mut pages = self.pages.lock();
        pages.births += 1;
        let number = pages.births;
        let birth = Birth { standing, number };
        pages.pending.insert(address, birth);
        number
    }

    /// There is an object now in a cell that was taken, unless others have noted that already: then `header`
    /// is not called.
    pub(super) fn settle<'h>(
        &self,
        address: usize,
        number: u64,
        header: impl FnOnce() -> &'h Header,
    ) {
        let mut pages = self.pages.lock();
        let pending = pages.pending.get(&address);
        if pending.is_some_and(|birth| birth.number == number) {
            pages.entry(header(), &self.inspection, 0);
        }
    }

    /// An object is about to be no more; `is_noted`: while the books are open.
    pub(super) fn bury(&self, header: &Header, is_noted: bool) {
        let mut pages = self.pages.lock();
        let pages = &mut *pages;
        if pages.pending.contains_key(&address(header)) {
            pages.entry(header, &self.inspection, 0);
        }
        if let Some(entry) = pages.objects.remove(&address(header))
            && entry.is_born_here
            && is_noted
        {
            pages.groups[entry.group as usize].freed += 1;
            pages.alive -= 1;
        }
    }
}

/// How a reference was counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Local,
    Shared,
    Skipped,
}

fn address(header: &Header) -> usize {
    std::ptr::from_ref(header) as usize
}

impl Pages {
    /// The number of the group of such objects.
    fn group(&mut self, name: String, line: Line, inspection: &Inspection) -> u32 {
        let Pages {
            groups, numbers, ..
        } = self;
        *{ numbers.entry((name, line)) }.or_insert_with_key(|(name, line)| {
            groups.push(Group {
                name: name.clone(),
                line: *line,
                made: 0,
                freed: 0,
                peak: 0,
                published: 0,
                collected: 0,
                cycle: None,
                cost: 0,
                is_free: inspection.free.has(name, *line),
            });
            groups.len() as u32 - 1
        })
    }

    /// The entry of a living object; the first time, it is made for what `thread` is the first to count.
    fn entry(&mut self, header: &Header, inspection: &Inspection, thread: u32) -> &mut Entry {
        let address = address(header);
        if let Some(birth) = self.pending.remove(&address) {
            let Standing { thread, line } = birth.standing;
            self.enter(header, inspection, line, thread, true);
        } else if !self.objects.contains_key(&address) {
            self.enter(header, inspection, 0, thread, false);
        }
        { self.objects.get_mut(&address) }.expect("it was just put there")
    }

    fn enter(
        &mut self,
        header: &Header,
        inspection: &Inspection,
        line: Line,
        thread: u32,
        is_born_here: bool,
    ) {
        let name = header.borrowed(inspection.describe);
        let number = self.group(name, line, inspection);
        let entry = Entry {
            group: number,
            thread,
            is_born_here,
        };
        self.objects.insert(address(header), entry);
        if is_born_here {
            self.alive += 1;
            self.peak = self.peak.max(self.alive);
            let group = &mut self.groups[number as usize];
            group.made += 1;
            group.peak = group.peak.max(group.made - group.freed);
        }
    }
}

impl Free {
    fn has(&self, name: &str, line: Line) -> bool {
        match self {
            Free::All => true,
            Free::Groups(groups) => { groups.iter() }.any(|it| it.0 == name && it.1 == line),
        }
    }
}

/// Does something that the books shall not tell of.
pub fn quietly<R>(body: impl FnOnce() -> R) -> R {
    let Some(local) = cells::entered() else {
        return body();
    };
    local.settle_birth();
    let before = local.is_quiet.replace(true);
    let result = body();
    local.is_quiet.set(before);
    result
}

/// Runs with the books of the heap that was entered, if they are open.
fn in_books<R>(run: impl FnOnce(&Books, Standing) -> R) -> Option<R> {
    let local = cells::entered().filter(|local| !local.is_quiet.get())?;
    let books = local.heap().open_books()?;
    local.settle_birth();
    Some(run(books, local.standing.get()))
}

/// A reference to an object was counted so.
pub(super) fn note_count(header: &Header, kind: Kind) {
    let cost = in_books(|books, standing| books.count(standing, header, kind));
    if let (Some(local), Some(cost @ 1..)) = (cells::entered(), cost) {
        local.stall(cost);
    }
}

/// These objects are published, the first of which was stored.
pub(super) fn note_published(objects: &[&Header]) {
    in_books(|books, standing| {
        let mut pages = books.pages.lock();
        let mut publication = None;
        let mut size = 0;
        for header in objects {
            let number = { pages.entry(header, &books.inspection, standing.thread) }.group;
            pages.groups[number as usize].published += 1;
            publication.get_or_insert((standing.line, number));
            size += 1;
        }
        if let Some(place) = publication {
            let publication = pages.published.entry(place).or_default();
            publication.stores += 1;
            publication.objects += size;
            publication.largest = publication.largest.max(size);
        }
    });
}

/// So many objects are published as a second thread is about to begin.
pub(super) fn note_shared(objects: u64) {
    in_books(|books, standing| {
        books.pages.lock().shared_at_start = Some((standing.line, objects));
    });
}

/// Whether what the collector finds is to be told, see [`note_garbage`].
pub fn wants_garbage() -> bool {
    in_books(|_, _| ()).is_some()
}

/// The collector has found this object in garbage. `path` says what kept it alive; it is asked for the first
/// one of its group.
pub fn note_garbage(object: &Ref, path: impl FnOnce() -> String) {
    in_books(|books, standing| {
        let mut pages = books.pages.lock();
        let entry = pages.entry(object.header(), &books.inspection, standing.thread);
        let number = entry.group as usize;
        let is_first = pages.groups[number].collected == 0;
        pages.groups[number].collected += 1;
        drop(pages);
        if is_first {
            let path = path();
            books.pages.lock().groups[number].cycle = Some(path);
        }
    });
}

/// What an object is called in the books of the heap that was entered, and the line that made it.
pub fn name_in_books(object: &Ref) -> Option<(String, Line)> {
    let books = cells::entered()?.heap().books()?;
    let pages = books.pages.lock();
    let entry = pages.objects.get(&object.address())?;
    let group = &pages.groups[entry.group as usize];
    Some((group.name.clone(), group.line))
}
