//! Files of the outside world, and its time zone, as a run reaches them.

use crate::object::file::OpenFile;
use std::io;

/// How a file is to be opened.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Access {
    /// For reading.
    pub read: bool,
    /// For writing.
    pub write: bool,
    /// It is emptied, or made if there is none.
    pub empty: bool,
    /// What is written goes to its end; it is made if there is none.
    pub append: bool,
    /// It must not be there yet.
    pub new: bool,
}

/// What stands under a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// A file of this size.
    File(u64),
    /// A folder.
    Folder,
    /// Something that could keep a reader waiting, such as a pipe.
    Other,
}

/// The files that a run can reach. Errors carry the system's numbers.
pub trait Files: Send + Sync {
    /// What stands under a path.
    fn look(&self, path: &str) -> io::Result<Found>;
    /// Opens a file.
    fn open(&self, path: &str, access: Access) -> io::Result<Box<dyn OpenFile>>;
    /// Names in a folder.
    fn list(&self, path: &str) -> io::Result<Vec<String>>;
    /// Removes a file.
    fn remove(&self, path: &str) -> io::Result<()>;
    /// Makes a folder.
    fn make_folder(&self, path: &str) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &str) -> io::Result<()>;
    /// Gives a file or folder another name.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// The folder that relative paths begin in.
    fn folder(&self) -> io::Result<String>;
}

/// A time zone at one moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    /// Seconds that its clocks are ahead of UTC.
    pub ahead: i64,
    /// Whether they show summer time.
    pub is_summer: bool,
    /// Its name then, such as `CET`.
    pub name: String,
}

impl Default for Zone {
    fn default() -> Zone {
        Zone {
            ahead: 0,
            is_summer: false,
            name: "UTC".into(),
        }
    }
}
